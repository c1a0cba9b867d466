#include "sim/sessions/question.hpp"

#include <array>
#include <cstddef>

namespace formcast::intake {

std::string_view name_of(Question::Kind kind) {
  constexpr std::array<std::string_view, 11> kNames{"day_order", "decimal_mark", "unit",    "scale",
                                                    "distance",  "meaning",      "athlete", "test_kind",
                                                    "measure",   "zone",         "other"};
  return kNames[static_cast<std::size_t>(kind)];
}

}  // namespace formcast::intake
