#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viewer/screen/canvas.hpp"
#include "viewer/screen/theme.hpp"
#include "viewer/screen/widget_registry.hpp"
#include "viewer/squad/survey.hpp"

namespace formcast {

/// How the athletes on this device are seen side by side.
struct SurveyView {
  std::string search;
  bool searching = false;             ///< the search field takes the focus
  std::size_t at = 0;                 ///< the row that keys are on
  bool follow = false;                ///< scroll to it
  std::optional<std::string> chosen;  ///< the athlete to put on the desk
  bool leave = false;                 ///< back to the desk
  struct Aim {
    std::string athlete, text, unit, fault;
    bool opens = true;
  };
  std::optional<Aim> aim;  ///< being typed
};

struct SurveyFrame {
  const std::vector<SurveyRow>& rows;
  std::size_t athletes = 0;  ///< all of them; rows may still be missing
  SurveyView& view;
  const Theme& theme;
  const Fonts& fonts;
  WidgetRegistry& widgets;
};

/// All athletes, who needs a look first, with the reason.
void draw_survey(SurveyFrame& frame, const Box& box);
void heed_survey_keys(SurveyFrame& frame);

/// The table in words, for screen readers: its heads, and a row's cells.
std::vector<std::string> survey_heads();
std::vector<std::string> survey_cells(const SurveyRow& row);

}  // namespace formcast
