// The models, and what the tests taught about the parameters of one.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/language.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/panels/science.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

/// "39.2", "0.0131": three digits, whatever the size.
std::string three(double value) {
  if (value == 0.0) return "0";
  const int before = static_cast<int>(std::floor(std::log10(std::abs(value)))) + 1;
  return localised(fmt::format("{:.{}f}", value, std::clamp(3 - before, 0, 8)));
}

/// A value's position on cells of equal width, whatever their values: 0 is the middle of the first.
double place(const std::vector<double>& at, double value) {
  const auto above = std::upper_bound(at.begin(), at.end(), value);
  if (above == at.begin()) return 0.0;
  if (above == at.end()) return static_cast<double>(at.size() - 1);
  const double low = *(above - 1);
  return static_cast<double>(above - 1 - at.begin()) + (value - low) / (*above - low);
}

/// The prior as a grey line, the posterior as a filled hill, the 90 % interval as a bar under both.
void draw_density(Frame& frame, const ParameterDensity& of, const Box& box) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float cell = box.width() / static_cast<float>(of.at.size());
  const auto x = [&](double cells) { return box.from.x + (static_cast<float>(cells) + 0.5f) * cell; };
  const auto y = [&](double share) { return box.to.y - static_cast<float>(share) * box.height(); };
  std::vector<float> at, foot, before, after;
  for (std::size_t i = 0; i < of.at.size(); ++i) {
    at.push_back(x(static_cast<double>(i)));
    foot.push_back(box.to.y);
    before.push_back(y(of.before[i]));
    after.push_back(y(of.after[i]));
  }
  constexpr std::size_t kFewCells = 16;  // of a parameter on a grid of a few values
  if (of.at.size() < kFewCells) {
    for (std::size_t i = 0; i < at.size(); ++i) {
      list.AddRectFilled({at[i] - 0.5f * cell + 0.5f, after[i]}, {at[i] + 0.5f * cell - 0.5f, box.to.y},
                         faded(frame.theme.accent, 0.55f));
    }
  } else {
    draw_band(list, at, foot, after, faded(frame.theme.accent, 0.35f));
    draw_line(list, at, after, frame.theme.accent, 1.5f);
  }
  draw_line(list, at, before, frame.theme.history, 1.5f);
  list.AddLine({box.from.x, box.to.y}, box.to, frame.theme.line);
  const float low = x(place(of.at, of.low)), high = x(place(of.at, of.high)), middle = x(place(of.at, of.mean));
  list.AddLine({low, box.to.y + 4.0f}, {high, box.to.y + 4.0f}, frame.theme.text, 2.0f);
  list.AddCircleFilled({middle, box.to.y + 4.0f}, 2.5f, frame.theme.text);
}

/// Posterior contraction of a parameter of the leading model; nothing for others.
std::optional<double> contraction(const Frame& frame, const std::string& model, const std::string& parameter) {
  const Identifiability& seen = frame.desk.twin().identifiability;
  if (seen.model != model) return std::nullopt;
  for (const Contraction& c : seen.contraction) {
    if (c.parameter == parameter) return c.contraction;
  }
  return std::nullopt;
}

void draw_parameter(Frame& frame, const std::string& model, const ParameterDensity& of) {
  const std::string unit = of.unit.empty() || of.unit == "1" ? "" : " " + of.unit;
  const std::string value = tr("{} ({} to {}){}", three(of.mean), three(of.low), three(of.high), unit);
  const float width = ImGui::GetContentRegionAvail().x, plot = std::min(150.0f, 0.4f * width);
  const ImVec2 from = ImGui::GetCursorScreenPos();
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width - plot - 16.0f);
  ImGui::BeginGroup();
  ImGui::PushFont(frame.fonts.small);
  ImGui::TextUnformatted(fmt::format("{}   {}", of.name, value).c_str());
  frame.widgets.add_item("parameter." + of.name, value);
  std::string learned = of.text;
  if (!of.at.empty()) learned += tr("; prior: {} to {}", three(of.before_low), three(of.before_high));
  if (const auto by = contraction(frame, model, of.name)) learned += tr("; contraction {:.0f} %", 100.0 * *by);
  ImGui::PushStyleColor(ImGuiCol_Text, frame.theme.faint);
  ImGui::TextUnformatted(learned.c_str());
  ImGui::PopStyleColor();
  ImGui::PopFont();
  ImGui::EndGroup();
  ImGui::PopTextWrapPos();
  const float bottom = std::max(ImGui::GetItemRectMax().y, from.y + 44.0f);
  if (!of.at.empty()) {
    const Box box{{from.x + width - plot, from.y + 2.0f}, {from.x + width - 4.0f, from.y + 34.0f}};
    draw_density(frame, of, box);
  }
  ImGui::SetCursorScreenPos({from.x, bottom + 4.0f});
  ImGui::Dummy({1.0f, 1.0f});
}

}  // namespace

void draw_models(Frame& frame) {
  const Twin& twin = frame.desk.twin();
  heading(frame, tr("Models"));
  say(frame,
      tr("Weight: forecast weight, the share of members. Posterior: probability given all tests. A click shows "
         "parameters."),
      true);
  if (!ImGui::BeginTable("models", 3, ImGuiTableFlags_SizingFixedFit)) return;
  ImGui::TableSetupColumn("model", ImGuiTableColumnFlags_WidthStretch);
  ImGui::TableSetupColumn("weight");
  ImGui::TableSetupColumn("posterior");
  for (const char* text : {marked("model"), marked("weight"), marked("posterior")})
    cell(frame, tr(text), text[0] != 'm', true);
  std::vector<const TwinModel*> order;
  for (const TwinModel& model : twin.models) order.push_back(&model);
  std::stable_sort(order.begin(), order.end(), [](const TwinModel* a, const TwinModel* b) {
    return std::max(a->weight, a->probability) > std::max(b->weight, b->probability);
  });
  for (const TwinModel* model : order) {
    if (std::max(model->weight, model->probability) < 0.005) continue;
    ImGui::TableNextColumn();
    ImGui::PushFont(frame.fonts.small);
    const std::string title(model_title(model->name));
    const bool fits = ImGui::CalcTextSize(title.c_str()).x <= ImGui::GetContentRegionAvail().x;
    if (ImGui::Selectable(((fits ? title : model->name) + "##" + model->name).c_str(),
                          shown_model(frame) == model->name)) {
      frame.view.science.model = model->name;
    }
    ImGui::PopFont();
    ImGui::SetItemTooltip("%s", fmt::format("{}: {}", model->name, title).c_str());
    const std::string weight = fmt::format("{:.0f} %", 100.0 * model->weight);
    const std::string probability = fmt::format("{:.0f} %", 100.0 * model->probability);
    frame.widgets.add_item("model." + model->name, weight + ", " + probability);
    cell(frame, weight, true);
    cell(frame, probability, true);
  }
  ImGui::EndTable();
  say(frame, tr("Models below 1 % of both are left out."), true);
}

void draw_parameters(Frame& frame) {
  View::Science& science = frame.view.science;
  const Twin& twin = frame.desk.twin();
  const std::string model = shown_model(frame), of = model + twin.athlete + twin.source_digest;
  if (science.of != of) {
    science.of = of;
    science.densities = parameter_densities(twin, model);
  }
  heading(frame, tr("What the tests taught"));
  say(frame, std::string(model_title(model)));
  frame.widgets.add_item("science.model", model);
  const bool squad = twin.prior_source != "population";
  say(frame,
      tr("Grey: prior, {}. Filled: posterior. Mean and 90 % interval.",
         squad ? tr("of the squad (gains and baseline: the population)") : tr("of the population")),
      true);
  for (const ParameterDensity& parameter : science.densities.parameters) draw_parameter(frame, model, parameter);
  const ParameterDensities& all = science.densities;
  if (!all.correlated_a.empty()) {
    say(frame,
        std::abs(all.correlation) > 0.9
            ? tr("{} and {} have a correlation of {:.2f}: not identified separately.", all.correlated_a,
                 all.correlated_b, all.correlation)
            : tr("{} and {} have a correlation of {:.2f}.", all.correlated_a, all.correlated_b, all.correlation));
    frame.widgets.add_item("science.taus", localised(fmt::format("{:.2f}", all.correlation)));
  }
  const Identifiability& seen = twin.identifiability;
  if (seen.model != model) return;
  say(frame, tr("Hardest to tell apart: {} and {}, correlation {:.2f}. The {} tests are {:.0f} effective tests, "
                "as the baseline wanders. {}",
                seen.correlated_a, seen.correlated_b, seen.correlation, twin.tests.size(), seen.effective_tests,
                seen.identified ? tr("Identified: a contraction of 10 % or more for every parameter.")
                                : tr("Not identified: fewer than twelve tests, or a parameter with little "
                                     "contraction.")));
  frame.widgets.add_item("science.identified", seen.identified ? "yes" : "no");
}

}  // namespace formcast
