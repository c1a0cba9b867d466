#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/history/history.hpp"
#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// A kind of test, as results name it, and its unit: the same kind in another unit is another.
struct TestKind {
  std::string kind, unit;
  std::size_t results = 0;

  std::string text() const;  ///< "FTP [W]"
};

/// Kinds among results, those with most results first.
std::vector<TestKind> kinds_of_tests(std::span<const TestResult> results);

/// Whether `text` names a kind, as "FTP" or "ftp [w]".
bool names_kind(std::string_view text, const TestKind& kind);

/// One day's result.
struct DailyTest {
  double value = 0.0;
  double sd = kMissing;
  std::size_t trials = 0;
};

/// Results of one kind by the athlete's date; of several trials on a date the best counts, as in a competition. A
/// result without a date has that of its time, by its own offset or else `zone`. Throws InputError where a result has
/// neither offset nor zone.
std::map<Date, DailyTest> daily_tests(std::span<const TestResult> results, const TestKind& kind,
                                      const std::string& zone);

/// Puts tests into the days that a history has, in place of those it had; returns how many lie outside.
std::size_t add_tests(const std::map<Date, DailyTest>& tests, AthleteHistory& history);

/// The kind that a history's performance is in: the only one, or the one that `response` names. Nothing where there is
/// none, and, with a question added, where there are several or none is called so.
std::optional<TestKind> kind_to_take(std::span<const TestResult> results, std::string_view response,
                                     std::vector<Question>& questions);

/// Whether two names are of one athlete: "Kim" and "KIM " are.
bool same_athlete(std::string_view a, std::string_view b);

/// Adds the names of athletes in a content, in the order in which they appear; the same in other letters ("KIM") once.
void collect_athletes(const Content& content, std::vector<std::string>& names);

/// What is to be asked where files name several athletes and `wanted` is none of them; empty where nothing is.
Question athlete_question(const std::vector<std::string>& names, std::string_view wanted);

/// Leaves what is of an athlete; what names nobody stays where `with_unnamed`.
void keep_athlete(Content& content, std::string_view athlete, bool with_unnamed);

/// Makes what names nobody an athlete's.
void name_athlete(Content& content, const std::string& athlete);

}  // namespace formcast::intake
