#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/ensemble/plan_noise.hpp"
#include "sim/scenario/plan.hpp"

namespace formcast {

struct Target {
  Date date;                          ///< one of the scenario's days; the last when the file names none
  std::optional<double> performance;  ///< [performance unit]
  /// Smallest worthwhile difference between plans [performance unit]; empty: what the athlete's own tests can resolve.
  std::optional<double> worthwhile;
  std::string name{};  ///< the race's; empty: none
};

/// A further event beside the target, which is the event of priority A. Results do not depend on it.
struct Event {
  enum class Priority { kB, kC };
  static constexpr std::array<std::string_view, 2> kPriorities{"B", "C"};  // as files name them
  Date date;                                                               ///< one of the scenario's days
  std::string name;
  Priority priority = Priority::kB;
};

/// One or more plans for the same athletes and days.
struct Scenario {
  std::string source;  ///< file name without its folder
  std::string text;    ///< the file as it was read
  std::string title;
  std::vector<std::filesystem::path>
      twins;  ///< what `athletes` names, globs resolved, sorted, no duplicates, >= 1 where needed
  Date start;
  int days = 0;
  Target target;
  std::vector<Event> events;  ///< ascending by date
  int members = 10000;
  std::optional<std::uint64_t> seed;  ///< no default: the command line or the file must give it
  PlanNoise noise;
  std::optional<TravelHabits> travel;  ///< home and habits; there when any plan has trips
  std::vector<Plan> plans;

  /// Whether any plan has trips.
  bool travels() const;
};

/// Whether the scenario's twin files must exist.
enum class Athletes { kNeeded, kNotRead };

/// Reads a scenario TOML (docs/scenario.md). Throws InputError naming file, line, column and what was expected;
/// an unknown key is an error that names the nearest known one. Paths are relative to the scenario's folder.
Scenario read_scenario(const std::filesystem::path& path, Athletes athletes = Athletes::kNeeded);

/// The same for text already read; `path` names it in messages and is where relative paths start.
Scenario parse_scenario(std::string text, const std::filesystem::path& path, Athletes athletes = Athletes::kNeeded);

}  // namespace formcast
