// The history that the files make, drawn before it is learned.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/language.hpp"
#include "sim/intake/intake_text.hpp"
#include "viewer/desk/import_table_text.hpp"
#include "viewer/desk/import_text.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/panels/import_panel.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

constexpr float kHigh = 168.0f, kDates = 20.0f;

void draw_loads(Frame& frame, const AthleteHistory& history, const Box& box) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  double most = 0.0;
  for (const double load : history.load) most = std::isnan(load) ? most : std::max(most, load);
  const float per_day = box.width() / static_cast<float>(history.days());
  for (int day = 0; most > 0.0 && day < history.days(); ++day) {
    const double load = history.load[static_cast<std::size_t>(day)];
    if (!(load > 0.0)) continue;
    const float x = box.from.x + per_day * static_cast<float>(day);
    const float top = box.to.y - std::max(1.0f, static_cast<float>(load / most) * box.height());
    list.AddRectFilled({x, top}, {x + std::max(1.0f, 0.8f * per_day), box.to.y}, faded(frame.theme.history, 0.6f));
  }
  list.AddLine({box.from.x, box.to.y}, box.to, frame.theme.line);
}

void draw_tests(Frame& frame, const AthleteHistory& history, const Box& box) {
  std::vector<Test> all = history.tests;
  all.insert(all.end(), history.bounds.begin(), history.bounds.end());
  if (all.empty()) return;
  const auto [low, high] = std::ranges::minmax_element(all, {}, &Test::performance);
  const double least = low->performance, spread = std::max(high->performance - least, 1e-9);
  const float per_day = box.width() / static_cast<float>(history.days());
  ImDrawList& list = *ImGui::GetWindowDrawList();
  for (std::size_t n = 0; n < all.size(); ++n) {
    const float y = box.to.y - static_cast<float>((all[n].performance - least) / spread) * box.height();
    const ImVec2 at{box.from.x + per_day * (static_cast<float>(all[n].day) + 0.5f), y};
    if (n < history.tests.size()) list.AddCircleFilled(at, 3.0f, frame.theme.text);
    if (n >= history.tests.size()) list.AddCircle(at, 3.0f, frame.theme.text);  // a lower bound
  }
}

/// The first of each month, or of every third or twelfth where they are close.
void draw_months(Frame& frame, const AthleteHistory& history, const Box& box) {
  constexpr float kLeast = 44.0f;
  const float per_day = box.width() / static_cast<float>(history.days());
  const unsigned every = 30.0f * per_day > kLeast ? 1 : 91.0f * per_day > kLeast ? 3 : 12;
  for (int day = 0; day < history.days(); ++day) {
    const date::year_month_day date(history.date(day));
    const bool first = unsigned{date.day()} == 1 && (unsigned{date.month()} - 1) % every == 0;
    if (!first) continue;
    const std::string text = short_month_text(date.month());
    draw_text(*ImGui::GetWindowDrawList(), frame.fonts.small, 13.0f,
              {box.from.x + per_day * static_cast<float>(day), box.from.y}, frame.theme.faint,
              every == 12 ? std::to_string(int{date.year()}) : text);
  }
}

/// "tests 284 to 366 W; load, AU".
std::string legend_of(const ImportDesk& import, const AthleteHistory& history) {
  std::string text = tr("bars: load, {}", import.report().history->load_unit);
  if (history.tests.empty()) return text;
  const auto [low, high] = std::ranges::minmax_element(history.tests, {}, &Test::performance);
  return tr("dots: tests, {:g} to {:g}{}{}; {}", low->performance, high->performance,
            import.test_unit.empty() ? "" : " ", import.test_unit, text);
}

void draw_athletes(Frame& frame, const ImportDesk& import) {
  import_heading(frame, tr("A history of each"), history_line(import));
  frame.widgets.add_item("import.history", history_line(import));
  for (std::size_t n = 0; n < import.report().athletes.size(); ++n) {
    const ImportAthlete& athlete = import.report().athletes[n];
    ImGui::PushStyleColor(ImGuiCol_Text, athlete.csv.empty() ? frame.theme.warn : frame.theme.text);
    say(athlete_line(import, athlete));
    ImGui::PopStyleColor();
    frame.widgets.add_item(fmt::format("import.athlete.{}", n), athlete_line(import, athlete));
  }
}

}  // namespace

void draw_import_history(Frame& frame, const ImportDesk& import) {
  if (import.of_several()) return draw_athletes(frame, import);
  const auto history = import.history();
  if (!history) return;
  const std::string line = history_line(import);
  import_heading(frame, tr("The history this makes"), line);
  frame.widgets.add_item("import.history", line);
  say(frame, legend_of(import, *history), true);
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float foot = from.y + kHigh - kDates;
  draw_tests(frame, *history, {{from.x, from.y + 8.0f}, {from.x + width, from.y + 0.4f * kHigh}});
  draw_loads(frame, *history, {{from.x, from.y + 0.5f * kHigh}, {from.x + width, foot}});
  draw_months(frame, *history, {{from.x, foot + 4.0f}, {from.x + width, from.y + kHigh}});
  ImGui::Dummy({width, kHigh});
  frame.widgets.add_item("import.chart");
  const ImportHistory& of = *import.report().history;
  for (const auto& [marker, days] : of.markers)
    say(frame, tr_in("marker", "{} on {}", marker_name(marker), tr_count(days, "{} day", "{} days", days)), true);
  constexpr std::size_t kMost = 5;
  for (std::size_t n = 0; n < std::min(of.remarks.size(), kMost); ++n)
    say(frame, with_marker_names(of.remarks[n]), true);
  if (of.remarks.size() > kMost) say(frame, tr("and {} more", of.remarks.size() - kMost), true);
}

}  // namespace formcast
