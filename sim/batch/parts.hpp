#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/results/results.hpp"

namespace formcast {

/// The folder OUT.parts beside a results file, in which a run keeps its finished athletes so that they outlive it.
/// Each part is a results file of its own, named after the number of its first athlete. One run at a time holds the
/// folder. Every member throws InputError when the file system refuses.
class PartsFolder {
 public:
  /// Takes the folder if it is there. Throws NotNow when another run holds it.
  explicit PartsFolder(const std::filesystem::path& output);
  /// Lets go of the folder; one that came to hold nothing goes.
  ~PartsFolder();
  PartsFolder(const PartsFolder&) = delete;
  PartsFolder& operator=(const PartsFolder&) = delete;

  /// The parts that an earlier run left.
  std::vector<std::filesystem::path> found() const;

  /// Takes over the parts that an earlier run left of the same share of the same run. Returns what a person should
  /// know: damaged parts are left out. Throws InputError for a part of another run.
  std::vector<std::string> take_over(const ResultsHeader& header, const Part& share);

  /// Makes the folder, where it is not there, and takes it.
  void make();
  /// Where a part that begins with this athlete belongs.
  std::filesystem::path file_of(std::size_t first) const;
  /// Counts the athletes of a part that is in its place.
  void add(const Part& part, const std::filesystem::path& file);
  /// Removes all parts, and the folder if nothing else is in it.
  void remove();

  const std::filesystem::path& path() const { return folder_; }
  bool holds(std::size_t athlete) const { return athlete < files_.size() && !files_[athlete].empty(); }
  std::size_t athletes() const;
  /// The part in which each athlete is kept, empty where it is not: (athletes).
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
