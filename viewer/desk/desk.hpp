#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "viewer/compute/evaluator.hpp"
#include "viewer/compute/outlook.hpp"
#include "viewer/compute/results_source.hpp"
#include "viewer/desk/board.hpp"
#include "viewer/desk/look_back.hpp"
#include "viewer/desk/session.hpp"
#include "viewer/desk/trip_search.hpp"
#include "viewer/desk/undo.hpp"

namespace formcast {

/// One athlete's plans on the desk: what is edited, what can be undone, and what the engine computes for it. Knows
/// nothing of pixels.
class Desk {
 public:
  explicit Desk(Evaluator& evaluator) : evaluator_(&evaluator) {}

  /// Puts an athlete on the desk, with default plans: training as usual, and the same with a taper. Throws
  /// InputError for an invalid twin; the desk then stays as it was.
  void open_twin(const std::string& json, const std::string& file);
  /// Puts a scenario's plans on the desk, for the athlete that is there, as an edit that can be undone. Throws
  /// InputError likewise.
  void open_scenario(const std::string& toml, const std::string& file);
  /// Puts an athlete of a results file on the desk, to be viewed: everything is known, nothing can be edited.
  void open_results(const ResultsHeader& header, AthleteResults results);
  bool read_only() const { return filed_.has_value(); }
  /// Shows or hides a plan of a results file, which is no edit.
  void show(std::size_t sheet, bool shown);
  /// Puts a session's athlete and plans on the desk with their undo steps, all or nothing. Throws InputError likewise.
  void open_session(const Session& session, const std::string& file);
  /// Throws InputError where open_session() would.
  static void check(const Session& session, const std::string& file);
  /// Athlete, plans and the last undo steps; how they are viewed is not the desk's.
  Session session() const;

  bool has_athlete() const { return twin_.has_value(); }
  bool is_of(const std::string& athlete) const { return has_athlete() && twin_->athlete == athlete; }
  const Twin& twin() const { return *twin_; }
  const std::string& twin_json() const { return twin_json_; }
  const Board& board() const { return board_; }
  /// Today as a day of the board, up to the target day: the one that was set, else this device's where the plans hold
  /// it, else the first. Days before it that have no record count as planned.
  int today() const;
  /// Sets it; nothing: this device's again.
  void set_today(std::optional<Date> day) { today_ = day; }
  std::optional<Date> set_day() const { return today_; }
  void set_device_day(Date day) { device_day_ = day; }
  /// Whether anything would be lost with the desk: plans other than those an athlete begins with.
  bool has_own_plans() const;
  /// TOML of all plans, as a batch run takes it.
  std::string scenario_text() const;
  /// The last tests with their forecasts; empty while they are not known.
  const std::vector<PredictedTest>& forecasts() const { return forecasts_; }
  /// What came last with the record.
  const NewDays& news() const { return news_; }
  /// Whether those forecasts were computed since the last call, and so were not known when the athlete came here.
  bool just_judged() { return std::exchange(judged_, false); }

  /// An edit in one step.
  void edit(std::string name, Board board);
  /// An edit by dragging: begins with the first drag() and ends with drop(), one step to undo; cancel() reverts it.
  void drag(Board board);
  void drop(std::string name);
  void cancel();
  bool dragging() const { return before_drag_.has_value(); }
  const Undo& history() const { return *undo_; }
  void undo();
  void redo();

  /// Searches better sleep and light for a trip of a board's plan, and evaluates what that is worth. Throws InputError
  /// as search_text().
  void search(Board board, std::size_t sheet, std::size_t trip);
  bool searching() const { return trial_.works(); }
  /// The answer to the last such request, once.
  std::optional<TripFinding> found();

  /// Collects answers and requests what is missing; once a frame.
  void tick();
  /// The latest outlook of a plan, perhaps from before the last edit: see is_current().
  const Outlook& outlook(std::size_t sheet) const { return looks_[sheet].now; }
  bool is_current(std::size_t sheet) const;
  /// Of a plan before the last edit; unknown when nothing was edited.
  const Outlook& ghost(std::size_t sheet) const { return looks_[sheet].before; }
  void drop_ghosts();
  /// One plan against another on the target day; nothing while either is not known with the same members.
  std::optional<PairResult> pair(std::size_t sheet, std::size_t other) const;
  /// What differences between plans rest on: the twin's, or a results file's; NaN where the file has none.
  DecisionBasis basis() const;
  /// Where the sizes of travel's effects on the athlete come from.
  EffectSources effect_sources() const;
  std::optional<PairResult> against_ghost(std::size_t sheet) const;
  /// Why a plan has no outlook; "" where there is no reason.
  const std::string& fault(std::size_t sheet) const { return looks_[sheet].fault; }
  /// The twin's view of its record; the modelled past is requested at once.
  const Hindsight& hindsight() const { return back_.known(); }
  /// Requests the influence of this plan's weeks too, and with `all` the forecasts of past tests; nothing: no longer.
  /// `judge`: also the forecasts that tests are judged by, where they are not known, once nothing else is computed.
  void look_back_from(std::optional<std::size_t> sheet, bool all, bool judge = false) {
    back_from_ = sheet;
    back_all_ = all;
    judge_ = judge;
  }
  /// Whether forecasts() will not change by waiting.
  bool is_judged() const { return !forecasts_.empty() || back_.has_predicted(); }
  bool influence_is_of(std::size_t sheet) const { return back_.influence_is_of(looks_[sheet].plan); }
  /// Whether everything shown is computed with the most members.
  bool settled() const;

 private:
  struct Look {
    PlanInput plan;   ///< as it is on the board
    PlanInput known;  ///< what `now` is of; without days where nothing is known
    Outlook now, before;
    PlanInput asked;
    std::string fault;     ///< of `asked`, when not ""
    std::uint64_t id = 0;  ///< of the request that is out; 0 for none
    int asked_members = 0;
  };
  struct Filed {
    std::vector<std::vector<PairResult>> pairs;  ///< [plan][other]
    EffectSources sources{};
    std::optional<DecisionBasis> basis;
  };
  std::optional<PairResult> compared(const Outlook& a, const Outlook& b) const;
  std::optional<PairResult> filed_pair(std::size_t sheet, std::size_t other) const;
  void begin(Board board);
  std::size_t first_step(const Look& look) const;
  static double seconds_of(const Look& look, int members);
  static bool is_slow(const Look& look, int members);
  static bool delays_the_last(const Look& look, std::size_t step);
  void put(Board board);
  void put_news(std::vector<PredictedTest> forecasts, NewDays news);
  void keep_ghosts();
  void take(OutlookAnswer answer);
  void ask(Look& look, int members);
  const PlanInput* back_plan() const;

  std::optional<Date> today_, device_day_;
  Evaluator* evaluator_;  // a pointer, so that desks can change places
  std::optional<Twin> twin_;
  std::string twin_json_;
  Board board_;
  std::optional<Undo> undo_;
  std::optional<Board> before_drag_;
  std::vector<Look> looks_;
  std::optional<Filed> filed_;
  /// Pairs that were compared, by the numbers of their outlooks and the smallest worthwhile change.
  mutable std::map<std::array<std::uint64_t, 3>, std::optional<PairResult>> compared_;
  LookBack back_;
  std::optional<std::size_t> back_from_;
  bool back_all_ = false, judge_ = false;
  std::vector<PredictedTest> forecasts_;
  NewDays news_;
  bool judged_ = false;
  std::uint64_t last_id_ = 0;
  TripTrial trial_;
};

/// The plans an athlete begins with: twelve weeks as usual, and the same that tapers.
Board first_board(const Twin& twin);

}  // namespace formcast
