#include "viewer/squad/squad.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "sim/base/language.hpp"
#include "sim/planning/verdict.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/squad/search.hpp"

namespace formcast {
namespace {

constexpr double kNothing = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t kMedian = 2;

double typical(const Quantiles& target) { return static_cast<double>(target[kMedian]); }

}  // namespace

Squad::Squad(ResultsOverview overview) : overview_(std::move(overview)) {
  for (std::size_t a = 0; a < athletes(); ++a) {
    std::optional<std::size_t> best;
    const auto merit = [&](std::size_t plan) {
      return std::tuple(has_aim() ? chance(a, plan) : 0.0, typical(target(a, plan)));
    };
    for (std::size_t p = 0; p < plans(); ++p) {
      if (!std::isfinite(typical(target(a, p)))) continue;
      if (!best || merit(p) > merit(*best)) best = p;
    }
    best_.push_back(best);
    for (std::size_t p = 0; best && p < plans(); ++p) {
      if (const double above = above_lowest(a, p); above > most_) most_ = above;
    }
  }
}

std::optional<bool> Squad::clear(std::size_t athlete) const {
  if (overview_.worthwhile.empty() || plans() < 2 || !has(athlete)) return std::nullopt;
  const std::size_t best = *best_[athlete];
  for (std::size_t p = 0; p < plans(); ++p) {
    if (p == best || !std::isfinite(typical(target(athlete, p)))) continue;
    const std::size_t at = (athlete * plans() + best) * plans() + p;
    PairResult pair;
    pair.probability_worthwhile = overview_.worthwhile[at];
    pair.probability_alike = overview_.alike[at];
    if (verdict(pair) != Verdict::kBetter) return false;
  }
  return true;
}

std::string Squad::best_text(std::size_t athlete) const {
  if (!has(athlete)) return "";
  return clear(athlete).value_or(true) ? header().plans[*best(athlete)] : tr("too close to call");
}

double Squad::chance(std::size_t athlete, std::size_t plan) const {
  return has_aim() ? static_cast<double>(overview_.chance[athlete * plans() + plan]) : kNothing;
}

double Squad::above_lowest(std::size_t athlete, std::size_t plan) const {
  double lowest = kNothing;
  for (std::size_t p = 0; p < plans(); ++p) lowest = std::fmin(lowest, typical(target(athlete, p)));
  return 100.0 * (typical(target(athlete, plan)) - lowest) / std::abs(lowest);
}

double Squad::heat(std::size_t athlete, std::size_t plan) const {
  if (has_aim()) return chance(athlete, plan);
  const double above = above_lowest(athlete, plan);
  return most_ > 0.0 && std::isfinite(above) ? above / most_ : std::isfinite(above) ? 0.0 : kNothing;
}

std::string Squad::cell_text(std::size_t athlete, std::size_t plan) const {
  const double value = has_aim() ? chance(athlete, plan) : typical(target(athlete, plan));
  if (!std::isfinite(value)) return "";
  return has_aim() ? fmt::format("{:.0f} %", 100.0 * value) : with_unit(value, "");
}

std::string Squad::range_text(std::size_t athlete) const {
  if (!has(athlete)) return "";
  const Quantiles& of = target(athlete, *best(athlete));
  return tr("{} to {}", with_unit(static_cast<double>(of.front()), ""), with_unit(static_cast<double>(of.back()), ""));
}

/// For athletes with results only.
bool Squad::before(std::size_t a, std::size_t b, const SquadOrder& order) const {
  const auto value = [&](std::size_t athlete) {
    const std::size_t best = *best_[athlete];
    const Quantiles& of = target(athlete, best);
    switch (order.by) {
      case SquadOrder::By::kBest:
        return typical(of);
      case SquadOrder::By::kRange:
        return static_cast<double>(of.back()) - static_cast<double>(of.front());
      case SquadOrder::By::kPlan:
        return has_aim() ? chance(athlete, order.plan) : typical(target(athlete, order.plan));
      default:
        return static_cast<double>(best);
    }
  };
  const std::vector<std::string>& names = header().athletes;
  if (order.by == SquadOrder::By::kAthlete) {
    return order.down ? name_before(names[b], names[a]) : name_before(names[a], names[b]);
  }
  const double x = value(a), y = value(b);
  if (std::isfinite(x) != std::isfinite(y)) return std::isfinite(x);
  if (std::isfinite(x) && x != y) return order.down ? x > y : x < y;
  return name_before(names[a], names[b]);
}

std::vector<std::size_t> Squad::rows(const std::string& search, const SquadOrder& order) const {
  std::vector<std::size_t> found;
  for (std::size_t a = 0; a < athletes(); ++a) {
    if (matches(header().athletes[a], search)) found.push_back(a);
  }
  std::ranges::stable_sort(found, [&](std::size_t a, std::size_t b) {
    if (has(a) != has(b)) return has(a);
    if (!has(a)) return name_before(header().athletes[a], header().athletes[b]);
    return before(a, b, order);
  });
  return found;
}

}  // namespace formcast
