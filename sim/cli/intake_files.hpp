#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/date.hpp"
#include "sim/intake/csv_sheet.hpp"
#include "sim/intake/session.hpp"

namespace formcast {

/// What a file is, by its content: names and extensions do not count.
enum class IntakeKind {
  kFit,
  kTcx,
  kGpx,
  kAppleHealth,
  kGoldenCheetah,
  kArchive,  ///< zip or gzip
  kHistory,  ///< Formcast's own CSV
  kExport,   ///< a CSV whose headings are known
  kOther,
};

/// What was found in a file, before sessions of several files are joined.
struct IntakeFacts {
  std::size_t sessions = 0, samples = 0, readings = 0, tests = 0;
  std::set<std::string> sports, markers;
  std::optional<Date> first, last;  ///< of sessions and readings, in local time where the file has it
};

IntakeFacts facts_of(const intake::Content& content);

struct IntakeFile {
  std::string name;  ///< as given, inside archives "export.zip/ride.fit"
  IntakeKind kind = IntakeKind::kOther;
  std::string what;         ///< "FIT", "CSV (Strava)", "history"
  intake::Content content;  ///< its sessions name their source as `name`
  IntakeFacts facts;
  std::string left_out;  ///< why nothing was taken; "" otherwise
  bool trouble = false;  ///< it should have been readable
};

/// The kind that a file's first bytes tell; kOther also for tables whose headings are not a history's.
IntakeKind kind_by_content(std::span<const std::uint8_t> bytes);

struct IntakeReading {
  intake::CsvChoices choices = {};
  const std::atomic<bool>* cancelled = nullptr;                         ///< ends the reading early
  std::function<void(std::size_t done, std::size_t total)> progress{};  ///< in files and archives
};

/// Reads files, folders and archives, also archives inside archives. Of a folder all files in order of their names,
/// without hidden ones; links in it are named and not followed. Each file once, however often it is given, and one at a
/// time: what is kept are sessions and readings. A file of more than `kLargestIntake` bytes is refused. Never throws
/// for what the files hold: one that cannot be read is in the result with `trouble`.
inline constexpr std::uint64_t kLargestIntake = std::uint64_t{512} << 20U;
std::vector<IntakeFile> read_intake(const std::vector<std::string>& paths, const IntakeReading& reading = {});

}  // namespace formcast
