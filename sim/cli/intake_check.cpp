#include "sim/cli/intake_check.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <utility>
#include <vector>

#include "sim/base/input_error.hpp"
#include "sim/cli/intake_kinds.hpp"
#include "sim/cli/intake_report.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/intake/session_identity.hpp"

namespace formcast {
namespace {

/// "3 files: 2 FIT, 1 left out".
std::string kinds_text(const std::vector<IntakeFile>& files) {
  std::map<std::string, int> kinds;
  for (const IntakeFile& file : files) ++kinds[file.left_out.empty() ? file.what : "left out"];
  std::vector<std::string> parts;
  for (const auto& [kind, count] : kinds) parts.push_back(fmt::format("{} {}", count, kind));
  return fmt::format("{} file{}: {}", files.size(), files.size() == 1 ? "" : "s", fmt::join(parts, ", "));
}

/// What intake would make of the sessions, and by which measures.
std::string made_of_them(const std::vector<intake::Session>& sessions) {
  const std::vector<MeasureOffer> offers = measures_of(sessions, {});
  std::vector<std::string> keys;
  for (const MeasureOffer& offer : offers) {
    if (offer.sessions == sessions.size()) keys.push_back(offer.key);
  }
  const std::string by = keys.empty() ? "no measure that all have" : fmt::format("{}", fmt::join(keys, ", "));
  return fmt::format("intake makes a history of {} session{}; load by {}{}", sessions.size(),
                     sessions.size() == 1 ? "" : "s", by, offers.size() > keys.size() ? ", or others" : "");
}

IntakeCheck describe(const std::string& path, std::vector<IntakeFile> files, bool alone) {
  IntakeCheck check;
  const std::vector<std::string> questions = questions_of(files);
  Json inside = Json::array();
  std::vector<intake::Session> sessions;
  std::string troubles;
  for (IntakeFile& file : files) {
    inside.push_back(intake_json(file));
    check.wrong = check.wrong || file.trouble;
    if (file.trouble) troubles += fmt::format("  {}: {}\n", file.name, intake_line(file));
    std::ranges::move(file.content.sessions, std::back_inserter(sessions));
  }
  sessions = merge_same_sessions(std::move(sessions)).sessions;
  check.text = fmt::format("{}: {}\n", path, alone ? intake_line(files.front()) : kinds_text(files));
  if (!sessions.empty()) check.text += fmt::format("  {}\n", made_of_them(sessions));
  if (!alone) check.text += troubles;
  for (const std::string& question : questions) check.text += fmt::format("  question: {}\n", question);
  check.json = {{"file", path},
                {"kind", alone ? files.front().what : "files"},
                {"sessions", sessions.size()},
                {"files", inside},
                {"questions", questions}};
  return check;
}

}  // namespace

std::optional<IntakeCheck> check_intake(const std::string& path) {
  std::error_code error;
  const bool folder = std::filesystem::is_directory(path, error);
  if (!folder && !std::filesystem::is_regular_file(path, error) && !is_named_as_read(path)) return std::nullopt;
  IntakeReading reading;
  reading.cancelled = &interrupted;
  std::vector<IntakeFile> files = read_intake({path}, reading);
  if (files.empty()) throw InputError(Place{path}, "holds no files");
  const bool alone = !folder && files.size() == 1 && files.front().kind != IntakeKind::kArchive &&
                     !files.front().name.starts_with(path + "/");
  const IntakeFile& first = files.front();
  const bool of_others = first.kind == IntakeKind::kHistory || first.what == "unknown";
  if (alone && of_others && !is_named_as_read(path)) return std::nullopt;
  if (alone && first.trouble) throw InputError(Place{path}, first.left_out);
  return describe(path, std::move(files), alone);
}

}  // namespace formcast
