#pragma once

#include <optional>
#include <string_view>

#include "sim/exports/csv_sheet.hpp"
#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// The format of a session that is an activity's streams: it has no start, since the file has none, and is to be joined
/// with the activity whose id the file's name has (Session::id).
inline constexpr std::string_view kStreams = "CSV (intervals.icu streams)";

/// Reads a CSV export of a platform, recognised by its set of headings, whatever their order, additions and the name of
/// the file: activities, wellness and streams of intervals.icu, TrainingPeaks workouts, Strava and Garmin Connect
/// activities (English, German, French), WHOOP cycles, HRV4Training measurements, sheets of dates, durations and RPE
/// and lists of tests that coaches keep; any other by one of `choices.mappings`, which also goes before a dialect where
/// it has the same headings. Nothing where none fits.
///
/// What a file does not say (day before month, decimal mark, kilometres or miles) is decided from all its rows
/// together; where they do not tell it is a question, what depends on it is left out, and `choices` answers it the next
/// time. A row that is only planned is no session. Never throws for what the text holds.
std::optional<Content> read_export_csv(std::string_view text, std::string_view named, const CsvChoices& choices = {});

}  // namespace formcast::intake
