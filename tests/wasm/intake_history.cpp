// Prints what intake makes of files: its report and a history by each measure that they offer; where a table's headings
// are not known, what is proposed, and all again by that.
//   intake_history FILE...
// Compiled for this machine and for the browser: the text is the same.
#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "sim/exports/mapping_toml.hpp"
#include "sim/intake/intake.hpp"
#include "sim/intake/intake_text.hpp"

namespace formcast::intake {
namespace {

AthleteProfile athlete() {
  AthleteProfile a;
  a.heart_rate = {50.0, 190.0};
  a.threshold_heart_rate = 165.0, a.ventilatory = {145.0, 165.0}, a.trimp = kWomen;
  a.threshold_power = 250.0, a.critical_speed = 4.0, a.critical_swim_speed = 1.2;
  a.mass = 60.0, a.height = 1.7;
  return a;
}

std::vector<std::uint8_t> bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void print_history(const IntakeResult& result) {
  fmt::print("{}", sessions_text(result));
  for (const Question& question : result.questions)
    fmt::print("question ({}): {}\n", name_of(question.kind), question.line());
  if (result.ready()) fmt::print("{}{}", daily_text(result), history_csv(*result.daily, "athlete.history.csv"));
}

/// Reads the files and prints what is made of them; tables of no known headings are proposed for.
void print_intake(ReadingOptions options, const std::vector<std::string>& files, std::vector<Mapping>& proposed) {
  options.table = [&](const ReadFile& file, std::string_view text) {
    if (file.kind != FileKind::kOther) return;
    if (const auto proposal = propose_mapping(text)) {
      fmt::print("{}", mapping_toml(*proposal));
      proposed.push_back(proposal->mapping);
    }
  };
  Intake intake(options);
  for (const std::string& file : files) intake.add(file, bytes_of(file));
  fmt::print("{}", files_text(intake.files()));
  HistoryChoices choices;
  choices.athlete = "athlete";
  choices.zone = "Europe/Berlin";
  const IntakeResult result = intake.finish(choices);
  print_history(result);
  for (const MeasureOffer& offer : result.offers) {
    choices.measure = offer.choice;
    fmt::print("by {}\n", offer.key);
    print_history(intake.finish(choices));
  }
}

}  // namespace
}  // namespace formcast::intake

int main(int count, char** words) {
  using namespace formcast::intake;
  const std::vector<std::string> files(words + 1, words + count);
  ReadingOptions options;
  options.profile = athlete();
  std::vector<Mapping> proposed, none;
  print_intake(options, files, proposed);
  if (proposed.empty()) return 0;
  fmt::print("answered\n");
  options.choices.day_first = true;
  options.choices.mappings = proposed;
  print_intake(options, files, none);
}
