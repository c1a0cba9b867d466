#include <libdeflate.h>

#include <bit>
#include <cstring>
#include <memory>
#include <stdexcept>

#include "sim/results/results.hpp"
#include "sim/results/results_layout.hpp"
#include "sim/results/results_schema.hpp"

// The same as HDF5's filters make of a chunk of members: shuffled, then deflated. HDF5 runs its filters in the one
// thread that writes, with a slower deflate.
namespace formcast {
namespace {

static_assert(std::endian::native == std::endian::little, "chunks are stored as they are in memory");

struct FreeCompressor {
  void operator()(libdeflate_compressor* compressor) const { libdeflate_free_compressor(compressor); }
};

/// Byte 0 of every number, then byte 1 and so on: signs and exponents, which repeat, are together.
std::vector<char> shuffled(const std::vector<float>& values) {
  const std::size_t n = values.size();
  std::vector<char> bytes(n * sizeof(float));
  const char* const from = reinterpret_cast<const char*>(values.data());
  for (std::size_t byte = 0; byte < sizeof(float); ++byte) {
    for (std::size_t i = 0; i < n; ++i) bytes[byte * n + i] = from[i * sizeof(float) + byte];
  }
  return bytes;
}

StoredChunk deflated(const std::vector<char>& bytes) {
  const std::unique_ptr<libdeflate_compressor, FreeCompressor> compressor(
      libdeflate_alloc_compressor(layout::kMemberLevel));
  if (compressor == nullptr) throw std::bad_alloc();
  StoredChunk made;
  made.bytes.resize(libdeflate_zlib_compress_bound(compressor.get(), bytes.size()));
  made.bytes.resize(
      libdeflate_zlib_compress(compressor.get(), bytes.data(), bytes.size(), made.bytes.data(), made.bytes.size()));
  return made;
}

}  // namespace

int members_per_chunk(const ResultsHeader& header) {
  for (const schema::Variable& variable : schema::variables(header)) {
    if (schema::holds_members(variable))
      return static_cast<int>(schema::chunk(variable, schema::shape(header, variable))[2]);
  }
  throw std::invalid_argument("results: no members are stored");
}

StoredMembers compress(const ResultsHeader& header, const Trajectories& members) {
  // A chunk is stored whole; bytes beyond the last member are never read.
  const std::size_t size = static_cast<std::size_t>(members_per_chunk(header)) * static_cast<std::size_t>(header.days);
  StoredMembers made;
  made.first = members.first;
  for (std::size_t i = 0; i < kOutputs; ++i) {
    std::vector<float> values = members.values[i];
    values.resize(size, schema::kMissingFloat);
    made.chunks[i] = deflated(shuffled(values));
  }
  return made;
}

}  // namespace formcast
