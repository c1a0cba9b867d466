#include "sim/results/results.hpp"

namespace formcast {

Part part_of(const ResultsHeader& header) { return header.part.value_or(Part{0, header.athletes.size(), {}}); }

Part part_of(const Shard& shard, std::size_t athletes) {
  const std::size_t first = athletes * (shard.index - 1) / shard.count;
  return {first, athletes * shard.index / shard.count - first, shard};
}

}  // namespace formcast
