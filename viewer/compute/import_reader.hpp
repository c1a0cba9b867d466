#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "sim/intake/intake.hpp"
#include "viewer/compute/import_report.hpp"
#include "viewer/compute/test_rows.hpp"

namespace formcast {

/// Reads an athlete's own files for the screen: sim/intake, and tables of tests. A worker of the page and a thread of
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
  void add_response(const ImportChoices& choices, const intake::IntakeResult& result, ImportReport& report) const;
  void add_tests(std::string_view name, std::string_view text);

  std::function<bool(std::size_t)> heard_;
  std::size_t inside_ = 0;
  std::optional<bool> day_first_;
  intake::Intake intake_;
  std::vector<ImportTest> tests_;  ///< of tables that hold nothing else
  std::string test_unit_;
  std::map<std::string, TestRows> test_files_;  ///< by name
};

/// Whether a file goes into an import, by its first 64 KB: device files, archives, exports, and tables that no other
/// file of the screen is. Histories, twins, sessions and results are not.
bool is_imported(std::string_view name, std::string_view begin);

}  // namespace formcast
