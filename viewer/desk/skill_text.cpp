#include "viewer/desk/skill_text.hpp"

#include <fmt/format.h>

#include <cmath>

#include "sim/base/language.hpp"

namespace formcast {

std::optional<std::string> skill_text(const HorizonSkill& horizon) {
  const MethodSkill* mine = horizon.find(std::string(kTwinMethod));
  const MethodSkill* naive = horizon.find("last_value");
  if (horizon.forecasts == 0 || mine == nullptr || naive == nullptr) return std::nullopt;
  const auto inside = static_cast<int>(std::lround(mine->coverage90 / 100.0 * horizon.forecasts));
  return tr(
      "Mean forecast error {} to {} days ahead: {:.1f} %; carrying the last test forward: {:.1f} %. {} of {} forecasts "
      "held the test in their 90 % range.",
      horizon.from, horizon.to, mine->mape, naive->mape, inside, horizon.forecasts);
}

std::string too_few_tests_text(const Twin& twin) {
  return tr("Only {} tests: too few to judge, and the shape of the response is mostly the population's.",
            twin.tests.size());
}

}  // namespace formcast
