// What a decoder says of the bytes it has mended or skipped.

#include <algorithm>

#include "sim/base/language.hpp"
#include "sim/devices/fit_decoder.hpp"

namespace formcast::intake {
namespace {

std::string text(FitRemark remark, std::size_t count) {
  const auto times = [&](std::string_view what) {
    return count == 1 ? std::string(what) : tr("{} ({} times, first here)", what, count);
  };
  switch (remark) {
    case FitRemark::kBytesOutside:
      return tr("{} bytes outside the FIT file: ignored", count);
    case FitRemark::kHeaderMended:
      return tr("damaged header; a file_id follows, so it was taken for one");
    case FitRemark::kHeaderChecksum:
      return times(tr("the header's checksum is wrong; it was read all the same"));
    case FitRemark::kNoSize:
      return times(tr("the header says 0 bytes of data, as when power is lost: read to the end"));
    case FitRemark::kWrongSize:
      return times(tr("the data size in the header is wrong: read as long as records follow"));
    case FitRemark::kChecksum:
      return times(tr("the file's checksum is wrong: it was changed or damaged"));
    case FitRemark::kTruncated:
      return tr("the file ends early, {} bytes are missing; all before was read", count);
    case FitRemark::kLost:
      return tr("{} bytes between records make no sense: skipped", count);
    case FitRemark::kByteOrder:
      return times(tr("a definition's byte order is neither 0 nor 1: taken as little-endian"));
    case FitRemark::kUnknownType:
      return times(tr("a field of an unknown base type: skipped"));
    case FitRemark::kOddSize:
      return times(tr("a field whose size is no multiple of its type: skipped"));
    case FitRemark::kNoClock:
      return times(tr("a compressed timestamp before any full one: without a time"));
    case FitRemark::kNoDescription:
      return times(tr("an app's field without a description: skipped"));
    case FitRemark::kDescriptions:
      return times(tr("too many descriptions of apps' fields: ignored"));
  }
  return "";
}

}  // namespace

void FitDecoder::remark_at(FitRemark remark, std::uint64_t offset, std::size_t count) {
  Tally& tally = tallies_[static_cast<std::size_t>(remark)];
  if (tally.count == 0) tally.first = offset;
  tally.count += count;
}

std::vector<Note> FitDecoder::notes() const {
  std::vector<Note> result;
  for (std::size_t i = 0; i < tallies_.size(); ++i) {
    const auto& [count, first] = tallies_[i];
    if (count > 0) result.push_back({text(static_cast<FitRemark>(i), count), first, false});
  }
  std::ranges::stable_sort(result, {}, &Note::offset);
  return result;
}

}  // namespace formcast::intake
