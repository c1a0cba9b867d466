#pragma once

#include <string>
#include <string_view>

#include "sim/exports/mapping.hpp"

namespace formcast::intake {

/// A mapping as TOML, "NAME.intake.toml", which read_mapping gives back. Of a proposal, with its questions, first rows
/// and evidence as comments.
std::string mapping_toml(const Mapping& mapping);
std::string mapping_toml(const MappingProposal& proposal);

/// The mapping in a TOML file. Throws InputError naming file, line and column for what is no mapping: unknown keys,
/// meanings and units, a heading or a meaning given twice, no date, nothing to take.
Mapping read_mapping(std::string_view toml, const std::string& file);

}  // namespace formcast::intake
