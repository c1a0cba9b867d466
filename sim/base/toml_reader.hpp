#pragma once

// toml++ 3.3 asserts on a table header such as "[.a]" before it reports it as a syntax error.
#define TOML_ASSERT(expr) static_cast<void>(0)
#include <toml++/toml.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/date.hpp"
#include "sim/base/input_error.hpp"
#include "sim/base/zones.hpp"

namespace formcast {

/// One value of a TOML document. Every function below refuses what does not fit with an InputError that names
/// file, line and column, what was found and what was expected. Must not outlive the document.
struct TomlValue {
  const toml::node* node = nullptr;
  std::string name;  ///< as docs/scenario.md calls it, "plan.taper.days"; "" is the whole document
  std::string file;  ///< named in messages

  Place place() const;
};

/// The numbers a key accepts, both ends included. Messages leave out an end at the limit of the type.
template <class Number>
struct Limits {
  Number low{};
  Number high{};
  std::string_view unit;  ///< "d"; "" for a pure number
};

/// Parses a document; the syntax errors of toml++ become InputErrors.
toml::table parse_toml(std::string_view text, const std::string& file);

/// Refuses a value that is no table and keys the table does not know, the first of them in the file, naming
/// the nearest known one.
void expect_table(const TomlValue& value, std::span<const std::string_view> keys);

/// The value of a key, or nothing when the table does not have it.
std::optional<TomlValue> find(const TomlValue& table, std::string_view key);

/// The value of a key the table must have; `expected` describes it in the message.
TomlValue need(const TomlValue& table, std::string_view key, std::string_view expected);

/// "2016-05-04" written bare: a date without a time, in the years 1900-2199.
Date date_of(const TomlValue& value);
/// "07:30:00" written bare, whole minutes: the time since midnight.
std::chrono::minutes time_of(const TomlValue& value);
/// "2016-05-04T13:30:00" written bare, whole minutes, in the years for which zones are known.
LocalTime date_time_of(const TomlValue& value);
double number_of(const TomlValue& value, const Limits<double>& range);
std::int64_t whole_of(const TomlValue& value, const Limits<std::int64_t>& range);
bool flag_of(const TomlValue& value);
/// A text of 1 to `longest` bytes on one line.
std::string text_of(const TomlValue& value, std::size_t longest = 200);
/// One of `choices`.
std::size_t choice_of(const TomlValue& value, std::span<const std::string_view> choices);
/// The entries of a list.
std::vector<TomlValue> list_of(const TomlValue& value, std::string_view expected);

/// As above, for optional keys: where missing, the slot keeps its value.
void read(const TomlValue& table, std::string_view key, double& slot, const Limits<double>& range);
void read(const TomlValue& table, std::string_view key, int& slot, const Limits<std::int64_t>& range);

/// Refuses a value: "file:line:column: ramp is "5 %" (a text), expected a number from -0.99 to 1".
[[noreturn]] void refuse(const TomlValue& value, std::string_view expected);

}  // namespace formcast
