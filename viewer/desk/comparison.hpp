#pragma once

#include <optional>
#include <string>

#include "sim/ensemble/verdict.hpp"
#include "viewer/desk/desk.hpp"

namespace formcast {

/// What is said of one plan against another (verdict_text), as `formcast compare` says it; nothing while it is not
/// known.
std::optional<std::string> comparison_text(const Desk& desk, std::size_t sheet, std::size_t other);

/// The same of a plan against how it was before the last edit.
std::optional<std::string> edit_text(const Desk& desk, std::size_t sheet);

/// What those sentences rest on (basis_text), in a line; "" where nothing is known of it.
std::string comparison_basis_text(const Desk& desk);

/// Three chances as strokes, a hundred in all.
struct Strokes {
  int better = 0, alike = 0, worse = 0;
};
/// Nothing for pairs of results files of before, which know one chance alone.
std::optional<Strokes> strokes_of(const PairResult& pair);

/// A sentence of the engine's as one that stands by itself on a screen: its first letter is a capital.
std::string as_sentence(std::string text);

}  // namespace formcast
