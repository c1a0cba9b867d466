#pragma once

#include <functional>
#include <string>

#include "viewer/desk/import_desk.hpp"
#include "viewer/screen/view.hpp"

namespace formcast {

/// What was pressed in the dialog that the screen as a whole does.
enum class ImportAct { kNone, kClose, kLearn, kSave, kSaveTable, kFiles, kFolder, kDemonstration };

/// The dialog of an athlete's own files, open as long as `import` is: what they are, what is asked about them, and the
/// history they make.
ImportAct draw_import(Frame& frame, ImportDesk& import);

// Its parts, each in the window that is open.

/// The files by kind, and why some were left out.
void draw_import_files(Frame& frame, ImportDesk& import);
/// The measures of load to choose from, and the numbers they need.
void draw_import_measures(Frame& frame, ImportDesk& import);
/// The numbers that a measure or a performance needs, and the button that takes them; `typing` has its key until then.
void draw_import_numbers(Frame& frame, ImportDesk& import, std::string& typing);
/// What the columns of a table mean, where one has to be explained.
ImportAct draw_import_table(Frame& frame, ImportDesk& import);
/// What is asked, one question at a time, in a frame with its answers.
void draw_import_questions(Frame& frame, ImportDesk& import);
/// Tests that are typed or pasted.
void draw_import_tests(Frame& frame, ImportDesk& import);
/// Loads as bars, tests as dots.
void draw_import_history(Frame& frame, const ImportDesk& import);

/// A button in ink: the one that a dialog is for, or an answer that is chosen.
bool ink_button(Frame& frame, const std::string& id, const std::string& text, bool chosen, ImVec2 size = {});
/// A frame around a question, so that it is what the eye finds. `draw` draws the answers.
void draw_framed(Frame& frame, const std::string& id, const std::string& title, const std::string& evidence,
                 const std::function<void()>& draw);
/// Puts the n-th answer beside the one before, or below it where it would not fit.
void place_answer(std::size_t n, const std::string& text);
/// A heading of a part, with an aside behind it.
void import_heading(Frame& frame, const char* text, const std::string& aside = "");

}  // namespace formcast
