#include "sim/results/hdf5_seal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "sim/base/input_error.hpp"

namespace formcast::hdf5 {
namespace {

// The end of a sealed file: the digests, then size and digest of the digests, then a mark; all of 16 characters.
constexpr std::size_t kField = 16;
constexpr std::string_view kMark = "\nformcast-sealed";
static_assert(kMark.size() == kField);

std::uint64_t blocks(std::uint64_t size) { return size / Seal::kBlock + (size % Seal::kBlock != 0); }

std::string list(const Seal& seal) {
  std::string made;
  for (const std::string& each : seal.digests) made += each;
  return made + fmt::format("{:016x}", seal.size);
}

}  // namespace

std::string Seal::text() const {
  const std::string all = list(*this);
  return all + digest(all) + std::string(kMark);
}

std::optional<Seal> make_seal(std::uint64_t size, const ReadBytes& read) {
  Seal made{size, {}};
  for (std::uint64_t offset = 0; offset < size; offset += Seal::kBlock) {
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(Seal::kBlock, size - offset));
    const std::string block = read(offset, wanted);
    if (block.size() != wanted) return std::nullopt;
    made.digests.push_back(digest(block));
  }
  return made;
}

std::optional<Seal> find_seal(std::uint64_t size, const ReadBytes& read) {
  if (size < 3 * kField) return std::nullopt;
  const std::string end = read(size - 3 * kField, 3 * kField);
  Seal found;
  if (end.size() != 3 * kField || !end.ends_with(kMark)) return std::nullopt;
  const auto [stop, error] = std::from_chars(end.data(), end.data() + kField, found.size, 16);
  if (error != std::errc{} || stop != end.data() + kField || found.size > size) return std::nullopt;
  const std::uint64_t count = blocks(found.size);
  if (found.size + (count + 3) * kField != size) return std::nullopt;
  const std::string all = read(found.size, static_cast<std::size_t>(count * kField));
  if (all.size() != count * kField) return std::nullopt;
  for (std::size_t i = 0; i < count; ++i) found.digests.push_back(all.substr(i * kField, kField));
  if (digest(list(found)) != std::string_view(end).substr(kField, kField)) return std::nullopt;
  return found;
}

}  // namespace formcast::hdf5
