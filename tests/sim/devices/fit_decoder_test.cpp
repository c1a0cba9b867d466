#include "sim/devices/fit_decoder.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "tests/sim/devices/fit_writer.hpp"

namespace formcast::intake {
namespace {

using namespace testing_fit;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::NanSensitiveDoubleEq;

constexpr std::uint16_t kRecord = 20;

/// Records with a time and a heart rate, in local type 1.
FitFile heart_rates(const std::vector<double>& rates, FileShape shape = {}) {
  FitFile file(std::move(shape));
  add_file_id(file);
  file.define(1, kRecord, {{253, kU32}, {3, kU8}});
  double time = kMoment;
  for (const double rate : rates) file.data(1, {time++, rate});
  return file;
}

std::vector<double> rates_in(const Keeper& keeper) {
  std::vector<double> result;
  for (const Seen& seen : keeper.of(kRecord)) result.push_back(seen[3]);
  return result;
}

TEST(FitHeader, MayHaveTwelveBytesOrMore) {
  for (const int size : {12, 14, 16, 200, 255}) {
    const Keeper keeper = decode(heart_rates({100, 101}, {.header = size, .profile = 21217}).bytes());
    ASSERT_EQ(keeper.headers.size(), 1U) << size;
    EXPECT_EQ(keeper.headers[0].size, size);
    EXPECT_DOUBLE_EQ(keeper.headers[0].profile, 21.217);
    EXPECT_DOUBLE_EQ(keeper.headers[0].protocol, 2.0);
    EXPECT_THAT(rates_in(keeper), ElementsAre(100, 101)) << size;
    EXPECT_THAT(keeper.notes, IsEmpty()) << size;
  }
  EXPECT_DOUBLE_EQ(decode(heart_rates({}, {.profile = 2132}).bytes()).headers[0].profile, 21.32);
}

TEST(FitHeader, NeedsNoRightChecksum) {
  EXPECT_THAT(decode(heart_rates({100}, {.header_checksum = 0}).bytes()).notes, IsEmpty()) << "not computed";
  const Keeper keeper = decode(heart_rates({100}, {.header_checksum = 0x1234}).bytes());
  EXPECT_THAT(rates_in(keeper), ElementsAre(100));
  EXPECT_THAT(texts(keeper.notes), ElementsAre(HasSubstr("0: the header's checksum is wrong")));
}

TEST(FitHeader, IsMendedWhereAFileIdFollows) {
  const Keeper keeper = decode(heart_rates({100}, {.signature = ".FxT"}).bytes());
  EXPECT_THAT(rates_in(keeper), ElementsAre(100));
  EXPECT_THAT(texts(keeper.notes), ElementsAre(HasSubstr("0: damaged header")));
}

TEST(FitChecksum, WhenWrongIsReportedAndDropsNothing) {
  EXPECT_EQ(fit_checksum(Bytes{'1', '2', '3', '4', '5', '6', '7', '8', '9'}), 0xBB3D) << "CRC-16/ARC's check value";
  const FitFile file = heart_rates({100, 101, 102}, {.checksum = 0x1234});
  const Keeper keeper = decode(file.bytes());
  EXPECT_THAT(rates_in(keeper), ElementsAre(100, 101, 102));
  EXPECT_THAT(texts(keeper.notes), ElementsAre(std::to_string(14 + file.size()) +
                                               ": the file's checksum is wrong: it was changed or damaged"));
}

TEST(FitDecoder, ReadsToTheEndWhereTheHeaderSaysNoSize) {
  for (const bool with_checksum : {true, false}) {
    const Keeper keeper =
        decode(heart_rates({100, 101, 102}, {.data_size = 0, .with_checksum = with_checksum}).bytes());
    EXPECT_THAT(rates_in(keeper), ElementsAre(100, 101, 102));
    EXPECT_THAT(texts(keeper.notes), ElementsAre(HasSubstr("0 bytes of data"))) << with_checksum;
  }
  const Bytes chain = heart_rates({100}, {.data_size = 0}).bytes() + heart_rates({101}).bytes();
  EXPECT_THAT(rates_in(decode(chain)), ElementsAre(100, 101)) << "and to the next file";
}

TEST(FitDecoder, GoesOnBeyondASizeThatIsTooSmall) {
  FitFile whole = heart_rates({100, 101, 102, 103, 104});
  for (const int less : {6, 12, 13, 15}) {
    FitFile file =
        heart_rates({100, 101, 102, 103, 104}, {.data_size = static_cast<std::int64_t>(whole.size()) - less});
    const Keeper keeper = decode(file.bytes());
    EXPECT_THAT(rates_in(keeper), ElementsAre(100, 101, 102, 103, 104)) << less;
    EXPECT_THAT(texts(keeper.notes), ElementsAre(HasSubstr("the data size in the header is wrong"))) << less;
  }
}

TEST(FitDecoder, KeepsAllWholeRecordsOfACutFile) {
  const FitFile file = heart_rates({100, 101, 102});
  const Keeper keeper = decode(cut(file.bytes(), 14 + file.size() - 2));
  EXPECT_THAT(rates_in(keeper), ElementsAre(100, 101));
  EXPECT_THAT(texts(keeper.notes), ElementsAre(std::to_string(14 + file.size() - 2) +
                                               ": the file ends early, 4 bytes are missing; all before was read"));
}

TEST(FitDecoder, StartsFromNothingWithEachFileOfAChain) {
  FitFile second;
  second.define(0, kRecord, {{3, kU8}}, false, {{0, 1, 0}}).compressed(0, 5, {120, 7});
  const Keeper keeper = decode(heart_rates({100}).bytes() + second.bytes() + heart_rates({101}).bytes());
  EXPECT_EQ(keeper.headers.size(), 3U);
  EXPECT_EQ(keeper.ends, 3);
  EXPECT_THAT(rates_in(keeper), ElementsAre(100, 120, 101));
  EXPECT_TRUE(std::isnan(keeper.of(kRecord)[1].time)) << "the clock of the file before";
  EXPECT_THAT(texts(keeper.notes), ElementsAre(HasSubstr("a compressed timestamp before any full one"),
                                               HasSubstr("an app's field without a description")));
}

TEST(FitDecoder, IgnoresBytesAfterTheFileThatAreNone) {
  const Bytes whole = heart_rates({100, 101}).bytes();
  const Keeper keeper = decode(whole + Bytes{1, 2, 3, '.', 'F', 'I', 'T', 0, 0, 0, 9, 9, 9, 9, 9, 9});
  EXPECT_THAT(rates_in(keeper), ElementsAre(100, 101));
  EXPECT_THAT(texts(keeper.notes),
              ElementsAre(std::to_string(whole.size()) + ": 16 bytes outside the FIT file: ignored"));
  EXPECT_THAT(rates_in(decode(whole + Bytes(7, 0) + whole)), ElementsAre(100, 101, 100, 101)) << "a gap in a chain";
}

TEST(FitDecoder, CountsCompressedTimestampsOn) {
  FitFile file;
  file.define(0, 21, {{253, kU32}}).define(2, kRecord, {{3, kU8}});
  file.data(0, {kMoment + 3}).compressed(2, 3, {100}).compressed(2, 31, {101}).compressed(2, 2, {102});
  file.compressed(2, 2, {103}).compressed(2, 1, {104});
  std::vector<double> times;
  for (const Seen& seen : decode(file.bytes()).of(kRecord)) times.push_back(seen.time - kMoment);
  EXPECT_THAT(times, ElementsAre(3, 31, 34, 34, 65)) << "five bits come round every 32 s";
}

TEST(FitDecoder, TakesAFullTimestampOfAnyMessageAsTheClock) {
  FitFile file;
  file.define(0, 9999, {{1, kU8}, {253, kU32}}, true).define(1, kRecord, {{3, kU8}});
  file.data(0, {7, kMoment}).compressed(1, 4, {100}).data(0, {7, kMoment + 320}).compressed(1, 4, {101});
  file.data(0, {7, kNone}).compressed(1, 5, {102});
  std::vector<double> times;
  for (const Seen& seen : decode(file.bytes()).of(kRecord)) times.push_back(seen.time - kMoment);
  EXPECT_THAT(times, ElementsAre(4, 324, 325));
}

TEST(FitDecoder, MasksBitsThatDataHeadersShouldNotHave) {
  FitFile file;
  file.define(1, kRecord, {{3, kU8}});
  file.record(0x31, 1, {100}).record(0x21, 1, {101}).record(0x11, 1, {102});
  EXPECT_THAT(rates_in(decode(file.bytes())), ElementsAre(100, 101, 102));
}

TEST(FitDecoder, ReadsBothByteOrdersInAFile) {
  const std::vector<FieldSpec> fields{{253, kU32}, {7, kU16},   {0, kS32},   {100, kS16},
                                      {101, kF32}, {102, kF64}, {103, kS64}, {104, kU64}};
  const std::vector<Values> values{kMoment, 258, -70000, -2, 1.5, -0.125, -5e9, 1e15};
  FitFile file;
  file.define(0, kRecord, fields).define(1, kRecord, fields, true).define(2, kRecord, fields, false, {}, 0, 7);
  file.data(0, values).data(1, values).data(0, values).data(2, values);
  const Keeper keeper = decode(file.bytes());
  ASSERT_EQ(keeper.messages.size(), 4U);
  for (const Seen& seen : keeper.messages) {
    EXPECT_EQ(seen.time, kMoment);
    for (std::size_t i = 0; i < fields.size(); ++i) EXPECT_EQ(seen[fields[i].number], values[i].numbers[0]) << i;
  }
  EXPECT_THAT(texts(keeper.notes), ElementsAre(HasSubstr("byte order is neither 0 nor 1")));
}

TEST(FitDecoder, KeepsSixteenDefinitionsThatChange) {
  FitFile file;
  std::vector<double> expected;
  for (int round = 0; round < 3; ++round) {
    for (int local = 0; local < 16; ++local) {
      file.define(local, kRecord, {{100, kU8, local + round + 1}, {3, kU8}}, (local + round) % 2 == 0);
    }
    for (int local = 15; local >= 0; --local) {
      file.data(local, {1, 50.0 + local + round});
      expected.push_back(50 + local + round);
    }
  }
  EXPECT_EQ(rates_in(decode(file.bytes())), expected);
}

TEST(FitDecoder, DoesNotMindTheReservedByte) {
  FitFile file;
  file.define(1, kRecord, {{3, kU8}}, false, {}, 0x40).data(1, {100});
  const Keeper keeper = decode(file.bytes());
  EXPECT_THAT(rates_in(keeper), ElementsAre(100));
  EXPECT_THAT(keeper.notes, IsEmpty());
}

TEST(FitDecoder, SkipsUnknownTypesAndTakesTypesByTheirLowBits) {
  FitFile file;
  file.define(1, kRecord, {{100, 0x1C, 3}, {3, 0x62}, {7, 0x04}, {101, 0x95, 2}});
  file.data(1, {{1, 2, 3}, 100, 250, {1, 2}});
  const Keeper keeper = decode(file.bytes());
  ASSERT_EQ(keeper.messages.size(), 1U);
  EXPECT_EQ(keeper.messages[0][3], 100);
  EXPECT_EQ(keeper.messages[0][7], 250) << "16 bits without the bit that says so";
  EXPECT_TRUE(std::isnan(keeper.messages[0][100]));
  EXPECT_THAT(texts(keeper.notes), ElementsAre("14: a field of an unknown base type: skipped (2 times, first here)"));
}

TEST(FitDecoder, KnowsTheMissingValueOfEachType) {
  for (const bool big : {false, true}) {
    FitFile file;
    std::vector<FieldSpec> fields;
    std::vector<Values> none, zero;
    for (const std::uint8_t type :
         {kEnum, kS8, kU8, kS16, kU16, kS32, kU32, kF32, kF64, kU8z, kU16z, kU32z, kRaw, kS64, kU64, kU64z}) {
      fields.push_back({type, type});
      none.emplace_back(kNone);
      zero.emplace_back(0.0);
    }
    file.define(1, kRecord, fields, big).data(1, none).data(1, zero);
    const Keeper keeper = decode(file.bytes());
    ASSERT_EQ(keeper.messages.size(), 2U);
    for (const FieldSpec& field : fields) {
      EXPECT_TRUE(std::isnan(keeper.messages[0][field.number])) << int{field.number};
      const bool z = field.type == kU8z || field.type == kU16z || field.type == kU32z || field.type == kU64z;
      EXPECT_EQ(std::isnan(keeper.messages[1][field.number]), z) << int{field.number};
    }
  }
}

TEST(FitDecoder, MissesABytesFieldOnlyWhereAllItsBytesSaySo) {
  FitFile file;
  file.define(1, kRecord, {{8, kRaw, 3}, {3, kU8, 3}});
  file.data(1, {{255, 2, 255}, {255, 90, 255}}).data(1, {{255, 255, 255}, {255, 255, 255}});
  const Keeper keeper = decode(file.bytes());
  const auto is = [](double value) { return NanSensitiveDoubleEq(value); };
  EXPECT_THAT(keeper.messages[0].fields.at(8), ElementsAre(is(255), is(2), is(255)));
  EXPECT_THAT(keeper.messages[0].fields.at(3), ElementsAre(is(kNone), is(90), is(kNone)));
  EXPECT_THAT(keeper.messages[1].fields.at(8), ElementsAre(is(kNone), is(kNone), is(kNone)));
}

TEST(FitDecoder, SkipsSizesThatAreNoMultipleAndReadsArrays) {
  FitFile file;
  file.define(1, kRecord, {{7, kU16, 3}, {3, kU8}, {100, kU16, 6}, {101, kU32, 1}}).data(1, {5, 100, {1, kNone, 3}, 4});
  const Keeper keeper = decode(file.bytes());
  ASSERT_EQ(keeper.messages.size(), 1U);
  EXPECT_TRUE(std::isnan(keeper.messages[0][7]));
  EXPECT_EQ(keeper.messages[0][3], 100);
  EXPECT_THAT(keeper.messages[0].fields.at(100), ElementsAre(1.0, NanSensitiveDoubleEq(kNone), 3.0));
  EXPECT_THAT(texts(keeper.notes), ElementsAre(HasSubstr("no multiple of its type: skipped (2 times")));
}

TEST(FitDecoder, ReadsTextsOfAnyShape) {
  using std::string_literals::operator""s;
  FitFile file;
  file.define(1, 0, {{8, kText, 4}, {9, kText, 0}, {10, kText, 5}, {11, kText, 8}, {12, kText, 3}, {13, kText, 4}});
  file.data(1, {"Edge", "", "Z\xC3\xBC\xE2\x82", "a\0b\0\0c\0"s, "\xFFx\x1B", "\0\0\0\0"s});
  const Keeper keeper = decode(file.bytes());
  ASSERT_EQ(keeper.messages.size(), 1U);
  const auto& texts = keeper.messages[0].texts;
  EXPECT_THAT(texts.at(8), ElementsAre("Edge")) << "without NUL";
  EXPECT_EQ(texts.count(9), 0U) << "without room";
  EXPECT_THAT(texts.at(10), ElementsAre("Z\xC3\xBC")) << "the euro sign is cut";
  EXPECT_THAT(texts.at(11), ElementsAre("a", "b", "c"));
  EXPECT_THAT(texts.at(12), ElementsAre("\xEF\xBF\xBDx\\u001b"));
  EXPECT_THAT(texts.at(13), IsEmpty());
}

TEST(FitDecoder, ReadsAppFieldsWithDescriptionsLateChangedOrNone) {
  FitFile file;  // of a protocol version that has no such fields, and without an application's id
  file.define(1, kRecord, {{253, kU32}}, false, {{5, 2, 0}, {6, 3, 0}}).data(1, {kMoment, {44, 1}, {1, 2, 3}});
  file.define(2, 206, {{0, kU8}, {1, kU8}, {2, kU8}, {3, kText, 6}, {8, kText, 4}});
  file.data(2, {0, 5, 0x84, "Power", "W"}).data(1, {kMoment + 1, {44, 1}, {1, 2, 3}});
  file.data(2, {0, 5, 0x02, "Bytes", "x"}).data(1, {kMoment + 2, {44, 1}, {1, 2, 3}});
  file.data(2, {0, 5, 0x86, "Wide", "x"}).data(1, {kMoment + 3, {44, 1}, {1, 2, 3}});
  const Keeper keeper = decode(file.bytes());
  const std::vector<Seen> records = keeper.of(kRecord);
  ASSERT_EQ(records.size(), 4U);
  EXPECT_THAT(records[0].app_names, IsEmpty());
  EXPECT_THAT(records[1].app_fields.at(5), ElementsAre(300));
  EXPECT_EQ(records[1].app_names.at(5), "Power");
  EXPECT_THAT(records[2].app_fields.at(5), ElementsAre(44, 1));
  EXPECT_TRUE(std::isnan(records[3].app_fields.at(5)[0])) << "two bytes are no 32 bits";
  EXPECT_THAT(texts(keeper.notes), ElementsAre(HasSubstr("an app's field without a description: skipped (5 times"),
                                               HasSubstr("no multiple of its type")));
}

TEST(FitDecoder, FindsItsWayAgainAfterDamage) {
  std::vector<double> rates;
  for (int i = 0; i < 100; ++i) rates.push_back(100 + i);
  const Bytes whole = heart_rates(rates).bytes();
  Bytes hole = whole;
  hole.erase(hole.begin() + 200, hole.begin() + 203);
  const Keeper cut_out = decode(hole);
  EXPECT_GE(rates_in(cut_out).size(), 97U);
  EXPECT_EQ(rates_in(cut_out).back(), 199);
  EXPECT_THAT(texts(cut_out.notes).front(), HasSubstr("bytes between records make no sense: skipped"));
  Bytes header = whole;
  header[14 + heart_rates({1, 1, 1}).size()] = 0x0E;  // of a local type that is not defined
  EXPECT_EQ(rates_in(decode(header)).size(), 99U);
}

TEST(FitDecoder, HasNothingOfWhatIsNoFitFile) {
  for (const Bytes& bytes : {Bytes{}, Bytes{14}, Bytes(500, 0), Bytes(500, 0xFF), Bytes(500, 0x40)}) {
    const Keeper keeper = decode(bytes);
    EXPECT_THAT(keeper.messages, IsEmpty());
    EXPECT_THAT(keeper.headers, IsEmpty());
  }
}

}  // namespace
}  // namespace formcast::intake
