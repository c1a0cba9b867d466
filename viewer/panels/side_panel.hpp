#pragma once

#include <string>

#include "viewer/screen/view.hpp"

namespace formcast {

/// The athlete on the desk and the others to choose from, in a list `width` pixels wide.
void draw_athletes(Frame& frame, float width);
/// Adds a plan in the next colour and edits it from now on; `name` is the edit's.
void add_plan(Frame& frame, std::string name, Sheet sheet);
/// Copies and deletes plans.
void draw_plan_buttons(Frame& frame);
/// Undo and redo.
void draw_last_edit(Frame& frame);
/// The aim, race day, events and trips.
void draw_race_and_trips(Frame& frame);
/// How good the twin's forecasts have been, and what else to know of it and of its record.
void draw_trust(Frame& frame);
/// All of the athlete in one column, as a narrow screen shows it.
void draw_athlete(Frame& frame);

/// "109 days and 46 tests until Thu 21 Apr 2016".
std::string record_text(const Twin& twin);

}  // namespace formcast
