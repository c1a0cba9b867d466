#include "sim/intake/test_results.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "sim/base/language.hpp"
#include "sim/exports/csv_sheet.hpp"
#include "sim/intake/daily_history_markers.hpp"

namespace formcast::intake {
namespace {

/// As names of athletes and kinds are compared.
bool same_name(std::string_view a, std::string_view b) { return heading_key(a) == heading_key(b); }

/// `content` is a Content, const or not.
template <class Any, class Visit>
void each_athlete(Any& content, const Visit& visit) {
  for (auto& session : content.sessions) visit(session.athlete);
  for (auto& reading : content.readings) visit(reading.athlete);
  for (auto& result : content.tests) visit(result.athlete);
}

}  // namespace

std::string TestKind::text() const { return unit.empty() ? kind : fmt::format("{} [{}]", kind, unit); }

std::vector<TestKind> kinds_of_tests(std::span<const TestResult> results) {
  std::vector<TestKind> kinds;
  for (const TestResult& result : results) {
    const auto known = std::ranges::find_if(
        kinds, [&](const TestKind& kind) { return same_name(kind.kind, result.kind) && kind.unit == result.unit; });
    if (known == kinds.end()) {
      kinds.push_back({result.kind, result.unit, 1});
    } else {
      ++known->results;
    }
  }
  std::ranges::stable_sort(kinds, [](const TestKind& a, const TestKind& b) { return a.results > b.results; });
  return kinds;
}

bool names_kind(std::string_view text, const TestKind& kind) {
  return same_name(text, kind.kind) || same_name(text, kind.text());
}

std::map<Date, DailyTest> daily_tests(std::span<const TestResult> results, const TestKind& kind,
                                      const std::string& zone) {
  std::map<Date, DailyTest> days;
  for (const TestResult& result : results) {
    if (!same_name(result.kind, kind.kind) || result.unit != kind.unit) continue;
    const Date date = result.date ? *result.date : local_date_of(result.time, result.utc_offset, zone);
    DailyTest& day = days[date];
    if (++day.trials > 1 && day.value >= result.value) continue;
    day.value = result.value, day.sd = result.sd;
  }
  return days;
}

std::size_t add_tests(const std::map<Date, DailyTest>& tests, AthleteHistory& history) {
  std::size_t outside = 0;
  history.tests.clear();
  for (const auto& [date, test] : tests) {
    const auto day = (date - history.start).count();
    if (day < 0 || day >= history.days()) {
      ++outside;
    } else {
      history.tests.push_back({static_cast<int>(day), test.value, 0});
    }
  }
  return outside;
}

std::optional<TestKind> kind_to_take(std::span<const TestResult> results, std::string_view response,
                                     std::vector<Question>& questions) {
  const std::vector<TestKind> kinds = kinds_of_tests(results);
  std::vector<TestKind> named;
  for (const TestKind& kind : kinds) {
    if (response.empty() || names_kind(response, kind)) named.push_back(kind);
  }
  if (named.size() == 1) return named.front();
  if (kinds.empty()) return std::nullopt;
  std::vector<std::string> texts;
  Question question{Question::Kind::kTestKind, ""};
  question.option = "--response";
  for (const TestKind& kind : kinds) {
    texts.push_back(fmt::format("\"{}\" ({})", kind.text(), kind.results));
    question.choices.push_back({kind.text(), kind.text()});
  }
  question.text =
      tr("which kind of test is the performance? There are {}; give --response KIND", fmt::join(texts, ", "));
  questions.push_back(std::move(question));
  return std::nullopt;
}

bool same_athlete(std::string_view a, std::string_view b) { return same_name(a, b); }

void collect_athletes(const Content& content, std::vector<std::string>& names) {
  each_athlete(content, [&](const std::string& athlete) {
    const auto same = [&](const std::string& name) { return same_name(name, athlete); };
    if (!athlete.empty() && std::ranges::none_of(names, same)) names.push_back(athlete);
  });
}

Question athlete_question(const std::vector<std::string>& names, std::string_view wanted) {
  const auto same = [&](const std::string& name) { return same_name(name, wanted); };
  if (names.empty() || std::ranges::any_of(names, same) || (names.size() == 1 && wanted.empty())) return {};
  constexpr std::size_t kMost = 5;
  const auto end = names.begin() + static_cast<std::ptrdiff_t>(std::min(kMost, names.size()));
  Question question{
      Question::Kind::kAthlete,
      tr("whose history is it? The files name {}{}{}: give --athlete NAME", fmt::join(names.begin(), end, ", "),
         names.size() > kMost ? ", ..." : "", wanted.empty() ? "" : tr(", and not \"{}\"", wanted))};
  question.option = "--athlete";
  for (const std::string& name : names) question.choices.push_back({name, name});
  return question;
}

void keep_athlete(Content& content, std::string_view athlete, bool with_unnamed) {
  const auto others = [&](const auto& item) {
    return item.athlete.empty() ? !with_unnamed : !same_name(item.athlete, athlete);
  };
  std::erase_if(content.sessions, others);
  std::erase_if(content.readings, others);
  std::erase_if(content.tests, others);
}

void name_athlete(Content& content, const std::string& athlete) {
  each_athlete(content, [&](std::string& name) {
    if (name.empty()) name = athlete;
  });
}

}  // namespace formcast::intake
