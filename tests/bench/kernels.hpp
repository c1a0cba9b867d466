#pragma once

#include <cstdint>
#include <span>
#include <vector>

/// The same job three ways: Banister, one load normal and one test normal a day, every performance stored.
namespace formcast::bench {

/// ~10 lines of plain C++ with <random>: the baseline.
void scalar_kernel(std::span<const float> load, int members, std::vector<float>& performance);

/// The floor: the bare arithmetic of the job, written for this one model and these two normals alone, with
/// the fewest random rounds that pass BigCrush (12). No engine can do the job in less on this compiler.
void floor_kernel(std::span<const float> load, int members, std::vector<float>& performance);

}  // namespace formcast::bench
