#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <vector>

#include "sim/history/csv_rows.hpp"
#include "sim/twin/twin.hpp"
#include "tests/fuzz/fuzz_target.hpp"
#include "tests/fuzz/json_mutation.hpp"

namespace formcast::fuzz {
namespace {

bool all_from(double low, const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [&](double x) { return x >= low && std::isfinite(x); });
}

bool all_positive(const std::vector<double>& values) {
  return all_from(0.0, values) && std::find(values.begin(), values.end(), 0.0) == values.end();
}

bool sums_to_one(const std::vector<double>& shares) {
  double sum = 0.0;
  for (const double share : shares) sum += share;
  return std::abs(sum - 1.0) < 1e-5;
}

void check_model(const TwinModel& model) {
  require(all_from(0.0, {model.probability, model.weight}), "shares of models are not negative");
  for (const auto& shares : {model.node_probability, model.node_weight}) {
    require(shares.size() == model.nodes() && all_from(0.0, shares) && sums_to_one(shares), "nodes' shares make one");
  }
  require(all_positive(model.prior_median) && all_positive(model.prior_sd_log), "priors have logarithms");
  require(all_positive(model.test_sd) && all_from(0.0, model.walk_sd) && all_from(0.0, model.state_sd),
          "standard deviations are not negative");
  require(all_from(-1e300, model.mean) && all_from(-1e300, model.state) && all_from(-1e300, model.shape) &&
              all_from(-1e300, model.covariance),
          "numbers are finite");
  const std::size_t n = model.nodes(), c = model.coefficient_names.size();
  require(model.mean.size() == n * c && model.covariance.size() == n * c * (c + 1) / 2 &&
              model.shape.size() == n * model.shape_names.size(),
          "arrays are as long as their dimensions");
}

void check_tests(const Twin& twin, const std::vector<Test>& tests) {
  int day = -1;
  for (const Test& test : tests) {
    require(test.day > day && test.day < twin.days(), "tests are in order, one a day, inside the record");
    require(test.performance > 0.0 && std::isfinite(test.performance), "a performance is a number > 0");
    day = test.day;
  }
}

void check(const Twin& twin) {
  require(athlete_problem(twin.athlete).empty(), "an athlete's name can name a file");
  require(twin.days() >= 1 && twin.load_known.size() == twin.load.size(), "each day has a load");
  require(all_from(0.0, twin.load) && all_from(0.0, {twin.usual_week.begin(), twin.usual_week.end()}),
          "loads are >= 0");
  require(all_positive({twin.performance_scale, twin.usual_load}), "scales are positive");
  const Date last = twin.next_day() - date::days{1};
  require(parse_iso(iso(last)) == last, "the record ends on a date");
  check_tests(twin, twin.tests);
  check_tests(twin, twin.travel_tests);
  require(twin.travels() || (twin.travel_tests.empty() && twin.learned_effects.readings.empty()),
          "a twin with travel tests has trips");
  require(twin.sleep_hours.empty() || twin.sleep_hours.size() == twin.load.size(), "each day has a night, or none");
  for (const LogNormal& effect : twin.learned_effects.effects) {
    require(all_from(0.0, {effect.median, effect.sd_log}), "effects of travel can be drawn");
  }
  for (const TravelReading& reading : twin.learned_effects.readings) {
    require(reading.day >= 0 && reading.day < twin.days(), "a reading is on one of the days");
    require(all_from(-1e300, {reading.measured, reading.predicted, reading.sd}), "a reading is a number");
  }
  std::vector<double> weights;
  for (const TwinModel& model : twin.models) {
    check_model(model);
    weights.push_back(model.weight);
  }
  require(sums_to_one(weights), "the models' weights make one");
  (void)priors_of(twin);
}

}  // namespace
}  // namespace formcast::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace formcast;
  static const fuzz::Folder folder;
  try {
    const Twin twin = read_twin(folder.file("a.twin.json", fuzz::text(data, size)));
    fuzz::check(twin);
    const std::string written = to_json(twin);
    // Outside the try block: an accepted twin must be accepted again.
    const Twin again = [&] {
      try {
        return read_twin(folder.file("b.twin.json", written));
      } catch (const InputError& error) {
        std::fprintf(stderr, "%s\n", error.what());
        fuzz::require(false, "a twin that was read can be written and read again");
        throw;
      }
    }();
    fuzz::require(to_json(again) == written, "it then reads the same");
  } catch (const InputError&) {
  }
  return 0;
}

/// Single bytes rarely leave JSON whole, so that most mutations are of values.
extern "C" std::size_t LLVMFuzzerCustomMutator(std::uint8_t* data, std::size_t size, std::size_t most, unsigned seed) {
  return formcast::fuzz::mutate_json(data, size, most, seed);
}
