#pragma once

#include <filesystem>
#include <optional>

#include "viewer/desk/board.hpp"

namespace formcast {

inline constexpr Week kUsualWeek{100, 80, 0, 120, 90, 200, 10};

/// Four weeks from Monday, 2 May 2016, one plan of the usual week with a test; race day is the last Saturday.
inline Board small_board() {
  Scenario scenario;
  scenario.title = "four weeks";
  scenario.start = date::sys_days{date::year{2016} / 5 / 2};
  scenario.days = 28;
  scenario.target.date = scenario.start + date::days{26};
  scenario.seed = 3;
  Plan plan;
  plan.name = "usual";
  plan.blocks.emplace_back();
  plan.tests.push_back({scenario.start + date::days{9}, 15.0});
  scenario.plans = {plan};
  return board_of(scenario, kUsualWeek);
}

/// Blocks of a plan on the usual week.
inline Block block_of(std::optional<int> weeks, double load, double ramp = 0.0, int recovery_every = 0) {
  Block block;
  block.weeks = weeks;
  block.load = load;
  block.ramp = ramp;
  block.recovery_every = recovery_every;
  return block;
}

inline std::filesystem::path shipped(const char* name) { return std::filesystem::path(FORMCAST_SCENARIOS) / name; }

}  // namespace formcast
