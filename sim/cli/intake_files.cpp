#include "sim/cli/intake_files.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <system_error>
#include <utility>

#include "sim/base/file_source.hpp"
#include "sim/base/input_error.hpp"
#include "sim/devices/archive.hpp"

namespace formcast {
namespace {

namespace fs = std::filesystem;

/// All files but the one that keeps what is read of them.
std::vector<FoundFile> list_all(const std::vector<std::string>& paths, const PathReading& reading) {
  std::vector<FoundFile> listed = find_files(paths, reading.cancelled);
  if (reading.state != nullptr && reading.state->keeps()) {
    std::erase_if(listed, [&](const FoundFile& file) {
      std::error_code error;
      return fs::equivalent(file.path, reading.state->file(), error);
    });
  }
  return listed;
}

/// Digest of a file's bytes, of which only a piece is in memory; "" where they cannot be read.
std::string digest_of(const fs::path& path, const std::atomic<bool>* cancelled) {
  constexpr std::size_t kBlock = std::size_t{1} << 22U;
  try {
    const FileSource source(path, cancelled);
    std::vector<std::uint8_t> buffer;
    std::string blocks;
    for (std::uint64_t at = 0; at < source.size(); at += kBlock) {
      blocks += digest(intake::text_of(source.read(at, kBlock, buffer)));
    }
    return digest(blocks);
  } catch (const InputError&) {
    return "";
  }
}

/// Size and time of a file: they change when it does.
std::pair<std::uintmax_t, fs::file_time_type> stamp_of(const fs::path& path) {
  std::error_code error;
  return {fs::file_size(path, error), fs::last_write_time(path, error)};
}

void read_one(const FoundFile& each, const PathReading& reading, const FileSource::Progress& progress,
              intake::Intake& intake) {
  const std::string name = each.path.string();
  try {
    intake.add(name, FileSource(each.path, reading.cancelled, progress), each.given);
  } catch (const InputError& error) {
    intake.leave_out(name, error.what(), true);
  }
}

/// Reads a file, unless an earlier run has read the same bytes.
void read_or_recall(const FoundFile& each, const PathReading& reading, const FileSource::Progress& progress,
                    intake::Intake& intake) {
  if (reading.state == nullptr || !reading.state->keeps()) return read_one(each, reading, progress, intake);
  std::error_code error;
  const auto stamp = stamp_of(each.path);
  const IntakeState::Seen seen{fs::canonical(each.path, error), each.path.string(), each.given,
                               digest_of(each.path, reading.cancelled)};
  if (auto kept = reading.state->find(seen)) {
    for (intake::KeptFile& file : *kept) intake.add(std::move(file.file), std::move(file.content));
    return;
  }
  reading.state->begin();
  read_one(each, reading, progress, intake);
  const bool whole = reading.cancelled == nullptr || !*reading.cancelled;
  if (whole && !error && !seen.digest.empty() && stamp_of(each.path) == stamp) reading.state->keep(seen);
}

}  // namespace

std::vector<std::string> names_in_zip(const std::string& file) {
  std::vector<std::string> names;
  try {
    const FileSource source(file);
    std::vector<std::uint8_t> buffer;
    if (!intake::is_zip(source.read(0, 4, buffer))) return names;
    for (intake::ZipEntry& entry : intake::list_zip(source).entries) names.push_back(std::move(entry.name));
  } catch (const InputError&) {
    // The reading says so.
  }
  return names;
}

void read_paths(const std::vector<std::string>& paths, const PathReading& reading, intake::Intake& intake) {
  const std::vector<FoundFile> listed = list_all(paths, reading);
  std::size_t done = 0, total = 0;
  for (const FoundFile& each : listed) total += static_cast<std::size_t>(each.size);
  const auto progress = [&](std::uint64_t read) {
    if (reading.progress) reading.progress(std::min(total, done + static_cast<std::size_t>(read)), total);
  };
  for (const FoundFile& each : listed) {
    if (reading.cancelled != nullptr && *reading.cancelled) break;
    progress(0);
    if (each.left_out.empty()) {
      read_or_recall(each, reading, progress, intake);
    } else {
      intake.leave_out(each.path.string(), each.left_out, each.trouble);
    }
    done += static_cast<std::size_t>(each.size);
  }
}

}  // namespace formcast
