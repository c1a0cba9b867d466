#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viewer/compute/results_source.hpp"

namespace formcast {

/// How athletes are sorted.
struct SquadOrder {
  enum class By { kAthlete, kBestPlan, kBest, kRange, kPlan };
  By by = By::kAthlete;
  std::size_t plan = 0;  ///< of kPlan
  bool down = false;     ///< descending
  bool operator==(const SquadOrder&) const = default;
};

/// All athletes of a results file under all plans, on the target day. With an aim plans are judged by its chance,
/// without one by the typical performance. Knows nothing of pixels.
class Squad {
 public:
  explicit Squad(ResultsOverview overview);

  const ResultsHeader& header() const { return overview_.header; }
  std::size_t athletes() const { return header().athletes.size(); }
  std::size_t plans() const { return header().plans.size(); }
  bool has_aim() const { return header().target_performance.has_value(); }
  /// Whether the file holds any results of the athlete; a shard of a run holds some athletes only.
  bool has(std::size_t athlete) const { return best(athlete).has_value(); }
  const Quantiles& target(std::size_t athlete, std::size_t plan) const {
    return overview_.target[athlete * plans() + plan];
  }
  /// Of the aim; NaN without one.
  double chance(std::size_t athlete, std::size_t plan) const;
  /// The plan with the best chance; where chances are equal, and without an aim, with the best typical performance.
  std::optional<std::size_t> best(std::size_t athlete) const { return best_[athlete]; }

  /// Whether that plan is better than each of the others by a worthwhile change (verdict); nothing where the file does
  /// not hold it, and for a single plan.
  std::optional<bool> clear(std::size_t athlete) const;
  /// The best plan's name, or "too close to call".
  std::string best_text(std::size_t athlete) const;

  /// How much a plan stands out on the heat map, 0 to 1: the chance of the aim; without one, by how many per cent the
  /// plan is above the athlete's lowest, relative to the largest such gain. NaN where nothing is known.
  double heat(std::size_t athlete, std::size_t plan) const;
  /// The gain at 1 [%].
  double heat_high() const { return has_aim() ? 100.0 : most_; }

  /// "93 %", or without an aim "358"; "" where nothing is known.
  std::string cell_text(std::size_t athlete, std::size_t plan) const;
  /// "337 to 384", of the best plan: 90 of 100 members.
  std::string range_text(std::size_t athlete) const;

  /// Athletes whose names hold all words of `search`, in order; those without results come last.
  std::vector<std::size_t> rows(const std::string& search, const SquadOrder& order) const;

 private:
  double above_lowest(std::size_t athlete, std::size_t plan) const;
  bool before(std::size_t a, std::size_t b, const SquadOrder& order) const;

  ResultsOverview overview_;
  std::vector<std::optional<std::size_t>> best_;
  double most_ = 0.0;
};

}  // namespace formcast
