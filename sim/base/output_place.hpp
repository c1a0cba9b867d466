#pragma once

#include <sys/types.h>

#include <cstddef>
#include <filesystem>

namespace formcast {

/// Where a file is to be written, and who may read it there.
struct OutputPlace {
  /// The path with links followed: a rename onto a link would replace the link.
  std::filesystem::path path;
  bool exists = false;
  /// Of the existing file. A new one is private to its owner: most output is personal data.
  mode_t mode = 0600;
  uid_t owner = 0;
  gid_t group = 0;

  std::filesystem::path folder() const { return path.has_parent_path() ? path.parent_path() : "."; }
};

/// Throws InputError for a folder or other non-regular file, a link that cannot be followed and a write-protected file.
OutputPlace output_place(const std::filesystem::path& path);

/// Gives an open file the owner and permissions of the one it replaces. Returns 0 or errno.
int take_after(const OutputPlace& place, int fd);

/// Whether `path` still names the open file.
bool has_name(int fd, const std::filesystem::path& path);

/// Throws InputError: why `path` cannot be written, and what may help.
[[noreturn]] void refuse_writing(const std::filesystem::path& path, int error);

/// Whether an open file holds these bytes and no more: what was written is read back before it takes a name.
bool reads_back(int fd, const char* bytes, std::size_t size);

/// A file that is removed should a signal end the program before it is finished. With no slot free it is left
/// for the next writer to sweep.
class UnfinishedFile {
 public:
  UnfinishedFile() = default;
  explicit UnfinishedFile(const std::filesystem::path& path);
  ~UnfinishedFile() { finished(); }
  UnfinishedFile(UnfinishedFile&& other) noexcept;
  UnfinishedFile& operator=(UnfinishedFile&& other) noexcept;
  void finished();

 private:
  int place_ = -1;
};

/// Removes all unfinished files; for a signal handler.
void remove_unfinished_files();

}  // namespace formcast
