#include <span>
#include <utility>

#include "sim/devices/archive.hpp"
#include "tests/fuzz/fuzz_target.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace formcast;
  // Small limits: what is sought is a way past them, and unpacking a gigabyte takes a second.
  intake::ArchiveLimits limits;
  limits.most_in_entry = 1U << 20U;
  limits.most_in_all = 1U << 22U;
  std::size_t unpacked = 0;
  const std::span<const std::uint8_t> bytes(data, size);
  const auto visit = [&](std::string_view named, std::span<const std::uint8_t> file) {
    fuzz::require(named.starts_with("fuzz.zip"), "a file's name begins with the archive's");
    fuzz::require(file.data() == data || file.size() <= limits.most_in_entry, "a file is within its limit");
    if (file.data() != data) unpacked += file.size();
    return true;
  };
  std::size_t in_pieces = 0, at = 0;
  const auto piece = [&] { return bytes.subspan(std::exchange(at, size)); };
  intake::inflate_pieces(piece, [&](std::span<const std::uint8_t> part) {
    in_pieces += part.size();
    return in_pieces < limits.most_in_all;
  });
  fuzz::require(in_pieces < limits.most_in_all + (1U << 17U), "a sink can end the unpacking");
  const auto notes = intake::walk_archive(bytes, "fuzz.zip", visit, limits);
  fuzz::require(unpacked <= limits.most_in_all, "all files are within their limit");
  fuzz::require(notes.size() <= 1000, "notes are bounded");
  return 0;
}
