#include <array>
#include <bit>
#include <cmath>
#include <cstring>

#include "engine/target_clones.hpp"
#include "tests/bench/kernels.hpp"

namespace formcast::bench {
namespace {

constexpr int kWidth = 32;
struct alignas(64) Floats {
  float v[kWidth];
};
struct alignas(64) Words {
  std::uint32_t v[kWidth];
};

template <class F>
inline void each(F f) {
  for (int l = 0; l < kWidth; ++l) f(l);
}

inline void rounds12(std::array<Words, 4>& counter, std::uint32_t k0, std::uint32_t k1) {
  constexpr int kTurn[8][2] = {{10, 26}, {11, 21}, {13, 27}, {23, 5}, {6, 20}, {17, 11}, {25, 10}, {18, 20}};
  const std::uint32_t key[5] = {k0, k1, 0, 0, 0x1bd11bdau ^ k0 ^ k1};
  each([&](int l) {
    std::uint32_t x[4];
    for (int i = 0; i < 4; ++i) x[i] = counter[static_cast<std::size_t>(i)].v[l] + key[i];
#pragma GCC unroll 12
    for (int r = 0; r < 12; ++r) {
      const int a = r % 2 == 0 ? 1 : 3, b = 4 - a;
      x[0] += x[a];
      x[a] = std::rotl(x[a], kTurn[r % 8][0]) ^ x[0];
      x[2] += x[b];
      x[b] = std::rotl(x[b], kTurn[r % 8][1]) ^ x[2];
      if (r % 4 == 3) {
        const int s = r / 4 + 1;
        for (int i = 0; i < 4; ++i) x[i] += key[(s + i) % 5];
        x[3] += static_cast<std::uint32_t>(s);
      }
    }
    for (int i = 0; i < 4; ++i) counter[static_cast<std::size_t>(i)].v[l] = x[i];
  });
}

inline float log01(float x) {
  const std::uint32_t u = std::bit_cast<std::uint32_t>(x);
  float e = static_cast<float>(static_cast<int>(u >> 23) - 126);
  float m = std::bit_cast<float>((u & 0x7fffffu) | 0x3f000000u);
  const bool small = m < 0.70710678f;
  e -= small ? 1.0f : 0.0f;
  m = (small ? m + m : m) - 1.0f;
  const float z = m * m;
  float y = 7.0376836292e-2f;
  for (float c : {-1.1514610310e-1f, 1.1676998740e-1f, -1.2420140846e-1f, 1.4249322787e-1f, -1.6668057665e-1f,
                  2.0000714765e-1f, -2.4999993993e-1f, 3.3333331174e-1f}) {
    y = y * m + c;
  }
  return m + (y * m * z - 2.12194440e-4f * e - 0.5f * z) + 0.693359375f * e;
}

inline float exp_small(float x) {
  const float n = (x * 1.44269504f + 12582912.0f) - 12582912.0f;
  const float r = x - n * 0.693359375f + n * 2.12194440e-4f;
  float y = 1.9875691500e-4f;
  for (float c : {1.3981999507e-3f, 8.3334519073e-3f, 4.1665795894e-2f, 1.6666665459e-1f, 5.0000001201e-1f}) {
    y = y * r + c;
  }
  return (y * r * r + r + 1.0f) * std::bit_cast<float>(static_cast<std::uint32_t>(static_cast<int>(n) + 127) << 23);
}

inline float unit(std::uint32_t w) {
  return static_cast<float>(static_cast<std::int32_t>(w >> 8)) * 0x1p-24f + 0x1p-25f;
}

inline void two_normals(const Words& a, const Words& b, Floats& z0, Floats& z1) {
  Floats r;
  each([&](int l) { r.v[l] = -2.0f * log01(unit(a.v[l])); });
  each([&](int l) { r.v[l] = std::sqrt(r.v[l]); });
  each([&](int l) {
    const float t = unit(b.v[l]) - 0.5f, n = (t * 4.0f + 12582912.0f) - 12582912.0f;
    const float x = (t - n * 0.25f) * 6.28318531f, z = x * x;
    const float s = ((-1.9515295891e-4f * z + 8.3321608736e-3f) * z - 1.6666654611e-1f) * z * x + x;
    const float c = ((2.4433157118e-5f * z - 1.3887316255e-3f) * z + 4.1666645683e-2f) * z * z - 0.5f * z + 1.0f;
    const int q = static_cast<int>(n);
    const float sine = (q & 1) != 0 ? c : s, cosine = (q & 1) != 0 ? s : c;
    z1.v[l] = r.v[l] * ((q & 2) != 0 ? -sine : sine);
    z0.v[l] = r.v[l] * (((q + 1) & 2) != 0 ? -cosine : cosine);
  });
}

FORMCAST_CLONES void floor_block(const float* load, int days, std::uint32_t first, float* out) {
  Floats g{}, h{};
  for (int day = 0; day < days; day += 2) {
    std::array<Words, 4> x{};
    each([&](int l) {
      x[0].v[l] = first + static_cast<std::uint32_t>(l);
      x[1].v[l] = static_cast<std::uint32_t>(day);
    });
    rounds12(x, 42, 7);
    Floats z[4];
    two_normals(x[0], x[1], z[0], z[1]);
    two_normals(x[2], x[3], z[2], z[3]);
    for (int half = 0; half < 2 && day + half < days; ++half) {
      float* to = out + static_cast<std::size_t>(day + half) * kWidth;
      const float planned = load[day + half];
      each([&](int l) {
        const float w = planned * exp_small(0.1f * z[2 * half].v[l]);
        g.v[l] = g.v[l] * 0.97647104f + w;
        h.v[l] = h.v[l] * 0.86687790f + w;
        to[l] = 250.0f + 0.05f * g.v[l] - 0.15f * h.v[l] + z[2 * half + 1].v[l];
      });
    }
  }
}

}  // namespace

void floor_kernel(std::span<const float> load, int members, std::vector<float>& performance) {
  const int days = static_cast<int>(load.size());
  for (int b = 0; b < members / kWidth; ++b) {
    floor_block(load.data(), days, static_cast<std::uint32_t>(b * kWidth),
                performance.data() + static_cast<std::size_t>(b) * kWidth * static_cast<std::size_t>(days));
  }
}

}  // namespace formcast::bench
