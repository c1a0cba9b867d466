#include "sim/devices/archive.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <libdeflate.h>

#include <algorithm>
#include <map>
#include <random>

#include "sim/base/input_error.hpp"
#include "sim/devices/inflate.hpp"
#include "tests/sim/devices/zip_writer.hpp"

namespace formcast::intake {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

const ByteString kText = bytes_of("a ride of our own, a ride of our own, a ride of our own");

struct Walked {
  std::map<std::string, ByteString> files;
  std::vector<Note> notes;
};

Walked walk(const ByteString& bytes, const ArchiveLimits& limits = {}) {
  Walked walked;
  walked.notes = walk_archive(
      bytes, "export.zip",
      [&](std::string_view named, std::span<const std::uint8_t> file) {
        walked.files[std::string(named)] = {file.begin(), file.end()};
        return true;
      },
      limits);
  return walked;
}

auto note(const std::string& part) { return Contains(Field(&Note::text, HasSubstr(part))); }

ByteString zip_of(const std::vector<ZipFile>& files) {
  ZipWriter zip;
  for (const ZipFile& file : files) zip.add(file);
  return zip.finished();
}

TEST(Inflate, GivesTheExpectedSizeOrNothing) {
  const ByteString packed = deflated(kText);
  EXPECT_EQ(inflate(packed, kText.size()), kText);
  EXPECT_EQ(inflate(packed, kText.size() - 1), std::nullopt);
  EXPECT_EQ(inflate(packed, kText.size() + 1), std::nullopt);
  EXPECT_EQ(inflate({}, 10), std::nullopt);
  EXPECT_EQ(inflate(deflated({}), 0), ByteString());
}

TEST(Crc32, OfTheCheckString) { EXPECT_EQ(crc32(bytes_of("123456789")), 0xCBF43926U); }

TEST(Zip, StoredAndDeflatedEntries) {
  const Walked w = walk(zip_of({{.name = "stored.fit", .bytes = kText},
                                {.name = "folder/", .bytes = {}},
                                {.name = "folder/deflated.tcx", .bytes = kText, .deflate = true},
                                {.name = "empty.gpx", .bytes = {}}}));
  EXPECT_THAT(w.files,
              ElementsAre(Pair("export.zip/empty.gpx", ByteString()), Pair("export.zip/folder/deflated.tcx", kText),
                          Pair("export.zip/stored.fit", kText)));
  EXPECT_THAT(w.notes, IsEmpty());
}

TEST(Zip, DescriptorsAndSizesOf64Bits) {
  ZipWriter zip;
  zip.add({.name = "a", .bytes = kText, .deflate = true, .descriptor = true});
  zip.add({.name = "b", .bytes = kText, .descriptor = true, .zip64 = true});
  zip.add({.name = "c", .bytes = kText, .deflate = true, .zip64 = true});
  for (const bool zip64 : {false, true}) {
    const ByteString bytes = zip.finished(zip64, "a comment");
    EXPECT_THAT(list_zip(bytes).notes, IsEmpty());
    EXPECT_THAT(walk(bytes).files,
                ElementsAre(Pair("export.zip/a", kText), Pair("export.zip/b", kText), Pair("export.zip/c", kText)));
  }
}

TEST(Zip, SomethingBeforeTheArchive) {
  for (const bool zip64 : {false, true}) {
    ZipWriter zip;
    zip.add({.name = "a", .bytes = kText});
    ByteString bytes = bytes_of("PK\3\4 a program that unpacks itself");
    put(bytes, zip.finished(zip64));
    EXPECT_THAT(walk(bytes).files, ElementsAre(Pair("export.zip/a", kText)));
  }
}

TEST(Zip, NamesInUtf8AndCodePage437) {
  const ByteString zip = zip_of({{.name = "B\xC3\xBC\x63her.fit", .bytes = kText, .flags = 0x0800},
                                 {.name = "f\x81r \x9A\x62ung.fit", .bytes = kText},
                                 {.name = "unmarked \xC3\xBC.fit", .bytes = kText},
                                 {.name = "back\\slash.fit", .bytes = kText}});
  const ZipDirectory directory = list_zip(zip);
  ASSERT_THAT(directory.entries, SizeIs(4));
  EXPECT_EQ(directory.entries[0].name, "B\u00FCcher.fit");
  EXPECT_EQ(directory.entries[1].name, "f\u00FCr \u00DCbung.fit");
  EXPECT_EQ(directory.entries[2].name, "unmarked \u00FC.fit");
  EXPECT_EQ(directory.entries[3].name, "back/slash.fit");
}

TEST(Zip, WhatCannotBeReadIsNamedAndTheRestRead) {
  const Walked w = walk(zip_of({{.name = "secret.fit", .bytes = kText, .flags = 1},
                                {.name = "zstd.fit", .bytes = kText, .method = 93},
                                {.name = "damaged.fit", .bytes = kText, .deflate = true, .crc_error = 1},
                                {.name = "good.fit", .bytes = kText}}));
  EXPECT_THAT(w.files, ElementsAre(Pair("export.zip/good.fit", kText)));
  EXPECT_THAT(w.notes, note("secret.fit: it is encrypted"));
  EXPECT_THAT(w.notes, note("zstd.fit: it is packed by Zstandard"));
  EXPECT_THAT(w.notes, note("damaged.fit: it is damaged: its checksum differs"));
}

TEST(Zip, ArchivesInsideAndWhatSystemsAdd) {
  const ByteString inner = zip_of({{.name = "1.fit.gz", .bytes = gzip_of(kText)}, {.name = "2.fit", .bytes = kText}});
  const Walked w = walk(zip_of({{.name = "UploadedFiles_1.zip", .bytes = inner, .deflate = true},
                                {.name = "activities/3.gpx.gz", .bytes = gzip_of(kText, "other name.gpx")},
                                {.name = "__MACOSX/._2.fit", .bytes = kText},
                                {.name = "activities/._3.fit", .bytes = kText},
                                {.name = ".DS_Store", .bytes = kText}}));
  EXPECT_THAT(w.files, ElementsAre(Pair("export.zip/UploadedFiles_1.zip/1.fit", kText),
                                   Pair("export.zip/UploadedFiles_1.zip/2.fit", kText),
                                   Pair("export.zip/activities/3.gpx", kText)));
}

TEST(Zip, DepthIsBounded) {
  ByteString zip = zip_of({{.name = "ride.fit", .bytes = kText}});
  for (int i = 0; i < 6; ++i) zip = zip_of({{.name = "inner.zip", .bytes = zip}});
  const Walked w = walk(zip);
  EXPECT_THAT(w.files, IsEmpty());
  EXPECT_THAT(w.notes, note("archives inside 3 others are not opened"));
}

TEST(Zip, CutShortItsFirstEntriesAreComplete) {
  const ByteString whole = zip_of({{.name = "1.fit", .bytes = kText, .deflate = true, .descriptor = true},
                                   {.name = "2.fit", .bytes = kText},
                                   {.name = "3.fit", .bytes = kText}});
  const ByteString cut(whole.begin(), whole.begin() + 220);
  const Walked w = walk(cut);
  EXPECT_THAT(w.files, ElementsAre(Pair("export.zip/1.fit", kText), Pair("export.zip/2.fit", kText)));
  EXPECT_THAT(w.notes, note("its first 2 entries are complete"));
}

TEST(Zip, BombsAreRefusedBeforeTheyAreUnpacked) {
  const ByteString zeros(8U << 20U, 0);
  const Walked ratio = walk(zip_of({{.name = "zeros", .bytes = zeros, .deflate = true}}));
  EXPECT_THAT(ratio.files, IsEmpty());
  EXPECT_THAT(ratio.notes, note("more than any device writes"));
  const Walked large = walk(zip_of({{.name = "large", .bytes = kText, .deflate = true, .claimed = 3U << 30U}}));
  EXPECT_THAT(large.notes, note("claims to hold 3072 MB"));
  ArchiveLimits limits;
  limits.most_in_all = 100;
  const Walked total = walk(
      zip_of({{.name = "1", .bytes = kText}, {.name = "2", .bytes = kText}, {.name = "3", .bytes = kText}}), limits);
  EXPECT_THAT(total.files, SizeIs(1));
  EXPECT_THAT(total.notes, note("the walk ends here"));
  limits = {};
  limits.most_entries = 2;
  EXPECT_THAT(
      walk(zip_of({{.name = "1", .bytes = {}}, {.name = "2", .bytes = {}}, {.name = "3", .bytes = {}}}), limits).notes,
      note("more than 2 entries"));
}

TEST(Zip, EntriesThatShareDataAreRefused) {
  ByteString zip = zip_of({{.name = "1", .bytes = kText}, {.name = "2", .bytes = kText}});
  // The second entry's offset in the directory, set to the first's.
  const std::size_t second = zip.size() - 22 - 47 + 42;
  for (std::size_t i = 0; i < 4; ++i) zip[second + i] = 0;
  EXPECT_THAT(list_zip(zip).fault, HasSubstr("share their data"));
}

TEST(Gzip, WithAndWithoutANameAndOfSeveralMembers) {
  const Unpacked named = gunzip(gzip_of(kText, "ride.fit"));
  EXPECT_EQ(named.bytes, kText);
  EXPECT_EQ(named.name, "ride.fit");
  ByteString two = gzip_of(kText);
  put(two, gzip_of(bytes_of(" and more")));
  ByteString expected = kText;
  put(expected, " and more");
  EXPECT_EQ(gunzip(two).bytes, expected);
}

TEST(Gzip, OneThatLibdeflateWrote) {
  libdeflate_compressor* const compressor = libdeflate_alloc_compressor(9);
  ByteString gzip(libdeflate_gzip_compress_bound(compressor, kText.size()));
  gzip.resize(libdeflate_gzip_compress(compressor, kText.data(), kText.size(), gzip.data(), gzip.size()));
  libdeflate_free_compressor(compressor);
  EXPECT_TRUE(is_gzip(gzip));
  EXPECT_EQ(gunzip(gzip).bytes, kText);
}

TEST(Gzip, DamageIsNamed) {
  ByteString gzip = gzip_of(kText);
  const ByteString cut(gzip.begin(), gzip.end() - 5);
  EXPECT_THAT(gunzip(cut).problem, HasSubstr("cut short"));
  gzip[gzip.size() - 8] ^= 1U;
  EXPECT_THAT(gunzip(gzip).problem, HasSubstr("damaged"));
  ByteString bomb = gzip_of(ByteString(8U << 20U, 0));
  EXPECT_THAT(gunzip(bomb).problem, HasSubstr("more than any device writes"));
}

TEST(Archive, AFileThatIsNoneIsVisitedItself) {
  EXPECT_THAT(walk(kText).files, ElementsAre(Pair("export.zip", kText)));
  EXPECT_FALSE(is_zip(kText) || is_gzip(kText) || is_zip({}) || is_gzip({}));
}

TEST(Archive, AVisitorCanEndTheWalk) {
  int visits = 0;
  walk_archive(zip_of({{.name = "1", .bytes = kText}, {.name = "2", .bytes = kText}}), "x.zip",
               [&](std::string_view, std::span<const std::uint8_t>) { return ++visits < 1; });
  EXPECT_EQ(visits, 1);
}

TEST(Archive, DamagedCopies) {
  ZipWriter zip;
  zip.add({.name = "a.fit.gz", .bytes = gzip_of(kText, "a.fit"), .descriptor = true});
  zip.add({.name = "b.gpx", .bytes = kText, .deflate = true, .zip64 = true});
  zip.add({.name = "c.zip", .bytes = zip_of({{.name = "d", .bytes = kText}}), .deflate = true});
  for (const bool zip64 : {false, true}) {
    on_damaged_copies(zip.finished(zip64), 3000, [](const ByteString& bytes) {
      std::size_t unpacked = 0;
      walk_archive(bytes, "x.zip", [&](std::string_view, std::span<const std::uint8_t> file) {
        unpacked += file.size();
        return true;
      });
      EXPECT_LE(unpacked, 1032 * (bytes.size() + 16));
    });
  }
  on_damaged_copies(gzip_of(kText, "a"), 2000, [](const ByteString& bytes) {
    const Unpacked file = gunzip(bytes);
    EXPECT_TRUE(file.problem.empty() || file.bytes.empty());
  });
}

/// A file on a disk, as far as a test can see one: bytes that are not in place, and what was asked of them.
class CountingSource final : public ByteSource {
 public:
  explicit CountingSource(ByteString bytes, std::uint64_t ends = UINT64_MAX) : bytes_(std::move(bytes)), ends_(ends) {}

  std::uint64_t size() const override { return bytes_.size(); }
  std::span<const std::uint8_t> read(std::uint64_t at, std::size_t count,
                                     std::vector<std::uint8_t>& buffer) const override {
    const std::span<const std::uint8_t> there = std::span(bytes_).first(std::min<std::size_t>(ends_, bytes_.size()));
    const auto read = MemorySource(there).read(at, count, buffer);
    buffer.assign(read.begin(), read.end());
    most_ = std::max(most_, buffer.size());
    total_ += buffer.size();
    return buffer;
  }
  std::size_t most() const { return most_; }
  std::size_t total() const { return total_; }

 private:
  ByteString bytes_;
  std::size_t ends_;  ///< what is left of a file that became shorter after its size was asked for
  mutable std::size_t most_ = 0, total_ = 0;
};

/// Twenty files of 100 KB that deflate cannot make smaller, and an archive inside.
ByteString large_zip(bool zip64) {
  ZipWriter zip;
  std::mt19937 random(1);
  for (int i = 0; i < 20; ++i) {
    ByteString noise(100000);
    for (std::uint8_t& byte : noise) byte = static_cast<std::uint8_t>(random());
    zip.add({.name = std::to_string(i) + ".fit", .bytes = noise, .deflate = i % 2 == 1, .zip64 = zip64});
  }
  zip.add({.name = "part.zip", .bytes = zip_of({{.name = "ride.fit", .bytes = kText}}), .deflate = true});
  return zip.finished(zip64);
}

Walked walk(const ByteSource& source) {
  Walked walked;
  walked.notes = walk_archive(source, "export.zip", [&](std::string_view named, std::span<const std::uint8_t> file) {
    walked.files[std::string(named)] = {file.begin(), file.end()};
    return true;
  });
  return walked;
}

TEST(ByteSource, AnArchiveIsReadEntryByEntry) {
  for (const bool zip64 : {false, true}) {
    const ByteString zip = large_zip(zip64);
    const CountingSource source(zip);
    const Walked walked = walk(source);
    EXPECT_THAT(walked.notes, IsEmpty());
    EXPECT_THAT(walked.files, SizeIs(21));
    EXPECT_EQ(walked.files, walk(zip).files);
    EXPECT_LT(source.most(), 300000U);
    EXPECT_LT(source.total(), zip.size() + 700000U) << "each entry once, and the directory";
  }
}

TEST(ByteSource, DamagedArchivesAreReadAsInMemory) {
  ZipWriter zip;
  zip.add({.name = "a", .bytes = kText, .deflate = true, .descriptor = true});
  zip.add({.name = "b.gz", .bytes = gzip_of(kText), .descriptor = true, .zip64 = true});
  on_damaged_copies(zip.finished(true, "a comment"), 2000, [](const ByteString& bytes) {
    const Walked here = walk(CountingSource(bytes)), there = walk(bytes);
    EXPECT_EQ(here.files, there.files);
    ASSERT_EQ(here.notes.size(), there.notes.size());
    for (std::size_t i = 0; i < here.notes.size(); ++i) EXPECT_EQ(here.notes[i].text, there.notes[i].text);
  });
}

TEST(ByteSource, ADescriptorIsFoundPieceByPiece) {
  ByteString text;
  for (int i = 0; i < 300000; ++i) put(text, "PK");
  const ByteString whole = zip_of(
      {{.name = "1", .bytes = text, .descriptor = true}, {.name = "2", .bytes = kText}, {.name = "3", .bytes = {}}});
  const ByteString cut(whole.begin(), whole.end() - 120);
  EXPECT_THAT(walk(CountingSource(cut)).files, Contains(Pair("export.zip/1", text)));
  EXPECT_EQ(walk(CountingSource(cut)).files, walk(cut).files);
}

TEST(ByteSource, AFileThatBecomesShorterIsNoMoreThanCut) {
  const ByteString zip = large_zip(false);
  EXPECT_THAT(walk(CountingSource(zip, 0)).files, ElementsAre(Pair("export.zip", IsEmpty())));
  const Walked cut = walk(CountingSource(zip, 240000));
  EXPECT_THAT(cut.files, SizeIs(2));
  EXPECT_THAT(cut.notes, note("2.fit: the archive is cut short in it"));
  EXPECT_THAT(walk(CountingSource(zip, zip.size() - 10)).files, SizeIs(21)) << "all but the directory's end";
}

/// A disk that fails after the first reads.
class FailingSource final : public ByteSource {
 public:
  explicit FailingSource(ByteString bytes) : bytes_(std::move(bytes)) {}

  std::uint64_t size() const override { return bytes_.size(); }
  std::span<const std::uint8_t> read(std::uint64_t at, std::size_t count,
                                     std::vector<std::uint8_t>& buffer) const override {
    if (at > 150000 && at < 1500000) throw InputError("cannot be read: Input/output error");
    return MemorySource(bytes_).read(at, count, buffer);
  }

 private:
  ByteString bytes_;
};

TEST(ByteSource, WhatWasReadBeforeADiskFailsIsKept) {
  const Walked walked = walk(FailingSource(large_zip(false)));
  EXPECT_THAT(walked.files, SizeIs(2));
  EXPECT_THAT(walked.notes, note("export.zip: cannot be read: Input/output error"));
}

}  // namespace
}  // namespace formcast::intake
