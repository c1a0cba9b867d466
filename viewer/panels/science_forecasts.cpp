// How good the twin has been: skill compared with naive baselines, forecasts of past tests, residuals of the fit.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/base/language.hpp"
#include "sim/inference/drift.hpp"
#include "viewer/charts/chart.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/panels/science.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

std::string method_text(const std::string& method) {
  if (method == "last_value") return tr("last test");
  if (method == "mean_of_five") return tr("mean of five");
  if (method == "local_level") return tr("local level");
  return method;
}

void draw_horizon(Frame& frame, const HorizonSkill& horizon, const std::string& title, const std::string& id) {
  say(frame, tr("{}: {} forecasts", title, horizon.forecasts));
  if (!ImGui::BeginTable(id.c_str(), 5, ImGuiTableFlags_SizingStretchProp)) return;
  for (const char* text : {marked("method"), "MAPE", "RMSE", "CRPS", marked("90 % coverage")})
    cell(frame, tr(text), text[1] != 'e', true);
  for (const MethodSkill& method : horizon.methods) {
    const bool twin = method.method == kTwinMethod;
    cell(frame, method_text(method.method), false, !twin);
    if (twin) frame.widgets.add_item(id, localised(fmt::format("{:.2f} %, {:.0f} %", method.mape, method.coverage90)));
    cell(frame, localised(fmt::format("{:.2f} %", method.mape)), true, !twin);
    cell(frame, with_unit(method.rmse, ""), true, !twin);
    cell(frame, with_unit(method.crps, ""), true, !twin);
    cell(frame, fmt::format("{:.0f} %", method.coverage90), true, !twin);
  }
  ImGui::EndTable();
}

/// Points over days, with a line at 0 or bars behind them.
struct Points {
  std::vector<double> day, value;
  std::vector<double> low, high;  ///< empty, or the interval predicted for each
};

void draw_points(Frame& frame, const Points& of, float height, const std::string& unit, bool zero) {
  const Box box = chart_room(height, 52.0f);
  double low = zero ? 0.0 : of.value.front(), high = low;
  for (const auto* values : {&of.value, &of.low, &of.high}) {
    for (const double value : *values) low = std::min(low, value), high = std::max(high, value);
  }
  const double margin = std::max(0.08 * (high - low), 1e-9);
  const ValueAxis axis{box.from.y, box.to.y, low - margin, high + margin};
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_values(frame, list, box, axis, unit);
  const double first = of.day.front(), span = std::max(of.day.back() - first, 1.0);
  const auto x = [&](double day) {
    return box.from.x + 4.0f + static_cast<float>((day - first) / span) * (box.width() - 8.0f);
  };
  if (zero) list.AddLine({box.from.x, axis.y(0.0)}, {box.to.x, axis.y(0.0)}, frame.theme.faint);
  for (std::size_t i = 0; i < of.day.size(); ++i) {
    const float at = x(of.day[i]);
    if (!of.low.empty())
      list.AddLine({at, axis.y(of.low[i])}, {at, axis.y(of.high[i])}, faded(frame.theme.accent, 0.45f), 3.0f);
    const bool outside = !of.low.empty() && (of.value[i] < of.low[i] || of.value[i] > of.high[i]);
    list.AddCircleFilled({at, axis.y(of.value[i])}, 2.5f, outside ? frame.theme.warn : frame.theme.text);
  }
  const Date start = frame.desk.twin().start;
  const auto text = [&](float at, double day, Align align) {
    draw_text(list, frame.fonts.small, 13.0f, {at, box.to.y + 3.0f}, frame.theme.faint,
              short_day_text(start + date::days{static_cast<int>(day)}), align);
  };
  text(box.from.x, first, Align::kLeft);
  text(box.to.x, of.day.back(), Align::kRight);
}

}  // namespace

void draw_skill(Frame& frame) {
  const Skill& skill = frame.desk.twin().skill;
  heading(frame, tr("Forecast skill compared with naive baselines"));
  bool any = false;
  for (const HorizonSkill& horizon : skill.horizons) {
    if (horizon.forecasts == 0) continue;
    any = true;
    draw_horizon(frame, horizon, tr("{} to {} days ahead", horizon.from, horizon.to),
                 fmt::format("skill.{}", horizon.from));
  }
  if (skill.cut.forecasts > 0) {
    any = true;
    draw_horizon(frame, skill.cut,
                 tr("All after {}, from what was known then",
                    short_day_text(frame.desk.twin().start + date::days{skill.cut_day})),
                 "skill.cut");
  }
  if (!any) return say(frame, tr("The record is too short to judge."));
  say(frame, tr("RMSE and CRPS in {}.", frame.unit().empty() ? tr("the test's unit") : frame.unit()), true);
  for (const HorizonSkill& horizon : skill.horizons) {
    const MethodSkill* twin = horizon.find(std::string(kTwinMethod));
    if (horizon.forecasts == 0 || twin == nullptr || twin->pit.empty()) continue;
    say(frame, tr("PIT of the tests {} to {} days ahead; uniform if calibrated", horizon.from, horizon.to), true);
    draw_bars(frame, twin->pit, 44.0f, tr("lower than predicted"), tr("higher"));
  }
}

void draw_predicted(Frame& frame) {
  const std::vector<PredictedTest>& all = frame.desk.hindsight().predicted;
  heading(frame, tr("Each test and its forecast, one test ahead [{}]", frame.unit()));
  if (all.empty()) {
    say(frame, tr("The twin's file holds no forecasts of single tests; they are recomputed from its record."), true);
    return;
  }
  Points points;
  const std::size_t skipped = std::min<std::size_t>(Drift::kBefore, all.size());
  std::size_t inside = 0;
  for (std::size_t t = skipped; t < all.size(); ++t) {
    points.day.push_back(all[t].day);
    points.value.push_back(all[t].seen);
    points.low.push_back(all[t].low);
    points.high.push_back(all[t].high);
    inside += all[t].inside() ? 1 : 0;
  }
  if (points.day.empty()) return say(frame, tr("Too few tests: the first five are not judged."));
  draw_points(frame, points, 110.0f, frame.unit(), false);
  const TwinFit& fit = frame.desk.twin().fit;
  const std::string text = tr(
      "{} of {} inside their 90 % interval. MAPE {:.2f} %; carrying the last test forward {:.2f} %, the mean of five "
      "{:.2f} %.",
      inside, points.day.size(), fit.twin.mape, fit.last_value.mape, fit.mean_of_five.mape);
  say(frame, text);
  frame.widgets.add_item("predicted", text);
}

void draw_residuals(Frame& frame) {
  const Twin& twin = frame.desk.twin();
  const auto& past = frame.desk.hindsight().past.bands[static_cast<std::size_t>(Output::kPerformance)];
  heading(frame, tr("Residual of each test from the modelled past [{}]", frame.unit()));
  if (past.empty() || twin.tests.empty()) return say(frame, tr("Not known yet."), true);
  Points points;
  double squares = 0.0;
  for (const Test& test : twin.tests) {
    const double left = test.performance - static_cast<double>(past[static_cast<std::size_t>(test.day)][2]);
    points.day.push_back(test.day);
    points.value.push_back(left);
    squares += left * left;
  }
  draw_points(frame, points, 84.0f, frame.unit(), true);
  const double rmse = std::sqrt(squares / static_cast<double>(points.value.size()));
  const std::string text = tr("Root mean square {}. Of all models: R² {:.2f}, root mean square {}.",
                              with_unit(rmse, frame.unit()), twin.fit.r2, with_unit(twin.fit.rmse, frame.unit()));
  say(frame, text);
  frame.widgets.add_item("residuals", text);
}

}  // namespace formcast
