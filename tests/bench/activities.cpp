// Folders of made-up activities as FIT files, and what reading them costs:
//
//   activities write FOLDER COUNT    writes ride-0001.fit to ride-COUNT.fit, 350 kB each, the same on every machine
//   activities read FOLDER           reads its files one after the other and prints speed and memory
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "sim/devices/fit_reader.hpp"
#include "tests/sim/devices/fit_recording.hpp"

namespace {

namespace fs = std::filesystem;
using Bytes = std::vector<std::uint8_t>;

int write(const fs::path& folder, std::uint32_t count) {
  fs::create_directories(folder);
  for (std::uint32_t i = 0; i < count; ++i) {
    const Bytes bytes = formcast::intake::testing_fit::recorded_activity(i);
    const fs::path path = folder / fmt::format("ride-{:04}.fit", i + 1);
    std::ofstream file(path, std::ios::binary);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    if (file.close(); !file) return fmt::print(stderr, "{}: cannot be written\n", path.string()), 1;
  }
  return 0;
}

Bytes contents(const fs::path& path) {
  Bytes bytes(fs::file_size(path));
  std::ifstream(path, std::ios::binary)
      .read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  return bytes;
}

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double peak_megabytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

int read(const fs::path& folder) {
  std::vector<fs::path> paths{fs::directory_iterator(folder), fs::directory_iterator()};
  std::ranges::sort(paths);
  double megabytes = 0.0, seconds = 0.0;
  std::size_t sessions = 0, samples = 0;
  for (const fs::path& path : paths) {
    const Bytes bytes = contents(path);
    const double start = processor_seconds();
    const formcast::intake::Content content = formcast::intake::read_fit(bytes, path.filename().string());
    seconds += processor_seconds() - start;
    megabytes += 1e-6 * static_cast<double>(bytes.size());
    sessions += content.sessions.size();
    for (const auto& session : content.sessions) samples += session.samples.size();
  }
  fmt::print(
      "{} files, {:.0f} MB: {} sessions, {} samples in {:.2f} s of processor, {:.0f} MB/s; {:.0f} MB of memory\n",
      paths.size(), megabytes, sessions, samples, seconds, megabytes / seconds, peak_megabytes());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string_view> words(argv + 1, argv + argc);
  if (words.size() == 3 && words[0] == "write") {
    if (const int count = std::atoi(argv[3]); count > 0) return write(words[1], static_cast<std::uint32_t>(count));
  }
  if (words.size() == 2 && words[0] == "read") return read(words[1]);
  fmt::print(stderr, "usage: activities write FOLDER COUNT\n       activities read FOLDER\n");
  return 2;
}
