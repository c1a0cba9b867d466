#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace formcast {

struct LogNormal {
  double median;
  double sd_log;
};

struct Normal {
  double mean;
  double sd;
};

struct Range {
  double low;
  double high;
};

/// The scale of a parameter's range and prior.
enum class Scale {
  kUnit,       ///< its own unit
  kUsualLoad,  ///< the athlete's usual daily load, so that one row suits every load scale
};

/// A shape parameter: one row that calibration, files, tables and docs all read. `nodes` is how many values of it
/// the bank carries, at the middles of equal cells of the range's logarithm.
struct Parameter {
  std::string_view name;
  std::string_view unit;
  LogNormal prior;
  Range range;
  int nodes;
  std::string_view text;
  Scale scale = Scale::kUnit;
};

/// The factor from a row's numbers to its unit, for an athlete.
constexpr double unit_of(const Parameter& p, double usual_load) {
  return p.scale == Scale::kUsualLoad ? usual_load : 1.0;
}

/// The rows of a model that is built on another one: the base's with half as many nodes (rounded up), then its own.
template <std::size_t N, std::size_t M>
constexpr std::array<Parameter, N + M> extend(const std::array<Parameter, N>& base,
                                              const std::array<Parameter, M>& own) {
  std::array<Parameter, N + M> rows{};
  for (std::size_t i = 0; i < N; ++i) {
    rows[i] = base[i];
    rows[i].nodes = (base[i].nodes + 1) / 2;
  }
  for (std::size_t i = 0; i < M; ++i) rows[N + i] = own[i];
  return rows;
}

/// A gain: performance moves by sign * gain * response, gain >= 0. The prior is on the benefit or cost of sustained
/// usual training, as a fraction of the athlete's performance, so that it suits every load scale and every time
/// constant (`sustained_response`). For a response that may be negative (kNetResponse) it is on what one usual day
/// adds. `unit` is written in the units of performance (p) and load (w).
struct Gain {
  std::string_view name;
  std::string_view unit;
  int sign;
  Normal prior;
  std::string_view text;
};

/// Benefit of an athlete's usual training compared with none, and the cost of its fatigue: fractions of performance.
/// Sources: models/README.md.
inline constexpr Normal kFitnessWorth{0.25, 0.25}, kFatigueCost{0.06, 0.06};

/// Whether a model's one response is benefit minus harm, and may be negative.
template <class Model>
inline constexpr bool kNetResponse = requires {
  requires Model::kNetResponse;
};

/// Concatenates names at compile time.
template <const std::string_view&... kParts>
struct Joined {
  static constexpr auto kLetters = [] {
    std::array<char, (kParts.size() + ...)> letters{};
    std::size_t at = 0;
    for (const std::string_view part : {kParts...}) {
      for (const char letter : part) letters[at++] = letter;
    }
    return letters;
  }();
  static constexpr std::string_view kText{kLetters.data(), kLetters.size()};
};

/// Number of Real members of a model's Shape or State (structs of Reals and nothing else).
template <class Struct, class Real>
inline constexpr std::size_t kFields = std::is_empty_v<Struct> ? 0 : sizeof(Struct) / sizeof(Real);

/// Number of a model's states with noise, each of which has a deviation.
template <class Model>
inline constexpr int kDeviations = [] {
  if constexpr (requires { Model::kDeviations; }) return Model::kDeviations;
  return 0;
}();

/// Whether the noise of a model's one deviation enters its baseline with the opposite sign: both together are then a
/// level with a damped slope (BankOptions::damped_slope).
template <class Model>
inline constexpr bool kDampedSlope = requires {
  requires Model::kDampedSlope;
};

/// The sign of deviation `d` in performance.
template <class Model>
constexpr int deviation_sign([[maybe_unused]] std::size_t d) {
  if constexpr (Model::kGains.empty()) {
    return +1;
  } else {
    return Model::kGains[d].sign;
  }
}

/// A Shape or State as the array of its members, in order of declaration, and back.
template <class Real, class Struct>
auto to_array(const Struct& s) {
  if constexpr (std::is_empty_v<Struct>) {
    return std::array<Real, 0>{};
  } else {
    return std::bit_cast<std::array<Real, kFields<Struct, Real>>>(s);
  }
}

template <class Struct, class Real>
Struct from_array(const std::array<Real, kFields<Struct, Real>>& values) {
  if constexpr (std::is_empty_v<Struct>) {
    return Struct{};
  } else {
    return std::bit_cast<Struct>(values);
  }
}

}  // namespace formcast
