#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "viewer/desk/import_desk.hpp"

namespace formcast {

// Words of tables whose columns are explained, and of markers.

/// "HRV (rMSSD)" of "hrv_rmssd"; a key that is not known stays.
std::string marker_name(std::string_view key);
/// A text with its keys of markers as words.
std::string with_marker_names(std::string text);

/// What a column can mean, in the order of a list.
struct MeaningName {
  std::string key;   ///< intake::meaning_texts
  std::string name;  ///< "Kind of test"
};
const std::vector<MeaningName>& meaning_names();
std::string meaning_name(const intake::MappedColumn& column);

/// The units to choose from; none where there is one, or any is taken as it is written.
std::vector<std::string> units_to_choose(const intake::MappedColumn& column);
/// Whether a column's unit is whatever somebody writes.
bool has_free_unit(const intake::MappedColumn& column);

/// A cell as understood, "6 January 2016", and as written; the former is "" where nothing is taken.
struct CellText {
  std::string understood, written;
};
CellText cell_text(const ImportTable& table, std::size_t row, std::size_t column);

/// What is asked about a table: one question at a time, and last whether it is right.
struct TableQuestion {
  std::string title, evidence;
  std::optional<intake::Question> question;  ///< nothing: whether it is to be read so
  /// Answers by their texts; none of a question that is answered by a number.
  std::vector<std::pair<std::string, std::string>> answers;  ///< text, answer
  std::optional<std::size_t> suggested;
};
TableQuestion table_question(const ImportDesk& import);

/// "lab tests.intake.toml".
std::string table_file_name(const ImportDesk& import);

}  // namespace formcast
