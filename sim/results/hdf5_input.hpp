#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "sim/results/hdf5_seal.hpp"

namespace formcast::hdf5 {

/// A results file being read. Each block is checked against the seal before HDF5 sees any of it.
class InputFile {
 public:
  /// Throws InputError when there is no such file or it cannot be read.
  explicit InputFile(const std::filesystem::path& path);

  bool sealed() const { return seal_.has_value(); }

  /// Whether the file is sealed and no byte has changed since; if not, error() says what is wrong.
  bool intact();

  /// Why the first read failed; empty while all is well.
  const std::string& error() const { return error_; }

  // For the driver.
  std::uint64_t allocated = 0;
  std::uint64_t size() const { return seal_ ? seal_->size : bytes_; }
  bool read(std::uint64_t offset, void* bytes, std::size_t size);
  void write(std::uint64_t, const void*, std::size_t) { error_ = "it is open for reading"; }
  void resize(std::uint64_t) { error_ = "it is open for reading"; }

 private:
  std::string bytes_at(std::uint64_t offset, std::size_t count);
  bool check(std::uint64_t from, std::uint64_t to);

  std::ifstream in_;
  std::uint64_t bytes_ = 0;
  std::optional<Seal> seal_;
  std::vector<bool> checked_;  ///< (blocks)
  std::string error_;
};

}  // namespace formcast::hdf5
