#include "sim/cli/intake_files.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <filesystem>
#include <system_error>
#include <utility>

#include "sim/cli/intake_kinds.hpp"
#include "sim/cli/intake_stream.hpp"
#include "sim/intake/apple_health_reader.hpp"
#include "sim/intake/archive.hpp"
#include "sim/intake/csv_dialects.hpp"
#include "sim/intake/fit_reader.hpp"
#include "sim/intake/golden_cheetah_reader.hpp"
#include "sim/intake/gpx_reader.hpp"
#include "sim/intake/tcx_reader.hpp"

namespace formcast {
namespace {

namespace fs = std::filesystem;
using Bytes = std::span<const std::uint8_t>;

/// A file to be read, or why it is not.
struct Listed {
  fs::path path;
  bool given = false;  ///< named by the user, not found in a folder
  std::string left_out{};
  bool trouble = false;
};

std::string system_says(int error) { return std::generic_category().message(error); }

/// All files of a folder, by name.
void list_folder(const fs::path& folder, const std::atomic<bool>* cancelled, std::vector<Listed>& listed) {
  std::vector<fs::path> entries;
  std::error_code error;
  for (fs::directory_iterator each(folder, error), end; !error && each != end; each.increment(error)) {
    if (cancelled != nullptr && *cancelled) return;
    if (!each->path().filename().string().starts_with('.')) entries.push_back(each->path());
  }
  if (error) listed.push_back({folder, false, "the folder cannot be read: " + error.message(), true});
  std::ranges::sort(entries, {}, [](const fs::path& p) { return p.filename().string(); });
  for (const fs::path& entry : entries) {
    const fs::file_status status = fs::symlink_status(entry, error);
    if (fs::is_directory(status)) {
      list_folder(entry, cancelled, listed);
    } else if (fs::is_symlink(status)) {
      listed.push_back({entry, false, "it is a link; links in folders are not followed"});
    } else if (fs::is_regular_file(status)) {
      listed.push_back({entry});
    } else {
      listed.push_back({entry, false, "it is no regular file"});
    }
  }
}

std::vector<Listed> list_all(const std::vector<std::string>& paths, const std::atomic<bool>* cancelled) {
  std::vector<Listed> listed;
  for (const std::string& path : paths) {
    std::error_code error;
    if (fs::is_directory(path, error)) {
      list_folder(path, cancelled, listed);
    } else {
      listed.push_back({path, true});
    }
  }
  std::set<std::string> seen;
  for (Listed& file : listed) {
    std::error_code error;
    const fs::path canonical = fs::canonical(file.path, error);
    if (!error && file.left_out.empty() && !seen.insert(canonical.string()).second) {
      file.left_out = "it is given twice";
    }
  }
  return listed;
}

/// The whole of a file; a fault where it cannot be had.
std::string read_bytes(const fs::path& path, const std::atomic<bool>* cancelled, std::vector<std::uint8_t>& bytes) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (fd < 0) return "cannot be opened: " + system_says(errno);
  std::string fault;
  struct stat status {};
  if (::fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) {
    fault = "it is no regular file";
  } else if (static_cast<std::uint64_t>(status.st_size) > kLargestIntake) {
    fault = fmt::format("it is larger than {} MB, the most that is read at once; an archive can be unpacked first",
                        kLargestIntake >> 20U);
  } else {
    bytes.resize(static_cast<std::size_t>(status.st_size));
  }
  std::size_t at = 0;
  while (fault.empty() && at < bytes.size() && !(cancelled != nullptr && *cancelled)) {
    constexpr std::size_t kPiece = std::size_t{1} << 22U;
    const ssize_t got = ::read(fd, bytes.data() + at, std::min(kPiece, bytes.size() - at));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fault = "cannot be read: " + system_says(errno);
    if (got <= 0) break;
    at += static_cast<std::size_t>(got);
  }
  ::close(fd);
  bytes.resize(at);
  return fault;
}

/// What was read, and what was not, of a file whose content is known.
void conclude(IntakeFile& file) {
  if (!file.content.fault.empty()) {
    file.left_out = file.content.fault;
    file.trouble = !file.content.other_matter;
  }
  file.facts = facts_of(file.content);
}

std::string format_of(const intake::Content& content) {
  if (!content.sessions.empty() && !content.sessions.front().sources.empty()) {
    return content.sessions.front().sources.front().format;
  }
  return "CSV";
}

/// Reads a file that is no archive.
IntakeFile read_one(std::string_view name, Bytes bytes, bool given, const intake::CsvChoices& choices) {
  IntakeFile file{std::string(name), kind_by_content(bytes), "", {}, {}, "", false};
  if (file.kind == IntakeKind::kFit) {
    file.what = "FIT", file.content = intake::read_fit(bytes, name);
  } else if (file.kind == IntakeKind::kTcx) {
    file.what = "TCX", file.content = intake::read_tcx(bytes, name);
  } else if (file.kind == IntakeKind::kGpx) {
    file.what = "GPX", file.content = intake::read_gpx(bytes, name);
  } else if (file.kind == IntakeKind::kAppleHealth) {
    file.what = "Apple Health", file.content = intake::read_apple_health(bytes, name);
  } else if (file.kind == IntakeKind::kGoldenCheetah) {
    file.what = "GoldenCheetah", file.content = intake::read_golden_cheetah(bytes, name);
  } else if (file.kind == IntakeKind::kHistory) {
    file.what = "history";
    file.left_out = "it is a history already, which calibrate and update take as it is";
  } else if (auto content = may_be_table(bytes) ? intake::read_export_csv(text_of(bytes), name, choices) : std::nullopt;
             content) {
    file.kind = IntakeKind::kExport;
    file.content = *std::move(content);
    file.what = format_of(file.content);
  } else {
    file.what = "unknown";
    file.left_out = why_unknown(bytes, name);
    file.trouble = given || bytes.empty() || is_named_as_read(name);
  }
  conclude(file);
  return file;
}

bool is_hidden(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  return name.substr(slash == std::string_view::npos ? 0 : slash + 1).starts_with('.');
}

/// Reads all that is in an archive. What the walk could not read is named "archive/entry: why".
void read_archive(const std::string& name, Bytes bytes, const IntakeReading& reading, std::vector<IntakeFile>& files) {
  if (is_office_file(bytes)) {
    files.push_back({name, IntakeKind::kOther, "Office", {}, {}, "an Office file; save the sheet as CSV", true});
    return;
  }
  intake::ArchiveLimits limits;
  limits.most_in_entry = kLargestIntake;
  const auto visit = [&](std::string_view inside, Bytes content) {
    if (!is_hidden(inside)) files.push_back(read_one(inside, content, false, reading.choices));
    return !(reading.cancelled != nullptr && *reading.cancelled);
  };
  for (const intake::Note& note : intake::walk_archive(bytes, name, visit, limits)) {
    const std::size_t colon = note.text.starts_with(name) ? note.text.find(": ", name.size()) : std::string::npos;
    const bool split = colon != std::string::npos;
    files.push_back({split ? note.text.substr(0, colon) : name,
                     IntakeKind::kArchive,
                     "archive",
                     {},
                     {},
                     split ? note.text.substr(colon + 2) : note.text,
                     true});
  }
}

Date day_of(double time, double offset) {
  return Date{date::days{static_cast<int>(std::floor((time + offset) / 86400.0))}};
}

}  // namespace

IntakeFacts facts_of(const intake::Content& content) {
  IntakeFacts facts;
  constexpr double kLatest = 7.2e9;  // year 2198 [s]
  const auto dated = [&](Date date) {
    facts.first = facts.first ? std::min(*facts.first, date) : date;
    facts.last = facts.last ? std::max(*facts.last, date) : date;
  };
  for (const intake::Session& session : content.sessions) {
    ++facts.sessions;
    facts.samples += session.samples.size();
    if (!session.sport.empty()) facts.sports.insert(session.sport);
    const bool universal = session.clock == intake::Clock::kUniversal;
    if (std::abs(session.start) < kLatest) dated(day_of(session.start, universal ? session.utc_offset.value_or(0) : 0));
  }
  for (const intake::Reading& reading : content.readings) {
    ++facts.readings;
    facts.markers.insert(reading.marker);
    if (reading.date) {
      dated(*reading.date);
    } else if (std::abs(reading.time) < kLatest) {
      dated(day_of(reading.time, reading.utc_offset.value_or(0)));
    }
  }
  facts.tests = content.tests.size();
  for (const intake::TestResult& result : content.tests) {
    if (result.date) dated(*result.date);
  }
  return facts;
}

std::vector<IntakeFile> read_intake(const std::vector<std::string>& paths, const IntakeReading& reading) {
  std::vector<IntakeFile> files;
  const std::vector<Listed> listed = list_all(paths, reading.cancelled);
  std::size_t done = 0;
  for (const Listed& each : listed) {
    if (reading.cancelled != nullptr && *reading.cancelled) break;
    if (reading.progress) reading.progress(done++, listed.size());
    const std::string name = each.path.string();
    std::vector<std::uint8_t> bytes;
    std::string fault = each.left_out;
    const bool listed_only = !fault.empty();
    if (auto content = listed_only ? std::nullopt : stream_apple_health(each.path, reading.cancelled)) {
      files.push_back({name, IntakeKind::kAppleHealth, "Apple Health", *std::move(content), {}, "", false});
      conclude(files.back());
      continue;
    }
    if (!listed_only) fault = read_bytes(each.path, reading.cancelled, bytes);
    if (!fault.empty()) {
      files.push_back({name, IntakeKind::kOther, "unknown", {}, {}, fault, !listed_only || each.trouble});
    } else if (intake::is_zip(bytes) || intake::is_gzip(bytes)) {
      read_archive(name, bytes, reading, files);
    } else {
      files.push_back(read_one(name, bytes, each.given, reading.choices));
    }
  }
  return files;
}

}  // namespace formcast
