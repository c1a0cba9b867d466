#pragma once

#include <filesystem>

#include "sim/results/hdf5.hpp"
#include "sim/results/hdf5_output.hpp"
#include "sim/results/results_schema.hpp"

/// How results are laid out in HDF5 (docs/results-format.md). Private to the results writer.
namespace formcast::layout {

/// Deflate's level for trajectories: more takes three times as long and saves a hundredth.
inline constexpr int kMemberLevel = 1;

/// The file's type for numbers of this kind.
hdf5::Handle type_of(schema::Kind kind);

/// The same in this machine's byte order.
hdf5::Handle memory_type_of(schema::Kind kind);

/// An empty HDF5 file in `output`.
hdf5::Handle create_file(const hdf5::Checked& check, hdf5::OutputFile& output);

/// How a variable of this shape is chunked, filtered and filled when it is created.
hdf5::Handle creation_list(const hdf5::Checked& check, const schema::Variable& variable, const schema::Shape& shape);

}  // namespace formcast::layout
