#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/intake/kept_text.hpp"

namespace formcast {

/// What earlier runs of intake read, kept beside the histories so that a file that has not changed is not read again.
/// Lines of JSON: the first with the version and a digest of the others, then two for each file, what it was and what
/// was read of it. It can be deleted: files are then read again.
class IntakeState {
 public:
  /// A file as it is found now.
  struct Seen {
    std::filesystem::path path;  ///< canonical
    std::string name;            ///< as reports call it
    bool given = false;
    std::string digest;  ///< of its bytes
  };

  /// Reads the file, if there is one; "": keeps nothing. `fresh`: nothing in it counts as read. One that is damaged or
  /// of another version is named and replaced; one that intake did not write is named and stays.
  IntakeState(std::filesystem::path file, std::string reading, bool fresh);

  bool keeps() const { return !file_.empty(); }
  const std::filesystem::path& file() const { return file_; }
  bool usable() const { return usable_; }  ///< it is there and whole
  std::size_t files() const { return entries_.size(); }

  /// What was read of the same bytes, by the same name and with the same options; nothing otherwise.
  std::optional<std::vector<intake::KeptFile>> find(const Seen& seen);
  /// What an intake reads, one file after the other (ReadingOptions::keep); `begin` forgets what was read so far.
  void begin() { reading_now_.clear(); }
  void add(const intake::ReadFile& file, const intake::Content& kept) { reading_now_.push_back({file, kept}); }
  /// Keeps what was added since `begin` as what the file holds. What cannot be kept will be read again.
  void keep(const Seen& seen);
  /// Writes what is new, without files that are gone. Names on standard error what keeps it from being written.
  void save();

  std::size_t known() const { return known_; }                     ///< files found as they were read before
  std::size_t of_other_options() const { return other_options_; }  ///< unchanged files read again for other options

 private:
  struct Entry {
    std::string name;
    bool given = false;
    std::string digest, reading;
    std::string lines;  ///< of the file: these, and what was read (kept_text)
  };
  void load();
  bool load_lines(std::string_view lines);

  std::filesystem::path file_;
  std::string reading_;
  bool fresh_ = false, foreign_ = false, usable_ = false, changed_ = false;
  std::map<std::string, Entry> entries_;  ///< by path
  std::vector<intake::KeptFile> reading_now_;
  std::size_t known_ = 0, other_options_ = 0;
};

}  // namespace formcast
