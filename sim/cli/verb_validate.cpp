#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <filesystem>
#include <functional>

#include "sim/base/input_error.hpp"
#include "sim/base/table.hpp"
#include "sim/cli/gnuplot.hpp"
#include "sim/cli/json.hpp"
#include "sim/cli/misfit_report.hpp"
#include "sim/cli/skill_plot.hpp"
#include "sim/cli/squad_report.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/validation/validate.hpp"

namespace formcast {
namespace {

/// One measure of every method.
template <class Value>
Json by_method(const HorizonSkill& h, Value MethodSkill::*measure) {
  Json json = Json::object();
  for (const MethodSkill& m : h.methods) json[m.method] = m.*measure;
  return json;
}

Json horizon_json(const HorizonSkill& h) {
  return {{"from", h.from},
          {"to", h.to},
          {"forecasts", h.forecasts},
          {"mape", by_method(h, &MethodSkill::mape)},
          {"crps", by_method(h, &MethodSkill::crps)},
          {"coverage90", by_method(h, &MethodSkill::coverage90)},
          {"rmse", by_method(h, &MethodSkill::rmse)},
          {"pit", by_method(h, &MethodSkill::pit)}};
}

Json horizons_json(const Skill& skill) {
  Json json = Json::array();
  for (const HorizonSkill& h : skill.horizons) json.push_back(horizon_json(h));
  return json;
}

Json athlete_json(const AthleteValidation& a) {
  Json cut = horizon_json(a.skill.cut);
  cut["day"] = a.skill.cut_day;
  Json json{{"id", a.athlete},         {"first_day", iso(a.start)},          {"days", a.days},
            {"tests", a.tests.size()}, {"horizons", horizons_json(a.skill)}, {"cut", cut}};
  if (a.loads_add.forecasts > 0) {
    json["loads_add"] = {{"share", a.loads_add.share}, {"low", a.loads_add.low}, {"high", a.loads_add.high}};
  }
  if (!a.note.empty()) json["note"] = a.note;
  return json;
}

Json validation_json(const Validation& v, std::size_t rejected_rows) {
  Json athletes = Json::array();
  for (const AthleteValidation& a : v.athletes) athletes.push_back(athlete_json(a));
  return {{"history", v.source},
          {"timing", name(v.timing)},
          {"performance_unit", v.performance_unit},
          {"rejected_rows", rejected_rows},
          {"athletes", athletes},
          {"failures", troubles_json(v.troubles)},
          {"mean", {{"horizons", horizons_json(v.mean)}, {"cut", horizon_json(v.mean.cut)}}}};
}

/// The horizons that hold forecasts, each with its name in a table and in a sentence.
struct Horizon {
  const HorizonSkill& skill;
  std::string label;
  std::string when;
};
std::vector<Horizon> horizons(const Skill& skill) {
  std::vector<Horizon> all;
  for (const HorizonSkill& h : skill.horizons) {
    const std::string days = fmt::format("{}-{} days", h.from, h.to);
    if (h.forecasts > 0) all.push_back({h, days, "at " + days});
  }
  if (skill.cut.forecasts > 0) all.push_back({skill.cut, "after cut", "after the cut"});
  return all;
}

/// "last value" for last_value.
std::string words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

/// A measure as a column of the table: its text, and its distance from the best possible value.
struct Column {
  std::function<std::string(const MethodSkill&)> text;
  std::function<double(const MethodSkill&)> worse;
};
const std::vector<Column>& columns() {
  static const std::vector<Column> all{
      {[](const MethodSkill& m) { return fmt::format("{:.2f} %", m.mape); },
       [](const MethodSkill& m) { return m.mape; }},
      {[](const MethodSkill& m) { return significant(m.rmse); }, [](const MethodSkill& m) { return m.rmse; }},
      {[](const MethodSkill& m) { return significant(m.crps); }, [](const MethodSkill& m) { return m.crps; }},
      {[](const MethodSkill& m) { return fmt::format("{:.0f} %", m.coverage90); },
       [](const MethodSkill& m) { return std::abs(m.coverage90 - 90.0); }}};
  return all;
}

/// A method's row, the best of each column starred, ties included, unless all print the same.
std::vector<std::string> method_row(const HorizonSkill& h, const MethodSkill& method) {
  std::vector<std::string> row{words(method.method)};
  for (const Column& column : columns()) {
    const auto best = std::min_element(h.methods.begin(), h.methods.end(),
                                       [&](const auto& a, const auto& b) { return column.worse(a) < column.worse(b); });
    const std::string text = column.text(method), best_text = column.text(*best);
    const bool differ = std::any_of(h.methods.begin(), h.methods.end(),
                                    [&](const MethodSkill& m) { return column.text(m) != best_text; });
    row.push_back((differ && text == best_text ? "*" : "") + text);
  }
  return row;
}

void print_skill(const Skill& skill, const std::string& unit) {
  const std::string in = unit.empty() || unit == "1" ? "" : " " + unit;
  Table table({"ahead", "forecasts", "method", "MAPE", "RMSE" + in, "CRPS" + in, "90 % coverage"});
  for (const Horizon& h : horizons(skill)) {
    bool first = true;
    for (const MethodSkill& method : h.skill.methods) {
      std::vector<std::string> row{first ? h.label : "", first ? std::to_string(h.skill.forecasts) : ""};
      for (std::string& cell : method_row(h.skill, method)) row.push_back(std::move(cell));
      table.add(std::move(row));
      first = false;
    }
  }
  say("{}", table.text(2));
}

/// Ten shares as ten characters, from an empty line to a full block at twice the tenth of a calibrated forecast.
std::string bars(const std::vector<double>& pit) {
  constexpr std::array kBlocks{"_", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
  std::string text;
  for (double share : pit) {
    const double eighths = std::ceil(share * 10.0 * 4.0 - 1e-9);
    text += kBlocks[static_cast<std::size_t>(std::clamp(eighths, 0.0, 8.0))];
  }
  return text;
}

void print_pit(const Skill& skill) {
  Table table(
      {"tests in each tenth of the twin's forecasts [%]", "low", "2", "3", "4", "5", "6", "7", "8", "9", "high"});
  for (const Horizon& h : horizons(skill)) {
    const MethodSkill* twin = h.skill.find(std::string(kTwinMethod));
    std::vector<std::string> row{fmt::format("{:9}  {}", h.label, bars(twin->pit))};
    for (double share : twin->pit) row.push_back(fmt::format("{:.0f}", 100.0 * share));
    table.add(std::move(row));
  }
  say("{}", table.text(2));
}

/// "a", "a and b", "a, b and c".
std::string listed(const std::vector<std::string>& items) {
  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    text += i == 0 ? "" : (i + 1 == items.size() ? " and " : ", ");
    text += items[i];
  }
  return text;
}

/// How much the loads improve the forecasts, with its uncertainty.
std::string loads_add_text(const LoadsAdd& of) {
  return fmt::format(
      "What the loads add: they reduce the forecast error by {:.0f} % (CRPS; 90 % of resampled "
      "fortnights: {:.0f} to {:.0f} %).",
      100.0 * of.share, 100.0 * of.low, 100.0 * of.high);
}

/// The twin against the best of the other methods, by MAPE.
std::string judgement(const Skill& skill) {
  std::vector<std::string> won, lost;
  std::size_t methods = 0;
  for (const Horizon& h : horizons(skill)) {
    const MethodSkill& twin = *h.skill.find(std::string(kTwinMethod));
    const MethodSkill& best = *std::min_element(h.skill.methods.begin(), h.skill.methods.end(),
                                                [](const auto& a, const auto& b) { return a.mape < b.mape; });
    methods = h.skill.methods.size();
    if (twin.mape <= best.mape) {
      won.push_back(h.when);
    } else {
      lost.push_back(fmt::format("{} {} had a MAPE of {:.2f} %, the twin {:.2f} %", h.when, words(best.method),
                                 best.mape, twin.mape));
    }
  }
  std::string text;
  if (!won.empty()) text = fmt::format("The twin was the best of {} methods {}.", methods, listed(won));
  if (lost.empty()) return text;
  if (won.empty()) text = "The twin was not the best of the methods.";
  std::string better = listed(lost);
  better.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(better.front())));
  return text + " " + better + ".";
}

/// Everything below an athlete's title.
void print_one(const Skill& skill, const LoadsAdd& loads_add, const std::string& unit) {
  say("\n");
  print_skill(skill, unit);
  print_pit(skill);
  say("  {}\n", judgement(skill));
  if (loads_add.forecasts > 0) say("  {}\n", loads_add_text(loads_add));
  say("\n");
}

void print_validation(const Validation& v) {
  if (v.judged() > 0) {
    say("Every third day after the first four weeks, the tests of the next 14 days were forecast from what was known\n"
        "that morning and the loads until then; * marks the best of each column (90 % coverage: nearest to 90 %).\n\n");
  }
  for (const AthleteValidation& a : v.athletes) {
    say("{}  {} to {}, {} days, {} test{}", bold(a.athlete), iso(a.start), iso(a.start + date::days{a.days - 1}),
        a.days, a.tests.size(), a.tests.size() == 1 ? "" : "s");
    if (a.judged()) {
      if (!a.cut.empty()) say(", cut on {}", iso(a.start + date::days{a.skill.cut_day}));
      print_one(a.skill, a.loads_add, v.performance_unit);
    } else {
      say("\n  {}\n\n", a.note);
    }
  }
  if (v.judged() == 0) say("No athlete could be validated: the records are too short or hold too few tests.\n");
  if (v.judged() > 1) {
    say("{}, mean over the {} that could be validated", bold("All athletes"), v.judged());
    print_one(v.mean, {}, v.performance_unit);
  }
}

/// Refuses a bad output path, or a missing gnuplot, before minutes of work and not after.
void check_plot_place(const std::filesystem::path& file) {
  const auto folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
  if (!std::filesystem::is_directory(folder)) {
    throw InputError({file.string(), 0, 0}, "the picture's folder does not exist; create it first");
  }
  run_gnuplot("");
}

void plot(const Validation& v, const std::string& file) {
  if (v.judged() == 0) {
    spdlog::warn("nothing to draw; {} was not written", file);
    return;
  }
  draw_skill(v, file);
  spdlog::info("wrote {}", file);
}

}  // namespace

void run_validate(const ValidateArguments& arguments) {
  if (!arguments.plot.empty()) check_plot_place(arguments.plot);
  HistoryOptions reading;
  reading.skip_bad_rows = arguments.skip_bad_rows;
  reading.missing_days_rest = arguments.missing_days == kMissingRest;
  reading.response = arguments.response;
  const History history = read_history(arguments.history, reading);
  for (const std::string& message : history.rejected) spdlog::warn("{}; row left out", message);
  for (const std::string& question : history.questions) spdlog::warn("{}", question);
  for (const std::string& note : history.notes) spdlog::info("{}", note);

  SquadOptions options;
  options.pool = arguments.pool;
  options.control.cancelled = &interrupted;
  for (const AthleteHistory& athlete : history.athletes) {
    for (const Misfit& misfit : find_misfits(athlete))
      spdlog::warn("look at {}", misfit_text(misfit, athlete, history));
  }
  ProgressBar bar("validating");
  options.control.progress = [&](std::size_t done, std::size_t total) { bar.show(done, total); };
  if (options.pool && history.athletes.size() < 2) spdlog::info("--pool has no effect: there is only one athlete");
  Validation v = validate(history, *parse_timing(arguments.timing), options);
  bar.clear();
  if (v.interrupted || interrupted) {
    spdlog::warn("interrupted; nothing was written");
    throw Exit{ExitCode::kInterrupted};
  }
  v.troubles.insert(v.troubles.begin(), history.unusable.begin(), history.unusable.end());
  if (!arguments.plot.empty()) plot(v, arguments.plot);
  say_troubles(v.troubles);
  if (arguments.json) {
    print_json(validation_json(v, history.rejected.size()));
  } else {
    print_validation(v);
    if (!v.troubles.empty()) say("{}\n", troubles_text(v.troubles, v.athletes.size(), "athletes read"));
  }
  exit_on(v.troubles);
}

}  // namespace formcast
