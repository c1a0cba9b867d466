#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/counted.hpp"
#include "sim/base/language.hpp"
#include "sim/intake/intake.hpp"

namespace formcast::intake {

using formcast::counted;

// What is said of an intake: lines for a terminal or a page, each ended by a newline where there are several.

/// A file in a line: "FIT, 1 session (cycling) on 2026-06-23, 600 samples", or why nothing was taken of it.
std::string file_line(const ReadFile& file);

/// A note of a file, with its line.
std::string note_text(const Note& note);

/// A file's notes, with their lines.
std::vector<std::string> notes_of(const ReadFile& file);

/// The questions of all files.
std::vector<Question> questions_of(const std::vector<ReadFile>& files);

/// What is to be asked where a measure has to be chosen (IntakeResult::asks_measure).
Question measure_question(const IntakeResult& result);

struct FileCounts {
  std::size_t read = 0, left_out = 0, unreadable = 0;
};
FileCounts count_files(const std::vector<ReadFile>& files);

/// Days of a history by what is known of their loads.
struct DayCounts {
  int trained = 0, rest = 0, missing = 0;
};
DayCounts count_days(const AthleteHistory& history);

/// Days on which a marker is known.
std::size_t known_values(const std::vector<double>& values);

/// Said of a history without tests.
inline constexpr const char* kNoTests = marked("it has no tests: calibrate needs some, in the column performance");

/// Said of a history with lower bounds alone.
inline constexpr const char* kBoundsAlone =
    marked("lower bounds tell no level: calibrate needs a test or an observation beside them");

/// Which of them is to be said of a history, or "".
std::string_view no_tests_note(const DailyHistory& daily);

/// A line for each file with its notes, and how many there are.
std::string files_text(const std::vector<ReadFile>& files);

/// How many there are, in a line.
std::string counts_text(const std::vector<ReadFile>& files);

/// How many records, sessions and readings, and what was joined.
std::string sessions_text(const IntakeResult& result);

/// The history: its days, load, markers and what its makers have to know; "" where there is none.
std::string daily_text(const IntakeResult& result);

}  // namespace formcast::intake
