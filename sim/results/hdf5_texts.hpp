#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/results/hdf5.hpp"
#include "sim/results/hdf5_input.hpp"

namespace formcast::hdf5 {

/// The texts of variable length that a list of `count` holds. They are read from the file's global heap here and not by
/// HDF5, which trusts the lengths and addresses of a forged file: that can crash it, or make it loop for ever. Throws
/// InputError for what is not as netCDF-4 stores it.
std::vector<std::string> variable_texts(const Checked& check, InputFile& input, hid_t dataset, std::string_view name,
                                        hsize_t count);

}  // namespace formcast::hdf5
