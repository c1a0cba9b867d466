#include "sim/cli/intake_check.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <filesystem>
#include <map>
#include <utility>
#include <vector>

#include "sim/base/input_error.hpp"
#include "sim/cli/intake_files.hpp"
#include "sim/cli/intake_report.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/intake/intake_text.hpp"

namespace formcast {
namespace {

using intake::ReadFile;

/// "3 files: 2 FIT, 1 left out".
std::string kinds_text(const std::vector<ReadFile>& files) {
  std::map<std::string, int> kinds;
  for (const ReadFile& file : files) ++kinds[file.left_out.empty() ? file.what : "left out"];
  std::vector<std::string> parts;
  for (const auto& [kind, count] : kinds) parts.push_back(fmt::format("{} {}", count, kind));
  return fmt::format("{}: {}", intake::counted(files.size(), "file"), fmt::join(parts, ", "));
}

/// What intake would make of an athlete's sessions, and by which measures.
std::string made_of_them(const intake::IntakeResult& result) {
  std::vector<std::string> keys;
  for (const intake::MeasureOffer& offer : result.offers) {
    if (offer.sessions == result.sessions) keys.push_back(offer.key);
  }
  const std::string by = keys.empty() ? "no measure that all have" : fmt::format("{}", fmt::join(keys, ", "));
  return fmt::format("intake makes a history of {}; load by {}{}", intake::counted(result.sessions, "session"), by,
                     result.offers.size() > keys.size() ? ", or others" : "");
}

/// The same of each athlete that files name, a line each; counts the sessions.
std::string made_of_all(const intake::Intake& intake, std::size_t& sessions) {
  std::vector<std::string> athletes = intake.athletes();
  const bool several = athletes.size() > 1;
  if (!several) athletes = {""};
  std::string text;
  for (const std::string& athlete : athletes) {
    intake::HistoryChoices choices;
    choices.athlete = athlete;
    choices.athlete_guessed = !several;
    const intake::IntakeResult result = intake.finish(choices);
    sessions += result.sessions;
    if (result.sessions == 0) continue;
    text += several ? fmt::format("  {}: {}\n", athlete, made_of_them(result))
                    : fmt::format("  {}\n", made_of_them(result));
  }
  return text;
}

CheckReport describe(const std::string& path, const intake::Intake& intake, bool alone) {
  const std::vector<ReadFile>& files = intake.files();
  const std::vector<intake::Question> questions = intake::questions_of(files);
  std::size_t sessions = 0;
  const std::string made = made_of_all(intake, sessions);
  CheckReport check;
  Json inside = Json::array();
  std::string troubles;
  for (const ReadFile& file : files) {
    inside.push_back(intake_json(file));
    check.wrong = check.wrong || file.trouble;
    if (file.trouble) troubles += fmt::format("  {}: {}\n", file.name, intake::file_line(file));
  }
  check.text = fmt::format("{}: {}\n", path, alone ? intake::file_line(files.front()) : kinds_text(files));
  check.text += made;
  if (!alone) check.text += troubles;
  for (const intake::Question& question : questions) check.text += fmt::format("  question: {}\n", question.line());
  check.json = {{"file", path},         {"kind", alone ? files.front().what : "files"},
                {"sessions", sessions}, {"athletes", intake.athletes()},
                {"files", inside},      {"questions", questions_json(questions)}};
  return check;
}

}  // namespace

std::optional<CheckReport> check_intake(const std::string& path) {
  std::error_code error;
  const bool folder = std::filesystem::is_directory(path, error);
  const bool named_so = intake::is_named_as_read(path);
  if (!folder && !std::filesystem::is_regular_file(path, error) && !named_so) return std::nullopt;
  PathReading reading;
  reading.cancelled = &interrupted;
  intake::Intake intake;
  read_paths({path}, reading, intake);
  if (intake.files().empty()) throw InputError(Place{path}, "holds no files");
  const ReadFile& first = intake.files().front();
  const bool alone = !folder && intake.files().size() == 1 && first.kind != intake::FileKind::kArchive &&
                     !first.name.starts_with(path + "/");
  const bool of_others = first.kind == intake::FileKind::kHistory || first.what == "unknown";
  if (alone && of_others && !named_so) return std::nullopt;
  if (alone && first.trouble) throw InputError(Place{path}, first.left_out);
  return describe(path, intake, alone);
}

}  // namespace formcast
