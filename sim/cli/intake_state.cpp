#include "sim/cli/intake_state.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <exception>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

#include "sim/base/file_lock.hpp"
#include "sim/base/input_error.hpp"
#include "sim/cli/json.hpp"
#include "sim/cli/terminal.hpp"

namespace formcast {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMark = "formcast_intake";

/// The text up to the end of the line, which is taken away from `lines`.
std::string_view next_line(std::string_view& lines) {
  const std::size_t end = std::min(lines.find('\n'), lines.size());
  const std::string_view line = lines.substr(0, end);
  lines.remove_prefix(std::min(end + 1, lines.size()));
  return line;
}

}  // namespace

IntakeState::IntakeState(fs::path file, std::string reading, bool fresh)
    : file_(std::move(file)), reading_(std::move(reading)), fresh_(fresh) {
  std::error_code error;
  if (keeps() && fs::exists(file_, error)) load();
}

void IntakeState::load() {
  std::ifstream input(file_, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(input), {}};
  std::string_view lines = text;
  const Json first = Json::parse(next_line(lines), nullptr, false);
  foreign_ = !input || !first.is_object() || !first.contains(kMark);
  if (foreign_) {
    return spdlog::warn("{}: is not what intake keeps of files; it is left as it is, and all files are read",
                        file_.string());
  }
  try {
    if (first.at(kMark) != intake::kKeptVersion || first.at("formcast") != FORMCAST_VERSION) {
      return spdlog::warn("{}: is of another version of Formcast; all files are read", file_.string());
    }
    usable_ = first.at("digest") == digest(lines) && load_lines(lines);
    if (usable_) return;
  } catch (const nlohmann::ordered_json::exception&) {
    // Damaged, as below.
  }
  entries_.clear();
  spdlog::warn("{}: is damaged; all files are read", file_.string());
}

bool IntakeState::load_lines(std::string_view lines) {
  while (!lines.empty()) {
    const std::string_view from = lines;
    const Json json = Json::parse(next_line(lines));
    if (lines.empty()) return false;
    next_line(lines);
    Entry& entry = entries_[json.at("path").get<std::string>()];
    entry = {json.at("name"), json.at("given"), json.at("digest"), json.at("reading"),
             std::string(from.substr(0, from.size() - lines.size()))};
  }
  return true;
}

std::optional<std::vector<intake::KeptFile>> IntakeState::find(const Seen& seen) {
  const auto found = entries_.find(seen.path.string());
  if (found == entries_.end() || fresh_) return std::nullopt;
  const Entry& entry = found->second;
  if (entry.digest != seen.digest || entry.name != seen.name || entry.given != seen.given) return std::nullopt;
  if (entry.reading != reading_) {
    ++other_options_;
    return std::nullopt;
  }
  try {
    std::string_view lines = entry.lines;
    next_line(lines);
    std::vector<intake::KeptFile> files = intake::kept_files(next_line(lines));
    ++known_;
    return files;
  } catch (const std::exception&) {
    return std::nullopt;  // read again
  }
}

void IntakeState::keep(const Seen& seen) {
  if (!keeps() || foreign_) return;
  const std::string path = seen.path.string();
  changed_ = true;
  try {
    const Json json{
        {"path", path}, {"name", seen.name}, {"given", seen.given}, {"digest", seen.digest}, {"reading", reading_}};
    std::string lines = fmt::format("{}\n{}\n", json.dump(), intake::kept_text(reading_now_));
    entries_.insert_or_assign(path, Entry{seen.name, seen.given, seen.digest, reading_, std::move(lines)});
  } catch (const std::exception&) {
    entries_.erase(path);
  }
}

void IntakeState::save() {
  if (!keeps() || foreign_) return;
  const StopsByItself saving;
  std::string lines;
  const auto gone = [&](const auto& entry) {
    std::error_code error;
    return !fs::exists(entry.first, error);
  };
  changed_ = std::erase_if(entries_, gone) > 0 || changed_;
  if (!changed_) return;
  try {
    for (const auto& [path, entry] : entries_) lines += entry.lines;
    const Json first{{kMark, intake::kKeptVersion}, {"formcast", FORMCAST_VERSION}, {"digest", digest(lines)}};
    const FileLock lock(file_);
    write_text(file_, first.dump() + "\n" + lines);
  } catch (const std::exception& error) {
    spdlog::warn("{}; the next run reads all files again", error.what());
  }
}

}  // namespace formcast
