#pragma once

#include <optional>
#include <string>

#include "viewer/desk/comparison.hpp"
#include "viewer/desk/desk.hpp"

namespace formcast {

/// What the plans come to: one sentence, its doubt, and why.
struct Headline {
  std::string race;                ///< "Five-minute race, Sun 5 Jun 2016, in 44 days. Aim 340 W"
  std::string sentence;            ///< "Block then taper: +7.7 W on race day, better in 94 of 100; alike in 6"
  std::string counts;              ///< what the strokes show: "94 better, 6 alike, 0 worse than keep going"
  std::string doubt;               ///< "Likely -0.4 to +14 W. Fatigue on the day is 11 W instead of 21 W."
  std::optional<Strokes> strokes;  ///< of the two plans that are compared; nothing where a plan stands alone
  std::size_t plan = 0;            ///< the one that the sentence is about
  bool doubtful = false;           ///< the record cannot tell plans apart
};

/// Of the plans shown: the one with the highest expected performance on race day against the next highest. Where the
/// record cannot tell plans apart, or the two are alike or too close to call, that is the sentence.
Headline headline(const Desk& desk);

}  // namespace formcast
