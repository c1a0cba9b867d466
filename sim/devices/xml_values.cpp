#include "sim/devices/xml_values.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <utility>

#include "sim/base/csv.hpp"
#include "sim/sessions/text_decoding.hpp"

namespace formcast::intake {
namespace {

/// Appends the character that "&...;" at `at` stands for and returns its length; "&" itself where it is no entity.
std::size_t append_entity(std::string& out, std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 12;  // "&#x0010FFFF;"
  const std::size_t end = text.substr(at, kLongest).find(';');
  const std::string_view name = end == std::string_view::npos ? "" : text.substr(at + 1, end - 1);
  constexpr std::pair<std::string_view, char> kNamed[] = {
      {"lt", '<'}, {"gt", '>'}, {"amp", '&'}, {"quot", '"'}, {"apos", '\''}};
  for (const auto& [known, character] : kNamed) {
    if (name == known) return out += character, end + 1;
  }
  if (name.size() >= 2 && name.front() == '#') {
    const bool hexadecimal = name[1] == 'x';
    const char* const first = name.data() + (hexadecimal ? 2 : 1);
    const char* const last = name.data() + name.size();
    std::uint32_t code = 0;
    const auto [stop, error] = std::from_chars(first, last, code, hexadecimal ? 16 : 10);
    if (stop == last && first != last && error == std::errc()) return append_utf8(out, code), end + 1;
  }
  return out += '&', 1;
}

}  // namespace

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

std::string resolve_entities(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t entity = std::min(text.find('&', i), text.size());
    out += text.substr(i, entity - i);
    i = entity;
    if (i < text.size()) i += append_entity(out, text, i);
  }
  return is_utf8(out) ? out : repaired_utf8(out);
}

}  // namespace formcast::intake
