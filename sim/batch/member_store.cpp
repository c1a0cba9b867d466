#include "sim/batch/member_store.hpp"

#include <algorithm>
#include <chrono>
#include <future>
#include <vector>

// Trajectories of one plan, batch by batch: one batch is simulated and compressed while the one before is written.
//
// Promises: the same chunks in the same order for any number of threads.
// Relies on: HDF5 used by one thread at a time; members that can be simulated again bit for bit (Ensemble).
// Costs: store_bytes() of memory per thread.
namespace formcast {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

std::uint64_t size_of(const StoredMembers& members) {
  std::uint64_t bytes = 0;
  for (const StoredChunk& chunk : members.chunks) bytes += chunk.bytes.size();
  return bytes;
}

}  // namespace

bool store_members(const Ensemble& ensemble, const ResultsHeader& header, std::size_t athlete, std::size_t plan,
                   ResultsWriter& to, const Control& control, StoreTiming& timing) {
  const auto begin = Clock::now();
  const int chunk = members_per_chunk(header);
  const auto chunks = static_cast<std::size_t>((header.members + chunk - 1) / chunk);
  const std::size_t batch = static_cast<std::size_t>(thread_count(control));
  Control inner = control;
  inner.progress = nullptr;
  std::vector<StoredMembers> made(batch), writing(batch);
  std::future<void> written;  // one at a time: HDF5 is not thread-safe
  const auto wait = [&] {
    const auto since = Clock::now();
    if (written.valid()) written.get();
    timing.waited += seconds_since(since);
  };
  // One chunk per thread and batch; threads are idle only while they wait for the batch before.
  bool done = true;
  for (std::size_t first = 0; first < chunks && done; first += batch) {
    const std::size_t count = std::min(batch, chunks - first);
    done = parallel_for(count, inner, [&](std::size_t i) {
      Trajectories simulated;
      const int member = static_cast<int>(first + i) * chunk;
      ensemble.trajectories(plan, member, std::min(chunk, header.members - member), simulated);
      made[i] = compress(header, simulated);
    });
    // The writer must be done with `writing` before the batches are swapped.
    wait();
    if (!done) break;
    std::swap(made, writing);
    for (std::size_t i = 0; i < count; ++i) timing.stored += size_of(writing[i]);
    written = std::async(std::launch::async, [&to, &writing, athlete, plan, count] {
      for (std::size_t i = 0; i < count; ++i) to.write_members(athlete, plan, writing[i]);
    });
  }
  wait();
  timing.bytes += std::uint64_t{4} * kOutputs * static_cast<std::uint64_t>(header.members) *
                  static_cast<std::uint64_t>(header.days);
  timing.seconds += seconds_since(begin);
  return done;
}

std::size_t store_bytes(const ResultsHeader& header) {
  const std::size_t chunk =
      sizeof(float) * static_cast<std::size_t>(members_per_chunk(header)) * static_cast<std::size_t>(header.days);
  // The trajectories, one output padded and shuffled, and two batches deflated (which may save nothing).
  return chunk * (kOutputs + 2) + 2 * kOutputs * (chunk + chunk / 512 + 64);
}

}  // namespace formcast
