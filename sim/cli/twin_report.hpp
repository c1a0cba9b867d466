#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/cli/json.hpp"
#include "sim/history/history.hpp"
#include "sim/inference/misfits.hpp"
#include "sim/twin/twin.hpp"

/// What `calibrate` says of a twin.
namespace formcast {

/// An athlete's rows with their misfits, and what these do to the twin.
struct RowsToLookAt {
  const AthleteHistory& athlete;
  std::vector<Misfit> misfits;
  std::optional<Twin> without;
};

/// The twin that was written to `file`, as the command's JSON has it.
Json twin_json(const Twin& twin, const std::string& file, const RowsToLookAt& rows);

/// The same as text.
void print_twin(const Twin& twin, const std::string& file, const RowsToLookAt& rows, const History& history);

}  // namespace formcast
