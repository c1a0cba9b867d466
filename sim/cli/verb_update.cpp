#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <cmath>

#include "sim/base/counted.hpp"
#include "sim/base/file_lock.hpp"
#include "sim/base/input_error.hpp"
#include "sim/base/table.hpp"
#include "sim/calibration/drift_text.hpp"
#include "sim/calibration/update.hpp"
#include "sim/cli/derived_report.hpp"
#include "sim/cli/json.hpp"
#include "sim/cli/misfit_report.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/cli/travel_report.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/travel/trips_file.hpp"
#include "sim/twin/twin_output.hpp"

namespace formcast {
namespace {

constexpr int kDigits = 4;  // a test differs from what was expected of it by a few per cent

std::string unit_text(const Twin& twin) {
  return twin.performance_unit.empty() || twin.performance_unit == "1" ? "" : " " + twin.performance_unit;
}

/// The warning about a test far outside its forecast.
std::string surprise_text(const Twin& twin, const PredictedTest& test) {
  return fmt::format(
      "{} on {} is a surprise, {} than the {} to {} expected of it; if the twin is right, one test in eighty is that "
      "far off. Check the test and the loads before it; if they are right, the twin now takes them into account",
      significant(test.seen, kDigits) + unit_text(twin), iso(twin.start + date::days{test.day}),
      test.z > 0.0 ? "better" : "worse", significant(test.low, kDigits), significant(test.high, kDigits));
}

/// All warnings of an update, the twin's own last.
std::vector<std::string> warnings(const Update& update) {
  std::vector<std::string> all;
  if (update.joined.gap > 0) all.push_back(gap_text(update.joined));
  for (const PredictedTest& test : update.new_tests) {
    if (test.surprising()) all.push_back(surprise_text(update.twin, test));
  }
  if (update.drift.drifted) all.push_back(drift_text(update.twin, update.drift));
  all.insert(all.end(), update.twin.warnings.begin(), update.twin.warnings.end());
  return all;
}

Json drift_json(const Drift& drift) {
  return {{"forecasts", drift.forecasts}, {"inside", drift.inside},   {"coverage", drift.coverage()},
          {"mean_z", drift.mean_z},       {"drifted", drift.drifted}, {"reason", drift.reason}};
}

Json update_json(const Update& update, const UpdateArguments& arguments, const History& news) {
  const Twin& twin = update.twin;
  Json tests = Json::array();
  for (const PredictedTest& test : update.new_tests) {
    tests.push_back({{"date", iso(twin.start + date::days{test.day})},
                     {"expected", test.expected},
                     {"low_5", test.low},
                     {"high_95", test.high},
                     {"seen", test.seen},
                     {"z", test.z},
                     {"surprising", test.surprising()}});
  }
  const bool updated = update.anything_new();
  Json json{{"athlete", twin.athlete},
            {"twin", arguments.twin},
            {"history", news.source},
            {"updated", updated},
            {"last_day", iso(twin.next_day() - date::days{1})},
            {"days_added", update.joined.days_added},
            {"days_missing", update.joined.gap},
            {"tests_added", tests.size()},
            {"loads_filled_in", update.joined.loads_filled},
            {"nights_filled_in", update.joined.sleep_filled},
            {"lower_bounds_added", update.joined.new_bounds},
            {"travel_tests_added", update.new_travel_tests},
            {"new_trips", update.new_trips},
            {"rejected_rows", news.rejected.size()},
            {"performance_unit", twin.performance_unit},
            {"tests", tests},
            {"drift", updated ? drift_json(update.drift) : Json()},
            {"misfits", misfits_json(update.joined.misfits, update.joined.record)},
            {"warnings", warnings(update)}};
  if (update.without_misfits) json["misfits_effect"] = misfit_effect_json(twin, *update.without_misfits);
  if (const auto derived = derived_effect(twin)) json["derived"] = derived_json(*derived);
  if (twin.travels()) json["travel"] = learning_json(twin.learned_effects, twin.start);
  return json;
}

void print_tests(const Update& update) {
  const std::string unit = update.twin.performance_unit;
  Table table({"test", unit.empty() ? "expected" : fmt::format("expected [{}]", unit), "90 % within", "seen", "z", ""});
  for (const PredictedTest& test : update.new_tests) {
    table.add({iso(update.twin.start + date::days{test.day}), significant(test.expected, kDigits),
               fmt::format("{} to {}", significant(test.low, kDigits), significant(test.high, kDigits)),
               significant(test.seen, kDigits), fmt::format("{:+.1f}", test.z),
               test.surprising() ? "surprise" : (test.inside() ? "as expected" : "outside")});
  }
  if (!table.empty()) say("{}", table.text(2));
}

void print_misfits(const Update& update) {
  const JoinedRecord& joined = update.joined;
  History news;  // of one athlete, whose units the twin knows
  news.load_unit = update.twin.load_unit;
  news.performance_unit = update.twin.performance_unit;
  for (const Misfit& misfit : joined.misfits) say("  look at {}\n", misfit_text(misfit, joined.record, news));
  if (update.without_misfits) say("  {}\n", misfit_effect_text(update.twin, *update.without_misfits));
}

void print_update(const Update& update, const std::string& file) {
  const Twin& twin = update.twin;
  const JoinedRecord& joined = update.joined;
  if (!update.anything_new()) {
    say("{}  nothing new: {} was left unchanged\n", bold(twin.athlete), file);
    print_misfits(update);
    return;
  }
  say("{}  {} and {} added", bold(twin.athlete), counted(static_cast<std::size_t>(joined.days_added), "day"),
      counted(update.new_tests.size(), "test"));
  if (joined.loads_filled > 0) {
    say(", {} filled in", counted(static_cast<std::size_t>(joined.loads_filled), "missing load"));
  }
  if (joined.new_bounds > 0) {
    say(", {}", counted(static_cast<std::size_t>(joined.new_bounds), "lower bound"));
  }
  if (joined.sleep_filled > 0) {
    say(", {} filled in", counted(static_cast<std::size_t>(joined.sleep_filled), "missing night"));
  }
  if (update.new_travel_tests > 0) {
    say(", {} set aside", counted(static_cast<std::size_t>(update.new_travel_tests), "travel test"));
  }
  if (update.new_trips) say(", trips as in {}", twin.trips.source);
  say("; now {} to {}, {}, {}\n", iso(twin.start), iso(twin.next_day() - date::days{1}),
      counted(static_cast<std::size_t>(twin.days()), "day"), counted(twin.tests.size(), "test"));
  print_tests(update);
  if (const auto derived = derived_effect(twin)) {
    say("  {}\n", derived_effect_text(*derived, twin.performance_unit));
  }
  if (twin.travels()) print_travel(twin.learned_effects, twin.travel_tests.size());
  const Drift& drift = update.drift;
  if (drift.forecasts >= Drift::kFewest) {
    say("  {}\n", coverage_text(drift));
  } else {
    say("  drift can be judged from {} tests on\n", Drift::kBefore + Drift::kFewest);
  }
  print_misfits(update);
  for (const std::string& warning : warnings(update)) say("  note: {}\n", warning);
  say("  wrote {}\n", file);
}

/// The new days. Where tests are of several kinds they are taken that are the twin's, unless one is chosen.
History read_news(const UpdateArguments& arguments, HistoryOptions reading, const Twin& twin) {
  reading.response = arguments.response;
  if (twin.test_kind.empty() || !arguments.response.empty()) return read_history(arguments.history, reading);
  try {
    return read_history(arguments.history, reading);
  } catch (const InputError&) {
    reading.response = twin.test_kind;
    return read_history(arguments.history, reading);
  }
}

}  // namespace

void run_update(const UpdateArguments& arguments) {
  // Held until the twin is replaced, so that of two updates at once the second starts from the first's result.
  const FileLock lock(arguments.twin, &interrupted);
  const std::string text = read_text(arguments.twin);
  const Twin twin = parse_twin(text, arguments.twin);
  HistoryOptions reading;
  reading.skip_bad_rows = arguments.skip_bad_rows;
  reading.continues_record = true;
  reading.missing_days_rest = arguments.missing_days == kMissingRest;
  const History news = read_news(arguments, reading, twin);
  for (const std::string& message : news.rejected) spdlog::warn("{}; row left out", message);
  for (const std::string& question : news.questions) spdlog::warn("{}", question);
  for (const std::string& note : news.notes) spdlog::info("{}", note);

  std::optional<NewTripsFile> trips;
  if (!arguments.trips.empty()) trips = NewTripsFile{read_trips_text(arguments.trips), arguments.trips};
  Control control;
  control.cancelled = &interrupted;
  const auto updated = update(twin, news, arguments.history, trips, control);
  if (!updated || interrupted) {
    spdlog::warn("interrupted; nothing was written");
    throw Exit{ExitCode::kInterrupted};
  }
  const Update& result = *updated;
  // A twin without news keeps its bytes and time stamp, so that what depends on the file need not run again.
  if (result.anything_new()) write_twin(arguments.twin, result.twin, digest(text));
  if (arguments.json) {
    print_json(update_json(result, arguments, news));
  } else {
    print_update(result, arguments.twin);
  }
}

}  // namespace formcast
