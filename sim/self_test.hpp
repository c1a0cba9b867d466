#pragma once

#include <cstdint>

#include "sim/ensemble.hpp"
#include "sim/twin.hpp"

namespace formcast {

/// An invented athlete with every model of the catalogue in equal parts, made of literal numbers so that no calibration
/// stands between two machines that are compared.
Twin reference_twin(Timing timing);

/// Two plans with every kind of noise on 224 members and 90 days, every trajectory stored.
EnsembleInput reference_input();

/// The hash of the reference ensemble's trajectories, both timings and both plans.
std::uint64_t reference_hash(const Control& control);

/// What it is on every machine. A change is a decision: it needs a line in CHANGELOG.md.
inline constexpr std::uint64_t kReferenceHash = 0x95e365a9d8c08efb;

}  // namespace formcast
