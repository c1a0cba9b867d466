#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sim/devices/fit_decoder.hpp"

/// Writes FIT files byte by byte, also those that no device should write.
namespace formcast::intake::testing_fit {

using Bytes = std::vector<std::uint8_t>;

/// Base types as written in definitions.
inline constexpr std::uint8_t kEnum = 0x00, kS8 = 0x01, kU8 = 0x02, kS16 = 0x83, kU16 = 0x84, kS32 = 0x85, kU32 = 0x86,
                              kText = 0x07, kF32 = 0x88, kF64 = 0x89, kU8z = 0x0A, kU16z = 0x8B, kU32z = 0x8C,
                              kRaw = 0x0D, kS64 = 0x8E, kU64 = 0x8F, kU64z = 0x90;

/// A moment on 23 June 2026, in FIT's seconds, a multiple of 32.
inline constexpr std::uint32_t kMoment = 1151150080;

/// "No value" of whatever type.
inline constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

struct FieldSpec {
  std::uint8_t number, type;
  int size = -1;  ///< -1: one element [bytes]
};

struct AppFieldSpec {
  std::uint8_t number;
  int size;
  std::uint8_t app;
};

/// The values of a field: numbers, or bytes of a text.
struct Values {
  // Implicit, so that records read like tables.
  Values(double number) : numbers{number} {}                             // NOLINT
  Values(int number) : Values(static_cast<double>(number)) {}            // NOLINT
  Values(std::uint32_t number) : Values(static_cast<double>(number)) {}  // NOLINT
  Values(std::initializer_list<double> several) : numbers(several) {}    // NOLINT
  Values(const char* bytes) : text(bytes), is_text(true) {}              // NOLINT
  Values(std::string bytes) : text(std::move(bytes)), is_text(true) {}   // NOLINT
  std::vector<double> numbers;
  std::string text;
  bool is_text = false;
};

struct FileShape {
  int header = 14;           ///< size [bytes], at least 12
  int header_checksum = -1;  ///< -1: the right one
  std::int64_t data_size = -1;
  int checksum = -1;
  bool with_checksum = true;
  std::uint16_t profile = 2199;
  std::string signature = ".FIT";
};

inline std::uint64_t no_value(std::uint8_t type) {
  switch (type) {
    case kS8:
      return 0x7F;
    case kS16:
      return 0x7FFF;
    case kS32:
      return 0x7FFFFFFF;
    case kS64:
      return 0x7FFFFFFFFFFFFFFF;
    case kU8z:
    case kU16z:
    case kU32z:
    case kU64z:
    case kText:
      return 0;
    default:
      return ~0ULL;
  }
}

inline std::uint64_t bits_of(double value, std::uint8_t type) {
  if (std::isnan(value)) return no_value(type);
  if (type == kF32) return std::bit_cast<std::uint32_t>(static_cast<float>(value));
  if (type == kF64) return std::bit_cast<std::uint64_t>(value);
  return value < 0.0 ? static_cast<std::uint64_t>(static_cast<std::int64_t>(value)) : static_cast<std::uint64_t>(value);
}

class FitFile {
 public:
  explicit FitFile(FileShape shape = {}) : shape_(std::move(shape)) {}

  FitFile& define(int local, std::uint16_t number, std::vector<FieldSpec> fields, bool big_endian = false,
                  const std::vector<AppFieldSpec>& app_fields = {}, std::uint8_t reserved = 0, int architecture = -1) {
    Definition& definition = definitions_[local];
    definition = {big_endian, {}};
    put(static_cast<std::uint8_t>(0x40 | (app_fields.empty() ? 0 : 0x20) | local));
    put(reserved);
    put(static_cast<std::uint8_t>(architecture >= 0 ? architecture : (big_endian ? 1 : 0)));
    number_bytes(number, 2, big_endian);
    put(static_cast<std::uint8_t>(fields.size()));
    for (FieldSpec& field : fields) {
      if (field.size < 0) field.size = std::max<int>(1, kFitSizes[field.type & 0x1F]);
      put(field.number);
      put(static_cast<std::uint8_t>(field.size));
      put(field.type);
      definition.fields.push_back({field.type, field.size});
    }
    if (app_fields.empty()) return *this;
    put(static_cast<std::uint8_t>(app_fields.size()));
    for (const AppFieldSpec& field : app_fields) {
      put(field.number);
      put(static_cast<std::uint8_t>(field.size));
      put(field.app);
      definition.fields.push_back({0xFF, field.size});
    }
    return *this;
  }

  FitFile& data(int local, const std::vector<Values>& values) {
    return record(static_cast<std::uint8_t>(local), local, values);
  }

  /// With a time of five bits in the header; local types 0 to 3.
  FitFile& compressed(int local, std::uint32_t time, const std::vector<Values>& values) {
    return record(static_cast<std::uint8_t>(0x80 | (local << 5) | static_cast<int>(time & 0x1F)), local, values);
  }

  /// Data under any header byte, laid out as `local`.
  FitFile& record(std::uint8_t header, int local, const std::vector<Values>& values) {
    put(header);
    const Definition& definition = definitions_.at(local);
    for (std::size_t i = 0; i < definition.fields.size(); ++i) field(definition, i, values.at(i));
    return *this;
  }

  FitFile& raw(const Bytes& bytes) {
    data_.insert(data_.end(), bytes.begin(), bytes.end());
    return *this;
  }

  std::size_t size() const { return data_.size(); }

  Bytes bytes() const {
    const auto size =
        static_cast<std::uint32_t>(shape_.data_size >= 0 ? shape_.data_size : static_cast<std::int64_t>(data_.size()));
    Bytes out{static_cast<std::uint8_t>(shape_.header), 0x20, static_cast<std::uint8_t>(shape_.profile & 0xFF),
              static_cast<std::uint8_t>(shape_.profile >> 8)};
    for (int byte = 0; byte < 4; ++byte) out.push_back(static_cast<std::uint8_t>(size >> (8 * byte)));
    out.insert(out.end(), shape_.signature.begin(), shape_.signature.end());
    if (shape_.header >= 14) two_bytes(out, shape_.header_checksum >= 0 ? shape_.header_checksum : fit_checksum(out));
    out.resize(static_cast<std::size_t>(shape_.header), 0);
    out.insert(out.end(), data_.begin(), data_.end());
    if (shape_.with_checksum) two_bytes(out, shape_.checksum >= 0 ? shape_.checksum : fit_checksum(out));
    return out;
  }

 private:
  struct Laid {
    std::uint8_t type;
    int size;
  };
  struct Definition {
    bool big_endian = false;
    std::vector<Laid> fields;
  };

  static void two_bytes(Bytes& out, int value) {
    out.push_back(static_cast<std::uint8_t>(value & 0xFF));
    out.push_back(static_cast<std::uint8_t>(value >> 8));
  }

  void put(std::uint8_t byte) { data_.push_back(byte); }

  void number_bytes(std::uint64_t bits, int count, bool big_endian) {
    for (int i = 0; i < count; ++i) put(static_cast<std::uint8_t>(bits >> (8 * (big_endian ? count - 1 - i : i))));
  }

  void field(const Definition& definition, std::size_t index, const Values& values) {
    const auto& [type, size] = definition.fields[index];
    if (values.is_text) {
      for (int i = 0; i < size; ++i) {
        const auto at = static_cast<std::size_t>(i);
        put(at < values.text.size() ? static_cast<std::uint8_t>(values.text[at]) : std::uint8_t{0});
      }
      return;
    }
    // Of an app's field or an unknown type: bytes.
    const int element = type == 0xFF || kFitSizes[type & 0x1F] == 0 ? 1 : kFitSizes[type & 0x1F];
    for (int i = 0; i < size / element; ++i) {
      const auto at = static_cast<std::size_t>(i);
      number_bytes(bits_of(at < values.numbers.size() ? values.numbers[at] : kNone, type), element,
                   definition.big_endian);
    }
    for (int i = 0; i < size % element; ++i) put(0xEE);
  }

  FileShape shape_;
  Bytes data_;
  std::map<int, Definition> definitions_;
};

inline Bytes operator+(Bytes a, const Bytes& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

inline Bytes cut(const Bytes& bytes, std::size_t size) {
  return {bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size)};
}

/// A file_id message of an activity by a Garmin Edge 520, in local type 0.
inline void add_file_id(FitFile& file, double type = 4) {
  file.define(0, 0, {{0, kEnum}, {1, kU16}, {2, kU16}, {4, kU32}}).data(0, {type, 1, 2067, kMoment});
}

/// A message as a test sees it.
struct Seen {
  std::uint16_t number;
  std::uint64_t offset;
  double time;  ///< NaN where it has none
  std::map<int, std::vector<double>> fields;
  std::map<int, std::vector<std::string>> texts;
  std::map<int, std::vector<double>> app_fields;
  std::map<int, std::string> app_names;

  double operator[](int field) const {
    const auto found = fields.find(field);
    return found == fields.end() || found->second.empty() ? kNone : found->second[0];
  }
};

/// Keeps what a decoder finds.
class Keeper : public FitVisitor {
 public:
  void begin(const FitHeader& header) override { headers.push_back(header); }
  void message(const FitMessage& message) override {
    Seen seen{message.number, message.offset, message.time ? *message.time : kNone, {}, {}, {}, {}};
    for (const FitField& field : message.fields) {
      if (field.developer && field.description != nullptr) seen.app_names[field.number] = field.description->name;
      std::vector<double>& values = (field.developer ? seen.app_fields : seen.fields)[field.number];
      for (std::size_t i = 0; i < field.count(); ++i) values.push_back(field.value(i));
      if (field.type == FitType::kString) seen.texts[field.number] = field.texts();
    }
    messages.push_back(seen);
  }
  void end() override { ++ends; }

  /// Those of one kind.
  std::vector<Seen> of(std::uint16_t number) const {
    std::vector<Seen> result;
    for (const Seen& seen : messages) {
      if (seen.number == number) result.push_back(seen);
    }
    return result;
  }

  std::vector<FitHeader> headers;
  std::vector<Seen> messages;
  std::vector<Note> notes;
  int ends = 0;
};

inline Keeper decode(const Bytes& bytes, std::size_t piece = 0) {
  Keeper keeper;
  FitDecoder decoder(keeper);
  const std::span<const std::uint8_t> all(bytes);
  for (std::size_t at = 0; piece > 0 && at < all.size(); at += piece) {
    decoder.feed(all.subspan(at, std::min(piece, all.size() - at)));
  }
  if (piece == 0) decoder.feed(all);
  decoder.finish();
  keeper.notes = decoder.notes();
  return keeper;
}

/// Notes as "offset: text".
inline std::vector<std::string> texts(const std::vector<Note>& notes) {
  std::vector<std::string> result;
  for (const Note& note : notes) result.push_back(std::to_string(note.offset) + ": " + note.text);
  return result;
}

}  // namespace formcast::intake::testing_fit
