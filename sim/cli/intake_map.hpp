#pragma once

#include <string>
#include <vector>

#include "sim/exports/mapping.hpp"

namespace formcast {

/// The mappings in TOML files (docs/intake.md). Throws InputError.
std::vector<intake::Mapping> read_mappings(const std::vector<std::string>& files);

/// The mapping proposed for a table, as TOML. Throws InputError for what is no table.
std::string proposed_map(const std::string& file, const intake::CsvChoices& choices);

}  // namespace formcast
