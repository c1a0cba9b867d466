#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/intake/intake.hpp"
#include "viewer/compute/import_report.hpp"

namespace formcast {

/// Reads an athlete's own files for the screen, with sim/intake. A worker of the page and a thread of
/// the desktop have one each, and keep it until files have to be read again.
class ImportReader {
 public:
  /// `heard`: called after each file, those inside archives included, with how many there were; true stops reading.
  explicit ImportReader(const ImportChoices& choices, std::function<bool(std::size_t)> heard = {});
  ImportReader(const ImportReader&) = delete;
  ImportReader& operator=(const ImportReader&) = delete;

  /// Reads a file, or an archive entry by entry. `given`: the user named it, not a folder around it. Never throws for
  /// the bytes.
  void add(std::string_view name, const intake::ByteSource& source, bool given);
  /// Names a file that cannot be had, and why.
  void leave_out(std::string_view name, std::string why) { intake_.leave_out(name, std::move(why), true); }

  /// What was read, and the history that these choices make of it: milliseconds for thousands of sessions. Those of
  /// reading are the constructor's.
  ImportReport report(const ImportChoices& choices) const;

 private:
  /// A table that no dialect knows, or that a mapping reads; kept to be explained again.
  struct Table {
    std::string file, text;
    bool given = false;  ///< by its name
    bool known = false;  ///< to a dialect or a mapping
  };
  void keep(const intake::ReadFile& file, std::string_view text);
  ImportTable explained(const Table& table, const ImportChoices& choices) const;
  void add_tables(const ImportChoices& choices, ImportReport& report) const;
  void ask_of_folders(const ImportChoices& choices, ImportReport& report) const;
  void add_athletes(const ImportChoices& choices, ImportReport& report) const;

  std::function<bool(std::size_t)> heard_;
  std::size_t inside_ = 0;
  std::vector<intake::Mapping> mappings_;  ///< of the choices
  std::vector<Table> tables_;
  std::vector<intake::Mapping> found_;         ///< mappings among the files
  std::map<std::string, std::string> faults_;  ///< of files of mappings, by name; "" where there is none
  intake::Intake intake_;
};

/// Whether a file goes into an import, by its first 64 KB: device files, archives, exports, and tables that no other
/// file of the screen is. Histories, twins, sessions and results are not.
bool is_imported(std::string_view name, std::string_view begin);

}  // namespace formcast
