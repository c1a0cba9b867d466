#pragma once

#include <string>
#include <vector>

#include "viewer/desk/import_desk.hpp"

namespace formcast {

/// "One question, then kim can be learned"; what is being done; or why there is nothing to learn.
std::string import_title(const ImportDesk& import);
/// What the files came as, how many there are, and that they stay.
std::string import_subtitle(const ImportDesk& import);
/// The label of the button: "Learn kim", or the reason why it cannot be pressed.
std::string learn_label(const ImportDesk& import);

/// Files of a kind, as they are listed.
struct FileGroup {
  std::string name;                      ///< "FIT files"; of one file its kind
  std::string files;                     ///< the file's name, or how many there are
  std::string line;                      ///< what was read of them
  bool wrong = false;                    ///< some should have been readable
  std::vector<std::string> lines;        ///< a line for each file, and for each note
  std::vector<std::string> tables = {};  ///< files whose columns can be explained
  bool unknown = false;                  ///< its headings are not known
};
/// Those that were read, by kind; then those left out.
std::vector<FileGroup> file_groups(const ImportReport& report);

/// What a measure is, for those who do not know its name.
std::string measure_name(const ImportOffer& offer);
/// How many sessions have it, or what it needs.
std::string measure_line(const ImportOffer& offer, const ImportReport& report);

/// What sessions could tell as performance, and in how many rows, or what it needs.
std::string performance_name(const ImportPerformance& of);
std::string performance_line(const ImportPerformance& of);

/// An answer to a question, as a button.
struct ImportAnswer {
  std::string text;
  ImportChoices choices;   ///< that it makes
  bool suggested = false;  ///< the evidence is for it
};
/// How a question is put: "Is 06/01/2016 the 6th of January or the 1st of June?"
std::string question_title(const intake::Question& question);
/// What speaks for an answer: "Day first, 8 of 8 fall on a day with a session; month first, 1 of 8."
std::string question_evidence(const intake::Question& question);
/// An answer as a button has it: "6 January 2016", "Kilometres".
std::string answer_text(const intake::Question& question, const intake::Question::Choice& choice);
/// Whether the evidence is for an answer: most dates are on days with a session, and less than half as many by another.
bool is_suggested(const intake::Question& question, const intake::Question::Choice& choice);
/// The answers to choose from; none where only leaving it out is left.
std::vector<ImportAnswer> answers_to(const intake::Question& question, const ImportChoices& choices);

/// Of several athletes: "Ada: 12 sessions, 3 tests", or why there is no history.
std::string athlete_line(const ImportDesk& import, const ImportAthlete& athlete);
/// "109 days, 55 sessions, 46 tests".
std::string history_line(const ImportDesk& import);

}  // namespace formcast
