#include "sim/devices/xml_values.hpp"

#include <cmath>

#include "sim/base/csv.hpp"
#include "sim/sessions/text_decoding.hpp"

namespace formcast::intake {

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r\n";
  const std::size_t from = text.find_first_not_of(kBlanks);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kBlanks) + 1 - from);
}

double xml_number(std::string_view text) {
  text = trimmed(text);
  if (text.size() > 1 && text.front() == '+' && text[1] != '-') text.remove_prefix(1);
  return parse_number(text).value_or(kMissing);
}

double positive_number(std::string_view text) {
  const double value = xml_number(text);
  return value > 0.0 ? value : kMissing;
}

double heart_rate_number(std::string_view text) {
  constexpr double kFastestHeart = 300.0;
  const double value = positive_number(text);
  return value <= kFastestHeart ? value : kMissing;
}

std::optional<IsoTime> xml_time(std::string_view text) {
  constexpr Seconds kFirstTime = 315964800.0;  // 1980-01-06T00:00Z
  const std::optional<IsoTime> read = parse_iso_time(trimmed(text));
  return read && read->time >= kFirstTime ? read : std::nullopt;
}

void put_position(Sample& sample, double latitude, double longitude) {
  const bool inside = std::fabs(latitude) <= 90.0 && std::fabs(longitude) <= 180.0;
  if (!inside || (latitude == 0.0 && longitude == 0.0)) return;
  sample.latitude = latitude;
  sample.longitude = longitude;
}

bool put_extension(Sample& sample, std::string_view element, std::string_view text) {
  const auto not_negative = [&] {
    const double value = xml_number(text);
    return value >= 0.0 ? value : kMissing;
  };
  const std::string name = lower(element.substr(0, 32));
  if (name == "hr" || name == "heartrate" || name == "heart_rate") {
    sample.heart_rate = heart_rate_number(text);
  } else if (name == "cad" || name == "cadence" || name == "runcadence") {
    sample.cadence = not_negative();
  } else if (name == "power" || name == "watts" || name == "powerinwatts") {
    sample.power = not_negative();
  } else if (name == "speed") {
    sample.speed = not_negative();
  } else if (name == "distance") {
    sample.distance = not_negative();
  } else {
    return false;
  }
  return true;
}

}  // namespace formcast::intake
