// Results files: what the screen does with them.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "viewer/app/app.hpp"
#include "viewer/app/results_view.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/export/plan_csv.hpp"
#include "viewer/export/results_export.hpp"
#include "viewer/screen/platform.hpp"
#include "viewer/screen/typography.hpp"
#include "viewer/squad/search.hpp"

namespace formcast {
namespace {

/// Without its folder; a page knows no folders.
std::string file_name(const std::string& path) { return path.substr(path.find_last_of('/') + 1); }

}  // namespace

App::~App() = default;

void App::open_results(const std::string& name) {
  results_->opening = name;
  results_->source.open(name);
}

void App::collect_results() {
  ResultsView& results = *results_;
  ResultsNews news = results.source.news();
  if (news.opened) {
    close_results();
    messages_.clear();
    results.file = file_name(std::exchange(results.opening, ""));
    results.squad.emplace(std::move(*news.opened));
    results.view = {};
    if (results.squad->has_aim()) results.view.order = {SquadOrder::By::kAthlete, 0, false};
    results.shown = true;
  }
  if (!news.error.empty()) {
    say(std::move(news.error), true);
    results.opening.clear();
    results.asked.reset();
  }
  if (news.athlete && results.asked == news.athlete->athlete) enter_athlete(std::move(*news.athlete));
  heed_results();
}

/// Puts the athlete's part of the file on the desk; the user's own desk waits.
void App::enter_athlete(AthleteResults athlete) {
  ResultsView& results = *results_;
  results.asked.reset();
  const std::size_t number = athlete.athlete;
  if (!results.inside) {
    results.desk.emplace(std::move(desk_));
    results.desk_view = std::move(view_);
    view_ = {};
    view_.tab = results.desk_view.tab;
    view_.hints = false;
  }
  desk_ = Desk(evaluator_);
  desk_.open_results(results.squad->header(), std::move(athlete));
  results.inside = number;
  const std::size_t last = desk_.board().sheets.size() - 1;
  view_.sheet = std::min(std::exchange(results.view.plan, std::nullopt).value_or(view_.sheet), last);
}

void App::close_athlete() {
  ResultsView& results = *results_;
  results.asked.reset();
  if (!std::exchange(results.inside, std::nullopt)) return;
  desk_ = std::move(*results.desk);
  results.desk.reset();
  view_ = std::move(results.desk_view);
}

/// Restores the desk; the file stays open.
void App::close_results() {
  close_athlete();
  results_->shown = false;
}

void App::edit_results() {
  const ResultsHeader& header = results_->squad->header();
  const std::string athlete = header.athletes[*results_->inside];
  close_results();
  if (!desk_.is_of(athlete)) leave();
  choose(athlete);
  try {
    desk_.open_scenario(header.scenario_text, header.scenario_source);
    reset_view();
  } catch (const InputError& error) {
    say(error.what(), true);
  }
}

/// Carries out what was requested in panels.
void App::heed_results() {
  ResultsView& results = *results_;
  const ResultsLink::Wish wish = std::exchange(view_.results.wish, ResultsLink::Wish::kNone);
  const bool keeps = desk_.has_athlete() && !desk_.read_only() && desk_.settled();
  view_.results = {results.file, 0, false, false, false, keeps, ResultsLink::Wish::kNone};
  if (!results.squad) return;
  SquadView& squad = results.view;
  if (const auto chosen = std::exchange(squad.chosen, std::nullopt)) ask_athlete(*chosen);
  if (std::exchange(squad.leave, false) && desk_.has_athlete()) close_results();
  go_in_squad(wish);
  ResultsLink& link = view_.results;
  link.file = results.file;
  link.athletes = results.squad->athletes();
  link.editable = results.inside && bench_.find(results.squad->header().athletes[*results.inside]) != nullptr;
  link.previous = neighbour(-1).has_value();
  link.next = neighbour(1).has_value();
}

void App::ask_athlete(std::size_t athlete) {
  results_->asked = athlete;
  results_->source.read(athlete);
}

/// The row above or below the current one; nothing where there is none with results.
std::optional<std::size_t> App::neighbour(int step) const {
  const SquadView& squad = results_->view;
  const auto at = static_cast<std::ptrdiff_t>(squad.at) + step;
  if (at < 0 || at >= std::ssize(squad.rows)) return std::nullopt;
  const auto row = static_cast<std::size_t>(at);
  return results_->squad->has(squad.rows[row]) ? std::optional(row) : std::nullopt;
}

void App::go_in_squad(ResultsLink::Wish wish) {
  using Wish = ResultsLink::Wish;
  if (wish == Wish::kAll) {
    close_athlete();
    results_->shown = results_->view.follow = true;
  } else if (wish == Wish::kPrevious || wish == Wish::kNext) {
    const auto row = neighbour(wish == Wish::kNext ? 1 : -1);
    if (!row) return;
    results_->view.at = *row;
    ask_athlete(results_->view.rows[*row]);
  } else if (wish == Wish::kEdit) {
    leave();
    edit_results();
  }
}

void App::save_plans() {
  const auto kept = results_of(desk_);
  if (!kept) return say(tr("Not all plans are worked out yet"));
  try {
    const std::string said = save_results(file_stem(desk_.board().title) + ".h5", *kept);
    if (!said.empty()) say(said);
  } catch (const std::exception& error) {
    say(error.what(), true);
  }
}

void App::draw_results() {
  ResultsView& results = *results_;
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled({0.0f, 0.0f}, {size.x, kTop}, theme_.panel);
  list.AddLine({0.0f, kTop}, {size.x, kTop}, theme_.line);
  float left = 16.0f;
  if (desk_.has_athlete()) {
    ImGui::SetCursorScreenPos({8.0f, 8.0f});
    if (ImGui::Button(as_label(tr("Desk"), "squad.leave").c_str())) results.view.leave = true;
    tooltip(tr("Back to {} (Esc)", desk_.twin().athlete).c_str());
    widgets_.add_item("squad.leave");
    left = ImGui::GetItemRectMax().x + 12.0f;
  }
  const ResultsHeader& header = results.squad->header();
  const float right = size.x - 16.0f - open_and_theme_width();
  list.PushClipRect({left, 0.0f}, {right - 8.0f, kTop}, true);
  const float title = text_size(fonts_.body, 15.0f, header.title).x;
  draw_text(list, fonts_.body, 15.0f, {left, 14.0f}, theme_.text, header.title);
  const std::string about = tr("{}, {} simulated outcomes", results.file, grouped(header.members));
  if (left + title + 24.0f + text_size(fonts_.small, 13.0f, about).x < right - 8.0f)
    draw_text(list, fonts_.small, 13.0f, {right - 16.0f, 15.0f}, theme_.faint, about, Align::kRight);
  list.PopClipRect();
  ImGui::SetCursorScreenPos({right, 8.0f});
  draw_open_button();
  ImGui::SameLine();
  draw_theme_button();
  SquadFrame frame{*results.squad, results.view, results.file, theme_, fonts_, widgets_};
  draw_squad(frame, {{0.0f, kTop + 1.0f}, size});
  heed_squad_keys(frame);
}

void App::draw_opening() {
  ResultsView& results = *results_;
  if (results.opening.empty()) return;
  ImGui::SetNextWindowPos(ImGui::GetMainViewport()->GetCenter(), ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::SetNextWindowSize({std::min(440.0f, ImGui::GetIO().DisplaySize.x - 32.0f), 0.0f});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, theme_.raised);
  ImGui::Begin("##opening", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings);
  ImGui::TextWrapped("%s", tr("Opening {}", file_name(results.opening)).c_str());
  if (ImGui::Button(as_label(tr("Stop"), "results.stop").c_str())) {
    results.source.stop();
    results.opening.clear();
  }
  widgets_.add_item("results.stop");
  ImGui::End();
  ImGui::PopStyleColor();
}

namespace {

using Json = nlohmann::ordered_json;

Json row_json(const Squad& squad, std::size_t athlete) {
  Json row{{"athlete", squad.header().athletes[athlete]}, {"number", athlete}};
  if (!squad.has(athlete)) return row;
  const std::size_t best = *squad.best(athlete);
  row["best"] = squad.header().plans[best];
  row["best_text"] = squad.best_text(athlete);
  row["likely"] = likely_text(squad.target(athlete, best), squad.header().performance_unit);
  Json cells = Json::array();
  for (std::size_t p = 0; p < squad.plans(); ++p) cells.push_back(squad.cell_text(athlete, p));
  row["cells"] = std::move(cells);
  return row;
}

}  // namespace

/// The rows that are on the screen, and what they are of; null while no squad is shown.
Json App::squad_state() const {
  const ResultsView& results = *results_;
  Json json;
  if (results.squad && results.shown && !results.inside) {
    const SquadView& view = results.view;
    json = {{"file", results.file},
            {"title", results.squad->header().title},
            {"aim", results.squad->has_aim()},
            {"plans", results.squad->header().plans},
            {"athletes", results.squad->athletes()},
            {"found", view.rows.size()},
            {"first", view.first}};
    Json rows = Json::array();
    for (std::size_t row = view.first; row < std::min(view.last, view.rows.size()); ++row)
      rows.push_back(row_json(*results.squad, view.rows[row]));
    json["rows"] = std::move(rows);
  }
  return json;
}

}  // namespace formcast
