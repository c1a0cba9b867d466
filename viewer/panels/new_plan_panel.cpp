#include "viewer/panels/new_plan_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "viewer/desk/typed_values.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/panels/fields.hpp"
#include "viewer/panels/side_panel.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

using Kind = PlanWeek::Kind;
constexpr float kNarrow = 760.0f;

/// "To Five-minute race on Sun 5 Jun 2016, 6 weeks and 2 days from the first planned day".
std::string way_text(const Board& board) {
  const auto weeks = static_cast<std::size_t>(weeks_to_race(board)), days = static_cast<std::size_t>(board.target % 7);
  const std::string race = board.race.empty() ? tr("race day") : board.race;
  const std::string on = long_day_text(board.date(board.target)),
                    in_weeks = tr_count(weeks, "{} week", "{} weeks", weeks);
  return days == 0 ? tr("To {} on {}: {}", race, on, in_weeks)
                   : tr("To {} on {}: {} and {}", race, on, in_weeks, tr_count(days, "{} day", "{} days", days));
}

void choose_rhythm(Frame& frame, PlanChoices& choices) {
  constexpr std::array<int, 4> kLoading{2, 3, 4, 0};
  say(frame, tr("Loading weeks before each easy one"), true);
  for (const int loading : kLoading) {
    if (loading != kLoading.front()) ImGui::SameLine(0.0f, 4.0f);
    const std::string text = loading > 0 ? fmt::format("{}:1", loading) : tr("None easy");
    if (segment(frame, fmt::format("new.rhythm.{}", loading), text, choices.loading == loading))
      choices.loading = loading;
  }
}

void choose_taper(Frame& frame, PlanChoices& choices) {
  constexpr std::array<int, 4> kDays{0, 7, 14, 21};
  constexpr std::array<int, 3> kLeft{30, 40, 60};
  number_row(frame, "new.taper", tr("Days of taper; 0: none"), kDays, 0, 200, 1, choices.taper_days);
  if (choices.taper_days > 0)
    number_row(frame, "new.left", tr("Load left on the day before the race [%]"), kLeft, 0, 100, 5, choices.left);
  const auto& events = frame.board().events;
  const auto between = std::count_if(events.begin(), events.end(), [&](const BoardEvent& event) {
    return event.priority == Event::Priority::kB && event.day < frame.board().target;
  });
  if (between == 0) return;
  const std::string text = tr_count(static_cast<std::size_t>(between), "Three lighter days before the B event",
                                    "Three lighter days before {} B events", between);
  ImGui::Checkbox(as_label(text, "new.between").c_str(), &choices.mini_tapers);
  frame.widgets.add_item("new.between", choices.mini_tapers ? "on" : "off");
}

void draw_choices(Frame& frame, View::PlanEdit& edit) {
  constexpr std::array<int, 4> kRamps{0, 3, 5, 8};
  constexpr std::array<int, 3> kEasy{50, 60, 70};
  PlanChoices& choices = edit.choices;
  const float width = ImGui::GetContentRegionAvail().x;
  form_field(frame, "new.name", tr("Name"), choices.name, width);
  choose_rhythm(frame, choices);
  if (choices.loading > 0)
    number_row(frame, "new.easy", tr("Load of an easy week [% of a loading one]"), kEasy, 0, 100, 5, choices.recovery);
  number_row(frame, "new.ramp", tr("Each loading week over the one before [%]"), kRamps, -50, 50, 1, choices.ramp);
  const double usual = std::accumulate(frame.board().usual.begin(), frame.board().usual.end(), 0.0);
  form_field(frame, "new.first", tr("Load of the first week [{}]; empty: the usual week's", frame.load_unit()),
             edit.first, 140.0f, with_unit(usual, "").c_str());
  choose_taper(frame, choices);
}

/// What the bars of the weeks are drawn into.
struct Bars {
  ImVec2 from, to;
  float step = 0.0f;  ///< from one week to the next [px]
  double high = 1.0;  ///< load at the top
  float x(std::size_t week) const { return from.x + step * static_cast<float>(week); }
  float y(double load) const { return to.y - static_cast<float>(load / high) * (to.y - from.y); }
};

ImU32 colour_of(const Frame& frame, const PlanWeek& week) {
  const ImU32 colour = frame.theme.plan(free_colour(frame.board()));
  return week.kind == Kind::kLoading ? colour : faded(colour, week.kind == Kind::kAfter ? 0.25f : 0.5f);
}

/// The word for a run of weeks, where there is room for it.
void draw_run(Frame& frame, const Bars& bars, std::size_t first, std::size_t end, Kind kind) {
  constexpr std::array<const char*, 4> kWords{marked("Build"), marked("Easy"), marked("Taper"), marked("After")};
  const char* word = tr(kWords[static_cast<std::size_t>(kind)]);
  const float left = bars.x(first) + 2.0f, right = bars.x(end) - 4.0f, y = bars.to.y + 22.0f;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddLine({left, y}, {right, y}, frame.theme.faint);
  list.AddLine({left, y - 4.0f}, {left, y}, frame.theme.faint);
  list.AddLine({right, y - 4.0f}, {right, y}, frame.theme.faint);
  if (text_size(frame.fonts.small, 13.0f, word).x < right - left + 4.0f)
    draw_text(list, frame.fonts.small, 13.0f, {0.5f * (left + right), y + 3.0f}, frame.theme.text, word,
              Align::kCentre);
}

/// Lines through the bars at the race and the events between.
void draw_races(Frame& frame, const Bars& bars) {
  const Board& board = frame.board();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const auto x = [&](int day) {
    const int from_monday = day + static_cast<int>(weekday(board.start));
    return bars.from.x + bars.step * (static_cast<float>(from_monday) + 0.5f) / 7.0f;
  };
  for (const BoardEvent& event : board.events) {
    if (event.priority == Event::Priority::kB)
      draw_dashed(list, {x(event.day), bars.from.y - 18.0f}, {x(event.day), bars.to.y}, frame.theme.faint);
  }
  list.AddLine({x(board.target), bars.from.y - 18.0f}, {x(board.target), bars.to.y}, frame.theme.text, 1.5f);
}

void draw_bars(Frame& frame, const std::vector<PlanWeek>& weeks, float height) {
  constexpr float kFoot = 44.0f, kHead = 20.0f;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  Bars bars{{at.x, at.y + kHead}, {at.x + width, at.y + height - kFoot}};
  bars.step = width / static_cast<float>(weeks.size());
  for (const PlanWeek& week : weeks) bars.high = std::max(bars.high, week.total);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float gap = bars.step > 12.0f ? 4.0f : 1.0f;
  const std::string widest = grouped(bars.high);
  const bool numbers = text_size(frame.fonts.small, 13.0f, widest).x < bars.step;
  const auto dates = static_cast<std::size_t>(52.0f / bars.step) + 1;
  std::size_t run = 0;
  for (std::size_t n = 0; n < weeks.size(); ++n) {
    const float left = bars.x(n), right = left + bars.step - gap, middle = 0.5f * (left + right);
    const float top = bars.y(weeks[n].total);
    list.AddRectFilled({left, top}, {right, bars.to.y}, colour_of(frame, weeks[n]), 2.0f);
    if (numbers)
      draw_text(list, frame.fonts.small, 13.0f, {middle, top - 17.0f}, frame.theme.text, grouped(weeks[n].total),
                Align::kCentre);
    if (n % dates == 0)
      draw_text(list, frame.fonts.small, 13.0f, {left, bars.to.y + 2.0f}, frame.theme.faint,
                short_day_text(weeks[n].monday));
    if (n + 1 < weeks.size() && weeks[n + 1].kind == weeks[n].kind) continue;
    draw_run(frame, bars, run, n + 1, weeks[n].kind);
    run = n + 1;
  }
  list.AddLine({at.x, bars.to.y}, {at.x + width, bars.to.y}, frame.theme.line);
  draw_races(frame, bars);
  ImGui::Dummy({width, height});
  std::string totals;
  for (const PlanWeek& week : weeks) totals += (totals.empty() ? "" : " ") + fmt::format("{:.0f}", week.total);
  frame.widgets.add_item("new.weeks", totals);
}

/// The plan that the choices make, its weeks and what is beyond the record.
void draw_preview(Frame& frame, const Sheet& sheet, const PlanChoices& choices, float height) {
  say(frame, tr("Load of each week [{}]", frame.load_unit()), true);
  draw_bars(frame, weeks_of(frame.board(), sheet, choices), height);
  const std::vector<std::string> beyond = beyond_record(frame.board(), sheet, frame.desk.twin());
  ImGui::PushFont(frame.fonts.small);
  ImGui::PushStyleColor(ImGuiCol_Text, frame.theme.warn);
  for (std::size_t n = 0; n < beyond.size(); ++n) {
    say(beyond[n]);
    frame.widgets.add_item(fmt::format("new.beyond.{}", n), beyond[n]);
  }
  ImGui::PopStyleColor();
  ImGui::PopFont();
}

/// Reads what is typed; the last choice that could be read stays in the preview.
void read_first(View::PlanEdit& edit) {
  edit.fault.clear();
  try {
    edit.choices.first = typed_number(edit.first, tr("the first week's load"), 0.0, 1e9);
  } catch (const InputError& error) {
    edit.fault = error.what();
  }
  if (edit.choices.name.empty()) edit.fault = tr("the plan needs a name");
}

}  // namespace

void draw_new_plan_form(Frame& frame, bool opens) {
  constexpr float kLeft = 348.0f;
  View::PlanEdit& edit = frame.view.plan;
  if (opens) edit.choices.name = free_plan_name(frame.board(), tr("New plan"));
  if (!begin_form(frame, "NewPlan", opens, tr("A new plan"), 1080.0f)) return;
  say(frame, way_text(frame.board()), true);
  read_first(edit);
  const bool narrow = ImGui::GetIO().DisplaySize.x < kNarrow;
  const Sheet sheet = new_sheet(frame.board(), frame.sheet(), edit.choices);
  const float left = narrow ? ImGui::GetContentRegionAvail().x : kLeft;
  ImGui::BeginChild("choices", {left, 0.0f}, ImGuiChildFlags_AutoResizeY);
  draw_choices(frame, edit);
  ImGui::EndChild();
  if (!narrow) ImGui::SameLine(0.0f, 24.0f);
  ImGui::BeginChild("weeks", {0.0f, 0.0f}, ImGuiChildFlags_AutoResizeY);
  draw_preview(frame, sheet, edit.choices, narrow ? 180.0f : 300.0f);
  ImGui::EndChild();
  say_fault(frame, "new", edit.fault);
  const FormEnd end = form_foot(frame, "new", tr("Make this plan"));
  const bool made = end == FormEnd::kKeep && edit.fault.empty();
  if (made) add_plan(frame, tr("new plan \"{}\"", sheet.name), sheet);
  if (made || end == FormEnd::kCancel) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

}  // namespace formcast
