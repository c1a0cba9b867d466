#include "viewer/panels/sessions_panel.hpp"

#include <fmt/format.h>

#include "sim/base/ascii.hpp"
#include "sim/base/language.hpp"
#include "viewer/desk/day_sessions.hpp"
#include "viewer/desk/load_text.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/panels/fields.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

/// What the day has; a day without named sessions begins with its load, to be named.
View::SessionsEdit sessions_form(const Frame& frame) {
  View::SessionsEdit form{frame.view.day, {}, ""};
  for (const PlannedSession& session : sessions_on(frame.sheet(), form.day)) {
    form.rows.push_back({session.name, localised(fmt::format("{:.6g}", session.load))});
  }
  const double load = frame.load_on(form.day);
  if (form.rows.empty() && load > 0.0) form.rows.push_back({"", localised(fmt::format("{:.6g}", load))});
  return form;
}

/// The rows that are filled in; sets `fault` where one cannot be read.
std::vector<PlannedSession> typed_sessions(const View::SessionsEdit& form, std::string& fault) {
  std::vector<PlannedSession> sessions;
  for (const View::SessionsEdit::Row& row : form.rows) {
    const std::string name(trimmed(row.name));
    const auto load = parse_load(trimmed(row.load));
    if (name.empty() && trimmed(row.load).empty()) continue;
    if (!load) fault = tr("\"{}\" is not a load, such as 60", row.load);
    if (name.empty()) fault = tr("Each session needs a name, such as Intervals");
    sessions.push_back({name, load.value_or(0.0)});
  }
  return sessions;
}

/// A row for each session and an empty one for the next. True when Enter ends its typing.
bool draw_rows(Frame& frame, View::SessionsEdit& form) {
  constexpr float kLoad = 96.0f, kGap = 8.0f;
  const float name = ImGui::GetContentRegionAvail().x - kLoad - kGap;
  const auto used = [](const View::SessionsEdit::Row& row) { return !row.name.empty() || !row.load.empty(); };
  if ((form.rows.empty() || used(form.rows.back())) && form.rows.size() < kMostSessions) form.rows.emplace_back();
  bool entered = false;
  for (std::size_t n = 0; n < form.rows.size(); ++n) {
    const std::string id = fmt::format("sessions.{}", n);
    entered = text_cell(frame, id + ".name", n == 0 ? tr("such as Intervals") : tr("another session"),
                        form.rows[n].name, name) ||
              entered;
    ImGui::SameLine(0.0f, kGap);
    entered = text_cell(frame, id + ".load", tr("load"), form.rows[n].load, kLoad) || entered;
  }
  return entered;
}

void say_sum(Frame& frame, const std::vector<PlannedSession>& sessions) {
  double sum = 0.0;
  for (const PlannedSession& session : sessions) sum += session.load;
  const std::string text = sessions.empty() ? std::string(tr("Without names the day keeps its load"))
                                            : tr("{} in all", with_unit(sum, frame.load_unit()));
  say(frame, text, true);
  frame.widgets.add_item("sessions.sum", text);
}

}  // namespace

void draw_sessions_form(Frame& frame, bool opens) {
  std::optional<View::SessionsEdit>& form = frame.view.sessions;
  if (opens) form = sessions_form(frame);
  if (!form || form->day >= frame.board().days) return;
  const std::string title = tr("Sessions of {}", day_text(frame.board().date(form->day)));
  if (!begin_form(frame, "Sessions", opens, title, 400.0f)) return;
  const bool entered = draw_rows(frame, *form);
  std::string fault;
  std::vector<PlannedSession> sessions = typed_sessions(*form, fault);
  say_sum(frame, sessions);
  say_fault(frame, "sessions", form->fault);
  const FormEnd end = form_foot(frame, "sessions", tr("Save"));
  const bool tried = entered || end == FormEnd::kKeep, kept = tried && fault.empty();
  if (tried || fault.empty()) form->fault = fault;
  if (kept) {
    frame.edit([&](const Board& board, Sheet& sheet) {
      return set_sessions(board, sheet, form->day, std::move(sessions), frame.load_unit());
    });
  }
  if (kept || end == FormEnd::kCancel) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

}  // namespace formcast
