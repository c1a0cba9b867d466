// Deflate unpacked in pieces, against libdeflate.
#include "sim/devices/inflate_pieces.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libdeflate.h>

#include <algorithm>
#include <bit>
#include <map>
#include <random>
#include <string>
#include <utility>

#include "sim/devices/archive.hpp"
#include "sim/devices/inflate.hpp"
#include "tests/sim/devices/mutations.hpp"
#include "tests/sim/devices/zip_writer.hpp"

namespace formcast::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

using Bytes = std::span<const std::uint8_t>;

ByteString packed(const ByteString& bytes, int level) {
  libdeflate_compressor* const compressor = libdeflate_alloc_compressor(level);
  ByteString result(libdeflate_deflate_compress_bound(compressor, bytes.size()));
  result.resize(libdeflate_deflate_compress(compressor, bytes.data(), bytes.size(), result.data(), result.size()));
  libdeflate_free_compressor(compressor);
  return result;
}

struct Inflated {
  InflateEnd end = InflateEnd::kDamaged;
  ByteString bytes;
  std::size_t largest = 0;  ///< piece
};

Inflated inflated(const ByteString& stream, std::size_t piece = 1000, std::size_t most = SIZE_MAX) {
  Inflated result;
  std::size_t at = 0;
  const auto next = [&] {
    const Bytes all(stream);
    const Bytes part = all.subspan(at, std::min(piece, all.size() - at));
    at += part.size();
    return part;
  };
  result.end = inflate_pieces(next, [&](Bytes bytes) {
    result.bytes.insert(result.bytes.end(), bytes.begin(), bytes.end());
    result.largest = std::max(result.largest, bytes.size());
    return result.bytes.size() < most;
  });
  return result;
}

/// Contents that make deflate use each kind of block, long codes, and matches near and far.
std::map<std::string, ByteString> contents() {
  std::map<std::string, ByteString> all;
  std::mt19937 random(7);
  all["nothing"] = {};
  all["a letter"] = {'a'};
  all["one letter"] = ByteString(300000, 'a');
  for (int i = 0; i < 200000; ++i) all["noise"].push_back(static_cast<std::uint8_t>(random()));
  for (int i = 0; i < 300000; ++i) {  // geometric: codes from 1 to 15 bits
    all["skewed"].push_back(static_cast<std::uint8_t>(std::min(40, std::countl_zero(random() | 1U) * 2 + i % 2)));
  }
  for (int i = 0; i < 9000; ++i)
    put(all["text"], "<Record type=\"heart rate\" value=\"" + std::to_string(random() % 200) + "\"/>\n");
  all["far"] = all["noise"];
  all["far"].resize(32768);
  const ByteString first = all["far"];
  put(all["far"], first);
  return all;
}

TEST(InflatePieces, GivesWhatWasPacked) {
  for (const auto& [name, bytes] : contents()) {
    for (const int level : {0, 1, 6, 12}) {
      const ByteString stream = packed(bytes, level);
      for (const std::size_t piece : {std::size_t{1}, std::size_t{1000}, std::size_t{1} << 20U}) {
        const Inflated result = inflated(stream, piece);
        ASSERT_EQ(result.end, InflateEnd::kWhole) << name << level;
        ASSERT_TRUE(result.bytes == bytes) << name << level;
        EXPECT_LE(result.largest, 66000U);
      }
    }
  }
}

TEST(InflatePieces, SaysWhatEndedIt) {
  const ByteString text = contents()["text"];
  ByteString stream = packed(text, 6);
  const Inflated stopped = inflated(stream, 1000, 100000);
  EXPECT_EQ(stopped.end, InflateEnd::kStopped);
  EXPECT_LT(stopped.bytes.size(), 200000U);
  stream.resize(stream.size() / 2);
  const Inflated cut = inflated(stream);
  EXPECT_EQ(cut.end, InflateEnd::kCutShort);
  EXPECT_TRUE(std::equal(cut.bytes.begin(), cut.bytes.end(), text.begin()));
  EXPECT_GT(cut.bytes.size(), text.size() / 3) << "what came before is there";
  EXPECT_EQ(inflated({}).end, InflateEnd::kCutShort);
  EXPECT_EQ(inflated({7}).end, InflateEnd::kDamaged) << "there is no fourth kind of block";
}

/// libdeflate lets a little more pass, such as lengths of symbols that no stream may use.
TEST(InflatePieces, WhatIsWholeIsWholeToLibdeflate) {
  ByteString text = contents()["text"];
  text.resize(3000);
  for (const int level : {0, 6}) {
    on_damaged_copies(packed(text, level), 4000, [&](const ByteString& stream) {
      const Inflated ours = inflated(stream, 100, 1U << 20U);
      if (ours.end != InflateEnd::kWhole) return;
      const auto theirs = inflate(stream, ours.bytes.size());
      ASSERT_TRUE(theirs && *theirs == ours.bytes);
    });
  }
}

/// Keeps what it is given of files whose names end in ".xml".
class XmlPieces final : public PieceVisitor {
 public:
  bool begin(std::string_view named, Bytes head) override {
    if (!named.ends_with(".xml")) return false;
    EXPECT_GE(head.size(), 65536U);
    name_ = named;
    now_.clear();
    return true;
  }
  bool piece(Bytes bytes) override {
    now_.insert(now_.end(), bytes.begin(), bytes.end());
    return true;
  }
  bool end() override {
    files[name_] = now_;
    return true;
  }
  std::map<std::string, ByteString> files;

 private:
  std::string name_;
  ByteString now_;
};

TEST(Archive, LargeEntriesAreTakenInPieces) {
  const ByteString text = contents()["text"];
  ByteString large;
  while (large.size() < 3000000U) put(large, text);
  ZipWriter zip;
  zip.add({.name = "large.xml", .bytes = large, .deflate = true});
  zip.add({.name = "stored.xml", .bytes = large});
  zip.add({.name = "small.xml", .bytes = {1, 2, 3}, .deflate = true});
  zip.add({.name = "large.csv", .bytes = large, .deflate = true});
  zip.add({.name = "damaged.xml", .bytes = large, .deflate = true, .crc_error = 1});
  zip.add({.name = "lies.xml", .bytes = large, .deflate = true, .claimed = large.size() - 1});
  XmlPieces pieces;
  std::map<std::string, std::size_t> files;
  ArchiveLimits limits;
  limits.most_in_entry = large.size();
  const auto visit = [&](std::string_view named, Bytes bytes) {
    return files[std::string(named)] = bytes.size(), true;
  };
  std::vector<Note> notes = walk_archive(MemorySource(zip.finished()), "x.zip", visit, limits, &pieces);
  EXPECT_THAT(pieces.files, SizeIs(2));
  EXPECT_TRUE(pieces.files["x.zip/large.xml"] == large);
  EXPECT_TRUE(pieces.files["x.zip/stored.xml"] == large);
  EXPECT_THAT(files, ElementsAre(testing::Pair("x.zip/large.csv", large.size()), testing::Pair("x.zip/small.xml", 3U)));
  ASSERT_THAT(notes, SizeIs(2));
  EXPECT_THAT(notes[0].text, HasSubstr("x.zip/damaged.xml: it is damaged: its checksum differs"));
  EXPECT_THAT(notes[1].text, HasSubstr("x.zip/lies.xml: it is damaged: its data cannot be unpacked"));
  limits.most_in_entry = 1U << 20U;
  files.clear();
  notes = walk_archive(MemorySource(zip.finished()), "x.zip", visit, limits, &pieces);
  EXPECT_THAT(files, SizeIs(1));
  EXPECT_THAT(notes[0].text, HasSubstr("x.zip/large.csv: it claims to hold 3 MB, more than the 1 MB that are read"));
  EXPECT_THAT(pieces.files, SizeIs(2)) << "of any size";
}

}  // namespace
}  // namespace formcast::intake
