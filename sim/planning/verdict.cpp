#include "sim/planning/verdict.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sim/base/language.hpp"
#include "sim/base/table.hpp"

namespace formcast {
namespace {

std::string amount(float x, std::string_view unit) {
  const std::string number = localised(significant(static_cast<double>(x)));
  return unit.empty() || unit == "1" ? number : fmt::format("{} {}", number, unit);
}

std::string change(float x, std::string_view unit) { return fmt::format("{}{}", x > 0.0f ? "+" : "", amount(x, unit)); }

/// "on average +7.7 W (0.0 to +13.9)".
std::string size_text(const PairResult& pair, std::string_view unit) {
  return tr("on average {} ({} to {})", change(pair.difference_mean, unit), change(pair.difference[0], ""),
            change(pair.difference[4], ""));
}

}  // namespace

Verdict verdict(const PairResult& pair) {
  if (std::isnan(pair.probability_better)) return Verdict::kUnknown;
  if (std::isnan(pair.probability_worthwhile)) return Verdict::kUnclear;
  const float worse = 1.0f - pair.probability_worthwhile - pair.probability_alike;
  if (pair.probability_alike >= kSayAlike) return Verdict::kAlike;
  if (pair.probability_worthwhile >= kSayBetter) return Verdict::kBetter;
  if (worse >= kSayBetter) return Verdict::kWorse;
  return Verdict::kUnclear;
}

std::string of_100(float chance) {
  constexpr int kMost = 95;
  const int n = static_cast<int>(std::lround(100.0 * static_cast<double>(chance)));
  if (n > kMost) return tr("more than {}", kMost);
  if (n < 100 - kMost) return tr("fewer than {}", 100 - kMost);
  return std::to_string(n);
}

bool tells_plans_apart(const DecisionBasis& basis) {
  return basis.no_effect_probability < 0.5f && basis.loads_add_high > 0.0f;
}

std::string verdict_text(std::string_view plan, std::string_view other, const PairResult& pair, float worthwhile,
                         std::string_view unit) {
  const std::string size = size_text(pair, unit), least = amount(worthwhile, unit);
  const float alike = pair.probability_alike, better = pair.probability_worthwhile, worse = 1.0f - better - alike;
  switch (verdict(pair)) {
    case Verdict::kUnknown:
      return tr("nothing is known of \"{}\" against \"{}\": no member has a finite difference", plan, other);
    case Verdict::kBetter:
      return tr("\"{}\" is better than \"{}\" by more than {} in {} of 100, alike in {}; {}", plan, other, least,
                of_100(better), of_100(alike), size);
    case Verdict::kWorse:
      return tr("\"{}\" is worse than \"{}\" by more than {} in {} of 100, alike in {}; {}", plan, other, least,
                of_100(worse), of_100(alike), size);
    case Verdict::kAlike:
      return tr("\"{}\" and \"{}\" are alike: within {} of each other in {} of 100; {}", plan, other, least,
                of_100(alike), size);
    case Verdict::kUnclear:
      break;
  }
  if (std::isnan(better)) {
    if (pair.difference.front() == 0.0f && pair.difference.back() == 0.0f) {
      return tr("\"{}\" and \"{}\" are alike: no difference in 90 of 100", plan, other);
    }
    return tr("\"{}\" is better than \"{}\" in {} of 100; {}", plan, other, of_100(pair.probability_better), size);
  }
  return tr("too close to call: \"{}\" better by more than {} in {} of 100, \"{}\" in {}, alike in {}; {}", plan, least,
            of_100(better), other, of_100(worse), of_100(alike), size);
}

std::string basis_text(const DecisionBasis& basis) {
  if (std::isnan(basis.no_effect_probability)) return "";
  const bool judged = !std::isnan(basis.loads_add);
  const auto change = [](float less) { return std::round(-100.0 * static_cast<double>(less)) + 0.0; };  // no "-0"
  const std::string adds =
      judged ? tr("knowing the loads has changed the forecast error by {:+.0f} % ({:+.0f} to {:+.0f} %)",
                  change(basis.loads_add), change(basis.loads_add_high), change(basis.loads_add_low))
             : tr("no forecast could be judged yet");
  const double none = 100.0 * static_cast<double>(basis.no_effect_probability);
  return tells_plans_apart(basis)
             ? tr("{}; it is {:.0f} % likely that loads have no effect", adds, none)
             : tr("this record cannot tell plans apart: {}; it is {:.0f} % likely that loads have no effect", adds,
                  none);
}

}  // namespace formcast
