#include "sim/intake/intake.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/zones.hpp"
#include "sim/devices/apple_health_reader.hpp"
#include "sim/history/history_text.hpp"
#include "sim/intake/intake_text.hpp"
#include "sim/measures/condensed.hpp"

namespace formcast::intake {
namespace {

using Bytes = std::span<const std::uint8_t>;

bool is_hidden(std::string_view name) {
  const std::size_t slash = name.rfind('/');
  return name.substr(slash == std::string_view::npos ? 0 : slash + 1).starts_with('.');
}

/// The measure that is given, or the only one that all sessions have.
void choose_measure(const HistoryChoices& choices, IntakeResult& result) {
  result.measure = choices.measure;
  if (result.measure) return;
  const auto only = only_measure(result.offers, result.sessions);
  if (!only) return;
  result.measure = only->choice;
  result.only_measure = true;
}

/// What of all files is the athlete's; nothing where it has to be asked whose, since sessions of two must not be
/// joined.
std::optional<Content> athlete_content(const Content& kept, const HistoryChoices& choices, IntakeResult& result) {
  const std::string wanted = choices.athlete_guessed ? "" : choices.athlete;
  if (Question question = athlete_question(result.athletes, wanted); !question.empty()) {
    result.questions.push_back(std::move(question));
    return std::nullopt;
  }
  Content content = kept;
  if (result.athletes.size() > 1) keep_athlete(content, wanted, true);
  return content;
}

/// Whether what is named so counts for the history: all does where files name one athlete or none, or where it has to
/// be asked whose it is.
bool counts(std::string_view named, const HistoryChoices& choices, const IntakeResult& result) {
  if (result.athletes.size() < 2 || choices.athlete_guessed) return true;
  return named.empty() || same_athlete(named, choices.athlete);
}

/// Questions of files and how many readings they have, without those of other athletes.
void take_files(const std::vector<ReadFile>& files, const HistoryChoices& choices, IntakeResult& result) {
  for (const ReadFile& file : files) {
    if (counts(file.athlete, choices, result))
      std::ranges::move(questions_of({file}), std::back_inserter(result.questions));
    for (const auto& [athlete, readings] : file.facts.readings_of) {
      if (counts(athlete.empty() ? file.athlete : athlete, choices, result)) result.readings += readings;
    }
  }
}

/// The results of one kind, by day.
struct DailyTests {
  std::optional<TestKind> kind;
  std::map<Date, DailyTest> days;
};

DailyTests tests_of(std::span<const TestResult> results, const HistoryChoices& choices, IntakeResult& result) {
  DailyTests tests{kind_to_take(results, choices.response, result.questions), {}};
  if (tests.kind) tests.days = daily_tests(results, *tests.kind, choices.zone);
  return tests;
}

void take_tests(const DailyTests& tests, DailyHistory& daily) {
  if (!tests.kind) return;
  const std::size_t outside = add_tests(tests.days, daily.history);
  // A list of tests that names no kind is called as the column is.
  const std::string begin = tests.kind->kind == "performance" ? "" : "performance is ";
  daily.notes.push_back(fmt::format(
      "{}{}, {}{}", begin, tests.kind->text(), counted(daily.history.tests.size(), "test"),
      outside == 0
          ? ""
          : fmt::format("; {} more than {} days before or after the record left out", outside, kTestsAround.count())));
}

/// What a performance that is not of tests alone is called.
std::optional<PerformanceName> name_of_performance(const DailyHistory& daily) {
  if (!daily.performance) return std::nullopt;
  return PerformanceName{std::string(row_of(daily.performance->kind).unit), test_name(*daily.performance)};
}

/// Whether something is of a day before `since`; not where it has none.
template <class Dated>
bool is_before(Date since, const Dated& item, const std::string& zone) {
  if (item.date) return *item.date < since;
  return std::abs(item.time) < kLatest && local_date_of(item.time, item.utc_offset, zone) < since;
}

/// Leaves out what is before the days asked for. Throws InputError where that takes a zone.
void leave_out_before(const HistoryChoices& choices, std::vector<Session>& sessions, Content& content,
                      IntakeResult& result) {
  if (!choices.since) return;
  const Date since = *choices.since;
  result.before_since.sessions = std::erase_if(sessions, [&](const Session& session) {
    const std::optional<Date> date = date_of(session, choices.zone);
    return date && *date < since;
  });
  const auto before = [&](const auto& item) { return is_before(since, item, choices.zone); };
  result.before_since.readings = std::erase_if(content.readings, before);
  result.before_since.tests = std::erase_if(content.tests, before);
  result.tests = kinds_of_tests(content.tests);
}

bool same_tests(const std::vector<Test>& a, const std::vector<Test>& b) {
  return std::ranges::equal(a, b, [](const Test& x, const Test& y) {
    return x.day == y.day && x.performance == y.performance && x.error == y.error;
  });
}

bool same_numbers(const std::vector<double>& a, const std::vector<double>& b) {
  return std::ranges::equal(a, b, {}, history_number, history_number);
}

}  // namespace

/// The export.xml of Apple Health, which may have gigabytes: alone, or in an archive.
class Intake::AppleHealthPieces final : public PieceVisitor {
 public:
  explicit AppleHealthPieces(Intake& intake) : intake_(intake) {}

  void read(std::string_view name, const ByteSource& source) {
    constexpr std::size_t kPiece = std::size_t{1} << 18U;
    name_ = name;
    reader_.emplace(name);
    std::vector<std::uint8_t> buffer;
    for (std::uint64_t at = 0; at < source.size();) {
      const Bytes piece = source.read(at, kPiece, buffer);
      if (piece.empty()) break;
      reader_->feed(piece);
      at += piece.size();
    }
    take();
  }

  bool begin(std::string_view named, Bytes head) override {
    if (is_hidden(named) || !is_apple_health(head)) return false;
    name_ = named;
    reader_.emplace(named);
    return true;
  }
  bool piece(Bytes bytes) override {
    reader_->feed(bytes);
    return true;
  }
  bool end() override {
    take();
    return !intake_.is_cancelled();
  }

 private:
  void take() { intake_.add_content(name_, FileKind::kAppleHealth, "Apple Health", reader_->finish()); }

  Intake& intake_;
  std::string name_;
  std::optional<AppleHealthReader> reader_;
};

bool Intake::is_cancelled() const { return options_.cancelled && options_.cancelled(); }

void Intake::add(std::string_view name, Bytes bytes, bool given) { add(name, MemorySource(bytes), given); }

void Intake::add(std::string_view name, const ByteSource& source, bool given) {
  try {
    std::vector<std::uint8_t> buffer;
    constexpr std::size_t kHead = std::size_t{1} << 16U;
    const Bytes head = source.read(0, kHead, buffer);
    if (is_zip(head) || is_gzip(head)) {
      add_archive(name, source);
    } else if (is_apple_health(head)) {
      AppleHealthPieces(*this).read(name, source);
    } else if (source.size() > kLargestFile) {
      leave_out(name, fmt::format("it is larger than {} MB, the most that is read at once", kLargestFile >> 20U), true);
    } else {
      add_file(name, source.read(0, static_cast<std::size_t>(source.size()), buffer), given);
    }
  } catch (const InputError& error) {
    leave_out(name, error.what(), true);
  }
}

void Intake::leave_out(std::string_view name, std::string why, bool trouble) {
  ReadFile file;
  file.name = name;
  file.left_out = std::move(why);
  file.trouble = trouble;
  files_.push_back(std::move(file));
}

/// What the walk could not read is named "archive/entry: why".
void Intake::add_archive(std::string_view name, const ByteSource& source) {
  if (is_office_file(source)) {
    leave_out(name, "an Office file; save the sheet as CSV", true);
    files_.back().what = "Office";
    return;
  }
  const auto visit = [&](std::string_view inside, Bytes content) {
    if (!is_hidden(inside)) add_file(inside, content, false);
    return !is_cancelled();
  };
  AppleHealthPieces pieces(*this);
  for (const Note& note : walk_archive(source, name, visit, options_.limits, &pieces)) {
    const std::size_t colon = note.text.starts_with(name) ? note.text.find(": ", name.size()) : std::string::npos;
    const bool split = colon != std::string::npos;
    leave_out(split ? note.text.substr(0, colon) : name, split ? note.text.substr(colon + 2) : note.text, true);
    files_.back().kind = FileKind::kArchive;
    files_.back().what = "archive";
  }
}

void Intake::add_file(std::string_view name, Bytes bytes, bool given) {
  Content content;
  ReadFile file = read_file(name, bytes, given, options_.choices, content);
  const bool table = file.kind == FileKind::kExport || (file.kind == FileKind::kOther && may_be_table(bytes));
  if (table && options_.table) options_.table(file, text_of(bytes));
  take(std::move(file), std::move(content));
}

void Intake::add_content(std::string_view name, FileKind kind, std::string what, Content content) {
  ReadFile file;
  file.name = name;
  file.kind = kind;
  file.what = std::move(what);
  describe_content(content, file);
  take(std::move(file), std::move(content));
}

void Intake::take(ReadFile file, Content content) {
  for (Session& session : content.sessions) condense(session, options_.profile);
  std::set<std::pair<std::string, std::string>> unused;
  std::erase_if(content.readings, [&](const Reading& reading) {
    return !is_marker(reading.marker) && !unused.emplace(reading.marker, reading.athlete).second;
  });
  if (options_.keep) options_.keep(file, content);
  add(std::move(file), std::move(content));
}

void Intake::add(ReadFile file, Content kept) {
  if (options_.athlete_of) file.athlete = options_.athlete_of(file.name);
  if (!file.athlete.empty()) name_athlete(kept, file.athlete);
  files_.push_back(std::move(file));
  std::ranges::move(kept.sessions, std::back_inserter(kept_.sessions));
  for (Reading& reading : kept.readings) {
    if (is_marker(reading.marker) || unused_.emplace(reading.marker, reading.athlete).second) {
      kept_.readings.push_back(std::move(reading));
    }
  }
  std::ranges::move(kept.tests, std::back_inserter(kept_.tests));
}

std::vector<std::string> Intake::athletes() const {
  std::vector<std::string> names;
  collect_athletes(kept_, names);
  for (const ReadFile& file : files_) {  // a file may hold nothing until a question is answered
    const auto same = [&](const std::string& name) { return same_athlete(name, file.athlete); };
    const bool asks = !file.athlete.empty() && !questions_of({file}).empty();
    if (asks && std::ranges::none_of(names, same)) names.push_back(file.athlete);
  }
  return names;
}

void Intake::add_evidence(const std::string& zone, std::vector<Question>& questions) const {
  std::set<Date> days;
  for (const Session& session : kept_.sessions) {
    if (!(session.start >= 0.0 && session.start < kLatest)) continue;
    try {
      const auto offset = session.clock == Clock::kUniversal ? session.utc_offset : 0.0;
      days.insert(local_date_of(session.start, offset, zone));
    } catch (const InputError&) {
      continue;  // its zone is asked for, too
    }
  }
  for (Question& question : questions) {
    for (Question::Choice& choice : question.choices) {
      if (choice.dates.empty() || days.empty()) continue;
      const auto trained = [&](Date date) { return days.contains(date); };
      choice.on_session_days = static_cast<std::size_t>(std::ranges::count_if(choice.dates, trained));
    }
  }
}

IntakeResult Intake::finish(const HistoryChoices& choices) const {
  IntakeResult result;
  result.athletes = athletes();
  take_files(files_, choices, result);
  add_evidence(choices.zone, result.questions);
  std::optional<Content> content = athlete_content(kept_, choices, result);
  if (!content) return result;
  result.records = content->sessions.size();
  result.tests = kinds_of_tests(content->tests);
  try {
    IdentityOptions identity;
    identity.zone = choices.zone;
    Merged merged = merge_same_sessions(std::move(content->sessions), identity);
    leave_out_before(choices, merged.sessions, *content, result);
    result.sessions = merged.sessions.size();
    result.joined = std::exchange(merged.notes, {});
    if (merged.sessions.empty()) return result;
    result.offers = measures_of(merged.sessions, options_.profile);
    choose_measure(choices, result);
    if (!result.measure) return result;
    DailyOptions options;
    options.athlete = choices.athlete;
    options.measure = *result.measure;
    if (choices.measure) options.otherwise = choices.otherwise;
    options.profile = options_.profile;
    options.zone = choices.zone;
    options.missing_days_rest = choices.missing_days_rest;
    DailyTests tests;
    if (!choices.performance) tests = tests_of(content->tests, choices, result);
    for (const auto& [date, test] : tests.days) options.tests.push_back(date);
    result.daily = daily_history_of(merged, content->readings, options);
    const std::vector<DatedSession> dated = dated_sessions(merged.sessions, choices.zone);
    const PerformanceSources sources{dated, content->tests, options_.profile.heart_rate, choices.zone,
                                     choices.response};
    result.performances = performances_of(sources);
    if (choices.performance) {
      add_performance(*choices.performance, sources, result.questions, *result.daily);
    } else {
      take_tests(tests, *result.daily);
    }
  } catch (const Unanswered& error) {
    result.questions.push_back(error.question());
  } catch (const InputError& error) {
    const bool zone = !choices.zone.empty() && !knows_zone(choices.zone);
    result.questions.push_back({zone ? Question::Kind::kZone : Question::Kind::kOther, error.what()});
  }
  return result;
}

std::string history_csv(const DailyHistory& daily, const std::string& file) {
  const std::optional<PerformanceName> of = name_of_performance(daily);
  std::string text = history_text(daily.history, daily.load_unit, of ? &*of : nullptr);
  HistoryOptions options;
  options.continues_record = true;  // there may be no tests yet
  const History read = parse_history(text, file, options);
  const AthleteHistory& made = daily.history;
  const bool same = read.athletes.size() == 1 && read.load_unit == daily.load_unit &&
                    read.athletes[0].athlete == made.athlete && read.athletes[0].start == made.start &&
                    same_numbers(read.athletes[0].load, made.load) && same_tests(read.athletes[0].tests, made.tests) &&
                    same_tests(read.athletes[0].bounds, made.bounds) &&
                    std::ranges::equal(read.athletes[0].markers, made.markers, [](const auto& a, const auto& b) {
                      return a.first == b.first && same_numbers(a.second, b.second);
                    });
  if (!same) throw InputError(Place{file}, "the history does not read back as it was made; nothing was written");
  return text;
}

}  // namespace formcast::intake
