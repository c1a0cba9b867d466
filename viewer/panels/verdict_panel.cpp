#include "viewer/panels/verdict_panel.hpp"

#include <algorithm>
#include <string>

#include "viewer/desk/headline.hpp"

namespace formcast {
namespace {

constexpr float kLow = 420.0f, kWide = 560.0f;

/// Lines of text in a box's width; returns where they end.
float write(Frame& frame, ImFont* font, float size, ImVec2 at, float width, ImU32 colour, const std::string& text,
            const char* id) {
  const char *begin = text.data(), *end = begin + text.size();
  const ImVec2 room = font->CalcTextSizeA(size, FLT_MAX, width, begin, end);
  ImGui::GetWindowDrawList()->AddText(font, size, at, colour, begin, end, width);
  frame.widgets.add(id, at, {at.x + room.x, at.y + room.y}, text);
  return at.y + room.y;
}

/// A hundred strokes: filled the plan is better, grey the two are alike, hollow it is worse. Returns their width.
float draw_strokes(Frame& frame, const Strokes& strokes, ImU32 colour, ImVec2 from, float room) {
  constexpr int kStrokes = 100;
  constexpr float kHeight = 10.0f, kStep = 5.0f;
  const float step = std::min(room / kStrokes, kStep), width = 0.6f * step;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  for (int n = 0; n < kStrokes; ++n) {
    const ImVec2 at{from.x + step * static_cast<float>(n), from.y}, to{at.x + width, at.y + kHeight};
    if (n < strokes.better) {
      list.AddRectFilled(at, to, colour);
    } else if (n < strokes.better + strokes.alike) {
      list.AddRectFilled(at, to, faded(frame.theme.history, 0.7f));
    } else {
      list.AddRect(at, to, frame.theme.history, 0.0f, 0, 0.8f);
    }
  }
  return step * kStrokes;
}

}  // namespace

float draw_verdict(Frame& frame, const Box& box) {
  const Headline said = headline(frame.desk);
  const Theme& theme = frame.theme;
  const bool low = box.height()<kLow, wide = box.width()> kWide;
  ImVec2 at = box.from;
  const float width = box.width();
  const auto small = [&](const std::string& text, const char* id, ImU32 colour) {
    at.y = write(frame, frame.fonts.small, 13.0f, at, width, colour, text, id) + 6.0f;
  };
  if (!low) small(said.race, "verdict.race", theme.faint);
  const bool large = wide && !low;
  at.y = write(frame, large ? frame.fonts.key : frame.fonts.body, large ? 22.0f : 15.0f, at, width,
               said.doubtful ? theme.warn : theme.text, said.sentence, "verdict") +
         6.0f;
  if (low) return at.y;
  if (said.strokes) {
    const ImU32 colour = theme.plan(frame.board().sheets[said.plan].colour);
    const float used = draw_strokes(frame, *said.strokes, colour, at, width);
    const bool beside = used + 16.0f + text_size(frame.fonts.small, 13.0f, said.counts).x < width;
    const ImVec2 place = beside ? ImVec2{at.x + used + 12.0f, at.y - 2.0f} : ImVec2{at.x, at.y + 16.0f};
    at.y = std::max(write(frame, frame.fonts.small, 13.0f, place, width, theme.faint, said.counts, "verdict.counts"),
                    at.y + 12.0f) +
           6.0f;
  }
  if (!said.doubt.empty()) small(said.doubt, "verdict.doubt", theme.faint);
  return at.y;
}

}  // namespace formcast
