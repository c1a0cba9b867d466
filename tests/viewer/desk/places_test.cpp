#include "viewer/desk/places.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "sim/base/input_error.hpp"
#include "sim/base/zones.hpp"
#include "viewer/desk/cities.hpp"

namespace formcast {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::string> names(std::string_view typed, std::size_t most = 8) {
  std::vector<std::string> found;
  for (const FlightPlace& place : places_like(typed, most)) found.push_back(place.text());
  return found;
}

/// The zone of the place that a text names; "" where it names none.
std::string zone_of(std::string_view typed) {
  const auto place = place_named(typed);
  return place ? place->zone : "";
}

TEST(Cities, HaveKnownZonesAndAirportsOfTheirOwn) {
  std::set<std::string_view> codes;
  std::set<std::pair<std::string_view, std::string_view>> cities;
  for (const City& city : kCities) {
    EXPECT_TRUE(knows_zone(city.zone)) << city.name << " " << city.zone;
    EXPECT_TRUE(cities.emplace(city.name, city.where).second) << city.name;
    ASSERT_EQ(city.airports.size() % 4, 3u) << city.name;
    for (std::size_t at = 0; at < city.airports.size(); at += 4) {
      const std::string_view code = city.airports.substr(at, 3);
      EXPECT_TRUE(std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; })) << code;
      EXPECT_TRUE(codes.insert(code).second) << code;
      EXPECT_EQ(zone_of(code), city.zone) << code;
    }
    EXPECT_EQ(zone_of(std::string(city.name) + ", " + std::string(city.where)), city.zone) << city.name;
  }
  EXPECT_GT(cities.size(), 150u);
}

TEST(Places, AreFoundByCityAirportAndZone) {
  EXPECT_EQ(names("Paris").front(), "Paris, France (CDG ORY BVA)");
  EXPECT_EQ(names("cdg").front(), "Paris, France (CDG ORY BVA)");
  EXPECT_EQ(names("new york").front(), "New York, New York (JFK EWR LGA)");
  EXPECT_EQ(names("Brisb").front(), "Brisbane, Australia (BNE)");
  EXPECT_EQ(names("ushua").front(), "America/Argentina/Ushuaia");
  EXPECT_EQ(names("europe/par").front(), "Europe/Paris");
  EXPECT_THAT(names("japan"), ::testing::Contains("Tokyo, Japan (HND NRT)"));
  EXPECT_TRUE(names("q").empty());
  EXPECT_TRUE(names("nowhere at all").empty());
  EXPECT_EQ(names("a city", 3).size(), names("a city").size());
  EXPECT_EQ(names("an", 3).size(), 3u);
}

TEST(Places, AccentsCaseAndMarksDoNotMatter) {
  for (const char* typed : {"São Paulo", "sao paulo", "SAO PAULO", "Sa\u0303o_Paulo"}) {
    EXPECT_EQ(zone_of(typed), "America/Sao_Paulo") << typed;
    EXPECT_EQ(names(typed).front(), "São Paulo, Brazil (GRU CGH VCP)") << typed;
  }
  EXPECT_EQ(zone_of("Zurich"), "Europe/Zurich");
  EXPECT_EQ(zone_of("KÖLN"), "Europe/Berlin");
  EXPECT_EQ(zone_of("wroclaw"), "Europe/Warsaw");
  EXPECT_EQ(zone_of("Kobenhavn"), "Europe/Copenhagen");
  EXPECT_EQ(zone_of("st louis"), "America/Chicago");
}

TEST(Places, OneWithSeveralMeaningsIsShownWithAll) {
  EXPECT_THAT(names("Portland", 2), ElementsAre("Portland, Oregon (PDX)", "Portland, Maine (PWM)"));
  EXPECT_THAT(names("birmingham", 2), ElementsAre("Birmingham, United Kingdom (BHX)", "Birmingham, Alabama (BHM)"));
  try {
    zone_of("Portland");
    FAIL() << "two zones";
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), AllOf(HasSubstr("Portland, Oregon (PDX) or Portland, Maine (PWM)")));
  }
  EXPECT_EQ(zone_of("Portland, Maine"), "America/New_York");
  EXPECT_EQ(zone_of("PDX"), "America/Los_Angeles");
  EXPECT_EQ(place_named("pdx")->name, "Portland, Oregon");
  EXPECT_EQ(zone_of("Columbus"), "America/New_York") << "two cities in one zone";
}

TEST(Places, ZonesAreTheirOwnNames) {
  for (const std::string& zone : zone_names()) EXPECT_EQ(zone_of(zone), zone);
  EXPECT_EQ(zone_of("Ushuaia"), "America/Argentina/Ushuaia");
  EXPECT_EQ(zone_of("Louisville"), "America/Kentucky/Louisville");
  EXPECT_EQ(zone_of("Eastern"), "") << "no city";
  EXPECT_EQ(zone_of(""), "");
  EXPECT_EQ(zone_of(" - "), "");
  EXPECT_EQ(city_of_zone("America/Argentina/Buenos_Aires"), "Buenos Aires");
  EXPECT_EQ(city_of_zone("GB"), "GB");
}

}  // namespace
}  // namespace formcast
