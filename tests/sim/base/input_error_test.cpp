#include "sim/base/input_error.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <iterator>
#include <set>
#include <thread>
#include <vector>

namespace formcast {
namespace {

namespace fs = std::filesystem;
using std::string_literals::operator""s;
using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

/// A folder of its own for every test, gone afterwards.
class InputTest : public testing::Test {
 protected:
  InputTest() {
    std::string name = (fs::path(testing::TempDir()) / "formcast-input-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    folder_ = name;
  }
  ~InputTest() override {
    std::error_code ignored;
    fs::permissions(folder_, fs::perms::owner_all, ignored);
    fs::remove_all(folder_, ignored);
  }

  fs::path put(const std::string& name, std::string_view bytes) const {
    std::ofstream(folder_ / name, std::ios::binary).write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return folder_ / name;
  }
  static std::string get(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  fs::path folder_;
};

template <class Call>
std::string refusal(Call call) {
  try {
    call();
  } catch (const InputError& error) {
    return error.what();
  }
  return "(accepted)";
}

TEST(At, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ(at({"a.csv", 17, 12}, "wrong"), "a.csv:17:12: wrong");
  EXPECT_EQ(at({"a.csv", 17, 0}, "wrong"), "a.csv:17: wrong");
  EXPECT_EQ(at({"a.csv", 0, 0}, "wrong"), "a.csv: wrong");
  EXPECT_EQ(at({"a.csv", 0, 5}, "wrong"), "a.csv: wrong") << "no column without a line";
  EXPECT_EQ(at({"", 3, 4}, "wrong"), "3:4: wrong");
  EXPECT_EQ(at({}, "wrong"), "wrong");
  EXPECT_STREQ(InputError(Place{"a.csv", 2, 1}, "wrong").what(), "a.csv:2:1: wrong");
}

TEST(NearestName, FindsTyposAndNothingElse) {
  constexpr std::array<std::string_view, 5> kNames{"date", "load", "performance", "athlete", "hrv_rmssd"};
  const std::vector<std::pair<std::string_view, std::string_view>> cases{
      {"laod", "load"},
      {"dat", "date"},
      {"performence", "performance"},
      {"Preformance", "performance"},
      {"LOAD", "load"},
      {"athelte", "athlete"},
      {"atlete", "athlete"},
      {"hrv-rmsd", "hrv_rmssd"},
      {"loads", "load"},
      {"performance", "performance"},
      {"", ""},
      {"x", ""},
      {"note", ""},
      {"distance", ""},
      {"power", ""},
      {"perf", ""},
      {"subject", ""},
      {"lo", ""},
  };
  for (const auto& [word, nearest] : cases) EXPECT_EQ(nearest_name(word, kNames), nearest) << word;
  EXPECT_EQ(nearest_name(std::string(100000, 'x'), kNames), "");
  EXPECT_EQ(nearest_name("load", {}), "");
  constexpr std::array<std::string_view, 2> kLetters{"a", "b"};
  EXPECT_EQ(nearest_name("c", kLetters), "") << "one letter is no typo of another";
  EXPECT_EQ(nearest_name("b", kLetters), "b");
}

TEST(Digest, IsMurmurHash64A) {
  // As computed by std::_Hash_bytes of libstdc++ 12 with seed 0.
  EXPECT_EQ(digest(""), "0000000000000000");
  EXPECT_EQ(digest("a"), "071717d2d36b6b11");
  EXPECT_EQ(digest("foobar"), "d49f461720d7a196");
  EXPECT_EQ(digest("foobar\0"s), "05101d12a21aafbf");
  EXPECT_EQ(digest("12345678"), "758f67d162b2d202");
  EXPECT_EQ(digest("The quick brown fox jumps over the lazy dog"), "5589ca33042a861b");
  EXPECT_EQ(digest("f\xC3\xBC\xFF"), "314bb773db158929");
}

TEST(Digest, DependsOnEveryBitAndPlace) {
  const std::string text = "0.25 AU on Monday, 0.5 AU on Tuesday";
  std::set<std::string> found{digest(text)};
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string other = text;
      other[i] = static_cast<char>(other[i] ^ (1 << bit));
      EXPECT_TRUE(found.insert(digest(other)).second) << i << " " << bit;
    }
  }
  for (std::size_t i = 8; i < text.size(); ++i) {
    std::string other = text;
    std::swap(other[i], other[i - 8]);  // the same place in another word
    if (other == text) continue;
    EXPECT_TRUE(found.insert(digest(other)).second) << i;
  }
}

TEST_F(InputTest, NamesTheFirstByteThatIsNotText) {
  for (std::size_t before = 0; before < 20; ++before) {
    for (std::size_t after = 0; after < 20; ++after) {
      const std::string text = std::string(before, 'x') + "\xFC" + std::string(after, 'y');
      EXPECT_THAT(refusal([&] { (void)read_text(put("f", text)); }), HasSubstr(fmt::format("f:1:{}: ", before + 1)));
      const std::string fine = std::string(before, 'x') + "\xC3\xBC" + std::string(after, 'y');
      EXPECT_EQ(read_text(put("f", fine)), fine);
    }
  }
}

TEST_F(InputTest, ReadsTextAsItIs) {
  EXPECT_EQ(read_text(put("a", "")), "");
  EXPECT_EQ(read_text(put("a", "one\r\ntwo\rthree\n")), "one\r\ntwo\rthree\n");
  EXPECT_EQ(read_text(put("a", "J\u00fcrgen \u2264 \U0001F6B4")), "J\u00fcrgen \u2264 \U0001F6B4");
  EXPECT_EQ(read_text(put("a",
                          "\xEF\xBB\xBF"
                          "date")),
            "date")
      << "byte order mark";
  EXPECT_EQ(read_text(put("a", "a\xEF\xBB\xBF")), "a\xEF\xBB\xBF") << "a mark only at the beginning";
  const std::string large(3'000'001, 'x');
  EXPECT_EQ(read_text(put("a", large)), large);
}

TEST_F(InputTest, ReadsAPipeWhoseSizeIsNotKnown) {
  const fs::path pipe = folder_ / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const std::string content(300'000, 'y');
  std::thread writer([&] { std::ofstream(pipe, std::ios::binary) << content; });
  const std::string read = read_text(pipe);
  writer.join();
  EXPECT_EQ(read, content);
}

TEST_F(InputTest, RefusesWhatIsNotText) {
  const std::vector<std::tuple<std::string, std::string, std::string>> cases{
      {"a\0b"s, "f:1:2: ", "NUL byte"},
      {"ab\r\ncd\re\n\xC3\xBC\xC3\xBC\0"s, "f:4:3: ", "NUL byte"},
      {"\xFF\xFE"
       "d\0a\0"s,
       "f: ", "UTF-16"},
      {"\xFE\xFF\0d\0a"s, "f: ", "UTF-16"},
      {"a\nJ\xFCrgen", "f:2:2: ", "not valid UTF-8 (byte 0xFC)"},
      {"\xC3\xBC\xFF", "f:1:2: ", "0xFF"},
      {"\xEF\xBB\xBF"
       "ab\xFF",
       "f:1:3: ", "0xFF"},
      {"end cut \xE2\x82", "f:1:9: ", "0xE2"},
      {"overlong \xC0\xAF", "f:1:10: ", "0xC0"},
      {"surrogate \xED\xA0\x80", "f:1:11: ", "0xED"},
      {"above \xF4\x90\x80\x80", "f:1:7: ", "0xF4"},
      {"lone \x80", "f:1:6: ", "0x80"},
  };
  for (const auto& [bytes, place, what] : cases) {
    const fs::path path = put("f", bytes);
    EXPECT_THAT(refusal([&] { read_text(path); }), AllOf(StartsWith((folder_ / place).string()), HasSubstr(what)));
  }
}

TEST_F(InputTest, DistinguishesMissingFileAndFolder) {
  EXPECT_EQ(refusal([&] { read_text(folder_ / "none"); }), (folder_ / "none").string() + ": no such file");
  EXPECT_EQ(refusal([&] { read_text(folder_); }), folder_.string() + ": is a folder; a file is expected");
  EXPECT_THAT(refusal([&] { read_text(put("a", "x") / "b"); }), HasSubstr("cannot be read: "));
  EXPECT_THAT(refusal([] { read_text(""); }), HasSubstr("file name is expected"));
}

TEST_F(InputTest, ReportsMissingReadPermission) {
  const fs::path secret = put("secret", "x");
  fs::permissions(secret, fs::perms::none);
  if (::access(secret.c_str(), R_OK) == 0) GTEST_SKIP() << "permissions do not bind this user";
  EXPECT_THAT(refusal([&] { read_text(secret); }), HasSubstr("may not be read"));
}

TEST_F(InputTest, RefusesMoreThanOneGibibyte) {
  const fs::path path = put("large", "x");
  fs::resize_file(path, (std::uintmax_t{1} << 30) + 1);  // a hole, takes no space
  EXPECT_THAT(refusal([&] { read_text(path); }), HasSubstr("larger than 1 GiB"));
}

TEST_F(InputTest, WritesNewAndReplacesOld) {
  const fs::path path = folder_ / "out.json";
  write_text(path, "first");
  EXPECT_EQ(get(path), "first");
  const std::string large(2'000'000, 'z');
  write_text(path, large);
  EXPECT_EQ(get(path), large);
  write_text(path, "");
  EXPECT_EQ(get(path), "");
  EXPECT_EQ(entries(), 1U) << "no temporary file stays";
  write_text(folder_ / std::string(250, 'n'), "long name");
  EXPECT_EQ(get(folder_ / std::string(250, 'n')), "long name");
}

TEST_F(InputTest, WritingKeepsPermissionsAndLinks) {
  const fs::path path = put("twin.json", "old");
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("twin.json", folder_ / "link.json");
  write_text(folder_ / "link.json", "new");
  EXPECT_TRUE(fs::is_symlink(folder_ / "link.json"));
  EXPECT_EQ(get(path), "new");
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("none.json", folder_ / "ahead.json");
  write_text(folder_ / "ahead.json", "new");
  EXPECT_TRUE(fs::is_symlink(folder_ / "ahead.json"));
  EXPECT_EQ(get(folder_ / "none.json"), "new");
  EXPECT_EQ(fs::status(folder_ / "none.json").permissions(), fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink("round", folder_ / "round");
  EXPECT_THAT(refusal([&] { write_text(folder_ / "round", "x"); }), HasSubstr("a link that cannot be followed"));
}

TEST_F(InputTest, RefusesPlacesItCannotWriteTo) {
  const auto writing = [](const fs::path& path) { return refusal([&] { write_text(path, "x"); }); };
  const fs::path missing = folder_ / "none" / "a";
  EXPECT_EQ(writing(missing), missing.string() + ": cannot be written: No such file or directory; the folder \"" +
                                  (folder_ / "none").string() + "\" does not exist; create it first");
  EXPECT_EQ(writing(folder_), folder_.string() + ": cannot be written: it is a folder; give a file name");
  EXPECT_THAT(writing(put("a", "x") / "b"), HasSubstr("is not a folder"));
  EXPECT_THAT(writing(""), HasSubstr("file name is expected"));
  ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0600), 0);
  EXPECT_THAT(writing(folder_ / "pipe"), HasSubstr("not a regular file"));
  EXPECT_TRUE(fs::is_fifo(folder_ / "pipe"));
}

TEST_F(InputTest, RespectsWriteProtection) {
  const fs::path path = put("kept", "old");
  fs::permissions(path, fs::perms::owner_read);
  if (::access(path.c_str(), W_OK) == 0) GTEST_SKIP() << "permissions do not bind this user";
  EXPECT_THAT(refusal([&] { write_text(path, "new"); }), HasSubstr("Permission denied; choose a folder"));
  fs::permissions(path, fs::perms::owner_all);
  fs::permissions(folder_, fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_THAT(refusal([&] { write_text(path, "new"); }), HasSubstr("Permission denied; choose a folder"));
  EXPECT_EQ(get(path), "old");
}

/// Limits the file size of this process to `bytes` during its lifetime.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) : handler_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit limit{bytes, before_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

TEST_F(InputTest, FailedWriteLeavesTheOldContentAndNothingElse) {
  const fs::path path = put("out.json", "old");
  std::string message;
  {
    const FileSizeLimit limit(65536);
    message = refusal([&] { write_text(path, std::string(1'000'000, 'x')); });
  }
  EXPECT_EQ(message, path.string() + ": cannot be written: File too large; free some space or write elsewhere");
  EXPECT_EQ(get(path), "old");
  EXPECT_EQ(entries(), 1U);
  write_text(path, std::string(1'000'000, 'x'));
  EXPECT_EQ(fs::file_size(path), 1'000'000U) << "the limit was what stopped it";
}

TEST_F(InputTest, ConcurrentWritersNeverMix) {
  const fs::path path = folder_ / "shared";
  std::vector<std::thread> writers;
  for (char letter = 'a'; letter < 'e'; ++letter) {
    writers.emplace_back([&path, letter] {
      for (int i = 0; i < 10; ++i) write_text(path, std::string(100'000, letter));
    });
  }
  for (std::thread& writer : writers) writer.join();
  const std::string content = get(path);
  EXPECT_EQ(content, std::string(100'000, content.at(0)));
  EXPECT_EQ(entries(), 1U);
}

}  // namespace
}  // namespace formcast
