#pragma once

#include <optional>
#include <string>

#include "sim/planning/verdict.hpp"
#include "viewer/desk/desk.hpp"

namespace formcast {

/// One plan compared with another (verdict_text), as `formcast compare` prints it; nothing while it is not known.
std::optional<std::string> comparison_text(const Desk& desk, std::size_t sheet, std::size_t other);

/// The same for a plan and its state before the last edit.
std::optional<std::string> edit_text(const Desk& desk, std::size_t sheet);

/// What those sentences rest on (basis_text), in a line; "" where unknown.
std::string comparison_basis_text(const Desk& desk);

/// Three chances as strokes, a hundred in all.
struct Strokes {
  int better = 0, alike = 0, worse = 0;
};
/// Nothing for pairs of older results files, which hold one chance alone.
std::optional<Strokes> strokes_of(const PairResult& pair);

/// A sentence of the engine's with a capital first letter.
std::string as_sentence(std::string text);

}  // namespace formcast
