#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>
#include <vector>

#include "sim/intake/csv_families.hpp"
#include "sim/intake/sports.hpp"

// Sheets of session RPE that coaches and athletes keep themselves: date, duration, RPE.
namespace formcast::intake {
namespace {

/// Seconds of one unit of a duration, as its heading says; not a number where it does not.
double unit_of_heading(const Sheet& sheet, Column duration) {
  const auto is = [&](Names names) { return sheet.column(names) == duration; };
  if (is({"minutes", "minuten", "min", "mins", "duration (min)", "duration [min]", "duration min", "duration_min",
          "duration (minutes)", "dauer (min)", "dauer [min]", "dauer min", "dauer (minuten)", "time (min)"})) {
    return 60.0;
  }
  if (is({"hours", "stunden", "duration (h)", "duration [h]", "duration (hours)", "dauer (h)", "dauer [h]"})) {
    return 3600.0;
  }
  return is({"seconds", "duration (s)", "duration [s]", "dauer (s)", "dauer [s]"}) ? 1.0 : kMissing;
}

/// Durations of all rows, which are written in one way [s].
class Durations {
 public:
  Durations(Sheet& sheet, Column column, const Numbers& numbers)
      : sheet_(sheet), column_(column), numbers_(numbers), unit_(unit_of_heading(sheet, column)) {
    double most = 0.0, most_first = 0.0;
    for (std::size_t row = 0; row < sheet.rows(); ++row) {
      const auto clock = read_clock_text(sheet.cell(row, column));
      if (clock && clock->parts.size() == 2) most_first = std::fmax(most_first, clock->parts[0]);
      if (const double number = numbers.positive(row, column); number > 0.0) {
        most = std::fmax(most, number);
        values_.push_back(number);
      }
    }
    // "1:30" is an hour and a half, as sessions are not of some minutes; "90:00" cannot be hours.
    constexpr double kMostHours = 24.0;
    parts_are_minutes_ = most_first >= kMostHours;
    if (most_first > 0.0 && sheet.rows() > 0) {
      sheet.remark(0, parts_are_minutes_ ? "durations are taken for minutes and seconds"
                                         : "durations of two parts are taken for hours and minutes");
    }
    if (std::isnan(unit_) && !values_.empty()) decide(most);
  }

  double seconds(std::size_t row) const {
    if (const auto clock = read_clock_text(sheet_.cell(row, column_))) {
      const double shown = read_duration(sheet_.cell(row, column_));
      return clock->parts.size() == 2 && !parts_are_minutes_ ? 60.0 * shown : shown;
    }
    return unit_ * numbers_.positive(row, column_);
  }

 private:
  /// From the largest and the middle of all: a session takes from ten minutes to a day.
  void decide(double most) {
    const auto middle = values_.begin() + static_cast<std::ptrdiff_t>(values_.size() / 2);
    std::nth_element(values_.begin(), middle, values_.end());
    constexpr double kDayInMinutes = 1440.0;
    if (most > kDayInMinutes && *middle >= 600.0) {
      unit_ = 1.0;
    } else if (*middle >= 10.0 && most > 24.0 && most <= kDayInMinutes) {
      unit_ = 60.0;
    } else if (most <= 6.0) {
      unit_ = 3600.0;
    } else {
      sheet_.ask("are durations hours, minutes or seconds? The heading does not say, so they are left out");
      return;
    }
    sheet_.remark(0, fmt::format("durations are taken for {}", unit_ == 1.0    ? "seconds"
                                                               : unit_ == 60.0 ? "minutes"
                                                                               : "hours"));
  }

  Sheet& sheet_;
  Column column_;
  const Numbers& numbers_;
  double unit_ = kMissing;
  bool parts_are_minutes_ = false;
  std::vector<double> values_;
};

bool of_one_athlete(Sheet& sheet) {
  const Column athlete = sheet.column({"athlete", "name", "player", "athlet", "athletin", "spieler", "sportler"});
  std::set<std::string_view> names;
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    if (const std::string_view name = sheet.cell(row, athlete); !name.empty()) names.insert(name);
  }
  if (names.size() <= 1) return true;
  sheet.ask(fmt::format("whose sessions are these? The sheet has {} athletes, such as {}; give one of each alone",
                        names.size(), quote(*names.begin())));
  return false;
}

bool is_cr10(Sheet& sheet, const Numbers& numbers, Column rpe) {
  constexpr double kMost = 10.0;
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    if (!(numbers.value(row, rpe) > kMost)) continue;
    sheet.ask("which scale is RPE on? Numbers above 10 are not CR-10, which is expected, so ratings are left out");
    return false;
  }
  return true;
}

}  // namespace

std::optional<RpeColumns> find_rpe_columns(const Sheet& sheet) {
  const RpeColumns columns{sheet.column({"date", "datum", "day", "tag", "session date", "training date"}),
                           sheet.column({"duration",
                                         "dauer",
                                         "duration (min)",
                                         "duration [min]",
                                         "duration min",
                                         "duration_min",
                                         "duration (minutes)",
                                         "dauer (min)",
                                         "dauer [min]",
                                         "dauer min",
                                         "dauer (minuten)",
                                         "minutes",
                                         "minuten",
                                         "min",
                                         "mins",
                                         "time (min)",
                                         "hours",
                                         "stunden",
                                         "duration (h)",
                                         "duration [h]",
                                         "duration (hours)",
                                         "dauer (h)",
                                         "dauer [h]",
                                         "seconds",
                                         "duration (s)",
                                         "duration [s]",
                                         "dauer (s)",
                                         "dauer [s]",
                                         "session duration",
                                         "trainingsdauer"}),
                           sheet.column({"rpe", "srpe", "session rpe", "session-rpe", "rpe (0-10)", "rpe (1-10)",
                                         "rpe (cr10)", "rpe (cr-10)", "cr10", "cr-10", "borg", "anstrengung",
                                         "belastungsempfinden", "perceived exertion"})};
  if (!columns.date || !columns.duration || !columns.rpe) return std::nullopt;
  return columns;
}

Content read_rpe_sheet(Sheet& sheet) {
  const RpeColumns columns = find_rpe_columns(sheet).value_or(RpeColumns());
  const Dates dates(sheet, columns.date);
  if (!dates.question().empty()) sheet.ask(dates.question());
  if (!of_one_athlete(sheet) || !dates.question().empty()) return sheet.take();
  const Numbers numbers(sheet, {columns.duration, columns.rpe}, Numbers::Writer::kLocale);
  const Durations durations(sheet, columns.duration, numbers);
  const bool cr10 = is_cr10(sheet, numbers, columns.rpe);
  const Column sport = sheet.column({"sport", "activity", "type", "sportart", "discipline", "disziplin"});
  const Column title = sheet.column({"title", "session", "notes", "titel", "einheit", "training", "workout"});
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    Session session = sheet.session("CSV (RPE)");
    if (const auto date = dates.date(row)) place(session, *date, Clock::kLocal);
    session.sport = sport_name(sheet.cell(row, sport));
    session.title = std::string(sheet.cell(row, title));
    session.duration = durations.seconds(row);
    const double rpe = numbers.value(row, columns.rpe);
    if (cr10 && rpe >= 0.0) session.rpe = rpe;
    add_session(sheet, row, std::move(session));
  }
  return sheet.take();
}

}  // namespace formcast::intake
