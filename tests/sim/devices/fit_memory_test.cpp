// How much memory reading a FIT file takes beside the file. Its own unit: it counts what this program allocates.
#include <gtest/gtest.h>
#include <malloc.h>

#include <algorithm>
#include <cstdlib>
#include <new>

#include "tests/sim/devices/fit_activity.hpp"
#include "tests/sim/devices/fit_recording.hpp"

namespace {

thread_local std::size_t allocated = 0, most = 0;

}  // namespace

void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  void* const memory = std::malloc(size);
  if (memory == nullptr) return nullptr;
  allocated += ::malloc_usable_size(memory);
  most = std::max(most, allocated);
  return memory;
}

void* operator new(std::size_t size) {
  void* const memory = operator new(size, std::nothrow);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void operator delete(void* memory) noexcept {
  if (memory != nullptr) allocated -= ::malloc_usable_size(memory);
  std::free(memory);
}

void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }

namespace formcast::intake::testing_fit {
namespace {

/// At its most, in sizes of the file.
double memory_of_reading(const Bytes& file) {
  const std::size_t before = most = allocated;
  const Content content = read(file);
  EXPECT_EQ(content.sessions.size(), 1U);
  return static_cast<double>(most - before) / static_cast<double>(file.size());
}

/// A ride of small records, as old devices write them.
Bytes small_records(std::vector<FieldSpec> fields, const std::vector<Values>& values, int seconds) {
  FitFile file;
  add_file_id(file);
  fields.insert(fields.begin(), {253, kU32});
  file.define(1, 20, std::move(fields));
  for (int second = 0; second < seconds; ++second) {
    std::vector<Values> record{kMoment + second};
    record.insert(record.end(), values.begin(), values.end());
    file.data(1, record);
  }
  return file.bytes();
}

TEST(FitMemory, IsBelowFourTimesTheFile) {
  constexpr int kSeconds = 20'000;
  EXPECT_LT(memory_of_reading(small_records({{3, kU8}, {4, kU8}}, {120, 85}, kSeconds)), 4.0) << "7 bytes";
  EXPECT_LT(memory_of_reading(small_records({{3, kU8}, {4, kU8}, {7, kU16}}, {120, 85, 200}, kSeconds)), 4.0) << "9";
  EXPECT_LT(memory_of_reading(small_records({{3, kU8}, {5, kU32}, {6, kU16}}, {120, 9, 3000}, kSeconds)), 4.0) << "12";
  EXPECT_LT(memory_of_reading(small_records({{0, kS32}, {1, kS32}}, {5e8, 1e8}, kSeconds)), 4.0) << "positions alone";
  for (const Recorder recorder : {Recorder::kBikeComputer, Recorder::kHeadUnit, Recorder::kWatch}) {
    EXPECT_LT(memory_of_reading(Recording(7, recorder).write(kMoment, kSeconds)), 2.0) << "29 to 39";
  }
}

}  // namespace
}  // namespace formcast::intake::testing_fit
