#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace formcast {

/// What is wrong with an option's number, to be printed after the option's name; empty if nothing is. Decimal digits
/// alone: no sign, no leading zero, which elsewhere means octal, no exponent.
std::string whole_number_fault(const std::string& text, std::uint64_t low, std::uint64_t high);

/// The same for a number of seconds, which may have decimals.
std::string seconds_fault(const std::string& text, double most);

/// The same for a quantity, which may have decimals, from `low` to `high`.
std::string quantity_fault(const std::string& text, double low, double high, const std::string& unit);

/// Bytes, from text such as 500MB, 2 GiB or 1048576; K, M, G, T are powers of 1024. Nothing if it is no such number.
std::optional<std::uint64_t> parse_bytes(const std::string& text);

}  // namespace formcast
