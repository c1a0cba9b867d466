#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/twin/twin.hpp"
#include "viewer/desk/board.hpp"
#include "viewer/desk/new_days.hpp"
#include "viewer/desk/undo.hpp"

namespace formcast {

/// A saved desk: one athlete, the plans, and how they were viewed.
struct Session {
  std::string twin;        ///< JSON
  std::string scenario{};  ///< TOML of all plans; "" while nobody has made any
  /// What a scenario does not hold of a plan.
  struct SheetMarks {
    std::size_t colour = 0;
    bool shown = true;
    std::vector<int> ill;           ///< days
    std::vector<double> planned{};  ///< as Sheet's
    std::optional<Date> laid{};     ///< likewise
  };
  std::vector<SheetMarks> sheets{};  ///< (plans); empty where the session has none
  /// An undo step: the plans after an edit of this name.
  struct Step {
    std::string name, scenario;
    std::vector<SheetMarks> sheets;
  };
  std::vector<Step> steps{};               ///< the last ones; none in a file that is given away
  std::size_t at = 0;                      ///< the step that is on the desk
  std::size_t sheet = 0;                   ///< the plan that is edited
  int day = 0;                             ///< the day that keys act on
  int states = 0;                          ///< which of fitness, fatigue and form is shown
  double first = 0.0, last = 0.0;          ///< days on the time axis; equal: the session has none
  bool dark = true, has_dark = false;      ///< the screen; has_dark: the session sets it
  std::vector<PredictedTest> forecasts{};  ///< of the last tests (last_forecasts); empty where they are not known
  NewDays news{};                          ///< what came last with the record
  std::optional<Date> today{};             ///< where somebody set it

  bool has_plans() const { return !scenario.empty(); }
};

/// A session of a text, which may be one or a twin. Throws InputError as parse_session() does.
Session session_from(const std::string& text, const std::string& file);
/// The other way round: a twin where there is nothing besides.
std::string kept_text(const Session& session);

std::vector<Session::SheetMarks> marks_of(const Board& board);

/// Whether a text is meant to be a session, whole or broken.
bool is_session(const std::string& text);

std::string to_json(const Session& session);

/// One without plans has forecasts or news. Throws InputError, naming `file`, for what is no session, truncated, or
/// from a newer Formcast. Twin and scenario are texts here: board_of() and parse_twin() check them.
Session parse_session(const std::string& text, const std::string& file);

/// The session's plans, those an athlete begins with where it has none. Throws InputError where they cannot be read or
/// the session refers to plans or days that do not exist.
Board board_of(const Session& session, const Twin& twin, const std::string& file);

/// The session's undo steps; those that cannot be read are left out, and all of them where the one on the desk cannot.
Undo undo_of(const Session& session, const Twin& twin, const Board& on_desk);

/// TOML of all plans, as a batch run takes it.
std::string plans_text(const Board& board, const std::string& athlete);

/// Makes the session's plans and undo steps these.
void set_plans(Session& session, const std::string& athlete, const Board& board, const Undo& undo);

}  // namespace formcast
