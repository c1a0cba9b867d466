#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "viewer/compute/evaluator.hpp"

namespace formcast {

/// An answer as bytes, sent between workers of the same program; not a file format.
std::vector<std::byte> to_bytes(const OutlookAnswer& answer);

/// Throws std::out_of_range for truncated bytes.
OutlookAnswer answer_of(std::span<const std::byte> bytes);

std::vector<std::byte> to_bytes(const PlanInput& plan);
PlanInput plan_of(std::span<const std::byte> bytes);

std::vector<std::byte> to_bytes(const SearchAnswer& answer);
SearchAnswer search_answer_of(std::span<const std::byte> bytes);

}  // namespace formcast
