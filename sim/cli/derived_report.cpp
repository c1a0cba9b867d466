#include "sim/cli/derived_report.hpp"

namespace formcast {

Json derived_json(const DerivedEffect& effect) {
  const auto level = [](const Level& of) { return Json{{"mean", of.mean}, {"sd", of.sd}}; };
  Json json{{"tests", effect.tests},
            {"lower_bounds", effect.bounds},
            {"level", level(effect.with)},
            {"level_without", effect.alone ? Json() : level(effect.without)}};
  if (effect.without_bounds) json["level_without_bounds"] = level(*effect.without_bounds);
  return json;
}

}  // namespace formcast
