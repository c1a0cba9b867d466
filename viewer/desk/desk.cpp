#include "viewer/desk/desk.hpp"

#include <algorithm>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/ensemble/plan_run.hpp"
#include "sim/scenario/scenario_writer.hpp"

namespace formcast {
namespace {

constexpr int kFirstWeeks = 12;
constexpr int kMembersOfFiles = 10000;
constexpr int kLongestLead = 365;  // days between the record and the plans that are lived as usual training

/// Plans follow the record, and soon.
void expect_start(const Twin& twin, Date start, const std::string& file) {
  const Date earliest = twin.next_day();
  if (start < earliest) {
    throw InputError({file}, "the plans begin on " + iso(start) +
                                 ", before the end of this athlete's record; "
                                 "expected " +
                                 iso(earliest) + " or later");
  }
  if (start > earliest + date::days{kLongestLead}) {
    throw InputError({file}, "the plans begin on " + iso(start) +
                                 ", more than a year after this athlete's last "
                                 "record, " +
                                 iso(earliest - date::days{1}));
  }
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
  usual.name = "As usual";
  usual.blocks.emplace_back();
  tapered = usual;
  tapered.name = "With a taper";
  tapered.taper = Taper{};
  scenario.plans = {usual, tapered};
  return board_of(scenario, twin.usual_week);
}

void Desk::open_twin(const std::string& json, const std::string& file) {
  Twin twin = parse_twin(json, file);
  engine_->open(json);
  twin_ = std::move(twin);
  twin_json_ = json;
  back_ = {};
  begin(first_board(*twin_));
}

void Desk::open_scenario(const std::string& toml, const std::string& file) {
  const Scenario scenario = parse_scenario(toml, file, Athletes::kNotRead);
  expect_start(*twin_, scenario.start, file);
  begin(board_of(scenario, twin_->usual_week));
}

void Desk::open_session(const Session& session, const std::string& file) {
  Twin twin = parse_twin(session.twin, file + ", its athlete");
  Board board = board_of(session, twin, file);
  expect_start(twin, board.start, file);
  engine_->open(session.twin);
  twin_ = std::move(twin);
  twin_json_ = session.twin;
  back_ = {};
  begin(std::move(board));
}

/// Of what was on the desk before, nothing is known or can be undone any longer.
void Desk::begin(Board board) {
  filed_.reset();
  looks_.clear();
  before_drag_.reset();
  put(std::move(board));
  undo_.emplace(board_);
}

std::string Desk::scenario_text() const {
  return to_toml(scenario_of(board_, kMembersOfFiles), twin_file_name(twin_->athlete));
}

void Desk::put(Board board) {
  board_ = std::move(board);
  std::vector<Look> before = std::exchange(looks_, {});
  for (std::size_t s = 0; s < board_.sheets.size(); ++s) {
    // The aim moves nothing: how many futures reach it is counted here.
    Scenario asked = scenario_of(board_, {s}, 1);
    asked.target.performance.reset();
    const std::string text = to_toml(asked, "a.twin.json");
    // A plan may have got another place, or a copy; what is known of it is known still.
    const auto same = std::find_if(before.begin(), before.end(), [&](const Look& look) { return look.text == text; });
    Look look = same != before.end() ? *same : s < before.size() ? before[s] : Look{};
    const bool taken = std::any_of(looks_.begin(), looks_.end(), [&](const Look& l) { return l.id == look.id; });
    if (taken) look.id = 0;
    look.text = text;
    looks_.push_back(std::move(look));
  }
}

void Desk::keep_ghosts() {
  for (Look& look : looks_) {
    if (look.known == look.text) look.before = look.now;
  }
}

void Desk::forget_ghosts() {
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
  if (back_.take(answer)) return;
  for (Look& look : looks_) {
    if (look.id != answer.id) continue;
    look.id = 0;
    look.fault = std::move(answer.error);
    if (!look.fault.empty()) return;
    look.known = look.asked;
    look.now = std::move(answer.outlook);
  }
}

void Desk::ask(Look& look, int members) {
  look.id = ++last_id_;
  look.asked = look.text;
  look.asked_members = members;
  look.fault.clear();
  engine_->ask({look.id, look.text, members, static_cast<std::size_t>(&look - looks_.data())});
}

void Desk::search(std::string scenario, std::size_t trip) {
  search_ = ++last_id_;
  engine_->search({search_, std::move(scenario), trip});
}

std::optional<SearchAnswer> Desk::found() {
  std::optional<SearchAnswer> answer = engine_->found();
  if (!answer || answer->id != search_) return std::nullopt;
  search_ = 0;
  return answer;
}

/// The most futures that are worked out within a frame or two, as far as the last answer tells.
std::size_t Desk::first_step(const Look& look) const {
  constexpr double kSoon = 0.04;  // [s]
  const bool quick = !dragging() && look.now.known() && look.now.seconds / look.now.members * kSteps[1] < kSoon;
  return quick ? 1 : 0;
}

/// Whether so many futures would keep an edit waiting for an engine that is free.
bool Desk::is_slow(const Look& look, int members) {
  constexpr double kLong = 0.25;  // [s]
  return look.now.known() && look.now.seconds / look.now.members * members > kLong;
}

/// The plan that lags furthest behind is asked about first, so that all are known roughly before any is known well.
void Desk::tick() {
  if (read_only()) return;
  for (OutlookAnswer& answer : engine_->answers()) take(std::move(answer));
  auto out = std::count_if(looks_.begin(), looks_.end(), [](const Look& look) { return look.id != 0; });
  out += back_.waits() ? 1 : 0;
  for (std::size_t step = 0; step < kSteps.size(); ++step) {
    for (std::size_t s = 0; s < looks_.size() && out < engine_->width(); ++s) {
      Look& look = looks_[s];
      const std::size_t first = first_step(look);
      if (step > first && (dragging() || (is_slow(look, kSteps[step]) && out + 1 >= engine_->width() && out > 0)))
        continue;
      const bool refused = !look.fault.empty() && look.asked == look.text;
      const bool behind = look.known != look.text || look.now.members < kSteps[step];
      // Nobody waits for what takes long and is of no use any more: its answer will be one to no question.
      const bool given_up =
          look.asked != look.text && look.asked_members > kSteps[first] && is_slow(look, look.asked_members);
      if ((look.id != 0 && !given_up) || !board_.sheets[s].shown || refused || !behind) continue;
      ask(look, kSteps[std::max(step, first)]);
      ++out;
    }
  }
  if (dragging() || out >= engine_->width()) return;
  if (auto request = back_.next(last_id_ + 1, back_plan())) {
    ++last_id_;
    engine_->ask(std::move(*request));
  }
}

/// The plan whose weeks' influence is wanted; null where none is.
const std::string* Desk::back_plan() const {
  return back_from_ && *back_from_ < looks_.size() ? &looks_[*back_from_].text : nullptr;
}

bool Desk::is_current(std::size_t sheet) const { return looks_[sheet].known == looks_[sheet].text; }

bool Desk::settled() const {
  if (read_only()) return true;
  for (std::size_t s = 0; s < looks_.size(); ++s) {
    const Look& look = looks_[s];
    if (!board_.sheets[s].shown || !look.fault.empty()) continue;
    if (!is_current(s) || look.now.members < kSteps.back()) return false;
  }
  return back_.settled(back_plan());
}

namespace {

std::optional<PairResult> pair_of(const Outlook& a, const Outlook& b, double worthwhile) {
  const std::vector<float>&x = a.result.decision_members, &y = b.result.decision_members;
  const std::size_t both = std::min(x.size(), y.size());
  if (both == 0) return std::nullopt;
  const auto end = static_cast<std::ptrdiff_t>(both);
  return compare_plans({x.begin(), x.begin() + end}, {y.begin(), y.begin() + end}, worthwhile);
}

}  // namespace

std::optional<PairResult> Desk::pair(std::size_t sheet, std::size_t other) const {
  if (filed_) return filed_pair(sheet, other);
  return pair_of(looks_[sheet].now, looks_[other].now, basis().smallest_worthwhile_change);
}

std::optional<PairResult> Desk::against_ghost(std::size_t sheet) const {
  if (read_only()) return std::nullopt;
  return pair_of(looks_[sheet].now, looks_[sheet].before, basis().smallest_worthwhile_change);
}

}  // namespace formcast
