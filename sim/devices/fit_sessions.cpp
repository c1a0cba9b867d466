#include "sim/devices/fit_sessions.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <span>
#include <utility>

#include "sim/base/language.hpp"
#include "sim/sessions/track.hpp"

namespace formcast::intake {
namespace {

/// A clock set back by more than this was wrong before or is after; less is disorder [s].
constexpr double kSetBack = 60.0;  // [s]

constexpr int kActivityFile = 4;

/// The part gives it a place.
void note(std::vector<Note>& notes, std::string text) { notes.push_back({std::move(text), 0, false}); }

/// Times of a part, whatever they are of.
template <class Change>
void change_times(FitPart& part, Change change) {
  for (double& time : part.samples.times()) change(time);
  for (FitTimerEvent& event : part.timer) change(event.time);
  for (Session& session : part.sessions) change(session.start);
  for (Lap& lap : part.laps) change(lap.start);
  for (PoolLength& length : part.lengths) change(length.start);
  for (double& start : part.set_starts) change(start);
  for (FitBeat& beat : part.beats) change(beat.time);
  for (FitStrapRate& rate : part.strap) change(rate.time);
  for (Reading& reading : part.readings) change(reading.time);
  for (FitSteps& steps : part.steps) change(steps.time);
  for (FitSleepLevel& level : part.sleep) change(level.time);
}

/// What to add to times of the device's own clock [s].
std::optional<double> system_clock(FitPart& part, std::vector<Note>& notes) {
  if (part.correlation) return part.correlation;
  if (part.system_offset.value_or(0.0) >= kFitFirstDate) return part.system_offset;
  if (part.created >= kFitFirstDate && part.first_time < kFitFirstDate) {
    note(notes, tr("times since the device was switched on; its file's date taken for the first of them"));
    return part.created - part.first_time;
  }
  if (part.local_clock) {
    // Then local time stands for universal time: the day is right.
    note(notes, tr("times since the device was switched on; only local time is known, not its zone"));
    part.utc_offset = 0.0;
    return part.local_clock;
  }
  return std::nullopt;
}

/// Keeps the longest run between jumps of the clock, and those before and after it within a day that do not overlap.
void drop_jumps(Samples& samples, std::vector<Note>& notes) {
  struct Run {
    std::size_t begin, end;
    double first, last;
  };
  const std::span<const Seconds> times = std::as_const(samples).times();
  std::size_t jumps = 0;
  for (std::size_t i = 1; i < times.size(); ++i) {
    const double step = times[i] - times[i - 1];
    jumps += (step < 0.0 ? 1U : 0U) | (step > kOneDay ? 1U : 0U);
  }
  if (jumps == 0) return;  // almost always
  std::vector<Run> runs;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const double time = times[i];
    if (i == 0 || time < runs.back().last - kSetBack || time > runs.back().last + kOneDay)
      runs.push_back({i, i, time, time});
    runs.back().end = i + 1;
    runs.back().first = std::min(runs.back().first, time);
    runs.back().last = std::max(runs.back().last, time);
  }
  if (runs.size() < 2) return;
  const auto length = [](const Run& run) { return run.end - run.begin; };
  const auto main = std::ranges::max_element(runs, {}, length);
  std::vector<Run> kept{*main};
  for (auto run = main; run != runs.begin();) {
    --run;
    if (run->last < kept.back().first && kept.back().first - run->last <= kOneDay) kept.push_back(*run);
  }
  std::ranges::reverse(kept);
  for (auto run = main + 1; run != runs.end(); ++run) {
    if (run->first > kept.back().last && run->first - kept.back().last <= kOneDay) kept.push_back(*run);
  }
  std::vector<std::uint32_t> left;
  for (const Run& run : kept) {
    for (std::size_t i = run.begin; i < run.end; ++i) left.push_back(static_cast<std::uint32_t>(i));
  }
  if (left.size() == samples.size()) return;
  note(notes, tr("the clock jumps; {} of {} records are of another time than the others and left out",
                 samples.size() - left.size(), samples.size()));
  samples.arrange(left);
}

/// Index of the last session that has begun at a time, the first where none has.
class Owner {
 public:
  explicit Owner(const std::vector<FitSession>& sessions) {
    for (const FitSession& one : sessions) starts_.push_back(one.session.start);
  }
  std::size_t of(double time) const {
    const auto after = std::upper_bound(starts_.begin(), starts_.end(), time);
    return after == starts_.begin() || std::isnan(time) ? 0 : static_cast<std::size_t>(after - starts_.begin()) - 1;
  }

 private:
  std::vector<double> starts_;
};

/// The part's samples by session; none of them stay in the part.
std::vector<Samples> samples_of(FitPart& part, const Owner& owner, std::size_t sessions) {
  Samples all = std::exchange(part.samples, {});
  if (sessions == 1) {
    std::vector<Samples> result(1);
    result[0] = std::move(all);
    return result;
  }
  std::vector<std::uint32_t> session_of;
  session_of.reserve(all.size());
  for (const Seconds time : all.times()) session_of.push_back(static_cast<std::uint32_t>(owner.of(time)));
  return std::move(all).divided(session_of, sessions);
}

double end_of(const Session& session) {
  return session.start + (std::isnan(session.elapsed) ? std::fmax(session.duration, 0.0) : session.elapsed);
}

double first_start(const FitPart& part) {
  double first = kMissing;
  const auto consider = [&](double time) { first = std::fmin(first, time); };
  if (!part.samples.empty()) consider(std::ranges::min(std::as_const(part.samples).times()));
  for (const PoolLength& length : part.lengths) consider(length.start);
  for (const Lap& lap : part.laps) consider(lap.start);
  for (const double start : part.set_starts) consider(start);
  return first;
}

FitSession made_up(const FitPart& part, double start) {
  FitSession result{{}, true};
  result.session.sport = part.sport.empty() ? part.lap_sport : part.sport;
  result.session.title = part.title;
  result.session.start = start;
  return result;
}

/// Sessions as their messages say, ascending by start, and one of the records that have none.
std::vector<FitSession> stated(FitPart& part, std::vector<Note>& notes) {
  constexpr double kSlack = 10.0;  // records until the message is written [s]
  std::vector<FitSession> result;
  for (Session& session : part.sessions) {
    if (std::isnan(session.start)) session.start = first_start(part);
    if (std::isnan(session.start)) session.start = 0.0;
    result.push_back({std::move(session), false});
  }
  std::ranges::stable_sort(result, {}, [](const FitSession& one) { return one.session.start; });
  if (result.empty()) {
    result.push_back(made_up(part, first_start(part)));
    note(notes, tr("no message of a session: made of its records"));
  } else if (!part.has_activity) {
    const double end = end_of(result.back().session) + kSlack;
    const std::span<const Seconds> times = std::as_const(part.samples).times();
    const auto beyond = std::ranges::find_if(times, [&](Seconds time) { return time > end; });
    if (beyond != times.end()) {
      result.push_back(made_up(part, *beyond));
      note(notes, tr("records after the last session, in a file cut short: made a session"));
    }
  }
  return result;
}

/// Distance of a later sport goes on from the one before on some devices.
void distance_from_start(const Session& before, Session& session) {
  double gone = kMissing, first = kMissing;
  for (const Sample& sample : before.samples) gone = std::isnan(sample.distance) ? gone : sample.distance;
  for (const Sample& sample : session.samples) first = std::isnan(first) ? sample.distance : first;
  if (!(gone > 0.0 && first >= gone)) return;
  session.samples.change([&](Sample& sample) {
    if (!std::isnan(sample.distance)) sample.distance = std::fmax(sample.distance - gone, 0.0);
  });
}

void add_pauses(const std::vector<FitTimerEvent>& timer, Session& session) {
  const double end = end_of(session);
  double stopped = kMissing;
  for (const FitTimerEvent& event : timer) {
    if (!event.runs && std::isnan(stopped)) stopped = event.time;
    if (!event.runs) continue;
    const double from = std::fmax(stopped, session.start), to = std::fmin(event.time, end);
    if (!std::isnan(stopped) && from < to) session.pauses.push_back({from, to});
    stopped = kMissing;
  }
  std::ranges::stable_sort(session.pauses, {}, &Pause::from);
  double last = -HUGE_VAL;  // clocks that run backward make them overlap
  for (Pause& pause : session.pauses) {
    pause.from = std::fmax(pause.from, last);
    last = std::fmax(pause.to, last);
  }
  std::erase_if(session.pauses, [](const Pause& pause) { return pause.from >= pause.to; });
}

/// Times without samples are pauses where the file tells of no timer, unless it says that nothing was left out.
void finish(const FitPart& part, Samples samples, Session& session, std::vector<Note>& notes) {
  const bool nothing_left_out = session.elapsed - session.duration < 1.0;
  finish_track(one_segment(std::move(samples)), part.timer.empty() && !nothing_left_out, session, notes);
  if (!part.timer.empty()) add_pauses(part.timer, session);
  if (std::isnan(session.elapsed) && !session.lengths.empty()) {
    session.elapsed = session.lengths.back().start + std::fmax(session.lengths.back().duration, 0.0) - session.start;
    session.elapsed = std::fmax(session.elapsed, 0.0);
  }
  if (std::isnan(session.duration)) session.duration = std::fmax(session.elapsed - paused(session.pauses), 0.0);
}

}  // namespace

bool to_utc(FitPart& part, std::vector<Note>& notes) {
  const std::optional<double> system = system_clock(part, notes);
  bool unknown = false;
  change_times(part, [&](double& time) {
    if (time < kFitFirstDate && !system) unknown = true;
    time += kFitEpoch + (time < kFitFirstDate ? system.value_or(0.0) : 0.0);
  });
  if (unknown) note(notes, tr("times since the device was switched on, and nothing says when that was"));
  return !unknown;
}

std::vector<FitSession> sessions_of(FitPart& part, std::vector<Note>& notes) {
  const bool something = !part.samples.empty() || !part.lengths.empty() || !part.sets.empty();
  if (part.sessions.empty() && (!something || part.type != kActivityFile)) {
    if (something) note(notes, tr("records of a file of type {}: no session", part.type));
    return {};
  }
  drop_jumps(part.samples, notes);
  std::vector<FitSession> sessions = stated(part, notes);
  const Owner owner(sessions);
  std::vector<Samples> samples = samples_of(part, owner, sessions.size());
  for (const FitBeat& beat : part.beats) sessions[owner.of(beat.time)].session.rr.push_back(beat.interval);
  part.beats.clear();
  for (const Lap& lap : part.laps) sessions[owner.of(lap.start)].session.laps.push_back(lap);
  for (const PoolLength& length : part.lengths) sessions[owner.of(length.start)].session.lengths.push_back(length);
  for (std::size_t i = 0; i < part.sets.size(); ++i) {
    sessions[owner.of(part.set_starts[i])].session.sets.push_back(part.sets[i]);
  }
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    Session& session = sessions[i].session;
    session.utc_offset = part.utc_offset ? part.utc_offset : part.device_offset;
    finish(part, std::move(samples[i]), session, notes);
  }
  for (std::size_t i = sessions.size(); i-- > 1;) distance_from_start(sessions[i - 1].session, sessions[i].session);
  return sessions;
}

void join_parts(std::vector<FitSession>& sessions, std::vector<Note>& notes) {
  constexpr double kSlack = 60.0;
  std::size_t joined = 0;
  for (FitSession& extra : sessions) {
    if (!extra.made_up) continue;
    const auto home = std::ranges::find_if(sessions, [&](const FitSession& one) {
      return !one.made_up && one.session.start - kSlack <= extra.session.start &&
             end_of(extra.session) <= end_of(one.session) + kSlack;
    });
    if (home == sessions.end()) continue;
    Session& session = home->session;
    const std::vector<Pause> pauses = session.pauses;
    std::vector<Note> ignored;  // the order of two files says nothing
    std::vector<TrackSegment> both = one_segment(std::move(session.samples));
    both.push_back({false, std::move(extra.session.samples)});
    finish_track(std::move(both), false, session, ignored);
    session.pauses = pauses;
    session.rr.insert(session.rr.end(), extra.session.rr.begin(), extra.session.rr.end());
    extra.session = {};
    ++joined;
  }
  if (joined == 0) return;
  note(notes, tr("{} files of a chain hold records of another's session: joined", joined));
  std::erase_if(sessions, [](const FitSession& one) { return one.made_up && std::isnan(one.session.start); });
}

}  // namespace formcast::intake
