#include "sim/devices/byte_pieces.hpp"

namespace formcast::intake {

std::span<const std::uint8_t> Pieces::from(std::uint64_t at, std::size_t least) {
  constexpr std::size_t kPiece = std::size_t{1} << 18U;
  const bool inside = at >= begin_ && at - begin_ <= piece_.size();
  if (!inside || piece_.size() - (at - begin_) < least) {
    piece_ = source_.read(at, std::max(least, kPiece), buffer_);
    begin_ = at;
  }
  return piece_.subspan(static_cast<std::size_t>(at - begin_));
}

}  // namespace formcast::intake
