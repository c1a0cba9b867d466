#pragma once

#include <optional>

#include "viewer/screen/view.hpp"

namespace formcast {

/// What a coach can save.
enum class Save {
  kPlans,
  kTable,
  kCalendar,
  kSession,
  kResults,
  kPrint,
  kHandout,
  kScreen,
  kPerformance,
  kStates,
  kClock,
  kLoads
};

/// The button "Save" and the menu below it, by pointer, finger or keys (Ctrl S, arrows, Enter, Esc). What was chosen.
std::optional<Save> draw_save_menu(Frame& frame);

}  // namespace formcast
