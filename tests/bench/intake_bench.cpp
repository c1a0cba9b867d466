// Reading FIT files: the decoder alone, and from bytes to sessions with samples. tools/bench runs it and sets it beside
// fit-file-parser on the same file.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "sim/devices/fit_decoder.hpp"
#include "sim/devices/fit_reader.hpp"
#include "tests/sim/devices/fit_recording.hpp"

namespace formcast {
namespace {

using intake::testing_fit::Recorder;

void report(benchmark::State& state, std::size_t size) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) * static_cast<std::int64_t>(size));
}

/// Counts fields, so that nothing is left out because nobody looks.
struct Counter final : intake::FitVisitor {
  void message(const intake::FitMessage& message) override { fields += message.fields.size(); }
  std::size_t fields = 0;
};

void decoder(benchmark::State& state, const std::vector<std::uint8_t>& bytes) {
  for (auto _ : state) {
    Counter counter;
    intake::FitDecoder fit(counter);
    intake::decode_fit(fit, bytes);
    benchmark::DoNotOptimize(counter.fields);
  }
  report(state, bytes.size());
}

void read_fit(benchmark::State& state, const std::vector<std::uint8_t>& bytes) {
  for (auto _ : state) benchmark::DoNotOptimize(intake::read_fit(bytes, "ride.fit"));
  report(state, bytes.size());
}

std::vector<std::uint8_t> contents(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

void add(const char* kind, std::vector<std::uint8_t> bytes) {
  const std::string name(kind);
  benchmark::RegisterBenchmark(("decoder/" + name).c_str(), [bytes](benchmark::State& s) { decoder(s, bytes); });
  benchmark::RegisterBenchmark(("read_fit/" + name).c_str(), [bytes](benchmark::State& s) { read_fit(s, bytes); });
}

}  // namespace
}  // namespace formcast

int main(int argc, char** argv) {
  using namespace formcast;
  constexpr int kLong = 30 * 3600;  // [s], a file of 4 MB
  benchmark::Initialize(&argc, argv);
  for (int i = 1; i < argc; ++i) add("file", contents(argv[i]));
  add("bike_computer", intake::testing_fit::recorded_activity(0));
  add("head_unit", intake::testing_fit::recorded_activity(1));
  add("watch", intake::testing_fit::recorded_activity(2));
  add("30_hours",
      intake::testing_fit::Recording(0, Recorder::kBikeComputer).write(intake::testing_fit::kMoment, kLong));
  benchmark::RunSpecifiedBenchmarks();
}
