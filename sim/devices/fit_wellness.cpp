// Measurements in FIT files that are no sessions: scales, monitoring, sleep, heart rate variability.
#include <cmath>

#include "sim/devices/fit_collector.hpp"

namespace formcast::intake {

using namespace fit;  // NOLINT: the messages' names

void FitCollector::reading(const char* marker, double value, double time) {
  if (std::isnan(value) || std::isnan(time)) return;
  part_.readings.push_back({marker, value, time, std::nullopt, std::nullopt});
}

void FitCollector::wellness(const FitMessage& message) {
  switch (message.number) {
    case kMonitoring:
      return monitoring();
    case kMonitoringHr: {
      // That of the day, and only else the mean of the week.
      const double today = values_[1];
      return reading("resting_hr", std::isnan(today) ? values_[0] : today);
    }
    case kSleepLevel:
      if (const double level = values_[0]; !std::isnan(time_) && level >= 0.0 && level <= 255.0) {
        part_.sleep.push_back({time_, static_cast<int>(level)});
      }
      return;
    case kSleepAssessment:
      return reading("sleep_score", values_[6], std::isnan(time_) ? part_.last_time : time_);
    case kHrvStatus:
      reading("hrv_rmssd", values_[hrv_status::kLastNight]);
      reading("hrv_rmssd_week", values_[hrv_status::kWeekly]);
      reading("hrv_rmssd_highest", values_[hrv_status::kLastNightHigh]);
      reading("hrv_baseline_lower", values_[hrv_status::kBaselineLower]);
      return reading("hrv_baseline_upper", values_[hrv_status::kBaselineUpper]);
    case kHrvValue:
      return reading("hrv_rmssd_5min", values_[0]);
    default:
      return measurement(message);
  }
}

void FitCollector::measurement(const FitMessage& message) {
  switch (message.number) {
    case kWeightScale:
      if (const FitField* const weight = message.find(0); weight != nullptr && weight->value() < 65534.0) {
        reading("body_mass", values_[0]);  // 65534: still weighing
      }
      reading("body_fat", values_[1]);
      return reading("muscle_mass", values_[5]);
    case kBloodPressure:
      reading("systolic_pressure", values_[0]);
      return reading("diastolic_pressure", values_[1]);
    case kStressLevel:  // negative: not measurable, with the reason as number
      if (values_[0] >= 0.0) reading("stress_level", values_[0], std::isnan(values_[1]) ? time_ : values_[1]);
      return;
    case kMaxMet:
      return reading("vo2_max", values_[2], std::isnan(values_[0]) ? part_.last_time : values_[0]);
    case kSpo2:
      return reading("spo2", values_[0]);
    case kRespirationRate:
      if (values_[0] > 0.0) reading("respiration_rate", values_[0]);
      return;
    case kSkinTemperature:
      return reading("skin_temperature_deviation", values_[1]);
    default:
      return;
  }
}

/// Monitoring tells most times by their last 16 bits, counted on from the last full time.
void FitCollector::monitoring() {
  constexpr double kWalking = 6, kRunning = 1, kBits = 65536.0;
  if (!std::isnan(time_)) day_clock_ = time_;
  const double low = values_[monitoring::kTimestamp16];
  if (!std::isnan(low) && !std::isnan(day_clock_)) {
    const double behind = std::fmod(day_clock_, kBits);
    day_clock_ += std::fmod(low - behind + kBits, kBits);
    part_.last_time = day_clock_;
  }
  if (const double rate = values_[monitoring::kHeartRate]; rate > 0.0) reading("heart_rate", rate, day_clock_);
  const double activity = values_[monitoring::kActivityType], steps = values_.number(monitoring::kCycles);
  if ((activity == kWalking || activity == kRunning) && steps >= 0.0 && !std::isnan(day_clock_)) {
    part_.steps.push_back({day_clock_, static_cast<int>(activity), steps});
  }
}

}  // namespace formcast::intake
