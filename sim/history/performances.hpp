#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "sim/history/history.hpp"

namespace formcast {

// What counts where one day has several performances. Derived ones of a day come from the same sessions, so that taking
// all would count one effort twice. The rules give the same whatever the order in which the rows come.

/// Whether a measurement is taken and not another of the same day: the one with the smaller error, so that an ordinary
/// test wins; of the same error the higher.
bool wins(const Test& one, const Test& other);

/// Whether a lower bound is taken and not another of the same day: the higher; of the same height the more certain.
bool binds(const Test& one, const Test& other);

/// Removes the bounds of days with an ordinary test that is at least as high, and returns how many. Both ascending by
/// day.
std::size_t drop_needless(const std::vector<Test>& tests, std::vector<Test>& bounds);

/// Whether two names are of one kind of test: they differ by no more than the case of letters.
bool same_test_kind(std::string_view one, std::string_view other);

}  // namespace formcast
