// All athletes on this device side by side: one after another is put on a desk of its own and looked at.

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "viewer/app/app.hpp"
#include "viewer/app/survey_state.hpp"
#include "viewer/desk/event_edits.hpp"
#include "viewer/desk/typed_values.hpp"
#include "viewer/panels/fields.hpp"
#include "viewer/screen/platform.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {

void App::open_survey() {
  leave();
  survey_->shown = true;
  survey_->view.leave = false;
  survey_->unreadable.clear();
}

/// Puts an athlete on the desk of the survey; false where that cannot be.
bool App::survey_athlete(const Bench::Athlete& athlete) {
  Survey& survey = *survey_;
  try {
    survey.desk = std::make_unique<Desk>(evaluator_);
    survey.athlete = athlete.name;
    survey.revision = athlete.revision;
    const Session session = session_from(athlete.text, athlete.name);
    survey.desk->open_session(session, athlete.name);
    survey.sheet = std::min(session.sheet, survey.desk->board().sheets.size() - 1);
    return true;
  } catch (const InputError& error) {
    survey.desk.reset();
    survey.unreadable.push_back(athlete.name);
    say(error.what(), true);
    return false;
  }
}

/// Looks at the next athlete whose row is not of the desk as it is now; then at those whose tests are still to be
/// compared with forecasts, as of a twin that came as a file, which takes longer. False when all are known.
bool App::survey_next() {
  Survey& survey = *survey_;
  const auto& athletes = bench_.athletes();
  std::erase_if(survey.rows, [&](const SurveyRow& row) {  // of desks that are no longer there
    return std::ranges::find(athletes, row.revision, &Bench::Athlete::revision) == athletes.end();
  });
  for (const bool judges : {false, true}) {
    for (const Bench::Athlete& athlete : athletes) {
      const auto row = std::ranges::find(survey.rows, athlete.revision, &SurveyRow::revision);
      if (row != survey.rows.end() && (!judges || row->judged)) continue;
      if (std::ranges::find(survey.unreadable, athlete.name) != survey.unreadable.end()) continue;
      survey.judges = judges;
      if (survey_athlete(athlete)) return true;
    }
  }
  return false;
}

/// The first answer is enough: a row shows no more digits than 512 members know.
void App::survey_on() {
  Survey& survey = *survey_;
  if (!survey.desk && !survey_next()) return;
  Desk& desk = *survey.desk;
  desk.look_back_from(std::nullopt, survey.judges, survey.judges);
  desk.tick();
  const std::vector<Sheet>& sheets = desk.board().sheets;
  for (std::size_t s = 0; s < sheets.size(); ++s) {
    if (sheets[s].shown && !desk.outlook(s).known() && desk.fault(s).empty()) return;
  }
  if (survey.judges && !desk.is_judged()) return;
  SurveyRow row = formcast::survey(desk, survey.sheet);
  row.revision = survey.revision;
  if (survey.judges) keep_forecasts(row);
  std::erase_if(survey.rows, [&](const SurveyRow& old) { return old.athlete == row.athlete; });
  survey.rows.push_back(std::move(row));
  survey.desk.reset();
}

/// Keeps the forecasts of the survey's desk with its athlete, so that they are computed once.
void App::keep_forecasts(SurveyRow& row) {
  const Bench::Athlete* athlete = bench_.find(survey_->athlete);
  if (athlete == nullptr || athlete->revision != survey_->revision) return;
  Session session = session_from(athlete->text, athlete->name);
  session.forecasts = survey_->desk->forecasts();
  bench_.put(survey_->athlete, kept_text(session));
  row.revision = bench_.find(survey_->athlete)->revision;
}

bool App::surveys() const {
  if (!survey_->shown) return false;
  return survey_->rows.size() + survey_->unreadable.size() < bench_.athletes().size();
}

/// Throws InputError in plain words for what is no number. Of an athlete who is not on the desk what is kept changes,
/// so that the evaluator goes on with the athlete that it has.
void App::set_aim_of(const std::string& athlete, const std::string& typed) {
  constexpr double kMost = 1e9;
  const std::optional<double> aim = typed_number(typed, "aim", -kMost, kMost);
  if (desk_.is_of(athlete)) {
    Board board = desk_.board();
    if (board.target_performance == aim) return;
    std::string name = set_aim(board, aim, desk_.twin().performance_unit);
    desk_.edit(std::move(name), std::move(board));
    return leave();
  }
  const Bench::Athlete* here = bench_.find(athlete);
  if (here == nullptr) return;
  Session session = session_from(here->text, athlete);
  const Twin twin = parse_twin(session.twin, athlete);
  Board board = board_of(session, twin, athlete);
  if (board.target_performance == aim) return;
  Undo undo = undo_of(session, twin, board);
  std::string name = set_aim(board, aim, twin.performance_unit);
  undo.push(std::move(name), board);
  set_plans(session, athlete, board, undo);
  bench_.put(athlete, to_json(session));
}

/// The form of an athlete's aim, over the table.
void App::draw_survey_aim() {
  std::optional<SurveyView::Aim>& aim = survey_->view.aim;
  if (!aim) return;
  Frame frame = make_frame();
  if (!begin_form(frame, "Aim", std::exchange(aim->opens, false), tr("Aim of {}", aim->athlete), 360.0f)) {
    aim.reset();
    return;
  }
  const std::string unit = aim->unit.empty() || aim->unit == "1" ? "" : " [" + aim->unit + "]";
  const bool entered = form_field(frame, "survey.aim", tr("Performance on race day") + unit, aim->text,
                                  ImGui::GetContentRegionAvail().x, "none");
  say_fault(frame, "survey.aim", aim->fault);
  const FormEnd end = form_foot(frame, "survey.aim", tr("Save"));
  bool done = end == FormEnd::kCancel;
  if (entered || end == FormEnd::kKeep) {
    try {
      set_aim_of(aim->athlete, aim->text);
      done = true;
    } catch (const InputError& error) {
      aim->fault = error.what();
    }
  }
  if (done) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

void App::draw_survey_screen() {
  draw_plain_top();
  ImGui::SetCursorScreenPos({112.0f, 9.0f});
  if (ImGui::Button(as_label(tr("Desk"), "survey.leave").c_str())) survey_->view.leave = true;
  tooltip(tr("Back to {} (Esc)", desk_.twin().athlete).c_str());
  widgets_.add_item("survey.leave");
  SurveyFrame frame{survey_->rows, bench_.athletes().size() - survey_->unreadable.size(), survey_->view, theme_, fonts_,
                    widgets_};
  draw_survey(frame, {{0.0f, kTop + 1.0f}, ImGui::GetIO().DisplaySize});
  draw_survey_aim();
  if (!survey_->view.aim) heed_survey_keys(frame);
  if (const auto chosen = std::exchange(survey_->view.chosen, std::nullopt)) return choose(*chosen);
  if (std::exchange(survey_->view.leave, false)) choose(desk_.twin().athlete);
}

nlohmann::ordered_json App::survey_state() const {
  if (!survey_->shown) return nullptr;
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const SurveyRow* row : in_order(survey_->rows, survey_->view.search)) {
    rows.push_back({{"athlete", row->athlete}, {"why", row->why}, {"plan", row->plan}, {"cells", survey_cells(*row)}});
  }
  return {{"text", survey_text(survey_->rows)},
          {"at", survey_->view.at},
          {"heads", survey_heads()},
          {"rows", std::move(rows)}};
}

}  // namespace formcast
