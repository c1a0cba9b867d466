// Records of a FIT file: definitions, data, the fields that apps add.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/intake/fit_bytes.hpp"
#include "sim/intake/fit_decoder.hpp"

namespace formcast::intake {
namespace {

constexpr std::uint8_t kTimestamp = 253;
constexpr std::uint16_t kFieldDescription = 206;
constexpr std::size_t kMostDescriptions = 4096;  // a file has a few; memory stays bounded
constexpr std::uint8_t kTypeBits = 0x1F, kUint32 = 6, kByte = 13;
constexpr std::uint32_t kNoTime = 0xFFFFFFFF, kDay = 86400;

bool is_definition(std::uint8_t header) { return (header & 0xC0U) == 0x40; }
bool has_developer_fields(std::uint8_t header) { return (header & 0x20U) != 0; }

/// The slot that a record header names, two bits of it where the header holds a time as well.
std::size_t local_type(std::uint8_t header) { return (header & 0x80U) != 0 ? (header >> 5U) & 3U : header & 0xFU; }

std::uint32_t number_at(std::span<const std::uint8_t> bytes, std::size_t at, bool big) {
  return big ? big_u32(bytes, at) : u32(bytes, at);
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
  definition.big_endian = record[2] == 1;
  definition.number = static_cast<std::uint16_t>(definition.big_endian ? big_u16(record, 3) : u16(record, 3));
  definition.size = 0;
  definition.time_at.reset();
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
  Layout layout{field[0], kByte, size, developer, developer, 0, definition.size};
  definition.size += size;
  if (developer) {
    layout.developer_index = field[2];
  } else {
    const std::uint8_t type = field[2] & kTypeBits;
    const std::uint8_t element = kFitSizes[type];
    layout.odd = element == 0 || size % element != 0;
    if (element == 0) remark(FitRemark::kUnknownType);
    if (element != 0 && layout.odd) remark(FitRemark::kOddSize);
    if (!layout.odd) layout.type = type;
    if (layout.number == kTimestamp && type == kUint32 && size == 4) definition.time_at = layout.at;
  }
  definition.fields.push_back(layout);
}

std::optional<std::uint32_t> FitDecoder::clock(const Definition& definition, Bytes record) {
  if (definition.time_at) {
    const std::uint32_t time = number_at(record, 1 + *definition.time_at, definition.big_endian);
    if (time != kNoTime) {
      // A time of another day may be damage; records after it may still go on from the one before.
      if (!clock_ || time - *clock_ <= kDay || *clock_ - time <= kDay) steady_clock_ = time;
      return clock_ = time;
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
  const Definition& definition = definitions_[local_type(record[0])];
  FitMessage message{definition.number, offset_, clock(definition, record), {}};
  fields_.resize(definition.fields.size());
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    const Layout& layout = definition.fields[i];
    FitField& field = fields_[i];
    field.number = layout.number;
    field.type = static_cast<FitType>(layout.type);
    field.big_endian = definition.big_endian;
    field.odd = layout.odd;
    field.developer = layout.developer;
    field.description = nullptr;
    field.bytes = record.subspan(1 + layout.at, layout.size);
    if (layout.developer) describe(field, layout.developer_index);
  }
  message.fields = fields_;
  ++messages_;
  if (message.number == kFieldDescription) read_description(message);
  visitor_->message(message);
}

/// Looked up with each message, as descriptions may come after the definition and may change.
void FitDecoder::describe(FitField& field, std::uint8_t developer_index) {
  const auto found = descriptions_.find(static_cast<std::uint16_t>(developer_index * 256 + field.number));
  if (found == descriptions_.end()) return remark(FitRemark::kNoDescription);
  field.description = &found->second;
  const std::uint8_t type = found->second.type & kTypeBits;
  field.odd = kFitSizes[type] == 0 || field.bytes.size() % kFitSizes[type] != 0;
  if (field.odd) return remark(FitRemark::kOddSize);
  field.type = static_cast<FitType>(type);
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
  const std::uint32_t time = number_at(record, 1 + *definition.time_at, definition.big_endian);
  if (time == kNoTime || !clock || time < *clock || time - *clock > kDay) return -1;
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
