#include "sim/results/hdf5_input.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "sim/base/input_error.hpp"

namespace formcast::hdf5 {

InputFile::InputFile(const std::filesystem::path& path) {
  const Place place{path.string()};
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) throw InputError(place, "is a directory, expected a results file");
  // Opening a pipe would block, and it cannot be read in HDF5's order.
  if (std::filesystem::exists(path, error) && !std::filesystem::is_regular_file(path, error)) {
    throw InputError(place, "is not a regular file, expected a results file");
  }
  errno = 0;
  in_.open(path, std::ios::binary);
  if (!in_) throw InputError(place, "cannot be read: " + std::generic_category().message(errno));
  bytes_ = std::filesystem::file_size(path, error);
  if (error) throw InputError(place, "cannot be read: " + error.message());
  const auto give = [this](std::uint64_t offset, std::size_t count) { return bytes_at(offset, count); };
  seal_ = find_seal(bytes_, give);
  if (seal_) checked_.resize(seal_->digests.size());
}

std::string InputFile::bytes_at(std::uint64_t offset, std::size_t count) {
  std::string made(count, '\0');
  in_.clear();
  in_.seekg(static_cast<std::streamoff>(offset));
  in_.read(made.data(), static_cast<std::streamsize>(count));
  made.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, in_.gcount())));
  return made;
}

bool InputFile::check(std::uint64_t from, std::uint64_t to) {
  for (std::uint64_t i = from / Seal::kBlock; i * Seal::kBlock < to; ++i) {
    const std::uint64_t offset = i * Seal::kBlock;
    if (checked_[i]) continue;
    const std::size_t count = static_cast<std::size_t>(std::min<std::uint64_t>(Seal::kBlock, seal_->size - offset));
    if (digest(bytes_at(offset, count)) != seal_->digests[i]) {
      error_ = fmt::format("it is damaged: bytes {} to {} have changed", offset, offset + count - 1);
      return false;
    }
    checked_[i] = true;
  }
  return true;
}

bool InputFile::intact() {
  if (!seal_ && error_.empty()) error_ = "it is truncated, or was changed since: its seal is missing";
  return error_.empty() && check(0, seal_->size);
}

bool InputFile::read(std::uint64_t offset, void* bytes, std::size_t count) {
  const std::uint64_t end = size();
  const std::uint64_t from = std::min(offset, end);
  const auto held = static_cast<std::size_t>(std::min<std::uint64_t>(count, end - from));
  std::memset(bytes, 0, count);  // HDF5 expects zeros after the end
  if (!error_.empty() || (seal_ && held > 0 && !check(from, from + held))) return false;
  const std::string found = bytes_at(from, held);
  std::memcpy(bytes, found.data(), found.size());
  if (found.size() != held) error_ = "it is truncated";
  return error_.empty();
}

}  // namespace formcast::hdf5
