#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/devices/fit_message.hpp"
#include "sim/sessions/session.hpp"

/// The container of FIT files: headers, checksums, chained files, definitions and data. Written from published facts;
/// no part of any vendor's kit is used or needed.
namespace formcast::intake {

/// The header of a file, or of one in a chain.
struct FitHeader {
  std::uint64_t offset = 0;
  std::uint8_t size = 0;                 ///< [bytes]
  double protocol = 0.0, profile = 0.0;  ///< versions, such as 2.0 and 21.217
  std::uint32_t data_size = 0;           ///< [bytes]; 0 where the device lost power
};

/// Receives what a decoder finds, in the order of the input.
class FitVisitor {
 public:
  virtual ~FitVisitor() = default;
  /// A file begins: local definitions, clocks and accumulators start from nothing.
  virtual void begin(const FitHeader&) {}
  virtual void message(const FitMessage&) = 0;
  /// It ended, whole or not.
  virtual void end() {}

 protected:
  FitVisitor() = default;
  FitVisitor(const FitVisitor&) = default;
  FitVisitor& operator=(const FitVisitor&) = default;
};

/// What decoders mend or skip. Each has one note, with a count.
enum class FitRemark : std::uint8_t {
  kBytesOutside,
  kHeaderMended,
  kHeaderChecksum,
  kNoSize,
  kWrongSize,
  kChecksum,
  kTruncated,
  kLost,
  kByteOrder,
  kUnknownType,
  kOddSize,
  kNoClock,
  kNoDescription,
  kDescriptions,
};

/// Decodes bytes as they come; the messages do not depend on how the bytes are cut. Holds at most four messages
/// and sixteen definitions (1 MB), whatever the size of the file. Never throws because of the bytes: it skips what it
/// cannot read and goes on where messages follow each other again.
class FitDecoder {
 public:
  explicit FitDecoder(FitVisitor& visitor) : visitor_(&visitor) {}

  void feed(std::span<const std::uint8_t> bytes);
  /// No more bytes will come.
  void finish();

  /// What was mended or skipped, in the order of the first offsets.
  std::vector<Note> notes() const;
  std::size_t count(FitRemark remark) const { return tallies_[static_cast<std::size_t>(remark)].count; }
  std::uint32_t files() const { return files_; }
  std::uint64_t messages() const { return messages_; }

 private:
  using Bytes = std::span<const std::uint8_t>;
  enum class State { kHeader, kSearch, kRecords, kLost, kChecksum };
  enum class Answer { kYes, kNo, kNotYet };

  /// Where a field is found.
  struct Place {
    std::uint32_t at;  ///< in the message, after its header byte
    std::uint8_t size, developer_index;
  };
  /// What a definition says, worked out once for all messages that it lays out.
  struct Definition {
    bool exists = false, big_endian = false;
    bool described = false;  ///< developer fields have met their descriptions since one of these has changed
    std::uint16_t number = 0;
    std::uint32_t size = 0;                                       ///< of the data, without the header byte
    std::optional<std::uint32_t> time_at;                         ///< of its timestamp
    std::vector<Place> places;                                    ///< (fields)
    std::vector<FitField> fields;                                 ///< without the bytes, which each message sets
    std::uint64_t layout = 0;                                     ///< FitMessage::layout
    std::size_t without_description = 0, odd_in_description = 0;  ///< developer fields
  };
  struct Tally {
    std::size_t count = 0;
    std::uint64_t first = 0;
  };

  std::size_t consume(Bytes bytes, bool last);
  std::size_t step(Bytes rest, bool last);
  std::size_t step_header(Bytes rest, bool last);
  std::size_t step_search(Bytes rest, bool last);
  std::size_t step_record(Bytes rest, bool last);
  std::size_t step_lost(Bytes rest, bool last);
  std::size_t step_checksum(Bytes rest, bool last);
  std::size_t step_beyond(Bytes rest, bool last);
  void begin_file(Bytes header);
  void end_file();
  std::size_t end_early(Bytes rest, std::uint64_t missing);
  std::size_t take(Bytes rest, std::size_t count);
  void find_checksum_at_end(Bytes rest);

  static std::size_t definition_size(Bytes rest);
  std::size_t record_size(Bytes rest) const;
  Answer continues(Bytes rest, bool last) const;
  int plausibility(Bytes record, std::optional<std::uint32_t>& clock) const;

  void define(Bytes record);
  void add_field(Definition& definition, Bytes field, bool developer);
  void data(Bytes record);
  std::optional<std::uint32_t> clock(const Definition& definition, Bytes record);
  void describe(Definition& definition);
  void read_description(const FitMessage& message);
  void remark(FitRemark remark, std::size_t count = 1) { remark_at(remark, offset_, count); }
  void remark_at(FitRemark remark, std::uint64_t offset, std::size_t count);

  FitVisitor* visitor_;
  State state_ = State::kHeader;
  std::vector<std::uint8_t> pending_;  ///< fed, but more is needed to read it
  std::uint64_t offset_ = 0;           ///< of the first byte not consumed
  bool in_file_ = false;
  std::uint64_t left_ = 0;  ///< data of the file not consumed [bytes], where its size is known
  bool size_known_ = false;
  std::uint16_t checksum_ = 0;
  std::array<Definition, 16> definitions_;
  std::optional<std::uint32_t> clock_;
  std::optional<std::uint32_t> steady_clock_;             ///< without jumps of more than a day
  std::map<std::uint16_t, FitDescription> descriptions_;  ///< by developer index * 256 + field
  std::uint64_t layouts_ = 0;
  std::uint32_t files_ = 0;
  std::uint64_t messages_ = 0;
  std::array<Tally, 14> tallies_{};
};

/// The CRC-16 of FIT files (polynomial 0xA001), continued from `checksum`.
std::uint16_t fit_checksum(std::span<const std::uint8_t> bytes, std::uint16_t checksum = 0);

/// Decodes a whole file at once.
inline void decode_fit(FitDecoder& decoder, std::span<const std::uint8_t> bytes) {
  decoder.feed(bytes);
  decoder.finish();
}

}  // namespace formcast::intake
