#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/devices/archive.hpp"
#include "sim/intake/daily_history.hpp"
#include "sim/intake/daily_performance.hpp"
#include "sim/intake/read_file.hpp"
#include "sim/intake/test_results.hpp"
#include "sim/measures/measure_offers.hpp"

/// From an athlete's files to a history, for the command as for the page:
///
///   Intake intake(reading);
///   for each file: intake.add(name, bytes);
///   IntakeResult result = intake.finish(choices);       // asks what has to be decided
///   choices.measure = ...; result = intake.finish(choices);  // again, without reading again
///   if (result.ready()) write(history_csv(*result.daily));
namespace formcast::intake {

/// The largest file that is read, also of those inside archives; a zip and the export.xml of Apple Health may be
/// larger. [bytes]
inline constexpr std::uint64_t kLargestFile = std::uint64_t{512} << 20U;

/// What decides how files are read. After a change they have to be read again, by a new Intake.
struct ReadingOptions {
  AthleteProfile profile;  ///< sessions are measured when they are read, as their samples are not kept
  CsvChoices choices;      ///< answers to what tables do not say, and mappings of those that are not known
  ArchiveLimits limits = {.most_in_entry = kLargestFile};
  std::function<bool()> cancelled = {};  ///< asked after each file of an archive; true leaves out the rest
  /// Whose a file is, by its name, as far as it names nobody itself; "" where that is not known. Not given: all files
  /// are one athlete's.
  std::function<std::string(std::string_view name)> athlete_of = {};
  /// Called with each file read and what is kept of it, for `Intake::add` in a later run (kept_text.hpp).
  std::function<void(const ReadFile& file, const Content& kept)> keep = {};
  /// Told of each text that is no file of a device: tables, those of no known headings included, and their mappings.
  std::function<void(const ReadFile& file, std::string_view text)> table = {};
};

/// What decides how a history is made of what was read. May differ from one `finish` to the next.
struct HistoryChoices {
  /// Names the history; of the athletes that files name it is the one to take.
  std::string athlete;
  bool athlete_guessed = false;            ///< `athlete` is of a file's name, say, and picks none of those
  bool named_alone = false;                ///< of several athletes: what names nobody is left out, and not everybody's
  std::string response;                    ///< kind of test that is the performance; "": the only one
  std::optional<Performance> performance;  ///< what sessions tell as performance; not given: tests alone
  std::optional<MeasureChoice> measure;    ///< not given: the only one that all sessions have
  std::vector<MeasureChoice> otherwise;    ///< for sessions without `measure`, scaled (DailyOptions)
  std::string zone;                        ///< IANA zone of records without an offset from universal time
  std::optional<Date> since;               ///< leaves out sessions, readings and tests before it
  bool missing_days_rest = false;          ///< a day without a session is rest, not a missing load
  bool offer_performances = false;         ///< what sessions could tell is told of a history with tests, too
};

/// What is not of the days that were asked for.
struct BeforeSince {
  std::size_t sessions = 0, readings = 0, tests = 0;
};

struct IntakeResult {
  std::size_t records = 0, sessions = 0;  ///< before and after records of one session are joined
  BeforeSince before_since;               ///< of joined sessions and the others, where HistoryChoices::since is given
  std::size_t readings = 0;
  std::vector<std::string> athletes;     ///< that files name, of which a history is of one
  std::vector<TestKind> tests;           ///< kinds of the athlete's tests, of which a history has one
  std::vector<std::string> joined;       ///< what was joined, and where loads come from
  std::vector<std::string> left_out;     ///< what was read and can be no session, and why
  std::vector<Question> questions;       ///< of files, and what keeps a history from being made
  std::vector<MeasureOffer> offers;      ///< measures to choose from
  std::optional<MeasureChoice> measure;  ///< that was chosen, or is the only one
  bool only_measure = false;             ///< it was taken since no other is there
  /// What sessions could tell as performance, where there are no tests or it is asked for (offer_performances).
  std::vector<PerformanceOffer> performances;
  std::optional<DailyHistory> daily;

  /// Whether a measure has to be chosen: there are several, or none that all sessions have.
  bool asks_measure() const { return sessions > 0 && !measure; }
  /// Whether there is a history, and nothing to be decided first.
  bool ready() const { return daily && questions.empty() && !asks_measure(); }
};

/// Files of an athlete or of several, read one after the other. What is kept of them grows with sessions and readings,
/// and not with samples (condense). Not for several threads at once.
class Intake {
 public:
  explicit Intake(ReadingOptions options = {}) : options_(std::move(options)) {}

  /// Reads a file, or all files of a zip or gzip and of those inside; hidden ones of an archive are skipped. `name` is
  /// how it is called from here on, with its folder where it has one. `given`: the athlete named it; false for what
  /// was found in a folder, where files that are nothing to read are no trouble. Never throws for the bytes: what
  /// cannot be read is in `files()` with the reason.
  void add(std::string_view name, std::span<const std::uint8_t> bytes, bool given = true);

  /// The same through a source, of which a zip is read entry by entry, and the export.xml of Apple Health in pieces,
  /// also inside a zip: neither has to fit into memory. What cannot be read any more is in `files()`.
  void add(std::string_view name, const ByteSource& source, bool given = true);

  /// Takes what the caller read of a file, such as one too large for memory. `what` names its kind in reports: "FIT".
  void add_content(std::string_view name, FileKind kind, std::string what, Content content);

  /// Takes what an earlier run read and kept of a file, with the same options (ReadingOptions::keep).
  void add(ReadFile file, Content kept);

  /// Names a file that the caller did not read, and why. `trouble`: it should have been readable.
  void leave_out(std::string_view name, std::string why, bool trouble);

  /// All so far, in the order in which they were added.
  const std::vector<ReadFile>& files() const { return files_; }

  /// Names of athletes, in the order in which files name them; none where all is one athlete's that no file names. A
  /// history is of one of them (HistoryChoices::athlete).
  std::vector<std::string> athletes() const;
  /// Into questions about the order of dates: how many fall on days with a session, by either answer.
  void add_evidence(const std::string& zone, std::vector<Question>& questions) const;

  /// The history of all that was added. Takes milliseconds for thousands of sessions, and can be asked for again with
  /// other choices. Never throws: a zone or name that is not known is among the questions.
  IntakeResult finish(const HistoryChoices& choices) const;

 private:
  class AppleHealthPieces;
  bool is_cancelled() const;
  void add_archive(std::string_view name, const ByteSource& source);
  void add_file(std::string_view name, std::span<const std::uint8_t> bytes, bool given);
  void take(ReadFile file, Content content);

  ReadingOptions options_;
  std::vector<ReadFile> files_;
  Content kept_;  ///< sessions condensed; readings of markers that a history has, of others one each; tests
  std::set<std::pair<std::string, std::string>> unused_;  ///< those others, marker and athlete
};

/// A history as the CSV to write. Throws InputError with `file` as its place where the text does not read back as the
/// same history.
std::string history_csv(const DailyHistory& daily, const std::string& file);

}  // namespace formcast::intake
