#include "sim/results/hdf5_output.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/results/hdf5_seal.hpp"

// A results file written under a temporary name, then sealed, synced, inspected and renamed.
//
// Promises: `path` holds either what it held before or the complete new file, also after a crash or a full disk; one
// writer at a time; a failed write never reaches HDF5.
// Relies on: atomic rename within a folder, flock on the partial file, and a caller that checks throw_if_failed().
// Costs: the file is read once more to digest it for the seal, and synced once.
namespace formcast::hdf5 {
namespace {

std::string system_reason() { return std::generic_category().message(errno); }

}  // namespace

void sync_folder_of(const std::filesystem::path& path) {
  const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0) return;
  ::fsync(opened);
  ::close(opened);
}

OutputFile::OutputFile(const std::filesystem::path& path)
    : path_(path), place_(output_place(path)), partial_(place_.path) {
  partial_ += ".partial";
  open_partial();
  unfinished_ = UnfinishedFile(partial_);
}

/// Removes what a killed run left under this name. Never written into: it may be a hard link to another file.
void OutputFile::clear_away() const {
  const int left = ::open(partial_.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  if (left < 0 && errno == ENOENT) return;
  if (left < 0) fail("cannot be written: " + partial_.filename().string() + " is in the way: " + system_reason());
  // Removed only if no run has it locked, and only while it still has this name.
  const bool taken = ::flock(left, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  const bool removed = taken || !has_name(left, partial_) || ::unlink(partial_.c_str()) == 0;
  const std::string reason = system_reason();
  ::close(left);
  if (taken) {
    throw NotNow(Place{path_.string()},
                 "is being written by another run (it holds " + partial_.filename().string() + "); try again later");
  }
  if (!removed) fail("cannot be written: " + partial_.filename().string() + " is in the way: " + reason);
}

void OutputFile::open_partial() {
  // Loops while other runs create, rename or remove the file of this name.
  for (;;) {
    descriptor_ = ::open(partial_.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor_ < 0 && errno != EEXIST) fail("cannot be written: " + system_reason());
    if (descriptor_ < 0) {
      clear_away();
      continue;
    }
    // Between open and lock another run may have cleared the file away: then it has lost its name.
    const bool taken = ::flock(descriptor_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    if (!taken && has_name(descriptor_, partial_)) return;
    ::close(std::exchange(descriptor_, -1));
  }
}

OutputFile::~OutputFile() {
  if (descriptor_ < 0) return;
  ::unlink(partial_.c_str());  // while still locked, so that it is this run's
  ::close(descriptor_);
}

void OutputFile::write(std::uint64_t offset, const void* bytes, std::size_t size) {
  const char* from = static_cast<const char*>(bytes);
  while (size > 0 && error_.empty()) {
    const ssize_t done = ::pwrite(descriptor_, from, size, static_cast<off_t>(offset));
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return remember_failure(done < 0 ? errno : EIO);
    from += done;
    offset += static_cast<std::uint64_t>(done);
    size -= static_cast<std::size_t>(done);
  }
}

bool OutputFile::read(std::uint64_t offset, void* bytes, std::size_t size) const {
  char* to = static_cast<char*>(bytes);
  while (size > 0) {
    const ssize_t done = ::pread(descriptor_, to, size, static_cast<off_t>(offset));
    if (done < 0 && errno == EINTR) continue;
    if (done < 0) return false;
    if (done == 0) break;
    to += done;
    offset += static_cast<std::uint64_t>(done);
    size -= static_cast<std::size_t>(done);
  }
  std::memset(to, 0, size);  // allocated space that is not written yet reads as zeros
  return true;
}

void OutputFile::resize(std::uint64_t size) {
  if (error_.empty() && ::ftruncate(descriptor_, static_cast<off_t>(size)) != 0) remember_failure(errno);
}

void OutputFile::write_seal() {
  const std::uint64_t end = size();
  const auto give = [this](std::uint64_t offset, std::size_t count) {
    std::string made(count, '\0');
    return read(offset, made.data(), count) ? made : std::string();
  };
  const auto seal = make_seal(end, give);
  if (!seal) fail("cannot be read back: " + system_reason());
  const std::string text = seal->text();
  write(end, text.data(), text.size());
}

std::uint64_t OutputFile::size() const {
  struct stat status {};
  return ::fstat(descriptor_, &status) == 0 ? static_cast<std::uint64_t>(status.st_size) : 0;
}

void OutputFile::remember_failure(int code) { error_ = std::generic_category().message(code); }

void OutputFile::throw_if_failed() const {
  if (!error_.empty()) fail("cannot be written: " + error_);
}

void OutputFile::commit(const std::filesystem::path& path, const Inspect& inspect) {
  // Sealed and synced before the rename, so that `path` is never less than the whole file.
  throw_if_failed();
  write_seal();
  if (::fsync(descriptor_) != 0) remember_failure(errno);
  throw_if_failed();
  inspect(partial_);
  // Under its own name the target may have changed since: its permissions are taken as they are now.
  const OutputPlace place = path == place_.path ? output_place(path) : OutputPlace{path};
  if (const int error = take_after(place, descriptor_); error != 0) remember_failure(error);
  throw_if_failed();
  if (::rename(partial_.c_str(), path.c_str()) != 0)
    throw InputError(Place{path.string()}, "cannot be put in place: " + system_reason());
  unfinished_.finished();
  ::close(std::exchange(descriptor_, -1));
  sync_folder_of(path);  // makes the rename durable
}

void OutputFile::fail(const std::string& what) const { throw InputError(Place{path_.string()}, what); }

}  // namespace formcast::hdf5
