#include "sim/history/performances.hpp"

#include <algorithm>

namespace formcast {

bool wins(const Test& one, const Test& other) {
  return one.error != other.error ? one.error < other.error : one.performance > other.performance;
}

bool binds(const Test& one, const Test& other) {
  return one.performance != other.performance ? one.performance > other.performance : one.error < other.error;
}

bool same_test_kind(std::string_view one, std::string_view other) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(one, other, {}, lower, lower);
}

std::size_t drop_needless(const std::vector<Test>& tests, std::vector<Test>& bounds) {
  return std::erase_if(bounds, [&](const Test& bound) {
    const auto test = std::ranges::lower_bound(tests, bound.day, {}, &Test::day);
    return test != tests.end() && test->day == bound.day && !test->derived() && test->performance >= bound.performance;
  });
}

}  // namespace formcast
