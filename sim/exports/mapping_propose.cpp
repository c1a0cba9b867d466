#include <algorithm>
#include <cmath>
#include <set>

#include "sim/base/language.hpp"
#include "sim/exports/mapping.hpp"
#include "sim/exports/mapping_headings.hpp"
#include "sim/exports/mapping_table.hpp"
#include "sim/sessions/text_decoding.hpp"

namespace formcast::intake {
namespace {

using enum Meaning;

/// What the cells of a column are.
struct Cells {
  std::size_t filled = 0, dates = 0, clocks = 0, durations = 0, numbers = 0;
  double most_first = 0.0;  ///< of clocks, their first part
  double low = HUGE_VAL, high = -HUGE_VAL;
  std::set<std::string, std::less<>> distinct;

  /// Nine of ten: one typing error does not hide what a column is.
  bool mostly(std::size_t count) const { return filled > 0 && 10 * count >= 9 * filled; }
  bool texts() const { return filled > 0 && 2 * (numbers + clocks + durations) < filled && 2 * dates < filled; }
};

Cells cells_of(const Sheet& sheet, std::size_t column) {
  Cells cells;
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    const std::string_view cell = sheet.cell(row, column);
    if (cell.empty()) continue;
    ++cells.filled;
    cells.distinct.emplace(cell.substr(0, 64));
    if (read_date_text(cell)) ++cells.dates;
    if (const auto clock = read_clock_text(cell)) {
      ++cells.clocks;
      cells.most_first = std::fmax(cells.most_first, clock->parts.front());
    }
    if (!std::isnan(read_duration_words(cell))) ++cells.durations;
    auto number = read_number(cell, false);
    if (!number) number = read_number(cell, true);
    if (!number) continue;
    ++cells.numbers;
    cells.low = std::fmin(cells.low, *number), cells.high = std::fmax(cells.high, *number);
  }
  return cells;
}

/// Whether cells can be what a heading says, "" where they can.
std::string unfit(const MappedColumn& column, const Cells& cells) {
  if (cells.filled == 0) return tr("it is empty");
  const std::size_t times = cells.numbers + cells.clocks + cells.durations;
  switch (column.meaning) {
    case kDate:
      return 2 * cells.dates >= cells.filled ? "" : tr("its cells are no dates");
    case kStart:
      return cells.mostly(cells.clocks + cells.dates) || !std::isinf(cells.low) ? ""
                                                                                : tr("its cells are no times of day");
    case kDuration:
    case kTest:
      return cells.mostly(times) ? "" : tr("its cells are no numbers");
    case kMarker:
      return cells.mostly(column.name == "sleep_hours" ? times : cells.numbers) ? "" : tr("its cells are no numbers");
    case kDistance:
    case kRpe:
    case kLoad:
      return cells.mostly(cells.numbers) ? "" : tr("its cells are no numbers");
    case kSport:
    case kTestKind:
      return cells.texts() ? "" : tr("its cells are no words");
    case kAthlete:
    case kLeaveOut:
      break;
  }
  return "";
}

std::string_view noun_of(const MappedColumn& column, const Cells& cells) {
  if (column.meaning == kDate) return tr("dates");
  if (column.meaning == kSport || column.meaning == kTestKind || column.meaning == kAthlete) return tr("words");
  return cells.clocks > cells.numbers ? tr("times") : tr("numbers");
}

/// Builds a proposal column by column.
class Proposer {
 public:
  Proposer(const Sheet& sheet, MappingProposal& proposal) : sheet_(sheet), proposal_(proposal) {
    for (std::size_t i = 0; i < sheet.keys().size(); ++i) {
      if (!sheet.keys()[i].empty() && sheet.column_called(sheet.keys()[i]) == i) add(i);
    }
    take_dates_by_cells();
    decide_times();
    decide_athletes();
    decide_kinds();
    keep_one_each();
    ask_for_columns(proposal_);
  }

 private:
  struct Candidate {
    Cells cells;
    HeadingGuess guess;
  };

  MappedColumn& column(std::size_t i) { return proposal_.mapping.columns[i]; }
  std::size_t size() const { return candidates_.size(); }
  bool has(Meaning meaning) const { return has_meaning(proposal_.mapping, meaning); }
  void leave_out(std::size_t i, std::string why) {
    column(i).meaning = kLeaveOut;
    column(i).name.clear(), column(i).unit.clear();
    proposal_.evidence[i] = std::move(why);
  }

  void add(std::size_t at) {
    Candidate candidate{cells_of(sheet_, at), guess_heading(sheet_.headings()[at])};
    const HeadingGuess guess = candidate.guess;
    MappedColumn mapped{sheet_.headings()[at], guess.meaning, guess.name, guess.unit};
    if (mapped.meaning == kTest && candidate.cells.texts()) mapped.meaning = kTestKind, mapped.unit.clear();
    if (mapped.meaning == kLoad) mapped.name = name_of_heading(mapped.heading);
    if (mapped.meaning == kTest) mapped.name = mapped.unit.empty() ? mapped.heading : without_unit(mapped.heading);
    const std::string fault = unfit(mapped, candidate.cells);
    proposal_.mapping.columns.push_back(mapped);
    proposal_.evidence.emplace_back();
    candidates_.push_back(std::move(candidate));
    const std::size_t i = size() - 1;
    const Cells& cells = candidates_[i].cells;
    if (guess.word.empty()) {
      leave_out(i, cells.mostly(cells.numbers)
                       ? tr("its heading is not known; numbers from {:g} to {:g}", cells.low, cells.high)
                       : tr("its heading is not known"));
    } else if (guess.meaning == kLeaveOut) {
      leave_out(i, tr("\"{}\" in its heading, which a history has no column for", guess.word));
    } else if (!fault.empty()) {
      leave_out(i, tr("\"{}\" in its heading, but {}", guess.word, fault));
    } else {
      proposal_.evidence[i] = tr("\"{}\" in its heading; {} of {} rows have {}", guess.word, cells.filled,
                                 sheet_.rows(), noun_of(mapped, cells));
    }
  }

  void take_dates_by_cells() {
    for (std::size_t i = 0; i < size() && !has(kDate); ++i) {
      const Cells& cells = candidates_[i].cells;
      if (!candidates_[i].guess.word.empty() || !cells.mostly(cells.dates)) continue;
      column(i).meaning = kDate;
      proposal_.evidence[i] = tr("{} of {} rows have dates", cells.dates, sheet_.rows());
    }
  }

  /// "Time" is a time of day or a duration.
  void decide_times() {
    for (std::size_t i = 0; i < size(); ++i) {
      const Candidate& candidate = candidates_[i];
      if (!candidate.guess.unsure || column(i).meaning != kDuration) continue;
      constexpr double kHours = 24.0;
      const bool may_be_clock = candidate.cells.clocks > 0 && candidate.cells.most_first < kHours;
      const bool other = std::ranges::any_of(proposal_.mapping.columns, [&](const MappedColumn& mapped) {
        return mapped.meaning == kDuration && &mapped != &column(i);
      });
      if (!may_be_clock) continue;
      if (other && !has(kStart)) {
        column(i).meaning = kStart;
        proposal_.evidence[i] += tr("; another column is the duration");
        continue;
      }
      const std::string heading = quote(column(i).heading);
      leave_out(i, tr("a time of day or a duration"));
      ask(tr("is {} a time of day or a duration? Set its meaning to \"start\" or \"duration\"", heading),
          column(i).heading, {{"start", tr("a time of day")}, {"duration", tr("a duration")}});
    }
  }

  /// A name may be the session's.
  void decide_athletes() {
    bool sure = false;
    for (std::size_t i = 0; i < size(); ++i)
      sure = sure || (column(i).meaning == kAthlete && !candidates_[i].guess.unsure);
    for (std::size_t i = 0; i < size(); ++i) {
      if (column(i).meaning != kAthlete || !candidates_[i].guess.unsure) continue;
      const Cells& cells = candidates_[i].cells;
      if (sure) {
        leave_out(i, tr("another column names the athlete"));
      } else if (cells.distinct.size() == cells.filled && cells.filled > 1) {
        leave_out(i, tr("no two rows are alike, as they would be if it named athletes"));
      } else {
        ask(tr("does {} name the athlete? It is taken so: {} of {} rows; if not, set its meaning to "
               "\"leave out\"",
               quote(column(i).heading), cells.distinct.size() == 1 ? tr("the same in all") : tr("repeated in many"),
               cells.filled),
            column(i).heading, {{"athlete", tr("yes")}, {"leave out", tr("no")}});
        sure = true;
      }
    }
  }

  /// "Type" beside test results and no session is what was tested.
  void decide_kinds() {
    if (!has(kTest) || has(kTestKind) || has(kDuration) || has(kRpe) || has(kLoad)) return;
    for (std::size_t i = 0; i < size(); ++i) {
      if (column(i).meaning != kSport || candidates_[i].guess.word != "type") continue;
      column(i).meaning = kTestKind;
      proposal_.evidence[i] += tr("; beside test results it is what was tested");
      return;
    }
  }

  void keep_one_each() {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < size(); ++i) {
      const Meaning meaning = column(i).meaning;
      if (meaning == kLeaveOut || meaning == kLoad || meaning == kTest) continue;
      const std::string text = meaning_text(column(i));
      if (!seen.insert(text).second) leave_out(i, tr("another column is the {}", text));
    }
  }

  void ask(std::string text, std::string heading = "", std::vector<Question::Choice> choices = {}) {
    proposal_.questions.push_back(
        {Question::Kind::kMeaning, std::move(text), "", std::move(heading), "", "", std::move(choices)});
  }

  const Sheet& sheet_;
  MappingProposal& proposal_;
  std::vector<Candidate> candidates_;
};

}  // namespace

std::optional<MappingProposal> propose_mapping(std::string_view text, const CsvChoices& choices) {
  const DecodedText decoded = decode_table(text);
  const std::optional<TitledTable> titled = titled_table(decoded.text());
  Sheet sheet(titled ? std::string_view(titled->body) : decoded.text(), "", choices);
  if (sheet.keys().size() < 2) return std::nullopt;
  sheet.read_rows();
  if (sheet.rows() == 0) return std::nullopt;
  MappingProposal proposal;
  Proposer(sheet, proposal);
  explain_values(sheet, proposal);
  return proposal;
}

}  // namespace formcast::intake
