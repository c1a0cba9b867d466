#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/history/history.hpp"

namespace formcast {

/// A test or a day's load that does not fit the rest of an athlete's record: mistyped, in another unit, or real and
/// worth a check.
struct Misfit {
  enum class Kind { kTest, kLoad };

  Kind kind = Kind::kTest;
  int day = 0;
  std::vector<std::size_t> lines;     ///< of the history's file; several where a day's loads were added up
  double value = 0.0;                 ///< [performance or load unit]
  double low = 0.0, high = 0.0;       ///< a test: 90 % interval by its neighbours; a load: the other training days
  double score = 0.0;                 ///< robust standard deviations of log value, signed
  std::optional<double> if_mistyped;  ///< the corrected value, where a typo of digits or decimal mark fits
  bool implausible = false;           ///< an impossible load, which without_implausible_loads treats as missing
};

/// The misfits of a record, tests first, each by day. Lower bounds are none: a bound too high is a gross error to the
/// bank, and one too low says nothing.
///
/// A test is compared with the median and with the line (Theil and Sen) of its eight nearest neighbours, whichever is
/// nearer to it, so that a trend is no misfit; on logarithms, in units of 1.4826 times the median distance of all
/// tests. It is named when it is six of these off (of few tests more: twelve of four). If it lies outside all others
/// and a typo explains it, it is named from three on, or when it has a digit after the decimal point that no
/// other has. Of fewer than eight tests those at six times, or a sixth of, the others are named too, except on scales
/// of few steps; of fewer than four only those.
///
/// A day's load is compared with the other days of training: it is named when it is eight times the usual (median) and
/// two and a half times the next smaller one, or a hundredth of the usual and a tenth of the next. A day of racing or
/// of an ultramarathon is four to six times the usual. It is implausible when it is twenty times the usual and ten
/// times the next.
std::vector<Misfit> find_misfits(const AthleteHistory& athlete);

/// The record with implausible loads made missing: a single one would dominate what is learned.
AthleteHistory without_implausible_loads(AthleteHistory athlete);

/// The record without a misfit: the test removed, or the day's load missing.
AthleteHistory without(AthleteHistory athlete, const Misfit& misfit);

}  // namespace formcast
