// The left of the dialog: what is in the files, and the load that the history keeps to.

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "sim/base/language.hpp"
#include "viewer/desk/import_text.hpp"
#include "viewer/panels/import_panel.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

/// A tick where all is well, amber where something should have been readable.
void draw_mark(Frame& frame, ImVec2 at, bool wrong) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (wrong) {
    list.AddCircleFilled({at.x - 6.0f, at.y + 6.0f}, 4.0f, frame.theme.warn);
    return;
  }
  const ImVec2 points[]{{at.x - 12.0f, at.y + 6.0f}, {at.x - 8.0f, at.y + 10.0f}, {at.x - 1.0f, at.y + 1.0f}};
  list.AddPolyline(points, 3, frame.theme.text, ImDrawFlags_None, 2.0f);
}

/// To the columns of tables: those that nobody knows at the top right, others below.
void draw_tables(Frame& frame, ImportDesk& import, std::size_t n, const FileGroup& group) {
  for (std::size_t t = 0; t < group.tables.size(); ++t) {
    const std::string& file = group.tables[t];
    const std::string name =
        group.tables.size() == 1 ? tr("What its columns mean") : tr("Columns of {}", file.substr(file.rfind('/') + 1));
    if (quiet_button(frame, fmt::format("import.group.{}.table.{}", n, t), name.c_str(),
                     tr("Say what the columns mean")))
      import.pick_table(file);
  }
}

void draw_group(Frame& frame, ImportDesk& import, std::size_t n, const FileGroup& group) {
  constexpr float kPad = 12.0f;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 from = ImGui::GetCursorScreenPos();
  list.ChannelsSplit(2);
  list.ChannelsSetCurrent(1);
  ImGui::SetCursorScreenPos({from.x + kPad, from.y + kPad});
  ImGui::BeginGroup();
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width - 2.0f * kPad - 24.0f);
  ImGui::TextUnformatted(group.name.c_str());
  ImGui::PushFont(frame.fonts.small);
  ImGui::TextDisabled("%s", group.files.c_str());
  ImGui::TextUnformatted(group.line.c_str());
  ImGui::PopFont();
  const std::string id = fmt::format("import.group.{}", n);
  const bool open = frame.view.import.opened == group.name;
  if (group.lines.size() > 1) {
    if (quiet_button(frame, id + ".all", open ? tr("Less") : tr("All of them"), tr("What was made of each file")))
      frame.view.import.opened = open ? std::nullopt : std::optional(group.name);
    ImGui::PushFont(frame.fonts.small);
    for (std::size_t line = 0; open && line < group.lines.size(); ++line)
      ImGui::TextDisabled("%s", group.lines[line].c_str());
    ImGui::PopFont();
  }
  if (!group.unknown && (group.lines.size() <= 1 || open || group.tables.size() == 1))
    draw_tables(frame, import, n, group);
  ImGui::PopTextWrapPos();
  ImGui::EndGroup();
  const ImVec2 to{from.x + width, ImGui::GetItemRectMax().y + kPad};
  const bool shown =
      import.table() != nullptr && std::ranges::find(group.tables, import.table()->file) != group.tables.end();
  if (group.unknown) {
    ImGui::SetCursorScreenPos({to.x - kPad - 48.0f, from.y + kPad - 4.0f});
    if (ink_button(frame, id + ".map", tr("map"), true, {48.0f, 0.0f})) import.pick_table(group.tables.front());
  } else {
    draw_mark(frame, {to.x - kPad, from.y + kPad}, group.wrong);
  }
  list.ChannelsSetCurrent(0);
  list.AddRectFilled(from, to, frame.theme.raised, 6.0f);
  if (shown) list.AddRectFilled(from, {from.x + 3.0f, to.y}, frame.theme.text, 6.0f);
  list.ChannelsMerge();
  frame.widgets.add(id, from, to, group.name + ", " + group.files + ": " + group.line);
  ImGui::SetCursorScreenPos({from.x, to.y});
  ImGui::Dummy({width, 0.0f});
}

void number_field(Frame& frame, ImportDesk& import, const ProfileNumber& number) {
  std::string& text = import.typed_numbers[std::string(number.key)];
  char typed[32] = {};
  std::strncpy(typed, text.c_str(), sizeof typed - 1);
  const std::string id = fmt::format("import.number.{}", number.key);
  say(frame, fmt::format("{}, {}", tr(number.name.data()), number.unit), true);
  ImGui::SetNextItemWidth(120.0f);
  if (ImGui::InputText(("##" + id).c_str(), typed, sizeof typed, ImGuiInputTextFlags_CharsDecimal)) text = typed;
  frame.widgets.add_item(id, typed);
}

}  // namespace

void draw_import_numbers(Frame& frame, ImportDesk& import, std::string& typing) {
  const MeasureNeeds needs = needs_of(typing);
  for (const ProfileNumber& number : kProfileNumbers) {
    if (std::ranges::find(needs.numbers, number.key) != needs.numbers.end()) number_field(frame, import, number);
  }
  if (needs.sex) {
    say(frame, tr("Weights of"), true);
    for (const char* sex : {"male", "female"}) {
      const std::string name = *sex == 'm' ? tr("men") : tr("women");
      if (choice_button(frame, std::string("import.sex.") + sex, name.c_str(), import.typed_sex == sex,
                        tr("Of the rise of lactate with heart rate")))
        import.typed_sex = sex;
      if (*sex == 'm') ImGui::SameLine();
    }
  }
  if (ink_button(frame, "import.measure_with", tr("Measure with these"), true)) {
    frame.view.import.fault = import.take_numbers(typing);
    if (frame.view.import.fault.empty()) return typing.clear();
  }
  if (frame.view.import.fault.empty()) return;
  ImGui::PushStyleColor(ImGuiCol_Text, frame.theme.warn);
  say(frame.view.import.fault);
  ImGui::PopStyleColor();
  frame.widgets.add_item("import.number_fault", frame.view.import.fault);
}

namespace {

void draw_offer(Frame& frame, ImportDesk& import, const ImportOffer& offer) {
  const ImportReport& report = import.report();
  std::string& typing = frame.view.import.measure;
  const bool needs = !offer.needs.empty();
  const bool chosen = needs ? typing == offer.key : report.measure == offer.key && typing.empty();
  const std::string id = "import.measure." + offer.key, line = measure_line(offer, report);
  ImGui::PushID(id.c_str());
  if (ImGui::RadioButton(as_label(measure_name(offer), "choose").c_str(), chosen)) {
    typing = needs ? offer.key : "";
    frame.view.import.fault.clear();
    if (!needs) import.choose_measure(offer.key);
  }
  frame.widgets.add_item(id, fmt::format("{}: {}", chosen ? "on" : "off", line));
  ImGui::Indent(26.0f);
  say(frame, line, true);
  if (needs && chosen) draw_import_numbers(frame, import, typing);
  ImGui::Unindent(26.0f);
  ImGui::PopID();
}

/// Measures for the sessions that have not the chosen one; their scales are among the remarks on the history.
void draw_otherwise(Frame& frame, ImportDesk& import) {
  const ImportReport& report = import.report();
  const auto chosen = std::ranges::find(report.offers, report.measure, &ImportOffer::key);
  if (chosen == report.offers.end() || chosen->sessions == report.sessions) return;
  const std::vector<std::string>& otherwise = import.choices().otherwise;
  say(frame, tr("Where a session has none, scaled by the sessions that have both:"), true);
  for (const ImportOffer& offer : report.offers) {
    if (offer.key == chosen->key || !offer.needs.empty() || offer.sessions == 0) continue;
    const auto at = std::ranges::find(otherwise, offer.key);
    bool on = at != otherwise.end();
    if (ImGui::Checkbox((measure_name(offer) + "##otherwise").c_str(), &on)) import.toggle_otherwise(offer.key);
    frame.widgets.add_item("import.otherwise." + offer.key, on ? "on" : "off");
  }
}

}  // namespace

void draw_import_files(Frame& frame, ImportDesk& import) {
  import_heading(frame, tr("What is in it"));
  const std::vector<FileGroup> groups = file_groups(import.report());
  for (std::size_t n = 0; n < groups.size(); ++n) draw_group(frame, import, n, groups[n]);
  const ImportReport& report = import.report();
  if (report.records > report.sessions)
    say(frame, tr("{} records are {} sessions; each counts once.", report.records, report.sessions), true);
  for (const std::string& line : report.left_out) say(frame, line, true);
}

void draw_import_measures(Frame& frame, ImportDesk& import) {
  const ImportReport& report = import.report();
  if (report.offers.empty()) return;
  import_heading(frame, tr("One load for the whole history"));
  ImGui::PushStyleColor(ImGuiCol_CheckMark, frame.theme.text);
  for (const ImportOffer& offer : report.offers) draw_offer(frame, import, offer);
  draw_otherwise(frame, import);
  ImGui::PopStyleColor();
  if (report.only_measure) say(frame, tr("Chosen, as no other load is there for all sessions."), true);
}

}  // namespace formcast
