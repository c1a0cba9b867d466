#include "sim/cli/derived_report.hpp"

namespace formcast {

Json derived_json(const DerivedEffect& effect) {
  const auto level = [](const Level& of) { return Json{{"mean", of.mean}, {"sd", of.sd}}; };
  return {{"tests", effect.tests},
          {"level", level(effect.with)},
          {"level_without", effect.alone ? Json() : level(effect.without)}};
}

}  // namespace formcast
