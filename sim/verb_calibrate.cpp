#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <nlohmann/json.hpp>

#include "sim/calibrate.hpp"
#include "sim/input.hpp"
#include "sim/table.hpp"
#include "sim/terminal.hpp"
#include "sim/verbs.hpp"

namespace formcast {
namespace {

using Json = nlohmann::ordered_json;

std::string unit_text(const std::string& unit) { return unit.empty() || unit == "1" ? "" : " " + unit; }

Json error_json(const ForecastError& e) { return {{"mape", e.mape}, {"rmse", e.rmse}}; }

Json twin_json(const Twin& twin, const std::string& file) {
  Json models = Json::array(), parameters = Json::array();
  for (const TwinModel& m : twin.models) models.push_back({{"name", m.name}, {"weight", m.weight}});
  for (const ParameterSummary& p : twin.parameters) {
    parameters.push_back({{"model", p.model},
                          {"name", p.name},
                          {"unit", p.unit},
                          {"mean", p.mean},
                          {"low_5", p.low},
                          {"high_95", p.high}});
  }
  Json json{{"athlete", twin.athlete},
            {"twin", file},
            {"timing", name(twin.timing)},
            {"first_day", iso(twin.start)},
            {"last_day", iso(twin.next_day() - date::days{1})},
            {"days", twin.days()},
            {"tests", twin.tests.size()},
            {"unknown_loads", twin.unknown_loads()},
            {"performance_unit", twin.performance_unit},
            {"load_unit", twin.load_unit},
            {"models", models},
            {"parameters", parameters},
            {"fit", {{"r2", twin.tests.size() < 3 ? Json() : Json(twin.fit.r2)}, {"rmse", twin.fit.rmse}}}};
  if (twin.fit.forecasts > 0) {
    json["one_ahead"] = {{"forecasts", twin.fit.forecasts},
                         {"twin", error_json(twin.fit.twin)},
                         {"last_value", error_json(twin.fit.last_value)},
                         {"mean_of_five", error_json(twin.fit.mean_of_five)}};
  }
  json["warnings"] = twin.warnings;
  return json;
}

void print_fit(const Twin& twin) {
  const TwinFit& fit = twin.fit;
  const std::string unit = unit_text(twin.performance_unit);
  fmt::print("  fit            RMSE {}{}{}\n", significant(fit.rmse), unit,
             twin.tests.size() < 3 ? "" : fmt::format(", R2 {:.3f}", fit.r2));
  if (fit.forecasts == 0) {
    fmt::print("  one test ahead needs at least six tests to be judged\n");
    return;
  }
  Table table({"one test ahead", "missed by", "RMSE" + unit});
  const auto row = [&](const char* method, const ForecastError& e) {
    table.add({method, fmt::format("{:.2f} %", e.mape), significant(e.rmse)});
  };
  row("twin", fit.twin);
  row("last test", fit.last_value);
  row("mean of five", fit.mean_of_five);
  fmt::print("{}", table.text(2));
}

void print_twin(const Twin& twin, const std::string& file) {
  fmt::print("{}  {} to {}, {} days, {} tests, {} unknown loads, {} timing\n", bold(twin.athlete), iso(twin.start),
             iso(twin.next_day() - date::days{1}), twin.days(), twin.tests.size(), twin.unknown_loads(),
             name(twin.timing));
  fmt::print("  models        ");
  for (const TwinModel& m : twin.models) fmt::print(" {} {:.1f} %", m.name, 100.0 * m.weight);
  fmt::print("\n");
  Table table({"parameter", "mean", "5 %", "95 %", "unit", "what"});
  constexpr double kWorthShowing = 0.01;
  for (const TwinModel& m : twin.models) {
    if (m.weight < kWorthShowing) continue;
    for (const ParameterSummary& p : twin.parameters) {
      if (p.model != m.name) continue;
      table.add({m.name + "." + p.name, significant(p.mean), significant(p.low), significant(p.high), p.unit, p.text});
    }
  }
  fmt::print("{}", table.text(2));
  print_fit(twin);
  for (const std::string& warning : twin.warnings) fmt::print("  note: {}\n", warning);
  fmt::print("  wrote {}\n\n", file);
}

}  // namespace

void run_calibrate(const CalibrateArguments& arguments) {
  const auto timing = parse_timing(arguments.timing);
  const std::filesystem::path folder(arguments.folder);
  if (!std::filesystem::is_directory(folder)) {
    throw InputError({arguments.folder, 0, 0}, "the output folder does not exist; create it first");
  }
  const History history = read_history(arguments.history, {arguments.skip_bad_rows});
  for (const std::string& message : history.rejected) spdlog::warn("{}; row left out", message);
  for (const std::string& note : history.notes) spdlog::info("{}", note);

  std::vector<Twin> twins;
  ProgressBar bar("calibrating");
  for (const AthleteHistory& athlete : history.athletes) {
    if (interrupted) {
      bar.clear();
      spdlog::warn("interrupted; nothing was written");
      throw Exit{ExitCode::kInterrupted};
    }
    twins.push_back(calibrate(athlete, history, *timing));
    bar.show(twins.size(), history.athletes.size());
  }
  bar.clear();
  Json all = Json::array();
  for (const Twin& twin : twins) {
    const std::string file = (folder / twin_file_name(twin.athlete)).string();
    write_text(file, to_json(twin));
    if (arguments.json) {
      all.push_back(twin_json(twin, file));
    } else {
      print_twin(twin, file);
    }
  }
  if (arguments.json) {
    const Json report{{"history", history.source}, {"rejected_rows", history.rejected.size()}, {"athletes", all}};
    fmt::print("{}\n", report.dump(2));
  }
}

}  // namespace formcast
