#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace formcast::hdf5 {

/// Digests of a results file, block by block, written after the end of the HDF5 data, where no other program
/// looks. HDF5 checks parts of a file only, and damage to the rest can crash or hang it; with the seal no damaged
/// byte reaches it. The seal guards against failing disks and interrupted copies, not against forgery.
/// A program that changes the file through HDF5 cuts the seal off.
struct Seal {
  static constexpr std::size_t kBlock = 256 << 10;

  std::uint64_t size = 0;            ///< bytes that are sealed
  std::vector<std::string> digests;  ///< of each block of kBlock bytes, the last may be shorter

  /// The text after the sealed bytes.
  std::string text() const;
};

/// Gives `count` bytes from `offset`, fewer when they cannot be read.
using ReadBytes = std::function<std::string(std::uint64_t offset, std::size_t count)>;

/// Seals the `size` bytes that `read` gives; nothing when they cannot be read.
std::optional<Seal> make_seal(std::uint64_t size, const ReadBytes& read);

/// The seal at the end of a file of `size` bytes; nothing when it has none or a damaged one.
std::optional<Seal> find_seal(std::uint64_t size, const ReadBytes& read);

}  // namespace formcast::hdf5
