// The athletes to choose from: each has a desk, which is left and found again as it was.

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "viewer/app/app.hpp"
#include "viewer/app/results_view.hpp"
#include "viewer/app/survey_state.hpp"
#include "viewer/desk/learning.hpp"
#include "viewer/desk/next_days.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {

/// The user's own, which waits while an athlete of a results file is shown.
const Desk& App::own_desk() const { return results_->desk ? *results_->desk : desk_; }

void App::list_athletes() {
  View& own = results_->inside ? results_->desk_view : view_;
  own.athletes = bench_.names();
}

/// Keeps the user's own desk as it is now; call it before another athlete comes there.
void App::leave() {
  const Desk& own = own_desk();
  if (own.has_athlete() && bench_.find(own.twin().athlete) != nullptr)
    bench_.put(own.twin().athlete, kept(own.twin().athlete));
}

/// Puts what kept() gave on the desk. Throws InputError for what cannot be read.
void App::open_kept(const std::string& text, const std::string& name) {
  const Session session = session_from(text, name);
  if (session.has_plans()) return show_session(session, name);
  desk_.open_session(session, name);
  reset_view();
}

void App::choose(const std::string& athlete) {
  try {
    open_kept(bench_.find(athlete)->text, athlete);
  } catch (const InputError& error) {
    say(error.what(), true);
  }
}

/// The history to learn from next. Throws InputError for what is none; the one before then stays.
void App::take_history(std::string content, std::string name) {
  history_ = parse_history(content, name);
  history_text_ = std::move(content);
  history_name_ = std::move(name);
  evaluator_.expect_learning(history_.athletes.size());
}

/// Of a single athlete whose record goes on the timing is known.
void App::open_history(const std::string& content, const std::string& name) {
  take_history(content, name);
  messages_.clear();
  leave();
  const std::vector<std::string> known = known_in_history();
  const bool alone = history_.athletes.size() == 1 && history_.unusable.empty() && known.size() == 1;
  if (alone) {
    const Twin twin = parse_twin(session_from(known.front(), name).twin, name);
    if (continues(twin, history_.athletes.front())) return learn(twin.timing);
  }
  asks_timing_ = true;
}

/// Texts of the athletes of that history who are here; the sample is nobody's.
std::vector<std::string> App::known_in_history() const {
  std::vector<std::string> known;
  for (const AthleteHistory& athlete : history_.athletes) {
    const Bench::Athlete* here = athlete.athlete == sample_ ? nullptr : bench_.find(athlete.athlete);
    if (here != nullptr) known.push_back(here->text);
  }
  return known;
}

/// What follows joins in one opening, which can be undone.
void App::begin_opening() {
  leave();
  opening_ = {};
}

/// The sample is there until others come, unless somebody worked with it.
void App::leave_sample() {
  const std::string sample = std::exchange(sample_, "");
  if (sample.empty()) return;
  const bool edited = own_desk().is_of(sample) && own_desk().history().steps().size() > 1;
  if (!edited) bench_.remove(sample);
}

/// Adds an athlete, or gives one that is there a later record. False where the plans that are there cannot follow it:
/// then nothing is changed until someone decides.
bool App::join(const std::string& athlete, const std::string& twin_json, std::vector<PredictedTest> forecasts) {
  leave_sample();
  if (own_desk().is_of(athlete)) leave();
  const Bench::Athlete* here = bench_.find(athlete);
  if (here == nullptr) {
    bench_.put(athlete, kept_text({.twin = twin_json, .forecasts = std::move(forecasts)}));
    list_athletes();
    return true;
  }
  try {
    const Session left = session_from(here->text, athlete);
    if (left.twin == twin_json) return true;
    const Twin twin = parse_twin(twin_json, athlete);
    const ContinuedDesk next = with_record(left, twin, twin_json, std::move(forecasts));
    opening_.before.push_back(*here);
    if (const std::string text = continued_text(next, twin); !text.empty())
      opening_.moved.push_back(athlete + ": " + text);
    bench_.put(athlete, kept_text(next.session));
  } catch (const InputError& error) {
    opening_.refused.push_back({athlete, twin_json, 0});
    opening_.why.push_back(fmt::format("{}: {}", athlete, error.what()));
    return false;
  }
  return true;
}

/// New tests whose forecasts were not known when they came.
void App::say_judged() {
  std::string text;
  for (const std::string& said : new_tests_text(desk_.twin(), desk_.forecasts(), desk_.news())) {
    text += (text.empty() ? "" : ". ") + said;
  }
  if (!text.empty()) say(desk_.twin().athlete + ": " + text);
}

/// Of twins that are opened together the first comes on the desk. While results are shown, twins join them: with the
/// twin of the athlete on the screen, the plans can be edited.
void App::add_twin(const std::string& json, const std::string& name, bool among) {
  const std::string athlete = parse_twin(json, name).athlete;
  const bool beside = results_->shown;
  if (!among) begin_opening();
  const bool joined = join(athlete, json);
  if (!beside) {
    if (!among) view_.learned = {};
    if (joined && (!among || desk_.is_of(athlete) || !desk_.has_athlete())) choose(athlete);
    return;
  }
  const auto& names = results_->squad->header().athletes;
  if (results_->inside && names[*results_->inside] == athlete) {
    return edit_results();
  }
  if (joined && own_desk().is_of(athlete)) {
    close_athlete();
    choose(athlete);
  }
  if (std::ranges::find(names, athlete) == names.end()) {
    say(tr("{} is not an athlete of {}; to see the twin, go back to the desk and choose it there", athlete,
           results_->file));
  }
}

/// The athlete on the desk leaves this device, which can be undone until another file is opened or the page is closed.
void App::remove_athlete() {
  const std::string athlete = desk_.twin().athlete;
  begin_opening();
  opening_.before.push_back(*bench_.find(athlete));
  opening_.moved.push_back(tr("{} is removed from this device", athlete));
  bench_.remove(athlete);
  if (sample_ == athlete) sample_.clear();
  if (bench_.athletes().empty()) {
    clear_desk();
    reset_view();
  } else {
    choose(bench_.athletes().front().name);
  }
  list_athletes();
  say_joined();
}

void App::say_joined() {
  if (!opening_.moved.empty()) messages_.push_back({first_lines(opening_.moved), false, true});
}

/// What the last opening changed is as it was; athletes that are new stay.
void App::undo_opening() {
  const Opening opening = std::exchange(opening_, {});
  close_results();
  for (const Bench::Athlete& before : opening.before) bench_.put(before.name, before.text);
  const auto on_desk = [&](const Bench::Athlete& before) { return desk_.is_of(before.name); };
  if (!desk_.has_athlete()) {
    choose(opening.before.front().name);
  } else if (std::ranges::any_of(opening.before, on_desk)) {
    choose(desk_.twin().athlete);
  }
  list_athletes();
}

/// Asks about athletes whose plans cannot follow the record that was opened.
void App::draw_replacing() {
  if (opening_.refused.empty() || learning_) return;
  ImGui::SetNextWindowPos(ImGui::GetMainViewport()->GetCenter(), ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::SetNextWindowSize({std::min(480.0f, ImGui::GetIO().DisplaySize.x - 32.0f), 0.0f});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, theme_.raised);
  ImGui::Begin("##replacing", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings);
  const bool one = opening_.refused.size() == 1;
  const std::string asked =
      one ? tr("{} is here already, and the plans cannot follow the record just opened:", opening_.refused[0].name)
          : tr("{} athletes are here already, and the plans cannot follow the record just opened:",
               opening_.refused.size());
  ImGui::TextWrapped("%s", asked.c_str());
  ImGui::TextWrapped("%s", first_lines(opening_.why).c_str());
  const bool keep = ImGui::Button(as_label(tr("Keep what is here"), "replace.keep").c_str());
  widgets_.add_item("replace.keep", first_lines(opening_.why));
  ImGui::SameLine();
  const bool replace = ImGui::Button(as_label(tr("Begin new plans"), "replace.begin").c_str());
  widgets_.add_item("replace.begin");
  ImGui::End();
  ImGui::PopStyleColor();
  if (!keep && !replace) return;
  opening_.why.clear();
  const std::vector<Bench::Athlete> refused = std::exchange(opening_.refused, {});
  if (keep) return;
  close_results();
  leave();
  std::vector<std::string> names;
  for (const Bench::Athlete& athlete : refused) {
    opening_.before.push_back(*bench_.find(athlete.name));
    bench_.put(athlete.name, athlete.text);
    names.push_back(tr("{} has new plans", athlete.name));
  }
  choose(refused.front().name);
  messages_.push_back({first_lines(names), false, true});
}

Session App::session_of(const Desk& desk, const View& view) const {
  Session session = desk.session();
  session.sheet = view.sheet;
  session.day = view.day;
  session.states = view.states;
  session.first = view.axis.first;
  session.last = view.axis.last;
  session.dark = theme_.dark;
  return session;
}

std::string App::session() const {
  const Desk& desk = own_desk();
  if (!desk.has_athlete()) return "";
  Session session = session_of(desk, results_->desk ? results_->desk_view : view_);
  session.steps.clear();      // a file that is given away shows no trials
  session.forecasts.clear();  // the twin gives them again, so a file that was opened is saved as it was
  return to_json(session);
}

std::string App::bench() const {
  nlohmann::ordered_json athletes = nlohmann::ordered_json::array();
  for (const Bench::Athlete& athlete : bench_.athletes()) athletes.push_back({athlete.name, athlete.revision});
  const nlohmann::ordered_json json{{"current", own_desk().has_athlete() ? own_desk().twin().athlete : ""},
                                    {"sample", sample_},
                                    {"athletes", std::move(athletes)}};
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string App::kept(const std::string& athlete) const {
  const Desk& desk = own_desk();
  if (desk.is_of(athlete)) {
    if (!desk.has_own_plans())
      return kept_text(
          {.twin = desk.twin_json(), .forecasts = desk.forecasts(), .news = desk.news(), .today = desk.set_day()});
    return to_json(session_of(desk, results_->desk ? results_->desk_view : view_));
  }
  const Bench::Athlete* here = bench_.find(athlete);
  return here == nullptr ? "" : here->text;
}

void App::keep(const std::string& athlete, std::string text) {
  bench_.put(athlete, std::move(text));
  list_athletes();
}

void App::show_session(const Session& session, const std::string& name) {
  desk_.open_session(session, name);
  reset_view();
  view_.hints = false;
  view_.sheet = std::min(session.sheet, desk_.board().sheets.size() - 1);
  view_.day = std::clamp(session.day, 0, desk_.board().days - 1);
  view_.states = session.states;
  const Frame frame = make_frame();
  const bool inside = session.first >= frame.first_day() - 1.0 && session.last <= frame.last_day() + 1.0;
  if (inside && session.last - session.first >= 2.0) {
    view_.axis.first = session.first;
    view_.axis.last = session.last;
  }
}

/// A session's plans take the place of the athlete's that are here, which can be undone.
void App::open_session(const std::string& text, const std::string& name) {
  const Session session = parse_session(text, name);
  const std::string athlete = parse_twin(session.twin, name + tr(", its athlete")).athlete;
  Desk::check(session, name);
  close_results();
  begin_opening();
  leave_sample();
  if (const Bench::Athlete* here = bench_.find(athlete);
      here != nullptr && session_from(here->text, athlete).has_plans()) {
    opening_.before.push_back(*here);
    opening_.moved.push_back(tr("{} has the plans of {}", athlete, name));
  }
  show_session(session, name);
  bench_.put(athlete, kept(athlete));
  view_.learned = {};
  list_athletes();
  if (session.has_dark) set_dark(session.dark);
}

std::string App::restore(const std::string& text) {
  const std::string here = tr("the session kept here");
  try {
    open_kept(text, here);
  } catch (const InputError& error) {
    return error.what();
  }
  keep(desk_.twin().athlete, text);
  messages_.clear();
  return "";
}

}  // namespace formcast
