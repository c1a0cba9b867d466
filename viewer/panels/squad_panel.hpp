#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viewer/screen/canvas.hpp"
#include "viewer/screen/theme.hpp"
#include "viewer/screen/widget_registry.hpp"
#include "viewer/squad/squad.hpp"

namespace formcast {

/// View state of a squad's overview.
struct SquadView {
  std::string search;
  SquadOrder order;
  bool heat = false;                ///< the heat map alone, in low rows
  std::vector<std::size_t> rows;    ///< athletes found, in order
  std::size_t first = 0, last = 0;  ///< of rows: those on the screen
  std::size_t at = 0;               ///< of rows: the one that keys act on
  bool searching = false;           ///< the search field is to get the focus
  bool follow = false;              ///< the one that keys act on is to be scrolled into view
  float pulled = 0.0f;              ///< how far the list has been dragged [px]

  // Requests of the user, until they are done.
  std::optional<std::size_t> chosen;  ///< athlete
  std::optional<std::size_t> plan;    ///< to be shown first
  bool leave = false;
};

struct SquadFrame {
  const Squad& squad;
  SquadView& view;
  const std::string& file;
  const Theme& theme;
  const Fonts& fonts;
  WidgetRegistry& widgets;
};

/// The overview, below the bar at the top: search, legend, and a row an athlete.
void draw_squad(SquadFrame& frame, const Box& box);
/// Keys of the overview.
void heed_squad_keys(SquadFrame& frame);

}  // namespace formcast
