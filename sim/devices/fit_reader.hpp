#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// The sessions and readings of a FIT file, or of a chain of them. `named` is kept as the source's file.
///
/// Recovers what can be read: a file cut anywhere gives the records before the cut, one that is damaged those on both
/// sides of the damage. Notes say what was skipped, with its first offset [byte] and a count. `fault` says why there is
/// nothing: no FIT file, or one of another kind, such as settings. Never throws because of the bytes.
///
/// Readings: "body_mass" [kg], "body_fat" [%], "muscle_mass" [kg], "systolic_pressure", "diastolic_pressure" [mmHg],
/// "heart_rate", "resting_hr", "respiration_rate" [1/min], "steps", "sleep_hours", "sleep_score" (0 to 100),
/// "hrv_rmssd" (of the night), "hrv_rmssd_week", "hrv_rmssd_highest", "hrv_rmssd_5min", "hrv_baseline_lower",
/// "hrv_baseline_upper" [ms], "stress_level" (0 to 100, as the device says), "spo2" [%], "vo2_max" [mL/kg/min],
/// "skin_temperature_deviation" [K].
/// Vendor values have FIT's names: "training_stress_score", "normalized_power" [W], "total_work" [J], "avg_power" [W],
/// "avg_heart_rate" [1/min], "total_calories" [kcal], "total_training_effect" and such.
Content read_fit(std::span<const std::uint8_t> bytes, std::string_view named);

}  // namespace formcast::intake
