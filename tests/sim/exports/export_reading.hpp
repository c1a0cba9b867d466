#pragma once

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <string>

#include "sim/exports/csv_dialects.hpp"

/// Exports as tests of CSV dialects read them.
namespace formcast::intake {

inline Content read(const std::string& text, const CsvChoices& choices = {}) {
  return read_export_csv(text, "export.csv", choices).value_or(Content{{}, {}, {}, "no dialect fits"});
}

inline auto note(const std::string& part) {
  return testing::Contains(testing::Field(&Note::text, testing::HasSubstr(part)));
}

inline bool asks(const Content& content) { return !content.questions.empty(); }

/// Of questions: one of that kind says so.
inline auto question(Question::Kind kind, const std::string& part) {
  return testing::Contains(
      testing::AllOf(testing::Field(&Question::kind, kind), testing::Field(&Question::text, testing::HasSubstr(part))));
}

/// A platform's numbers by name.
inline std::map<std::string, double> vendor(const Session& session) {
  std::map<std::string, double> values;
  for (const VendorValue& v : session.vendor) values[v.name] = v.value;
  return values;
}

/// Marker and date to value.
inline std::map<std::string, double> readings(const Content& content) {
  std::map<std::string, double> found;
  for (const Reading& r : content.readings) found[r.marker + " " + (r.date ? iso(*r.date) : "")] = r.value;
  return found;
}

}  // namespace formcast::intake
