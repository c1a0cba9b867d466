#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "sim/base/output_place.hpp"

namespace formcast::hdf5 {

/// Brings the names in the folder of `path` to disk. A file system that cannot sync a folder has nothing to promise, so
/// its answer does not matter.
void sync_folder_of(const std::filesystem::path& path);

/// A file on its way to `path`. HDF5 does not survive a write that fails while it flushes: closing the file then
/// fails too, and the program may hang or crash at exit. So HDF5 is never told: the first failure is remembered,
/// every write after it swallowed, and whoever uses this asks throw_if_failed() after each step.
class OutputFile {
 public:
  /// Looks over what is about to take its name, and throws InputError for what must not.
  using Inspect = std::function<void(const std::filesystem::path& partial)>;

  /// Opens "<path>.partial", beside what a link leads to, and locks it. Throws InputError when `path` cannot become a
  /// file, NotNow when somebody else is writing it.
  explicit OutputFile(const std::filesystem::path& path);
  /// Removes the partial file unless commit() has renamed it.
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  /// Throws InputError with what the operating system said when the first write failed.
  void throw_if_failed() const;

  /// The seal, everything to disk, `inspect`, the rename. To be called when HDF5 has closed the file. A file whose
  /// place it takes hands on its permissions. Throws InputError.
  void commit(const Inspect& inspect) { commit(place_.path, inspect); }
  /// The same under another name on the same disk.
  void commit(const std::filesystem::path& path, const Inspect& inspect);

  // For the driver.
  std::uint64_t allocated = 0;
  std::uint64_t size() const;
  void write(std::uint64_t offset, const void* bytes, std::size_t size);
  bool read(std::uint64_t offset, void* bytes, std::size_t size) const;
  void resize(std::uint64_t size);

 private:
  void open_partial();
  void clear_away() const;
  void write_seal();
  void remember_failure(int code);
  [[noreturn]] void fail(const std::string& what) const;

  std::filesystem::path path_;  ///< as it was given
  OutputPlace place_;
  std::filesystem::path partial_;
  UnfinishedFile unfinished_;
  int descriptor_ = -1;
  std::string error_;
};

}  // namespace formcast::hdf5
