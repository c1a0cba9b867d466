#include "viewer/desk/trip_search.hpp"

#include <fmt/format.h>

#include "sim/base/input_error.hpp"
#include "sim/planning/travel_search.hpp"
#include "sim/scenario/scenario_writer.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

std::string windows_text(const TripForm& form, WindowForm::What what, const char* said) {
  std::string text;
  for (const WindowForm& window : form.windows) {
    if (window.what != what) continue;
    text += fmt::format("{} {} {} to {}", text.empty() ? "" : ",", short_day_text(*parse_iso(window.date)), window.from,
                        window.to);
    if (window.days > 1) text += fmt::format(" on {} days", window.days);
  }
  return text.empty() ? "" : fmt::format("\n{}:{}", said, text);
}

}  // namespace

std::string search_text(const Board& board, std::size_t sheet, std::size_t trip) {
  const std::vector<Trip>& trips = board.sheets[sheet].trips;
  if (trip_before(trips, board.date(board.target)) != trip) {
    throw InputError("only the last trip that departs before race day can be improved");
  }
  return to_toml(scenario_of(board, {sheet}, 1), "a.twin.json");
}

TripForm found_form(const SearchAnswer& answer, std::size_t trip) {
  return form_of(board_of(parse_scenario(answer.scenario, "plan.toml", Athletes::kNotRead), Week{}), 0, trip);
}

std::string advice_text(const SearchAnswer& answer, const TripForm& form) {
  if (!answer.better) {
    return fmt::format("{:.1f} h out of step on race day on average; no other sleep and light was better",
                       answer.planned);
  }
  std::string text =
      fmt::format("{:.1f} h out of step on race day on average, in place of {:.1f}", answer.left, answer.planned);
  if (form.shift_days > 0) {
    text += fmt::format("\nBedtime an hour {} on {} before departure", form.shift_way == 0 ? "earlier" : "later",
                        form.shift_days == 1 ? "the night" : fmt::format("each of {} nights", form.shift_days));
  }
  text += form.local_time_from == 1 ? "\nSleep by local time from boarding" : "\nSleep by local time from arrival";
  text += windows_text(form, WindowForm::What::kBright, "Seek light");
  return text + windows_text(form, WindowForm::What::kDark, "Avoid light");
}

}  // namespace formcast
