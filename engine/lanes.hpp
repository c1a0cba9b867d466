#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <type_traits>

namespace formcast {

/// Members of an ensemble that are computed together.
inline constexpr int kLanes = 32;

/// 32 floats with elementwise operators: a model's number type when it runs a block of members.
/// A scalar broadcasts, a double being rounded to float first. In models written for any number type put constants
/// as Real(0.4): then double, float and Lanes each see the nearest number they can hold, and a lane gives the
/// same bits as float alone.
struct alignas(64) Lanes {
  float v[kLanes];

  Lanes() = default;
  template <class Scalar>
  requires std::is_arithmetic_v<Scalar>
  constexpr Lanes(Scalar scalar) {  // NOLINT(google-explicit-constructor): models mix numbers and lanes
    for (float& lane : v) lane = static_cast<float>(scalar);
  }
  float operator[](int lane) const { return v[lane]; }
  float& operator[](int lane) { return v[lane]; }

  /// From and to 32 consecutive floats, of any alignment.
  static Lanes load(const float* from) {
    Lanes result;
    for (int l = 0; l < kLanes; ++l) result.v[l] = from[l];
    return result;
  }
  void store(float* to) const {
    for (int l = 0; l < kLanes; ++l) to[l] = v[l];
  }
};

/// 32 counters or random words.
struct alignas(64) LaneWords {
  std::uint32_t v[kLanes];

  std::uint32_t operator[](int lane) const { return v[lane]; }
  std::uint32_t& operator[](int lane) { return v[lane]; }

  /// first, first + 1, ... modulo 2^32: the members of one block.
  static LaneWords counting_from(std::uint32_t first) {
    LaneWords result;
    for (int l = 0; l < kLanes; ++l) result.v[l] = first + static_cast<std::uint32_t>(l);
    return result;
  }
};

/// 32 truth values, each all ones or all zeros, so that choosing by them is bit arithmetic on every machine.
struct alignas(64) Mask {
  std::uint32_t v[kLanes];

  bool operator[](int lane) const { return v[lane] != 0; }
};

namespace detail {
inline float lane(const Lanes& a, int l) { return a.v[l]; }
inline std::uint32_t lane(const LaneWords& a, int l) { return a.v[l]; }
inline std::uint32_t lane(const Mask& a, int l) { return a.v[l]; }
inline float lane(float a, int) { return a; }

inline void set_lane(Lanes& a, int l, float value) { a.v[l] = value; }
inline void set_lane(LaneWords& a, int l, std::uint32_t value) { a.v[l] = value; }
inline void set_lane(Mask& a, int l, bool value) { a.v[l] = value ? ~0u : 0u; }

template <class Value>
struct OnLanes;
template <>
struct OnLanes<float> : std::type_identity<Lanes> {};
template <>
struct OnLanes<std::uint32_t> : std::type_identity<LaneWords> {};
template <>
struct OnLanes<bool> : std::type_identity<Mask> {};
}  // namespace detail

// clang (so also the browser build) would unroll short loops into 32 scalar operations before it vectorises, and a
// longer loop that reads their result is then not vectorised at all: half the speed.
#ifdef __clang__
#define FORMCAST_KEEP_ROLLED _Pragma("clang loop unroll(disable)")
#else
#define FORMCAST_KEEP_ROLLED
#endif

/// Applies `f`, a function of one member's floats and words, to every lane; a float among the arguments is the same
/// for all lanes, and truth values become a Mask. Lift a long scalar formula by one call of this: within one loop
/// its intermediate results stay in registers.
template <class F, class... In>
[[gnu::always_inline]] inline auto map(F f, const In&... in) {
  typename detail::OnLanes<decltype(f(detail::lane(in, 0)...))>::type result;
  FORMCAST_KEEP_ROLLED
  for (int l = 0; l < kLanes; ++l) detail::set_lane(result, l, f(detail::lane(in, l)...));
  return result;
}

// A scalar operand is passed on unchanged: a broadcast through memory would cost more than the operation.
#define FORMCAST_LANES_OPERATOR(op)                            \
  inline auto operator op(const Lanes& a, const Lanes& b) {    \
    return map([](float x, float y) { return x op y; }, a, b); \
  }                                                            \
  template <class Scalar>                                      \
  requires std::is_arithmetic_v<Scalar>                        \
  inline auto operator op(const Lanes& a, Scalar b) {          \
    const float y = static_cast<float>(b);                     \
    return map([y](float x) { return x op y; }, a);            \
  }                                                            \
  template <class Scalar>                                      \
  requires std::is_arithmetic_v<Scalar>                        \
  inline auto operator op(Scalar a, const Lanes& b) {          \
    const float x = static_cast<float>(a);                     \
    return map([x](float y) { return x op y; }, b);            \
  }
FORMCAST_LANES_OPERATOR(+)
FORMCAST_LANES_OPERATOR(-)
FORMCAST_LANES_OPERATOR(*)
FORMCAST_LANES_OPERATOR(/)
FORMCAST_LANES_OPERATOR(<)
FORMCAST_LANES_OPERATOR(<=)
FORMCAST_LANES_OPERATOR(>)
FORMCAST_LANES_OPERATOR(>=)
FORMCAST_LANES_OPERATOR(==)
FORMCAST_LANES_OPERATOR(!=)
#undef FORMCAST_LANES_OPERATOR
#undef FORMCAST_KEEP_ROLLED

inline Lanes operator-(const Lanes& a) {
  return map([](float x) { return -x; }, a);
}
inline Lanes& operator+=(Lanes& a, const Lanes& b) { return a = a + b; }
inline Lanes& operator-=(Lanes& a, const Lanes& b) { return a = a - b; }
inline Lanes& operator*=(Lanes& a, const Lanes& b) { return a = a * b; }
inline Lanes& operator/=(Lanes& a, const Lanes& b) { return a = a / b; }

/// On masks both sides are always evaluated: && and || do not stop early.
inline Mask operator&&(const Mask& a, const Mask& b) {
  return map([](std::uint32_t x, std::uint32_t y) { return (x & y) != 0; }, a, b);
}
inline Mask operator||(const Mask& a, const Mask& b) {
  return map([](std::uint32_t x, std::uint32_t y) { return (x | y) != 0; }, a, b);
}
inline Mask operator!(const Mask& a) {
  return map([](std::uint32_t x) { return x == 0; }, a);
}

/// Whether the condition holds in some lane, in every lane.
inline bool any(const Mask& mask) {
  std::uint32_t bits = 0;
  for (const std::uint32_t lane : mask.v) bits |= lane;
  return bits != 0;
}
inline bool all(const Mask& mask) { return !any(!mask); }
inline bool any(bool condition) { return condition; }
inline bool all(bool condition) { return condition; }

/// `a` where the mask is set, else `b`. Nothing leaks from the side that is not chosen, NaN and infinity included.
inline Lanes select(const Mask& mask, const Lanes& a, const Lanes& b) {
  const auto choose = [](std::uint32_t m, float x, float y) {
    return std::bit_cast<float>((std::bit_cast<std::uint32_t>(x) & m) | (std::bit_cast<std::uint32_t>(y) & ~m));
  };
  return map(choose, mask, a, b);
}
inline float select(bool condition, float a, float b) { return condition ? a : b; }
inline double select(bool condition, double a, double b) { return condition ? a : b; }

/// Correctly rounded, as IEEE 754 demands, hence the same on every machine.
inline float sqrt(float x) { return std::sqrt(x); }
inline double sqrt(double x) { return std::sqrt(x); }
inline Lanes sqrt(const Lanes& a) {
  return map([](float x) { return std::sqrt(x); }, a);
}

/// The smaller and the larger of two; `b` when either is NaN.
inline float min(float a, float b) { return a < b ? a : b; }
inline float max(float a, float b) { return a > b ? a : b; }
inline double min(double a, double b) { return a < b ? a : b; }
inline double max(double a, double b) { return a > b ? a : b; }
inline Lanes min(const Lanes& a, const Lanes& b) {
  return map([](float x, float y) { return x < y ? x : y; }, a, b);
}
inline Lanes max(const Lanes& a, const Lanes& b) {
  return map([](float x, float y) { return x > y ? x : y; }, a, b);
}

inline float abs(float x) { return std::fabs(x); }
inline double abs(double x) { return std::fabs(x); }
inline Lanes abs(const Lanes& a) {
  return map([](float x) { return std::fabs(x); }, a);
}

}  // namespace formcast
