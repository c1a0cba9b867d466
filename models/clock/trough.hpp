#pragma once

#include "engine/lanes.hpp"

namespace formcast {

/// Troughs nearer to each other than this are one, at the deepest [h].
inline constexpr double kSameTrough = 13.0;

/// The last trough of a marker, between two samples of which the first falls and the second rises.
template <class Real>
struct Trough {
  Real begin = Real(-48.0), step = Real(0.0);  // the first sample's time [h since the start], from it to the second [h]
  Real first = Real(0.0), last = Real(0.0);    // the marker
  Real falls = Real(-1.0), rises = Real(1.0);  // and its rate [1/h]
};

/// Records the trough between two samples, if any: below zero, and either long after the last one or deeper. Light late
/// in the night can make the marker rise briefly and fall again; the deeper of such two is the night's trough.
template <class Real>
void note_trough(Trough<Real>& t, const Trough<Real>& seen) {
  const auto turns = seen.falls < Real(0.0) && seen.rises >= Real(0.0) && seen.last < Real(0.0);
  const auto counts = turns && (seen.last < t.last || seen.begin > t.begin + Real(kSameTrough));
  t.begin = select(counts, seen.begin, t.begin);
  t.step = select(counts, seen.step, t.step);
  t.first = select(counts, seen.first, t.first);
  t.last = select(counts, seen.last, t.last);
  t.falls = select(counts, seen.falls, t.falls);
  t.rises = select(counts, seen.rises, t.rises);
}

/// Its time [h since the start]. The rate is approximated by the parabola with the same ends and integral; one Newton
/// step from the chord finds its zero.
template <class Real>
Real time_of(const Trough<Real>& t) {
  const Real chord = t.falls / (t.falls - t.rises);
  const Real mean = (t.last - t.first) / max(t.step, Real(1e-6));
  const Real bend = Real(6.0) * (mean - Real(0.5) * (t.falls + t.rises));
  const Real rate = bend * chord * (Real(1.0) - chord);
  const Real slope = t.rises - t.falls + bend * (Real(1.0) - Real(2.0) * chord);
  return t.begin + t.step * max(min(chord - rate / slope, Real(1.0)), Real(0.0));
}

}  // namespace formcast
