#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <map>

#include "sim/base/file_lock.hpp"
#include "sim/base/file_name_key.hpp"
#include "sim/base/input_error.hpp"
#include "sim/base/table.hpp"
#include "sim/calibration/squad.hpp"
#include "sim/cli/derived_report.hpp"
#include "sim/cli/history_input.hpp"
#include "sim/cli/json.hpp"
#include "sim/cli/misfit_report.hpp"
#include "sim/cli/squad_report.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/cli/travel_report.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/planning/verdict.hpp"
#include "sim/travel/trips_file.hpp"
#include "sim/twin/decision_basis.hpp"
#include "sim/twin/twin_output.hpp"

namespace formcast {
namespace {

std::string unit_text(const std::string& unit) { return unit.empty() || unit == "1" ? "" : " " + unit; }

Json error_json(const ForecastError& e) { return {{"mape", e.mape}, {"rmse", e.rmse}}; }

Json identifiability_json(const Twin& twin) {
  const Identifiability& seen = twin.identifiability;
  Json contraction = Json::object();
  for (const Contraction& c : seen.contraction) contraction[c.parameter] = c.contraction;
  return {{"model", seen.model},
          {"identified", seen.identified},
          {"contraction", contraction},
          {"effective_tests", seen.effective_tests},
          {"correlated", {seen.correlated_a, seen.correlated_b}},
          {"correlation", seen.correlation},
          {"best_test_date", iso(twin.next_day() + date::days{seen.best_test_day})},
          {"best_test_bits", seen.best_test_bits}};
}

/// An athlete's rows with their misfits, and what these do to the twin.
struct RowsToLookAt {
  const AthleteHistory& athlete;
  std::vector<Misfit> misfits;
  std::optional<Twin> without;
};

Json twin_json(const Twin& twin, const std::string& file, const RowsToLookAt& rows) {
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
            {"missing_loads", twin.missing_loads()},
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
  if (const auto derived = derived_effect(twin)) json["derived"] = derived_json(*derived);
  if (twin.travels()) {
    json["trips"] = twin.trips.source;
    json["travel_tests"] = twin.travel_tests.size();
    json["travel"] = learning_json(twin.learned_effects, twin.start);
  }
  json["misfits"] = misfits_json(rows.misfits, rows.athlete);
  if (rows.without) json["misfits_effect"] = misfit_effect_json(twin, *rows.without);
  json["priors"] = twin.prior_source;
  json["warnings"] = twin.warnings;
  return json;
}

void print_fit(const Twin& twin) {
  const TwinFit& fit = twin.fit;
  const std::string unit = unit_text(twin.performance_unit);
  say("  fit                    RMSE {}{}{}\n", significant(fit.rmse), unit,
      twin.tests.size() < 3 ? "" : fmt::format(", R2 {:.3f}", fit.r2));
  if (fit.forecasts == 0) {
    say("  forecasts need at least six tests to be judged\n");
    return;
  }
  Table table({"forecast error (MAPE)", "twin", "last test", "mean of five"});
  const auto percent = [](double mape) { return fmt::format("{:.2f} %", mape); };
  table.add({"one test ahead", percent(fit.twin.mape), percent(fit.last_value.mape), percent(fit.mean_of_five.mape)});
  for (const HorizonSkill& h : twin.skill.horizons) {
    if (h.forecasts == 0) continue;
    table.add({fmt::format("{} to {} days ahead", h.from, h.to), percent(h.find(std::string(kTwinMethod))->mape),
               percent(h.find("last_value")->mape), percent(h.find("mean_of_five")->mape)});
  }
  say("{}", table.text(2));
  say("  {}\n", basis_text(decision_basis(twin, {})));
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

/// The model whose parameters are shown: the one that leads the forecasts or, if it has no loads, the first with loads.
std::string shown_model(const Twin& twin) {
  const auto leads = std::ranges::max_element(twin.models, {}, &TwinModel::weight);
  const std::string& shown = twin.identifiability.model;
  if (leads->name == shown) return fmt::format("{}, which leads the forecasts", shown);
  return fmt::format("{} leads the forecasts and does not use loads; {}, the first of those that do", leads->name,
                     shown);
}

/// The parameters of that model, with the posterior contraction of each.
void print_parameters(const Twin& twin) {
  const Identifiability& seen = twin.identifiability;
  Table table({"parameter", "mean", "5 %", "95 %", "unit", "contraction", "what"});
  for (const ParameterSummary& p : twin.parameters) {
    if (p.model != seen.model) continue;
    std::string contraction;
    for (const Contraction& c : seen.contraction) {
      if (c.parameter == p.name) contraction = fmt::format("{:.0f} %", 100.0 * std::max(0.0, c.contraction));
    }
    table.add({p.name, significant(p.mean), significant(p.low), significant(p.high), p.unit, contraction, p.text});
  }
  say("  {} (all models: --json):\n{}", shown_model(twin), table.text(2));
  say("  {:.0f} effective tests; a test on {} would teach most ({:.2f} bit)\n", seen.effective_tests,
      iso(twin.next_day() + date::days{seen.best_test_day}), seen.best_test_bits);
}

void print_twin(const Twin& twin, const std::string& file, const RowsToLookAt& rows, const History& history) {
  say("{}  {} to {}, {} days, {} tests, {} missing loads, {} timing\n", bold(twin.athlete), iso(twin.start),
      iso(twin.next_day() - date::days{1}), twin.days(), twin.tests.size(), twin.missing_loads(), name(twin.timing));
  say("  forecast weight       {}\n", leading(twin, [](const TwinModel& m) { return m.weight; }));
  say("  posterior probability {}\n", leading(twin, [](const TwinModel& m) { return m.probability; }));
  if (twin.prior_source != "population") say("  priors                 {}\n", twin.prior_source);
  print_parameters(twin);
  print_fit(twin);
  if (const auto derived = derived_effect(twin)) {
    say("  {}\n", derived_effect_text(*derived, twin.performance_unit));
  }
  if (twin.travels()) print_travel(twin.learned_effects, twin.travel_tests.size());
  for (const Misfit& misfit : rows.misfits) say("  look at {}\n", misfit_text(misfit, rows.athlete, history));
  if (rows.without) say("  {}\n", misfit_effect_text(twin, *rows.without));
  for (const std::string& warning : twin.warnings) say("  note: {}\n", warning);
  say("  wrote {}\n\n", file);
}

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
