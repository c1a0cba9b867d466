#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "models/catalogue.hpp"
#include "sim/ensemble/ensemble.hpp"
#include "sim/twin/twin.hpp"

namespace formcast {

/// An invented athlete with local level, Banister and Busso in equal parts, made of literal numbers so that a
/// comparison of two machines does not depend on calibration.
Twin reference_twin(Timing timing);

/// An invented athlete with one model of the catalogue alone, in two nodes about its priors' medians.
Twin reference_twin_of(std::string_view model, Timing timing);

/// Two plans with every kind of noise on 224 members and 90 days, every trajectory stored.
EnsembleInput reference_input();

/// `days` days, the forty-first spent flying eight zones east, without a calendar or a tz database.
TripExposure reference_journey(int days);

/// In place of a model's name: 40 members of reference_twin, the second plan with reference_journey.
inline constexpr std::string_view kTravelHash = "travel";

/// The hash of a twin's trajectories under the reference plans, both timings and both plans. `model` as for
/// reference_twin_of; "" is reference_twin.
std::uint64_t reference_hash(std::string_view model, const Control& control);

struct ReferenceHash {
  std::string_view model;  ///< "" for the twin of three models
  std::uint64_t hash;
};

/// The same on every machine. A change is a decision: it needs a line in CHANGELOG.md.
inline constexpr std::array<ReferenceHash, 2 + kModels> kReferenceHashes{{
    {"", 0x95e365a9d8c08efb},
    {"local_level", 0xa691a97a4c9afa10},
    {"banister", 0x9a9cd9da8124c4ea},
    {"busso", 0x5f6ffcf6f055a2af},
    {"calvert", 0xfdfc57f629a4797b},
    {"secondary_signal", 0x71d967a90506a504},
    {"plateau_banister", 0xa0821fa8afa1e64c},
    {"plateau_busso", 0x19abeea06be87028},
    {"plateau_calvert", 0xc73998e11d535b84},
    {"plateau_secondary_signal", 0x8f5e594fb772bda4},
    {"hill_banister", 0x5ad4e70e0c4d99c2},
    {"hill_busso", 0x46cc09160296a4de},
    {"fitness_delay", 0x3d5ce4d5a82940fd},
    {"state_noise", 0x7439e04f6d1d3747},
    {"turner", 0x6df775ba00825e5c},
    {"perpot", 0xe7a717871b28c92f},
    {"damped_trend", 0xb6369622be694108},
    {kTravelHash, 0x5c09ec2efbdf0459},
}};

}  // namespace formcast
