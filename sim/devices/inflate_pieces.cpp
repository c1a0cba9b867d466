#include "sim/devices/inflate_pieces.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <memory>
#include <numeric>

namespace formcast::intake {
namespace {

constexpr unsigned kLongestCode = 15, kFastBits = 10;
constexpr std::size_t kWindow = 32768, kFlushed = 2 * kWindow, kLongestMatch = 258;

/// Ends the unpacking from inside.
struct Ended {
  InflateEnd why;
};

/// A canonical Huffman code: by a table for codes of up to kFastBits, bit by bit for the rare longer ones.
class Code {
 public:
  /// Lengths of the symbols' codes, 0 for symbols without one. A code may be incomplete where it is of one symbol or
  /// none.
  void set(std::span<const std::uint8_t> lengths) {
    counts_.fill(0);
    for (const std::uint8_t length : lengths) ++counts_[length];
    counts_[0] = 0;
    int left = 1;
    for (unsigned length = 1; length <= kLongestCode; ++length) {
      left = left * 2 - counts_[length];
      if (left < 0) throw Ended{InflateEnd::kDamaged};
    }
    const unsigned used = std::accumulate(counts_.begin(), counts_.end(), 0U);
    if (left > 0 && used > 0 && !(used == 1 && counts_[1] == 1)) throw Ended{InflateEnd::kDamaged};
    std::array<std::uint16_t, kLongestCode + 2> offset{}, code{};
    for (unsigned length = 1; length <= kLongestCode; ++length) {
      offset[length + 1] = static_cast<std::uint16_t>(offset[length] + counts_[length]);
      code[length + 1] = static_cast<std::uint16_t>((code[length] + counts_[length]) << 1U);
    }
    fast_.fill(0);
    for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol) {
      const unsigned length = lengths[symbol];
      if (length == 0) continue;
      symbols_[offset[length]++] = static_cast<std::uint16_t>(symbol);
      const unsigned mine = code[length]++;
      if (length > kFastBits) continue;
      for (unsigned at = reversed(mine, length); at < fast_.size(); at += 1U << length) {
        fast_[at] = static_cast<std::uint16_t>(symbol << 4U | length);
      }
    }
  }

  /// Symbol and length of the code at the lowest bits, as symbol << 4 | length; length 0 for none.
  unsigned look_up(std::uint64_t bits) const {
    if (const unsigned found = fast_[bits & (fast_.size() - 1)]; found != 0) return found;
    unsigned code = 0, first = 0, index = 0;
    for (unsigned length = 1; length <= kLongestCode; ++length) {
      code |= static_cast<unsigned>(bits >> (length - 1) & 1U);
      const unsigned count = counts_[length];
      if (code < first + count) return static_cast<unsigned>(symbols_[index + code - first]) << 4U | length;
      index += count;
      first = (first + count) << 1U;
      code <<= 1U;
    }
    return 0;
  }

 private:
  static unsigned reversed(unsigned code, unsigned length) {
    unsigned result = 0;
    for (unsigned bit = 0; bit < length; ++bit) result |= (code >> bit & 1U) << (length - 1 - bit);
    return result;
  }

  std::array<std::uint16_t, kLongestCode + 1> counts_{};
  std::array<std::uint16_t, 288> symbols_{};
  std::array<std::uint16_t, std::size_t{1} << kFastBits> fast_{};
};

class Inflation {
 public:
  Inflation(const PackedPieces& packed, const PieceSink& sink) : packed_(packed), sink_(sink) {}

  void run() {
    bool last = false;
    while (!last) {
      last = take(1) != 0;
      const unsigned type = take(2);
      if (type == 0) {
        stored();
      } else if (type == 1) {
        fixed_codes();
        block();
      } else if (type == 2) {
        read_codes();
        block();
      } else {
        throw Ended{InflateEnd::kDamaged};
      }
    }
    flush();
  }

  /// What is unpacked so far goes to the sink.
  void flush() {
    if (at_ > flushed_ && !sink_({out_.data() + flushed_, at_ - flushed_})) throw Ended{InflateEnd::kStopped};
    flushed_ = at_;
    if (at_ < kFlushed) return;
    std::memmove(out_.data(), out_.data() + at_ - kWindow, kWindow);
    at_ = flushed_ = kWindow;
  }

 private:
  /// At least 32 bits, unless the stream ends before.
  void fill() {
    while (count_ <= 56) {
      if (piece_.empty() && !ended_) {
        piece_ = packed_();
        ended_ = piece_.empty();
      }
      if (piece_.empty()) return;
      bits_ |= static_cast<std::uint64_t>(piece_.front()) << count_;
      piece_ = piece_.subspan(1);
      count_ += 8;
    }
  }

  void drop(unsigned count) {
    if (count > count_) throw Ended{InflateEnd::kCutShort};
    bits_ >>= count;
    count_ -= count;
  }

  unsigned take(unsigned count) {
    if (count_ < count) fill();
    const auto value = static_cast<unsigned>(bits_ & ((std::uint64_t{1} << count) - 1));
    drop(count);
    return value;
  }

  unsigned symbol(const Code& code) {
    if (count_ < kLongestCode) fill();
    const unsigned found = code.look_up(bits_);
    if ((found & 15U) == 0) throw Ended{count_ < kLongestCode ? InflateEnd::kCutShort : InflateEnd::kDamaged};
    drop(found & 15U);
    return found >> 4U;
  }

  void put(std::uint8_t byte) {
    out_[at_++] = byte;
    if (at_ >= kFlushed) flush();
  }

  void stored() {
    drop(count_ % 8);
    const unsigned size = take(16);
    if ((take(16) ^ 0xFFFFU) != size) throw Ended{InflateEnd::kDamaged};
    for (unsigned i = 0; i < size; ++i) put(static_cast<std::uint8_t>(take(8)));
  }

  void fixed_codes() {
    std::array<std::uint8_t, 288> lengths{};
    for (std::size_t i = 0; i < lengths.size(); ++i) {
      lengths[i] = static_cast<std::uint8_t>(i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
    }
    literals_.set(lengths);
    std::array<std::uint8_t, 30> five{};
    five.fill(5);
    distances_.set(five);
  }

  void read_codes() {
    constexpr std::array<std::uint8_t, 19> kOrder{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
    const std::size_t literals = take(5) + 257, distances = take(5) + 1, own = take(4) + 4;
    if (literals > 286 || distances > 30) throw Ended{InflateEnd::kDamaged};
    std::array<std::uint8_t, 19> own_lengths{};
    for (std::size_t i = 0; i < own; ++i) own_lengths[kOrder[i]] = static_cast<std::uint8_t>(take(3));
    Code& code = distances_;  // not needed yet
    code.set(own_lengths);
    std::array<std::uint8_t, 286 + 30> lengths{};
    for (std::size_t i = 0; i < literals + distances;) {
      const unsigned found = symbol(code);
      if (found < 16) {
        lengths[i++] = static_cast<std::uint8_t>(found);
        continue;
      }
      if (found == 16 && i == 0) throw Ended{InflateEnd::kDamaged};
      const std::uint8_t repeated = found == 16 ? lengths[i - 1] : std::uint8_t{0};
      const std::size_t times = found == 16 ? 3 + take(2) : found == 17 ? 3 + take(3) : 11 + take(7);
      if (times > literals + distances - i) throw Ended{InflateEnd::kDamaged};
      std::fill_n(lengths.begin() + static_cast<std::ptrdiff_t>(i), times, repeated);
      i += times;
    }
    if (lengths[256] == 0) throw Ended{InflateEnd::kDamaged};
    const std::span<const std::uint8_t> all(lengths);
    literals_.set(all.first(literals));
    distances_.set(all.subspan(literals, distances));
  }

  /// Literals and matches up to the block's end.
  void block() {
    constexpr unsigned kEnd = 256;
    for (;;) {
      const unsigned found = symbol(literals_);
      if (found < kEnd) {
        put(static_cast<std::uint8_t>(found));
      } else if (found == kEnd) {
        return;
      } else {
        match(found - kEnd - 1);
      }
    }
  }

  void match(unsigned length_code) {
    constexpr std::array<std::uint16_t, 29> kLength{3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                                    31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
    constexpr std::array<std::uint8_t, 29> kLengthBits{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                       2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
    constexpr std::array<std::uint16_t, 30> kDistance{1,    2,    3,    4,    5,    7,    9,    13,    17,    25,
                                                      33,   49,   65,   97,   129,  193,  257,  385,   513,   769,
                                                      1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
    if (length_code >= kLength.size()) throw Ended{InflateEnd::kDamaged};
    const std::size_t length = kLength[length_code] + take(kLengthBits[length_code]);
    const unsigned code = symbol(distances_);
    if (code >= kDistance.size()) throw Ended{InflateEnd::kDamaged};
    const std::size_t distance = kDistance[code] + take(code < 4 ? 0 : code / 2 - 1);
    if (distance > at_) throw Ended{InflateEnd::kDamaged};
    for (std::size_t i = 0; i < length; ++i, ++at_) out_[at_] = out_[at_ - distance];  // may overlap
    if (at_ >= kFlushed) flush();
  }

  const PackedPieces& packed_;
  const PieceSink& sink_;
  std::span<const std::uint8_t> piece_;
  bool ended_ = false;
  std::uint64_t bits_ = 0;
  unsigned count_ = 0;
  Code literals_, distances_;
  std::array<std::uint8_t, kFlushed + kLongestMatch> out_{};
  std::size_t at_ = 0, flushed_ = 0;
};

}  // namespace

InflateEnd inflate_pieces(const PackedPieces& packed, const PieceSink& sink) {
  const auto inflation = std::make_unique<Inflation>(packed, sink);
  try {
    try {
      inflation->run();
    } catch (const Ended& ended) {
      if (ended.why != InflateEnd::kStopped) inflation->flush();
      return ended.why;
    }
  } catch (const Ended& ended) {
    return ended.why;
  }
  return InflateEnd::kWhole;
}

}  // namespace formcast::intake
