#pragma once

#include <hdf5.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "sim/results/hdf5.hpp"

/// Edits of a results file through HDF5, as by another program: the file stays HDF5, and has no seal.
namespace formcast::fuzz {

using hdf5::Handle;

/// One edit: what is done, to which variable or attribute, with what.
struct Edit {
  std::uint8_t what = 0, where = 0, with = 0;
};

template <class T, std::size_t N>
const T& chosen(const std::array<T, N>& from, unsigned choice) {
  return from[choice % N];
}

inline constexpr std::array kVariables{"athlete",
                                       "plan",
                                       "date",
                                       "quantile",
                                       "twin_digest",
                                       "planned_load",
                                       "planned_test",
                                       "fitness",
                                       "fatigue",
                                       "form",
                                       "performance",
                                       "target_performance",
                                       "target_probability",
                                       "peak_day",
                                       "member",
                                       "difference",
                                       "other_plan",
                                       "difference_mean",
                                       "probability_better",
                                       "non_finite_members",
                                       "performance_members"};
inline constexpr std::array kAttributes{
    "results_version", "members",      "target_date", "target_performance", "seed",       "title",         "scenario",
    "scenario_text",   "command_line", "units",       "model_versions",     "part_first", "part_athletes", "shard",
    "shards"};
inline constexpr std::array kTexts{"",
                                   "AU",
                                   "2028-03-02",
                                   "2028-02-30",
                                   "2199-12-31",
                                   "1900-01-01",
                                   "days since 2028-02-27",
                                   "days since 2199-12-31",
                                   "days since ",
                                   "days since 1"};
inline constexpr std::array<double, 10> kNumbers{0,
                                                 1,
                                                 -1,
                                                 2147483647,
                                                 -2147483648.0,
                                                 1e18,
                                                 -0.5,
                                                 1e300,
                                                 std::numeric_limits<double>::quiet_NaN(),
                                                 std::numeric_limits<double>::infinity()};

inline Handle type_of(unsigned choice) {
  const std::array numbers{H5T_STD_I8LE, H5T_STD_I32LE, H5T_STD_U64BE, H5T_IEEE_F32LE, H5T_IEEE_F64BE, H5T_STD_B16LE};
  switch (choice % 10) {
    case 6:
      return hdf5::string_type();
    case 7:
      return {H5Tvlen_create(H5T_STD_I32LE), H5Tclose};
    case 8:
      return {H5Tcreate(H5T_OPAQUE, 5), H5Tclose};
    case 9: {
      Handle text(H5Tcopy(H5T_C_S1), H5Tclose);
      H5Tset_size(text.get(), 10);
      return text;
    }
    default:
      return {H5Tcopy(numbers[choice % 10]), H5Tclose};
  }
}

inline Handle space_of(unsigned choice) {
  static const std::array<std::vector<hsize_t>, 8> kShapes{{{0}, {1}, {2}, {3}, {5}, {2, 2}, {2, 2, 3}, {2, 2, 3, 5}}};
  if (choice % 10 == 8) return {H5Screate(H5S_SCALAR), H5Sclose};
  if (choice % 10 == 9) return {H5Screate(H5S_NULL), H5Sclose};
  const auto& shape = kShapes[choice % 10];
  return {H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), H5Sclose};
}

/// Gives an attribute another type, shape and value, and makes it when there is none.
inline void set_attribute(hid_t object, const char* name, unsigned with) {
  H5Adelete(object, name);
  const Handle type = type_of(with), space = space_of(with / 8 % 2 == 0 ? 8U : with / 10);
  const Handle attribute(H5Acreate2(object, name, type.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT), H5Aclose);
  if (attribute.get() < 0) return;
  const std::vector<double> numbers(64, chosen(kNumbers, with));
  const std::vector<const char*> texts(64, chosen(kTexts, with / 4));
  const bool is_text = with % 10 == 6;
  H5Awrite(attribute.get(), is_text ? type.get() : H5T_NATIVE_DOUBLE,
           is_text ? static_cast<const void*>(texts.data()) : numbers.data());
}

/// Replaces a variable by another of the same name, with the attributes that matter.
inline void replace_variable(hid_t file, const char* name, unsigned with) {
  H5Ldelete(file, name, H5P_DEFAULT);
  const Handle type = type_of(with), space = space_of(with / 10);
  const Handle made(H5Dcreate2(file, name, type.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Dclose);
  if (made.get() >= 0) set_attribute(made.get(), "units", 6);
}

/// Sets the first values of a variable of numbers.
inline void set_values(hid_t file, const char* name, unsigned with) {
  const Handle variable(H5Dopen2(file, name, H5P_DEFAULT), H5Dclose);
  const Handle space(H5Dget_space(variable.get()), H5Sclose);
  const hssize_t size = H5Sget_simple_extent_npoints(space.get());
  if (size < 1 || size > 1000) return;
  std::vector<double> values(static_cast<std::size_t>(size));
  if (H5Dread(variable.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()) < 0) return;
  // All in order, so that dates stay consecutive, or the first alone.
  const double first = chosen(kNumbers, with);
  for (std::size_t i = 0; i < (with >= 128 ? values.size() : 1); ++i) values[i] = first + static_cast<double>(i);
  H5Dwrite(variable.get(), H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data());
}

inline void apply(hid_t file, const Edit& edit) {
  const char* const variable = chosen(kVariables, edit.where);
  const char* const attribute = chosen(kAttributes, edit.where);
  switch (edit.what % 8) {
    case 0:
      H5Ldelete(file, variable, H5P_DEFAULT);
      break;
    case 1:
      replace_variable(file, variable, edit.with);
      break;
    case 2:
      H5Ldelete(file, variable, H5P_DEFAULT);
      H5Lcreate_hard(file, chosen(kVariables, edit.with), file, variable, H5P_DEFAULT, H5P_DEFAULT);
      break;
    case 3:
      H5Ldelete(file, variable, H5P_DEFAULT);
      if (edit.with % 2 == 0) {
        H5Lcreate_soft(chosen(kVariables, edit.with / 2U), file, variable, H5P_DEFAULT, H5P_DEFAULT);
      } else {
        const Handle group(H5Gcreate2(file, variable, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT), H5Gclose);
      }
      break;
    case 4:
      H5Adelete(file, attribute);
      break;
    case 5:
      set_attribute(file, attribute, edit.with);
      break;
    case 6: {
      const Handle owner(H5Oopen(file, variable, H5P_DEFAULT), H5Oclose);
      if (owner.get() >= 0) set_attribute(owner.get(), "units", edit.with);
      break;
    }
    default:
      set_values(file, variable, edit.with);
  }
}

/// Makes all edits in the file at `path`.
inline void edit(const std::filesystem::path& path, std::span<const std::uint8_t> bytes) {
  const Handle file(H5Fopen(path.c_str(), H5F_ACC_RDWR, H5P_DEFAULT), H5Fclose);
  for (std::size_t i = 0; i + 3 <= bytes.size() && i < 3 * 16; i += 3) {
    apply(file.get(), {bytes[i], bytes[i + 1], bytes[i + 2]});
  }
}

}  // namespace formcast::fuzz
