#include "sim/batch/parts.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include "sim/base/system_error.hpp"
#include "sim/results/hdf5_input.hpp"
#include "sim/results/hdf5_output.hpp"

// The folder of a run's finished athletes: found, locked, taken over, filled and removed.
//
// Promises: a part is used only if it is whole and of the same run and share; parts of another run are never removed;
// two runs never use one folder at a time.
// Relies on: parts renamed into place when complete (ResultsWriter::commit), and flock on the folder if available.
// Costs: taking over reads every part once to check its seal.
namespace formcast {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPrefix = "part-";
constexpr std::string_view kSuffix = ".h5";
constexpr std::string_view kUnfinished = ".h5.partial";  // of a run that was killed

std::string name(const std::optional<Shard>& shard) {
  return shard ? fmt::format("shard {} of {}", shard->index, shard->count) : "a run without shards";
}

/// Why a part cannot be taken over into this run; empty when it can.
std::string objection(const ResultsHeader& header, const ResultsHeader& expected, const Part& share) {
  if (!header.part) return "it is no part of a run";
  const std::string found = difference(header, expected);
  if (!found.empty()) return found;
  if (header.part->shard != share.shard) return name(header.part->shard) + ", expected " + name(share.shard);
  return {};
}

}  // namespace

PartsFolder::PartsFolder(const fs::path& output) : output_(output), folder_(output) {
  folder_ += ".parts";
  std::error_code ignored;
  const auto status = fs::status(folder_, ignored);
  if (!fs::exists(status)) return;
  if (!fs::is_directory(status)) refuse(folder_, "is in the way, expected a folder of finished athletes or nothing");
  take();
}

PartsFolder::~PartsFolder() {
  if (lock_ < 0) return;
  ::rmdir(folder_.c_str());  // fails, as it should, if parts are left
  ::close(lock_);
}

void PartsFolder::take() {
  lock_ = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock_ < 0) refuse(folder_, "cannot be read: " + system_says(errno));
  // File systems that cannot lock a folder are accepted: other errors are ignored.
  if (::flock(lock_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) return;
  ::close(std::exchange(lock_, -1));
  throw NotNow(Place{output_.string()},
               "is being written by another run (it holds " + folder_.filename().string() + "); try again later");
}

void PartsFolder::make() {
  if (lock_ >= 0) return;
  // Readable by its owner only, like every new file with an athlete's data.
  if (::mkdir(folder_.c_str(), 0700) != 0 && errno != EEXIST) {
    refuse(folder_, "cannot be created: " + system_says(errno));
  }
  hdf5::sync_folder_of(folder_);  // its parts are durable only if its name is
  take();
}

std::vector<fs::path> PartsFolder::found(std::string_view suffix) const {
  std::vector<fs::path> files;
  if (lock_ < 0) return files;
  std::error_code error;
  for (fs::directory_iterator each(folder_, error), end; !error && each != end; each.increment(error)) {
    const std::string file = each->path().filename().string();
    if (file.starts_with(kPrefix) && file.ends_with(suffix)) files.push_back(each->path());
  }
  if (error) refuse(folder_, "cannot be read: " + error.message());
  std::ranges::sort(files);
  return files;
}

std::vector<fs::path> PartsFolder::found() const { return found(kSuffix); }

std::vector<std::string> PartsFolder::take_over(const ResultsHeader& header, const Part& share) {
  std::vector<std::string> notes;
  for (const fs::path& file : found()) {
    // Damage is no reason to stop: the athletes of that part are computed again, and the part is replaced.
    hdf5::InputFile bytes(file);
    if (!bytes.intact()) {
      notes.push_back(fmt::format("{}: {}; its athletes are computed again", file.string(), bytes.error()));
      continue;
    }
    // A whole part of another run or share is refused, not removed: it may be wanted.
    const ResultsHeader kept = ResultsReader(file).header();
    const std::string why = objection(kept, header, share);
    if (!why.empty()) {
      refuse(file, fmt::format("kept from another run: {}; resume with that run's inputs, or remove {} to start over",
                               why, folder_.string()));
    }
    add(*kept.part, file);
  }
  return notes;
}

fs::path PartsFolder::file_of(std::size_t first) const {
  return folder_ / fmt::format("{}{:05}{}", kPrefix, first + 1, kSuffix);
}

void PartsFolder::add(const Part& part, const fs::path& file) {
  files_.resize(std::max(files_.size(), part.first + part.athletes));
  std::fill_n(files_.begin() + static_cast<std::ptrdiff_t>(part.first), part.athletes, file);
}

std::size_t PartsFolder::athletes() const {
  return static_cast<std::size_t>(std::ranges::count_if(files_, [](const fs::path& file) { return !file.empty(); }));
}

void PartsFolder::remove() {
  // Only files that a run names like this; anything else in the folder stays, and the folder with it.
  std::error_code ignored;
  for (const std::string_view suffix : {kSuffix, kUnfinished}) {
    for (const fs::path& file : found(suffix)) fs::remove(file, ignored);
  }
  ::rmdir(folder_.c_str());
}

}  // namespace formcast
