#include "viewer/desk/import_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "sim/intake/intake_text.hpp"
#include "viewer/desk/import_table_text.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {

std::string date_in_words(Date date) {
  constexpr std::array<const char*, 12> kMonths{"January", "February", "March",     "April",   "May",      "June",
                                                "July",    "August",   "September", "October", "November", "December"};
  const date::year_month_day day(date);
  return fmt::format("{} {} {}", unsigned{day.day()}, kMonths[unsigned{day.month()} - 1], int{day.year()});
}

namespace {

using intake::counted;
using intake::Question;

std::string number_word(std::size_t count) {
  constexpr std::array<const char*, 10> kWords{"No",   "One", "Two",   "Three", "Four",
                                               "Five", "Six", "Seven", "Eight", "Nine"};
  return count < kWords.size() ? kWords[count] : std::to_string(count);
}

/// "6th of January".
std::string day_in_words(Date date) {
  const std::string words = date_in_words(date);
  const unsigned day{date::year_month_day(date).day()};
  const unsigned last = day / 10 == 1 ? 0 : day % 10;
  const char* ending = last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th";
  const std::size_t blank = words.find(' ');
  return fmt::format("{}{} of {}", day, ending, words.substr(blank + 1, words.rfind(' ') - blank - 1));
}

std::vector<std::string> lines_of(const ImportedFile& file) {
  std::vector<std::string> lines{fmt::format("{}: {}", file.name, with_marker_names(file.line))};
  for (const std::string& note : file.notes) lines.push_back("  " + with_marker_names(note));
  return lines;
}

std::string short_name(const std::string& name) { return name.substr(name.rfind('/') + 1); }

/// What a file's line says behind its kind.
std::string behind_kind(const ImportedFile& file) {
  const bool begins = file.line.starts_with(file.what + ", ") || file.line.starts_with(file.what + ": ");
  return with_marker_names(begins ? file.line.substr(file.what.size() + 2) : file.line);
}

std::string capitalised(std::string text) {
  text.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
  return text;
}

/// Counts of a kind's files that were read, in a line.
void describe(const std::vector<const ImportedFile*>& files, FileGroup& group) {
  std::size_t sessions = 0, readings = 0, notes = 0;
  for (const ImportedFile* file : files) {
    sessions += file->sessions, readings += file->readings, notes += file->notes.size();
    const std::vector<std::string> lines = lines_of(*file);
    group.lines.insert(group.lines.end(), lines.begin(), lines.end());
  }
  if (files.size() == 1) {
    group.name = files.front()->what;
    group.files = short_name(files.front()->name);
    group.line = behind_kind(*files.front());
  } else {
    group.name = files.front()->what;
    group.files = counted(files.size(), "file");
    group.line = sessions > 0 ? counted(sessions, "session") : counted(readings, "reading");
  }
  if (notes > 0) group.line += fmt::format("; {}", counted(notes, "note"));
}

FileGroup left_out_group(const std::vector<const ImportedFile*>& files) {
  FileGroup group{"Left out", counted(files.size(), "file"), "", false, {}};
  const auto wrong = std::ranges::count_if(files, [](const ImportedFile* file) { return file->trouble; });
  group.wrong = wrong > 0;
  const ImportedFile* shown = files.front();
  for (const ImportedFile* file : files) {
    const std::vector<std::string> lines = lines_of(*file);
    group.lines.insert(group.lines.end(), lines.begin(), lines.end());
    if (file->trouble && !shown->trouble) shown = file;
  }
  group.line = fmt::format("{}: {}", short_name(shown->name), shown->line);
  if (wrong > 1) group.line += fmt::format("; and {} more that should be readable", wrong - 1);
  return group;
}

}  // namespace

std::string import_title(const ImportDesk& import) {
  if (import.empty()) return "Start with your own data";
  if (!import.error().empty()) return "The files cannot be read";
  if (!import.has_report()) {
    const ImportProgress& progress = import.progress();
    if (progress.total == 0) return "Reading " + import.source();
    return fmt::format("Reading {} of {}", progress.done, counted(progress.total, "file"));
  }
  if (import.report().sessions == 0 && import.open_points() == 0) return "No session was found in these files";
  const std::string who =
      import.of_several() ? counted(import.athletes_with_history().size(), "athlete") : import.athlete();
  if (const std::size_t open = import.open_points(); open > 0) {
    return fmt::format("{} question{}, then {} can be learned", number_word(open), open == 1 ? "" : "s", who);
  }
  if (import.of_several()) return import.why_not().empty() ? who + " can be learned" : who + " cannot be learned yet";
  if (import.tests().empty()) return import.athlete() + " needs tests to be learned";
  return import.athlete() + " can be learned";
}

std::string import_subtitle(const ImportDesk& import) {
  if (import.empty()) return "Files of devices, exports of training platforms and sheets; a folder or a zip of them";
  if (!import.error().empty()) return import.error();
  if (!import.has_report()) {
    const std::size_t inside = import.progress().inside;
    return inside > 0 ? counted(inside, "file") + " so far. Your files stay as they are, and nothing is sent."
                      : "Your files stay as they are, and nothing is sent.";
  }
  return fmt::format("{}, {}. Your files stay as they are, and nothing is sent.", import.source(),
                     counted(import.report().files.size(), "file"));
}

std::string learn_label(const ImportDesk& import) {
  const std::string why = import.why_not();
  if (why.empty() && import.of_several()) return "Learn " + counted(import.athletes_with_history().size(), "athlete");
  if (why.empty()) return "Learn " + import.athlete();
  std::string label = why;
  label.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(label.front())));
  return label;
}

std::vector<FileGroup> file_groups(const ImportReport& report) {
  const auto table_of = [&](const ImportedFile& file) {
    const auto found = std::ranges::find(report.tables, file.name, &ImportTable::file);
    return found == report.tables.end() ? nullptr : &*found;
  };
  std::vector<std::string> kinds;
  std::map<std::string, std::vector<const ImportedFile*>> by_kind;
  std::vector<const ImportedFile*> left_out;
  std::vector<FileGroup> unknown;
  for (const ImportedFile& file : report.files) {
    const ImportTable* table = table_of(file);
    if (table != nullptr && !table->applied && table->asked) {
      unknown.push_back({"Table",
                         short_name(file.name),
                         "Headings not known. Say what the columns mean.",
                         false,
                         {},
                         {file.name},
                         true});
      continue;
    }
    if (file.left_out) {
      left_out.push_back(&file);
      continue;
    }
    if (!by_kind.contains(file.what)) kinds.push_back(file.what);
    by_kind[file.what].push_back(&file);
  }
  std::vector<FileGroup> groups;
  for (const std::string& kind : kinds) {
    FileGroup& group = groups.emplace_back();
    describe(by_kind[kind], group);
    for (const ImportedFile* file : by_kind[kind]) {
      if (table_of(*file) != nullptr) group.tables.push_back(file->name);
    }
  }
  std::ranges::move(unknown, std::back_inserter(groups));
  if (!left_out.empty()) {
    groups.push_back(left_out_group(left_out));
    for (const ImportedFile* file : left_out) {
      if (table_of(*file) != nullptr) groups.back().tables.push_back(file->name);
    }
  }
  return groups;
}

std::string measure_name(const ImportOffer& offer) {
  if (offer.key == "session_rpe") return "Session RPE, how hard it felt times minutes";
  if (offer.key.starts_with("vendor:")) return "The platform's " + offer.name;
  std::string name = offer.name;
  // Names that begin with a capital or are capitals throughout keep it.
  name.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.front())));
  return name == "XPower stress" ? offer.name : name;
}

std::string measure_line(const ImportOffer& offer, const ImportReport& report) {
  const std::string of = offer.sessions == report.sessions
                             ? fmt::format("all {} sessions", report.sessions)
                             : fmt::format("{} of {} sessions", offer.sessions, report.sessions);
  if (offer.needs.empty()) return fmt::format("{}, in {}", of, offer.unit);
  return offer.sessions > 0 ? fmt::format("{}; {}", of, offer.needs) : offer.needs;
}

std::string performance_name(const ImportPerformance& of) {
  return fmt::format("{}, {}", capitalised(of.name), of.unit);
}

std::string performance_line(const ImportPerformance& of) {
  return of.needs.empty() ? counted(of.days, "row") : of.needs;
}

std::string answer_text(const Question& question, const Question::Choice& choice) {
  using enum Question::Kind;
  if (question.kind == kDayOrder && !choice.dates.empty()) return date_in_words(choice.dates.front());
  if (question.kind == kDecimalMark) {
    const char mark = choice.answer == "comma" ? ',' : '.';
    return question.example.find(mark) == std::string::npos ? "Between thousands" : capitalised(choice.text);
  }
  return question.kind == kAthlete || question.kind == kTestKind ? choice.text : capitalised(choice.text);
}

bool is_suggested(const Question& question, const Question::Choice& choice) {
  if (!choice.on_session_days || 2 * *choice.on_session_days < choice.dates.size()) return false;
  return std::ranges::all_of(question.choices, [&](const Question::Choice& other) {
    return other.answer == choice.answer || 2 * other.on_session_days.value_or(0) < *choice.on_session_days;
  });
}

std::string question_title(const Question& question) {
  using enum Question::Kind;
  const std::string& example = question.example;
  const bool answered = !question.choices.empty() && !question.choices.front().dates.empty();
  if (question.kind == kDayOrder && answered) {
    return fmt::format("Is {} the {} or the {}?", example, day_in_words(question.choices.front().dates.front()),
                       day_in_words(question.choices.back().dates.front()));
  }
  if (question.kind == kDayOrder)
    return fmt::format("Are days before months? Dates like {} are in both orders", example);
  if (question.kind == kDecimalMark) return fmt::format("Is the mark in {} a decimal mark?", example);
  if (question.option == "--distances") return "Are distances kilometres or miles?";
  if (question.option == "--weights") return "Are weights kilograms or pounds?";
  if (question.option == "--athlete-folders") return capitalised(question.text);
  if (question.kind == kAthlete) return "Whose history is it?";
  // What sessions tell has questions of its own: which exercise, and whether other tests are left out.
  if (question.kind == kTestKind && question.text.starts_with("which kind")) {
    return "Which kind of test is the performance?";
  }
  if (question.kind == kTestKind) return capitalised(question.text.substr(0, question.text.find('?')) + "?");
  return question.line();
}

std::string question_evidence(const Question& question) {
  if (question_title(question) == question.line()) return "";
  if (question.kind != Question::Kind::kDayOrder || question.choices.size() != 2) return question.line();
  const Question::Choice& day = question.choices.front();
  const Question::Choice& month = question.choices.back();
  const std::size_t count = day.dates.size();
  std::string text = fmt::format("{}: ", short_name(question.file));
  text += count == 1 ? "the one date can be read both ways." : fmt::format("{} dates can be read both ways.", count);
  if (!day.on_session_days || !month.on_session_days) return text;
  return text + fmt::format(" Day first, {} of {} fall on a day with a session; month first, {} of {}.",
                            *day.on_session_days, count, *month.on_session_days, count);
}

std::vector<ImportAnswer> answers_to(const Question& question, const ImportChoices& choices) {
  std::vector<ImportAnswer> answers;
  for (const Question::Choice& choice : question.choices) {
    ImportChoices changed = choices;
    if (!changed.take(question.option, choice.answer)) continue;
    answers.push_back({answer_text(question, choice), std::move(changed), is_suggested(question, choice)});
  }
  if (question.option == "--athlete" && answers.size() > 1) {
    ImportChoices each = choices;
    each.each = true;
    answers.push_back({"A history of each", std::move(each), false});
  }
  return answers;
}

std::string athlete_line(const ImportAthlete& athlete) {
  if (athlete.csv.empty())
    return athlete.name + ": " + (athlete.trouble.empty() ? "no load is chosen" : athlete.trouble);
  return fmt::format("{}: {}, {}", athlete.name, counted(athlete.sessions, "session"), counted(athlete.tests, "test"));
}

std::string history_line(const ImportDesk& import) {
  if (import.of_several())
    return fmt::format("{} of {}", import.athletes_with_history().size(),
                       counted(import.report().athletes.size(), "athlete"));
  const auto history = import.history();
  if (!history) return "";
  const intake::DayCounts days = intake::count_days(*history);
  const bool derived = !import.report().history->performance.empty();
  std::string line =
      fmt::format("{}, {}, {}", counted(history->load.size(), "day"), counted(import.report().sessions, "session"),
                  counted(history->tests.size(), derived ? "observation" : "test"));
  if (!history->bounds.empty()) line += ", " + counted(history->bounds.size(), "lower bound");
  if (days.missing > 0)
    line += fmt::format("; the load of {} is not known", counted(static_cast<std::size_t>(days.missing), "day"));
  return line;
}

}  // namespace formcast
