#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <random>
#include <string>

#include "tests/fuzz/fuzz_target.hpp"

/// Mutations of JSON that leave it JSON.
namespace formcast::fuzz {

/// A value somewhere below `root`.
inline nlohmann::json& any_value(nlohmann::json& root, std::mt19937& random) {
  nlohmann::json* at = &root;
  while (at->is_structured() && !at->empty()) {
    at = &*std::next(at->begin(), static_cast<std::ptrdiff_t>(random() % at->size()));
    if (random() % 8 == 0) break;
  }
  return *at;
}

/// Numbers at the limits of a reader, and values of every other kind.
inline nlohmann::json odd_value(std::mt19937& random) {
  static const std::array<nlohmann::json, 20> kOdd{0,
                                                   -1,
                                                   1,
                                                   2147483647,
                                                   -2147483648LL,
                                                   9223372036854775807LL,
                                                   18446744073709551615ULL,
                                                   0.5,
                                                   1e300,
                                                   -1e300,
                                                   "",
                                                   "2026-02-30",
                                                   5e-324,
                                                   1e-300,
                                                   nullptr,
                                                   true,
                                                   "..",
                                                   "next",
                                                   nlohmann::json::object(),
                                                   nlohmann::json::array()};
  return kOdd[random() % kOdd.size()];
}

inline void mutate_value(nlohmann::json& root, std::mt19937& random) {
  nlohmann::json& value = any_value(root, random);
  const nlohmann::json other = any_value(root, random);
  if (value.is_structured() && !value.empty() && random() % 2 == 0) {
    value.erase(std::next(value.begin(), static_cast<std::ptrdiff_t>(random() % value.size())));
  } else if (value.is_array() && random() % 2 == 0) {
    value.push_back(other);
  } else if (value.is_number() && random() % 2 == 0) {
    value = value.get<double>() * (random() % 3 == 0 ? -1.0 : 1.0 + 1e-7);
  } else {
    value = random() % 2 == 0 ? other : odd_value(random);
  }
}

/// For LLVMFuzzerCustomMutator: one time in eight, and what is no JSON, is mutated byte by byte.
inline std::size_t mutate_json(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  std::mt19937 random(seed);
  nlohmann::json root = nlohmann::json::parse(data, data + size, nullptr, false);
  if (root.is_discarded() || random() % 8 == 0) return LLVMFuzzerMutate(data, size, most);
  for (unsigned i = 0; i < 1 + random() % 2; ++i) mutate_value(root, random);
  const std::string text = root.dump();
  if (text.size() > most) return LLVMFuzzerMutate(data, size, most);
  std::copy(text.begin(), text.end(), data);
  return text.size();
}

}  // namespace formcast::fuzz
