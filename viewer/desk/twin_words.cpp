#include "viewer/desk/twin_words.hpp"

#include <array>

#include "sim/base/language.hpp"
#include "sim/base/sentence.hpp"

namespace formcast {
namespace {

/// As sim/calibration makes them (meta:languages looks for each there).
constexpr std::array kWarnings{
    marked("the tests scatter by less than the prior allows ({:.1f} % of performance): are they measurements?"),
    marked("the tests scatter by as much as the prior allows ({:.0f} % of performance) or more: intervals may be too "
           "narrow"),
    marked("performance wanders by as much as the prior allows ({:.0f} % a day) or more: intervals far ahead may be "
           "too narrow"),
    marked("the last {} days' mean load is {:.3g}, {:.1f} times the usual load of this record ({:.3g}): the effect of "
           "such training is mostly assumed"),
    marked("{}: tau1 is not separated from tau2 (90 % intervals {:.0f}-{:.0f} d and {:.0f}-{:.0f} d overlap): how fast "
           "fitness and fatigue fade is partly assumed"),
    marked("{}: gain {} is not distinct from zero: the tests do not show this effect"),
    marked("only {} test{}: the shape of the response is mostly the population's, not yet this athlete's; more tests "
           "would identify it"),
    marked("{} of {} loads are missing and were taken as usual for their weekday"),
    marked("the loads explain these tests no better than a slowly changing level does ({:.0f} % likely): plans will "
           "differ little"),
    marked("one test ahead the twin's MAPE is {:.1f} %, no better than {} ({:.1f} %)"),
    marked("{}: the tests hardly inform {}: the estimates there are the priors"),
    marked("{}: {} and {} are identified jointly, not separately (correlation {:.2f})"),
    marked("the last test"),
    marked("the mean of five")};

}  // namespace

std::vector<std::string> warnings_text(const Twin& twin) {
  std::vector<std::string> texts;
  for (const std::string& warning : twin.warnings) texts.push_back(retold(warning, kWarnings));
  return texts;
}

}  // namespace formcast
