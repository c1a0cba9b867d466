#pragma once

#include <optional>
#include <string>

#include "viewer/panels/squad_panel.hpp"
#include "viewer/screen/view.hpp"

namespace formcast {

/// A results file that is open beside the desk, and what is shown of it.
struct ResultsView {
  ResultsSource source;
  std::string opening;         ///< the file that is being read, "" for none
  std::string file;            ///< the one that is open, without its folder
  std::optional<Squad> squad;  ///< of it
  SquadView view;
  bool shown = false;                 ///< the squad, or one of it, in place of the desk
  std::optional<std::size_t> asked;   ///< the athlete that is being read
  std::optional<std::size_t> inside;  ///< the athlete on the desk; the user's own desk then waits in these:
  std::optional<Desk> desk;
  View desk_view;
};

}  // namespace formcast
