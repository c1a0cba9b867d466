#pragma once

#include <sys/types.h>

#include <cstddef>
#include <filesystem>

namespace formcast {

/// Where a file is to be written, and who may read it there.
struct OutputPlace {
  /// The file that the path stands for, links followed: a rename onto a link would replace the link.
  std::filesystem::path path;
  bool exists = false;
  /// Of the file that is there. A new one is its owner's alone: what is written is nearly always about an athlete.
  mode_t mode = 0600;
  uid_t owner = 0;
  gid_t group = 0;

  std::filesystem::path folder() const { return path.has_parent_path() ? path.parent_path() : "."; }
};

/// Throws InputError for a folder, for what is no ordinary file, for a link that cannot be followed and for a file that
/// is protected from writing.
OutputPlace output_place(const std::filesystem::path& path);

/// Gives an open file the owner and permissions of the one whose place it takes. Returns 0 or errno.
int take_after(const OutputPlace& place, int fd);

/// Whether an open file still is the one of this name.
bool has_name(int fd, const std::filesystem::path& path);

/// Says why `path` cannot be written, and what may help.
[[noreturn]] void refuse_writing(const std::filesystem::path& path, int error);

/// Whether an open file holds these bytes and no more: what was written is read back before it takes a name.
bool reads_back(int fd, const char* bytes, std::size_t size);

/// A file that is removed should a signal end the program before it is finished. Without a free place it is left lying
/// for whoever writes there next.
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
