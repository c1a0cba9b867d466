// What every model of the catalogue obeys. A model that joins the catalogue joins these tests.
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>
#include <tuple>
#include <vector>

#include "engine/lanes.hpp"
#include "models/catalogue.hpp"
#include "models/shape_nodes.hpp"
#include "models/timing.hpp"

namespace formcast {
namespace {

template <class Models>
struct TypesOf;
template <class... Model>
struct TypesOf<std::tuple<Model...>> {
  using type = ::testing::Types<Model...>;
};

template <class Model>
using State = typename Model::template State<double>;
template <class Model>
using Shape = typename Model::template Shape<double>;

template <class Model>
class ModelLaws : public ::testing::Test {
 protected:
  /// The corners and the middle of the parameters' ranges, admissible ones only.
  static std::vector<Shape<Model>> shapes() {
    constexpr std::size_t n = Model::kShape.size();
    std::vector<Shape<Model>> result;
    for (std::size_t corner = 0; corner < (std::size_t{1} << n); ++corner) {
      std::array<double, n> value{};
      for (std::size_t i = 0; i < n; ++i) {
        value[i] = (corner >> i) & 1 ? Model::kShape[i].range.high : Model::kShape[i].range.low;
      }
      const auto shape = from_array<Shape<Model>>(value);
      if (Model::admissible(shape)) result.push_back(shape);
    }
    std::array<double, n> prior{};
    for (std::size_t i = 0; i < n; ++i) prior[i] = Model::kShape[i].prior.median;
    result.push_back(from_array<Shape<Model>>(prior));
    return result;
  }

  /// The responses after so many days.
  template <class Real>
  static auto respond(const Shape<Model>& shape, const std::vector<double>& load, Timing timing) {
    return Model::template response<Real>(rates_of<Real>(shape), live<Real>(shape, load, timing));
  }

  template <class Real>
  static typename Model::template Rates<Real> rates_of(const Shape<Model>& shape) {
    std::array<Real, Model::kShape.size()> fields;
    const auto values = to_array<double>(shape);
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if constexpr (std::is_same_v<Real, double>) {
        fields[i] = values[i];
      } else {
        fields[i] = Real(static_cast<float>(values[i]));
      }
    }
    return Model::template rates<Real>(from_array<typename Model::template Shape<Real>>(fields));
  }

  template <class Real>
  static typename Model::template State<Real> live(const Shape<Model>& shape, const std::vector<double>& load,
                                                   Timing timing) {
    const auto rates = rates_of<Real>(shape);
    auto x = typename Model::template State<Real>{};
    for (auto& field : fields_of<Real>(x)) *field = Real(0.0f);
    for (double w : load) live_day<Model, Real>(timing, rates, x, Real(static_cast<float>(w)), [](const auto&) {});
    return x;
  }

  template <class Real>
  static std::vector<Real*> fields_of(typename Model::template State<Real>& x) {
    std::vector<Real*> fields;
    if constexpr (!std::is_empty_v<typename Model::template State<Real>>) {
      for (std::size_t i = 0; i < sizeof(x) / sizeof(Real); ++i) fields.push_back(reinterpret_cast<Real*>(&x) + i);
    }
    return fields;
  }

  static std::vector<double> season(int days) {
    std::mt19937 random(17);
    std::vector<double> load;
    for (int day = 0; day < days; ++day) {
      load.push_back(day % 4 == 0 ? 0.0 : 20.0 + static_cast<double>(random() % 4000) / 10.0);
    }
    return load;
  }
};
TYPED_TEST_SUITE(ModelLaws, TypesOf<Catalogue>::type);

constexpr std::array<Timing, 2> kTimings{Timing::kNextDay, Timing::kSameDay};

TYPED_TEST(ModelLaws, ParameterTableMakesSense) {
  for (const Parameter& p : TypeParam::kShape) {
    EXPECT_FALSE(p.name.empty() || p.unit.empty() || p.text.empty());
    EXPECT_GT(p.range.low, 0.0) << p.name;
    EXPECT_LT(p.range.low, p.prior.median) << p.name;
    EXPECT_GT(p.range.high, p.prior.median) << p.name;
    EXPECT_GT(p.prior.sd_log, 0.0) << p.name;
    EXPECT_GT(p.nodes, 1) << p.name;
  }
  for (const Gain& g : TypeParam::kGains) {
    EXPECT_TRUE(g.sign == 1 || g.sign == -1) << g.name;
    EXPECT_GT(g.prior.sd, 0.0) << g.name;
  }
}

TYPED_TEST(ModelLaws, RestIsAnEquilibrium) {
  for (const auto& shape : this->shapes()) {
    for (double r : this->template respond<double>(shape, std::vector<double>(100, 0.0), Timing::kSameDay)) {
      EXPECT_EQ(r, 0.0);
    }
  }
}

TYPED_TEST(ModelLaws, TrainingIsForgotten) {
  for (const auto& shape : this->shapes()) {
    std::vector<double> load = this->season(120);
    const auto trained = this->template respond<double>(shape, load, Timing::kSameDay);
    load.insert(load.end(), 4000, 0.0);
    const auto rested = this->template respond<double>(shape, load, Timing::kSameDay);
    for (std::size_t i = 0; i < trained.size(); ++i) {
      EXPECT_GT(trained[i], 0.0);
      EXPECT_LT(rested[i], 1e-9 * trained[i]);
    }
  }
}

TYPED_TEST(ModelLaws, MoreTrainingNeverRespondsLess) {
  for (const auto& shape : this->shapes()) {
    for (const Timing timing : kTimings) {
      const std::vector<double> load = this->season(90);
      std::vector<double> more = load;
      more[60] += 50.0;
      const auto a = this->template respond<double>(shape, load, timing);
      const auto b = this->template respond<double>(shape, more, timing);
      for (std::size_t i = 0; i < a.size(); ++i) EXPECT_GE(b[i], a[i]);
    }
  }
}

// A test before training sees yesterday's state after a night; one after training sees the session too. On a day of
// rest both see the same.
TYPED_TEST(ModelLaws, TimingsDifferByTheDaysSessionAlone) {
  for (const auto& shape : this->shapes()) {
    const auto rates = TypeParam::template rates<double>(shape);
    const std::vector<double> load = this->season(50);
    State<TypeParam> morning{}, evening{};
    for (double w : load) {
      std::array<double, TypeParam::kGains.size()> seen_morning{}, seen_evening{};
      live_day<TypeParam, double>(Timing::kNextDay, rates, morning, w, [&](const auto& x) {
        seen_morning = TypeParam::template response<double>(rates, x);
      });
      live_day<TypeParam, double>(Timing::kSameDay, rates, evening, w, [&](const auto& x) {
        seen_evening = TypeParam::template response<double>(rates, x);
      });
      for (std::size_t i = 0; i < seen_morning.size(); ++i) {
        if (w == 0.0) {
          EXPECT_EQ(seen_morning[i], seen_evening[i]);
        } else {
          EXPECT_LT(seen_morning[i], seen_evening[i]);
        }
      }
    }
    EXPECT_EQ(to_array<double>(morning), to_array<double>(evening));
  }
}

TYPED_TEST(ModelLaws, FloatLanesAgreeWithDouble) {
  for (const auto& shape : this->shapes()) {
    const std::vector<double> load = this->season(365);
    const auto exact = this->template respond<double>(shape, load, Timing::kNextDay);
    const auto lanes = this->template respond<Lanes>(shape, load, Timing::kNextDay);
    for (std::size_t i = 0; i < exact.size(); ++i) {
      for (int lane = 0; lane < kLanes; ++lane) EXPECT_NEAR(lanes[i][lane] / exact[i], 1.0, 2e-5);
    }
  }
}

TYPED_TEST(ModelLaws, FiniteInsideAllBounds) {
  for (const auto& shape : this->shapes()) {
    for (const Lanes& r : this->template respond<Lanes>(shape, std::vector<double>(3650, 10000.0), Timing::kSameDay)) {
      for (int lane = 0; lane < kLanes; ++lane) EXPECT_TRUE(std::isfinite(r[lane]));
    }
  }
}

TYPED_TEST(ModelLaws, ShapeNodesCarryThePrior) {
  const auto nodes = shape_nodes<TypeParam>(120.0);
  double total = 0.0;
  for (const auto& node : nodes) {
    EXPECT_TRUE(TypeParam::admissible(node.shape));
    total += std::exp(node.log_prior);
  }
  EXPECT_NEAR(total, 1.0, 1e-12);
}

TYPED_TEST(ModelLaws, UsualResponseIsWhatAUsualDayAdds) {
  for (const auto& shape : this->shapes()) {
    const double w = 80.0;
    const std::vector<double> usual(6000, w);
    const auto before = this->template respond<double>(shape, usual, Timing::kNextDay);
    auto x = this->template live<double>(shape, usual, Timing::kNextDay);
    const auto rates = this->template rates_of<double>(shape);
    TypeParam::train(rates, x, w);
    const auto after = TypeParam::template response<double>(rates, x);
    const auto added = TypeParam::usual_response(shape, w);
    for (std::size_t i = 0; i < added.size(); ++i) EXPECT_NEAR(after[i] - before[i], added[i], 1e-6 * after[i]);
  }
}

}  // namespace
}  // namespace formcast
