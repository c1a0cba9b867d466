#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/results/hdf5.hpp"
#include "sim/results/hdf5_input.hpp"

namespace formcast::hdf5 {

/// An open dataset and its extent.
struct Dataset {
  Handle handle;
  Shape shape;
};

/// An HDF5 file open for reading, everything unexpected in it an InputError. It reads this one file only:
/// external links, external storage and virtual datasets, which give other files' bytes, are refused.
class Source {
 public:
  /// Throws InputError when the file cannot be read, is no HDF5 or is damaged.
  explicit Source(const std::filesystem::path& path);

  hid_t root() const { return file_.get(); }
  bool has_attribute(std::string_view name) const;
  std::string text(hid_t object, std::string_view name) const;
  /// A numeric attribute of the file; `type` is T's HDF5 type.
  template <class T>
  T number(std::string_view name, hid_t type) const {
    T read{};
    read_number(name, type, &read);
    return read;
  }
  Dataset dataset(std::string_view name) const;
  std::vector<std::string> texts(std::string_view name) const;
  /// The values of `from` at the leading indices `at`.
  void values(const Dataset& from, std::string_view name, const Shape& at, hid_t type, void* to) const;

  const Checked check;
  mutable InputFile input;  ///< outlives the handles of the file; checks its seal block by block as it is read

 private:
  void open();
  Handle attribute(hid_t object, std::string_view name) const;
  void read_number(std::string_view name, hid_t type, void* to) const;

  Handle file_;
};

}  // namespace formcast::hdf5
