#pragma once

#include <Eigen/Dense>
#include <string>
#include <vector>

#include "sim/history/history.hpp"

namespace formcast {

/// One athlete of the shipped histories.
struct RealSeries {
  std::vector<double> load;
  std::vector<Test> tests;
};

inline const AthleteHistory& shipped_athlete(const std::string& file, std::size_t index) {
  static std::map<std::string, History> read;
  const auto at = read.find(file);
  const History& history =
      at != read.end() ? at->second : read.emplace(file, read_history(FORMCAST_SCENARIOS "/" + file)).first->second;
  return history.athletes.at(index);
}

/// Busso 2017's subject 1, 2 or 3: 109 days, 45 or 46 tests, next-day timing.
inline RealSeries busso_subject(int subject) {
  const AthleteHistory& a = shipped_athlete("busso_2017.csv", static_cast<std::size_t>(subject - 1));
  return {a.load, a.tests};
}

}  // namespace formcast
