#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/calibration/parameter_densities.hpp"
#include "sim/planning/travel_advice.hpp"
#include "viewer/desk/desk.hpp"
#include "viewer/desk/done.hpp"
#include "viewer/desk/event_edits.hpp"
#include "viewer/desk/new_plan.hpp"
#include "viewer/desk/places.hpp"
#include "viewer/desk/race.hpp"
#include "viewer/desk/trip_form.hpp"
#include "viewer/export/trip_days.hpp"
#include "viewer/screen/canvas.hpp"
#include "viewer/screen/theme.hpp"
#include "viewer/screen/time_axis.hpp"
#include "viewer/screen/widget_registry.hpp"

namespace formcast {

/// A drag in progress, on loads, weeks, events or the aim.
struct DragState {
  enum class Does { kNothing, kDay, kWeek, kMove, kSelect, kPress, kMoveWeeks, kScroll, kTotal, kTarget, kEvent, kAim };
  Does does = Does::kNothing;
  int day = 0;         ///< where it began
  double value = 0.0;  ///< of the load axis, where it began
  Board before;        ///< what it began with
  ImVec2 from;         ///< where it began on the screen
  Board::Days span;    ///< the weeks it moves
  std::string name;    ///< of the edit so far
};

/// The last choices in tools that ask how much.
struct SpanTools {
  int times = 3, ramp = 130, easy = 60;  ///< repeats; [%]
  Taper taper;
};

/// The results file that is open beside the desk, as panels of the desk see it.
struct ResultsLink {
  enum class Wish { kNone, kAll, kPrevious, kNext, kEdit };
  std::string file;                     ///< "" for none
  std::size_t athletes = 0;             ///< in it
  bool editable = false;                ///< the twin of the athlete on the screen is open too
  bool previous = false, next = false;  ///< there is an athlete above, or below, in the squad
  bool keeps = false;                   ///< all plans are worked out and can be saved as results
  Wish wish = Wish::kNone;              ///< requested by the user
};

/// Notes on the history learned last, in words.
struct LearnedHistory {
  std::map<std::string, std::vector<std::string>> rows;  ///< to look at, by athlete
  std::vector<std::string> twinless;                     ///< athletes without a twin, and why
};

/// View state: everything that is not part of a plan.
struct View {
  TimeAxis axis;
  std::size_t sheet = 0;                ///< the plan that is edited
  int day = 0;                          ///< the day that keys act on
  int days = 0;                         ///< of the plans in the last frame
  std::optional<Board::Days> selected;  ///< days
  std::vector<double> copied;           ///< loads
  std::string copied_text;              ///< as they were put on the clipboard
  std::string notice;                   ///< to tell the user; "" for none
  DragState drag;
  int states = 0;                       ///< which of fitness, fatigue, form and readiness the lower chart shows
  double load_high = 0.0;               ///< top of the load axis, kept while dragging
  double low = 0.0, high = 0.0;         ///< of the performance axis, likewise
  std::optional<std::size_t> renaming;  ///< a plan
  std::string name;                     ///< being typed
  int tab = 0;                          ///< of a narrow screen
  bool weeks = true;                    ///< a calendar in place of the lower charts
  float weeks_scrolled = -1.0f;         ///< of the calendar [px]; below 0: as it was opened, with the plans on top
  int weeks_day = 0;                    ///< the day that keys acted on when the calendar was drawn last
  SpanTools tools;
  float names = 0.0f;                 ///< room beside the upper chart for the plans' names
  int saving = -1;                    ///< the line of the Save menu that keys are on
  bool keys = false;                  ///< the list of keys is shown
  bool hints = true;                  ///< a first step for a first visit, until an edit or until closed
  std::vector<std::string> athletes;  ///< of the history opened last, or of the twins
  LearnedHistory learned;
  std::string search;                  ///< among the athletes
  std::optional<std::size_t> athlete;  ///< the one to put on the desk
  bool remove = false;                 ///< the one that is there is to be removed from this device
  bool surveys = false;                ///< all athletes side by side are wanted
  ResultsLink results;
  enum class Bands { kAll, kEdited, kNone } bands = Bands::kEdited;  ///< drawn
  bool tests = true;                                                 ///< drawn
  std::optional<std::size_t> hovered, hovering;  ///< a plan whose name the pointer is on: as of the last frame, and now
  struct Science {
    bool open = false;
    bool at_warnings = false;  ///< scroll to them
    std::string model;         ///< whose parameters are shown; "" for the one that leads the forecasts
    std::string of;            ///< model and twin that `densities` are of
    ParameterDensities densities;
  } science;
  struct TripEdit {
    std::optional<std::size_t> at;  ///< of the plan's trips; nothing: a new one
    TripForm form;
    std::string fault = {};                ///< why it cannot be flown
    std::optional<TripForm> better = {};   ///< found by a search
    std::string advice = {};               ///< what was found, in words
    bool gains = false;                    ///< it is worth having
    bool everywhere = true;                ///< it is kept in every plan
    std::string typed = {};                ///< the field of a place that was typed in last
    std::vector<FlightPlace> places = {};  ///< that it may mean
  };
  std::optional<TripEdit> trip;
  struct EventEdit {
    std::optional<std::size_t> at;  ///< of the board's events; nothing: a new one
    EventForm form;
    std::string fault;  ///< why it cannot be saved
  };
  std::optional<EventEdit> event;
  struct RaceEdit {
    RaceForm form;
    std::string fault;
  };
  std::optional<RaceEdit> race;
  struct NoiseEdit {
    NoiseForm form;
    std::string fault;
  };
  std::optional<NoiseEdit> noise;
  struct TodayEdit {
    std::string date, fault;
  };
  std::optional<TodayEdit> today;
  struct SessionsEdit {
    struct Row {
      std::string name, load;
    };
    int day = 0;
    std::vector<Row> rows;
    std::string fault;
  };
  std::optional<SessionsEdit> sessions;
  struct PlanEdit {
    PlanChoices choices;
    std::string first;  ///< load of the first week, as it is typed
    std::string fault;
  } plan;  ///< the choices stay for the next one
  enum class Form { kNone, kRace, kEvent, kNewPlan, kNoise, kSessions, kRemove, kToday, kTrip };
  Form form = Form::kNone;   ///< to open
  Date month;                ///< the first of the month that a date field's calendar shows
  bool popup_above = false;  ///< a list or a calendar was open above the dialog in the last frame; Esc closes it first
  std::optional<std::string> aim;  ///< while it is typed
  struct Typing {
    int day = 0;                          ///< whose load is typed
    std::string text, was;                ///< so far; what the day had, "" where typing began with a digit
    bool active = false, placed = false;  ///< the field has had the focus; its caret is where letters go on
  };
  std::optional<Typing> typing;
  struct Import {
    bool wanted = false;                ///< by a button of the screen: opens the dialog without files
    std::optional<std::string> opened;  ///< the group of files that is shown in full
    std::string measure;                ///< whose numbers are being typed; its key
    std::string performance;            ///< likewise
    std::string fault;                  ///< of those numbers
    std::string distance;               ///< of a timed test, as it is typed [m]
  } import;
  struct ClockDays {
    std::string of;  ///< the trips they are of, as TOML
    Advice advice;
    std::vector<TripDay> asked;  ///< of the athlete, as the hand-out has it
  } clock;
};

/// What panels draw with.
struct Frame {
  Desk& desk;
  View& view;
  const Theme& theme;
  const Fonts& fonts;
  WidgetRegistry& widgets;

  const Board& board() const { return desk.board(); }
  const Sheet& sheet() const { return board().sheets[view.sheet]; }
  /// An edit of the plan on the desk: `change` is given the board and the plan, and returns the edit's name.
  template <class Change>
  void edit(Change change) {
    Board changed = board();
    std::string name = change(changed, changed.sheets[view.sheet]);
    desk.edit(std::move(name), std::move(changed));
  }
  /// The days that an edit changes: those selected, or the one the keys act on.
  Board::Days span() const { return view.selected.value_or(Board::Days{view.day, view.day}); }
  const std::string& unit() const { return desk.twin().performance_unit; }
  const std::string& load_unit() const { return desk.twin().load_unit; }
  /// Days from the start of the record to the end of the plans.
  double first_day() const { return static_cast<double>((desk.twin().start - board().start).count()); }
  double last_day() const { return board().days; }
  /// A day's load of the edited plan or of the record before it; NaN where there is none.
  double load_on(int day) const {
    return formcast::load_on(sheet(), desk.twin().load, static_cast<int>(first_day()), day);
  }
  /// Of the calendar week that begins on day `monday`.
  WeekFacts week_facts(int monday) const {
    return formcast::week_facts(sheet(), desk.twin().load, static_cast<int>(first_day()), monday);
  }
  /// What was planned for a done day in the edited plan; NaN where nothing was.
  double planned_on(int day) const { return formcast::planned_on(sheet(), day); }
  /// Of the calendar week that begins on day `monday`, its days before and after the border together.
  DoneLoads done_loads(int monday) const {
    return formcast::done_loads(sheet(), desk.twin().load, static_cast<int>(first_day()), {monday, monday + 6});
  }
  /// The planned day under a place on the screen; the first or the last where there is none.
  int day_at(float x) const { return std::clamp(static_cast<int>(std::floor(view.axis.day(x))), 0, board().days - 1); }
  int monday_of(int day) const { return day - static_cast<int>(weekday(board().date(day))); }
};

}  // namespace formcast
