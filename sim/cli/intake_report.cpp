#include "sim/cli/intake_report.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "sim/base/table.hpp"
#include "sim/cli/squad_report.hpp"
#include "sim/intake/intake_text.hpp"

namespace formcast {
namespace {

std::string_view outcome_name(IntakeOutcome outcome) {
  constexpr std::array<std::string_view, 7> kNames{"nothing_written", "dry_run", "written",  "replaced",
                                                   "unchanged",       "refused", "passed_on"};
  return kNames[static_cast<std::size_t>(outcome)];
}

std::string outcome_text(IntakeOutcome outcome, const std::string& output) {
  switch (outcome) {
    case IntakeOutcome::kNothing:
      return "no history was written\n";
    case IntakeOutcome::kDryRun:
      return "nothing was written (--dry-run)\n";
    case IntakeOutcome::kWritten:
      return fmt::format("wrote {}\n", output);
    case IntakeOutcome::kReplaced:
      return fmt::format("replaced {}\n", output);
    case IntakeOutcome::kUnchanged:
      return fmt::format("{} holds all this already\n", output);
    case IntakeOutcome::kRefused:
      return fmt::format("{} was left as it is\n", output);
    case IntakeOutcome::kPassedOn:
      break;
  }
  return "";
}

std::string offers_text(const intake::IntakeResult& result) {
  Table table({"--measure", "unit", "sessions", "remark"});
  for (const intake::MeasureOffer& offer : result.offers) {
    table.add({offer.key, std::string(intake::row_of(offer.choice.measure).unit),
               fmt::format("{} of {}", offer.sessions, result.sessions), offer.needs});
  }
  return table.empty() ? "" : table.text(2);
}

Json offers_json(const intake::IntakeResult& result) {
  Json json = Json::array();
  if (result.measure && !result.only_measure) return json;
  for (const intake::MeasureOffer& offer : result.offers) {
    json.push_back({{"measure", offer.key},
                    {"unit", intake::row_of(offer.choice.measure).unit},
                    {"sessions", offer.sessions},
                    {"needs", offer.needs.empty() ? Json() : Json(offer.needs)}});
  }
  return json;
}

/// The measures of a history of several; null where there is one.
Json chain_json(const intake::DailyHistory& daily) {
  if (daily.chain.empty()) return {};
  Json json = Json::array();
  for (const intake::ChainedMeasure& link : daily.chain) {
    Json scale;
    if (link.scale) {
      scale = {{"factor", link.scale->factor},
               {"factor_se", link.scale->factor_se},
               {"session_error", link.scale->session_error},
               {"sessions_with_both", link.scale->sessions}};
    }
    json.push_back({{"measure", link.measure.name()}, {"sessions", link.sessions}, {"scale", scale}});
  }
  return json;
}

Json performance_json(const intake::DailyPerformance& performance) {
  const intake::PerformanceRow& row = intake::row_of(performance.kind);
  const intake::PerformanceCounts counts = intake::count_performance(performance);
  Json left_out = Json::array();
  for (const intake::LeftOut& reason : performance.found.left_out) {
    left_out.push_back({{"why", reason.why}, {"sessions", reason.sessions}});
  }
  return {{"kind", row.key},
          {"test", intake::test_name(performance)},
          {"unit", row.unit},
          {"sessions", performance.found.sessions},
          {"observations", counts.observations},
          {"lower_bounds", counts.lower_bounds},
          {"tests", counts.tests},
          {"outside", performance.outside},
          {"left_out", left_out}};
}

Json performances_json(const intake::IntakeResult& result) {
  Json json = Json::array();
  for (const intake::PerformanceOffer& offer : result.performances) {
    const intake::PerformanceRow& row = intake::row_of(offer.kind);
    json.push_back({{"performance", row.key},
                    {"unit", row.unit},
                    {"days", offer.days},
                    {"needs", offer.needs.empty() ? Json() : Json(offer.needs)}});
  }
  return json;
}

Json history_json(const intake::IntakeResult& result) {
  if (!result.daily) return {};
  const AthleteHistory& history = result.daily->history;
  const std::optional<intake::DailyPerformance>& performance = result.daily->performance;
  const intake::DayCounts days = intake::count_days(history);
  Json markers = Json::object();
  for (const auto& [name, values] : history.markers) markers[name] = intake::known_values(values);
  std::vector<std::string> notes = result.daily->notes;
  if (const auto note = intake::no_tests_note(*result.daily); !note.empty()) notes.emplace_back(note);
  return {{"first_day", iso(history.start)},
          {"last_day", iso(history.date(history.days() - 1))},
          {"days", history.days()},
          {"days_with_load", days.trained},
          {"rest_days", days.rest},
          {"missing_loads", days.missing},
          {"tests", performance ? intake::count_performance(*performance).tests : history.tests.size()},
          {"performance", performance ? performance_json(*performance) : Json()},
          {"load_unit", result.daily->load_unit},
          {"measure_chain", chain_json(*result.daily)},
          {"markers", markers},
          {"without_measure", result.daily->without_measure},
          {"notes", notes}};
}

/// Which files needed no reading.
std::string state_text(const IntakeReport& report) {
  std::string text;
  if (report.unchanged > 0) {
    text += fmt::format("not read again, as they have not changed: {} ({})\n",
                        intake::counted(report.unchanged, "file"), report.state);
  }
  if (report.of_other_options > 0) {
    text += fmt::format("read again, as thresholds or answers have changed: {}\n",
                        intake::counted(report.of_other_options, "file"));
  }
  return text;
}

std::string since_text(const AthleteIntake& athlete) {
  const intake::BeforeSince& out = athlete.result.before_since;
  if (athlete.since.empty()) return "";
  return fmt::format("before {} and left out: {}, {}, {}\n", athlete.since, intake::counted(out.sessions, "session"),
                     intake::counted(out.readings, "reading"), intake::counted(out.tests, "test result"));
}

std::string athlete_text(const AthleteIntake& athlete) {
  const intake::IntakeResult& result = athlete.result;
  if (!athlete.fault.empty() && result.sessions == 0) return outcome_text(athlete.outcome, athlete.output);
  std::string text = intake::sessions_text(result) + since_text(athlete) + intake::daily_text(result);
  for (const intake::Question& question : athlete.questions()) text += fmt::format("question: {}\n", question.line());
  if (!result.measure) text += offers_text(result);
  return text + outcome_text(athlete.outcome, athlete.output);
}

std::string athletes_text(const IntakeReport& report) {
  std::string text;
  for (const intake::Question& question : report.questions) text += fmt::format("question: {}\n", question.line());
  const bool several = report.athletes.size() > 1;
  for (const AthleteIntake& athlete : report.athletes) {
    if (several) text += fmt::format("\n{}\n", athlete.athlete);
    text += athlete_text(athlete);
  }
  if (report.athletes.empty()) return text + outcome_text(IntakeOutcome::kNothing, "");
  const std::vector<AthleteTrouble> without = report.troubles();
  if (!several || without.empty()) return text;
  return text + fmt::format("\n{}\n",
                            troubles_text(without, report.athletes.size() - without.size(), "athletes have a history"));
}

Json athlete_json(const AthleteIntake& athlete) {
  const intake::IntakeResult& result = athlete.result;
  return {{"athlete", athlete.athlete},
          {"records", result.records},
          {"sessions", result.sessions},
          {"readings", result.readings},
          {"before_since",
           {{"sessions", result.before_since.sessions},
            {"readings", result.before_since.readings},
            {"tests", result.before_since.tests}}},
          {"joined", result.joined},
          {"left_out", result.left_out},
          {"questions", questions_json(athlete.questions())},
          {"measure", result.measure ? Json(result.measure->name()) : Json()},
          {"only_measure", result.only_measure},
          {"measures", offers_json(result)},
          {"performances", performances_json(result)},
          {"history", history_json(result)},
          {"output", athlete.output.empty() ? Json() : Json(athlete.output)},
          {"outcome", outcome_name(athlete.outcome)}};
}

}  // namespace

Json questions_json(const std::vector<intake::Question>& questions) {
  const auto or_null = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  Json json = Json::array();
  for (const intake::Question& question : questions) {
    Json choices = Json::array();
    for (const intake::Question::Choice& choice : question.choices) {
      Json one{{"answer", choice.answer}, {"text", choice.text}};
      if (!choice.dates.empty()) one["dates"] = choice.dates.size();
      if (choice.on_session_days) one["on_session_days"] = *choice.on_session_days;
      choices.push_back(std::move(one));
    }
    json.push_back({{"kind", name_of(question.kind)},
                    {"text", question.text},
                    {"file", or_null(question.file)},
                    {"column", or_null(question.column)},
                    {"example", or_null(question.example)},
                    {"option", or_null(question.option)},
                    {"choices", std::move(choices)}});
  }
  return json;
}

Json intake_json(const intake::ReadFile& file) {
  const intake::FileFacts& facts = file.facts;
  return {{"file", file.name},
          {"kind", file.what},
          {"sessions", facts.sessions},
          {"sports", facts.sports},
          {"samples", facts.samples},
          {"readings", facts.readings},
          {"tests", facts.tests},
          {"markers", facts.markers},
          {"first_day", facts.first ? Json(iso(*facts.first)) : Json()},
          {"last_day", facts.last ? Json(iso(*facts.last)) : Json()},
          {"left_out", file.left_out.empty() ? Json() : Json(file.left_out)},
          {"unreadable", file.trouble},
          {"notes", intake::notes_of(file)}};
}

std::vector<intake::Question> AthleteIntake::questions() const {
  std::vector<intake::Question> questions = result.questions;
  if (result.asks_measure()) questions.push_back(intake::measure_question(result));
  return questions;
}

std::string AthleteIntake::trouble() const {
  if (!fault.empty()) return "has no new history: " + fault;
  if (const std::size_t asked = questions().size(); asked > 0) {
    return fmt::format("has {} to be answered first", intake::counted(asked, "question"));
  }
  return result.sessions == 0 ? "has no session, and a history begins with one" : "";
}

std::vector<AthleteTrouble> IntakeReport::troubles() const {
  std::vector<AthleteTrouble> troubles;
  for (const AthleteIntake& athlete : athletes) {
    if (std::string reason = athlete.trouble(); !reason.empty()) troubles.push_back({athlete.athlete, reason});
  }
  return troubles;
}

std::string IntakeReport::text() const { return intake::files_text(files) + state_text(*this) + athletes_text(*this); }

std::string IntakeReport::summary() const { return intake::counts_text(files) + athletes_text(*this); }

Json IntakeReport::json() const {
  Json all = Json::array(), histories = Json::array();
  for (const intake::ReadFile& file : files) all.push_back(intake_json(file));
  for (const AthleteIntake& athlete : athletes) histories.push_back(athlete_json(athlete));
  const intake::FileCounts counts = intake::count_files(files);
  return {{"files", all},
          {"files_read", counts.read},
          {"files_left_out", counts.left_out},
          {"files_unreadable", counts.unreadable},
          {"files_unchanged", unchanged},
          {"files_of_other_options", of_other_options},
          {"questions", questions_json(questions)},
          {"histories", histories},
          {"failures", troubles_json(troubles())}};
}

}  // namespace formcast
