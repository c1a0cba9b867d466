#include "viewer/panels/target_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/travel/learned_effects.hpp"
#include "viewer/desk/comparison.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/panels/event_panel.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

/// Members on the target day, counted into bins over [low, high] and smoothed a little.
std::vector<float> heights(std::span<const float> members, double low, double high, std::size_t bins) {
  std::vector<float> counted(bins + 2, 0.0f), smooth(bins, 0.0f);
  for (const float member : members) {
    const double at = (static_cast<double>(member) - low) / (high - low) * static_cast<double>(bins);
    if (at >= 0.0 && at < static_cast<double>(bins)) counted[static_cast<std::size_t>(at) + 1] += 1.0f;
  }
  const float scale = members.empty() ? 0.0f : 1.0f / static_cast<float>(members.size());
  for (std::size_t b = 0; b < bins; ++b) {
    smooth[b] = scale * (0.25f * counted[b] + 0.5f * counted[b + 1] + 0.25f * counted[b + 2]);
  }
  return smooth;
}

/// For plans without members, as in a results file: a line over 90 of 100, a bar over 50 and a dot at the median, one
/// above another.
template <class X>
void draw_spreads(Frame& frame, ImDrawList& list, float top, float height, const X& x) {
  std::vector<std::size_t> rows;
  const std::vector<Sheet>& sheets = frame.board().sheets;
  for (std::size_t s = 0; s < sheets.size(); ++s) {
    const Outlook& of = frame.desk.outlook(s);
    if (sheets[s].shown && of.known() && of.result.target_members.empty()) rows.push_back(s);
  }
  const float step = std::min(height / static_cast<float>(std::max<std::size_t>(rows.size(), 1)), 20.0f);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const Quantiles& of = frame.desk.outlook(rows[row]).result.target_performance;
    const ImU32 colour = frame.theme.plan(sheets[rows[row]].colour);
    const float y = top + (static_cast<float>(row) + 0.5f) * step, half = std::min(0.3f * step, 4.0f);
    const auto at = [&](std::size_t q) { return x(static_cast<double>(of[q])); };
    list.AddLine({at(0), y}, {at(4), y}, colour, 1.5f);
    list.AddRectFilled({at(1), y - half}, {at(3), y + half}, faded(colour, 0.5f), 2.0f);
    list.AddCircleFilled({at(2), y}, half + 0.5f, colour);
  }
}

/// How likely each performance is, one hill per plan.
void draw_distribution(Frame& frame) {
  constexpr std::size_t kBins = 48;
  double low = 1e300, high = -1e300;
  const std::vector<Sheet>& sheets = frame.board().sheets;
  for (std::size_t s = 0; s < sheets.size(); ++s) {
    const Outlook& of = frame.desk.outlook(s);
    if (!sheets[s].shown || !of.known()) continue;
    const Quantiles& target = of.result.target_performance;
    low = std::min(low, static_cast<double>(target.front()));
    high = std::max(high, static_cast<double>(target.back()));
  }
  if (high <= low) return;
  const double margin = 0.25 * (high - low);
  low -= margin, high += margin;
  const ImVec2 from = ImGui::GetCursorScreenPos(), size{ImGui::GetContentRegionAvail().x, 64.0f};
  ImGui::Dummy({size.x, size.y + 18.0f});
  ImDrawList& list = *ImGui::GetWindowDrawList();
  float highest = 0.0f;
  std::vector<std::vector<float>> hills(sheets.size());
  for (std::size_t s = 0; s < sheets.size(); ++s) {
    if (!sheets[s].shown || frame.desk.outlook(s).result.target_members.empty()) continue;
    hills[s] = heights(frame.desk.outlook(s).result.target_members, low, high, kBins);
    highest = std::max(highest, *std::max_element(hills[s].begin(), hills[s].end()));
  }
  const auto x = [&](double value) { return from.x + static_cast<float>((value - low) / (high - low)) * size.x; };
  for (std::size_t s = 0; s < sheets.size() && highest > 0.0f; ++s) {
    std::vector<float> at, foot, top;
    for (std::size_t b = 0; b < hills[s].size(); ++b) {
      at.push_back(from.x + (static_cast<float>(b) + 0.5f) / kBins * size.x);
      foot.push_back(from.y + size.y);
      top.push_back(from.y + size.y * (1.0f - 0.92f * hills[s][b] / highest));
    }
    const ImU32 colour = frame.theme.plan(sheets[s].colour);
    draw_band(list, at, foot, top, faded(colour, 0.2f));
    draw_line(list, at, top, colour, 1.5f);
  }
  draw_spreads(frame, list, from.y, size.y, x);
  list.AddLine({from.x, from.y + size.y}, {from.x + size.x, from.y + size.y}, frame.theme.line);
  for (const double tick : round_ticks(low, high, 4)) {
    draw_text(list, frame.fonts.small, 13.0f, {x(tick), from.y + size.y + 2.0f}, frame.theme.faint, with_unit(tick, ""),
              Align::kCentre);
  }
  if (const auto& aim = frame.board().target_performance; aim && *aim > low && *aim < high) {
    draw_dashed(list, {x(*aim), from.y}, {x(*aim), from.y + size.y}, frame.theme.text);
  }
}

/// A plan's numbers: its name, what is typical and likely, and how often the aim is reached.
void draw_plan(Frame& frame, std::size_t s) {
  const Sheet& sheet = frame.board().sheets[s];
  const Outlook& of = frame.desk.outlook(s);
  const bool current = frame.desk.is_current(s);
  ImGui::PushStyleColor(ImGuiCol_Text, frame.theme.plan(sheet.colour));
  say(sheet.name);
  ImGui::PopStyleColor();
  if (!frame.desk.fault(s).empty()) {
    ImGui::PushStyleColor(ImGuiCol_Text, frame.theme.warn);
    say(frame.desk.fault(s));
    ImGui::PopStyleColor();
    return;
  }
  if (!of.known()) {
    ImGui::TextDisabled("working it out");
    return;
  }
  const Quantiles& target = of.result.target_performance;
  ImGui::PushStyleColor(ImGuiCol_Text, current ? frame.theme.text : frame.theme.faint);
  ImGui::PushFont(frame.fonts.key);
  const std::string typical = with_unit(static_cast<double>(target[2]), frame.unit());
  ImGui::TextUnformatted(typical.c_str());
  ImGui::PopFont();
  frame.widgets.add_item(fmt::format("target.{}", s), typical);
  if (frame.board().target_performance) {
    const double share = chance_of(of, *frame.board().target_performance);
    const std::string chance = fmt::format("{:.0f} %", 100.0 * share);
    ImGui::SameLine(0.0f, 16.0f);
    ImGui::PushFont(frame.fonts.key);
    ImGui::TextUnformatted(chance.c_str());
    ImGui::PopFont();
    ImGui::SetItemTooltip("Chance to reach %s", with_unit(*frame.board().target_performance, frame.unit()).c_str());
    frame.widgets.add_item(fmt::format("chance.{}", s), chance);
  }
  ImGui::PopStyleColor();
  ImGui::PushStyleColor(ImGuiCol_Text, frame.theme.faint);
  ImGui::PushFont(frame.fonts.small);
  say(likely_text(target, frame.unit()));
  ImGui::PopFont();
  ImGui::PopStyleColor();
}

/// The chances of a pair, fifty strokes a line: filled the plan is better, grey they are alike, hollow it is worse.
void draw_strokes(Frame& frame, const Strokes& strokes) {
  constexpr int kLine = 50;
  constexpr float kHeight = 10.0f, kDown = 13.0f;
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float step = std::min(ImGui::GetContentRegionAvail().x / kLine, 6.0f), width = 0.6f * step;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  for (int n = 0; n < 2 * kLine; ++n) {
    const ImVec2 at{from.x + step * static_cast<float>(n % kLine),
                    from.y + 2.0f + kDown * static_cast<float>(n / kLine)};
    const ImVec2 to{at.x + width, at.y + kHeight};
    if (n < strokes.better) {
      list.AddRectFilled(at, to, frame.theme.text);
    } else if (n < strokes.better + strokes.alike) {
      list.AddRectFilled(at, to, faded(frame.theme.faint, 0.45f));
    } else {
      list.AddRect(at, to, frame.theme.text, 0.0f, 0, 0.8f);
    }
  }
  ImGui::Dummy({step * kLine, 2.0f * kDown});
  ImGui::SetItemTooltip(
      "Of 100: %d better by more than the smallest worthwhile change (filled), %d alike (grey), %d worse "
      "(hollow)",
      strokes.better, strokes.alike, strokes.worse);
}

/// The plan that is edited against each of the others, and against how it was.
void draw_pairs(Frame& frame) {
  const std::size_t mine = frame.view.sheet;
  bool headed = false;
  for (std::size_t s = 0; s < frame.board().sheets.size(); ++s) {
    const auto said = frame.board().sheets[s].shown ? comparison_text(frame.desk, mine, s) : std::nullopt;
    if (!said) continue;
    if (!std::exchange(headed, true)) heading(frame, "Plan against plan");
    say(frame, *said);
    frame.widgets.add_item(fmt::format("pair.{}.{}", mine, s), *said);
    if (const auto strokes = strokes_of(*frame.desk.pair(mine, s))) draw_strokes(frame, *strokes);
  }
  const std::string basis = headed ? comparison_basis_text(frame.desk) : "";
  if (!basis.empty()) {
    say(frame, basis, tells_plans_apart(frame.desk.basis()));
    frame.widgets.add_item("pairs.basis", basis);
  }
  if (const auto said = edit_text(frame.desk, mine)) {
    heading(frame, "Change from the last edit");
    say(frame, *said);
    frame.widgets.add_item("ghost.difference", *said);
  }
}

/// A part of performance, with a bar to the left or right of the middle.
void draw_part(Frame& frame, const char* name, double value, double most, const char* why) {
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, middle = from.x + 0.5f * width;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_text(list, frame.fonts.body, 15.0f, from, frame.theme.text, name);
  const float reach = 0.22f * width * std::min(static_cast<float>(std::abs(value) / most), 1.0f);
  const float end = value >= 0.0 ? middle + reach : middle - reach;
  list.AddRectFilled({std::min(middle, end), from.y + 3.0f}, {std::max(middle, end), from.y + 15.0f},
                     faded(frame.theme.plan(frame.sheet().colour), 0.35f), 2.0f);
  draw_text(list, frame.fonts.body, 15.0f, {from.x + width, from.y}, frame.theme.text, signed_text(value),
            Align::kRight);
  ImGui::Dummy({width, 18.0f});
  ImGui::SetItemTooltip("%s", why);
  frame.widgets.add_item(std::string("cause.") + name, signed_text(value));
}

/// Where the size of a travel effect comes from.
const char* source_of(const Frame& frame, Effect effect) {
  switch (frame.desk.effect_sources()[static_cast<std::size_t>(effect)]) {
    case EffectSource::kLearned:
      return "Learned from this athlete's travel tests";
    case EffectSource::kScenario:
      return "From the opened plans; not learned from this athlete";
    default:
      return "Typical of people, with a wide spread; not learned from this athlete";
  }
}

void draw_causes(Frame& frame) {
  const PlanResult& result = frame.desk.outlook(frame.view.sheet).result;
  const auto day = static_cast<std::size_t>(frame.board().target);
  const auto median = [&](const std::vector<Quantiles>& bands) {
    return day < bands.size() ? static_cast<double>(bands[day][2]) : 0.0;
  };
  const auto of = [&](Output output) { return median(result.bands[static_cast<std::size_t>(output)]); };
  const auto part = [&](TravelOutput output) { return median(result.travel[static_cast<std::size_t>(output)]); };
  if (result.bands[0].empty()) return;
  heading(frame, fmt::format("What drives it [{}]", frame.unit().empty() ? "1" : frame.unit()));
  const double fitness = of(Output::kFitness), fatigue = of(Output::kFatigue);
  const double most = std::max({std::abs(fitness), std::abs(fatigue), 1e-9});
  draw_part(frame, "Fitness", fitness, most, "What past training adds");
  draw_part(frame, "Fatigue", -fatigue, most, "What past training still costs");
  if (result.travel[0].empty()) return;
  const auto travelled = [&](const char* name, TravelOutput output, Effect effect) {
    draw_part(frame, name, part(output), most, source_of(frame, effect));
  };
  travelled("Time of day", TravelOutput::kTimeOfDay, Effect::kDayRhythm);
  travelled("Body clock", TravelOutput::kClockPart, Effect::kMisalignment);
  travelled("Sleep", TravelOutput::kSleepPart, Effect::kSleepDebt);
  travelled("Travel", TravelOutput::kTravelFatiguePart, Effect::kTravelFatigue);
}

}  // namespace

void draw_target(Frame& frame) {
  const Board& board = frame.board();
  heading(frame, "Race day, " + long_day_text(board.date(board.target)));
  draw_aim(frame);
  if (board.target_performance) heading(frame, "Typical, and chance of the aim");
  for (std::size_t s = 0; s < board.sheets.size(); ++s) {
    if (board.sheets[s].shown) draw_plan(frame, s);
  }
  ImGui::Spacing();
  draw_distribution(frame);
  draw_pairs(frame);
  draw_event_outlooks(frame);
  ImGui::Spacing();
  draw_causes(frame);
}

}  // namespace formcast
