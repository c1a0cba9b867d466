#pragma once

#include <vector>

#include "viewer/panels/squad_panel.hpp"

namespace formcast {

constexpr float kSquadPad = 16.0f, kSquadSmall = 13.0f;  ///< beside the table, and its small text [px]

/// Where columns begin and end; a column of no width is not shown.
struct SquadColumn {
  float from = 0.0f, to = 0.0f;
  float width() const { return to - from; }
};
struct SquadColumns {
  SquadColumn name, plan, typical, range;
  std::vector<SquadColumn> cells;  ///< (plans)
  float row = 28.0f;
  bool narrow = false;
};

/// The athletes that are on the screen, a row each; a click chooses one.
void draw_squad_rows(SquadFrame& frame, const SquadColumns& columns, const Box& box);

/// 0xRRGGBB, as ImGui has it.
ImU32 opaque(std::uint32_t hex);

}  // namespace formcast
