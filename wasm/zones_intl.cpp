// Zones that JavaScript's Intl knows. It only gives what clocks show at a moment, so changes are found by bisection, a
// year at a time, and cached.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>

#include "sim/base/input_error.hpp"
#include "sim/base/zones.hpp"
#include "wasm/zone_names.hpp"

extern "C" {
// In zones_intl.js.
int formcast_zone_open(const char* name);
int formcast_zone_offset(int zone, double at);
char* formcast_zone_list();
}

namespace formcast {
namespace {

using std::chrono::minutes;

/// No two changes of clocks since 1970 are nearer to each other than a week.
constexpr std::int64_t kStep = 5 * 86400, kDay = 86400;

/// A time without a change of clocks, to where the next one begins [s since 1970].
struct Span {
  std::int64_t begin = 0;
  int offset = 0;  ///< [s]
};

struct Zone {
  int handle = -1;
  std::map<int, std::vector<Span>> years;
};

std::int64_t year_begin(int year) {
  return date::sys_seconds{date::sys_days{date::year{year} / 1 / 1}}.time_since_epoch().count();
}

int year_of(std::int64_t at) {
  const date::sys_seconds moment{std::chrono::seconds{at}};
  return static_cast<int>(date::year_month_day{date::floor<date::days>(moment)}.year());
}

int ask(const Zone& zone, std::int64_t at) { return formcast_zone_offset(zone.handle, static_cast<double>(at)); }

/// The first second after `low` with another offset than there; `high` has one.
std::int64_t change_between(const Zone& zone, std::int64_t low, std::int64_t high) {
  const int before = ask(zone, low);
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (ask(zone, middle) == before ? low : high) = middle;
  }
  return high;
}

const std::vector<Span>& spans_of(Zone& zone, int year) {
  const auto [found, is_new] = zone.years.try_emplace(year);
  std::vector<Span>& spans = found->second;
  if (!is_new) return spans;
  const std::int64_t end = year_begin(year + 1);
  std::int64_t at = year_begin(year);
  spans.push_back({at, ask(zone, at)});
  while (at < end) {
    const std::int64_t next = std::min(at + kStep, end);
    const int offset = ask(zone, next);
    if (offset != spans.back().offset) {
      const std::int64_t change = change_between(zone, at, next);
      if (change < end) spans.push_back({change, offset});
    }
    at = next;
  }
  return spans;
}

/// Those around a moment, a day to each side and more.
std::vector<Span> spans_about(Zone& zone, std::int64_t at) {
  const int first = year_of(at - 2 * kDay), last = year_of(at + 2 * kDay);
  std::vector<Span> spans = spans_of(zone, first);
  if (last == first) return spans;
  for (const Span& span : spans_of(zone, last)) {
    if (span.offset != spans.back().offset) spans.push_back(span);
  }
  return spans;
}

const std::vector<std::string>& listed() {
  static const std::vector<std::string> names = [] {
    const std::unique_ptr<char, void (*)(void*)> text(formcast_zone_list(), &std::free);
    std::vector<std::string> found;
    for (std::string_view rest = text.get(); !rest.empty();) {
      const std::size_t length = std::min(rest.find('\n'), rest.size());
      found.emplace_back(rest.substr(0, length));
      rest.remove_prefix(std::min(length + 1, rest.size()));
    }
    if (found.empty()) throw InputError("this browser lists no time zones; use one of 2022 or newer");
    std::sort(found.begin(), found.end());
    return found;
  }();
  return names;
}

/// Nothing where no zone has this name. Intl also takes other texts, such as "+01:00" and "europe/berlin".
Zone* find_zone(std::string_view name) {
  static std::map<std::string, Zone, std::less<>> asked;
  const auto found = asked.find(name);
  if (found != asked.end()) return found->second.handle < 0 ? nullptr : &found->second;
  const bool is_name = std::binary_search(kZoneNames.begin(), kZoneNames.end(), name) ||
                       std::binary_search(listed().begin(), listed().end(), name);
  if (!is_name) return nullptr;
  Zone& zone = asked.emplace(name, Zone{}).first->second;
  zone.handle = formcast_zone_open(std::string(name).c_str());
  return zone.handle < 0 ? nullptr : &zone;
}

Zone& zone_called(std::string_view name) {
  Zone* const zone = find_zone(name);
  if (zone == nullptr) throw InputError("\"" + std::string(name) + "\" is no IANA time zone");
  return *zone;
}

minutes in_minutes(std::int64_t seconds) { return date::floor<minutes>(std::chrono::seconds{seconds}); }

std::int64_t in_seconds(minutes since) { return std::chrono::seconds{since}.count(); }

}  // namespace

const std::vector<std::string>& zone_names() {
  static const std::vector<std::string> names = [] {
    std::vector<std::string> found = listed();
    for (const std::string_view name : kZoneNames) {
      if (!std::binary_search(listed().begin(), listed().end(), name) && knows_zone(name)) found.emplace_back(name);
    }
    std::sort(found.begin(), found.end());
    return found;
  }();
  return names;
}

bool knows_zone(std::string_view zone) { return find_zone(zone) != nullptr; }

minutes utc_offset(std::string_view zone, Instant at) {
  const std::int64_t moment = in_seconds(at.time_since_epoch());
  const std::vector<Span>& spans = spans_of(zone_called(zone), year_of(moment));
  const auto after = std::upper_bound(spans.begin(), spans.end(), moment,
                                      [](std::int64_t t, const Span& span) { return t < span.begin; });
  return in_minutes(std::prev(after)->offset);
}

ClockReading read_clock(std::string_view zone, LocalTime at) {
  const std::int64_t shown = in_seconds(at.time_since_epoch());
  const std::vector<Span> spans = spans_about(zone_called(zone), shown);
  std::vector<Instant> moments;
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const std::int64_t moment = shown - spans[i].offset;
    const bool begun = i == 0 || moment >= spans[i].begin;
    const bool over = i + 1 < spans.size() && moment >= spans[i + 1].begin;
    if (begun && !over) moments.emplace_back(at.time_since_epoch() - in_minutes(spans[i].offset));
  }
  if (moments.size() == 1) return {ClockReading::Kind::kOnce, moments[0], moments[0], {}, {}};
  if (moments.size() > 1) return {ClockReading::Kind::kTwice, moments[0], moments[1], {}, {}};
  // The first span that this time would come too early for: the clocks jumped over it where that one begins.
  const auto jumped =
      std::find_if(spans.begin() + 1, spans.end(), [&](const Span& span) { return shown < span.begin + span.offset; });
  const minutes jump = in_minutes(jumped->begin);
  return {ClockReading::Kind::kNever, Instant{jump}, Instant{jump},
          LocalTime{jump + in_minutes(std::prev(jumped)->offset)}, LocalTime{jump + in_minutes(jumped->offset)}};
}

}  // namespace formcast
