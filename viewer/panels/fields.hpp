#pragma once

#include <optional>
#include <span>
#include <string>

#include "viewer/screen/view.hpp"

namespace formcast {

// What the forms of race, events and plans are made of. Each widget registers under its id.

/// Begins a form in the middle of the screen, at most `width` wide [px]; `opens`: it opens now. False while it is
/// closed, else end it with ImGui::EndPopup(). It has a heading and closes by Esc, which a field that is typed in takes
/// first.
bool begin_form(Frame& frame, const char* name, bool opens, const std::string& title, float width);

/// Whether Esc was pressed for the dialog that has begun, and not for a field, a calendar or a list in it. Once a
/// frame.
bool escapes(Frame& frame);

/// A text of one line as it is typed. True when Enter ends its typing.
bool text_cell(Frame& frame, const std::string& id, const char* hint, std::string& text, float width);

/// A label above a field. True when Enter ends its typing.
bool form_field(Frame& frame, const std::string& id, const std::string& label, std::string& text, float width,
                const char* hint = "");

/// One of a few choices; the chosen one has the ink of the text.
bool segment(Frame& frame, const std::string& id, const std::string& text, bool on);

/// A label above a few usual numbers and a field for any from `low` to `high`.
void number_row(Frame& frame, const std::string& id, const char* label, std::span<const int> usual, int low, int high,
                int step, int& value);

/// Why the form cannot be kept; nothing where `fault` is "".
void say_fault(Frame& frame, const std::string& id, const std::string& fault);

/// The buttons at a form's foot.
enum class FormEnd { kNone, kKeep, kCancel };
FormEnd form_foot(Frame& frame, const std::string& id, const char* keep);

/// A button with a month's calendar, whose left edge is at `left`; the day that is chosen there.
std::optional<Date> month_button(Frame& frame, const std::string& id, std::optional<Date> chosen, float left);

/// A date as it is typed, with what it is read as beneath and a month's calendar to choose it from. `plans` are the
/// board's. True when Enter ends its typing.
bool date_field(Frame& frame, const std::string& id, std::string& text, float width);

}  // namespace formcast
