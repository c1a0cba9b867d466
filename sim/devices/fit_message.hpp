#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// What a FIT file is made of: messages of numbered fields, each an array of one base type. Values are those of the
/// file, without scale or meaning (fit_profile.hpp).
namespace formcast::intake {

/// Base types, by the low five bits of the number in a definition; the others only repeat what these say.
enum class FitType : std::uint8_t {
  kEnum,
  kInt8,
  kUint8,
  kInt16,
  kUint16,
  kInt32,
  kUint32,
  kString,
  kFloat32,
  kFloat64,
  kUint8z,
  kUint16z,
  kUint32z,
  kByte = 13,
  kInt64,
  kUint64,
  kUint64z,
};

/// Bytes of one element by base type, 0 for the numbers that are none.
inline constexpr std::array<std::uint8_t, 32> kFitSizes{1, 1, 1, 2, 2, 4, 4, 1, 4, 8, 1, 2, 4, 1, 8, 8, 8};

/// What a file says about a field that an app on the device added (field_description, 206).
struct FitDescription {
  std::uint8_t type = 0x0D;  ///< as written in definitions
  std::string name, unit;
  double scale = 1.0, offset = 0.0;
  std::optional<std::uint16_t> native_message;
  std::optional<std::uint8_t> native_field;  ///< a hint only: files name fields of another unit
};

/// One field of a message. Points into the decoder's memory and is good until its visitor returns.
struct FitField {
  std::uint8_t number = 0;
  FitType type = FitType::kByte;
  bool big_endian = false;
  bool odd = false;  ///< of an unknown type, or of a size that is no multiple of it: bytes without meaning
  bool developer = false;
  const FitDescription* description = nullptr;  ///< of a developer field, where the file has one
  std::span<const std::uint8_t> bytes;

  std::size_t count() const { return bytes.size() / kFitSizes[static_cast<std::size_t>(type)]; }
  /// The bits of an element, and whether they are the ones that say "no value". `i` < count().
  std::uint64_t bits(std::size_t i) const;
  bool missing(std::size_t i) const;
  /// All elements are missing. A byte array has no value only where all its bytes are 0xFF.
  bool missing() const;
  /// An element as a number, not scaled; not a number where missing, out of range, a text or infinite.
  double value(std::size_t i = 0) const;
  /// The texts of a string field, between its NULs, as UTF-8: a character cut at the end is dropped, bytes that are
  /// none become U+FFFD, control characters are spelled out.
  std::vector<std::string> texts() const;
  /// The first of them, "" where there is none.
  std::string text() const;
};

struct FitMessage {
  std::uint16_t number = 0;           ///< global message number
  std::uint64_t offset = 0;           ///< of its first byte in the input
  std::optional<std::uint32_t> time;  ///< its own timestamp, or the compressed one of its header [s since 1989-12-31]
  std::span<const FitField> fields;
  /// Messages of a decoder with the same number here have the same fields: number, type, size, place and description.
  /// Its low four bits are the local type, so that of sixteen plans, one a local type, only a new definition replaces
  /// one.
  std::uint64_t layout = 0;

  /// The first field of a number that is not a developer's; nullptr where there is none.
  const FitField* find(std::uint8_t field) const;
};

}  // namespace formcast::intake
