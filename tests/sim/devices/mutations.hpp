#pragma once

#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

namespace formcast::intake {

inline std::vector<std::uint8_t> bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

/// Calls `read` with `count` damaged copies of `whole`, the same on every machine: cut, with bits flipped, with bytes
/// set, or all of it.
template <class Read>
void on_damaged_copies(const std::vector<std::uint8_t>& whole, int count, const Read& read) {
  std::mt19937 random(20261);
  const auto below = [&](std::size_t end) { return random() % (end == 0 ? 1 : end); };
  for (int i = 0; i < count; ++i) {
    std::vector<std::uint8_t> copy = whole;
    if (i % 2 == 0) copy.resize(below(copy.size() + 1));
    for (std::size_t flips = i % 3 == 0 ? 0 : 1 + below(4); flips > 0 && !copy.empty(); --flips) {
      std::uint8_t& byte = copy[below(copy.size())];
      byte = i % 5 == 0 ? static_cast<std::uint8_t>(below(256)) : static_cast<std::uint8_t>(byte ^ (1U << below(8)));
    }
    // A copy of its own size, so that AddressSanitizer sees a read past its end.
    copy.shrink_to_fit();
    read(copy);
  }
}

}  // namespace formcast::intake
