#include "sim/devices/fit_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

namespace formcast::intake {
namespace {

struct Name {
  std::uint16_t number;
  std::string_view name;
};

constexpr Name kSports[] = {{1, "running"},
                            {2, "cycling"},
                            {3, "transition"},
                            {4, "fitness_equipment"},
                            {5, "swimming"},
                            {6, "basketball"},
                            {7, "soccer"},
                            {8, "tennis"},
                            {9, "american_football"},
                            {10, "training"},
                            {11, "walking"},
                            {12, "cross_country_skiing"},
                            {13, "alpine_skiing"},
                            {14, "snowboarding"},
                            {15, "rowing"},
                            {16, "mountaineering"},
                            {17, "hiking"},
                            {18, "multisport"},
                            {19, "paddling"},
                            {20, "flying"},
                            {21, "e_biking"},
                            {22, "motorcycling"},
                            {23, "boating"},
                            {24, "driving"},
                            {25, "golf"},
                            {26, "hang_gliding"},
                            {27, "horseback_riding"},
                            {28, "hunting"},
                            {29, "fishing"},
                            {30, "inline_skating"},
                            {31, "rock_climbing"},
                            {32, "sailing"},
                            {33, "ice_skating"},
                            {34, "sky_diving"},
                            {35, "snowshoeing"},
                            {36, "snowmobiling"},
                            {37, "stand_up_paddleboarding"},
                            {38, "surfing"},
                            {39, "wakeboarding"},
                            {40, "water_skiing"},
                            {41, "kayaking"},
                            {42, "rafting"},
                            {43, "windsurfing"},
                            {44, "kitesurfing"},
                            {45, "tactical"},
                            {46, "jumpmaster"},
                            {47, "boxing"},
                            {48, "floor_climbing"},
                            {49, "baseball"},
                            {53, "diving"},
                            {62, "hiit"},
                            {64, "racket"},
                            {65, "wheelchair_push_walk"},
                            {66, "wheelchair_push_run"},
                            {67, "meditation"},
                            {69, "disc_golf"},
                            {71, "cricket"},
                            {72, "rugby"},
                            {73, "hockey"},
                            {74, "lacrosse"},
                            {75, "volleyball"},
                            {76, "water_tubing"},
                            {77, "wakesurfing"},
                            {80, "mixed_martial_arts"},
                            {82, "snorkeling"},
                            {83, "dance"},
                            {84, "jump_rope"}};

constexpr Name kExercises[] = {{0, "bench press"},
                               {1, "calf raise"},
                               {2, "cardio"},
                               {3, "carry"},
                               {4, "chop"},
                               {5, "core"},
                               {6, "crunch"},
                               {7, "curl"},
                               {8, "deadlift"},
                               {9, "flye"},
                               {10, "hip raise"},
                               {11, "hip stability"},
                               {12, "hip swing"},
                               {13, "hyperextension"},
                               {14, "lateral raise"},
                               {15, "leg curl"},
                               {16, "leg raise"},
                               {17, "lunge"},
                               {18, "olympic lift"},
                               {19, "plank"},
                               {20, "plyo"},
                               {21, "pull up"},
                               {22, "push up"},
                               {23, "row"},
                               {24, "shoulder press"},
                               {25, "shoulder stability"},
                               {26, "shrug"},
                               {27, "sit up"},
                               {28, "squat"},
                               {29, "total body"},
                               {30, "triceps extension"},
                               {31, "warm up"},
                               {32, "run"},
                               {33, "bike"},
                               {34, "cardio sensors"},
                               {35, "move"},
                               {36, "pose"},
                               {37, "banded exercises"},
                               {38, "battle rope"},
                               {39, "elliptical"},
                               {40, "floor climb"},
                               {41, "indoor bike"},
                               {42, "indoor row"},
                               {43, "ladder"},
                               {44, "sandbag"},
                               {45, "sled"},
                               {46, "sledge hammer"},
                               {47, "stair stepper"},
                               {49, "suspension"},
                               {50, "tire"},
                               {52, "run indoor"},
                               {53, "bike outdoor"}};

// Those that record training; of others the number is shown.
constexpr Name kManufacturers[] = {
    {1, "Garmin"},           {6, "SRM"},      {7, "Quarq"},        {9, "Saris"},       {13, "Dynastream"},
    {15, "Dynastream"},      {23, "Suunto"},  {32, "Wahoo"},       {38, "o-synce"},    {40, "Concept2"},
    {41, "Shimano"},         {48, "Pioneer"}, {54, "IpBike"},      {60, "Rotor"},      {63, "Specialized"},
    {67, "Bkool"},           {68, "Cateye"},  {69, "Stages"},      {70, "Sigma"},      {71, "TomTom"},
    {73, "Wattbike"},        {76, "Moxy"},    {81, "Bontrager"},   {86, "Elite"},      {89, "Tacx"},
    {95, "Stryd"},           {99, "Look"},    {107, "Magene"},     {111, "Technogym"}, {112, "Bryton"},
    {115, "iGPSPORT"},       {123, "Polar"},  {132, "Cycplus"},    {137, "Bosch"},     {140, "Decathlon"},
    {143, "Keiser"},         {144, "Zwift"},  {258, "Lezyne"},     {260, "Zwift"},     {263, "Favero"},
    {265, "Strava"},         {267, "Bryton"}, {268, "SRAM"},       {278, "Minoura"},   {281, "TrainerRoad"},
    {282, "The Sufferfest"}, {287, "VDO"},    {289, "Hammerhead"}, {293, "JetBlack"},  {294, "COROS"},
    {305, "WHOOP"},          {307, "OneLap"}, {309, "FORM"},       {310, "Decathlon"}, {315, "RGT"},
    {331, "MyWhoosh"}};

constexpr Name kGarminProducts[] = {{717, "Forerunner 405"},
                                    {782, "Forerunner 50"},
                                    {988, "Forerunner 60"},
                                    {1018, "Forerunner 310XT"},
                                    {1036, "Edge 500"},
                                    {1124, "Forerunner 110"},
                                    {1169, "Edge 800"},
                                    {1325, "Edge 200"},
                                    {1328, "Forerunner 910XT"},
                                    {1345, "Forerunner 610"},
                                    {1436, "Forerunner 70"},
                                    {1482, "Forerunner 10"},
                                    {1499, "Swim"},
                                    {1551, "fenix"},
                                    {1561, "Edge 510"},
                                    {1567, "Edge 810"},
                                    {1623, "Forerunner 620"},
                                    {1632, "Forerunner 220"},
                                    {1743, "HRM-Tri"},
                                    {1752, "HRM-Run"},
                                    {1765, "Forerunner 920XT"},
                                    {1836, "Edge 1000"},
                                    {1903, "Forerunner 15"},
                                    {1907, "vivoactive"},
                                    {1967, "fenix 2"},
                                    {1988, "epix"},
                                    {2050, "fenix 3"},
                                    {2067, "Edge 520"},
                                    {2147, "Edge 25"},
                                    {2148, "Forerunner 25"},
                                    {2153, "Forerunner 225"},
                                    {2156, "Forerunner 630"},
                                    {2157, "Forerunner 230"},
                                    {2158, "Forerunner 735XT"},
                                    {2238, "Edge 20"},
                                    {2413, "fenix 3 HR"},
                                    {2429, "Index Smart Scale"},
                                    {2431, "Forerunner 235"},
                                    {2503, "Forerunner 35"},
                                    {2530, "Edge 820"},
                                    {2544, "fenix 5s"},
                                    {2604, "fenix 5x"},
                                    {2691, "Forerunner 935"},
                                    {2697, "fenix 5"},
                                    {2700, "vivoactive 3"},
                                    {2713, "Edge 1030"},
                                    {2886, "Forerunner 645"},
                                    {2888, "Forerunner 645 Music"},
                                    {2891, "Forerunner 30"},
                                    {2900, "fenix 5s Plus"},
                                    {2909, "Edge 130"},
                                    {3011, "Edge Explore"},
                                    {3076, "Forerunner 245"},
                                    {3077, "Forerunner 245 Music"},
                                    {3110, "fenix 5 Plus"},
                                    {3111, "fenix 5x Plus"},
                                    {3112, "Edge 520 Plus"},
                                    {3113, "Forerunner 945"},
                                    {3121, "Edge 530"},
                                    {3122, "Edge 830"},
                                    {3226, "Venu"},
                                    {3282, "Forerunner 45"},
                                    {3288, "fenix 6S"},
                                    {3290, "fenix 6"},
                                    {3291, "fenix 6x"},
                                    {3299, "HRM-Dual"},
                                    {3300, "HRM-Pro"},
                                    {3405, "Swim 2"},
                                    {3461, "Index Smart Scale 2"},
                                    {3466, "Instinct Solar"},
                                    {3558, "Edge 130 Plus"},
                                    {3570, "Edge 1030 Plus"},
                                    {3589, "Forerunner 745"},
                                    {3638, "Enduro"},
                                    {3652, "Forerunner 945 LTE"},
                                    {3703, "Venu 2"},
                                    {3704, "Venu 2S"},
                                    {3843, "Edge 1040"},
                                    {3869, "Forerunner 55"},
                                    {3888, "Instinct 2"},
                                    {3889, "Instinct 2s"},
                                    {3905, "fenix 7s"},
                                    {3906, "fenix 7"},
                                    {3907, "fenix 7x"},
                                    {3943, "epix gen2"},
                                    {3990, "Forerunner 255 Music"},
                                    {3991, "Forerunner 255 small Music"},
                                    {3992, "Forerunner 255"},
                                    {3993, "Forerunner 255 small"},
                                    {4024, "Forerunner 955"},
                                    {4061, "Edge 540"},
                                    {4062, "Edge 840"},
                                    {4155, "Instinct crossover"},
                                    {4257, "Forerunner 265 large"},
                                    {4258, "Forerunner 265 small"},
                                    {4260, "Venu 3"},
                                    {4261, "Venu 3S"},
                                    {4312, "epix gen2 pro 42"},
                                    {4313, "epix gen2 pro 47"},
                                    {4314, "epix gen2 pro 51"},
                                    {4315, "Forerunner 965"},
                                    {4341, "Enduro 2"},
                                    {4394, "Instinct 2x"},
                                    {4426, "vivoactive 5"},
                                    {4432, "Forerunner 165"},
                                    {4433, "Forerunner 165 Music"},
                                    {4440, "Edge 1050"},
                                    {4532, "fenix 8 Solar"},
                                    {4536, "fenix 8"},
                                    {4575, "Enduro 3"},
                                    {4625, "vivoactive 6"}};

std::string_view find(std::span<const Name> names, double number) {
  const auto found =
      std::ranges::lower_bound(names, number, {}, [](const Name& name) { return static_cast<double>(name.number); });
  return found != names.end() && found->number == number ? found->name : "";
}

/// Where the sport is only a place or "training", the kind of it says more.
std::string_view sport_by_kind(double kind) {
  if (kind == 20) return "strength";
  if (kind == 1 || kind == 45) return "running";
  if (kind == 5 || kind == 6) return "cycling";
  if (kind == 14) return "rowing";
  if (kind == 15) return "elliptical";
  if (kind == 16) return "stair_climbing";
  if (kind == 26) return "cardio";
  if (kind == 27) return "walking";
  if (kind == 43) return "yoga";
  if (kind == 44) return "pilates";
  return "";
}

}  // namespace

std::string fit_sport(double sport, double kind) {
  constexpr double kGeneric = 0, kFitnessEquipment = 4, kTraining = 10;
  if (sport == kGeneric || sport == kFitnessEquipment || sport == kTraining) {
    if (const std::string_view name = sport_by_kind(kind); !name.empty()) return std::string(name);
  }
  return std::string(find(kSports, sport));
}

std::string fit_exercise(double category) { return std::string(find(kExercises, category)); }

std::string fit_device(double manufacturer, double product, const std::string& product_name) {
  constexpr double kGarmin = 1, kNone = 255;
  std::string maker(find(kManufacturers, manufacturer));
  if (maker.empty() && manufacturer > 0 && manufacturer != kNone) maker = fmt::format("manufacturer {}", manufacturer);
  std::string name = product_name;
  if (name.empty() && manufacturer == kGarmin) name = find(kGarminProducts, product);
  if (name.empty() && !maker.empty() && product > 0) name = fmt::format("product {}", product);
  return name.empty() || maker.empty() || name.starts_with(maker) ? (name.empty() ? maker : name) : maker + " " + name;
}

}  // namespace formcast::intake
