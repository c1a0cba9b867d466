#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/exports/csv_sheet.hpp"

/// Tables whose headings no dialect knows: a mapping says what each column means. It is proposed from headings and
/// cells, corrected by whoever knows the table, kept as TOML (mapping_toml.hpp) and applied to the next file with the
/// same headings.
namespace formcast::intake {

struct MappingProposal {
  Mapping mapping;
  std::vector<std::string> evidence;  ///< (columns) why a column has its meaning and unit
  /// (rows x columns) the first rows as understood: "2026-05-04", "90 min", "" where nothing is taken.
  std::vector<std::vector<std::string>> first_rows;
  std::vector<std::vector<std::string>> written;  ///< (rows x columns) the same cells as the table has them
  std::vector<Question> questions;  ///< what neither headings nor rows tell; until it is said, that is left out
};

/// What each column of a table seems to be, by its heading (in English, German, and some words of French and Spanish)
/// and all of its cells. Lines above the headings are left out. Nothing where the text is no table of two columns or
/// more with a row.
std::optional<MappingProposal> propose_mapping(std::string_view text, const CsvChoices& choices = {});

/// The same of a mapping that somebody corrects: a column for each of the table's, units that rows decide, the first
/// rows as understood, what is open. Nothing where the text is no table with a row.
std::optional<MappingProposal> explain_mapping(std::string_view text, const Mapping& mapping,
                                               const CsvChoices& choices = {});

/// A column with another meaning, by its text ("duration", "hrv_rmssd"): its name and unit as the heading suggests.
MappedColumn with_meaning(const MappedColumn& column, std::string_view meaning);

bool has_meaning(const Mapping& mapping, Meaning meaning);
/// Whether a mapping takes something: a duration, distance, load, RPE, test or marker.
bool takes_values(const Mapping& mapping);

enum class MappingFit {
  kNone,
  kWithMore,  ///< the table has all columns that the mapping takes, and others that it does not name
  kSame,      ///< no others
};

/// Whether a mapping is for a table, by the set of headings: whatever their order, and columns that the mapping leaves
/// out may be missing.
MappingFit mapping_fit(std::string_view text, const Mapping& mapping);

/// Of several mappings, the one for a table; with the same headings before one with fewer, and then the one with most.
/// None where `with_more` is false and none has the same headings.
const Mapping* mapping_for(std::string_view text, const std::vector<Mapping>& mappings, bool with_more);

/// Reads a table by a mapping. A row is a session where it has a duration, a distance, a load or an RPE; its markers
/// are readings and its tests results. What the rows do not tell and the mapping does not say is a question, as of
/// read_export_csv. Never throws for what the text holds.
Content read_mapped_csv(std::string_view text, std::string_view named, const Mapping& mapping,
                        const CsvChoices& choices = {});

}  // namespace formcast::intake
