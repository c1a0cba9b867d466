#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <fstream>
#include <optional>

#include "sim/base/input_error.hpp"
#include "sim/base/table.hpp"
#include "sim/batch/simulate.hpp"
#include "sim/calibration/derived_effect.hpp"
#include "sim/cli/check_history.hpp"
#include "sim/cli/check_report.hpp"
#include "sim/cli/intake_check.hpp"
#include "sim/cli/intake_map.hpp"
#include "sim/cli/intake_state.hpp"
#include "sim/cli/json.hpp"
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

CheckReport check_scenario(const std::string& path) {
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
CheckReport check_trips(const std::string& path) {
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

CheckReport check_twin(const std::string& path) {
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

CheckReport check_results(const std::string& path) {
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

CheckReport check_mapping(const std::string& path) {
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
CheckReport check_state(const std::string& path) {
  const IntakeState state(path, "", false);
  if (!state.usable()) throw InputError({path, 0, 0}, "is not what intake keeps of files, or damaged");
  return {fmt::format("{}: what intake has read of {}, nothing wrong\n", path, intake::counted(state.files(), "file")),
          {{"file", path}, {"kind", "intake"}, {"files", state.files()}}};
}

CheckReport check_file(const std::string& path, const CheckArguments& arguments) {
  std::string kind = std::filesystem::path(path).extension().string();
  for (char& c : kind) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;  // as some systems write .CSV
  if (kind == ".csv" || kind == ".tsv" || kind == ".txt") {
    const std::optional<CheckReport> exported = check_intake(path);
    return exported ? *exported : check_history(path, arguments);
  }
  if (path.ends_with(".intake.toml")) return check_mapping(path);
  if (kind == ".toml") return is_trips_file(read_text(path), path) ? check_trips(path) : check_scenario(path);
  if (kind == ".json") {
    const std::optional<CheckReport> activity = check_intake(path);
    return activity ? *activity : check_twin(path);
  }
  if (kind == ".jsonl" && std::filesystem::exists(path)) return check_state(path);
  if (kind == ".h5" || kind == ".hdf5" || kind == ".nc") return check_results(path);
  if (const std::optional<CheckReport> device = check_intake(path)) return *device;
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
      const CheckReport understood = check_file(file, arguments);
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
