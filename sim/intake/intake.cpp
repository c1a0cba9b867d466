#include "sim/intake/intake.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/history/history_text.hpp"
#include "sim/intake/condensed.hpp"
#include "sim/intake/intake_text.hpp"

namespace formcast::intake {
namespace {

using Bytes = std::span<const std::uint8_t>;

bool is_hidden(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  return name.substr(slash == std::string_view::npos ? 0 : slash + 1).starts_with('.');
}

/// The measure that is given, or the only one that all sessions have.
void choose_measure(const HistoryChoices& choices, IntakeResult& result) {
  result.measure = choices.measure;
  if (result.measure) return;
  const auto only = only_measure(result.offers, result.sessions);
  if (!only) return;
  result.measure = only->choice;
  result.only_measure = true;
}

bool same_numbers(const std::vector<double>& a, const std::vector<double>& b) {
  return std::ranges::equal(a, b, {}, history_number, history_number);
}

}  // namespace

void Intake::add(std::string_view name, Bytes bytes, bool given) { add(name, MemorySource(bytes), given); }

void Intake::add(std::string_view name, const ByteSource& source, bool given) {
  try {
    std::vector<std::uint8_t> buffer;
    const Bytes head = source.read(0, 4, buffer);
    if (is_zip(head) || is_gzip(head)) {
      add_archive(name, source);
    } else if (source.size() > kLargestFile) {
      leave_out(name, fmt::format("it is larger than {} MB, the most that is read at once", kLargestFile >> 20U), true);
    } else {
      add_file(name, source.read(0, static_cast<std::size_t>(source.size()), buffer), given);
    }
  } catch (const InputError& error) {
    leave_out(name, error.what(), true);
  }
}

void Intake::leave_out(std::string_view name, std::string why, bool trouble) {
  ReadFile file;
  file.name = name;
  file.left_out = std::move(why);
  file.trouble = trouble;
  files_.push_back(std::move(file));
}

/// What the walk could not read is named "archive/entry: why".
void Intake::add_archive(std::string_view name, const ByteSource& source) {
  if (is_office_file(source)) {
    leave_out(name, "an Office file; save the sheet as CSV", true);
    files_.back().what = "Office";
    return;
  }
  const auto visit = [&](std::string_view inside, Bytes content) {
    if (!is_hidden(inside)) add_file(inside, content, false);
    return !(options_.cancelled && options_.cancelled());
  };
  for (const Note& note : walk_archive(source, name, visit, options_.limits)) {
    const std::size_t colon = note.text.starts_with(name) ? note.text.find(": ", name.size()) : std::string::npos;
    const bool split = colon != std::string::npos;
    leave_out(split ? note.text.substr(0, colon) : name, split ? note.text.substr(colon + 2) : note.text, true);
    files_.back().kind = FileKind::kArchive;
    files_.back().what = "archive";
  }
}

void Intake::add_file(std::string_view name, Bytes bytes, bool given) {
  Content content;
  files_.push_back(read_file(name, bytes, given, options_.choices, content));
  for (Session& session : content.sessions) {
    condense(session, options_.profile);
    sessions_.push_back(std::move(session));
  }
  for (Reading& reading : content.readings) {
    if (is_marker(reading.marker) || unused_.insert(reading.marker).second) readings_.push_back(std::move(reading));
  }
}

IntakeResult Intake::finish(const HistoryChoices& choices) const {
  IntakeResult result;
  result.questions = questions_of(files_);
  result.records = sessions_.size();
  for (const ReadFile& file : files_) result.readings += file.facts.readings;
  try {
    IdentityOptions identity;
    identity.zone = choices.zone;
    Merged merged = merge_same_sessions(sessions_, identity);
    result.sessions = merged.sessions.size();
    result.joined = std::exchange(merged.notes, {});
    if (merged.sessions.empty()) return result;
    result.offers = measures_of(merged.sessions, options_.profile);
    choose_measure(choices, result);
    if (!result.measure) return result;
    DailyOptions options;
    options.athlete = choices.athlete;
    options.measure = *result.measure;
    options.profile = options_.profile;
    options.zone = choices.zone;
    options.missing_days_rest = choices.missing_days_rest;
    result.daily = daily_history_of(merged, readings_, options);
  } catch (const InputError& error) {
    result.questions.emplace_back(error.what());
  }
  return result;
}

std::string history_csv(const DailyHistory& daily, const std::string& file) {
  std::string text = history_text(daily.history, daily.load_unit);
  HistoryOptions options;
  options.continues_record = true;  // there are no tests yet
  const History read = parse_history(text, file, options);
  const AthleteHistory& made = daily.history;
  const bool same = read.athletes.size() == 1 && read.load_unit == daily.load_unit &&
                    read.athletes[0].athlete == made.athlete && read.athletes[0].start == made.start &&
                    same_numbers(read.athletes[0].load, made.load) &&
                    std::ranges::equal(read.athletes[0].markers, made.markers, [](const auto& a, const auto& b) {
                      return a.first == b.first && same_numbers(a.second, b.second);
                    });
  if (!same) throw InputError(Place{file}, "the history does not read back as it was made; nothing was written");
  return text;
}

}  // namespace formcast::intake
