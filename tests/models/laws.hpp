#pragma once

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <random>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/lanes.hpp"
#include "models/shape_nodes.hpp"
#include "models/timing.hpp"
#include "tests/models/trajectory.hpp"

// The laws of every model, instantiated by laws_test.cpp for the catalogue and by recipe_test.cpp for a new one.
namespace formcast {

/// Training decays as a power of time, for which no exponential bound holds.
template <class Model>
inline constexpr bool kForgetsByAPower = requires {
  Model::kForgetsByAPower;
};

/// The usual load of the test athlete [w].
inline constexpr double kUsual = 120.0;
inline constexpr std::array<Timing, 2> kTimings{Timing::kNextDay, Timing::kSameDay};

template <class Model>
class ModelLaws : public ::testing::Test {
 protected:
  using Responses = std::array<double, Model::kGains.size()>;

  /// The corners of the parameters' ranges, admissible ones only, and the prior's medians. A parameter of one node
  /// stays there.
  static std::vector<Shape<Model>> shapes() {
    constexpr std::size_t n = Model::kShape.size();
    std::vector<Shape<Model>> result;
    const auto add = [&](auto value_of) {
      std::array<double, n> value{};
      for (std::size_t i = 0; i < n; ++i) {
        const Parameter& p = Model::kShape[i];
        value[i] = p.nodes == 1 ? cell_middle(p, 0, 1) : value_of(p, i);
        if (p.scale == Scale::kUsualLoad) value[i] *= kUsual;
      }
      const auto shape = from_array<Shape<Model>>(value);
      if (Model::admissible(shape)) result.push_back(shape);
    };
    for (std::size_t corner = 0; corner < (std::size_t{1} << n); ++corner) {
      std::size_t fixed = 0;
      for (std::size_t i = 0; i < n; ++i) fixed |= std::size_t{Model::kShape[i].nodes == 1} << i;
      if ((corner & fixed) != 0) continue;
      add([&](const Parameter& p, std::size_t i) { return (corner >> i) & 1 ? p.range.high : p.range.low; });
    }
    const auto nodes = shape_nodes<Model>(kUsual);
    for (std::size_t i = 0; i < nodes.size(); i += 1 + nodes.size() / 12) result.push_back(nodes[i].shape);
    const std::size_t others = result.size();
    add([](const Parameter& p, std::size_t) { return p.prior.median; });
    EXPECT_EQ(result.size(), others + 1) << "the prior's medians are not admissible";
    return result;
  }

  /// The responses after so many days.
  template <class Real>
  static auto respond(const Shape<Model>& shape, const std::vector<double>& load, Timing timing) {
    return Model::template response<Real>(rates_of<Real>(shape), simulate<Real>(shape, load, timing));
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
  static typename Model::template State<Real> simulate(const Shape<Model>& shape, const std::vector<double>& load,
                                                       Timing timing) {
    const auto rates = rates_of<Real>(shape);
    auto x = typename Model::template State<Real>{};
    for (auto& field : fields_of<Real>(x)) *field = Real(0.0f);
    for (double w : load) step_day<Model, Real>(timing, rates, x, Real(static_cast<float>(w)), [](const auto&) {});
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

  /// The largest effect, of either sign, of one usual day on each response on any later day, on top of so many usual
  /// days.
  static Responses usual_day_adds(const Shape<Model>& shape, int usual_days) {
    const auto rates = rates_of<double>(shape);
    State<Model> without =
        simulate<double>(shape, std::vector<double>(static_cast<std::size_t>(usual_days), kUsual), Timing::kNextDay);
    State<Model> with = without;
    Model::train(rates, with, kUsual);
    Responses most{};
    for (int day = 0; day < 400; ++day) {
      const auto a = Model::template response<double>(rates, without);
      const auto b = Model::template response<double>(rates, with);
      for (std::size_t i = 0; i < most.size(); ++i) most[i] = std::max(most[i], std::abs(b[i] - a[i]));
      Model::rest(rates, without);
      Model::rest(rates, with);
      if (usual_days > 0) Model::train(rates, without, kUsual), Model::train(rates, with, kUsual);
    }
    return most;
  }
};
TYPED_TEST_SUITE_P(ModelLaws);

TYPED_TEST_P(ModelLaws, ParameterTableMakesSense) {
  for (const Parameter& p : TypeParam::kShape) {
    EXPECT_FALSE(p.name.empty() || p.unit.empty() || p.text.empty());
    EXPECT_GT(p.range.low, 0.0) << p.name;
    EXPECT_LT(p.range.low, p.prior.median) << p.name;
    EXPECT_GT(p.range.high, p.prior.median) << p.name;
    EXPECT_GT(p.prior.sd_log, 0.0) << p.name;
    EXPECT_GE(p.nodes, 1) << p.name;
  }
  for (const Gain& g : TypeParam::kGains) {
    EXPECT_TRUE(g.sign == 1 || g.sign == -1) << g.name;
    EXPECT_GT(g.prior.sd, 0.0) << g.name;
  }
}

// Results carry them as "banister 1, busso 1", so a name is one word.
TYPED_TEST_P(ModelLaws, NameAndVersionTellModelsApart) {
  EXPECT_GE(TypeParam::kVersion, 1);
  EXPECT_FALSE(TypeParam::kName.empty());
  EXPECT_EQ(TypeParam::kName.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"), std::string_view::npos);
}

TYPED_TEST_P(ModelLaws, RestIsAnEquilibrium) {
  for (const auto& shape : this->shapes()) {
    for (double r : this->template respond<double>(shape, std::vector<double>(100, 0.0), Timing::kSameDay)) {
      EXPECT_EQ(r, 0.0);
    }
  }
}

// Exponentially, except for a model that declares a power law: less than 1 % of its response is left after 11 years.
TYPED_TEST_P(ModelLaws, TrainingIsForgotten) {
  const double left = kForgetsByAPower<TypeParam> ? 1e-2 : 1e-9;
  for (const auto& shape : this->shapes()) {
    std::vector<double> load = this->season(120);
    const auto trained = this->template respond<double>(shape, load, Timing::kSameDay);
    load.insert(load.end(), 4000, 0.0);
    const auto rested = this->template respond<double>(shape, load, Timing::kSameDay);
    for (std::size_t i = 0; i < trained.size(); ++i) {
      EXPECT_GT(kNetResponse<TypeParam> ? std::abs(trained[i]) : trained[i], 0.0);
      EXPECT_LT(std::abs(rested[i]), left * std::abs(trained[i]));
    }
  }
}

// Benefit and harm each grow with training. A net response need only change.
TYPED_TEST_P(ModelLaws, MoreTrainingNeverRespondsLess) {
  for (const auto& shape : this->shapes()) {
    for (const Timing timing : kTimings) {
      const std::vector<double> load = this->season(90);
      std::vector<double> more = load;
      more[60] += 50.0;
      const auto a = this->template respond<double>(shape, load, timing);
      const auto b = this->template respond<double>(shape, more, timing);
      for (std::size_t i = 0; i < a.size(); ++i) {
        if (kNetResponse<TypeParam>) {
          EXPECT_NE(b[i], a[i]);
        } else {
          EXPECT_GE(b[i], a[i]);
        }
      }
    }
  }
}

// A test before training sees yesterday's state after a night; one after training sees the session too, at once or,
// where its effect is delayed, from the next morning (of a net one both sides may be delayed). On a day of rest
// both see the same.
TYPED_TEST_P(ModelLaws, TimingsDifferByTheDaysSessionAlone) {
  for (const auto& shape : this->shapes()) {
    const auto rates = TypeParam::template rates<double>(shape);
    State<TypeParam> morning{}, evening{};
    for (double w : this->season(50)) {
      const State<TypeParam> waking = morning;
      std::array<double, TypeParam::kGains.size()> seen_morning{}, seen_evening{};
      step_day<TypeParam, double>(Timing::kNextDay, rates, morning, w, [&](const auto& x) {
        seen_morning = TypeParam::template response<double>(rates, x);
      });
      step_day<TypeParam, double>(Timing::kSameDay, rates, evening, w, [&](const auto& x) {
        seen_evening = TypeParam::template response<double>(rates, x);
      });
      State<TypeParam> rested = waking;
      TypeParam::rest(rates, rested);
      const auto without = TypeParam::template response<double>(rates, rested);
      const auto with = TypeParam::template response<double>(rates, morning);
      for (std::size_t i = 0; i < seen_morning.size(); ++i) {
        if (w == 0.0) {
          EXPECT_EQ(seen_morning[i], seen_evening[i]);
        } else {
          EXPECT_TRUE(kNetResponse<TypeParam> || seen_morning[i] <= seen_evening[i]);
          EXPECT_TRUE(seen_morning[i] != seen_evening[i] || without[i] != with[i] || kNetResponse<TypeParam>);
          EXPECT_NE(to_array<double>(rested), to_array<double>(morning));
        }
      }
    }
    EXPECT_EQ(to_array<double>(morning), to_array<double>(evening));
  }
}

TYPED_TEST_P(ModelLaws, FloatLanesAgreeWithDouble) {
  for (const auto& shape : this->shapes()) {
    const std::vector<double> load = this->season(365);
    const auto exact = this->template respond<double>(shape, load, Timing::kNextDay);
    const auto lanes = this->template respond<Lanes>(shape, load, Timing::kNextDay);
    const auto usual = TypeParam::usual_response(shape, kUsual);
    for (std::size_t i = 0; i < exact.size(); ++i) {
      const double scale = kNetResponse<TypeParam> ? std::abs(exact[i]) + usual[i] : exact[i];
      for (int lane = 0; lane < kLanes; ++lane) EXPECT_NEAR(lanes[i][lane], exact[i], 2e-5 * scale);
    }
  }
}

TYPED_TEST_P(ModelLaws, FiniteInsideAllBounds) {
  for (const auto& shape : this->shapes()) {
    for (float r : this->template respond<float>(shape, std::vector<double>(3650, 10000.0), Timing::kSameDay)) {
      EXPECT_TRUE(std::isfinite(r));
    }
  }
}

TYPED_TEST_P(ModelLaws, ShapeNodesCarryThePrior) {
  const auto nodes = shape_nodes<TypeParam>(kUsual);
  double total = 0.0;
  for (const auto& node : nodes) {
    EXPECT_TRUE(TypeParam::admissible(node.shape));
    total += std::exp(node.log_prior);
  }
  EXPECT_NEAR(total, 1.0, 1e-12);
  EXPECT_LE(nodes.size(), 320u);
  this->RecordProperty("nodes", static_cast<int>(nodes.size()));
}

// Exact for a linear model, where a usual day always adds as much. Otherwise the stated response is between the
// increments at rest and in usual training. A net response never moves by more than stated.
TYPED_TEST_P(ModelLaws, UsualResponseIsWhatAUsualDayAdds) {
  for (const auto& shape : this->shapes()) {
    const auto at_rest = this->usual_day_adds(shape, 0), in_training = this->usual_day_adds(shape, 3000);
    const auto stated = TypeParam::usual_response(shape, kUsual);
    for (std::size_t i = 0; i < stated.size(); ++i) {
      EXPECT_GT(stated[i], 0.0);
      if (kNetResponse<TypeParam>) {
        EXPECT_GT(at_rest[i] + in_training[i], 0.0);
        EXPECT_LE(std::max(at_rest[i], in_training[i]), (1.0 + 1e-9) * stated[i]);
      } else {
        EXPECT_GE(stated[i], (1.0 - 1e-9) * std::min(at_rest[i], in_training[i]));
        EXPECT_LE(stated[i], (1.0 + 1e-9) * std::max(at_rest[i], in_training[i]));
      }
    }
  }
}

REGISTER_TYPED_TEST_SUITE_P(ModelLaws, ParameterTableMakesSense, NameAndVersionTellModelsApart, RestIsAnEquilibrium,
                            TrainingIsForgotten, MoreTrainingNeverRespondsLess, TimingsDifferByTheDaysSessionAlone,
                            FloatLanesAgreeWithDouble, FiniteInsideAllBounds, ShapeNodesCarryThePrior,
                            UsualResponseIsWhatAUsualDayAdds);

/// Names tests by their model.
struct NamedByModel {
  template <class Model>
  static std::string GetName(int) {
    return std::string(Model::kName);
  }
};

}  // namespace formcast
