#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <map>

#include "sim/base/file_lock.hpp"
#include "sim/base/file_name_key.hpp"
#include "sim/base/input_error.hpp"
#include "sim/calibration/squad.hpp"
#include "sim/cli/history_input.hpp"
#include "sim/cli/json.hpp"
#include "sim/cli/squad_report.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/cli/twin_report.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/travel/trips_file.hpp"
#include "sim/twin/twin_output.hpp"

namespace formcast {
namespace {

/// Each athlete's trips in the trips file, if one is given. Athletes that cannot be calibrated with them are moved from
/// the history's athletes to its unusable ones.
std::vector<CalibrationTrips> read_trips_of(const CalibrateArguments& arguments, History& history) {
  std::vector<CalibrationTrips> trips;
  if (arguments.trips.empty()) return trips;
  const TripsFile file = read_trips_text(arguments.trips);
  expect_travellers(file, arguments.trips, history);
  const TripDates dates = trip_dates(history);
  std::exception_ptr first;
  std::erase_if(history.athletes, [&](const AthleteHistory& athlete) {
    try {
      trips.push_back(calibration_trips(file, arguments.trips, athlete, dates));
      return false;
    } catch (const NoTestAtHome& error) {
      history.unusable.push_back({athlete.athlete, fmt::format("cannot be calibrated: {}", error.what())});
      if (!first) first = std::current_exception();
      return true;
    }
  });
  if (history.athletes.empty()) std::rethrow_exception(first);
  return trips;
}

/// Warns of athletes whose twins would overwrite each other on a disk that does not tell their names apart.
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

/// The digests of the twins already in the folder, by athlete. A twin that holds more than the history is replaced only
/// with --replace; without it the athlete is moved to the history's unusable ones.
std::map<std::string, std::string> twins_to_replace(const CalibrateArguments& arguments, const std::string& source,
                                                    History& history) {
  std::map<std::string, std::string> digests;
  std::string first;
  std::erase_if(history.athletes, [&](const AthleteHistory& athlete) {
    const std::filesystem::path file = std::filesystem::path(arguments.folder) / twin_file_name(athlete.athlete);
    digests[athlete.athlete] = twin_digest(file);
    const std::string lost = lost_updates(file, athlete, source);
    if (lost.empty()) return false;
    if (arguments.replace) {
      spdlog::warn("{}: {}; discarded because of --replace", file.string(), lost);
      return false;
    }
    const std::string why =
        at({file.string()},
           fmt::format("{}; calibrate from a history that holds them, or give --replace to discard them", lost));
    if (first.empty()) first = why;
    history.unusable.push_back({athlete.athlete, "keeps the existing twin: " + why});
    return true;
  });
  if (history.athletes.empty()) throw InputError(first);
  return digests;
}

void refuse_unidentified(const std::vector<Twin>& twins) {
  bool all = true;
  for (const Twin& twin : twins) {
    if (twin.identifiability.identified) continue;
    spdlog::warn("{}: not identified: fewer than twelve tests, or a posterior contraction below 10 %", twin.athlete);
    all = false;
  }
  if (!all) throw Exit{ExitCode::kNotIdentified};
}

/// The twins' athletes, each with misfits and, where there are some, a twin calibrated without them.
std::vector<RowsToLookAt> judge_rows(const History& history, const std::vector<Twin>& twins,
                                     const SquadOptions& options) {
  std::vector<RowsToLookAt> all;
  for (const Twin& twin : twins) {
    const auto at = std::ranges::find(history.athletes, twin.athlete, &AthleteHistory::athlete);
    const auto index = static_cast<std::size_t>(at - history.athletes.begin());
    RowsToLookAt& rows = all.emplace_back(RowsToLookAt{*at, find_misfits(*at), {}});
    const CalibrationTrips none;
    const CalibrationTrips& trips = options.trips.empty() ? none : options.trips[index];
    Control control;
    control.cancelled = options.control.cancelled;
    // The comparison is optional: the twin is written even if calibrating without the misfits fails.
    trouble_of([&] { rows.without = calibrate_without(twin, *at, rows.misfits, trips, control); });
  }
  return all;
}

/// Replaces the twin that has that digest. Returns why that failed, or "".
std::string write_twin(TwinWriter& writer, const std::string& file, const Twin& twin, const std::string& replaced) {
  try {
    const FileLock lock(file, &interrupted);
    writer.write(file, twin, replaced);
    return "";
  } catch (const NotNow&) {
    throw;
  } catch (const InputError& error) {
    return error.what();
  }
}

/// Writes the twins and reports on them.
void report(const CalibrateArguments& arguments, const HistoryInput& input, Squad& squad,
            const std::vector<RowsToLookAt>& rows, const std::map<std::string, std::string>& replaced) {
  const History& history = input.history;
  Json all = Json::array();
  TwinWriter writer;
  std::size_t written = 0;
  for (std::size_t i = 0; i < squad.twins.size(); ++i) {
    const Twin& twin = squad.twins[i];
    const std::string file = (std::filesystem::path(arguments.folder) / twin_file_name(twin.athlete)).string();
    const std::string trouble = write_twin(writer, file, twin, replaced.at(twin.athlete));
    if (!trouble.empty()) {
      squad.troubles.push_back({twin.athlete, "has no new twin: " + trouble});
      continue;
    }
    ++written;
    if (arguments.json) {
      all.push_back(twin_json(twin, file, rows[i]));
    } else {
      print_twin(twin, file, rows[i], history);
    }
  }
  say_troubles(squad.troubles);
  if (arguments.json) {
    print_json(Json{{"history", history.source},
                    {"intake", input.intake ? input.intake->json() : Json()},
                    {"rejected_rows", history.rejected.size()},
                    {"athletes", all},
                    {"failures", troubles_json(squad.troubles)}});
  } else if (!squad.troubles.empty()) {
    say("{}\n", troubles_text(squad.troubles, written, "twins written"));
  }
}

/// Options of intake mean nothing for a history.
void expect_history_options(const CalibrateArguments& arguments) {
  if (arguments.intake_option.empty() || !is_history_input(arguments.options)) return;
  throw InputError(Place{arguments.options.inputs.front()},
                   fmt::format("is a history; {} is for device files and exports", arguments.intake_option));
}

}  // namespace

void run_calibrate(const CalibrateArguments& arguments) {
  const auto timing = parse_timing(arguments.timing);
  const std::filesystem::path folder(arguments.folder);
  if (!std::filesystem::is_directory(folder)) {
    throw InputError({arguments.folder, 0, 0}, "the output folder does not exist; create it first");
  }
  HistoryOptions reading;
  reading.skip_bad_rows = arguments.skip_bad_rows;
  reading.missing_days_rest = arguments.options.missing_days == kMissingRest;
  reading.response = arguments.options.response;
  expect_history_options(arguments);
  HistoryInput input = take_history(arguments.options, reading, arguments.json);
  History& history = input.history;
  for (const std::string& message : history.rejected) spdlog::warn("{}; row left out", message);
  for (const std::string& question : history.questions) spdlog::warn("{}", question);
  for (const std::string& note : history.notes) spdlog::info("{}", note);

  warn_of_shared_names(history);
  const std::map<std::string, std::string> replaced = twins_to_replace(arguments, input.file, history);

  ProgressBar bar("calibrating");
  SquadOptions options;
  options.trips = read_trips_of(arguments, history);
  options.pool = arguments.pool;
  options.control.threads = arguments.threads;
  options.control.cancelled = &interrupted;
  options.control.progress = [&](std::size_t done, std::size_t total) { bar.show(done, total); };
  if (options.pool && history.athletes.size() < 2) spdlog::info("--pool has no effect: there is only one athlete");
  options.pool = options.pool && history.athletes.size() > 1;
  auto calibrated = calibrate_squad(history, *timing, options);
  bar.clear();
  if (!calibrated || interrupted) {
    spdlog::warn("interrupted; nothing was written");
    throw Exit{ExitCode::kInterrupted};
  }
  Squad& squad = *calibrated;
  squad.troubles.insert(squad.troubles.begin(), history.unusable.begin(), history.unusable.end());
  report(arguments, input, squad, judge_rows(history, squad.twins, options), replaced);
  exit_on(squad.troubles);
  if (has_unreadable(input)) throw Exit{ExitCode::kBadInput};
  if (arguments.strict) refuse_unidentified(squad.twins);
}

}  // namespace formcast
