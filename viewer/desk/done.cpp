#include "viewer/desk/done.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "sim/base/language.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {

double planned_on(const Sheet& sheet, int day) {
  const auto at = static_cast<std::ptrdiff_t>(sheet.planned.size()) + day;
  if (day >= 0 || at < 0) return std::numeric_limits<double>::quiet_NaN();
  return sheet.planned[static_cast<std::size_t>(at)];
}

DoneLoads done_loads(const Sheet& sheet, std::span<const double> past, int past_first, Board::Days span) {
  DoneLoads loads;
  for (int day = span.first; day <= span.last; ++day) {
    const double load = load_on(sheet, past, past_first, day), planned = planned_on(sheet, day);
    if (std::isnan(load)) continue;
    loads.done += load;
    loads.planned += std::isnan(planned) ? load : planned;
    loads.days += std::isnan(planned) ? 0 : 1;
  }
  return loads;
}

std::string done_text(double planned, double done, const std::string& unit) {
  return tr("planned {}, done {}", with_unit(planned, unit), with_unit(done, unit));
}

std::string new_days_done(const Board& board, std::size_t sheet, const Twin& twin, const NewDays& news) {
  const auto past_first = static_cast<int>((twin.start - board.start).count()), end = past_first + twin.days();
  DoneLoads done;
  for (int day = end - news.days; day < end; ++day) {
    const DoneLoads one = done_loads(board.sheets[sheet], twin.load, past_first, {day, day});
    if (one.days == 0) continue;
    done.done += one.done;
    done.planned += one.planned;
    ++done.days;
  }
  return done.days == 0 ? "" : tr("{} planned were done", done_text(done, twin.load_unit));
}

std::string done_text(const DoneLoads& loads, const std::string& unit) {
  return tr("{} of {}", with_unit(loads.done, ""), with_unit(loads.planned, unit));
}

}  // namespace formcast
