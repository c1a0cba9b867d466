#include <cmath>
#include <random>

#include "tests/bench/kernels.hpp"

namespace formcast::bench {

// Banister's ensemble in plain C++: one member after another, <random>'s normals, libm.
void scalar_kernel(std::span<const float> load, int members, std::vector<float>& performance) {
  std::mt19937 random(42);
  std::normal_distribution<float> normal;
  const float keep1 = std::exp(-1.0f / 42.0f), keep2 = std::exp(-1.0f / 7.0f);
  const std::size_t days = load.size();
  for (int member = 0; member < members; ++member) {
    float g = 0.0f, h = 0.0f;
    for (std::size_t day = 0; day < days; ++day) {
      const float w = load[day] * std::exp(0.1f * normal(random));
      g = g * keep1 + w;
      h = h * keep2 + w;
      performance[static_cast<std::size_t>(member) * days + day] = 250.0f + 0.05f * g - 0.15f * h + normal(random);
    }
  }
}

}  // namespace formcast::bench
