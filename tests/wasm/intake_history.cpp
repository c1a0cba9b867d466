// Prints what intake makes of files: its report and a history by each measure that they offer.
//   intake_history FILE...
// Compiled for this machine and for the browser: the text is the same.
#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <vector>

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

std::vector<std::uint8_t> bytes_of(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

void print_history(const IntakeResult& result) {
  fmt::print("{}", sessions_text(result));
  for (const Question& question : result.questions)
    fmt::print("question ({}): {}\n", name_of(question.kind), question.line());
  if (result.ready()) fmt::print("{}{}", daily_text(result), history_csv(*result.daily, "athlete.history.csv"));
}

}  // namespace
}  // namespace formcast::intake

int main(int count, char** words) {
  using namespace formcast::intake;
  ReadingOptions options;
  options.profile = athlete();
  Intake intake(options);
  for (int i = 1; i < count; ++i) intake.add(words[i], bytes_of(words[i]));
  fmt::print("{}", files_text(intake.files()));
  HistoryChoices choices;
  choices.athlete = "athlete";
  choices.zone = "Europe/Berlin";
  IntakeResult result = intake.finish(choices);
  print_history(result);
  for (const MeasureOffer& offer : result.offers) {
    choices.measure = offer.choice;
    fmt::print("by {}\n", offer.key);
    print_history(intake.finish(choices));
  }
}
