#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "sim/base/output_place.hpp"

namespace formcast::hdf5 {

/// Syncs the folder of `path`, so that renames in it are on disk. File systems that cannot sync a folder are ignored.
void sync_folder_of(const std::filesystem::path& path);

/// A file being written for `path`. HDF5 does not survive a write that fails while it flushes: closing the file then
/// fails too, and the program may hang or crash at exit. So failures are hidden from HDF5: the first one is remembered,
/// later writes are dropped, and the caller checks throw_if_failed() after each step.
class OutputFile {
 public:
  /// Checks the file before it is renamed; throws InputError to refuse it.
  using Inspect = std::function<void(const std::filesystem::path& partial)>;

  /// Opens "<path>.partial", beside what a link leads to, and locks it. Throws InputError when `path` cannot become a
  /// file, NotNow if another run is writing it.
  explicit OutputFile(const std::filesystem::path& path);
  /// Removes the partial file unless commit() has renamed it.
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  /// Throws InputError with the operating system's reason if a write failed.
  void throw_if_failed() const;

  /// Writes the seal, syncs, runs `inspect` and renames. To be called after HDF5 has closed the file. A file that it
  /// replaces passes on its permissions. Throws InputError.
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

  std::filesystem::path path_;  ///< as given
  OutputPlace place_;
  std::filesystem::path partial_;
  UnfinishedFile unfinished_;
  int descriptor_ = -1;
  std::string error_;
};

}  // namespace formcast::hdf5
