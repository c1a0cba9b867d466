#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viewer/screen/canvas.hpp"
#include "viewer/screen/theme.hpp"
#include "viewer/screen/widget_registry.hpp"
#include "viewer/squad/squad.hpp"

namespace formcast {

/// What the screen remembers of a squad's overview.
struct SquadView {
  std::string search;
  SquadOrder order;
  bool heat = false;                ///< the heat map alone, in low rows
  std::vector<std::size_t> rows;    ///< athletes found, in order
  std::size_t first = 0, last = 0;  ///< of rows: those on the screen
  std::size_t at = 0;               ///< of rows: the one keys act on
  bool searching = false;           ///< the field is to be typed in
  bool follow = false;              ///< the one keys act on is to be seen
  float pulled = 0.0f;              ///< how far a finger or pointer has pulled the list [px]

  // What a person asked for, until it is done.
  std::optional<std::size_t> chosen;  ///< athlete
  std::optional<std::size_t> plan;    ///< to be looked at first
  bool leave = false;
};

struct SquadFrame {
  const Squad& squad;
  SquadView& view;
  const std::string& file;
  const Theme& theme;
  const Fonts& fonts;
  Marks& marks;
};

/// The overview, below the bar at the top: search, legend, and a row an athlete.
void draw_squad(SquadFrame& frame, const Box& box);
/// What keys do there.
void heed_squad_keys(SquadFrame& frame);

}  // namespace formcast
