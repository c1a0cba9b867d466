#include "sim/history/history.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <random>
#include <vector>

#include "sim/base/input_error.hpp"
#include "tests/sim/history/history_file.hpp"

namespace formcast {
namespace {

using namespace testing_history;
using testing::HasSubstr;

/// One record as text, to be written in many ways.
struct Entry {
  std::string date, load, performance, rpe;
};

std::vector<Entry> random_record(std::mt19937& random) {
  std::vector<Entry> entries;
  Date day = date::year{2023} / 11 / 1;
  const auto number = [&](unsigned below) { return random() % below; };
  for (int i = 0; i < 60; ++i, day += date::days{number(3)}) {
    const bool tested = (i % 7 == 0) && (entries.empty() || entries.back().date != iso(day));
    entries.push_back({iso(day), number(5) == 0 ? "" : std::to_string(number(200)) + "." + std::to_string(number(1000)),
                       tested ? "2" + std::to_string(10 + number(90)) + ".5" : "",
                       number(3) == 0 ? "" : std::to_string(number(10)) + ".1"});
  }
  return entries;
}

std::string write(std::vector<Entry> entries, std::mt19937& random) {
  std::shuffle(entries.begin(), entries.end(), random);
  const char delimiter = ",;\t"[random() % 3];
  const std::string end = std::vector<std::string>{"\n", "\r\n", "\r"}[random() % 3];
  const bool comma = delimiter != ',' && random() % 2 == 0, quoted = random() % 2 == 0;
  std::vector<int> order{0, 1, 2, 3};
  std::shuffle(order.begin(), order.end(), random);
  std::string text = random() % 2 == 0 ? "\xEF\xBB\xBF" : "";
  const auto row = [&](const std::vector<std::string>& fields) {
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i > 0) text += delimiter;
      const std::string& field = fields[static_cast<std::size_t>(order[i])];
      text += quoted ? "\"" + field + "\"" : random() % 4 == 0 ? " " + field + " " : field;
    }
    text += end;
  };
  row({"Date", "LOAD [TSS]", "performance(W)", "rpe"});
  for (Entry& entry : entries) {
    for (std::string* number : {&entry.load, &entry.performance, &entry.rpe}) {
      if (comma) std::replace(number->begin(), number->end(), '.', ',');
    }
    row({entry.date, entry.load, entry.performance, entry.rpe});
    if (random() % 10 == 0) text += end;
  }
  if (random() % 2 == 0) text.erase(text.size() - end.size());
  return text;
}

bool same_bits(const std::vector<double>& a, const std::vector<double>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](double x, double y) {
    return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
  });
}

TEST(ReadHistoryProperty, OneRecordReadsTheSameHoweverItIsWritten) {
  std::mt19937 random(20240101);
  for (int record = 0; record < 20; ++record) {
    const std::vector<Entry> entries = random_record(random);
    const History expected = read(write(entries, random));
    const AthleteHistory& truth = expected.athletes.at(0);
    EXPECT_GT(truth.tests.size(), 0U);
    for (int spelling = 0; spelling < 20; ++spelling) {
      const std::string text = write(entries, random);
      SCOPED_TRACE(text);
      const History history = read(text);
      const AthleteHistory& athlete = history.athletes.at(0);
      ASSERT_EQ(history.rows, expected.rows);
      ASSERT_EQ(history.notes, expected.notes);
      ASSERT_EQ(history.load_unit, "TSS");
      ASSERT_EQ(history.performance_unit, "W");
      ASSERT_EQ(athlete.start, truth.start);
      ASSERT_TRUE(same_bits(athlete.load, truth.load));
      ASSERT_TRUE(same_bits(athlete.markers.at("rpe"), truth.markers.at("rpe")));
      ASSERT_EQ(athlete.tests.size(), truth.tests.size());
      for (std::size_t i = 0; i < truth.tests.size(); ++i) {
        ASSERT_EQ(athlete.tests[i].day, truth.tests[i].day);
        ASSERT_EQ(athlete.tests[i].performance, truth.tests[i].performance);
      }
    }
  }
}

TEST(ReadHistoryProperty, SurvivesDamagedFiles) {
  std::mt19937 random(7);
  const std::string sound = write(random_record(random), random);
  int accepted = 0, refused = 0;
  for (int i = 0; i < 800; ++i) {
    std::string text = sound;
    for (unsigned damage = 0; damage <= random() % 3; ++damage) {
      const std::size_t place = random() % text.size();
      if (random() % 2 == 0)
        text.erase(place, 1 + random() % 5);
      else
        text.insert(place, 1, "\",;\t\n\r-.e0 \xC3/[(x"[random() % 16]);
    }
    try {
      const History history = read(text, {.skip_bad_rows = random() % 2 == 0});
      for (const AthleteHistory& athlete : history.athletes) {
        ASSERT_GT(athlete.tests.size(), 0U);
        for (const double load : athlete.load) ASSERT_TRUE(std::isnan(load) || (load >= 0.0 && load <= 1e9 * 60));
        for (const auto& test : athlete.tests)
          ASSERT_TRUE(test.day >= 0 && test.day < athlete.days() && test.performance > 0.0);
      }
      ++accepted;
    } catch (const InputError& error) {
      EXPECT_THAT(error.what(), HasSubstr("h.csv:"));
      ++refused;
    }
  }
  EXPECT_GT(accepted, 100);
  EXPECT_GT(refused, 100);
}

TEST(ReadHistoryProperty, ReadsARoster) {
  std::string text = "athlete,date,load,performance [W],rpe\n";
  const Date start = date::year{2021} / 1 / 1;
  for (int athlete = 0; athlete < 200; ++athlete) {
    for (int day = 0; day < 1095; ++day) {
      text += "athlete-" + std::to_string(athlete) + "," + iso(start + date::days{day}) + "," +
              std::to_string(day % 97) + ".25," + (day % 14 == 0 ? "300.5" : "") + "," + std::to_string(day % 10) +
              "\n";
    }
  }
  const HistoryFile file(text);
  const History history = read_history(file.path());
  EXPECT_EQ(history.athletes.size(), 200U);
  EXPECT_EQ(history.rows, 219'000U);
  EXPECT_EQ(history.athletes[199].load.at(1094), 1094 % 97 + 0.25);
}

}  // namespace
}  // namespace formcast
