#include "viewer/charts/legend.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/base/language.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

constexpr std::size_t kPerformance = static_cast<std::size_t>(Output::kPerformance);
constexpr float kNameLine = 32.0f;  // from one name to the next: the name, and what is expected [px]

struct Label {
  float y = 0.0f;
  std::size_t sheet = 0;
};

/// Preferred places of names: at the ends of lines; those of hidden plans in the lower corner.
std::vector<Label> wishes(const Frame& frame, const Box& box, const ValueAxis& axis) {
  std::vector<Label> labels;
  const int day = std::min(static_cast<int>(frame.view.axis.last) - 1, frame.board().days - 1);
  float hidden = box.to.y - kNameLine;
  for (std::size_t s = frame.board().sheets.size(); s-- > 0;) {
    if (!frame.board().sheets[s].shown) {
      labels.push_back({hidden, s});
      hidden -= kNameLine;
      continue;
    }
    const auto& bands = frame.desk.outlook(s).result.bands[kPerformance];
    if (day < 0 || static_cast<std::size_t>(day) >= bands.size()) continue;
    const float y = axis.y(static_cast<double>(bands[static_cast<std::size_t>(day)][2])) - 15.0f;
    labels.push_back({std::clamp(y, box.from.y, box.to.y - kNameLine), s});
  }
  return labels;
}

/// Moves names apart, down first and then up from the box's bottom.
void spread(std::vector<Label>& labels, const Box& box) {
  std::stable_sort(labels.begin(), labels.end(), [](const Label& a, const Label& b) { return a.y < b.y; });
  float below = -1e9f;
  for (Label& label : labels) {
    label.y = std::max(label.y, below);
    below = label.y + kNameLine;
  }
  float above = box.to.y - kNameLine;
  for (auto label = labels.rbegin(); label != labels.rend(); ++label) {
    label->y = std::min(label->y, above);
    above = label->y - kNameLine;
  }
}

/// What is expected at the end of a plan's line.
std::string expected(const Frame& frame, std::size_t sheet) {
  const auto& bands = frame.desk.outlook(sheet).result.bands[kPerformance];
  const int day = std::min(static_cast<int>(frame.view.axis.last) - 1, frame.board().days - 1);
  if (day < 0 || static_cast<std::size_t>(day) >= bands.size()) return "";
  return with_unit(static_cast<double>(bands[static_cast<std::size_t>(day)][2]), frame.unit());
}

void draw_name(Frame& frame, const Box& box, const Label& label) {
  const Sheet& sheet = frame.board().sheets[label.sheet];
  const Box room{{box.to.x + 4.0f, label.y}, {box.to.x + frame.view.names - 2.0f, label.y + kNameLine}};
  ImGui::SetCursorScreenPos(room.from);
  if (ImGui::InvisibleButton(fmt::format("legend.{}", label.sheet).c_str(), {room.width(), room.height()})) {
    set_shown(frame, label.sheet, !sheet.shown);
  }
  const Sheet& now = frame.board().sheets[label.sheet];
  if (ImGui::IsItemHovered()) frame.view.hovering = label.sheet;
  tooltip((now.shown ? tr("{}\nClick to hide it", now.name) : tr("{}\nClick to show it", now.name)).c_str());
  frame.widgets.add_item(fmt::format("legend.{}", label.sheet), now.shown ? "on" : "off");
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(room.from, room.to);
  const ImU32 colour = faded(frame.theme.plan(now.colour), presence(frame, label.sheet));
  const ImVec2 from{room.from.x + 4.0f, label.y + 2.0f}, to{room.from.x + 8.0f, label.y + kNameLine - 4.0f};
  if (now.shown) list.AddRectFilled(from, to, colour, 2.0f);
  if (!now.shown) list.AddRect(from, to, faded(colour, 0.7f), 2.0f);
  const float left = to.x + 7.0f;
  const bool edited = label.sheet == frame.view.sheet && now.shown;
  draw_text(list, frame.fonts.small, 13.0f, {left, label.y}, edited ? frame.theme.text : frame.theme.faint,
            fitted(frame.fonts.small, 13.0f, now.name, room.to.x - left));
  draw_text(list, frame.fonts.small, 13.0f, {left, label.y + 15.0f}, frame.theme.faint,
            now.shown ? expected(frame, label.sheet) : tr("hidden"));
  list.PopClipRect();
}

}  // namespace

void set_shown(Frame& frame, std::size_t sheet, bool shown) {
  Board board = frame.board();
  board.sheets[sheet].shown = shown;
  const std::string& name = board.sheets[sheet].name;
  std::string edit = shown ? tr("\"{}\" shown", name) : tr("\"{}\" hidden", name);
  frame.desk.edit(std::move(edit), std::move(board));
}

bool has_bands(const Frame& frame, std::size_t sheet) {
  return frame.view.bands == View::Bands::kAll ||
         (frame.view.bands == View::Bands::kEdited && sheet == frame.view.sheet);
}

float presence(const Frame& frame, std::size_t sheet) {
  return frame.view.hovered && *frame.view.hovered != sheet ? 0.3f : 1.0f;
}

float line_width(const Frame& frame, std::size_t sheet) {
  const bool pointed = frame.view.hovered && *frame.view.hovered == sheet;
  return pointed ? 3.0f : sheet == frame.view.sheet ? 2.5f : 1.5f;
}

void draw_names(Frame& frame, const Box& box, const ValueAxis& axis) {
  std::vector<Label> labels = wishes(frame, box, axis);
  spread(labels, box);
  for (const Label& label : labels) draw_name(frame, box, label);
}

void draw_chart_switches(Frame& frame, const Box& box) {
  struct Choice {
    View::Bands bands;
    const char *id, *text, *why;
  };
  static constexpr std::array<Choice, 3> kChoices{{
      {View::Bands::kAll, "bands.all", marked("all"),
       marked("Bands of every plan: 50 and 90 of 100 simulated outcomes")},
      {View::Bands::kEdited, "bands.edited", marked("edited"), marked("Bands of the edited plan, lines of the others")},
      {View::Bands::kNone, "bands.none", marked("none"), marked("Lines alone")},
  }};
  float width = 16.0f;
  for (const char* text : {tr("Bands"), tr("all"), tr("edited"), tr("none"), tr("Tests")}) {
    width += text_size(frame.fonts.small, 13.0f, text).x + 12.0f;
  }
  const float left = box.to.x - width;
  if (left < box.from.x) return;
  draw_text(*ImGui::GetWindowDrawList(), frame.fonts.small, 13.0f, {left, box.from.y + 4.0f}, frame.theme.faint,
            tr("Bands"));
  ImGui::SetCursorScreenPos({left + text_size(frame.fonts.small, 13.0f, tr("Bands")).x + 6.0f, box.from.y + 2.0f});
  for (const Choice& choice : kChoices) {
    if (choice_button(frame, choice.id, tr(choice.text), frame.view.bands == choice.bands, tr(choice.why))) {
      frame.view.bands = choice.bands;
    }
    ImGui::SameLine(0.0f, choice.bands == View::Bands::kNone ? 20.0f : 8.0f);
  }
  if (choice_button(frame, "tests.shown", tr("Tests"), frame.view.tests, tr("Tests of the record, as dots"))) {
    frame.view.tests = !frame.view.tests;
  }
}

}  // namespace formcast
