#pragma once

#include <string>
#include <vector>

#include "viewer/compute/import_report.hpp"

namespace formcast {

/// The histories of all athletes who have one as a single CSV, which has the columns of each; loads have one unit.
std::string joined_histories(const std::vector<ImportAthlete>& athletes);

}  // namespace formcast
