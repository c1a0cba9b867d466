#include "sim/scenario/plan.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace formcast {
namespace {

/// What week n = 0, 1, ... of a block carries, relative to its first.
double week_factor(const Block& block, int n) {
  const int recoveries = block.recovery_every > 0 ? n / block.recovery_every : 0;
  double factor = 1.0;
  for (int loading = 0; loading < n - recoveries; ++loading) factor *= 1.0 + block.ramp;
  const bool recovery = block.recovery_every > 0 && (n + 1) % block.recovery_every == 0;
  return recovery ? factor * block.recovery_load : factor;
}

/// Writes one block from day `begin`, which may lie before the first, and returns the day after it.
int add_block(const Block& block, int begin, Date start, const Week& usual, std::vector<double>& load) {
  const int left = static_cast<int>(load.size()) - begin;
  const int end = begin + (block.weeks ? std::min(*block.weeks, left / 7 + 1) * 7 : left);
  const Week& pattern = block.week ? *block.week : usual;
  int day = begin;
  for (; day < std::min(end, begin + left); ++day) {
    if (day < 0) continue;
    const double factor = block.load * week_factor(block, (day - begin) / 7);
    load[static_cast<std::size_t>(day)] = pattern[weekday(start + date::days{day})] * factor;
  }
  return day;
}

/// e^x for 0 <= x <= 4 to the last digits of a double. The C library's differs in the last bit from one
/// platform to the next, and the loads of a plan must not; all terms are positive, so nothing cancels.
double exp_by_series(double x) {
  double sum = 1.0, term = 1.0;
  for (int n = 1; n <= 40; ++n) {
    term *= x / n;
    sum += term;
  }
  return sum;
}

}  // namespace

double taper_factor(const Taper& taper, int t) {
  const double share = static_cast<double>(t) / taper.days;
  if (t == taper.days || taper.shape == Taper::Shape::kStep) return taper.to;
  if (taper.shape == Taper::Shape::kLinear) return 1.0 - (1.0 - taper.to) * share;
  const double end = 1.0 / exp_by_series(4.0);
  return taper.to + (1.0 - taper.to) * (1.0 / exp_by_series(4.0 * share) - end) / (1.0 - end);
}

std::vector<double> daily_loads(const Plan& plan, Date start, int days, Date target, const Week& usual) {
  std::vector<double> load(static_cast<std::size_t>(std::max(days, 0)), 0.0);
  int begin = plan.begin ? static_cast<int>((*plan.begin - start).count()) : 0;
  const Week& until = !plan.blocks.empty() && plan.blocks[0].week ? *plan.blocks[0].week : usual;
  for (int day = 0; day < std::min(begin, days); ++day) {
    load[static_cast<std::size_t>(day)] = until[weekday(start + date::days{day})];
  }
  for (bool more = true; more;) {
    const int round = begin;
    for (const Block& block : plan.blocks) begin = add_block(block, begin, start, usual, load);
    more = plan.repeat && begin > round && begin < days;
  }
  const auto day = [&](Date date) -> double* {
    const auto index = (date - start).count();
    return index >= 0 && index < days ? &load[static_cast<std::size_t>(index)] : nullptr;
  };
  if (plan.taper) {
    for (int t = 1; t <= plan.taper->days; ++t) {
      double* planned = day(target - date::days{plan.taper->days - t + 1});
      if (planned != nullptr) *planned *= taper_factor(*plan.taper, t);
    }
  }
  if (double* race = day(target)) *race = 0.0;
  for (const PlannedTest& test : plan.tests) {
    if (double* planned = day(test.date)) *planned += test.load;
  }
  for (const Override& change : plan.overrides) {
    if (double* planned = day(change.date)) *planned = change.load;
  }
  return load;
}

}  // namespace formcast
