#pragma once

#include <hdf5.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <memory>

namespace formcast::hdf5 {

/// An HDF5 file driver over a file of our own. `File` has size(), read(offset, bytes, size) that returns success,
/// write(offset, bytes, size) and resize(size), which remember a failure for their owner, and a number `allocated`: the
/// end of the address space HDF5 has in use.
///
/// Promises: HDF5 never sees a failed write or resize, which it would not survive; only reads can fail.
/// Relies on: a `File` that outlives every handle of its HDF5 file, and an owner that asks it for failures.
/// Costs: a call through HDF5's table for each read and write; HDF5's caches stay in front of it.
template <class File>
class Driver {
 public:
  /// Makes `access` (a file access property list) use `file`, whatever name is given to H5Fcreate or H5Fopen.
  static bool use(hid_t access, File& file) {
    static const H5FD_class_t kClass = describe();
    static const hid_t kDriver = H5FDregister(&kClass);
    File* const pointer = &file;
    return kDriver >= 0 && H5Pset_driver(access, kDriver, &pointer) >= 0;
  }

 private:
  /// HDF5 casts to the public part, so it comes first.
  struct Open {
    H5FD_t base{};
    File* file = nullptr;
    haddr_t end = 0;  ///< of the file, as reported to HDF5
  };

  static Open& ours(H5FD_t* file) { return *reinterpret_cast<Open*>(file); }
  static const Open& ours(const H5FD_t* file) { return *reinterpret_cast<const Open*>(file); }

  static H5FD_t* open(const char*, unsigned, hid_t access, haddr_t) {
    // The name is ignored: the file is already open, and comes with the property list.
    const auto* file = static_cast<File* const*>(H5Pget_driver_info(access));
    if (file == nullptr) return nullptr;
    auto opened = std::make_unique<Open>();
    opened->file = *file;
    opened->end = opened->file->size();
    return &opened.release()->base;
  }

  static herr_t close(H5FD_t* file) {
    delete &ours(file);
    return 0;
  }

  static herr_t query(const H5FD_t*, unsigned long* flags) {
    // Lets HDF5 gather small reads and writes before they get here.
    *flags = H5FD_FEAT_AGGREGATE_METADATA | H5FD_FEAT_ACCUMULATE_METADATA | H5FD_FEAT_DATA_SIEVE |
             H5FD_FEAT_AGGREGATE_SMALLDATA;
    return 0;
  }

  static haddr_t get_allocated(const H5FD_t* file, H5FD_mem_t) { return ours(file).file->allocated; }

  static herr_t set_allocated(H5FD_t* file, H5FD_mem_t, haddr_t address) {
    ours(file).file->allocated = address;
    return 0;
  }

  static haddr_t get_end(const H5FD_t* file, H5FD_mem_t) { return ours(file).end; }

  static herr_t read(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, std::size_t size, void* bytes) {
    return ours(file).file->read(address, bytes, size) ? 0 : -1;
  }

  static herr_t write(H5FD_t* file, H5FD_mem_t, hid_t, haddr_t address, std::size_t size, const void* bytes) {
    Open& to = ours(file);
    // Success even if it failed: `end` grows as if it had been written, and the owner finds the failure.
    to.file->write(address, bytes, size);
    to.end = std::max(to.end, address + size);
    return 0;
  }

  static herr_t truncate(H5FD_t* file, hid_t, hbool_t) {
    Open& to = ours(file);
    if (to.end != to.file->allocated) to.file->resize(to.file->allocated);
    to.end = to.file->allocated;
    return 0;
  }

  static H5FD_class_t describe() {
    H5FD_class_t made{};
    made.name = "formcast";
    made.maxaddr = static_cast<haddr_t>(std::numeric_limits<std::int64_t>::max());
    made.fc_degree = H5F_CLOSE_STRONG;
    made.fapl_size = sizeof(File*);
    made.open = open;
    made.close = close;
    made.query = query;
    made.get_eoa = get_allocated;
    made.set_eoa = set_allocated;
    made.get_eof = get_end;
    made.read = read;
    made.write = write;
    made.truncate = truncate;
    std::fill(std::begin(made.fl_map), std::end(made.fl_map), H5FD_MEM_SUPER);  // metadata and data side by side
    return made;
  }
};

}  // namespace formcast::hdf5
