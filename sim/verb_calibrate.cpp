#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <map>

#include "sim/file_lock.hpp"
#include "sim/file_name_key.hpp"
#include "sim/input.hpp"
#include "sim/json.hpp"
#include "sim/squad.hpp"
#include "sim/table.hpp"
#include "sim/terminal.hpp"
#include "sim/travel_report.hpp"
#include "sim/trips_file.hpp"
#include "sim/twin_output.hpp"
#include "sim/verbs.hpp"

namespace formcast {
namespace {

std::string unit_text(const std::string& unit) { return unit.empty() || unit == "1" ? "" : " " + unit; }

Json error_json(const ForecastError& e) { return {{"mape", e.mape}, {"rmse", e.rmse}}; }

Json identifiability_json(const Twin& twin) {
  const Identifiability& seen = twin.identifiability;
  Json narrowed = Json::object();
  for (const Contraction& c : seen.contraction) narrowed[c.parameter] = c.narrowed;
  return {{"model", seen.model},
          {"identified", seen.identified},
          {"narrowed", narrowed},
          {"effective_tests", seen.effective_tests},
          {"correlated", {seen.correlated_a, seen.correlated_b}},
          {"correlation", seen.correlation},
          {"best_test_date", iso(twin.next_day() + date::days{seen.best_test_day})},
          {"best_test_bits", seen.best_test_bits}};
}

Json twin_json(const Twin& twin, const std::string& file) {
  Json models = Json::array(), parameters = Json::array();
  for (const TwinModel& m : twin.models) {
    models.push_back({{"name", m.name}, {"weight", m.weight}, {"probability", m.probability}});
  }
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
  json["identifiability"] = identifiability_json(twin);
  if (twin.travels()) {
    json["trips"] = twin.trips.source;
    json["road_tests"] = twin.road_tests.size();
    json["travel"] = learning_json(twin.learned_effects, twin.start);
  }
  json["priors"] = twin.prior_source;
  json["warnings"] = twin.warnings;
  return json;
}

void print_fit(const Twin& twin) {
  const TwinFit& fit = twin.fit;
  const std::string unit = unit_text(twin.performance_unit);
  say("  fit            RMSE {}{}{}\n", significant(fit.rmse), unit,
      twin.tests.size() < 3 ? "" : fmt::format(", R2 {:.3f}", fit.r2));
  if (fit.forecasts == 0) {
    say("  forecasts need at least six tests to be judged\n");
    return;
  }
  Table table({"forecasts missed by", "twin", "last test", "mean of five"});
  const auto percent = [](double mape) { return fmt::format("{:.2f} %", mape); };
  table.add({"one test ahead", percent(fit.twin.mape), percent(fit.last_value.mape), percent(fit.mean_of_five.mape)});
  for (const HorizonSkill& h : twin.skill.horizons) {
    if (h.forecasts == 0) continue;
    table.add({fmt::format("{} to {} days ahead", h.from, h.to), percent(h.find(std::string(kTwinMethod))->mape),
               percent(h.find("last_value")->mape), percent(h.find("mean_of_five")->mape)});
  }
  say("{}", table.text(2));
}

/// The models that make up at least a twentieth, the heaviest first.
template <class Weight>
std::string leading(const Twin& twin, Weight weight) {
  constexpr double kWorthShowing = 0.05;
  std::vector<const TwinModel*> order;
  for (const TwinModel& m : twin.models) {
    if (weight(m) >= kWorthShowing) order.push_back(&m);
  }
  std::stable_sort(order.begin(), order.end(), [&](const auto* a, const auto* b) { return weight(*a) > weight(*b); });
  std::string text;
  for (const TwinModel* m : order) text += fmt::format(" {} {:.0f} %", m->name, 100.0 * weight(*m));
  return text;
}

/// The parameters of the model that leads the forecasts, with how much the tests narrowed each.
void print_parameters(const Twin& twin) {
  const Identifiability& seen = twin.identifiability;
  Table table({"parameter", "mean", "5 %", "95 %", "unit", "narrowed", "what"});
  for (const ParameterSummary& p : twin.parameters) {
    if (p.model != seen.model) continue;
    std::string narrowed;
    for (const Contraction& c : seen.contraction) {
      if (c.parameter == p.name) narrowed = fmt::format("{:.0f} %", 100.0 * std::max(0.0, c.narrowed));
    }
    table.add({p.name, significant(p.mean), significant(p.low), significant(p.high), p.unit, narrowed, p.text});
  }
  say("  {}, which leads the forecasts (all models: --json):\n{}", seen.model, table.text(2));
  say("  {:.0f} tests that count; a test on {} would teach most ({:.2f} bit)\n", seen.effective_tests,
      iso(twin.next_day() + date::days{seen.best_test_day}), seen.best_test_bits);
}

void print_twin(const Twin& twin, const std::string& file) {
  say("{}  {} to {}, {} days, {} tests, {} unknown loads, {} timing\n", bold(twin.athlete), iso(twin.start),
      iso(twin.next_day() - date::days{1}), twin.days(), twin.tests.size(), twin.unknown_loads(), name(twin.timing));
  say("  forecast by   {}\n", leading(twin, [](const TwinModel& m) { return m.weight; }));
  say("  explained by  {}\n", leading(twin, [](const TwinModel& m) { return m.probability; }));
  if (twin.prior_source != "population") say("  priors         {}\n", twin.prior_source);
  print_parameters(twin);
  print_fit(twin);
  if (twin.travels()) print_travel(twin.learned_effects, twin.road_tests.size());
  for (const std::string& warning : twin.warnings) say("  note: {}\n", warning);
  say("  wrote {}\n\n", file);
}

/// What the trips file, if one is given, tells of each athlete.
std::vector<ToldTrips> read_trips_of(const CalibrateArguments& arguments, const History& history) {
  std::vector<ToldTrips> told;
  if (arguments.trips.empty()) return told;
  const TripsText file = read_trips_text(arguments.trips);
  expect_travellers(file, arguments.trips, history);
  const TripDates dates = trip_dates(history);
  for (const AthleteHistory& athlete : history.athletes) {
    told.push_back(told_trips(file, arguments.trips, athlete, dates));
  }
  return told;
}

/// Twins of which one would overwrite the other: on this disk they do not, on the next one they may.
void warn_of_shared_names(const History& history) {
  std::map<std::string, std::string> names;
  for (const AthleteHistory& athlete : history.athletes) {
    const auto [other, fresh] = names.emplace(file_name_key(athlete.athlete), athlete.athlete);
    if (fresh) continue;
    spdlog::warn(
        "athletes \"{}\" and \"{}\": some disks treat these names as the same, so that one twin would overwrite the "
        "other there; are they one person?",
        other->second, athlete.athlete);
  }
}

/// The twins that stand in the folder, by their digests. Those that know more than the history are lost only when that
/// is said.
std::vector<std::string> twins_to_replace(const CalibrateArguments& arguments, const History& history) {
  std::vector<std::string> digests;
  for (const AthleteHistory& athlete : history.athletes) {
    const std::filesystem::path file = std::filesystem::path(arguments.folder) / twin_file_name(athlete.athlete);
    digests.push_back(twin_digest(file));
    const std::string lost = lost_updates(file, athlete, arguments.history);
    if (lost.empty()) continue;
    if (!arguments.replace) {
      throw InputError(
          {file.string()},
          fmt::format("{}; calibrate from a history that holds them, or give --replace to discard them", lost));
    }
    spdlog::warn("{}: {}; discarded because of --replace", file.string(), lost);
  }
  return digests;
}

void refuse_unidentified(const std::vector<Twin>& twins) {
  bool all = true;
  for (const Twin& twin : twins) {
    if (twin.identifiability.identified) continue;
    spdlog::warn("{}: not identified: fewer than twelve tests, or parameters that they narrowed by less than a tenth",
                 twin.athlete);
    all = false;
  }
  if (!all) throw Exit{ExitCode::kNotIdentified};
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

  warn_of_shared_names(history);
  const std::vector<std::string> replaced = twins_to_replace(arguments, history);

  ProgressBar bar("calibrating");
  SquadOptions options;
  options.trips = read_trips_of(arguments, history);
  options.pool = arguments.pool;
  options.control.threads = arguments.threads;
  options.control.cancelled = &interrupted;
  options.control.progress = [&](std::size_t done, std::size_t total) { bar.show(done, total); };
  if (options.pool && history.athletes.size() < 2) spdlog::info("one athlete alone has nobody to learn priors from");
  options.pool = options.pool && history.athletes.size() > 1;
  const auto calibrated = calibrate_squad(history, *timing, options);
  bar.clear();
  if (!calibrated || interrupted) {
    spdlog::warn("interrupted; nothing was written");
    throw Exit{ExitCode::kInterrupted};
  }
  const std::vector<Twin>& twins = *calibrated;
  Json all = Json::array();
  TwinWriter written;
  for (std::size_t i = 0; i < twins.size(); ++i) {
    const Twin& twin = twins[i];
    const std::string file = (folder / twin_file_name(twin.athlete)).string();
    {
      const FileLock lock(file, &interrupted);
      written.write(file, twin, replaced[i]);
    }
    if (arguments.json) {
      all.push_back(twin_json(twin, file));
    } else {
      print_twin(twin, file);
    }
  }
  if (arguments.json) {
    const Json report{{"history", history.source}, {"rejected_rows", history.rejected.size()}, {"athletes", all}};
    print_json(report);
  }
  if (arguments.strict) refuse_unidentified(twins);
}

}  // namespace formcast
