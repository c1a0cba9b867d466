#include "viewer/desk/trip_search.hpp"

#include <fmt/format.h>

#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/planning/travel_search.hpp"
#include "sim/planning/verdict.hpp"
#include "sim/scenario/scenario_writer.hpp"
#include "viewer/desk/typed_values.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

std::string windows_text(const TripForm& form, WindowForm::What what, const char* said) {
  std::string text;
  for (const WindowForm& window : form.windows) {
    if (window.what != what) continue;
    text += (text.empty() ? " " : ", ") +
            tr("{} {} to {}", short_day_text(typed_date(window.date)), window.from, window.to);
    if (window.days > 1) text += tr(" on {} days", window.days);
  }
  return text.empty() ? "" : fmt::format("\n{}:{}", said, text);
}

/// "+6.4 W on race day (90 of 100: +2.1 to +10.9)".
std::string size_text(const PairResult& pair, const std::string& unit) {
  const auto number = [](float x) { return signed_text(static_cast<double>(x)); };
  const std::string of = unit.empty() || unit == "1" ? "" : " " + unit;
  return tr("{}{} on race day (90 of 100: {} to {})", number(pair.difference_mean), of, number(pair.difference.front()),
            number(pair.difference.back()));
}

std::string gain_text(const TripFinding& finding, double worthwhile, const std::string& unit) {
  if (!finding.gain) return tr("What it gains is not known");
  const PairResult& pair = *finding.gain;
  const std::string size = size_text(pair, unit), least = with_unit(worthwhile, unit);
  const float worse = 1.0f - pair.probability_worthwhile - pair.probability_alike;
  if (gains(finding)) {
    return tr("{}, better by more than {} in {} of 100", size, least, of_100(pair.probability_worthwhile));
  }
  if (verdict(pair) == Verdict::kAlike)
    return tr("Nothing is gained: {}, which is less than {}, the smallest change worth having", size, least);
  const bool some = static_cast<double>(pair.difference_mean) >= worthwhile;
  return tr("{}: {}, better by more than {} in {} of 100, worse in {}",
            some ? tr("No sure gain") : tr("Nothing is gained"), size, least, of_100(pair.probability_worthwhile),
            of_100(worse));
}

}  // namespace

std::string search_text(const Board& board, std::size_t sheet, std::size_t trip) {
  const std::vector<Trip>& trips = board.sheets[sheet].trips;
  if (trip_before(trips, board.date(board.target)) != trip) {
    throw InputError(tr("only the last trip that departs before race day can be improved"));
  }
  return to_toml(scenario_of(board, {sheet}, 1), "a.twin.json");
}

TripForm found_form(const SearchAnswer& answer, std::size_t trip) {
  return form_of(board_of(parse_scenario(answer.scenario, "plan.toml", Athletes::kNotRead), Week{}), 0, trip);
}

bool gains(const TripFinding& finding) {
  return finding.gain && verdict(*finding.gain) == Verdict::kBetter && finding.gain->difference.front() > 0.0f;
}

std::string advice_text(const TripFinding& finding, const TripForm& form, double worthwhile, const std::string& unit) {
  const SearchAnswer& answer = finding.answer;
  if (!answer.better) {
    return tr("Nothing is gained: no other sleep and light was better. {:.1f} h out of step on race day on average",
              answer.planned);
  }
  std::string text = gain_text(finding, worthwhile, unit);
  text += "\n" + tr("{:.1f} h out of step on race day on average, in place of {:.1f}", answer.left, answer.planned);
  if (form.shift_days > 0) {
    const auto nights = static_cast<std::size_t>(form.shift_days);
    text += "\n";
    text += form.shift_way == 0 ? tr_count(nights, "Bedtime an hour earlier on the night before departure",
                                           "Bedtime an hour earlier on each of {} nights before departure", nights)
                                : tr_count(nights, "Bedtime an hour later on the night before departure",
                                           "Bedtime an hour later on each of {} nights before departure", nights);
  }
  text += "\n";
  text += form.local_time_from == 1 ? tr("Sleep by local time from boarding") : tr("Sleep by local time from arrival");
  text += windows_text(form, WindowForm::What::kBright, tr("Seek light"));
  return text + windows_text(form, WindowForm::What::kDark, tr("Avoid light"));
}

void TripTrial::begin(Evaluator& evaluator, std::uint64_t& last_id, Board board, std::size_t sheet, std::size_t trip) {
  std::string scenario = search_text(board, sheet, trip);
  *this = {};
  board_ = std::move(board);
  sheet_ = sheet;
  id_ = ++last_id;
  evaluator.search({id_, std::move(scenario), trip});
}

void TripTrial::tick(Evaluator& evaluator, std::uint64_t& last_id) {
  std::optional<SearchAnswer> answer = evaluator.found();
  if (!answer || answer->id != id_) return;
  answer_ = std::move(*answer);
  if (!answer_->error.empty() || !answer_->better) return;
  // Enough for the differences of members, which are far alike; both at once, where there are two workers.
  constexpr int kMembers = kSteps[1];
  was_.id = ++last_id;
  evaluator.ask({was_.id, plan_input(board_, sheet_), kMembers, sheet_});
  board_.sheets[sheet_].trips = parse_scenario(answer_->scenario, "plan.toml", Athletes::kNotRead).plans[0].trips;
  found_.id = ++last_id;
  evaluator.ask({found_.id, plan_input(board_, sheet_), kMembers, sheet_ + 1});
}

bool TripTrial::take(OutlookAnswer& answer) {
  for (Side* side : {&was_, &found_}) {
    if (side->id == 0 || side->id != answer.id) continue;
    side->id = 0;
    if (!answer.error.empty()) answer_->error = answer.error;
    side->outlook = std::move(answer.outlook);
    return true;
  }
  return false;
}

std::optional<TripFinding> TripTrial::finding(double worthwhile) {
  if (id_ == 0 || !complete()) return std::nullopt;
  TripFinding finding{std::move(*answer_), pair_of(found_.outlook, was_.outlook, worthwhile)};
  *this = {};
  return finding;
}

}  // namespace formcast
