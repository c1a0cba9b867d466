#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "engine/lanes.hpp"
#include "engine/lanes_math.hpp"

namespace formcast {

/// Members that are computed together where values must stay in registers between operations.
inline constexpr int kRegisterLanes = 16;

/// Half a block: 16 floats in two vectors, with the operations of Lanes and the same bits. An equation of a dozen
/// values in Lanes needs 48 of AVX2's 16 registers, and then every operation goes through memory: an ODE's step takes
/// three times as long. For such inner loops only; blocks are kept in Lanes.
///
/// In vectors of GCC and clang, not loops: a loop this short is unrolled before it is vectorised. Where a machine has
/// narrower registers the compiler uses several.
struct alignas(32) RegisterLanes {
  typedef float Floats __attribute__((vector_size(32)));
  typedef std::int32_t Bits __attribute__((vector_size(32)));
  static constexpr int kVectors = 2;
  Floats v[kVectors];

  RegisterLanes() = default;
  template <class Scalar>
  requires std::is_arithmetic_v<Scalar> RegisterLanes(Scalar scalar) {  // NOLINT(google-explicit-constructor): as Lanes
    for (Floats& each : v) each = Floats{} + static_cast<float>(scalar);
  }
  float operator[](int lane) const { return v[lane / 8][lane % 8]; }

  /// From and to 16 consecutive floats, of any alignment.
  static RegisterLanes load(const float* from) {
    std::array<float, kRegisterLanes> lanes;
    for (std::size_t l = 0; l < lanes.size(); ++l) lanes[l] = from[l];
    return std::bit_cast<RegisterLanes>(lanes);
  }
  void store(float* to) const {
    const auto lanes = std::bit_cast<std::array<float, kRegisterLanes>>(*this);
    for (std::size_t l = 0; l < lanes.size(); ++l) to[l] = lanes[l];
  }
};

/// 16 truth values, each all ones or all zeros.
struct alignas(32) RegisterMask {
  RegisterLanes::Bits v[RegisterLanes::kVectors];
};

#define FORMCAST_REGISTER_OPERATOR(Result, op)                                   \
  inline Result operator op(const RegisterLanes& a, const RegisterLanes& b) {    \
    Result r;                                                                    \
    for (int i = 0; i < RegisterLanes::kVectors; ++i) r.v[i] = a.v[i] op b.v[i]; \
    return r;                                                                    \
  }
FORMCAST_REGISTER_OPERATOR(RegisterLanes, +)
FORMCAST_REGISTER_OPERATOR(RegisterLanes, -)
FORMCAST_REGISTER_OPERATOR(RegisterLanes, *)
FORMCAST_REGISTER_OPERATOR(RegisterLanes, /)
FORMCAST_REGISTER_OPERATOR(RegisterMask, <)
FORMCAST_REGISTER_OPERATOR(RegisterMask, <=)
FORMCAST_REGISTER_OPERATOR(RegisterMask, >)
FORMCAST_REGISTER_OPERATOR(RegisterMask, >=)
#undef FORMCAST_REGISTER_OPERATOR
inline RegisterLanes operator-(const RegisterLanes& a) {
  RegisterLanes r;
  for (int i = 0; i < RegisterLanes::kVectors; ++i) r.v[i] = -a.v[i];
  return r;
}

inline RegisterMask operator&&(const RegisterMask& a, const RegisterMask& b) {
  return {{a.v[0] & b.v[0], a.v[1] & b.v[1]}};
}
inline RegisterMask operator||(const RegisterMask& a, const RegisterMask& b) {
  return {{a.v[0] | b.v[0], a.v[1] | b.v[1]}};
}
inline bool any(const RegisterMask& mask) {
  typedef std::int64_t Words __attribute__((vector_size(32)));
  const Words words = reinterpret_cast<Words>(mask.v[0] | mask.v[1]);
  return (words[0] | words[1] | words[2] | words[3]) != 0;
}

/// `a` where the mask is set, else `b`.
inline RegisterLanes select(const RegisterMask& mask, const RegisterLanes& a, const RegisterLanes& b) {
  using Bits = RegisterLanes::Bits;
  RegisterLanes r;
  for (int i = 0; i < RegisterLanes::kVectors; ++i) {
    const Bits chosen = (reinterpret_cast<Bits>(a.v[i]) & mask.v[i]) | (reinterpret_cast<Bits>(b.v[i]) & ~mask.v[i]);
    r.v[i] = reinterpret_cast<RegisterLanes::Floats>(chosen);
  }
  return r;
}
/// The smaller and the larger of two; `b` when either is NaN.
inline RegisterLanes min(const RegisterLanes& a, const RegisterLanes& b) { return select(a < b, a, b); }
inline RegisterLanes max(const RegisterLanes& a, const RegisterLanes& b) { return select(a > b, a, b); }

/// 16 words, with what exp needs.
struct alignas(32) RegisterWords {
  typedef std::uint32_t Words __attribute__((vector_size(32)));
  Words v[RegisterLanes::kVectors];
};
inline RegisterWords operator+(const RegisterWords& a, std::uint32_t b) { return {{a.v[0] + b, a.v[1] + b}}; }
inline RegisterWords operator-(const RegisterWords& a, std::uint32_t b) { return {{a.v[0] - b, a.v[1] - b}}; }
inline RegisterWords operator<<(const RegisterWords& a, int by) { return {{a.v[0] << by, a.v[1] << by}}; }
namespace detail {
template <>
struct WordsOf<RegisterLanes> : std::type_identity<RegisterWords> {};
}  // namespace detail

inline RegisterLanes exp(const RegisterLanes& a) {
  // As for one float: the order of the comparisons lets NaN through.
  const RegisterLanes low = select(RegisterLanes(-88.0f) > a, RegisterLanes(-88.0f), a);
  return exp_bounded(select(RegisterLanes(89.0f) < low, RegisterLanes(89.0f), low));
}

/// Half of each of several blocks of lanes, members `first` and on, and back.
template <std::size_t N>
std::array<RegisterLanes, N> load_part(const std::array<Lanes, N>& blocks, int first) {
  std::array<RegisterLanes, N> part;
  for (std::size_t i = 0; i < N; ++i) part[i] = RegisterLanes::load(blocks[i].v + first);
  return part;
}
template <std::size_t N>
void store_part(const std::array<RegisterLanes, N>& part, int first, std::array<Lanes, N>& blocks) {
  for (std::size_t i = 0; i < N; ++i) part[i].store(blocks[i].v + first);
}

}  // namespace formcast
