#include "viewer/panels/today_panel.hpp"

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "viewer/desk/typed_values.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/panels/fields.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

/// True when the form's date is today; none is this device's date.
bool keep_today(Frame& frame, View::TodayEdit& edit) {
  const Board& board = frame.board();
  try {
    if (edit.date.empty()) {
      frame.desk.set_today(std::nullopt);
      return true;
    }
    const Date day = typed_date(edit.date);
    if (day < board.start || day > board.date(board.target)) {
      throw InputError(tr("Today is from {}, the day after the record, to race day, {}", long_day_text(board.start),
                          long_day_text(board.date(board.target))));
    }
    frame.desk.set_today(day);
    return true;
  } catch (const InputError& error) {
    edit.fault = error.what();
    return false;
  }
}

}  // namespace

void draw_today(Frame& frame) {
  const std::string text = tr("Today, {}", day_text(frame.board().date(frame.desk.today())));
  if (quiet_button(frame, "today.open", text.c_str(), tr("Set today's date"))) frame.view.form = View::Form::kToday;
}

void draw_today_form(Frame& frame, bool opens) {
  std::optional<View::TodayEdit>& edit = frame.view.today;
  if (opens) edit = View::TodayEdit{digits_text(frame.board().date(frame.desk.today())), ""};
  if (!edit || !begin_form(frame, "Today", opens, tr("Today"), 400.0f)) return;
  const bool entered = date_field(frame, "today.date", edit->date, ImGui::GetContentRegionAvail().x);
  say(frame,
      tr("Days between the record and today count as planned until their data are here. Empty: this device's date."),
      true);
  say_fault(frame, "today", edit->fault);
  const FormEnd end = form_foot(frame, "today", tr("Save"));
  const bool kept = (entered || end == FormEnd::kKeep) && keep_today(frame, *edit);
  if (kept) frame.view.weeks_scrolled = -1.0f;
  if (kept || end == FormEnd::kCancel) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

}  // namespace formcast
