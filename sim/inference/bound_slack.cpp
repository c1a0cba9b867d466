// What bounds mean, learned from the tests beside them: a bank of the local level for each slack, weighted by evidence.
// Relies on: tests and bounds in order of time. Costs: six banks of one shape, a millisecond for fifty tests.
#include "sim/inference/bound_slack.hpp"

#include <algorithm>
#include <cmath>

namespace formcast {
namespace {

/// A slack, the evidence for it, and the offset's mean and mean square.
struct Hypothesis {
  double slack = 0.0, log_evidence = 0.0, offset = 0.0, square = 0.0;
};

/// The local level with an offset that tests do not have: a deviation that fades in 10^9 days.
FilterBank<2, 1> level_with_offset(const AthleteScale& scale, std::span<const NoiseLevel> noise) {
  constexpr double kOffsetSd = 0.02, kHardlyFades = 1.0 - 1e-9;
  const double p = scale.performance;
  const std::array prior{independent<2>(Vector<2>(p, 0.0), Vector<2>(kBaselineSd * p, kOffsetSd * p))};
  const std::array<double, 1> log_prior{0.0};
  const std::array<FilterBank<2, 1>::Decay, 1> decay{{{kHardlyFades}}};
  BankOptions options;
  options.gross_errors = kSlips;
  return {prior, log_prior, noise, decay, options};
}

Hypothesis suppose(const Record& record, const AthleteScale& scale, std::span<const NoiseLevel> noise, double slack) {
  FilterBank<2, 1> bank = level_with_offset(scale, noise);
  const std::array<Row<2>, 1> of_test{Row<2>(1.0, 0.0)}, of_bound{Row<2>(1.0, -1.0)};
  int day = 0;
  const auto walk_to = [&](int next) {
    bank.walk(next - day);
    day = next;
  };
  auto bound = record.bounds.begin();
  const auto bounds_until = [&](int last) {
    for (; bound != record.bounds.end() && bound->day <= last; ++bound) {
      walk_to(bound->day);
      bank.observe_bound(of_bound, bound->performance, bound->error, slack);
    }
  };
  for (const Test& test : record.tests) {
    bounds_until(test.day);
    walk_to(test.day);
    if (test.derived())
      bank.observe(of_test, test.performance, test.error);
    else
      bank.observe(of_test, test.performance);
  }
  bounds_until(record.days());
  Hypothesis h{slack, bank.log_evidence(), 0.0, 0.0};
  double mass = 0.0;
  for (const auto& node : bank.posterior()) {
    mass += node.share;
    h.offset += node.share * node.x.mean[1];
    h.square += node.share * (node.x.cov[2] + node.x.mean[1] * node.x.mean[1]);
  }
  h.offset /= mass;
  h.square /= mass;
  return h;
}

}  // namespace

std::vector<Test> best_bounds(const std::vector<Test>& bounds) {
  constexpr int kDays = 28;
  std::vector<Test> best;
  for (const Test& bound : bounds) {
    if (best.empty() || best.back().day / kDays != bound.day / kDays)
      best.push_back(bound);
    else if (bound.performance > best.back().performance)
      best.back() = bound;
  }
  return best;
}

BoundSlack learn_bound_slack(const Record& record, const AthleteScale& scale, const LogNormal& test_sd) {
  constexpr std::array kSlacks{0.01, 0.02, 0.04, 0.08, 0.16, 0.32};  // as likely as each other a priori
  const std::vector<NoiseLevel> noise = noise_levels(scale.performance, test_sd);
  std::vector<Hypothesis> all;
  for (const double slack : kSlacks) all.push_back(suppose(record, scale, noise, slack * scale.performance));
  const double best = std::ranges::max(all, {}, &Hypothesis::log_evidence).log_evidence;
  double total = 0.0, square = 0.0;
  BoundSlack learned;
  for (const Hypothesis& h : all) {
    const double weight = std::exp(h.log_evidence - best);
    total += weight;
    learned.mean += weight * h.slack;
    learned.offset += weight * h.offset;
    square += weight * h.square;
  }
  learned.mean /= total;
  learned.offset /= total;
  learned.offset_sd = std::sqrt(std::max(0.0, square / total - learned.offset * learned.offset));
  return learned;
}

Record with_bounds(Record record, const std::vector<Test>& bounds, const AthleteScale& scale,
                   const LogNormal& test_sd) {
  record.bounds = best_bounds(bounds);
  if (record.bounds.empty()) return record;
  const BoundSlack learned = learn_bound_slack(record, scale, test_sd);
  record.slack = learned.mean;
  const double in_common = std::sqrt(static_cast<double>(record.bounds.size())) * learned.offset_sd;
  for (Test& bound : record.bounds) {
    bound.performance += learned.offset;
    bound.error = std::hypot(bound.error, in_common);
  }
  return record;
}

}  // namespace formcast
