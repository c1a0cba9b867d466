#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <hdf5.h>

#include <array>
#include <numeric>
#include <random>

#include "sim/base/input_error.hpp"
#include "sim/results/results.hpp"
#include "tests/interop/results_sample.hpp"
#include "tests/sim/results/results_file.hpp"

namespace formcast {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

/// The message of the InputError that reading `path` throws; empty when it throws none.
std::string refusal(const std::filesystem::path& path) {
  try {
    read_results(path, true);
  } catch (const InputError& error) {
    return error.what();
  }
  return {};
}

class ResultsRefusalTest : public ResultsFile {
 protected:
  /// A copy of a good file as another program leaves it once `change` has edited it.
  void edit(void (*change)(hid_t file)) {
    sample::write_file(path_, sample::header(false));
    const hid_t file = H5Fopen(path_.c_str(), H5F_ACC_RDWR, H5P_DEFAULT);
    ASSERT_GE(file, 0);
    change(file);
    ASSERT_GE(H5Fclose(file), 0);
  }
};

TEST_F(ResultsRefusalTest, NamesWhatIsNoResultsFile) {
  EXPECT_EQ(refusal(path_), path_.string() + ": cannot be read: No such file or directory");
  EXPECT_THAT(refusal(folder_), HasSubstr("is a directory"));
  for (const char* content : {"", "\x89HDF", "date,load,performance\n2026-01-01,100,\n"}) {
    write_bytes(path_, content);
    EXPECT_THAT(refusal(path_), AllOf(StartsWith(path_.string()), HasSubstr("no HDF5 file"))) << content;
  }
  H5Fclose(H5Fcreate(path_.c_str(), H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT));
  EXPECT_THAT(refusal(path_), HasSubstr("no results of Formcast"));
}

void set_version(hid_t file, int version) {
  const hid_t attribute = H5Aopen(file, "results_version", H5P_DEFAULT);
  H5Awrite(attribute, H5T_NATIVE_INT, &version);
  H5Aclose(attribute);
}

TEST_F(ResultsRefusalTest, RefusesANewerVersion) {
  edit([](hid_t file) { set_version(file, kResultsVersion + 1); });
  EXPECT_EQ(refusal(path_), fmt::format("{}: written by a newer Formcast (results version {}; this one reads up to {})",
                                        path_.string(), kResultsVersion + 1, kResultsVersion));
  edit([](hid_t file) { set_version(file, 0); });
  EXPECT_THAT(refusal(path_), HasSubstr("results version 0 does not exist"));
}

TEST_F(ResultsRefusalTest, RefusesWhatAnotherProgramLeftIncomplete) {
  edit([](hid_t file) { H5Ldelete(file, "form", H5P_DEFAULT); });
  EXPECT_THAT(refusal(path_), HasSubstr("the variable form is missing"));
  edit([](hid_t file) { H5Adelete(file, "seed"); });
  EXPECT_THAT(refusal(path_), HasSubstr("the attribute seed is missing"));
  edit([](hid_t file) {
    H5Ldelete(file, "form", H5P_DEFAULT);
    H5Lmove(file, "planned_load", file, "form", H5P_DEFAULT, H5P_DEFAULT);
    H5Lcreate_hard(file, "fitness", file, "planned_load", H5P_DEFAULT, H5P_DEFAULT);
  });
  EXPECT_THAT(refusal(path_), HasSubstr("form is 3 x 2 x 6, expected 3 x 2 x 6 x 5"));
}

/// Sets the days of `date` to follow one another from `first`, [d] since 2028-02-27.
void set_dates(hid_t file, int first) {
  std::array<int, 6> days{};
  std::iota(days.begin(), days.end(), first);
  const hid_t date = H5Dopen2(file, "date", H5P_DEFAULT);
  H5Dwrite(date, H5T_NATIVE_INT, H5S_ALL, H5S_ALL, H5P_DEFAULT, days.data());
  H5Dclose(date);
}

TEST_F(ResultsRefusalTest, RefusesDatesThatAreNone) {
  edit([](hid_t file) { set_dates(file, 2147483000); });
  EXPECT_THAT(refusal(path_), HasSubstr("date 2147483000 is no date"));
  edit([](hid_t file) { set_dates(file, 150'000); });
  EXPECT_THAT(refusal(path_), HasSubstr("it has the date 2438-11-04, expected the years 1900 to 2199"));
  edit([](hid_t file) { set_dates(file, 5); });
  EXPECT_THAT(refusal(path_), HasSubstr("target_date 2028-03-02 is not one of its days"));
}

TEST_F(ResultsRefusalTest, RefusesABestDayOutsideItsDays) {
  edit([](hid_t file) {
    const hid_t peak_day = H5Dopen2(file, "peak_day", H5P_DEFAULT);
    const std::array<float, 30> day{6.0F};  // (athletes x plans x quantiles); the days are 0 to 5
    H5Dwrite(peak_day, H5T_NATIVE_FLOAT, H5S_ALL, H5S_ALL, H5P_DEFAULT, day.data());
    H5Dclose(peak_day);
  });
  EXPECT_THAT(refusal(path_), HasSubstr("peak_day 6 is not one of its days"));
}

TEST_F(ResultsRefusalTest, ReadsOnWhenAnotherProgramAddedSomething) {
  edit([](hid_t file) { H5Gclose(H5Gcreate2(file, "mine", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT)); });
  EXPECT_EQ(refusal(path_), "");
}

/// Replaces `name` by a dataset of the same extent, created with `list`.
void store_elsewhere(hid_t file, const char* name, hid_t list) {
  const hid_t old = H5Dopen2(file, name, H5P_DEFAULT);
  const hid_t space = H5Dget_space(old);
  H5Dclose(old);
  H5Ldelete(file, name, H5P_DEFAULT);
  H5Dclose(H5Dcreate2(file, name, H5T_IEEE_F32LE, space, H5P_DEFAULT, list, H5P_DEFAULT));
  H5Sclose(space);
  H5Pclose(list);
}

TEST_F(ResultsRefusalTest, RefusesWhatIsStoredInOtherFiles) {
  write_bytes(folder_ / "secret", std::string(100'000, 's'));
  static std::string secret;
  secret = (folder_ / "secret").string();
  edit([](hid_t file) {
    const hid_t list = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_external(list, secret.c_str(), 0, H5F_UNLIMITED);
    store_elsewhere(file, "planned_load", list);
  });
  EXPECT_THAT(refusal(path_), HasSubstr("planned_load is stored in another file, expected in this one"));
  edit([](hid_t file) {
    const hid_t of = H5Dopen2(file, "planned_load", H5P_DEFAULT);
    const hid_t space = H5Dget_space(of);
    const hid_t list = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_virtual(list, space, "other.h5", "planned_load", space);
    H5Sclose(space);
    H5Dclose(of);
    store_elsewhere(file, "planned_load", list);
  });
  EXPECT_THAT(refusal(path_), HasSubstr("planned_load is stored in another file"));
  edit([](hid_t file) {
    H5Ldelete(file, "planned_load", H5P_DEFAULT);
    H5Lcreate_external("other.h5", "planned_load", file, "planned_load", H5P_DEFAULT, H5P_DEFAULT);
  });
  EXPECT_THAT(refusal(path_), HasSubstr("planned_load is a link, expected a dataset"));
  edit([](hid_t file) {
    H5Lmove(file, "athlete", file, "moved", H5P_DEFAULT, H5P_DEFAULT);
    H5Lcreate_soft("moved", file, "athlete", H5P_DEFAULT, H5P_DEFAULT);
  });
  EXPECT_THAT(refusal(path_), HasSubstr("athlete is a link, expected a dataset"));
}

TEST_F(ResultsRefusalTest, TextsOfVariableLengthAreReadWithoutHdf5) {
  edit([](hid_t) {});
  const std::string whole = bytes_of(path_);  // without a seal, as another program leaves it
  const Results good = read_results(path_);
  EXPECT_EQ(good.header.athletes, sample::header(false).athletes);
  std::size_t refused = 0, damaged = 0;
  for (std::size_t at = whole.find("GCOL"); at != std::string::npos; at = whole.find("GCOL", at + 1)) {
    for (std::size_t byte = at; byte < at + 48; ++byte) {
      for (const char value : {'\x00', '\x7f', '\xff'}) {
        std::string changed = whole;
        changed[byte] = value;
        write_bytes(path_, changed);
        damaged += 1;
        refused += refusal(path_).empty() ? 0 : 1;
      }
    }
  }
  EXPECT_GT(damaged, 100u);
  EXPECT_GT(refused, damaged / 4);
  write_bytes(path_, whole);
  edit([](hid_t file) {
    H5Adelete(file, "title");
    const hid_t type = H5Tcopy(H5T_C_S1), space = H5Screate(H5S_SCALAR);
    H5Tset_size(type, H5T_VARIABLE);
    const char* text = "title";
    const hid_t attribute = H5Acreate2(file, "title", type, space, H5P_DEFAULT, H5P_DEFAULT);
    H5Awrite(attribute, type, &text);
    H5Aclose(attribute);
    H5Sclose(space);
    H5Tclose(type);
  });
  EXPECT_THAT(refusal(path_), HasSubstr("the attribute title is a text of variable length"));
}

TEST_F(ResultsRefusalTest, RefusesAnExtentThatTheFileCannotHold) {
  edit([](hid_t file) {
    H5Ldelete(file, "athlete", H5P_DEFAULT);
    const hsize_t huge = hsize_t{1} << 40;
    const hsize_t chunk = 1024;
    const hid_t space = H5Screate_simple(1, &huge, nullptr);
    const hid_t list = H5Pcreate(H5P_DATASET_CREATE);
    H5Pset_chunk(list, 1, &chunk);
    H5Dclose(H5Dcreate2(file, "athlete", H5T_STD_I32LE, space, H5P_DEFAULT, list, H5P_DEFAULT));
    H5Pclose(list);
    H5Sclose(space);
  });
  EXPECT_THAT(refusal(path_), HasSubstr("athlete cannot be 1099511627776"));
}

TEST_F(ResultsRefusalTest, EveryTruncationIsAnError) {
  sample::write_file(path_, sample::header(false));
  const std::string whole = bytes_of(path_);
  const std::size_t seal = 64;  // one block: its digest, the size, the digest of both, the mark
  for (std::size_t length = 0; length < whole.size(); length += length < 600 || length + 600 > whole.size() ? 7 : 997) {
    if (length == whole.size() - seal) continue;  // all of the HDF5 data
    write_bytes(path_, whole.substr(0, length));
    EXPECT_THAT(refusal(path_), StartsWith(path_.string() + ": cannot be read: ")) << length;
  }
}

TEST_F(ResultsRefusalTest, EveryFlippedByteIsAnError) {
  sample::write_file(path_, sample::header(false));
  const std::string whole = bytes_of(path_);
  std::mt19937 random(1);
  for (int i = 0; i < 400; ++i) {
    const std::size_t offset = i < 64 ? whole.size() - 64 + static_cast<std::size_t>(i) : random() % whole.size();
    std::string flipped = whole;
    flipped[offset] = static_cast<char>(flipped[offset] ^ static_cast<char>(1U << random() % 8));
    write_bytes(path_, flipped);
    EXPECT_THAT(refusal(path_), HasSubstr("it is damaged")) << offset;
  }
}

}  // namespace
}  // namespace formcast
