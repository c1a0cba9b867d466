#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// The trips of the plan that is edited; a click on one opens its form.
void draw_trips(Frame& frame);
/// A button for another trip.
void draw_trip_button(Frame& frame);
/// The form that makes or changes a trip.
void draw_trip_form(Frame& frame, bool opens);

}  // namespace formcast
