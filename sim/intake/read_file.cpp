#include "sim/intake/read_file.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/base/language.hpp"
#include "sim/devices/apple_health_reader.hpp"
#include "sim/devices/fit_reader.hpp"
#include "sim/devices/golden_cheetah_reader.hpp"
#include "sim/devices/gpx_reader.hpp"
#include "sim/devices/tcx_reader.hpp"
#include "sim/exports/csv_dialects.hpp"
#include "sim/sessions/date_text.hpp"

namespace formcast::intake {
namespace {

std::string format_of(const Content& content) {
  if (!content.sessions.empty() && !content.sessions.front().sources.empty()) {
    return content.sessions.front().sources.front().format;
  }
  const bool tests_alone = content.readings.empty() && !content.tests.empty();
  return tests_alone ? "CSV (tests)" : "CSV";
}

}  // namespace

FileFacts facts_of(const Content& content) {
  FileFacts facts;
  const auto dated = [&](Date date) {
    facts.first = facts.first ? std::min(*facts.first, date) : date;
    facts.last = facts.last ? std::max(*facts.last, date) : date;
  };
  const auto timed = [&](const auto& item) {
    if (item.date) {
      dated(*item.date);
    } else if (std::abs(item.time) < kLatest) {
      dated(date_at(item.time + item.utc_offset.value_or(0.0)));
    }
  };
  const auto named = [&](const auto& item) { facts.unnamed += item.athlete.empty() ? 1 : 0; };
  for (const Session& session : content.sessions) {
    ++facts.sessions;
    named(session);
    facts.samples += session.samples.size();
    if (!session.sport.empty()) facts.sports.insert(session.sport);
    const bool universal = session.clock == Clock::kUniversal;
    const double offset = universal ? session.utc_offset.value_or(0.0) : 0.0;
    if (std::abs(session.start) < kLatest) dated(date_at(session.start + offset));
  }
  for (const Reading& reading : content.readings) {
    ++facts.readings;
    ++facts.readings_of[reading.athlete];
    named(reading);
    facts.markers.insert(reading.marker);
    timed(reading);
  }
  facts.tests = content.tests.size();
  for (const TestResult& result : content.tests) timed(result), named(result);
  return facts;
}

void describe_content(const Content& content, ReadFile& file) {
  if (!content.fault.empty()) {
    file.left_out = content.fault;
    file.trouble = !content.other_matter;
  }
  file.facts = facts_of(content);
  file.notes = content.notes;
  file.questions = content.questions;
}

ReadFile read_file(std::string_view name, std::span<const std::uint8_t> bytes, bool given, const CsvChoices& choices,
                   Content& content) {
  ReadFile file;
  file.name = name;
  file.kind = kind_by_content(bytes);
  if (file.kind == FileKind::kFit) {
    file.what = "FIT", content = read_fit(bytes, name);
  } else if (file.kind == FileKind::kTcx) {
    file.what = "TCX", content = read_tcx(bytes, name);
  } else if (file.kind == FileKind::kGpx) {
    file.what = "GPX", content = read_gpx(bytes, name);
  } else if (file.kind == FileKind::kAppleHealth) {
    file.what = "Apple Health", content = read_apple_health(bytes, name);
  } else if (file.kind == FileKind::kGoldenCheetah) {
    file.what = "GoldenCheetah", content = read_golden_cheetah(bytes, name);
  } else if (file.kind == FileKind::kHistory) {
    file.what = tr("history");
    file.left_out = tr("it is a history already, which calibrate and update take as it is");
  } else if (auto table = may_be_table(bytes) ? read_export_csv(text_of(bytes), name, choices) : std::nullopt; table) {
    file.kind = FileKind::kExport;
    content = *std::move(table);
    file.what = format_of(content);
  } else {
    file.left_out = why_unknown(bytes, name);
    file.trouble = given || bytes.empty() || is_named_as_read(name);
  }
  describe_content(content, file);
  return file;
}

}  // namespace formcast::intake
