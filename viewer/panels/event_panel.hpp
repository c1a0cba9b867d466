#pragma once

#include "viewer/screen/view.hpp"

namespace formcast {

/// Of names beside the letters of events [px].
inline constexpr float kEventIndent = 20.0f;

/// The race and other events with their days; a click on one opens its form.
void draw_events(Frame& frame);
/// Buttons for another event, for what may go wrong, and for another day of the race.
void draw_event_buttons(Frame& frame);
/// The form of a B or C event; opens when view.form asks for it.
void draw_event_form(Frame& frame, bool opens);
/// A field for the aim.
void draw_aim(Frame& frame);
/// Each plan's outlook on the day of each event.
void draw_event_outlooks(Frame& frame);

/// "352 W (337 to 366)" on the day of an event; "" where it is not known.
std::string event_outlook_text(const Desk& desk, const BoardEvent& event, std::size_t sheet);

}  // namespace formcast
