#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "viewer/desk/desk.hpp"
#include "viewer/panels/survey_panel.hpp"

namespace formcast {

/// All athletes on this device side by side, in place of the desk.
struct Survey {
  bool shown = false;
  SurveyView view;
  std::vector<SurveyRow> rows;          ///< of athletes that were looked at
  std::unique_ptr<Desk> desk;           ///< of the athlete that is being looked at
  std::string athlete;                  ///< likewise
  std::uint64_t revision = 0;           ///< likewise
  bool judges = false;                  ///< likewise: the tests are compared with forecasts
  std::size_t sheet = 0;                ///< likewise: the plan that is edited
  std::vector<std::string> unreadable;  ///< athletes whose desk cannot be opened
};

}  // namespace formcast
