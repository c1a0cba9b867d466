#include "sim/twin/twin_output.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <system_error>
#include <vector>

#include "sim/base/counted.hpp"
#include "sim/base/input_error.hpp"
#include "sim/twin/twin_record.hpp"

namespace formcast {
namespace {

namespace fs = std::filesystem;

/// Nothing for an unreadable twin: its own error advises to recalibrate.
std::optional<Twin> updated_twin(const fs::path& path) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return std::nullopt;
  try {
    Twin twin = read_twin(path);
    if (!twin.updates.empty()) return twin;
  } catch (const InputError&) {
  }
  return std::nullopt;
}

/// The days whose load, test or lower bound is missing from another record.
struct Lost {
  std::vector<Date> loads;
  std::vector<Date> tests;
  std::vector<Date> bounds;
};

Lost lost(const AthleteHistory& of, const AthleteHistory& in) {
  const auto offset = (of.start - in.start).count();
  const auto holds_load = [&](std::ptrdiff_t day) {
    return day >= 0 && day < in.days() && !std::isnan(in.load[static_cast<std::size_t>(day)]);
  };
  Lost found;
  for (int day = 0; day < of.days(); ++day) {
    const bool known = !std::isnan(of.load[static_cast<std::size_t>(day)]);
    if (known && !holds_load(day + offset)) found.loads.push_back(of.date(day));
  }
  const auto holds = [&](const std::vector<Test>& tests, int day) {
    return std::ranges::find(tests, day + static_cast<int>(offset), &Test::day) != tests.end();
  };
  for (const Test& test : of.tests) {
    if (!holds(in.tests, test.day)) found.tests.push_back(of.date(test.day));
  }
  for (const Test& bound : of.bounds) {  // a test as high takes the place of a bound
    if (!holds(in.bounds, bound.day) && !holds(in.tests, bound.day)) found.bounds.push_back(of.date(bound.day));
  }
  return found;
}

}  // namespace

std::string twin_digest(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored) ? digest(read_text(path)) : std::string();
}

void write_twin(const fs::path& path, const Twin& twin, const std::string& before) {
  const std::string text = to_json(twin);
  try {
    parse_twin(text, path);
  } catch (const InputError& error) {
    throw InputError(
        fmt::format("internal error: the twin of {} could not be read again, so it was not written and any "
                    "older one is unchanged; please report it: {}",
                    twin.athlete, error.what()));
  }
  if (twin_digest(path) != before) {
    throw NotNow({path.string()}, "was changed by another program meanwhile and not replaced; try again");
  }
  write_text(path, text);
}

void TwinWriter::write(const fs::path& path, const Twin& twin, const std::string& before) {
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) {
    if (const auto other = written_.find({status.st_dev, status.st_ino}); other != written_.end()) {
      throw InputError({path.string()},
                       fmt::format("is the file of {} on this disk, so the twin of {} was not written; "
                                   "give one of the two another name",
                                   other->second, twin.athlete));
    }
  }
  write_twin(path, twin, before);
  if (::stat(path.c_str(), &status) == 0) written_.emplace(std::pair(status.st_dev, status.st_ino), twin.athlete);
}

std::string lost_updates(const fs::path& path, const AthleteHistory& athlete, const std::string& file) {
  const std::optional<Twin> twin = updated_twin(path);
  if (!twin) return {};
  const Lost gone = lost(history_of(*twin), athlete);
  std::vector<Date> all = gone.loads;
  all.insert(all.end(), gone.tests.begin(), gone.tests.end());
  all.insert(all.end(), gone.bounds.begin(), gone.bounds.end());
  if (all.empty()) return {};
  const auto [first, last] = std::ranges::minmax(all);
  const std::string bounds =
      gone.bounds.empty() ? "" : fmt::format(" and {}", counted(gone.bounds.size(), "lower bound"));
  return fmt::format("{} and {}{} that it knows from {} ({} to {}) are not in {}", counted(gone.loads.size(), "load"),
                     counted(gone.tests.size(), "test"), bounds, counted(twin->updates.size(), "update"), iso(first),
                     iso(last), file);
}

}  // namespace formcast
