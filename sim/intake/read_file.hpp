#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/date.hpp"
#include "sim/exports/csv_sheet.hpp"
#include "sim/intake/kinds.hpp"
#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// What was found in a file, before records of one session are joined.
struct FileFacts {
  std::size_t sessions = 0, samples = 0, readings = 0, tests = 0;
  std::size_t unnamed = 0;                         ///< of sessions, readings and tests: those that name no athlete
  std::map<std::string, std::size_t> readings_of;  ///< readings by athlete; "" for those that name none
  std::set<std::string> sports, markers;
  std::optional<Date> first, last;  ///< of sessions, readings and tests, in local time where the file has it
};

FileFacts facts_of(const Content& content);

/// A file that was read, or left out.
struct ReadFile {
  std::string name;  ///< as given, inside archives "export.zip/ride.fit"
  FileKind kind = FileKind::kOther;
  std::string what = "unknown";  ///< "FIT", "CSV (Strava)", "history"
  std::string athlete;  ///< whose the caller says it is (ReadingOptions::athlete_of); "" where that is not known
  FileFacts facts;
  std::vector<Note> notes;
  std::vector<Question> questions = {};
  std::string left_out;  ///< why nothing was taken; "" otherwise
  bool trouble = false;  ///< it should have been readable
};

/// Takes what a file's content says of it: facts, notes, questions, and why nothing could be read.
void describe_content(const Content& content, ReadFile& file);

/// Reads a file that is no archive by what it holds. Its sessions, readings and tests go to `content`, whose notes and
/// fault the result has. `given`: the athlete named this file, so that it is trouble where it cannot be read; of a
/// folder or an archive only files whose names promise something are. Never throws for the bytes.
ReadFile read_file(std::string_view name, std::span<const std::uint8_t> bytes, bool given, const CsvChoices& choices,
                   Content& content);

}  // namespace formcast::intake
