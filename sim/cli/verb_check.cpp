#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <optional>

#include "sim/base/input_error.hpp"
#include "sim/base/table.hpp"
#include "sim/batch/simulate.hpp"
#include "sim/calibration/derived_effect.hpp"
#include "sim/cli/intake_check.hpp"
#include "sim/cli/intake_map.hpp"
#include "sim/cli/intake_state.hpp"
#include "sim/cli/json.hpp"
#include "sim/cli/misfit_report.hpp"
#include "sim/cli/squad_report.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/intake/intake_text.hpp"
#include "sim/intake/kinds.hpp"
#include "sim/results/results.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/travel/trips_file.hpp"
#include "sim/twin/twin.hpp"

namespace formcast {
namespace {

/// A file's content, as text and as JSON.
struct Understood {
  std::string text;
  Json json;
  bool wrong = false;  ///< a part of it cannot be used
};

struct LoadFigures {
  double mean = 0.0;
  int rest_days = 0;
};

LoadFigures load_figures(const AthleteHistory& athlete) {
  LoadFigures figures;
  int known = 0;
  for (double w : athlete.load) {
    if (std::isnan(w)) continue;
    figures.mean += w;
    figures.rest_days += w == 0.0 ? 1 : 0;
    ++known;
  }
  if (known > 0) figures.mean /= known;
  return figures;
}

/// A history's summary for the first line.
std::string verdict(const History& history, std::size_t misfits) {
  std::vector<std::string> parts;
  if (const std::size_t n = history.unusable.size(); n > 0) {
    parts.push_back(fmt::format("{} athlete{} cannot be used", n, n == 1 ? "" : "s"));
  }
  if (misfits > 0) parts.push_back(rows_to_look_at(misfits));
  if (const std::size_t n = history.questions.size(); n > 0) {
    parts.push_back(fmt::format("{} question{}", n, n == 1 ? "" : "s"));
  }
  int missing = 0;
  for (const AthleteHistory& a : history.athletes) missing += history.missing_days_rest ? 0 : a.days_without_row;
  const auto untested = [](const AthleteHistory& a) { return a.tests.empty(); };
  if (std::ranges::all_of(history.athletes, untested)) parts.push_back("no tests yet, of which calibrate needs some");
  if (missing > 0) parts.push_back(fmt::format("{} day{} without a row", missing, missing == 1 ? "" : "s"));
  return parts.empty() ? "nothing wrong" : fmt::format("{}", fmt::join(parts, ", "));
}

/// A history; also one of loads alone, as intake makes it before tests are filled in.
History history_for_check(const std::string& path, HistoryOptions reading) {
  const std::string text = read_text(path);
  try {
    return parse_history(text, path, reading);
  } catch (const InputError&) {
    reading.continues_record = true;
    History untested = parse_history(text, path, reading);
    const bool loads_alone = std::ranges::all_of(
        untested.athletes, [](const AthleteHistory& a) { return a.tests.empty() && a.missing_loads() < a.days(); });
    if (!loads_alone) throw;
    return untested;
  }
}

/// The lowest and highest performance of an athlete.
std::string performances_text(const AthleteHistory& athlete) {
  if (athlete.tests.empty()) return "none";
  const auto [low, high] = std::ranges::minmax(athlete.tests, {}, &Test::performance);
  return fmt::format("{} to {}", significant(low.performance), significant(high.performance));
}

Understood check_history(const std::string& path, const CheckArguments& arguments) {
  HistoryOptions reading;
  reading.missing_days_rest = arguments.missing_days == kMissingRest;
  reading.response = arguments.response;
  const History history = history_for_check(path, reading);
  Table table(
      {"athlete", "from", "to", "days", "tests", "missing loads", "rest days",
       fmt::format("mean load [{}]", history.load_unit),
       history.performance_unit.empty() ? "performance" : fmt::format("performance [{}]", history.performance_unit)});
  Json athletes = Json::array();
  std::vector<std::string> misfit_texts;
  std::string derived_texts;
  for (const AthleteHistory& a : history.athletes) {
    const std::vector<Misfit> misfits = find_misfits(a);
    for (const Misfit& misfit : misfits) misfit_texts.push_back(misfit_text(misfit, a, history));
    const LoadFigures figures = load_figures(a);
    const int derived = static_cast<int>(std::ranges::count_if(a.tests, &Test::derived));
    const int bounds = static_cast<int>(a.bounds.size());
    if (derived + bounds > 0) {
      derived_texts += fmt::format("  {} has {}\n", a.athlete, derived_text(derived, bounds));
    }
    const std::string last = iso(a.date(a.days() - 1));
    table.add({a.athlete, iso(a.start), last, std::to_string(a.days()), std::to_string(a.tests.size()),
               std::to_string(a.missing_loads()), std::to_string(figures.rest_days), significant(figures.mean),
               performances_text(a)});
    athletes.push_back({{"athlete", a.athlete},
                        {"first_day", iso(a.start)},
                        {"last_day", last},
                        {"days", a.days()},
                        {"tests", a.tests.size()},
                        {"tests_with_sd", derived},
                        {"lower_bounds", bounds},
                        {"missing_loads", a.missing_loads()},
                        {"days_without_row", a.days_without_row},
                        {"rest_days", figures.rest_days},
                        {"mean_load", figures.mean},
                        {"misfits", misfits_json(misfits, a)}});
  }
  std::string text = fmt::format("{}: a history, {} rows, {}\n{}", path, history.rows,
                                 verdict(history, misfit_texts.size()), table.text(2));
  if (!history.test_kind.empty()) text += fmt::format("  tests are of the kind {}\n", quote(history.test_kind));
  text += derived_texts;
  for (const AthleteTrouble& trouble : history.unusable) text += "  athlete " + trouble.text() + "\n";
  for (const std::string& misfit : misfit_texts) text += "  look at " + misfit + "\n";
  for (const std::string& question : history.questions) text += "  question: " + question + "\n";
  for (const std::string& note : history.notes) text += "  note: " + note + "\n";
  return {text,
          {{"file", path},
           {"kind", "history"},
           {"rows", history.rows},
           {"test_kind", history.test_kind},
           {"athletes", athletes},
           {"failures", troubles_json(history.unusable)},
           {"questions", history.questions},
           {"notes", history.notes}},
          !history.unusable.empty()};
}

Understood check_scenario(const std::string& path) {
  const Scenario scenario = read_scenario(path);
  const std::vector<RosterEntry> roster = read_roster(scenario, {});
  Table table(
      {"athlete", "plan", fmt::format("total load [{}]", roster.front().load_unit), "mean a week", "highest day"});
  Json loads = Json::array();
  for (const RosterEntry& twin : roster) {
    for (const Plan& plan : scenario.plans) {
      const auto load = daily_loads(plan, scenario.start, scenario.days, scenario.target.date, twin.usual_week);
      double total = 0.0;
      for (double w : load) total += w;
      const double week = 7.0 * total / scenario.days, highest = *std::max_element(load.begin(), load.end());
      table.add({twin.athlete, plan.name, fmt::format("{:.0f}", total), fmt::format("{:.0f}", week),
                 fmt::format("{:.0f}", highest)});
      loads.push_back({{"athlete", twin.athlete},
                       {"plan", plan.name},
                       {"total_load", total},
                       {"weekly_load", week},
                       {"highest_day", highest}});
    }
  }
  std::string text = fmt::format("{}: a scenario, {} days from {} with target day {}, {} members{}, nothing wrong\n{}",
                                 path, scenario.days, iso(scenario.start), iso(scenario.target.date), scenario.members,
                                 scenario.seed ? "" : ", no seed", table.text(2));
  Json events = Json::array();
  for (const Event& event : scenario.events) {
    const std::string_view priority = Event::kPriorities[static_cast<std::size_t>(event.priority)];
    text += fmt::format("  {} event on {}: {}\n", priority, iso(event.date), event.name);
    events.push_back({{"date", iso(event.date)}, {"name", event.name}, {"priority", priority}});
  }
  return {text,
          {{"file", path},
           {"kind", "scenario"},
           {"start", iso(scenario.start)},
           {"days", scenario.days},
           {"target_date", iso(scenario.target.date)},
           {"members", scenario.members},
           {"events", events},
           {"loads", loads}}};
}

/// Checks a trips file alone: without its history, trips may be on any dates.
Understood check_trips(const std::string& path) {
  const TripsFile file = read_trips_text(path);
  Table table({"athlete", "trip", "from", "to", "departs", "arrives", "legs"});
  Json athletes = Json::array();
  for (const std::string& athlete : named_travellers(file, path)) {
    const std::string traveller = athlete.empty() ? "all others" : athlete;
    Json trips = Json::array();
    for (const Trip& trip : athlete_trips(file, path, athlete, any_trip_dates()).trips) {
      const Leg &out = trip.legs.front(), &last = trip.legs.back();
      const std::string departs = iso(local_time(out.from.zone, out.depart));
      const std::string arrives = iso(local_time(last.to.zone, last.arrive));
      table.add({traveller, std::to_string(trips.size() + 1), out.from.zone, last.to.zone, departs, arrives,
                 std::to_string(trip.legs.size())});
      trips.push_back({{"from", out.from.zone},
                       {"to", last.to.zone},
                       {"departs", departs},
                       {"arrives", arrives},
                       {"legs", trip.legs.size()}});
    }
    athletes.push_back({{"athlete", athlete.empty() ? Json() : Json(athlete)}, {"trips", trips}});
  }
  return {fmt::format("{}: a trips file, nothing wrong\n{}", path, table.text(2)),
          {{"file", path}, {"kind", "trips"}, {"athletes", athletes}}};
}

Understood check_twin(const std::string& path) {
  const Twin twin = read_twin(path);
  const std::string last = iso(twin.next_day() - date::days{1});
  std::string text =
      fmt::format("{}: the twin of {}, learned from {} days ({} to {}) and {} tests, {} timing\n", path, twin.athlete,
                  twin.days(), iso(twin.start), last, twin.tests.size(), name(twin.timing));
  if (twin.travels()) {
    text += fmt::format("  and {} travel tests, on the trips of {}\n", twin.travel_tests.size(), twin.trips.source);
  }
  if (const auto derived = derived_effect(twin)) {
    text += fmt::format("  {}\n", derived_effect_text(*derived, twin.performance_unit));
  }
  for (const std::string& warning : twin.warnings) text += "  note: " + warning + "\n";
  return {text,
          {{"file", path},
           {"kind", "twin"},
           {"athlete", twin.athlete},
           {"timing", name(twin.timing)},
           {"first_day", iso(twin.start)},
           {"last_day", last},
           {"days", twin.days()},
           {"tests", twin.tests.size()},
           {"travel_tests", twin.travel_tests.size()},
           {"lower_bounds", twin.bounds.size()},
           {"warnings", twin.warnings}}};
}

Understood check_results(const std::string& path) {
  const ResultsHeader h = read_results(path).header;
  std::string text = fmt::format("{}: results of {} athletes x {} plans x {} members x {} days from {}, seed {}", path,
                                 h.athletes.size(), h.plans.size(), h.members, h.days, iso(h.start), h.seed);
  Json json{{"file", path},         {"kind", "results"}, {"athletes", h.athletes}, {"plans", h.plans},
            {"members", h.members}, {"days", h.days},    {"start", iso(h.start)},  {"seed", h.seed}};
  if (h.part && h.part->shard) {
    text += fmt::format(", shard {} of {}", h.part->shard->index, h.part->shard->count);
    json["shard"] = h.part->shard->index;
    json["shards"] = h.part->shard->count;
  } else if (h.part) {
    text += ", part of an unfinished run";
  }
  return {text + "\n", json};
}

/// A device file, an export, or a folder or archive of them: what it is, and what intake would make of it. Nothing for
/// other files.
std::optional<Understood> check_for_intake(const std::string& path) {
  std::optional<IntakeCheck> check = check_intake(path);
  if (!check) return std::nullopt;
  return Understood{check->text, check->json, check->wrong};
}

Understood check_mapping(const std::string& path) {
  const intake::Mapping mapping = read_mappings({path}).front();
  const auto taken = std::ranges::count_if(
      mapping.columns, [](const intake::MappedColumn& column) { return column.meaning != intake::Meaning::kLeaveOut; });
  return {fmt::format("{}: a mapping of {} columns, {} of them taken, nothing wrong\n", path, mapping.columns.size(),
                      taken),
          {{"file", path}, {"kind", "mapping"}, {"columns", mapping.columns.size()}, {"taken", taken}}};
}

/// What a file is that nothing here reads.
std::string what_it_is(const std::string& path) {
  std::ifstream input(path, std::ios::binary);
  if (!input) return "cannot be opened";
  std::vector<std::uint8_t> head(std::size_t{1} << 16U);
  input.read(reinterpret_cast<char*>(head.data()), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, input.gcount())));
  return intake::why_unknown(head, path);
}

/// What intake keeps of files.
Understood check_state(const std::string& path) {
  const IntakeState state(path, "", false);
  if (!state.usable()) throw InputError({path, 0, 0}, "is not what intake keeps of files, or damaged");
  return {fmt::format("{}: what intake has read of {}, nothing wrong\n", path, intake::counted(state.files(), "file")),
          {{"file", path}, {"kind", "intake"}, {"files", state.files()}}};
}

Understood check_file(const std::string& path, const CheckArguments& arguments) {
  std::string kind = std::filesystem::path(path).extension().string();
  for (char& c : kind) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;  // as some systems write .CSV
  if (kind == ".csv" || kind == ".tsv" || kind == ".txt") {
    const std::optional<Understood> exported = check_for_intake(path);
    return exported ? *exported : check_history(path, arguments);
  }
  if (path.ends_with(".intake.toml")) return check_mapping(path);
  if (kind == ".toml") return is_trips_file(read_text(path), path) ? check_trips(path) : check_scenario(path);
  if (kind == ".json") {
    const std::optional<Understood> activity = check_for_intake(path);
    return activity ? *activity : check_twin(path);
  }
  if (kind == ".jsonl" && std::filesystem::exists(path)) return check_state(path);
  if (kind == ".h5" || kind == ".hdf5" || kind == ".nc") return check_results(path);
  if (const std::optional<Understood> device = check_for_intake(path)) return *device;
  throw InputError({path, 0, 0}, fmt::format("{}; expected a history (.csv, .tsv, .txt), a scenario or trips (.toml), "
                                             "a twin (.json), results (.h5), or what intake reads: FIT, TCX, GPX, "
                                             "exports in CSV, archives and folders",
                                             what_it_is(path)));
}

}  // namespace

void run_check(const CheckArguments& arguments) {
  Json all = Json::array();
  bool wrong = false;
  for (const std::string& file : arguments.files) {
    try {
      const Understood understood = check_file(file, arguments);
      wrong = wrong || understood.wrong;
      if (arguments.json) {
        all.push_back(understood.json);
      } else {
        say("{}", understood.text);
      }
    } catch (const InputError& error) {
      wrong = true;
      spdlog::error("{}", error.what());
      all.push_back({{"file", file}, {"error", error.what()}});
    }
  }
  if (arguments.json) print_json(all);
  if (wrong) throw Exit{ExitCode::kBadInput};
}

}  // namespace formcast
