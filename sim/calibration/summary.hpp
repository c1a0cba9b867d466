#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/twin/twin.hpp"

namespace formcast {

/// Quantile of a parameter that the bank holds at grid values: the mass of each value is spread evenly over
/// the cell that reaches half-way to its neighbours (in the logarithm where all values are positive). Equal-sized
/// `values` and `weights` (nodes), weights summing to 1.
double spread_quantile(std::span<const double> values, std::span<const double> weights, double probability);

/// Mean and 90 % interval of every parameter of every model, of the noises, and of the times derived from them.
/// Deterministic: gains and times come from 4,000 draws with a fixed key.
std::vector<ParameterSummary> summarise_parameters(const Twin& twin);

/// Smoothed fit and one-ahead errors. `one_ahead` (tests): forecast of each test from those before it.
TwinFit summarise_fit(const Twin& twin, std::span<const double> one_ahead);

/// Warnings about the twin, in plain words; empty if there are none.
std::vector<std::string> calibration_warnings(const Twin& twin);

}  // namespace formcast
