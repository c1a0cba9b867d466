#include "viewer/panels/span_tools.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "sim/base/language.hpp"
#include "viewer/charts/load_editor.hpp"
#include "viewer/desk/edits.hpp"
#include "viewer/desk/week_edits.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

/// The span, or the whole week around a single day.
Board::Days weeks_of(const Frame& frame) { return frame.view.selected.value_or(frame.board().week_of(frame.view.day)); }

/// Presets and a field for a number; true when one of them is chosen.
bool ask_number(Frame& frame, const std::string& id, std::span<const int> presets, const char* format, int low,
                int high, int step, int& value) {
  bool done = false;
  for (const int preset : presets) {
    if (preset != presets.front()) ImGui::SameLine(0.0f, 4.0f);
    const std::string text = fmt::format(fmt::runtime(format), preset);
    if (ImGui::Button(as_label(text, fmt::format("{}{}", id, preset)).c_str())) {
      value = preset;
      done = true;
    }
    frame.widgets.add_item(fmt::format("{}.{}", id, preset));
  }
  ImGui::SetNextItemWidth(120.0f);
  ImGui::InputInt(("##" + id).c_str(), &value, step, step);
  value = std::clamp(value, low, high);
  frame.widgets.add_item(id + ".value", std::to_string(value));
  ImGui::SameLine(0.0f, 4.0f);
  done = ImGui::Button(as_label(tr("Apply"), id + ".do").c_str()) || done;
  frame.widgets.add_item(id + ".do");
  if (done) ImGui::CloseCurrentPopup();
  return done;
}

template <class Change>
void edit(Frame& frame, Change change) {
  frame.edit([&](const Board& board, Sheet& sheet) { return change(board, sheet); });
}

void ask_easy(Frame& frame) {
  static constexpr std::array<int, 3> kPresets{50, 60, 75};
  SpanTools& tools = frame.view.tools;
  say(frame, tr("The week's loads scaled to [%]"));
  if (!ask_number(frame, "tool.recovery", kPresets, "{} %", 0, 100, 5, tools.easy)) return;
  edit(frame, [&](const Board& b, Sheet& s) { return recovery_week(b, s, frame.span().first, 0.01 * tools.easy); });
}

void ask_ramp(Frame& frame) {
  static constexpr std::array<int, 4> kPresets{80, 110, 120, 130};
  SpanTools& tools = frame.view.tools;
  const Board::Days span = weeks_of(frame);
  if (span.count() < 8) {
    say(frame,
        tr("Select two weeks or more first: in Days drag across their totals, in Weeks Shift-click the last head."));
    frame.widgets.add_item("tool.ramp.refused");
    return;
  }
  say(frame, tr("Week by week in even steps; the last as a share of the first [%]"));
  if (!ask_number(frame, "tool.ramp", kPresets, "{} %", 0, 500, 5, tools.ramp)) return;
  edit(frame, [&](const Board& b, Sheet& s) { return ramp_to(b, s, span, 0.01 * tools.ramp); });
}

void ask_repeat(Frame& frame) {
  static constexpr std::array<int, 4> kPresets{1, 2, 3, 4};
  SpanTools& tools = frame.view.tools;
  const Board::Days span = weeks_of(frame);
  say(frame, tr("{}, repeats", span_text(frame.board(), span)));
  if (!ask_number(frame, "tool.repeat", kPresets, "{}", 1, 52, 1, tools.times)) return;
  edit(frame, [&](const Board& b, Sheet& s) { return repeat_span(b, s, span, tools.times); });
}

/// Presets and a field for a number that is kept.
void choose(Frame& frame, const std::string& id, std::span<const int> presets, const char* label, int low, int high,
            int step, int& value) {
  say(frame, label, true);
  for (const int preset : presets) {
    if (ImGui::Button(fmt::format("{}##{}", preset, id).c_str())) value = preset;
    frame.widgets.add_item(fmt::format("{}.{}", id, preset), value == preset ? "on" : "off");
    ImGui::SameLine(0.0f, 4.0f);
  }
  ImGui::SetNextItemWidth(110.0f);
  ImGui::InputInt(("##" + id).c_str(), &value, step, step);
  value = std::clamp(value, low, high);
  frame.widgets.add_item(id + ".value", std::to_string(value));
}

void ask_taper(Frame& frame) {
  static constexpr std::array<const char*, 3> kShapes{marked("Step"), marked("Linear"), marked("Exponential")};
  static constexpr std::array<const char*, 3> kIds{"step", "linear", "exponential"};
  static constexpr std::array<int, 3> kDays{7, 14, 21}, kParts{30, 40, 60};
  Taper& taper = frame.view.tools.taper;
  say(frame, tr("Taper the load before race day"));
  for (std::size_t n = 0; n < kShapes.size(); ++n) {
    if (n > 0) ImGui::SameLine(0.0f, 4.0f);
    const bool on = static_cast<std::size_t>(taper.shape) == n;
    if (on) ImGui::PushStyleColor(ImGuiCol_Button, faded(frame.theme.accent, 0.4f));
    if (ImGui::Button(as_label(tr(kShapes[n]), kIds[n]).c_str())) taper.shape = static_cast<Taper::Shape>(n);
    if (on) ImGui::PopStyleColor();
    frame.widgets.add_item(std::string("tool.taper.") + kIds[n], on ? "on" : "off");
  }
  choose(frame, "tool.taper.days", kDays, tr("Days"), 1, 200, 1, taper.days);
  int part = static_cast<int>(100.0 * taper.to + 0.5);
  choose(frame, "tool.taper.to", kParts, tr("Load on the day before [%]"), 0, 100, 5, part);
  taper.to = part / 100.0;
  const bool done = ImGui::Button(as_label(tr("Taper"), "tool.taper.do").c_str());
  frame.widgets.add_item("tool.taper.do");
  if (frame.sheet().pattern.taper) {
    ImGui::SameLine(0.0f, 4.0f);
    const bool gone = ImGui::Button(as_label(tr("No taper"), "tool.taper.none").c_str());
    frame.widgets.add_item("tool.taper.none");
    if (gone) {
      ImGui::CloseCurrentPopup();
      return edit(frame, [](const Board& b, Sheet& s) { return remove_taper(b, s); });
    }
  }
  if (!done) return;
  ImGui::CloseCurrentPopup();
  edit(frame, [&](const Board& b, Sheet& s) { return taper_to_target(b, s, taper); });
}

void ask_move(Frame& frame) {
  const Board::Days week = weeks_of(frame), span = frame.span();
  struct Choice {
    const char *id, *text;
    int by;
    bool weeks;
  };
  static constexpr std::array<Choice, 6> kChoices{{{"tool.week.later", marked("a week later"), 1, true},
                                                   {"tool.week.sooner", marked("a week sooner"), -1, true},
                                                   {"tool.later", marked("a day later"), 1, false},
                                                   {"tool.sooner", marked("a day sooner"), -1, false},
                                                   {"tool.later7", marked("a week later"), 7, false},
                                                   {"tool.sooner7", marked("a week sooner"), -7, false}}};
  for (const Choice& choice : kChoices) {
    if (choice.weeks && choice.by > 0) say(frame, tr("{}, others make room", span_text(frame.board(), week)));
    if (!choice.weeks && choice.by == 1) {
      say(frame, tr("Everything from {} on", day_text(frame.board().date(span.first))));
    }
    if (choice.by < 0) ImGui::SameLine(0.0f, 4.0f);
    const bool possible = !choice.weeks || possible_move(frame.board(), week, choice.by) != 0;
    ImGui::BeginDisabled(!possible);
    if (ImGui::Button(as_label(tr(choice.text), choice.id).c_str())) {
      edit(frame, [&](const Board& b, Sheet& s) {
        return choice.weeks ? move_weeks(b, s, week, choice.by) : shift_by(b, s, span.first, choice.by);
      });
      if (choice.weeks) {
        frame.view.selected = Board::Days{week.first + 7 * choice.by, week.last + 7 * choice.by};
        frame.view.day = frame.view.selected->first;
      }
      ImGui::CloseCurrentPopup();
    }
    ImGui::EndDisabled();
    frame.widgets.add_item(choice.id);
  }
}

/// A tool that acts at once, one that asks how much, or one with a form.
struct Tool {
  const char *id, *text, *why;
  std::string (*act)(Frame&, const Board&, Sheet&);
  void (*ask)(Frame&);
  View::Form form = View::Form::kNone;
};

const std::array<Tool, 11> kTools{{
    {"tool.rest", marked("Rest"), marked("No load (R)"),
     [](Frame& f, const Board& b, Sheet& s) { return rest(b, s, f.span()); }, nullptr},
    {"tool.ill", marked("Ill"), marked("No load, marked as illness; again: well (I)"),
     [](Frame& f, const Board& b, Sheet& s) { return mark_ill(b, s, f.span()); }, nullptr},
    {"tool.test", marked("Test"), marked("A test on the day, or none (T)"),
     [](Frame& f, const Board& b, Sheet& s) { return toggle_test(b, s, f.view.day); }, nullptr},
    {"tool.sessions", marked("Sessions"), marked("Name the day's sessions (N)"), nullptr, nullptr,
     View::Form::kSessions},
    {"tool.clear", marked("Clear"), marked("No load, no tests, no illness"),
     [](Frame& f, const Board& b, Sheet& s) { return clear(b, s, f.span()); }, nullptr},
    {"tool.out", marked("Take out"), marked("Remove these days; later ones move up"),
     [](Frame& f, const Board& b, Sheet& s) { return take_out(b, s, f.span()); }, nullptr},
    {"tool.recovery", marked("Easy week"), marked("Scale the week's loads down"), nullptr, ask_easy},
    {"tool.ramp", marked("Ramp"), marked("Selected weeks in even steps"), nullptr, ask_ramp},
    {"tool.repeat", marked("Repeat"), marked("Repeat this week"), nullptr, ask_repeat},
    {"tool.move", marked("Move"), marked("Move this week, or everything later"), nullptr, ask_move},
    {"tool.taper", marked("Taper"), marked("Taper the load before race day, in place of the taper it has"), nullptr,
     ask_taper},
}};

void draw_copying(Frame& frame) {
  const Board::Days span = frame.span();
  if (quiet_button(frame, "tool.copy", tr("Copy"), tr("Copy these loads (Ctrl C)"))) copy_loads(frame);
  for (const int times : {1, 4}) {
    ImGui::SameLine(0.0f, 4.0f);
    ImGui::BeginDisabled(frame.view.copied.empty());
    const std::string id = fmt::format("tool.paste{}", times);
    if (quiet_button(
            frame, id, times == 1 ? tr("Paste") : tr("4 times"),
            times == 1 ? tr("Put the copied loads here (Ctrl V)") : tr("Put the copied loads here four times"))) {
      frame.edit([&](const Board& b, Sheet& s) { return paste(b, s, frame.view.copied, span.first, times); });
    }
    ImGui::EndDisabled();
  }
}

}  // namespace

namespace {

void draw_tools(Frame& frame, float right) {
  for (const Tool& tool : kTools) {
    if (&tool != kTools.data()) beside(frame, tr(tool.text), right);
    const bool pressed = quiet_button(frame, tool.id, tr(tool.text), tr(tool.why));
    if (pressed && tool.form != View::Form::kNone) frame.view.form = tool.form;
    if (pressed && tool.act != nullptr) edit(frame, [&](const Board& b, Sheet& s) { return tool.act(frame, b, s); });
    if (tool.ask == nullptr) continue;
    const ImVec2 below{ImGui::GetItemRectMin().x, ImGui::GetItemRectMax().y + 4.0f};
    if (pressed) ImGui::OpenPopup(tool.id);
    if (pressed && frame.sheet().pattern.taper) frame.view.tools.taper = *frame.sheet().pattern.taper;
    ImGui::SetNextWindowPos(below, ImGuiCond_Appearing);
    ImGui::SetNextWindowSize({264.0f, 0.0f});
    if (ImGui::BeginPopup(tool.id)) {
      keep_on_screen();
      tool.ask(frame);
      ImGui::EndPopup();
    }
  }
}

}  // namespace

void draw_span_tools(Frame& frame) {
  heading(frame, span_text(frame.board(), frame.span()));
  draw_tools(frame, ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x);
  draw_copying(frame);
}

void draw_span_tools_row(Frame& frame, float right) {
  ImGui::BeginGroup();  // lines begin where the first one does
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {4.0f, 4.0f});
  const std::string span = span_text(frame.board(), frame.span());
  const ImVec2 from = ImGui::GetCursorScreenPos();
  draw_text(*ImGui::GetWindowDrawList(), frame.fonts.small, 13.0f, {from.x, from.y + 3.0f}, frame.theme.faint, span);
  ImGui::Dummy({text_size(frame.fonts.small, 13.0f, span).x, 1.0f});
  ImGui::SameLine(0.0f, 12.0f);
  draw_tools(frame, right);
  const std::string copying = fmt::format("{}  {}  {}      ", tr("Copy"), tr("Paste"), tr("4 times"));
  beside(frame, copying.c_str(), right);
  draw_copying(frame);
  ImGui::PopStyleVar();
  ImGui::EndGroup();
}

}  // namespace formcast
