#include "sim/devices/fit_message.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <string_view>

#include "sim/base/shown.hpp"
#include "sim/devices/fit_bytes.hpp"
#include "sim/sessions/session.hpp"

namespace formcast::intake {
namespace {

/// The bits that say "no value", by base type.
constexpr std::array<std::uint64_t, 17> kNoValue{
    0xFF, 0x7F,  0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF,         0,  // enum to string
    ~0U,  ~0ULL, 0,    0,      0,      0xFF,       0x7FFFFFFFFFFFFFFF, ~0ULL, 0};

template <class To>
double number_of(std::uint64_t bits) {
  return static_cast<double>(static_cast<To>(bits));
}

/// A text without the beginning of a character whose rest the field had no room for.
std::string_view without_cut_character(std::string_view text) {
  std::size_t tail = 0;
  while (tail < 3 && tail < text.size() &&
         (static_cast<unsigned char>(text[text.size() - 1 - tail]) & 0xC0U) == 0x80U) {
    ++tail;
  }
  if (tail >= text.size()) return text;
  const auto lead = static_cast<unsigned char>(text[text.size() - 1 - tail]);
  const std::size_t follow = lead >= 0xF0 ? 3 : (lead >= 0xE0 ? 2 : (lead >= 0xC0 ? 1 : 0));
  return follow > tail ? text.substr(0, text.size() - 1 - tail) : text;
}

}  // namespace

std::uint64_t FitField::bits(std::size_t i) const {
  const std::size_t size = kFitSizes[static_cast<std::size_t>(type)];
  const std::uint8_t* const from = bytes.data() + i * size;
  switch (size) {
    case 1:
      return *from;
    case 2:
      return fit_word<2>(from, big_endian);
    case 4:
      return fit_word<4>(from, big_endian);
    default:
      return fit_word<8>(from, big_endian);
  }
}

bool FitField::missing(std::size_t i) const {
  if (type == FitType::kByte) return missing();
  return bits(i) == kNoValue[static_cast<std::size_t>(type)];
}

bool FitField::missing() const {
  if (type == FitType::kByte) return std::ranges::all_of(bytes, [](std::uint8_t byte) { return byte == 0xFF; });
  for (std::size_t i = 0; i < count(); ++i) {
    if (!missing(i)) return false;
  }
  return true;
}

double FitField::value(std::size_t i) const {
  const bool there = i < bytes.size() && (i + 1) * kFitSizes[static_cast<std::size_t>(type)] <= bytes.size();
  if (odd || !there || type == FitType::kString) return kMissing;
  const std::uint64_t raw = bits(i);
  if (type == FitType::kByte ? missing() : raw == kNoValue[static_cast<std::size_t>(type)]) return kMissing;
  double result = kMissing;
  switch (type) {
    case FitType::kInt8:
      return number_of<std::int8_t>(raw);
    case FitType::kInt16:
      return number_of<std::int16_t>(raw);
    case FitType::kInt32:
      return number_of<std::int32_t>(raw);
    case FitType::kInt64:
      return number_of<std::int64_t>(raw);
    case FitType::kFloat32:
      result = double{std::bit_cast<float>(static_cast<std::uint32_t>(raw))};
      break;
    case FitType::kFloat64:
      result = std::bit_cast<double>(raw);
      break;
    default:
      return static_cast<double>(raw);
  }
  return std::isfinite(result) ? result : kMissing;
}

std::vector<std::string> FitField::texts() const {
  std::vector<std::string> result;
  if (odd || type != FitType::kString) return result;
  std::string_view rest(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  while (!rest.empty()) {
    const std::size_t end = rest.find('\0');
    std::string_view text = rest.substr(0, end);
    if (end == std::string_view::npos) text = without_cut_character(text);
    if (!text.empty()) result.push_back(shown_on_a_line(text));
    rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + 1);
  }
  return result;
}

std::string FitField::text() const {
  const std::vector<std::string> all = texts();
  return all.empty() ? "" : all.front();
}

const FitField* FitMessage::find(std::uint8_t field) const {
  for (const FitField& candidate : fields) {
    if (candidate.number == field && !candidate.developer) return &candidate;
  }
  return nullptr;
}

}  // namespace formcast::intake
