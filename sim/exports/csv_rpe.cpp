#include <cmath>
#include <set>
#include <string>

#include "sim/base/language.hpp"
#include "sim/exports/csv_durations.hpp"
#include "sim/exports/csv_families.hpp"
#include "sim/sessions/sports.hpp"

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

/// How durations are written; says what was taken for granted, and asks where the rows do not tell.
DurationFormat durations_of(Sheet& sheet, Column column, const Numbers& numbers) {
  const double heading = unit_of_heading(sheet, column);
  const DurationFormat format = duration_format(sheet, column, numbers, heading);
  if (format.has_clocks) {
    sheet.remark(0, format.parts_are_minutes ? tr("durations are taken for minutes and seconds")
                                             : tr("durations of two parts are taken for hours and minutes"));
  }
  if (!format.has_numbers || !std::isnan(heading)) return format;
  if (std::isnan(format.unit)) {
    Question question{Question::Kind::kUnit,
                      tr("are durations hours, minutes or seconds? The heading does not say, so they are left out")};
    question.column = sheet.headings()[*column];
    sheet.ask(std::move(question));
  } else {
    sheet.remark(0, tr("durations are taken for {}", duration_unit_name(format.unit)));
  }
  return format;
}

/// The column of athletes, where there are several: with one name alone the sheet is whoever's history it is given for.
Column athlete_column(const Sheet& sheet) {
  const Column athlete = sheet.column({"athlete", "name", "player", "athlet", "athletin", "spieler", "sportler"});
  std::set<std::string_view> names;
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    if (const std::string_view name = sheet.cell(row, athlete); !name.empty()) names.insert(name);
  }
  return names.size() > 1 ? athlete : std::nullopt;
}

bool is_cr10(Sheet& sheet, const Numbers& numbers, Column rpe) {
  constexpr double kMost = 10.0;
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    if (!(numbers.value(row, rpe) > kMost)) continue;
    Question question{
        Question::Kind::kScale,
        tr("which scale is RPE on? Numbers above 10 are not CR-10, which is expected, so ratings are left "
           "out")};
    question.column = sheet.headings()[*rpe];
    sheet.ask(std::move(question));
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
  if (!dates.question().empty()) return sheet.take();
  const Numbers numbers(sheet, {columns.duration, columns.rpe}, Numbers::Writer::kLocale);
  const DurationFormat durations = durations_of(sheet, columns.duration, numbers);
  const bool cr10 = is_cr10(sheet, numbers, columns.rpe);
  const Column sport = sheet.column({"sport", "activity", "type", "sportart", "discipline", "disziplin"});
  const Column athlete = athlete_column(sheet);
  const Column title = sheet.column({"title", "session", "notes", "titel", "einheit", "training", "workout"});
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    Session session = sheet.session("CSV (RPE)");
    if (const auto date = dates.date(row)) place(session, *date, Clock::kLocal);
    session.athlete = std::string(sheet.cell(row, athlete));
    session.sport = sport_name(sheet.cell(row, sport));
    session.title = std::string(sheet.cell(row, title));
    session.duration = durations.seconds(sheet.cell(row, columns.duration), numbers.positive(row, columns.duration));
    const double rpe = numbers.value(row, columns.rpe);
    if (cr10 && rpe >= 0.0) session.rpe = rpe;
    add_session(sheet, row, std::move(session));
  }
  return sheet.take();
}

}  // namespace formcast::intake
