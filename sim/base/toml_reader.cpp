#include "sim/base/toml_reader.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "sim/base/toml_depth.hpp"

namespace formcast {
namespace {

Place place_of(const toml::source_region& source, const std::string& file) {
  return {file, source.begin.line, source.begin.column};
}

/// "in plan.taper", or "at the top level".
std::string where(const TomlValue& table) { return table.name.empty() ? "at the top level" : "in " + table.name; }

/// A text in quotes, on one line and of bearable length.
std::string in_quotes(std::string_view text) {
  std::string shown;
  for (const char c : text.substr(0, 60)) shown += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
  // A cut in the middle of a UTF-8 character goes back to its first byte.
  if (text.size() > 60) {
    while (!shown.empty() && (static_cast<unsigned char>(text[shown.size()]) & 0xc0) == 0x80) shown.pop_back();
    shown += "...";
  }
  return '"' + shown + '"';
}

/// What a value is, for a message.
std::string found(const toml::node& node) {
  if (const auto* value = node.as_string()) return in_quotes(value->get()) + " (a text)";
  if (const auto* value = node.as_integer()) return fmt::format("{}", value->get());
  if (const auto* value = node.as_floating_point()) {
    const std::string text = fmt::format("{:.15g}", value->get());
    return text.find_first_not_of("-0123456789") == std::string::npos ? text + ".0" : text;
  }
  if (const auto* value = node.as_boolean()) return value->get() ? "true" : "false";
  if (node.is_date()) return "a date";
  if (node.is_time()) return "a time";
  if (node.is_date_time()) return "a date with a time";
  if (node.is_table()) return "a table";
  return node.as_array()->empty() ? "an empty list" : "a list";
}

template <class Number>
std::string describe(std::string_view kind, const Limits<Number>& range) {
  constexpr auto number = [](Number value) {
    return std::is_integral_v<Number> ? fmt::format("{}", value) : fmt::format("{:.15g}", static_cast<double>(value));
  };
  std::string text = range.high == std::numeric_limits<Number>::max()
                         ? fmt::format("{} >= {}", kind, number(range.low))
                         : fmt::format("{} from {} to {}", kind, number(range.low), number(range.high));
  if (!range.unit.empty()) text += fmt::format(" [{}]", range.unit);
  return text;
}

}  // namespace

Place TomlValue::place() const { return place_of(node->source(), file); }

void refuse(const TomlValue& value, std::string_view expected) {
  throw InputError(value.place(), fmt::format("{} is {}, expected {}", value.name, found(*value.node), expected));
}

toml::table parse_toml(std::string_view text, const std::string& file) {
  if (const auto deep = toml_depth_fault(text)) {
    throw InputError({file, deep->line, deep->column},
                     "nested too deeply, expected at most 16 dotted parts a key and 32 levels of lists and tables");
  }
  try {
    return toml::parse(text);
  } catch (const toml::parse_error& error) {
    const bool time = error.description().find("parsing time: expected ':'") != std::string_view::npos;
    throw InputError(place_of(error.source(), file), fmt::format("not valid TOML: {}{}", error.description(),
                                                                 time ? "; times have seconds, as 07:30:00" : ""));
  }
}

void expect_table(const TomlValue& value, std::span<const std::string_view> keys) {
  const toml::table* table = value.node->as_table();
  if (table == nullptr) refuse(value, fmt::format("a table with {}", fmt::join(keys, ", ")));
  const toml::key* unknown = nullptr;
  const auto position = [](const toml::key& key) {
    return std::tuple(key.source().begin.line, key.source().begin.column);
  };
  for (const auto& [key, node] : *table) {
    const bool known = std::find(keys.begin(), keys.end(), key.str()) != keys.end();
    if (!known && (unknown == nullptr || position(key) < position(*unknown))) unknown = &key;
  }
  if (unknown == nullptr) return;
  const std::string_view nearest = nearest_name(unknown->str(), keys);
  const std::string meant = nearest.empty() ? "" : fmt::format("; did you mean \"{}\"?", nearest);
  throw InputError(place_of(unknown->source(), value.file),
                   fmt::format("unknown key {} {}{} (known here: {})", in_quotes(unknown->str()), where(value), meant,
                               fmt::join(keys, ", ")));
}

std::optional<TomlValue> find(const TomlValue& table, std::string_view key) {
  const toml::node* node = table.node->as_table()->get(key);
  if (node == nullptr) return std::nullopt;
  return TomlValue{node, table.name.empty() ? std::string(key) : fmt::format("{}.{}", table.name, key), table.file};
}

TomlValue need(const TomlValue& table, std::string_view key, std::string_view expected) {
  if (auto value = find(table, key)) return *std::move(value);
  throw InputError(table.place(), fmt::format("\"{}\" is missing {}, expected {}", key, where(table), expected));
}

Date date_of(const TomlValue& value) {
  const auto* node = value.node->as_date();
  if (node == nullptr) refuse(value, "a date such as 2016-05-04, without time or quotes");
  const toml::date day = node->get();
  if (day.year < 1900 || day.year > 2199) {
    throw InputError(value.place(), fmt::format("{} is in the year {}, expected 1900 to 2199", value.name, day.year));
  }
  return Date{date::year{day.year} / date::month{day.month} / date::day{day.day}};
}

std::chrono::minutes time_of(const TomlValue& value) {
  const auto* node = value.node->as_time();
  constexpr std::string_view kExpected = "a time such as 07:30:00, whole minutes, without quotes";
  if (node == nullptr) refuse(value, kExpected);
  const toml::time time = node->get();
  if (time.second != 0 || time.nanosecond != 0) {
    throw InputError(value.place(), fmt::format("{} has seconds, expected {}", value.name, kExpected));
  }
  return std::chrono::minutes{time.hour * 60 + time.minute};
}

LocalTime date_time_of(const TomlValue& value) {
  const auto* node = value.node->as_date_time();
  constexpr std::string_view kExpected = "a local date and time such as 2016-05-04T13:30:00, whole minutes";
  if (node == nullptr) refuse(value, kExpected);
  const toml::date_time at = node->get();
  if (at.offset) throw InputError(value.place(), fmt::format("{} has an offset, expected {}", value.name, kExpected));
  if (at.time.second != 0 || at.time.nanosecond != 0) {
    throw InputError(value.place(), fmt::format("{} has seconds, expected {}", value.name, kExpected));
  }
  if (at.date.year < kFirstZoneYear || at.date.year > kLastZoneYear) {
    throw InputError(value.place(), fmt::format("{} is in the year {}, expected {} to {}", value.name, at.date.year,
                                                kFirstZoneYear, kLastZoneYear));
  }
  const Date day{date::year{at.date.year} / date::month{at.date.month} / date::day{at.date.day}};
  return LocalTime{day.time_since_epoch()} + std::chrono::minutes{at.time.hour * 60 + at.time.minute};
}

double number_of(const TomlValue& value, const Limits<double>& range) {
  const bool numeric = value.node->is_number();
  const double number = numeric ? value.node->value<double>().value_or(NAN) : NAN;
  if (!(std::isfinite(number) && number >= range.low && number <= range.high)) {
    refuse(value, describe("a number", range));
  }
  return number;
}

std::int64_t whole_of(const TomlValue& value, const Limits<std::int64_t>& range) {
  const auto* node = value.node->as_integer();
  if (node == nullptr || node->get() < range.low || node->get() > range.high) {
    refuse(value, describe("a whole number", range));
  }
  return node->get();
}

bool flag_of(const TomlValue& value) {
  const auto* node = value.node->as_boolean();
  if (node == nullptr) refuse(value, "true or false");
  return node->get();
}

std::string text_of(const TomlValue& value, std::size_t longest) {
  const auto* node = value.node->as_string();
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  if (node == nullptr || node->get().empty() || node->get().size() > longest ||
      std::any_of(node->get().begin(), node->get().end(), control)) {
    refuse(value, fmt::format("a text in quotes on one line, 1 to {} bytes", longest));
  }
  return node->get();
}

std::size_t choice_of(const TomlValue& value, std::span<const std::string_view> choices) {
  const auto* node = value.node->as_string();
  const auto chosen = node == nullptr ? choices.end() : std::find(choices.begin(), choices.end(), node->get());
  if (chosen == choices.end()) {
    const std::string_view nearest = node == nullptr ? "" : nearest_name(node->get(), choices);
    const std::string meant = nearest.empty() ? "" : fmt::format("; did you mean \"{}\"?", nearest);
    refuse(value, fmt::format("one of \"{}\"{}", fmt::join(choices, "\", \""), meant));
  }
  return static_cast<std::size_t>(chosen - choices.begin());
}

std::vector<TomlValue> list_of(const TomlValue& value, std::string_view expected) {
  const toml::array* array = value.node->as_array();
  if (array == nullptr) refuse(value, expected);
  std::vector<TomlValue> entries;
  for (const toml::node& node : *array) entries.push_back({&node, value.name, value.file});
  return entries;
}

void read(const TomlValue& table, std::string_view key, double& slot, const Limits<double>& range) {
  if (const auto value = find(table, key)) slot = number_of(*value, range);
}

void read(const TomlValue& table, std::string_view key, int& slot, const Limits<std::int64_t>& range) {
  if (const auto value = find(table, key)) slot = static_cast<int>(whole_of(*value, range));
}

}  // namespace formcast
