#pragma once

#include <array>
#include <string>
#include <vector>

#include "sim/measures/best_means.hpp"
#include "sim/measures/measures_sampling.hpp"

namespace formcast::intake {

/// Durations of the best means that are kept of a session: about those of field tests of critical power (Karsten et al.
/// 2015, Eur J Appl Physiol 115:197) and critical speed. [s]
inline constexpr std::array<int, 3> kBestDurations{180, 300, 720};

/// A session's best means of one channel, once its samples are dropped.
struct SessionBests {
  std::vector<BestMean> means;  ///< not a number where no unbroken stretch is so long; empty where nothing is known
  int known = 0;                ///< seconds in which the channel is known
  std::string from;             ///< file of another record of the session that they are from; "" for its own
};

/// Best mean powers over kBestDurations. A mean that nobody holds is a fault of the meter and not a number. [W]
SessionBests power_bests(const Series& series);

/// Best mean speeds of a run, corrected for slope (level_speed) where its altitude is known. Likewise. [m/s]
SessionBests speed_bests(const Series& series);

/// Of two records of a session takes the bests of the one that knows the channel for longer; `kept` where both know it
/// equally long. `file` names the other record.
void join_bests(SessionBests& kept, const SessionBests& other, const std::string& file);

}  // namespace formcast::intake
