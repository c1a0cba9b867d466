#pragma once

#include <array>
#include <vector>

#include "sim/inference/bank_run.hpp"
#include "sim/inference/forecast_skill.hpp"

namespace formcast {

/// A model fitted by least squares.
template <class Model>
struct LeastSquaresFit {
  typename Model::template Shape<double> shape;
  double baseline = 0.0;                            ///< [p]
  std::array<double, Model::kGains.size()> gain{};  ///< >= 0
  double sse = 0.0;                                 ///< over the known tests [p^2]
  double sd = 0.0;                                  ///< > 0, of a test about the curve [p]
};

/// The classical way to fit a fitness-fatigue model: the curve nearest the tests, gains >= 0, tau1 in [1.5, 300] d,
/// tau2 in [1, tau1 / 1.5] d and, where there is one, tau3 in [0.1, 40] d. Variable projection (Golub & Pereyra 1973,
/// SIAM J Numer Anal 10:413): for given time constants the gains and the baseline follow in closed form, so that only
/// the time constants are searched, on a grid that all origins share and then by a pattern search (Hooke & Jeeves
/// 1961, J ACM 8:212) from its best nodes. Banister and Busso are instantiated.
template <class Model>
class LeastSquares {
 public:
  static_assert(Model::kGains.size() == 2 && kDeviations<Model> == 0, "closed form for two gains");
  static constexpr std::size_t kAxes = Model::kShape.size();
  static constexpr int kParameters = 1 + static_cast<int>(Model::kGains.size() + kAxes);
  using Shape = typename Model::template Shape<double>;

  /// log tau1, log(tau1 / tau2) and log tau3: the order of the two is a bound of one axis, along which the search can
  /// slide. Best fits often lie on it.
  using Point = std::array<double, kAxes>;

  /// Refers to the record, of whose loads it takes the first version.
  explicit LeastSquares(const Record& record);

  /// The fit to the first `known` >= 1 tests, sd^2 = SSE / (known - parameters). With no more tests than parameters any
  /// curve would pass through them: the fit is then their mean, with their spread (of one test: a tenth of it).
  LeastSquaresFit<Model> fit(int known) const;

  /// A fit's curve at each test of the record. (tests) [p]
  std::vector<double> curve(const LeastSquaresFit<Model>& fit) const;

 private:
  std::vector<Point> starts(int known) const;
  Shape nearest(int known) const;

  const Record& record_;
  std::vector<Point> node_;
  std::vector<std::vector<double>> node_sse_;  // [known - 1][node]
};

/// The Banister model and Busso's variable dose-response model, fitted by least squares to the tests known at each
/// case: a normal forecast about the fitted curve. Refers to the record; fits once for all cases of an origin, and so
/// is for one thread.
ForecastMethod banister_least_squares(const Record& record);
ForecastMethod busso_least_squares(const Record& record);

}  // namespace formcast
