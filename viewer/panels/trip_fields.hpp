#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

// What the form of a trip is made of.

/// Of one of two fields side by side, and of both [px].
float trip_field_width();
float trip_form_width();

/// Flight number `n`: its places by city, airport or zone, with suggestions, and its times.
void draw_flight(Frame& frame, View::TripEdit& edit, std::size_t n);
/// When sleep follows which clock.
void draw_behaviour(Frame& frame, TripForm& form);
/// When the athlete is to seek or avoid light, or to nap, in local time.
void draw_windows(Frame& frame, TripForm& form);

}  // namespace formcast
