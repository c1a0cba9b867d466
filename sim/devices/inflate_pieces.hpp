#pragma once

#include <cstdint>
#include <functional>
#include <span>

namespace formcast::intake {

/// The next packed bytes, valid until the next call; none at the end.
using PackedPieces = std::function<std::span<const std::uint8_t>()>;
/// Takes unpacked bytes, valid until it returns; false ends the unpacking.
using PieceSink = std::function<bool(std::span<const std::uint8_t>)>;

enum class InflateEnd { kWhole, kDamaged, kCutShort, kStopped };

/// Unpacks a raw deflate stream (RFC 1951) piece by piece, in 0.1 MB whatever its size; `inflate` is several times as
/// fast for what fits into memory. What comes before a damage goes to the sink.
InflateEnd inflate_pieces(const PackedPieces& packed, const PieceSink& sink);

}  // namespace formcast::intake
