#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/results/results.hpp"

namespace formcast {

/// The folder OUT.parts beside a results file, in which a run saves its finished athletes so that they outlive it.
/// Each part is a results file of its own, named after the number of its first athlete. One run at a time locks the
/// folder. Every member throws InputError when the file system fails.
class PartsFolder {
 public:
  /// Locks the folder if it exists. Throws NotNow if another run has locked it.
  explicit PartsFolder(const std::filesystem::path& output);
  /// Unlocks the folder, and removes it if it is empty.
  ~PartsFolder();
  PartsFolder(const PartsFolder&) = delete;
  PartsFolder& operator=(const PartsFolder&) = delete;

  /// The parts that an earlier run left.
  std::vector<std::filesystem::path> found() const;

  /// Takes over the parts that an earlier run left of the same share of the same run. Returns notes for the
  /// user: damaged parts are left out. Throws InputError for a part of another run.
  std::vector<std::string> take_over(const ResultsHeader& header, const Part& share);

  /// Creates the folder, if it does not exist, and locks it.
  void make();
  /// The file of the part that begins with this athlete.
  std::filesystem::path file_of(std::size_t first) const;
  /// Adds the athletes of a finished part.
  void add(const Part& part, const std::filesystem::path& file);
  /// Removes all parts, and the folder if nothing else is in it.
  void remove();

  const std::filesystem::path& path() const { return folder_; }
  bool holds(std::size_t athlete) const { return athlete < files_.size() && !files_[athlete].empty(); }
  std::size_t athletes() const;
  /// The part that holds each athlete, empty if none does: (athletes).
  const std::vector<std::filesystem::path>& files() const { return files_; }

 private:
  void take();
  std::vector<std::filesystem::path> found(std::string_view suffix) const;

  std::filesystem::path output_;
  std::filesystem::path folder_;
  int lock_ = -1;
  std::vector<std::filesystem::path> files_;
};

}  // namespace formcast
