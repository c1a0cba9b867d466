#include "viewer/panels/news_panel.hpp"

#include <fmt/format.h>

#include "sim/calibration/drift_text.hpp"
#include "viewer/desk/comparison.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

/// "Look here": amber.
void warn(Frame& frame, const std::string& text) {
  ImGui::PushFont(frame.fonts.small);
  ImGui::PushStyleColor(ImGuiCol_Text, frame.theme.warn);
  say(text);
  ImGui::PopStyleColor();
  ImGui::PopFont();
}

}  // namespace

void draw_news(Frame& frame) {
  const Desk& desk = frame.desk;
  const NewDays& news = desk.news();
  if (const Drift drift = find_drift(desk.forecasts()); drift.drifted) {
    const std::string text = as_sentence(drift_text(desk.twin(), drift));
    warn(frame, text);
    frame.widgets.add_item("drift", text);
  }
  if (!news.any()) return;
  heading(frame, fmt::format("{} new day{}, until {}", news.days, news.days == 1 ? "" : "s",
                             day_text(desk.twin().next_day() - date::days{1})));
  if (const std::string done = new_days_done(frame.board(), frame.view.sheet, desk.twin(), news); !done.empty()) {
    say(frame, done);
    frame.widgets.add_item("news.done", done);
  }
  const std::vector<std::string> tests = new_tests_text(desk.twin(), desk.forecasts(), news);
  for (std::size_t n = 0; n < tests.size(); ++n) {
    say(frame, tests[n]);
    frame.widgets.add_item(fmt::format("news.{}", n), tests[n]);
  }
}

void draw_coverage(Frame& frame) {
  const Drift drift = find_drift(frame.desk.forecasts());
  if (drift.drifted || drift.forecasts < Drift::kFewest) return;
  const std::string text = as_sentence(coverage_text(drift));
  say(frame, text);
  frame.widgets.add_item("coverage", text);
}

}  // namespace formcast
