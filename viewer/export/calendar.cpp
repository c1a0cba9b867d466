#include "viewer/export/calendar.hpp"

#include <fmt/format.h>

#include <string_view>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/base/zones.hpp"
#include "viewer/desk/day_sessions.hpp"
#include "viewer/desk/places.hpp"
#include "viewer/desk/race.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/export/trip_days.hpp"

namespace formcast {
namespace {

constexpr std::size_t kLine = 75;  // octets at most, without the line break: RFC 5545, 3.1

/// TEXT of RFC 5545, 3.3.11; control characters, which it cannot hold, are left out.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\n') {
      result += "\\n";
    } else if (c == '\\' || c == ';' || c == ',') {
      result += {'\\', c};
    } else if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) {
      result += c;
    }
  }
  return result;
}

std::string compact(Date date) {
  const date::year_month_day day{date};
  return fmt::format("{:04}{:02}{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

/// "20160531T090000Z".
std::string compact(Instant at) {
  const auto day = date::floor<date::days>(at);
  const auto minutes = (at - day).count();
  return fmt::format("{}T{:02}{:02}00Z", compact(day), minutes / 60, minutes % 60);
}

class Calendar {
 public:
  /// `of` identifies this plan.
  Calendar(std::string of, Date stamp) : of_(std::move(of)), stamp_(compact(stamp) + "T000000Z") {}

  /// A line of content, in pieces of at most 75 octets; no character is cut in two.
  void line(std::string_view name, std::string_view value) {
    const std::string whole = fmt::format("{}:{}", name, value);
    std::size_t filled = 0;
    for (std::size_t from = 0; from < whole.size();) {
      std::size_t to = from + 1;
      while (to < whole.size() && (static_cast<unsigned char>(whole[to]) & 0xC0) == 0x80) ++to;
      if (filled + (to - from) > kLine) {
        text_ += "\r\n ";
        filled = 1;
      }
      text_.append(whole, from, to - from);
      filled += to - from;
      from = to;
    }
    text_ += "\r\n";
  }

  struct Event {
    std::string id, summary, description;
    bool busy = false;  ///< whether it blocks its hours
  };
  void day(Date date, const Event& event) {
    begin(event);
    line("DTSTART;VALUE=DATE", compact(date));
    line("DTEND;VALUE=DATE", compact(date + date::days{1}));
    end(event);
  }
  void hours(Instant from, Instant to, const Event& event) {
    begin(event);
    line("DTSTART", compact(from));
    line("DTEND", compact(to));
    end(event);
  }
  std::string take() { return std::move(text_); }

 private:
  void begin(const Event& event) {
    line("BEGIN", "VEVENT");
    line("UID", fmt::format("{}-{}@formcast", event.id, of_));
    line("DTSTAMP", stamp_);
  }
  void end(const Event& event) {
    line("SUMMARY", escaped(event.summary));
    if (!event.description.empty()) line("DESCRIPTION", escaped(event.description));
    line("TRANSP", event.busy ? "OPAQUE" : "TRANSPARENT");
    line("END", "VEVENT");
  }

  std::string of_, stamp_, text_;
};

void add_flights(Calendar& calendar, const Sheet& sheet, const std::string& about) {
  for (std::size_t t = 0; t < sheet.trips.size(); ++t) {
    for (std::size_t l = 0; l < sheet.trips[t].legs.size(); ++l) {
      const Leg& leg = sheet.trips[t].legs[l];
      const auto moment = [](Instant at, const Location& place) {
        return tr("{} in {}", iso(local_time(place.zone, at)), place.zone);
      };
      calendar.hours(
          leg.depart, leg.arrive,
          {fmt::format("flight-{}-{}", t + 1, l + 1), tr("Flight {} to {}", city_of(leg.from), city_of(leg.to)),
           tr("Leaves {}\nArrives {}\n{}", moment(leg.depart, leg.from), moment(leg.arrive, leg.to), about), true});
    }
  }
}

/// Sleep and light around the flights. They block no hours.
void add_trip_days(Calendar& calendar, const Board& board, const Sheet& sheet, const std::string& about) {
  for (const TripDay& day : trip_days(board, sheet)) {
    const auto add = [&](const char* id, const char* what, const std::vector<Period>& periods) {
      for (std::size_t n = 0; n < periods.size(); ++n) {
        calendar.hours(periods[n].begin, periods[n].end,
                       {fmt::format("{}-{}-{}", id, compact(day.date), n + 1), what,
                        tr("{} in {}\n{}", periods_text(day, {periods[n]}), day.zone, about)});
      }
    };
    add("sleep", tr("Sleep"), day.sleep);
    add("seek-light", tr("Seek light"), day.seek);
    add("avoid-light", tr("Avoid light"), day.avoid);
  }
}

}  // namespace

std::string to_calendar(const Board& board, const Sheet& sheet, const std::string& athlete,
                        const std::string& load_unit, const std::string& performance_unit) {
  const std::string about = tr("{}, plan \"{}\"", athlete, sheet.name);
  Calendar calendar(digest(athlete + '\n' + sheet.name), board.start);
  calendar.line("BEGIN", "VCALENDAR");
  calendar.line("VERSION", "2.0");
  calendar.line("PRODID", "-//Formcast//Plan//EN");
  calendar.line("CALSCALE", "GREGORIAN");
  calendar.line("X-WR-CALNAME", escaped(fmt::format("{}: {}", board.title, about)));
  const auto id = [&](const char* what, int day) { return fmt::format("{}-{}", what, compact(board.date(day))); };
  for (int day = 0; day < board.days; ++day) {
    const double load = sheet.load[static_cast<std::size_t>(day)];
    const std::vector<PlannedSession> sessions = sessions_on(sheet, day);
    for (std::size_t n = 0; n < sessions.size(); ++n) {
      calendar.day(board.date(day),
                   {fmt::format("{}-{}", id("training", day), n + 1),
                    fmt::format("{}, {}", sessions[n].name, with_unit(sessions[n].load, load_unit)), about});
    }
    if (load > 0.0 && sessions.empty())
      calendar.day(board.date(day), {id("training", day), tr("Training, {}", with_unit(load, load_unit)), about});
  }
  for (const int day : sheet.tests) calendar.day(board.date(day), {id("test", day), tr("Test"), about});
  for (const int day : sheet.ill) calendar.day(board.date(day), {id("illness", day), tr("Ill"), about});
  std::string aim = tr("Race day") + std::string("\n");
  if (board.target_performance) aim += tr("Aim {}", with_unit(*board.target_performance, performance_unit)) + "\n";
  calendar.day(board.date(board.target), {"target", race_name(board), aim + about});
  for (std::size_t e = 0; e < board.events.size(); ++e) {
    const BoardEvent& event = board.events[e];
    calendar.day(board.date(event.day),
                 {fmt::format("event-{}", e + 1), event.name, tr("{} event", letter_of(event)) + "\n" + about});
  }
  add_trip_days(calendar, board, sheet, about);
  add_flights(calendar, sheet, about);
  calendar.line("END", "VCALENDAR");
  return calendar.take();
}

}  // namespace formcast
