#include "viewer/desk/import_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "sim/base/language.hpp"
#include "sim/intake/intake_text.hpp"
#include "viewer/desk/comparison.hpp"
#include "viewer/desk/import_table_text.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {

namespace {

using intake::Question;

std::string files_text(std::size_t count) { return tr_count(count, "{} file", "{} files", count); }
std::string sessions_text(std::size_t count) { return tr_count(count, "{} session", "{} sessions", count); }
std::string readings_text(std::size_t count) { return tr_count(count, "{} reading", "{} readings", count); }
std::string days_text(std::size_t count) { return tr_count(count, "{} day", "{} days", count); }
std::string tests_text(std::size_t count) { return tr_count(count, "{} test", "{} tests", count); }
std::string athletes_text(std::size_t count) { return tr_count(count, "{} athlete", "{} athletes", count); }
std::string observations_text(std::size_t count) { return tr_count(count, "{} observation", "{} observations", count); }
std::string bounds_text(std::size_t count) { return tr_count(count, "{} lower bound", "{} lower bounds", count); }

std::string number_word(std::size_t count) {
  constexpr std::array<const char*, 10> kWords{marked("No"),    marked("One"),  marked("Two"), marked("Three"),
                                               marked("Four"),  marked("Five"), marked("Six"), marked("Seven"),
                                               marked("Eight"), marked("Nine")};
  return count < kWords.size() ? tr(kWords[count]) : std::to_string(count);
}

/// "6th of January".
std::string day_in_words(Date date) {
  const date::year_month_day of(date);
  const unsigned day{of.day()}, last = day / 10 == 1 ? 0 : day % 10;
  const char* month = month_text(of.month());
  if (last == 1) return tr("{}st of {}", day, month);
  if (last == 2) return tr("{}nd of {}", day, month);
  if (last == 3) return tr("{}rd of {}", day, month);
  return tr("{}th of {}", day, month);
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
    group.files = files_text(files.size());
    group.line = sessions > 0 ? sessions_text(sessions) : readings_text(readings);
  }
  if (notes > 0) group.line += "; " + tr_count(notes, "{} note", "{} notes", notes);
}

FileGroup left_out_group(const std::vector<const ImportedFile*>& files) {
  FileGroup group{tr("Left out"), files_text(files.size()), "", false, {}};
  const auto wrong = std::ranges::count_if(files, [](const ImportedFile* file) { return file->trouble; });
  group.wrong = wrong > 0;
  const ImportedFile* shown = files.front();
  for (const ImportedFile* file : files) {
    const std::vector<std::string> lines = lines_of(*file);
    group.lines.insert(group.lines.end(), lines.begin(), lines.end());
    if (file->trouble && !shown->trouble) shown = file;
  }
  group.line = fmt::format("{}: {}", short_name(shown->name), shown->line);
  if (wrong > 1) group.line += tr("; and {} more that should be readable", wrong - 1);
  return group;
}

}  // namespace

std::string import_title(const ImportDesk& import) {
  if (import.empty()) return tr("Start with your own data");
  if (!import.error().empty()) return tr("The files cannot be read");
  if (!import.has_report()) {
    const ImportProgress& progress = import.progress();
    if (progress.total == 0) return tr("Reading {}", import.source());
    return tr("Reading {} of {}", progress.done, files_text(progress.total));
  }
  if (import.report().sessions == 0 && import.open_points() == 0) return tr("No session was found in these files");
  const std::string who = import.of_several() ? athletes_text(import.athletes_with_history().size()) : import.athlete();
  if (const std::size_t open = import.open_points(); open > 0) {
    return tr_count(open, "{} question, then {} can be learned", "{} questions, then {} can be learned",
                    number_word(open), who);
  }
  if (import.of_several())
    return import.why_not().empty() ? tr("{} can be learned", who) : tr("{} cannot be learned yet", who);
  if (import.tests().empty()) return tr("{} needs tests to be learned", import.athlete());
  return tr("{} can be learned", import.athlete());
}

std::string import_subtitle(const ImportDesk& import) {
  if (import.empty())
    return tr("Files of devices, exports of training platforms and sheets; a folder or a zip of them");
  if (!import.error().empty()) return import.error();
  if (!import.has_report()) {
    const std::size_t inside = import.progress().inside;
    return inside > 0 ? tr("{} so far. Your files stay as they are, and nothing is sent.", files_text(inside))
                      : tr("Your files stay as they are, and nothing is sent.");
  }
  return tr("{}, {}. Your files stay as they are, and nothing is sent.", import.source(),
            files_text(import.report().files.size()));
}

std::string learn_label(const ImportDesk& import) {
  const std::string why = import.why_not();
  if (why.empty() && import.of_several()) return tr("Learn {}", athletes_text(import.athletes_with_history().size()));
  if (why.empty()) return tr("Learn {}", import.athlete());
  return as_sentence(why);
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
      unknown.push_back({tr("Table"),
                         short_name(file.name),
                         tr("Headings not known. Say what the columns mean."),
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
  if (offer.key == "session_rpe") return tr("Session RPE, how hard it felt times minutes");
  if (offer.key.starts_with("vendor:")) return tr("The platform's {}", offer.name);
  std::string name = tr(offer.name.c_str());
  // Names that begin with a capital or are capitals throughout keep it.
  name.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(name.front())));
  return offer.name.starts_with("xP") ? tr(offer.name.c_str()) : name;
}

std::string measure_line(const ImportOffer& offer, const ImportReport& report) {
  const std::string of = offer.sessions == report.sessions ? tr("all {} sessions", report.sessions)
                                                           : tr("{} of {} sessions", offer.sessions, report.sessions);
  if (offer.needs.empty()) return tr("{}, in {}", of, offer.unit);
  return offer.sessions > 0 ? fmt::format("{}; {}", of, offer.needs) : offer.needs;
}

std::string performance_name(const ImportPerformance& of) {
  return fmt::format("{}, {}", capitalised(tr(of.name.c_str())), of.unit);
}

std::string performance_line(const ImportPerformance& of) {
  return of.needs.empty() ? tr_count(of.days, "{} row", "{} rows", of.days) : of.needs;
}

std::string answer_text(const Question& question, const Question::Choice& choice) {
  using enum Question::Kind;
  if (question.kind == kDayOrder && !choice.dates.empty()) return date_text(choice.dates.front());
  if (question.kind == kDecimalMark) {
    const char mark = choice.answer == "comma" ? ',' : '.';
    return question.example.find(mark) == std::string::npos ? tr("Between thousands") : capitalised(choice.text);
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
    return tr("Is {} the {} or the {}?", example, day_in_words(question.choices.front().dates.front()),
              day_in_words(question.choices.back().dates.front()));
  }
  if (question.kind == kDayOrder) return tr("Are days before months? Dates like {} are in both orders", example);
  if (question.kind == kDecimalMark) return tr("Is the mark in {} a decimal mark?", example);
  if (question.option == "--distances") return tr("Are distances kilometres or miles?");
  if (question.option == "--weights") return tr("Are weights kilograms or pounds?");
  if (question.option == "--athlete-folders") return capitalised(question.text);
  if (question.kind == kAthlete) return tr("Whose history is it?");
  // What sessions tell has questions of its own: which exercise, and whether other tests are left out.
  if (question.kind == kTestKind && question.text.starts_with("which kind")) {
    return tr("Which kind of test is the performance?");
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
  text += tr_count(count, "the one date can be read both ways.", "{} dates can be read both ways.", count);
  if (!day.on_session_days || !month.on_session_days) return text;
  return text + tr(" Day first, {} of {} fall on a day with a session; month first, {} of {}.", *day.on_session_days,
                   count, *month.on_session_days, count);
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
    answers.push_back({tr("A history of each"), std::move(each), false});
  }
  return answers;
}

std::string athlete_line(const ImportDesk& import, const ImportAthlete& athlete) {
  if (athlete.csv.empty())
    return athlete.name + ": " + (athlete.trouble.empty() ? tr("no load is chosen") : athlete.trouble);
  return fmt::format("{}: {}, {}", athlete.name, sessions_text(athlete.sessions),
                     tests_text(import.tests_of(athlete).size()));
}

std::string history_line(const ImportDesk& import) {
  if (import.of_several())
    return tr("{} of {}", import.athletes_with_history().size(), athletes_text(import.report().athletes.size()));
  const auto history = import.history();
  if (!history) return "";
  const intake::DayCounts days = intake::count_days(*history);
  const bool derived = !import.report().history->performance.empty();
  std::string line =
      fmt::format("{}, {}, {}", days_text(history->load.size()), sessions_text(import.report().sessions),
                  derived ? observations_text(history->tests.size()) : tests_text(history->tests.size()));
  if (!history->bounds.empty()) line += ", " + bounds_text(history->bounds.size());
  if (days.missing > 0) line += tr("; the load of {} is not known", days_text(static_cast<std::size_t>(days.missing)));
  return line;
}

}  // namespace formcast
