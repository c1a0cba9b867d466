#include "sim/sessions/sports.hpp"

#include <array>
#include <utility>

#include "sim/sessions/text_decoding.hpp"

namespace formcast::intake {
namespace {

// Pieces of names, the first that occurs decides: vendors have dozens of names a sport ("Gravel Ride", "Laufband").
constexpr std::array<std::pair<std::string_view, std::string_view>, 71> kPieces{{
    {"gewichtheben", "strength"},
    {"weighttraining", "strength"},
    {"weight_training", "strength"},
    {"krafttraining", "strength"},
    {"strength", "strength"},
    {"musculation", "strength"},
    {"kraft", "strength"},
    {"gym", "strength"},
    {"crossfit", "crossfit"},
    {"inline", "inline_skating"},
    {"roller_ski", "cross_country_skiing"},
    {"rollerski", "cross_country_skiing"},
    {"nordicski", "cross_country_skiing"},
    {"backcountry", "ski_touring"},
    {"skitour", "ski_touring"},
    {"cross_country_ski", "cross_country_skiing"},
    {"cross-country", "cross_country_skiing"},
    {"xc-ski", "cross_country_skiing"},
    {"xc_ski", "cross_country_skiing"},
    {"langlauf", "cross_country_skiing"},
    {"skilanglauf", "cross_country_skiing"},
    {"alpine_ski", "alpine_skiing"},
    {"alpineski", "alpine_skiing"},
    {"ski", "alpine_skiing"},
    {"snowboard", "snowboarding"},
    {"rowing", "rowing"},
    {"ruder", "rowing"},
    {"kayak", "paddling"},
    {"canoe", "paddling"},
    {"kajak", "paddling"},
    {"paddl", "paddling"},
    {"swim", "swimming"},
    {"schwimm", "swimming"},
    {"natation", "swimming"},
    {"wander", "hiking"},  // "Wanderung" has "run" in it
    {"run", "running"},
    {"treadmill", "running"},
    {"laufband", "running"},
    {"lauf", "running"},
    {"jog", "running"},
    {"course_\u00E0_pied", "running"},
    {"course_sur_tapis", "running"},
    {"biking", "cycling"},
    {"bike", "cycling"},
    {"ride", "cycling"},
    {"cycling", "cycling"},
    {"cycle", "cycling"},
    {"mtb", "cycling"},
    {"velo", "cycling"},
    {"v\u00E9lo", "cycling"},
    {"cyclisme", "cycling"},
    {"radfahr", "cycling"},
    {"fahrrad", "cycling"},
    {"rennrad", "cycling"},
    {"mountainbik", "cycling"},
    {"spinning", "cycling"},
    {"rad", "cycling"},
    {"hik", "hiking"},
    {"randonn\u00E9e", "hiking"},
    {"bergsteig", "hiking"},
    {"mountaineer", "hiking"},
    {"walk", "walking"},
    {"marche", "walking"},
    {"spazier", "walking"},
    {"gehen", "walking"},
    {"fußball", "soccer"},
    {"soccer", "soccer"},
    {"yoga", "yoga"},
    {"pilates", "pilates"},
    {"elliptical", "elliptical"},
    {"crosstrainer", "elliptical"},
}};

constexpr std::array<std::string_view, 14> kNothing = {"",        "other",    "workout",       "training", "sonstiges",
                                                       "generic", "custom",   "uncategorized", "unknown",  "cardio",
                                                       "andere",  "sonstige", "n/a",           "x-train"};

}  // namespace

std::string sport_name(std::string_view vendor) {
  std::string word = lower(vendor.substr(0, 64));
  for (char& c : word) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') c = '_';
  }
  for (const std::string_view nothing : kNothing) {
    if (word == nothing) return "";
  }
  // Strava's GPX names sports by number.
  if (word == "1") return "cycling";
  if (word == "9") return "running";
  for (const auto& [piece, sport] : kPieces) {
    if (word.find(piece) != std::string::npos) return std::string(sport);
  }
  const bool number = word.find_first_not_of("0123456789") == std::string::npos;
  return number || vendor.size() > 40 ? "" : word;
}

}  // namespace formcast::intake
