#pragma once

#include <deque>
#include <vector>

#include "sim/devices/fit_collector.hpp"
#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// Turns the times of a part into seconds since 1970, also those of a clock that began with the device's power, where
/// the file says what the two have in common; false where it does not and there are such times.
bool to_utc(FitPart& part, std::vector<Note>& notes);

/// A session, and whether it was made of records without a session message.
struct FitSession {
  Session session;
  bool made_up = false;
};

/// The sessions of a part whose times are UTC, ascending by start; empties what it uses. Samples go to the last session
/// that has begun. Where the file was cut short, records after the last session are one of their own.
std::vector<FitSession> sessions_of(FitPart& part, std::vector<Note>& notes);

/// Puts records of one file in a chain into the session of another that they belong to.
void join_parts(std::vector<FitSession>& sessions, std::vector<Note>& notes);

/// Fills heart rates that are missing from those that a strap stored; a swim without records gets one a second.
void merge_strap(std::deque<FitStrapRate> rates, std::vector<FitSession>& sessions, std::vector<Note>& notes);

/// The measurements of a part whose times are UTC: those told, steps a day, hours of sleep a night.
std::vector<Reading> readings_of(FitPart& part);

}  // namespace formcast::intake
