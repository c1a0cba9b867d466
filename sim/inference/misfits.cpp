// Robust outlier rules on log values: each test against its neighbours, each load against the other training days.
// Relies on tests sorted by day and performances > 0. Costs a few medians a test; the scatter and the usual loads are
// found once an athlete.
#include "sim/inference/misfits.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>
#include <span>
#include <utility>

#include "sim/base/median.hpp"

namespace formcast {
namespace {

constexpr double kMadToSd = 1.4826;                                  // of a normal distribution
constexpr double kZ90 = 1.6449;                                      // 90 % of it lie within
constexpr std::array kTypos{10.0, 0.1, 100.0, 0.01, 1000.0, 0.001};  // misread decimal marks included

/// The largest power of ten, at most 1, that a value is a multiple of, to seven digits.
double step_of(double value) {
  double step = std::min(1.0, std::pow(10.0, std::floor(std::log10(value))));
  for (int digits = 0; digits < 6; ++digits, step /= 10.0) {
    const double steps = value / step;
    if (std::abs(steps - std::round(steps)) < 1e-6 * std::max(1.0, steps)) break;
  }
  return step;
}

/// The expectation of a test from the others, on logarithms.
struct Expected {
  double log_value = 0.0;
  double distance = 0.0;  ///< from it to the test
};

/// A test among others, on logarithms.
struct Point {
  double day = 0.0;
  double log_value = 0.0;
};

/// Theil-Sen line: the median slope of all pairs, through the median residual.
double line_at(std::span<const Point> points, double day) {
  std::vector<double> slopes, levels;
  for (std::size_t a = 0; a < points.size(); ++a) {
    for (std::size_t b = a + 1; b < points.size(); ++b) {
      slopes.push_back((points[b].log_value - points[a].log_value) / (points[b].day - points[a].day));
    }
  }
  const double slope = median(std::move(slopes));
  for (const Point& p : points) levels.push_back(p.log_value + slope * (day - p.day));
  return median(std::move(levels));
}

/// The nearest tests in the record's order, the test itself left out.
std::vector<Point> neighbours(const std::vector<Point>& tests, std::size_t i) {
  constexpr std::size_t kMost = 8;
  const std::size_t n = tests.size(), wanted = std::min(kMost, n - 1);
  const std::size_t first = std::min(i - std::min(i, wanted / 2), n - 1 - wanted);
  std::vector<Point> near;
  for (std::size_t j = first; j <= first + wanted; ++j) {
    if (j != i) near.push_back(tests[j]);
  }
  return near;
}

Expected expect(const std::vector<Point>& tests, std::size_t i) {
  const std::vector<Point> near = neighbours(tests, i);
  // A level, from any number of neighbours.
  std::vector<double> levels;
  for (const Point& p : near) levels.push_back(p.log_value);
  Expected best{median(std::move(levels)), 0.0};
  best.distance = tests[i].log_value - best.log_value;
  if (near.size() < 4) return best;
  // A line where there are enough; the nearer one counts, so that a trend is no misfit.
  const double line = line_at(near, tests[i].day), off = tests[i].log_value - line;
  return std::abs(off) < std::abs(best.distance) ? Expected{line, off} : best;
}

/// All tests of an athlete, judged together.
class TestJudge {
 public:
  explicit TestJudge(const AthleteHistory& athlete) : athlete_(athlete) {
    if (athlete.tests.size() < 2) return;  // nothing to compare with
    for (const Test& t : athlete.tests) tests_.push_back({static_cast<double>(t.day), std::log(t.performance)});
    for (std::size_t i = 0; i < tests_.size(); ++i) expected_.push_back(expect(tests_, i));
    scatter_ = scatter();
    for (std::size_t i = 0; i < tests_.size(); ++i) steps_.push_back(step_of(value(i)));
  }

  std::optional<Misfit> judge(std::size_t i) const {
    if (tests_.empty()) return std::nullopt;
    const double others_step = step_without(i);
    // Far off, or a typo explains it; among a few tests only a leap counts.
    const bool judged = tests_.size() >= kEnough;
    const bool off = judged && (std::abs(score(i, others_step)) >= far() || mistyped(i, others_step));
    if (!off && !leaps(i, others_step)) return std::nullopt;
    // What lies inside its own 90 % interval is no misfit after all.
    const double likely = std::exp(expected_[i].log_value),
                 sd = with_error(i, std::hypot(scatter_, others_step / likely));
    if (std::abs(expected_[i].distance) <= kZ90 * sd) return std::nullopt;
    Misfit misfit;
    misfit.day = athlete_.tests[i].day;
    if (athlete_.tests[i].line > 0) misfit.lines.push_back(athlete_.tests[i].line);
    misfit.value = value(i);
    misfit.score = score(i, others_step);
    misfit.low = likely * std::exp(-kZ90 * sd);
    misfit.high = likely * std::exp(kZ90 * sd);
    if (const double factor = nearest_typo(i); factor != 1.0) misfit.if_mistyped = value(i) * factor;
    return misfit;
  }

 private:
  static constexpr std::size_t kEnough = 4;  // tests
  static constexpr double kFarIfMistyped = 3.0;
  static constexpr double kSuspect = 4.0;  // left out of the range of the others

  double value(std::size_t i) const { return athlete_.tests[i].performance; }

  /// Stricter with few tests, whose scatter is less certain.
  double far() const { return 6.0 * (1.0 + 4.0 / static_cast<double>(tests_.size())); }

  /// The usual distance of a test from its expectation. A few tests may agree by chance: three that scatter by 5 % are
  /// added. No test is taken as more precise than 1 %.
  double scatter() const {
    if (tests_.size() < kEnough) return 0.05;
    std::vector<double> distances;
    for (const Expected& e : expected_) distances.push_back(std::abs(e.distance));
    const double own = kMadToSd * median(std::move(distances)), n = static_cast<double>(tests_.size());
    return std::max(0.01, std::sqrt((n * own * own + 3.0 * 0.05 * 0.05) / (n + 3.0)));
  }

  double step_without(std::size_t i) const {
    double step = 1.0;
    for (std::size_t j = 0; j < steps_.size(); ++j) {
      if (j != i) step = std::min(step, steps_[j]);
    }
    return step;
  }

  /// Scatter with the scale's resolution: on a rating a step is a large part of a small value.
  double spread(std::size_t i, double step) const {
    const double part = step / std::min(value(i), std::exp(expected_[i].log_value));
    return with_error(i, std::hypot(scatter_, part));
  }

  /// Scatter with the error that a derived test has of its own.
  double with_error(std::size_t i, double sd) const {
    const Test& test = athlete_.tests[i];
    return test.derived() ? std::hypot(sd, test.error / test.performance) : sd;
  }

  double score(std::size_t i, double step) const { return expected_[i].distance / spread(i, step); }

  /// The typo whose correction brings a test nearest to its expectation, at least to half the distance; else 1.
  double nearest_typo(std::size_t i) const {
    double best = 1.0, off = 0.5 * std::abs(expected_[i].distance);
    for (const double factor : kTypos) {
      const double left = std::abs(expected_[i].distance + std::log(factor));
      if (left < off) best = factor, off = left;
    }
    return best;
  }

  /// Whether a test is outside the range of all unsuspicious ones and correcting a typo would bring it inside.
  bool mistyped(std::size_t i, double step) const {
    const double factor = nearest_typo(i);
    if (factor == 1.0) return false;
    // More decimals than any other test: then being outside is enough.
    const bool too_fine = steps_[i] < 0.5 * step;
    const double outside = too_fine ? 1.0 : 1.3;
    // The range of the unsuspicious.
    double low = std::numeric_limits<double>::infinity(), high = 0.0;
    for (std::size_t j = 0; j < tests_.size(); ++j) {
      if (j == i || std::abs(score(j, step)) >= kSuspect) continue;
      low = std::min(low, value(j)), high = std::max(high, value(j));
    }
    const double undone = value(i) * factor;
    if (undone < low / 1.3 || undone > high * 1.3) return false;
    if (value(i) <= high * outside && value(i) >= low / outside) return false;
    return too_fine || std::abs(score(i, step)) >= kFarIfMistyped;
  }

  /// Few tests show no usual scatter, but six times the others is a typo all the same, unless the scale has few steps.
  bool leaps(std::size_t i, double step) const {
    constexpr double kLeap = 6.0, kFewSteps = 20.0;
    constexpr std::size_t kFew = 8;
    if (tests_.size() >= kFew) return false;
    const double smaller = std::min(value(i), std::exp(expected_[i].log_value));
    return std::abs(expected_[i].distance) >= std::log(kLeap) && smaller >= kFewSteps * step;
  }

  const AthleteHistory& athlete_;
  std::vector<Point> tests_;
  std::vector<Expected> expected_;
  std::vector<double> steps_;  ///< that each test is a multiple of
  double scatter_ = 0.0;
};

/// Loads of training days and where the usual ones begin and end.
struct UsualLoads {
  double median = 0.0;
  double low = 0.0, high = 0.0;  ///< of those that are no misfits

  bool too_large(double load) const { return load > high; }
  bool too_small(double load) const { return load < low; }
  bool implausible(double load) const { return load >= 20.0 * median && load >= 10.0 * high; }
};

/// Goes from the usual outwards and stops where the next load leaps. A tenth of all training days, if that is more
/// than two, is no typo: the athlete trains so.
UsualLoads usual_loads(const AthleteHistory& athlete) {
  constexpr std::size_t kEnough = 6;
  std::vector<double> loads;
  std::copy_if(athlete.load.begin(), athlete.load.end(), std::back_inserter(loads), [](double w) { return w > 0.0; });
  UsualLoads usual{0.0, 0.0, std::numeric_limits<double>::infinity()};
  if (loads.size() < kEnough) return usual;
  std::sort(loads.begin(), loads.end());
  usual.median = median(loads);
  usual.high = loads.back();
  usual.low = loads.front();
  const std::size_t most = std::max<std::size_t>(2, loads.size() / 10);
  // The innermost leap bounds the usual loads, above and below.
  for (std::size_t i = loads.size() - 1; i >= loads.size() - most; --i) {
    if (loads[i] >= 8.0 * usual.median && loads[i] >= 2.5 * loads[i - 1]) usual.high = loads[i - 1];
  }
  for (std::size_t i = 0; i < most; ++i) {
    if (loads[i] <= 0.01 * usual.median && loads[i] <= 0.1 * loads[i + 1]) usual.low = loads[i + 1];
  }
  return usual;
}

/// A day's load with one of its rows, or its only one, corrected: the smallest typo that makes it usual.
std::optional<double> load_if_mistyped(double total, std::span<const LoadRow> rows, const UsualLoads& usual) {
  const std::array whole{LoadRow{0, total, 0}};
  for (const double factor : kTypos) {
    for (const LoadRow& row : rows.empty() ? std::span<const LoadRow>(whole) : rows) {
      const double load = total - row.load + row.load * factor;
      if (load >= usual.low && load <= 1.2 * usual.high) return load;
    }
  }
  return std::nullopt;
}

/// Robust standard deviations between a load and the usual one, both on logarithms.
double load_score(const AthleteHistory& athlete, double load, double usual) {
  std::vector<double> distances;
  for (const double w : athlete.load) {
    if (w > 0.0) distances.push_back(std::abs(std::log(w / usual)));
  }
  constexpr double kLeast = 0.2;  // for training days that are all alike
  return std::log(load / usual) / std::max(kLeast, kMadToSd * median(std::move(distances)));
}

std::optional<Misfit> judge_load(const AthleteHistory& athlete, int day, const UsualLoads& usual) {
  const double load = athlete.load[static_cast<std::size_t>(day)];
  if (!(load > 0.0) || (!usual.too_large(load) && !usual.too_small(load))) return std::nullopt;
  Misfit misfit;
  misfit.kind = Misfit::Kind::kLoad;
  misfit.day = day;
  misfit.value = load;
  misfit.low = usual.low;
  misfit.high = usual.high;
  misfit.score = load_score(athlete, load, usual.median);
  misfit.implausible = usual.implausible(load);
  // Neither std::ranges::equal_range nor a subrange compiles with clang and the library of GCC 12 (tools/fuzz).
  const auto first = std::ranges::lower_bound(athlete.load_rows, day, {}, &LoadRow::day);
  const auto last = std::ranges::upper_bound(athlete.load_rows, day, {}, &LoadRow::day);
  for (auto row = first; row != last; ++row) misfit.lines.push_back(row->line);
  misfit.if_mistyped = load_if_mistyped(load, {first, last}, usual);
  return misfit;
}

}  // namespace

std::vector<Misfit> find_misfits(const AthleteHistory& athlete) {
  std::vector<Misfit> misfits;
  const TestJudge judge(athlete);
  for (std::size_t i = 0; i < athlete.tests.size(); ++i) {
    if (auto misfit = judge.judge(i)) misfits.push_back(std::move(*misfit));
  }
  const UsualLoads usual = usual_loads(athlete);
  for (int day = 0; day < athlete.days(); ++day) {
    if (auto misfit = judge_load(athlete, day, usual)) misfits.push_back(std::move(*misfit));
  }
  return misfits;
}

AthleteHistory without_implausible_loads(AthleteHistory athlete) {
  const UsualLoads usual = usual_loads(athlete);
  for (double& load : athlete.load) {
    if (load > 0.0 && usual.too_large(load) && usual.implausible(load)) load = std::numeric_limits<double>::quiet_NaN();
  }
  return athlete;
}

AthleteHistory without(AthleteHistory athlete, const Misfit& misfit) {
  if (misfit.kind == Misfit::Kind::kLoad) {
    athlete.load[static_cast<std::size_t>(misfit.day)] = std::numeric_limits<double>::quiet_NaN();
  } else {
    std::erase_if(athlete.tests, [&](const Test& test) { return test.day == misfit.day; });
  }
  return athlete;
}

}  // namespace formcast
