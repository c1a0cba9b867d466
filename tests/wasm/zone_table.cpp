// Prints every time zone: a line for each change of clocks in some years, and a digest of its offsets
// in all of them. Compiled for this machine and for the browser, whose zones have another source.
#include <fmt/format.h>

#include <string>

#include "sim/base/input_error.hpp"
#include "sim/base/zones.hpp"

namespace formcast {
namespace {

using std::chrono::minutes;

constexpr int kYears[] = {1975, 1993, 2000, 2007, 2011, 2016, 2024, 2036};

Instant midnight(int year, unsigned month, unsigned day) {
  return date::sys_days{date::year{year} / date::month{month} / date::day{day}};
}

std::string half_months(const std::string& zone) {
  std::string offsets;
  for (int year = 1990; year <= kLastZoneYear; ++year) {
    for (unsigned month = 1; month <= 12; ++month) {
      for (const unsigned day : {1u, 16u}) {
        offsets += fmt::format("{} ", utc_offset(zone, midnight(year, month, day)).count());
      }
    }
  }
  return digest(offsets);
}

std::string reading(const std::string& zone, LocalTime at) {
  const ClockReading read = read_clock(zone, at);
  const auto number = [](auto time) { return time.time_since_epoch().count(); };
  return fmt::format(" {}:{},{},{},{}", static_cast<int>(read.kind), number(read.first), number(read.second),
                     number(read.gap_begin), number(read.gap_end));
}

/// The last minute before a change and what clocks show around it, before, after, and between the two.
void print_change(const std::string& zone, Instant low, Instant high) {
  const minutes before = utc_offset(zone, low);
  while (high - low > minutes{1}) {
    const Instant middle = low + (high - low) / 2;
    (utc_offset(zone, middle) == before ? low : high) = middle;
  }
  const minutes after = utc_offset(zone, high);
  std::string line =
      fmt::format("{} {} {}>{}", zone, iso(LocalTime{low.time_since_epoch()}), before.count(), after.count());
  for (const minutes shown : {before, after, (before + after) / 2}) {
    for (const int apart : {-90, -1, 0, 1, 90})
      line += reading(zone, LocalTime{low.time_since_epoch() + shown + minutes{apart}});
  }
  fmt::print("{}\n", line);
}

void print_zone(const std::string& zone) {
  fmt::print("{} offsets {}\n", zone, half_months(zone));
  for (const int year : kYears) {
    const Instant end = midnight(year + 1, 1, 1);
    minutes before = utc_offset(zone, midnight(year, 1, 1));
    for (Instant at = midnight(year, 1, 2); at <= end; at += date::days{1}) {
      const minutes after = utc_offset(zone, at);
      if (after != before) print_change(zone, at - date::days{1}, at);
      before = after;
    }
  }
}

}  // namespace
}  // namespace formcast

int main() {
  for (const std::string& zone : formcast::zone_names()) formcast::print_zone(zone);
}
