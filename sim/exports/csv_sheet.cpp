#include "sim/exports/csv_sheet.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/base/language.hpp"
#include "sim/sessions/text_decoding.hpp"

namespace formcast::intake {
namespace {

bool is_missing(std::string_view text) {
  constexpr std::array<std::string_view, 8> kMarks = {"-", "--", "---", "\u2013", "\u2014", "n/a", "N/A", "null"};
  return std::find(kMarks.begin(), kMarks.end(), text) != kMarks.end();
}

/// Blanks that spreadsheets and browsers put for ordinary ones, and marks that are no part of a name.
void replace_all(std::string& text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size())) {
    text.replace(at, what.size(), by);
  }
}

/// Cells of a line that hold something; quotes are not understood.
std::size_t filled_cells(std::string_view line) {
  std::size_t most = 0;
  for (const char delimiter : {',', ';', '\t'}) {
    std::size_t filled = 0;
    for (std::size_t at = 0; at <= line.size();) {
      const std::size_t end = std::min(line.find(delimiter, at), line.size());
      if (line.substr(at, end - at).find_first_not_of(" \t\r\"") != std::string_view::npos) ++filled;
      at = end + 1;
    }
    most = std::max(most, filled);
  }
  return most;
}

}  // namespace

std::optional<TitledTable> titled_table(std::string_view text) {
  constexpr std::size_t kMostLines = 30;
  std::vector<std::pair<std::size_t, std::size_t>> lines;  // where each begins and its filled cells
  for (std::size_t at = 0; at < text.size() && lines.size() < kMostLines;) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.emplace_back(at, filled_cells(text.substr(at, end - at)));
    at = end + 1;
  }
  std::size_t most = 0, first = 0;
  for (const auto& [at, filled] : lines) most = std::max(most, filled);
  // Headings fill more than half of the columns, a title with its date less.
  while (first < lines.size() && (lines[first].second < 2 || 2 * lines[first].second <= most)) ++first;
  if (first == 0 || first == lines.size()) return std::nullopt;
  const std::size_t begin = lines[first].first;
  return TitledTable{text.substr(0, begin), std::string(first, '\n').append(text.substr(begin))};
}

std::string heading_key(std::string_view heading) {
  std::string key = lower(heading);
  for (const std::string_view mark : {"\u00AE", "\u2122", "\uFEFF"}) replace_all(key, mark, "");
  replace_all(key, "\u00A0", " ");
  replace_all(key, "\u2019", "'");
  for (char& c : key) {
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
  }
  const auto doubled = [](char a, char b) { return a == ' ' && b == ' '; };
  key.erase(std::unique(key.begin(), key.end(), doubled), key.end());
  if (key.starts_with(' ')) key.erase(0, 1);
  if (key.ends_with(' ')) key.pop_back();
  return key;
}

Sheet::Sheet(std::string_view text, std::string_view named, const CsvChoices& choices)
    : named_(named), choices_(choices) {
  try {
    text_.emplace(text, named_);
    std::vector<Field> fields;
    if (!text_->next(fields)) return;
    for (const Field& field : fields) {
      headings_.push_back(is_utf8(field.text) ? field.text : repaired_utf8(field.text));
      keys_.push_back(heading_key(headings_.back()));
    }
  } catch (const InputError&) {
    headings_.clear();
    keys_.clear();
  }
}

Column Sheet::column_called(std::string_view heading) const {
  const auto found = std::find(keys_.begin(), keys_.end(), heading_key(heading));
  if (found == keys_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - keys_.begin());
}

Column Sheet::column(Names names) const {
  const auto known = [&](const std::string& key) { return std::find(names.begin(), names.end(), key) != names.end(); };
  const auto found = std::find_if(keys_.begin(), keys_.end(), known);
  if (found == keys_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - keys_.begin());
}

Column Sheet::last_column(Names names) const {
  const auto known = [&](const std::string& key) { return std::find(names.begin(), names.end(), key) != names.end(); };
  const auto found = std::find_if(keys_.rbegin(), keys_.rend(), known);
  if (found == keys_.rend()) return std::nullopt;
  return static_cast<std::size_t>(keys_.rend() - found) - 1;
}

bool Sheet::has_beginning(std::string_view prefix) const {
  return std::any_of(keys_.begin(), keys_.end(), [&](const std::string& key) { return key.starts_with(prefix); });
}

void Sheet::read_rows() {
  if (!text_ || keys_.empty()) return;
  std::vector<Field> fields;
  try {
    while (text_->next(fields)) {
      std::vector<std::string> row;
      row.reserve(fields.size());
      for (const Field& field : fields) row.push_back(is_utf8(field.text) ? field.text : repaired_utf8(field.text));
      const bool headings = row.size() == keys_.size() &&
                            std::equal(row.begin(), row.end(), keys_.begin(),
                                       [](const std::string& a, const std::string& b) { return heading_key(a) == b; });
      if (headings) continue;
      rows_.push_back(std::move(row));
      lines_.push_back(fields.front().line);
    }
  } catch (const InputError& error) {
    content_.notes.push_back({tr("{}; the rest is left out", error.what())});
  }
}

std::string_view Sheet::cell(std::size_t row, Column column) const {
  if (!column || *column >= rows_[row].size()) return {};
  const std::string_view text = rows_[row][*column];
  return is_missing(text) ? std::string_view() : text;
}

Session Sheet::session(std::string_view format) const {
  Session session;
  session.sources.push_back({named_, std::string(format), ""});
  return session;
}

void Sheet::remark(std::size_t row, const std::string& text) {
  auto& [count, line] = remarks_[text];
  if (count++ == 0) line = lines_[row];
}

void Sheet::ask(Question question) {
  question.file = named_;
  content_.questions.push_back(std::move(question));
}

void Sheet::add(std::string marker, double value, Date date, Seconds time, std::optional<double> offset) {
  if (std::isfinite(value)) content_.readings.push_back({std::move(marker), value, time, date, offset});
}

Content Sheet::take() {
  for (const auto& [text, place] : remarks_) {
    const auto& [count, line] = place;
    content_.notes.push_back({count == 1 ? text : tr("{} ({} rows, this is the first)", text, count), line, true});
  }
  remarks_.clear();
  const bool none = content_.sessions.empty() && content_.readings.empty() && content_.tests.empty();
  if (none && content_.questions.empty()) {
    content_.fault = rows_.empty() ? tr("it has headings and no rows") : tr("none of its rows can be used");
  }
  return std::move(content_);
}

}  // namespace formcast::intake
