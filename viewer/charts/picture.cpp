#include "viewer/charts/picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/base/language.hpp"
#include "viewer/charts/clock_chart.hpp"
#include "viewer/charts/loads_chart.hpp"
#include "viewer/charts/performance_chart.hpp"
#include "viewer/charts/states_chart.hpp"

namespace formcast {
namespace {

constexpr float kMargin = 16.0f, kAxis = 66.0f, kDates = 22.0f;

std::string in_unit(const std::string& unit) { return unit.empty() || unit == "1" ? "" : fmt::format(" [{}]", unit); }

std::string subject(const Frame& frame, PictureOf of) {
  constexpr std::array<const char*, 3> kStates{marked("Fitness"), marked("Fatigue"), marked("Form")};
  switch (of) {
    case PictureOf::kStates:
      return tr("{}{}: median, 50 and 90 of 100 simulated outcomes",
                tr(kStates[static_cast<std::size_t>(frame.view.states)]), in_unit(frame.unit()));
    case PictureOf::kClock:
      return tr("Body clock: offset from local time, sleep, light to seek and to avoid");
    case PictureOf::kLoads:
      return tr("Load of each day{}, week totals above", in_unit(frame.load_unit()));
    default:
      return tr("Performance{}: median, 50 and 90 of 100 simulated outcomes; dots are tests", in_unit(frame.unit()));
  }
}

/// Lines of text from `y` on; returns where they end.
float write(ImDrawList& list, ImFont* font, float size, float y, float width, ImU32 colour, const std::string& text) {
  const float room = width - 2.0f * kMargin;
  const char *begin = text.data(), *end = begin + text.size();
  list.AddText(font, size, {kMargin, y}, colour, begin, end, room);
  return y + font->CalcTextSizeA(size, FLT_MAX, room, begin, end).y;
}

/// The plans shown, each by its colour; the edited one alone where the chart is its own.
float draw_legend(Frame& frame, ImDrawList& list, float y, float width, bool one) {
  constexpr float kSwatch = 12.0f, kLine = 20.0f, kGap = 20.0f;
  float x = kMargin;
  for (std::size_t s = 0; s < frame.board().sheets.size(); ++s) {
    const Sheet& sheet = frame.board().sheets[s];
    if (one ? s != frame.view.sheet : !sheet.shown) continue;
    const float wide = kSwatch + 6.0f + text_size(frame.fonts.small, 13.0f, sheet.name).x;
    if (x > kMargin && x + wide > width - kMargin) {
      x = kMargin;
      y += kLine;
    }
    list.AddRectFilled({x, y + 3.0f}, {x + kSwatch, y + 3.0f + kSwatch}, frame.theme.plan(sheet.colour), 3.0f);
    draw_text(list, frame.fonts.small, 13.0f, {x + kSwatch + 6.0f, y + 1.0f}, frame.theme.text, sheet.name);
    x += wide + kGap;
  }
  return y + kLine;
}

}  // namespace

Box draw_chart_alone(Frame& frame, PictureOf of) {
  constexpr float kWidest = 1200.0f, kPaper = 800.0f;  // on paper, 186 mm wide, texts are then of 9 points
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  const bool print = of == PictureOf::kPrint, clock = of == PictureOf::kClock;
  const float width = std::min(screen.x, print ? kPaper : kWidest);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled({0.0f, 0.0f}, screen, frame.theme.panel);
  float y = 12.0f;
  if (!print) {
    y = write(list, frame.fonts.body, 15.0f, y, width, frame.theme.text,
              fmt::format("{}: {}", frame.desk.twin().athlete, frame.board().title));
  }
  y = write(list, frame.fonts.small, 13.0f, y + 2.0f, width, frame.theme.faint, subject(frame, of));
  y = draw_legend(frame, list, y + 6.0f, width, clock || of == PictureOf::kLoads) + 6.0f;
  const float wanted = clock ? 120.0f : print ? 0.27f * width : 0.42f * width;
  const float room = screen.y - y - kDates - 8.0f;
  const float height = std::clamp(wanted, std::min(clock ? 120.0f : 220.0f, room), std::max(room, 1.0f));
  TimeAxis& axis = frame.view.axis;
  axis.left = kAxis;
  axis.right = width - kMargin;
  if (print) {
    axis.first = std::max(-35.0, frame.first_day() - 1.0);
    axis.last = frame.last_day() + 1.0;
  }
  frame.view.names = 0.0f;
  const Box box{{axis.left, y}, {axis.right, y + height}};
  if (of == PictureOf::kStates) {
    draw_states(frame, box);
  } else if (clock) {
    draw_clock(frame, box);
  } else if (of == PictureOf::kLoads) {
    draw_loads(frame, box);
  } else {
    draw_performance(frame, box);
  }
  draw_dates(frame, {{axis.left, box.to.y}, {width, box.to.y + kDates}});
  return {{0.0f, 0.0f}, {width, box.to.y + kDates + 8.0f}};
}

}  // namespace formcast
