#pragma once

#include <fmt/format.h>
#include <hdf5.h>
#include <hdf5_hl.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/input_error.hpp"

/// Small handles over the HDF5 C API, for the results writer and reader alone. HDF5 as Debian packages it is
/// not thread-safe: one thread at a time.
namespace formcast::hdf5 {

using Shape = std::vector<hsize_t>;

/// An open HDF5 identifier, closed on destruction.
class Handle {
 public:
  Handle() = default;
  Handle(hid_t id, herr_t (*closer)(hid_t)) : id_(id), closer_(closer) {}
  Handle(Handle&& other) noexcept : id_(std::exchange(other.id_, -1)), closer_(other.closer_) {}
  Handle& operator=(Handle&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(closer_, other.closer_);
    return *this;
  }
  ~Handle() { close(); }

  hid_t get() const { return id_; }

  /// Negative when HDF5 could not write what was pending.
  herr_t close() { return id_ < 0 ? 0 : closer_(std::exchange(id_, -1)); }

 private:
  hid_t id_ = -1;
  herr_t (*closer_)(hid_t) = nullptr;
};

/// HDF5 prints its error stack to stderr by default; ours goes into InputError.
inline void silence() { H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr); }

/// The message of the innermost frame of HDF5's error stack, such as "truncated file: eof = 96, ...".
inline std::string deepest_reason() {
  std::string reason;
  // Upward starts at the innermost frame, so the first text found is the one closest to the cause.
  const auto keep_first = [](unsigned, const H5E_error2_t* frame, void* out) -> herr_t {
    auto& text = *static_cast<std::string*>(out);
    if (text.empty() && frame->desc != nullptr) text = frame->desc;
    return 0;
  };
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_UPWARD, keep_first, &reason);
  return reason.empty() ? "no reason given" : reason;
}

/// Turns a failed HDF5 call on the file at `path` into InputError; otherwise returns the result.
struct Checked {
  std::filesystem::path path;
  std::string_view failure;  ///< "cannot be written", "is damaged"

  template <class Result>
  Result operator()(Result result, std::string_view operation) const {
    if (result < 0) fail(fmt::format("{} ({})", operation, deepest_reason()));
    return result;
  }
  [[noreturn]] void fail(std::string_view what) const {
    throw InputError(Place{path.string()}, fmt::format("{}: {}", failure, what));
  }
};

/// Variable-length UTF-8, what netCDF calls NC_STRING.
inline Handle string_type() {
  Handle type(H5Tcopy(H5T_C_S1), H5Tclose);
  H5Tset_size(type.get(), H5T_VARIABLE);
  H5Tset_cset(type.get(), H5T_CSET_UTF8);
  return type;
}

/// A scalar text attribute of fixed length, what netCDF calls NC_CHAR: older readers do not support string attributes.
inline void write_text_attribute(const Checked& check, hid_t object, std::string_view name, std::string_view text) {
  // h5netcdf returns a text of length one as bytes, so "d" is padded to two.
  std::string padded(text);
  padded.resize(std::max<std::size_t>(2, text.size()), '\0');
  Handle type(check(H5Tcopy(H5T_C_S1), name), H5Tclose);
  check(H5Tset_size(type.get(), padded.size()), name);
  check(H5Tset_strpad(type.get(), H5T_STR_NULLPAD), name);
  check(H5Tset_cset(type.get(), H5T_CSET_UTF8), name);
  Handle space(check(H5Screate(H5S_SCALAR), name), H5Sclose);
  const std::string key(name);
  Handle attribute(check(H5Acreate2(object, key.c_str(), type.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT), name),
                   H5Aclose);
  check(H5Awrite(attribute.get(), type.get(), padded.data()), name);
}

/// A number as it is stored and as it is held in memory.
struct Types {
  Handle file;
  Handle memory;
};

/// A numeric attribute: a scalar when `size` is 1, else a row.
inline void write_attribute(const Checked& check, hid_t object, std::string_view name, const Types& types,
                            const void* values, hsize_t size = 1) {
  Handle space(check(size == 1 ? H5Screate(H5S_SCALAR) : H5Screate_simple(1, &size, nullptr), name), H5Sclose);
  const std::string key(name);
  Handle attribute(
      check(H5Acreate2(object, key.c_str(), types.file.get(), space.get(), H5P_DEFAULT, H5P_DEFAULT), name), H5Aclose);
  check(H5Awrite(attribute.get(), types.memory.get(), values), name);
}

/// The current extent of a dataset.
inline Shape shape_of(const Checked& check, hid_t dataset, std::string_view name) {
  Handle space(check(H5Dget_space(dataset), name), H5Sclose);
  const int rank = check(H5Sget_simple_extent_ndims(space.get()), name);
  Shape shape(static_cast<std::size_t>(rank));
  check(H5Sget_simple_extent_dims(space.get(), shape.data(), nullptr), name);
  return shape;
}

struct Range {
  hsize_t first = 0;
  hsize_t count = 0;
};

/// The part of a dataset of extent `shape` at the leading indices `at`, whole in the other dimensions, or with `range`
/// a range of the first of these.
struct Slab {
  Handle memory;
  Handle file;
  std::size_t size = 1;  ///< elements

  Slab(const Checked& check, const Shape& shape, const Shape& at, std::string_view name, Range range = {}) {
    Shape start(shape.size(), 0);
    Shape count(shape);
    for (std::size_t i = 0; i < at.size(); ++i) {
      start[i] = at[i];
      count[i] = 1;
    }
    if (range.count > 0) {
      start[at.size()] = range.first;
      count[at.size()] = range.count;
    }
    for (const hsize_t n : count) size *= n;
    const int rank = static_cast<int>(shape.size());
    file = Handle(check(H5Screate_simple(rank, shape.data(), nullptr), name), H5Sclose);
    memory = Handle(check(H5Screate_simple(rank, count.data(), nullptr), name), H5Sclose);
    check(H5Sselect_hyperslab(file.get(), H5S_SELECT_SET, start.data(), nullptr, count.data(), nullptr), name);
  }
};

}  // namespace formcast::hdf5
