// The kinds of the tests of a history: two are never mixed.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/history/csv_rows.hpp"
#include "sim/history/performances.hpp"

namespace formcast {
namespace {

constexpr std::size_t kMostNamed = 10;

std::string kinds_text(const std::vector<TestKindSeen>& kinds) {
  std::vector<std::string> named;
  for (const TestKindSeen& kind : kinds) {
    if (named.size() == kMostNamed) break;
    named.push_back(tr("{} (line {})", kind.name.empty() ? std::string(tr("tests of no named kind")) : quote(kind.name),
                       kind.line));
  }
  const std::size_t left = kinds.size() - named.size();
  return fmt::format("{}{}", fmt::join(named, ", "), left > 0 ? tr(" and {} more", left) : "");
}

}  // namespace

void note_test_kind(HistoryTable& source, HistoryRow& row) {
  if (!row.has_test()) return;
  const auto same = [&](const TestKindSeen& seen) { return same_test_kind(seen.name, row.test_kind); };
  if (std::ranges::none_of(source.test_kinds, same)) source.test_kinds.push_back({row.test_kind, row.line});
  if (source.response.empty() || same_test_kind(row.test_kind, source.response)) return;
  row.performance = HistoryRow::kUnknown;
  ++source.other_kinds;
}

std::string test_kind(const HistoryTable& source) {
  const std::vector<TestKindSeen>& kinds = source.test_kinds;
  if (source.response.empty()) {
    if (kinds.size() > 1) {
      throw InputError(Place{source.file},
                       tr("column \"test\" has several kinds: {}. They are never mixed: which of them is the "
                          "performance? Choose it with --response KIND",
                          kinds_text(kinds)));
    }
    return kinds.empty() ? "" : kinds.front().name;
  }
  const auto chosen =
      std::ranges::find_if(kinds, [&](const TestKindSeen& seen) { return same_test_kind(seen.name, source.response); });
  if (chosen != kinds.end()) return chosen->name;
  if (kinds.empty()) return source.response;  // what the performances were derived for
  throw InputError(Place{source.file}, tr("no test is of the kind {}; found {} in column \"test\"",
                                          quote(source.response), kinds_text(kinds)));
}

}  // namespace formcast
