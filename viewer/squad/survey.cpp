#include "viewer/squad/survey.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "sim/base/language.hpp"
#include "sim/planning/verdict.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/squad/search.hpp"

namespace formcast {
namespace {

/// The plan that is better than the edited one by the most, where one is better by a worthwhile change.
struct Better {
  std::size_t sheet = 0;
  float gain = 0.0f;
};
std::optional<Better> better_plan(const Desk& desk, std::size_t mine) {
  std::optional<Better> best;
  for (std::size_t s = 0; s < desk.board().sheets.size(); ++s) {
    const auto pair = s == mine || !desk.board().sheets[s].shown ? std::nullopt : desk.pair(s, mine);
    if (!pair || verdict(*pair) != Verdict::kBetter) continue;
    if (!best || pair->difference_mean > best->gain) best = Better{s, pair->difference_mean};
  }
  return best;
}

void add_record(const Twin& twin, SurveyRow& row) {
  row.last_day = twin.days() - 1;
  for (const Test& test : twin.tests) {
    if (test.day > row.last_day - kSurveyDays) row.tests.push_back(test);
  }
  if (!twin.tests.empty()) row.since_test = row.last_day - twin.tests.back().day;
}

/// The first calendar week of planned days alone.
void add_next_week(const Desk& desk, std::size_t sheet, SurveyRow& row) {
  const Board& board = desk.board();
  const int monday = (7 - static_cast<int>(weekday(board.start))) % 7;
  if (monday + 7 > board.days) return;
  const int first = static_cast<int>((desk.twin().start - board.start).count());
  const WeekFacts week = week_facts(board.sheets[sheet], desk.twin().load, first, monday);
  row.next_week = week.change;
  row.monotony = week.monotony;
}

void add_outlook(const Desk& desk, std::size_t sheet, SurveyRow& row) {
  const Outlook& of = desk.outlook(sheet);
  if (!of.known()) return;
  row.expected = of.result.target_performance;
  if (desk.board().target_performance) row.chance = chance_of(of, *desk.board().target_performance);
}

/// The last new test, where it is far from its forecast. One in ten is outside the 90 % interval, which is no reason.
std::string new_surprise(const Desk& desk) {
  if (desk.forecasts().empty()) return "";
  const PredictedTest& last = desk.forecasts().back();
  const std::vector<int>& tests = desk.news().tests;
  if (!last.surprising() || !std::binary_search(tests.begin(), tests.end(), last.day)) return "";
  const std::string seen = with_unit(last.seen, desk.twin().performance_unit);
  const std::string on = short_day_text(desk.twin().start + date::days{last.day});
  return last.z > 0.0 ? tr("{} on {}: far above forecast", seen, on) : tr("{} on {}: far below forecast", seen, on);
}

/// Short enough for a row; the desk has the words of `formcast update`.
std::string drift_reason(const Drift& drift, const AgainstForecast& against) {
  if (!drift.drifted) return "";
  return against.biased ? tr("Last {} tests {} forecast", drift.forecasts, against.text)
                        : tr("Only {} their 90 % interval", against.text);
}

/// The first reason in the order of what can still be changed.
void add_reason(const Desk& desk, std::size_t sheet, const SurveyLimits& limits, SurveyRow& row) {
  const auto better = row.plans_apart ? better_plan(desk, sheet) : std::nullopt;
  if (better) row.gain = better->gain;
  const auto say = [&](int urgency, std::string why) {
    if (row.urgency < urgency) row.urgency = urgency, row.why = std::move(why);
  };
  if (row.next_week && *row.next_week > limits.rise)
    say(6, tr("Next week is {:.0f} % above the week before", 100.0 * *row.next_week));
  if (const std::string surprise = new_surprise(desk); !surprise.empty()) say(5, surprise);
  if (const std::string drift = drift_reason(find_drift(desk.forecasts()), row.against); !drift.empty()) say(4, drift);
  if (better && desk.has_own_plans())  // of plans nobody has made, the gain is shown and is no reason
    say(3, tr("\"{}\" is {} better", desk.board().sheets[better->sheet].name,
              with_unit(static_cast<double>(better->gain), row.unit)));
  if (!row.since_test)
    say(2, tr("No test in the record"));
  else if (*row.since_test > limits.days_untested)
    say(2, tr("No test for {} days: little is known", *row.since_test));
  if (row.monotony && *row.monotony > limits.monotony)
    say(1, tr("Next week's days are alike: monotony {:.1f}", *row.monotony));
}

}  // namespace

SurveyRow survey(const Desk& desk, std::size_t sheet, const SurveyLimits& limits) {
  SurveyRow row;
  const Board& board = desk.board();
  row.athlete = desk.twin().athlete;
  row.unit = desk.twin().performance_unit;
  row.plan = board.sheets[sheet].name;
  row.race = board.date(board.target);
  row.aim = board.target_performance;
  row.plans_apart = tells_plans_apart(desk.basis());
  add_record(desk.twin(), row);
  add_next_week(desk, sheet, row);
  add_outlook(desk, sheet, row);
  row.judged = desk.is_judged();
  row.against = against_forecast(desk.forecasts(), desk.news(), row.unit);
  add_reason(desk, sheet, limits, row);
  return row;
}

std::vector<const SurveyRow*> in_order(const std::vector<SurveyRow>& rows, const std::string& search) {
  std::vector<const SurveyRow*> order;
  for (const SurveyRow& row : rows) {
    if (matches(row.athlete, search)) order.push_back(&row);
  }
  std::stable_sort(order.begin(), order.end(), [](const SurveyRow* a, const SurveyRow* b) {
    if (a->urgency != b->urgency || a->race != b->race)
      return std::tuple(-a->urgency, a->race) < std::tuple(-b->urgency, b->race);
    return name_before(a->athlete, b->athlete);
  });
  return order;
}

std::string survey_text(const std::vector<SurveyRow>& rows) {
  const auto urgent = std::count_if(rows.begin(), rows.end(), [](const SurveyRow& row) { return row.urgency > 0; });
  if (urgent == 0) return tr("Nobody needs a look today");
  return tr_count(static_cast<std::size_t>(urgent), "{} of {} athletes needs a look", "{} of {} athletes need a look",
                  urgent, rows.size());
}

}  // namespace formcast
