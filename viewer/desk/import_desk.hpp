#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/history/history.hpp"
#include "viewer/compute/evaluator.hpp"

namespace formcast {

/// A row of tests as it is typed.
struct TypedTest {
  std::string date, value;
  std::string athlete{};  ///< whose it is, where each of several gets a history
};

/// An athlete's own files on their way into a history: what was read, what is open and what was answered. Nothing of it
/// touches the desk before it is learned.
class ImportDesk {
 public:
  explicit ImportDesk(Evaluator& evaluator) : evaluator_(evaluator) {}

  /// Begins with files: of the desktop their paths, of the page their names. The athlete is named as the one file or
  /// the folder around them is.
  void open(std::vector<std::string> paths, const std::string& zone);
  /// Begins with nothing, to offer where files come from.
  void open_empty();
  void close();
  bool is_open() const { return open_; }
  /// Whether files are being read or a history made, so that frames must go on.
  bool works() const { return open_ && waiting_; }
  /// Takes what has been read since the last call.
  void tick();

  const ImportProgress& progress() const { return progress_; }
  const ImportReport& report() const { return report_; }
  bool empty() const { return files_ == 0; }
  /// Whether there has been a report of all files.
  bool has_report() const { return has_report_; }
  const std::string& athlete() const { return choices_.athlete; }
  /// Athletes who have a history, where each of several gets one.
  std::vector<const ImportAthlete*> athletes_with_history() const;
  bool of_several() const { return !report_.athletes.empty(); }
  /// What the files came as: "kim.zip", "12 files".
  const std::string& source() const { return source_; }
  const std::string& error() const { return progress_.error; }

  // Answers. Each asks for the history again, and where it decides how files are read, reads them again.
  const ImportChoices& choices() const { return choices_; }
  void choose(ImportChoices choices);
  void choose_measure(const std::string& key);
  /// Adds a measure for the sessions that the chosen one does not have, or takes it out.
  void toggle_otherwise(const std::string& key);
  /// Performance from sessions, by its key; "": from tests alone.
  void choose_performance(const std::string& key);
  void offer_performances();
  /// Nothing waits for a question any more; what depends on it stays left out.
  void go_on_without(const intake::Question& question);
  bool goes_on_without(const intake::Question& question) const { return without_.contains(question.line()); }

  // Tables whose headings are not known. What somebody says of one holds for all with the same headings, also for those
  // of later imports.
  /// The one to explain: which was picked, or is asked about first; nothing where there is none.
  const ImportTable* table() const;
  /// Shows a table, to explain it, or to explain it again.
  void pick_table(const std::string& file);
  /// What its columns are said to mean; what the reader makes of that follows (ImportTable::as).
  const intake::Mapping& mapping() const;
  /// By the text of a meaning (intake::meaning_texts); another column of that meaning is left out.
  void set_meaning(std::size_t column, const std::string& meaning);
  void set_unit(std::size_t column, const std::string& unit);
  /// Answers a question of the table by one of its choices, of kTestDistance by metres.
  void answer_table(const intake::Question& question, const std::string& answer);
  /// Why it cannot be read so yet; "" where it can.
  std::string why_not_table() const;
  /// Reads it and those with the same headings so.
  void take_table();
  void leave_table();
  /// The mapping as `formcast intake --map` takes it.
  std::string table_toml() const;

  /// Numbers about the athlete as they are typed, by key of kProfileNumbers; "" and no entry where there are none.
  std::map<std::string, std::string> typed_numbers;
  std::string typed_sex;
  /// Takes the typed numbers that a measure, or a performance, needs; "" or what is wrong with one: "Threshold power:
  /// expected ...".
  std::string take_numbers(std::string_view measure);

  /// Tests as they are typed. Those of a date that files have too replace them.
  std::vector<TypedTest> typed_tests;
  std::string test_unit;
  /// Adds the rows of a text that was pasted; where several athletes get a history, those that begin with a name are
  /// that athlete's.
  void paste_tests(const std::string& text);
  /// Of both, ascending; what cannot be read is in `faults`, by row.
  std::vector<ImportTest> tests() const;
  std::vector<std::string> test_faults() const;
  /// Of one of several athletes, likewise.
  std::vector<ImportTest> tests_of(const ImportAthlete& athlete) const;

  /// Days without a known load that may have been rest; asked once, where there are some.
  int days_to_explain() const { return days_to_explain_; }
  bool asks_rest() const { return days_to_explain_ > 0 && !rest_answered_; }
  void answer_rest(bool rest);

  /// Whether a test comes before the training of its day. Only asked where a day has both.
  std::optional<Timing> timing;
  bool asks_timing() const;

  /// The history with its tests; nothing before there is one. A test before its first day or after its last one makes
  /// it longer, by days whose loads are not known.
  std::optional<AthleteHistory> history() const;
  /// The same as the CSV to save or learn: byte for byte that of `formcast intake` where no test was added.
  std::string csv() const;
  /// The same with the unit of its tests, to learn.
  std::string csv_with_unit() const;

  /// Questions that stand between the files and their history, those of files that are asked alike as one.
  std::vector<intake::Question> open_questions() const;
  /// How many decisions are open: questions, the measure, days without a session and the timing.
  std::size_t open_points() const;
  /// Why there is nothing to learn yet; "" where there is.
  std::string why_not() const;

 private:
  std::vector<ImportTest> with_typed(const std::vector<ImportTest>& found, const std::string& athlete) const;
  const AthleteHistory* history_of(const ImportAthlete& athlete) const;
  std::string histories_with_tests() const;
  void again();
  bool is_open(const ImportTable& table) const;
  void change_mapping(intake::Mapping changed);
  bool take_mappings_of_files();

  Evaluator& evaluator_;
  bool open_ = false, waiting_ = false, has_report_ = false;
  std::size_t files_ = 0;
  std::string source_;
  ImportChoices choices_;
  ImportProgress progress_;
  ImportReport report_;
  std::optional<AthleteHistory> base_;   ///< the history as the files give it
  std::vector<AthleteHistory> several_;  ///< of several athletes, likewise
  std::string several_load_unit_;
  std::string found_unit_;                   ///< of the tests in the files
  std::set<std::string> without_;            ///< questions and tables that nothing waits for
  std::string picked_;                       ///< the table that is shown though nothing asks about it
  std::set<std::string> taken_;              ///< mappings that came as files
  std::vector<intake::Mapping> remembered_;  ///< of this and earlier imports
  int days_to_explain_ = 0;
  bool rest_answered_ = false;
};

}  // namespace formcast
