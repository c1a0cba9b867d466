// The influence of each week's training on the target day, and the effects of trips.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/language.hpp"
#include "viewer/charts/chart.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/panels/science.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

void draw_weeks_of(Frame& frame, const std::vector<WeekInfluence>& weeks) {
  const Box box = chart_room(160.0f, 52.0f);
  double low = 0.0, high = 0.0;
  for (const WeekInfluence& week : weeks) {
    low = std::min(low, static_cast<double>(week.change.front()));
    high = std::max(high, static_cast<double>(week.change.back()));
  }
  const double margin = std::max(0.06 * (high - low), 1e-9);
  const ValueAxis axis{box.from.y, box.to.y, low - margin, high + margin};
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_values(frame, list, box, axis, frame.unit());
  const float width = box.width() / static_cast<float>(weeks.size()), zero = axis.y(0.0);
  const int today = static_cast<int>(-frame.first_day());
  const ImU32 colour = frame.theme.plan(frame.sheet().colour);
  for (std::size_t w = 0; w < weeks.size(); ++w) {
    const WeekInfluence& week = weeks[w];
    const float x = box.from.x + static_cast<float>(w) * width, middle = x + 0.5f * width;
    const float top = axis.y(static_cast<double>(week.change[2]));
    const bool done = week.first < today;
    list.AddRectFilled({x + 1.0f, std::min(top, zero)}, {x + width - 1.0f, std::max(top, zero)},
                       faded(done ? frame.theme.history : colour, 0.75f));
    list.AddLine({middle, axis.y(static_cast<double>(week.change.front()))},
                 {middle, axis.y(static_cast<double>(week.change.back()))}, frame.theme.text, 1.0f);
    const std::string text = tr("{} ({} to {}) {}", signed_text(static_cast<double>(week.change[2])),
                                signed_text(static_cast<double>(week.change.front())),
                                signed_text(static_cast<double>(week.change.back())), frame.unit());
    const Date first = frame.desk.twin().start + date::days{week.first};
    frame.widgets.add("influence." + iso(first), {x, box.from.y}, {x + width, box.to.y}, text);
    if (!Box{{x, box.from.y}, {x + width, box.to.y}}.holds(ImGui::GetIO().MousePos) || !ImGui::IsWindowHovered())
      continue;
    ImGui::SetTooltip("%s", tr("Week of {}, {}: {} with one more usual day", short_day_text(first),
                               with_unit(week.load, frame.load_unit()), text)
                                .c_str());
  }
  list.AddLine({box.from.x, zero}, {box.to.x, zero}, frame.theme.faint);
  const auto date_text = [&](float x, int day, Align align) {
    draw_text(list, frame.fonts.small, 13.0f, {x, box.to.y + 3.0f}, frame.theme.faint,
              short_day_text(frame.desk.twin().start + date::days{day}), align);
  };
  date_text(box.from.x, weeks.front().first, Align::kLeft);
  date_text(box.to.x, weeks.back().first + weeks.back().days - 1, Align::kRight);
}

}  // namespace

void draw_influence(Frame& frame) {
  heading(frame, tr("Influence of each week on the target day"));
  const std::vector<WeekInfluence>& weeks = frame.desk.hindsight().influence;
  const bool current = frame.desk.influence_is_of(frame.view.sheet);
  if (weeks.empty()) {
    say(frame, current ? tr("No forecasting model can tell.") : tr("It is being worked out."), true);
    return;
  }
  say(frame,
      tr("\"{}\": what one more usual day ({}) in a week would add on {}, all else equal. Grey weeks are "
         "done. Lines: 90 % interval.",
         frame.sheet().name, with_unit(frame.desk.twin().usual_load, frame.load_unit()),
         day_text(frame.board().date(frame.board().target))),
      true);
  draw_weeks_of(frame, weeks);
}

void draw_effects(Frame& frame) {
  const LearnedEffects& learned = frame.desk.twin().learned_effects;
  heading(frame, tr("Effects of trips: population prior and this athlete"));
  if (!ImGui::BeginTable("effects", 4, ImGuiTableFlags_SizingStretchProp)) return;
  for (const char* text : {marked("effect"), marked("typical"), marked("athlete"), marked("contraction")})
    cell(frame, tr(text), text[0] != 'e', true);
  for (std::size_t e = 0; e < kEffects; ++e) {
    const TravelEffect& effect = kTravelEffects[e];
    const bool mine = learned.learned(e);
    const auto text = [&](const LogNormal& of) {
      return localised(fmt::format("{:.3g} (×{:.1f})", of.median, std::exp(1.645 * of.sd_log)));
    };
    cell(frame, std::string(effect.name), false, !mine);
    ImGui::SetItemTooltip("%s", fmt::format("{} [{}]\n{}", effect.text, effect.unit, effect.source).c_str());
    cell(frame, text(learned.priors[e]), true, true);
    cell(frame, mine ? text(learned.effects[e]) : tr("as typical"), true, !mine);
    cell(frame, fmt::format("{:.0f} %", 100.0 * learned.contraction(e)), true, !mine);
    frame.widgets.add_item(fmt::format("effect.{}", effect.name), mine ? "learned" : "population");
  }
  ImGui::EndTable();
  say(frame,
      learned.any()
          ? tr("Learned from {} travel tests and nights; \"typical\" are population priors.", learned.readings.size())
          : tr("All are population priors: no travel test has updated them for this athlete. In "
               "brackets the factor either way that 90 of 100 people lie within."),
      true);
}

}  // namespace formcast
