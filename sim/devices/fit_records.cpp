// Records of a FIT file: definitions, data, the fields that apps add.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/devices/fit_bytes.hpp"
#include "sim/devices/fit_decoder.hpp"

namespace formcast::intake {
namespace {

constexpr std::uint8_t kTimestamp = 253;
constexpr std::uint16_t kFieldDescription = 206;
constexpr std::size_t kMostDescriptions = 4096;  // a file has a few; memory stays bounded
constexpr std::uint8_t kTypeBits = 0x1F, kUint32 = 6, kByte = 13;
constexpr std::uint32_t kNoTime = 0xFFFFFFFF, kDayOfClock = 86400;  // [s]

bool is_definition(std::uint8_t header) { return (header & 0xC0U) == 0x40; }
bool has_developer_fields(std::uint8_t header) { return (header & 0x20U) != 0; }

/// The slot that a record header names, two bits of it where the header holds a time as well.
std::size_t local_type(std::uint8_t header) { return (header & 0x80U) != 0 ? (header >> 5U) & 3U : header & 0xFU; }

std::uint32_t time_at(std::span<const std::uint8_t> record, std::size_t at, bool big_endian) {
  return static_cast<std::uint32_t>(fit_word<4>(record.data() + 1 + at, big_endian));
}

}  // namespace

/// The size of the definition at the beginning of `rest`, or more than `rest` where it does not say it yet [bytes].
std::size_t FitDecoder::definition_size(Bytes rest) {
  constexpr std::size_t kFixed = 6, kField = 3;
  if (rest.size() < kFixed) return kFixed;
  const std::size_t size = kFixed + kField * rest[5];
  if (!has_developer_fields(rest[0])) return size;
  return rest.size() <= size ? size + 1 : size + 1 + kField * rest[size];
}

/// The size of the record at the beginning of `rest`; 0 where no definition says it.
std::size_t FitDecoder::record_size(Bytes rest) const {
  if (is_definition(rest[0])) return definition_size(rest);
  const Definition& definition = definitions_[local_type(rest[0])];
  return definition.exists ? 1 + std::size_t{definition.size} : 0;
}

void FitDecoder::define(Bytes record) {
  Definition& definition = definitions_[record[0] & 0xFU];
  if (record[2] > 1) remark(FitRemark::kByteOrder);
  definition.exists = true;
  definition.described = false;
  definition.big_endian = record[2] == 1;
  definition.number = static_cast<std::uint16_t>(fit_word<2>(record.data() + 3, definition.big_endian));
  definition.size = 0;
  definition.time_at.reset();
  definition.places.clear();
  definition.fields.clear();
  const std::size_t native = record[5], developer_at = 6 + 3 * native;
  for (std::size_t i = 0; i < native; ++i) add_field(definition, record.subspan(6 + 3 * i), false);
  if (!has_developer_fields(record[0])) return;
  for (std::size_t i = 0; i < record[developer_at]; ++i) {
    add_field(definition, record.subspan(developer_at + 1 + 3 * i), true);
  }
}

void FitDecoder::add_field(Definition& definition, Bytes field, bool developer) {
  const std::uint8_t size = field[1];
  if (size == 0) return;  // takes no room, says nothing
  FitField result;
  result.number = field[0];
  result.big_endian = definition.big_endian;
  result.developer = developer;
  if (!developer) {
    const std::uint8_t type = field[2] & kTypeBits;
    const std::uint8_t element = kFitSizes[type];
    result.odd = element == 0 || size % element != 0;
    if (element == 0) remark(FitRemark::kUnknownType);
    if (element != 0 && result.odd) remark(FitRemark::kOddSize);
    if (!result.odd) result.type = static_cast<FitType>(type);
    if (result.number == kTimestamp && type == kUint32 && size == 4) definition.time_at = definition.size;
  }
  definition.fields.push_back(result);
  definition.places.push_back({definition.size, size, developer ? field[2] : std::uint8_t{0}});
  definition.size += size;
}

std::optional<std::uint32_t> FitDecoder::clock(const Definition& definition, Bytes record) {
  if (definition.time_at) {
    const std::uint32_t time = time_at(record, *definition.time_at, definition.big_endian);
    if (time != kNoTime) {
      // A time of another day may be damage; records after it may still go on from the one before.
      if (!clock_ || time - *clock_ <= kDayOfClock || *clock_ - time <= kDayOfClock) steady_clock_ = time;
      clock_ = time;
      return time;
    }
  }
  if ((record[0] & 0x80U) == 0) return std::nullopt;
  if (!clock_) {
    remark(FitRemark::kNoClock);
    return std::nullopt;
  }
  *clock_ += (record[0] - *clock_) & 0x1FU;  // five bits: they come round every 32 s
  return clock_;
}

void FitDecoder::data(Bytes record) {
  Definition& definition = definitions_[local_type(record[0])];
  if (!definition.described) describe(definition);
  const std::size_t without = definition.without_description, odd = definition.odd_in_description;
  if (without > 0) remark(FitRemark::kNoDescription, without);
  if (odd > 0) remark(FitRemark::kOddSize, odd);
  for (std::size_t i = 0; i < definition.fields.size(); ++i) {
    const Place& place = definition.places[i];
    definition.fields[i].bytes = record.subspan(1 + place.at, place.size);
  }
  const FitMessage message{definition.number, offset_, clock(definition, record), definition.fields, definition.layout};
  ++messages_;
  if (message.number == kFieldDescription) read_description(message);
  visitor_->message(message);
}

/// Looks descriptions up for a definition's developer fields: with its first message, and after a description has
/// come or changed, which may be later than the definition.
void FitDecoder::describe(Definition& definition) {
  definition.described = true;
  definition.layout = ++layouts_ << 4U | static_cast<std::uint64_t>(&definition - definitions_.data());
  definition.without_description = definition.odd_in_description = 0;
  for (std::size_t i = 0; i < definition.fields.size(); ++i) {
    FitField& field = definition.fields[i];
    if (!field.developer) continue;
    const Place& place = definition.places[i];
    const auto found = descriptions_.find(static_cast<std::uint16_t>(place.developer_index * 256 + field.number));
    field.description = found == descriptions_.end() ? nullptr : &found->second;
    const std::uint8_t type = field.description == nullptr ? kByte : found->second.type & kTypeBits;
    const std::uint8_t element = kFitSizes[type];
    const bool odd = element == 0 || place.size % element != 0;
    field.odd = field.description == nullptr || odd;
    field.type = field.odd ? FitType::kByte : static_cast<FitType>(type);
    definition.without_description += field.description == nullptr ? 1 : 0;
    definition.odd_in_description += odd ? 1 : 0;
  }
}

void FitDecoder::read_description(const FitMessage& message) {
  const auto number = [&](std::uint8_t field) {
    const FitField* const found = message.find(field);
    return found == nullptr ? kMissing : found->value();
  };
  const auto text = [&](std::uint8_t field) {
    const FitField* const found = message.find(field);
    return found == nullptr ? std::string() : found->text();
  };
  const double index = number(0), field = number(1), type = number(2), scale = number(6), offset = number(7);
  const double native_message = number(14), native_field = number(15);
  const auto within = [](double value, double end) { return value >= 0.0 && value < end; };
  if (!within(index, 256.0) || !within(field, 256.0)) return;
  const auto key = static_cast<std::uint16_t>(index * 256.0 + field);
  if (descriptions_.size() >= kMostDescriptions && !descriptions_.contains(key)) {
    return remark(FitRemark::kDescriptions);
  }
  FitDescription description;
  if (within(type, 256.0)) description.type = static_cast<std::uint8_t>(type);
  description.name = text(3);
  description.unit = text(8);
  if (scale > 0.0) description.scale = scale;
  if (!std::isnan(offset)) description.offset = offset;
  if (within(native_message, 65536.0)) description.native_message = static_cast<std::uint16_t>(native_message);
  if (within(native_field, 256.0)) description.native_field = static_cast<std::uint8_t>(native_field);
  descriptions_[key] = description;
  for (Definition& definition : definitions_) definition.described = false;
}

/// How well a record fits where the decoder has lost its way: 3 alone is enough, -1 it does not. Moves `clock`.
int FitDecoder::plausibility(Bytes record, std::optional<std::uint32_t>& clock) const {
  constexpr std::uint8_t kTypeAsWritten = 0x9F;
  if (is_definition(record[0])) {
    if (record[2] > 1 || record[5] < 2) return -1;
    for (std::size_t i = 0; i < record[5]; ++i) {
      const Bytes field = record.subspan(6 + 3 * i);
      const std::uint8_t type = field[2] & kTypeBits, element = kFitSizes[type];
      // All types of more than a byte are written with bit 7, the others without.
      const bool as_written = (field[2] & kTypeAsWritten) == field[2] && ((field[2] & 0x80U) != 0) == (element > 1);
      if (element == 0 || field[1] == 0 || field[1] % element != 0 || !as_written) return -1;
    }
    return 3;
  }
  const Definition& definition = definitions_[local_type(record[0])];
  if (!definition.time_at) return (record[0] & 0x80U) != 0 ? 1 : 0;
  const std::uint32_t time = time_at(record, *definition.time_at, definition.big_endian);
  if (time == kNoTime || !clock || time < *clock || time - *clock > kDayOfClock) return -1;
  clock = time;
  return 2;
}

/// Whether the records of this file go on at the beginning of `rest`: whether up to four in a row make sense.
FitDecoder::Answer FitDecoder::continues(Bytes rest, bool last) const {
  const bool ends_here = last || (size_known_ && left_ <= rest.size());
  if (size_known_ && left_ < rest.size()) rest = rest.first(static_cast<std::size_t>(left_));
  std::optional<std::uint32_t> clock = steady_clock_;
  int score = 0;
  for (int records = 0; records < 4 && score < 4; ++records) {
    const bool checksum = last && !size_known_ && rest.size() == kFitChecksum;
    if (rest.empty() || checksum) return ends_here ? (score >= 2 ? Answer::kYes : Answer::kNo) : Answer::kNotYet;
    const std::size_t size = record_size(rest);
    if (size == 0) return Answer::kNo;
    if (size > rest.size()) return ends_here ? Answer::kNo : Answer::kNotYet;
    const int fits = plausibility(rest.first(size), clock);
    if (fits < 0) return Answer::kNo;
    if (fits == 3) return Answer::kYes;  // what follows it may be of a new kind
    score += fits;
    rest = rest.subspan(size);
  }
  return score >= 3 ? Answer::kYes : Answer::kNo;
}

/// Skips bytes until records make sense, or the file ends.
std::size_t FitDecoder::step_lost(Bytes rest, bool last) {
  std::size_t at = 0;
  for (; at < rest.size() && (last || rest.size() - at >= kFitLookahead); ++at) {
    const Bytes here = rest.subspan(at);
    if ((size_known_ && at == left_) || fit_file_follows(here)) {
      state_ = State::kRecords;
      break;
    }
    const std::uint64_t left = left_;
    left_ -= size_known_ ? at : 0;
    const Answer answer = continues(here, last);
    left_ = left;
    if (answer == Answer::kYes) state_ = State::kRecords;
    if (answer != Answer::kNo) break;
  }
  if (at > 0) remark(FitRemark::kLost, at);
  take(rest, at);
  return at == 0 && state_ == State::kRecords ? step(rest, last) : at;
}

}  // namespace formcast::intake
