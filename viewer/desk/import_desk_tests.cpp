// Tests of an import: those of files, and those that are typed or pasted.
#include <fmt/format.h>

#include <algorithm>

#include "sim/base/csv.hpp"
#include "sim/base/language.hpp"
#include "viewer/compute/test_rows.hpp"
#include "viewer/desk/import_desk.hpp"

namespace formcast {

void ImportDesk::paste_tests(const std::string& text) {
  const TestRows rows = read_test_rows(text, choices_.day_first);
  if (test_unit.empty()) test_unit = rows.unit;
  std::erase_if(typed_tests, [](const TypedTest& test) { return test.date.empty() && test.value.empty(); });
  for (const ImportTest& test : rows.tests)
    typed_tests.push_back({digits_text(test.date), localised(fmt::format("{}", test.value))});
}

std::vector<ImportTest> ImportDesk::tests() const {
  std::map<Date, ImportTest> by_date;
  for (const ImportTest& test : report_.tests) by_date[test.date] = test;
  for (const TypedTest& test : typed_tests) {
    const auto date = read_test_date(test.date, choices_.day_first);
    const auto value = read_test_value(test.value);
    if (date && value) by_date[*date] = {*date, *value};
  }
  std::vector<ImportTest> all;
  for (const auto& [date, test] : by_date) all.push_back(test);
  return all;
}

std::vector<std::string> ImportDesk::test_faults() const {
  std::vector<std::string> faults;
  for (std::size_t n = 0; n < typed_tests.size(); ++n) {
    const TypedTest& test = typed_tests[n];
    if (test.date.empty() && test.value.empty()) continue;
    if (!read_test_date(test.date, choices_.day_first)) {
      faults.push_back(tr("row {}: {} is no date such as 2016-01-06", n + 1, quote(test.date)));
    } else if (!read_test_value(test.value)) {
      faults.push_back(tr("row {}: {} is no number above 0", n + 1, quote(test.value)));
    }
  }
  return faults;
}

}  // namespace formcast
