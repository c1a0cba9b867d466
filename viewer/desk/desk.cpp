#include "viewer/desk/desk.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/scenario/scenario_input.hpp"
#include "sim/scenario/scenario_writer.hpp"

namespace formcast {
namespace {

constexpr int kFirstWeeks = 12;

/// Plans begin soon after the record ends.
void expect_start(const Twin& twin, Date start, const std::string& file) {
  const std::string fault = lead_fault(twin.athlete, twin.next_day(), start, file);
  if (!fault.empty()) throw InputError({file}, fault);
}

}  // namespace

Board first_board(const Twin& twin) {
  Scenario scenario;
  scenario.title = twin.athlete;
  scenario.start = twin.next_day();
  scenario.days = kFirstWeeks * 7;
  scenario.target.date = scenario.start + date::days{scenario.days - 1};
  scenario.seed = 1;
  scenario.noise.execution = 0.1;
  Plan usual, tapered;
  usual.name = tr("As usual");
  usual.blocks.emplace_back();
  tapered = usual;
  tapered.name = tr("With a taper");
  tapered.taper = Taper{};
  scenario.plans = {usual, tapered};
  return board_of(scenario, twin.usual_week);
}

void Desk::open_twin(const std::string& json, const std::string& file) {
  Twin twin = parse_twin(json, file);
  evaluator_->open(json);
  twin_ = std::move(twin);
  twin_json_ = json;
  back_ = {};
  put_news({}, {});
  today_.reset();
  begin(first_board(*twin_));
}

void Desk::open_scenario(const std::string& toml, const std::string& file) {
  const Scenario scenario = parse_scenario(toml, file, Athletes::kNotRead);
  expect_start(*twin_, scenario.start, file);
  Board board = board_of(scenario, twin_->usual_week);
  if (!has_own_plans()) return begin(std::move(board));
  cancel();
  drop_ghosts();
  put(std::move(board));
  undo_->push(tr("plans of {}", file), board_);
}

void Desk::open_session(const Session& session, const std::string& file) {
  Twin twin = parse_twin(session.twin, file + tr(", its athlete"));
  Board board = board_of(session, twin, file);
  expect_start(twin, board.start, file);
  evaluator_->open(session.twin);
  twin_ = std::move(twin);
  twin_json_ = session.twin;
  back_ = {};
  put_news(session.forecasts, session.news);
  today_ = session.today;
  begin(std::move(board));
  undo_ = undo_of(session, *twin_, board_);
}

void Desk::check(const Session& session, const std::string& file) {
  const Twin twin = parse_twin(session.twin, file + tr(", its athlete"));
  expect_start(twin, board_of(session, twin, file).start, file);
}

Session Desk::session() const {
  Session session;
  session.twin = twin_json_;
  session.forecasts = forecasts_;
  session.news = news_;
  session.today = today_;
  set_plans(session, twin_->athlete, before_drag_.value_or(board_), *undo_);
  return session;
}

int Desk::today() const {
  const auto day_of = [&](Date date) { return static_cast<int>((date - board_.start).count()); };
  if (today_) return std::clamp(day_of(*today_), 0, board_.target);
  const int device = device_day_ && !filed_ ? day_of(*device_day_) : 0;
  return device > board_.target ? 0 : std::max(device, 0);
}

/// Outlooks and undo steps of what was on the desk before are dropped.
void Desk::begin(Board board) {
  filed_.reset();
  trial_ = {};
  looks_.clear();
  before_drag_.reset();
  put(std::move(board));
  undo_.emplace(board_);
}

std::string Desk::scenario_text() const { return plans_text(board_, twin_->athlete); }

bool Desk::has_own_plans() const {
  if (read_only()) return false;
  return undo_->steps().size() > 1 || scenario_text() != plans_text(first_board(*twin_), twin_->athlete);
}

void Desk::put_news(std::vector<PredictedTest> forecasts, NewDays news) {
  forecasts_ = std::move(forecasts);
  news_ = std::move(news);
  judged_ = false;
}

void Desk::put(Board board) {
  board_ = std::move(board);
  std::vector<Look> before = std::exchange(looks_, {});
  for (std::size_t s = 0; s < board_.sheets.size(); ++s) {
    // The aim changes no outlook: the share of members that reach it is counted here.
    const PlanInput plan = plan_input(board_, s);
    // A plan may have moved or been copied; its outlook stays valid.
    const auto same = std::find_if(before.begin(), before.end(), [&](const Look& look) { return look.plan == plan; });
    Look look = same != before.end() ? *same : s < before.size() ? before[s] : Look{};
    const bool taken = std::any_of(looks_.begin(), looks_.end(), [&](const Look& l) { return l.id == look.id; });
    if (taken) look.id = 0;
    look.plan = plan;
    looks_.push_back(std::move(look));
  }
}

void Desk::keep_ghosts() {
  for (Look& look : looks_) {
    if (look.known == look.plan) look.before = look.now;
  }
}

void Desk::drop_ghosts() {
  for (Look& look : looks_) look.before = {};
}

void Desk::edit(std::string name, Board board) {
  if (read_only()) return;
  keep_ghosts();
  before_drag_.reset();
  put(std::move(board));
  undo_->push(std::move(name), board_);
}

void Desk::drag(Board board) {
  if (read_only()) return;
  if (!before_drag_) {
    keep_ghosts();
    before_drag_ = board_;
  }
  put(std::move(board));
}

void Desk::drop(std::string name) {
  if (!std::exchange(before_drag_, std::nullopt)) return;
  undo_->push(std::move(name), board_);
}

void Desk::cancel() {
  if (auto before = std::exchange(before_drag_, std::nullopt)) put(std::move(*before));
}

void Desk::undo() {
  cancel();
  if (const Undo::Step* step = undo_->undo()) {
    keep_ghosts();
    put(step->board);
  }
}

void Desk::redo() {
  cancel();
  if (const Undo::Step* step = undo_->redo()) {
    keep_ghosts();
    put(step->board);
  }
}

void Desk::take(OutlookAnswer answer) {
  if (back_.take(answer)) {
    if (forecasts_.empty()) forecasts_ = last_forecasts(back_.known().predicted);
    judged_ = judged_ || (judge_ && back_.has_predicted());
    return;
  }
  if (trial_.take(answer)) return;
  for (Look& look : looks_) {
    if (look.id != answer.id) continue;
    look.id = 0;
    look.fault = std::move(answer.error);
    if (!look.fault.empty()) return;
    look.known = look.asked;
    look.now = std::move(answer.outlook);
    look.now.id = answer.id;
  }
}

void Desk::ask(Look& look, int members) {
  look.id = ++last_id_;
  look.asked = look.plan;
  look.asked_members = members;
  look.fault.clear();
  evaluator_->ask({look.id, look.plan, members, static_cast<std::size_t>(&look - looks_.data())});
}

void Desk::search(Board board, std::size_t sheet, std::size_t trip) {
  trial_.begin(*evaluator_, last_id_, std::move(board), sheet, trip);
}

std::optional<TripFinding> Desk::found() { return trial_.finding(basis().smallest_worthwhile_change); }

/// The most members computed within a frame or two, judging by the last answer.
std::size_t Desk::first_step(const Look& look) const {
  constexpr double kSoon = 0.04;  // [s]
  const bool quick = !dragging() && look.now.known() && seconds_of(look, kSteps[1]) < kSoon;
  return quick ? 1 : 0;
}

/// How long so many members take, judging by the last answer [s]; 0 where there is none.
double Desk::seconds_of(const Look& look, int members) {
  return look.now.known() ? look.now.seconds / look.now.members * members : 0.0;
}

/// Whether so many members would keep an edit waiting for a free evaluator.
bool Desk::is_slow(const Look& look, int members) {
  constexpr double kLong = 0.25;  // [s]
  return seconds_of(look, members) > kLong;
}

/// Whether a step would only delay the last one, which a person would rather wait for.
bool Desk::delays_the_last(const Look& look, std::size_t step) {
  constexpr double kPatience = 6.0;  // [s], judged by few members, who seem to take twice as long
  const bool between = step > 0 && step + 1 < kSteps.size();
  return between && is_slow(look, kSteps[step]) && seconds_of(look, kSteps.back()) < kPatience;
}

/// The plan that lags furthest behind is requested first, so that all are known roughly before any is known well. Plans
/// of which nothing is known are requested at once, more than there are evaluators: an answer may wait for the screen,
/// the next need not.
void Desk::tick() {
  if (read_only()) return;
  for (OutlookAnswer& answer : evaluator_->answers()) take(std::move(answer));
  trial_.tick(*evaluator_, last_id_);
  auto out = std::count_if(looks_.begin(), looks_.end(), [](const Look& look) { return look.id != 0; });
  out += back_.waits() ? 1 : 0;
  for (std::size_t step = 0; step < kSteps.size(); ++step) {
    for (std::size_t s = 0; s < looks_.size(); ++s) {
      Look& look = looks_[s];
      const bool new_here = step == 0 && !look.now.known();
      if (out >= evaluator_->width() && !new_here) continue;
      const std::size_t first = first_step(look);
      if (step > first && (dragging() || (is_slow(look, kSteps[step]) && out + 1 >= evaluator_->width() && out > 0)))
        continue;
      const bool refused = !look.fault.empty() && look.asked == look.plan;
      const bool behind = look.known != look.plan || look.now.members < kSteps[step];
      // A long request that is no longer needed is abandoned: its answer will be ignored.
      const bool given_up =
          look.asked != look.plan && look.asked_members > kSteps[first] && is_slow(look, look.asked_members);
      if ((look.id != 0 && !given_up) || !board_.sheets[s].shown || refused || !behind) continue;
      ask(look, delays_the_last(look, step) ? kSteps.back() : kSteps[std::max(step, first)]);
      ++out;
    }
  }
  if (dragging() || out >= evaluator_->width()) return;
  const bool judges = judge_ && forecasts_.empty() && out == 0 && settled();
  if (auto request = back_.next(last_id_ + 1, back_plan(), back_all_ || judges)) {
    ++last_id_;
    evaluator_->ask(std::move(*request));
  }
}

/// The plan whose weeks' influence is requested; null for none.
const PlanInput* Desk::back_plan() const {
  return back_from_ && *back_from_ < looks_.size() ? &looks_[*back_from_].plan : nullptr;
}

bool Desk::is_current(std::size_t sheet) const { return looks_[sheet].known == looks_[sheet].plan; }

bool Desk::settled() const {
  if (read_only()) return true;
  for (std::size_t s = 0; s < looks_.size(); ++s) {
    const Look& look = looks_[s];
    if (!board_.sheets[s].shown || !look.fault.empty()) continue;
    if (!is_current(s) || look.now.members < kSteps.back()) return false;
  }
  return back_.settled(back_plan(), back_all_);
}

/// Every frame shows several pairs of ten thousand members, so those that are known are kept.
std::optional<PairResult> Desk::compared(const Outlook& a, const Outlook& b) const {
  constexpr std::size_t kKept = 64;  // more than a screen shows
  const double worthwhile = basis().smallest_worthwhile_change;
  const std::array<std::uint64_t, 3> key{a.id, b.id, std::bit_cast<std::uint64_t>(worthwhile)};
  if (const auto known = compared_.find(key); known != compared_.end()) return known->second;
  if (compared_.size() >= kKept) compared_.clear();
  return compared_.emplace(key, pair_of(a, b, worthwhile)).first->second;
}

std::optional<PairResult> Desk::pair(std::size_t sheet, std::size_t other) const {
  if (filed_) return filed_pair(sheet, other);
  return compared(looks_[sheet].now, looks_[other].now);
}

std::optional<PairResult> Desk::against_ghost(std::size_t sheet) const {
  if (read_only()) return std::nullopt;
  return compared(looks_[sheet].now, looks_[sheet].before);
}

}  // namespace formcast
