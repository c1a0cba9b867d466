// Runs a fuzz target without libFuzzer, whatever the compiler: on each file of a corpus, and on simple mutations of it
// that are the same everywhere. usage: TARGET CORPUS MUTATIONS
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "tests/fuzz/fuzz_target.hpp"

/// Defined by targets with a mutator of their own.
extern "C" __attribute__((weak)) std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size,
                                                                     std::size_t most, unsigned seed);

namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

std::mt19937& generator() {
  static std::mt19937 same_everywhere(1);
  return same_everywhere;
}

std::size_t below(std::size_t end) { return generator()() % std::max<std::size_t>(end, 1); }

Bytes bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Files of the corpus in the order of their names.
std::vector<Bytes> read_corpus(const fs::path& folder) {
  std::vector<fs::path> paths{fs::directory_iterator(folder), {}};
  std::sort(paths.begin(), paths.end());
  std::vector<Bytes> files;
  for (const fs::path& path : paths) files.push_back(bytes_of(path));
  return files;
}

void flip_a_bit(Bytes& bytes) {
  if (!bytes.empty()) bytes[below(bytes.size())] ^= static_cast<std::uint8_t>(1U << below(8));
}

void set_a_byte(Bytes& bytes) {
  if (!bytes.empty()) bytes[below(bytes.size())] = static_cast<std::uint8_t>(below(256));
}

void cut(Bytes& bytes) { bytes.resize(below(bytes.size() + 1)); }

/// Copies a piece of the bytes, or moves it, to another place in them.
void splice(Bytes& bytes) {
  if (bytes.empty()) return;
  const std::size_t from = below(bytes.size()), length = 1 + below(std::min<std::size_t>(64, bytes.size() - from));
  const auto begin = bytes.begin() + static_cast<std::ptrdiff_t>(from);
  const Bytes piece(begin, begin + static_cast<std::ptrdiff_t>(length));
  if (below(2) == 0) bytes.erase(begin, begin + static_cast<std::ptrdiff_t>(length));
  bytes.insert(bytes.begin() + static_cast<std::ptrdiff_t>(below(bytes.size() + 1)), piece.begin(), piece.end());
}

void mutate(Bytes& bytes) {
  constexpr std::size_t kRoom = 256;
  const std::size_t size = bytes.size();
  bytes.resize(size + kRoom);
  const auto seed = static_cast<unsigned>(generator()());
  bytes.resize(LLVMFuzzerCustomMutator != nullptr ? LLVMFuzzerCustomMutator(bytes.data(), size, bytes.size(), seed)
                                                  : LLVMFuzzerMutate(bytes.data(), size, bytes.size()));
}

/// The file a finding is kept in, since it ends the process. One a target, as they run in parallel.
fs::path input_file(const fs::path& program) { return program.filename() += "_input.bin"; }

void run(const Bytes& bytes, const fs::path& input) {
  std::ofstream(input, std::ios::binary)
      .write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
}

}  // namespace

/// libFuzzer's own, for targets with a mutator.
extern "C" std::size_t LLVMFuzzerMutate(std::uint8_t* data, std::size_t size, std::size_t most) {
  Bytes bytes(data, data + size);
  for (std::size_t left = 1 + below(3); left > 0; --left) {
    const std::size_t kind = below(8);
    if (kind == 0)
      cut(bytes);
    else if (kind < 3)
      splice(bytes);
    else if (kind < 6)
      flip_a_bit(bytes);
    else
      set_a_byte(bytes);
  }
  bytes.resize(std::min(bytes.size(), most));
  std::copy(bytes.begin(), bytes.end(), data);
  return bytes.size();
}

int main(int count, char** arguments) {
  if (count != 3) return std::fprintf(stderr, "usage: %s CORPUS MUTATIONS\n", arguments[0]), 2;
  const std::vector<Bytes> corpus = read_corpus(arguments[1]);
  const int mutations = std::stoi(arguments[2]);
  const fs::path input = input_file(arguments[0]);
  run({}, input);
  for (const Bytes& file : corpus) {
    run(file, input);
    for (int i = 0; i < mutations; ++i) {
      Bytes bytes = file;
      mutate(bytes);
      run(bytes, input);
    }
  }
  fs::remove(input);
  std::printf("%zu files and %zu mutations of them\n", corpus.size(),
              corpus.size() * static_cast<std::size_t>(mutations));
  return corpus.empty() ? 1 : 0;
}
