#include "viewer/panels/news_panel.hpp"

#include <fmt/format.h>

#include "sim/base/language.hpp"
#include "sim/calibration/drift_text.hpp"
#include "viewer/desk/comparison.hpp"
#include "viewer/desk/plan_on.hpp"
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

/// Lays the edited plan on from the day after the record.
void draw_plan_on(Frame& frame) {
  if (frame.sheet().planned.empty()) return;
  const auto share = share_done(frame.board(), frame.sheet(), frame.desk.twin());
  auto edit = plan_on(frame.board(), frame.view.sheet, frame.desk.twin());
  const bool laid = frame.sheet().laid == frame.board().start;
  const std::string why =
      edit   ? tr("Of what was planned in the last four weeks {:.0f} % was done. The plan goes on from there\n"
                    "and rises evenly to what was planned by the race; recovery weeks, taper, race and days\n"
                    "set by hand stay",
                  100.0 * share.value_or(1.0))
      : laid ? tr("It is laid on from the day after the record")
             : tr("Done as planned, or more than that: the plan goes on as it is");
  ImGui::BeginDisabled(!edit);
  const std::string text = frame.desk.today() == 0 ? std::string(tr("Plan on from today"))
                                                   : tr("Plan on from {}", short_day_text(frame.board().start));
  if (quiet_button(frame, "plan.on", text.c_str(), why.c_str())) {
    frame.desk.edit(std::move(edit->name), std::move(edit->board));
  }
  ImGui::EndDisabled();
  const Undo::Step& last = frame.desk.history().steps()[frame.desk.history().at()];
  if (!laid || !last.name.starts_with(tr(kPlannedOn))) return;
  say(frame, as_sentence(last.name));
  frame.widgets.add_item("plan.on.said", last.name);
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
  heading(frame, tr_count(static_cast<std::size_t>(news.days), "{} new day, until {}", "{} new days, until {}",
                          news.days, day_text(desk.twin().next_day() - date::days{1})));
  if (const std::string done = new_days_done(frame.board(), frame.view.sheet, desk.twin(), news); !done.empty()) {
    say(frame, done);
    frame.widgets.add_item("news.done", done);
  }
  const std::vector<std::string> tests = new_tests_text(desk.twin(), desk.forecasts(), news);
  for (std::size_t n = 0; n < tests.size(); ++n) {
    say(frame, tests[n]);
    frame.widgets.add_item(fmt::format("news.{}", n), tests[n]);
  }
  draw_plan_on(frame);
}

void draw_coverage(Frame& frame) {
  const Drift drift = find_drift(frame.desk.forecasts());
  if (drift.drifted || drift.forecasts < Drift::kFewest) return;
  const std::string text = as_sentence(coverage_text(drift));
  say(frame, text);
  frame.widgets.add_item("coverage", text);
}

}  // namespace formcast
