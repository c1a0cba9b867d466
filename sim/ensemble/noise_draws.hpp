#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/lanes.hpp"
#include "engine/random.hpp"

namespace formcast {

/// Sizes of the random effects, which all plans of an athlete share.
struct NoiseRates {
  Key key;
  float execution = 0.0f;  // sd of log(done/planned), at most 10: a normal's 6.7 times that is in exp's bounds
  float missed = 0.0f;     // probability
  float ill_onset = 0.0f, ill_end = 0.0f;  // daily probabilities
  bool wanders = true;                     // any member's baseline does
};

/// Random effects on 32 members on one day. Common random numbers: the same in every plan, so that differences between
/// plans are paired, and drawn once for all plans where there is room to keep them.
struct NoiseDay {
  Lanes done;    // times the planned load; negative on a day of illness
  Lanes test_z;  // normal, of the test's noise
  Lanes walk_z;  // normal, of the baseline's step
};

/// Days [first, first + count) of one block into `days`, which holds their number rounded up to a multiple of 4, as
/// does `first`: random numbers come by the two and four days and do not depend on how days are cut into chunks.
/// `ill` is 1 for those who were ill on the day before, else 0, and is carried on: 0 on the first day.
void draw_noise(const NoiseRates& rates, std::uint32_t first_member, int first, int count, Lanes& ill, NoiseDay* days);

/// Random effects on all members in the days of a chunk, drawn for the first plan that needs them and kept for the
/// others. Thread-safe for different blocks.
class SharedNoise {
 public:
  /// For chunks of up to `chunk_days`. With `keep` false they are drawn each time.
  SharedNoise(const NoiseRates& rates, std::size_t blocks, int chunk_days, bool keep);

  /// Days [first, first + count) of a block: the same as in its last call, those after them, or from day 0 again. Valid
  /// until the block's next days, and in this thread until its next call.
  const NoiseDay* days(std::size_t block, int first, int count);

 private:
  struct Block {
    Lanes ill;
    int first = -1;  // of the days that are kept
  };

  NoiseRates rates_;
  std::size_t chunk_days_;
  std::vector<Block> blocks_;
  std::vector<NoiseDay> kept_;  // (blocks x days)
};

}  // namespace formcast
