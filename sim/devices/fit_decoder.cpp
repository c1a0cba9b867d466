#include "sim/devices/fit_decoder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "sim/devices/fit_bytes.hpp"

namespace formcast::intake {
namespace {

constexpr std::size_t kPiece = 1U << 12;  ///< what is copied at once [bytes]

/// Row r: what a byte adds to the checksum when r more bytes come after it.
constexpr std::size_t kStride = 8;
constexpr std::array<std::array<std::uint16_t, 256>, kStride> kChecksums = [] {
  std::array<std::array<std::uint16_t, 256>, kStride> table{};
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t value = byte;
    for (std::size_t row = 0; row < kStride; ++row) {
      for (int bit = 0; bit < 8; ++bit) value = (value & 1U) != 0 ? (value >> 1U) ^ 0xA001U : value >> 1U;
      table[row][byte] = static_cast<std::uint16_t>(value);
    }
  }
  return table;
}();

/// The definition of a file_id message, with which files begin.
bool is_file_id(std::span<const std::uint8_t> rest) {
  return rest.size() >= 6 && (rest[0] & 0xF0U) == 0x40 && rest[2] <= 1 && rest[3] == 0 && rest[4] == 0 && rest[5] > 0;
}

/// The size of a header without its signature, told by what follows it; 0 where nothing does.
std::size_t damaged_header(std::span<const std::uint8_t> rest) {
  for (const std::size_t size : {kFitLongHeader, kFitShortHeader}) {
    if (rest.size() > size && is_file_id(rest.subspan(size))) return size;
  }
  return 0;
}

}  // namespace

std::uint16_t fit_checksum(std::span<const std::uint8_t> bytes, std::uint16_t checksum) {
  std::uint32_t value = checksum;
  std::size_t at = 0;
  // Eight bytes at once, as one by one each waits for the one before.
  for (; at + kStride <= bytes.size(); at += kStride) {
    value ^= u16(bytes, at);
    value = kChecksums[7][value & 0xFFU] ^ kChecksums[6][value >> 8U] ^ kChecksums[5][bytes[at + 2]] ^
            kChecksums[4][bytes[at + 3]] ^ kChecksums[3][bytes[at + 4]] ^ kChecksums[2][bytes[at + 5]] ^
            kChecksums[1][bytes[at + 6]] ^ kChecksums[0][bytes[at + 7]];
  }
  for (; at < bytes.size(); ++at) value = (value >> 8U) ^ kChecksums[0][(value ^ bytes[at]) & 0xFFU];
  return static_cast<std::uint16_t>(value);
}

/// Reads the bytes where they lie; only what has to wait for more is copied.
void FitDecoder::feed(Bytes bytes) {
  while (!bytes.empty() && !pending_.empty()) {
    const Bytes piece = bytes.first(std::min(bytes.size(), kPiece));
    pending_.insert(pending_.end(), piece.begin(), piece.end());
    const std::size_t used = consume(pending_, false);
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(used));
    bytes = bytes.subspan(piece.size());
  }
  if (bytes.empty()) return;
  const Bytes rest = bytes.subspan(consume(bytes, false));
  pending_.assign(rest.begin(), rest.end());
}

void FitDecoder::finish() {
  if (in_file_ && !size_known_) find_checksum_at_end(pending_);
  consume(pending_, true);
  pending_.clear();
  if (in_file_) end_early({}, size_known_ ? left_ + kFitChecksum : 0);
}

/// Gives the bytes it has used.
std::size_t FitDecoder::consume(Bytes bytes, bool last) {
  std::size_t at = 0;
  while (const std::size_t used = step(bytes.subspan(at), last)) {
    at += used;
    offset_ += used;
  }
  return at;
}

/// Each step gives the bytes it has used, 0 where it needs more.
std::size_t FitDecoder::step(Bytes rest, bool last) {
  switch (state_) {
    case State::kHeader:
      return step_header(rest, last);
    case State::kSearch:
      return step_search(rest, last);
    case State::kRecords:
      return step_record(rest, last);
    case State::kLost:
      return step_lost(rest, last);
    case State::kChecksum:
      return step_checksum(rest, last);
  }
  return 0;
}

std::size_t FitDecoder::step_header(Bytes rest, bool last) {
  if (rest.empty() || (rest.size() < kFitLongHeader + 6 && !last)) return 0;
  if (has_fit_signature(rest) && rest[0] >= kFitShortHeader) {
    if (rest.size() < rest[0] && !last) return 0;
    if (rest.size() < rest[0]) return end_early(rest, rest[0] - rest.size());
    begin_file(rest.first(rest[0]));
    return rest[0];
  }
  if (const std::size_t size = files_ == 0 ? damaged_header(rest) : 0) {
    remark(FitRemark::kHeaderMended);
    begin_file(rest.first(size));
    return size;
  }
  state_ = State::kSearch;
  return step(rest, last);
}

/// What lies between files is not ours, up to the next header.
std::size_t FitDecoder::step_search(Bytes rest, bool last) {
  std::size_t at = 0;
  for (; at < rest.size() && (last || rest.size() - at >= kFitShortHeader); ++at) {
    if (!starts_fit_file(rest.subspan(at))) continue;
    state_ = State::kHeader;
    break;
  }
  if (at > 0) remark(FitRemark::kBytesOutside, at);
  return at == 0 && state_ == State::kHeader ? step(rest, last) : at;
}

void FitDecoder::begin_file(Bytes header) {
  if (in_file_) end_file();
  FitHeader shown{offset_, static_cast<std::uint8_t>(header.size()), 0.0, 0.0, u32(header, 4)};
  shown.protocol = (header[1] >> 4U) + (header[1] & 0xFU) / 10.0;
  const std::uint32_t profile = u16(header, 2);
  shown.profile = profile < 2200 ? profile / 100.0 : profile / 1000.0;
  if (header.size() >= kFitLongHeader) {
    const std::uint32_t checksum = u16(header, kFitShortHeader);
    if (checksum != 0 && checksum != fit_checksum(header.first(kFitShortHeader))) remark(FitRemark::kHeaderChecksum);
  }
  left_ = shown.data_size;
  size_known_ = shown.data_size > 0;
  if (!size_known_) remark(FitRemark::kNoSize);
  checksum_ = fit_checksum(header);
  for (Definition& definition : definitions_) definition.exists = false;
  descriptions_.clear();
  clock_.reset();
  steady_clock_.reset();
  in_file_ = true;
  state_ = State::kRecords;
  ++files_;
  visitor_->begin(shown);
}

void FitDecoder::end_file() {
  in_file_ = false;
  visitor_->end();
}

/// The input ends within a file.
std::size_t FitDecoder::end_early(Bytes rest, std::uint64_t missing) {
  if (missing > 0) remark_at(FitRemark::kTruncated, offset_ + rest.size(), static_cast<std::size_t>(missing));
  if (in_file_) end_file();
  state_ = State::kSearch;
  return rest.size();
}

/// A file of unknown size has a checksum only where its last two bytes are one.
void FitDecoder::find_checksum_at_end(Bytes rest) {
  if (rest.size() < kFitChecksum) return;
  const Bytes before = rest.first(rest.size() - kFitChecksum);
  if (fit_checksum(before, checksum_) != u16(rest, before.size())) return;
  left_ = before.size();
  size_known_ = true;
}

std::size_t FitDecoder::take(Bytes rest, std::size_t count) {
  checksum_ = fit_checksum(rest.first(count), checksum_);
  if (size_known_) left_ -= count;
  return count;
}

std::size_t FitDecoder::step_record(Bytes rest, bool last) {
  if (size_known_ && left_ == 0) {
    state_ = State::kChecksum;
    return step(rest, last);
  }
  if (rest.empty() || (rest.size() < kFitLookahead && !last)) return 0;
  if (fit_file_follows(rest)) {
    if (size_known_) remark(FitRemark::kWrongSize);
    state_ = State::kChecksum;
    return step(rest, last);
  }
  const std::size_t size = record_size(rest);
  if (size == 0) {
    state_ = State::kLost;
    return step(rest, last);
  }
  if (size_known_ && size > left_) return step_beyond(rest, last);
  if (rest.size() < size + (size_known_ ? 0 : kFitChecksum) && !last) return 0;
  if (rest.size() < size) return end_early(rest, size_known_ ? left_ + kFitChecksum - rest.size() : size - rest.size());
  const Bytes record = rest.first(size);
  if ((record[0] & 0xC0U) == 0x40) {
    define(record);
  } else {
    data(record);
  }
  return take(rest, size);
}

/// A record reaches beyond the data that the header announced: one of the two is wrong.
std::size_t FitDecoder::step_beyond(Bytes rest, bool last) {
  const auto left = static_cast<std::size_t>(left_);
  const std::size_t end = left + kFitChecksum;
  if (rest.size() < end + kFitLongHeader && !last) return 0;
  if (rest.size() < end) return end_early(rest, end - rest.size());
  const bool ends = rest.size() == end || starts_fit_file(rest.subspan(end)) ||
                    fit_checksum(rest.first(left), checksum_) == u16(rest, left);
  if (!ends) {
    remark(FitRemark::kWrongSize);
    size_known_ = false;
    if (last) find_checksum_at_end(rest);
    return step(rest, last);
  }
  remark(FitRemark::kLost, left);
  return take(rest, left);
}

std::size_t FitDecoder::step_checksum(Bytes rest, bool last) {
  if (rest.size() < kFitLookahead && !last) return 0;
  if (rest.size() < kFitChecksum) return end_early(rest, kFitChecksum - rest.size());
  const bool none = starts_fit_file(rest);
  const bool wrong = none || checksum_ != u16(rest, 0);
  if (wrong && !none && rest.size() > kFitChecksum && !starts_fit_file(rest.subspan(kFitChecksum))) {
    // No end of a file: its header was perhaps written when there was less of it.
    size_known_ = false;
    const Answer answer = continues(rest, last);
    size_known_ = answer != Answer::kYes;
    if (answer == Answer::kNotYet) return 0;
    if (answer == Answer::kYes) {
      remark(FitRemark::kWrongSize);
      state_ = State::kRecords;
      if (last) find_checksum_at_end(rest);
      return step(rest, last);
    }
  }
  if (wrong) remark(FitRemark::kChecksum);
  end_file();
  state_ = State::kHeader;
  return none ? step(rest, last) : kFitChecksum;
}

}  // namespace formcast::intake
