#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "sim/results/results.hpp"

/// The content of a results file (docs/results-format.md). Private to the results writer and reader.
namespace formcast::schema {

/// In the order of their netCDF dimension ids; a file without effects or members skips them.
enum class Dimension { kAthlete, kPlan, kOtherPlan, kDate, kQuantile, kEffect, kMember };

/// Fill values of missing numbers.
inline constexpr float kMissingFloat = std::numeric_limits<float>::quiet_NaN();
inline constexpr std::int8_t kMissing = -1;

enum class Kind { kFloat, kDouble, kInt, kFlag, kText };

struct Variable {
  std::string name;
  std::string long_name;
  std::string unit;  ///< none for text
  std::vector<Dimension> dimensions;
  Kind kind = Kind::kFloat;
  std::string flags{};  ///< of kFlag: what 0, 1, ... mean, a word each
};

/// The length of each dimension; HDF5 counts in the same type (hsize_t).
using Shape = std::vector<unsigned long long>;

/// The coordinate variables, in the order of Dimension; `effect` only when sources of effects are given, `member` only
/// when members are stored.
std::vector<Variable> coordinates(const ResultsHeader& header);

/// The names of a variable's dimensions, which are those of their coordinate variables.
std::vector<std::string> dimension_names(const ResultsHeader& header, const Variable& variable);

/// The place of a dimension's coordinate variable among them, which is its netCDF dimension id.
std::size_t id_of(const ResultsHeader& header, Dimension dimension);

/// Every other variable.
std::vector<Variable> variables(const ResultsHeader& header);

/// Whether it has a value for each member.
bool holds_members(const Variable& variable);

/// The variable that holds an output of each member.
std::string members_of(const OutputText& output);

/// How long each dimension of `variable` is.
Shape shape(const ResultsHeader& header, const Variable& variable);

/// The chunk in which a variable of this shape is stored. Days and members: of one athlete under one plan, at
/// most 1 MiB, as they are written and mostly read; members in whole blocks of lanes, as they are computed. Summaries:
/// of many athletes, at most 64 KiB.
Shape chunk(const Variable& variable, const Shape& shape);

}  // namespace formcast::schema
