#pragma once

#include <cstdint>
#include <string>
#include <string_view>

/// Names of the numbers in FIT files. Numbers are as in the file, negative or not a number where it has none.
namespace formcast::intake {

/// "cycling", "strength"; "" where unknown.
std::string fit_sport(double sport, double kind);

/// "bench press"; "" where unknown.
std::string fit_exercise(double category);

/// Manufacturer and product, "Garmin Edge 520", with numbers for names that are not known; "" where the file says
/// nothing.
std::string fit_device(double manufacturer, double product, const std::string& product_name);

}  // namespace formcast::intake
