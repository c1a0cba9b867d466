#pragma once

#include <optional>
#include <span>

#include "sim/sessions/session.hpp"

namespace formcast::intake {

// Loads from heart rate at 1 Hz. Every `heart_rate` here is (seconds) [1/min], known in each second (`known`): a mean
// over a session is not enough, since all weights grow faster than heart rate does.

/// Heart rates of an athlete between which effort is placed. [1/min]
struct HeartRateRange {
  double rest = kMissing;
  double max = kMissing;
};

/// Share of heart-rate reserve, (heart rate - rest) / (max - rest), kept within 0 and 1.
double reserve_share(double heart_rate, const HeartRateRange& range);

/// Weight of a minute at a share x of heart-rate reserve: x a e^(b x).
struct TrimpWeights {
  double a = 0.0, b = 0.0;
};

/// Blood lactate rises with heart rate as these exponentials in the men and women of Banister (1991; Morton et al.
/// 1990, J Appl Physiol 69:1171). Software that gives women the 0.64 of men, or a factor in between, understates them.
inline constexpr TrimpWeights kMen{0.64, 1.92}, kWomen{0.86, 1.67};

/// Training impulse (Banister 1991, in Physiological Testing of Elite Athletes, ch. 10): the sum over seconds of
/// dt [min] x a e^(b x), x = share of heart-rate reserve. With an athlete's own a and b it is the individual TRIMP of
/// Manzi et al. (2009, Am J Physiol Heart Circ Physiol 296:H1733). [AU]
/// Not the TRIMP of a session's mean heart rate, which is about a tenth smaller in intervals, nor minutes x heart rate.
double trimp(std::span<const double> heart_rate, const HeartRateRange& range, const TrimpWeights& weights);

/// A stage of an incremental test.
struct LactateStage {
  double heart_rate = kMissing;  ///< steady, at the stage's end [1/min]
  double lactate = kMissing;     ///< in blood [mmol/l]
};

/// An athlete's own weights: lactate = a e^(b x) fitted to the stages by regression of its logarithm. Nothing with
/// fewer than four stages or where lactate does not rise with heart rate: then the group's weights are the better
/// guess.
std::optional<TrimpWeights> individual_weights(std::span<const LactateStage> stages, const HeartRateRange& range);

/// Summated heart-rate zones (Edwards 1993, The Heart Rate Monitor Book): 1 to 5 for a minute at or above 50, 60, 70,
/// 80 and 90 % of maximal heart rate, 0 below. [AU] Not of heart-rate reserve, and a sum of minutes, not of seconds.
double edwards(std::span<const double> heart_rate, double max);

/// Ventilatory thresholds. [1/min]
struct Thresholds {
  double first = kMissing, second = kMissing;
};

/// Lucia et al. (2003, Med Sci Sports Exerc 35:872): 1, 2 and 3 for a minute below the first ventilatory threshold,
/// from it and from the second. [AU] Not a weight by lactate: just below and just above a threshold differ by a jump.
double lucia(std::span<const double> heart_rate, const Thresholds& thresholds);

/// Heart-rate stress: 100 x TRIMP / TRIMP of an hour at threshold heart rate, so that such an hour is 100. [AU] Not the
/// hrTSS of TrainingPeaks, which uses zone tables that are not published. The factor a cancels, b does not.
double heart_rate_stress(double trimp, double threshold, const HeartRateRange& range, const TrimpWeights& weights);

}  // namespace formcast::intake
