// A model added as in models/README.md, except to the catalogue: the laws hold for it and a bank learns its gain.
#include <array>
#include <string_view>

#include "engine/lanes_math.hpp"
#include "models/parameter.hpp"
#include "sim/calibration/calibrate.hpp"
#include "sim/inference/bank_run.hpp"
#include "tests/models/laws.hpp"

namespace formcast {
namespace {

/// p = p0 + k g: training helps and never tires.
struct FitnessAlone {
  static constexpr std::string_view kName = "fitness_alone";
  static constexpr std::string_view kTitle = "fitness without fatigue";
  static constexpr int kVersion = 1;

  template <class Real>
  struct Shape {
    Real tau;  // [d]
  };
  template <class Real>
  struct Rates {
    Real g;  // decay factor of a night
  };
  template <class Real>
  struct State {
    Real g;  // fitness [AU]
  };

  static constexpr std::array<Parameter, 1> kShape{{
      {"tau", "d", LogNormal{40.0, 0.5}, Range{8.0, 120.0}, 9, "fitness time constant"},
  }};
  static constexpr std::array<Gain, 1> kGains{{
      {"k", "p/w", +1, Normal{0.035, 0.035}, "fitness gain"},
  }};

  static constexpr bool admissible(const Shape<double>&) { return true; }
  template <class Real>
  static Rates<Real> rates(const Shape<Real>& s) {
    return {exp(Real(-1.0f) / s.tau)};
  }
  template <class Real>
  static void train(const Rates<Real>&, State<Real>& x, const Real& w) {
    x.g = x.g + w;
  }
  template <class Real>
  static void rest(const Rates<Real>& r, State<Real>& x) {
    x.g = r.g * x.g;
  }
  template <class Real>
  static std::array<Real, 1> response(const Rates<Real>&, const State<Real>& x) {
    return {x.g};
  }
  static std::array<double, 1> usual_response(const Shape<double>&, double usual_load) { return {usual_load}; }
};
INSTANTIATE_TYPED_TEST_SUITE_P(Recipe, ModelLaws, ::testing::Types<FitnessAlone>, NamedByModel);

TEST(Recipe, ABankLearnsTheGainOfAModelThatFollowsIt) {
  const double p0 = 250.0, k = 0.02;
  const auto shapes = shape_nodes<FitnessAlone>(kUsual);
  const Shape<FitnessAlone> truth = shapes[4].shape;
  Record record{Timing::kNextDay, {{}}, {}};
  for (int day = 0; day < 150; ++day) record.load[0].push_back(day % 50 < 35 ? kUsual : 0.2 * kUsual);
  const auto x = run<FitnessAlone>(truth, record.load[0], record.timing);
  for (int day = 3; day < 150; day += 7) {
    const double scatter = day % 2 == 0 ? 0.5 : -0.5;
    record.tests.push_back({day, p0 + k * x[static_cast<std::size_t>(day)].g + scatter});
  }
  const auto bank = run_bank<FitnessAlone>(record, shapes, coefficient_prior(shapes, {p0, kUsual}), {{0.0, 0.5, 0.0}});
  double total = 0.0, tau = 0.0, gain = 0.0;
  for (const auto& node : bank.nodes) {
    total += node.share;
    gain += node.share * node.x.mean[1];
    tau += node.share * bank.shapes[static_cast<std::size_t>(node.shape)].shape.tau;
  }
  EXPECT_NEAR(gain / total, k, 0.02 * k);
  EXPECT_NEAR(tau / total, truth.tau, 0.02 * truth.tau);
}

}  // namespace
}  // namespace formcast
