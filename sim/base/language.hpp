#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>

namespace formcast {

// All texts that the screen shows, in the reader's language. The English text in the source is the key:
//
//   tr("Add a plan")                                       a text
//   tr("{} of {} reached", a, b)                           with values, as fmt::format
//   tr_count(days, "{} day", "{} days", days)              with a number
//   tr_in("month, short", "May")                           where one English word means several things
//   constexpr const char* kName = marked("Fitness");       in a table; tr(kName) where it is shown
//
// The keys are literals, so that meta:languages finds them.

/// Speaks a language from now on: the text of a PO file (viewer/languages), "" for English. Call it before anything is
/// shown and before other threads begin; from then on it is only read. A translation that is fuzzy, missing or has
/// other placeholders than the English text is left out, and English stands in its place. Throws InputError for what is
/// no PO file.
void set_language(std::string_view po, const std::string& file);

/// The code of the language that is spoken: "de"; "en" for English.
const std::string& language_code();

/// Valid as long as the language is.
const char* tr(const char* english);
const char* tr_in(const char* context, const char* english);

/// Of a table; tr(), or tr_in() with the same context, translates it where it is shown.
constexpr const char* marked(const char* english) { return english; }
constexpr const char* marked_in(const char* /*context*/, const char* english) { return english; }

/// A number that fmt has made, with the decimal mark and the minus sign of the language: "−3,1" of "-3.1".
std::string localised(std::string number);
/// From now on English has the true minus sign, too: on a screen, while what programs write keeps the hyphen.
void use_minus_sign();
/// What stands between thousands.
const std::string& thousands_mark();
/// A number as it is typed in the language, as the point and the hyphen of programs have it: "-3.1" of "−3,1". A text
/// that has both marks stays as it is.
std::string as_typed(std::string_view number);

namespace language {

/// A decimal number within a text, which is written as the language does.
struct Number {
  double value;
};

template <class T>
decltype(auto) shown(const T& value) {
  if constexpr (std::is_floating_point_v<T>) {
    return Number{static_cast<double>(value)};
  } else {
    return (value);
  }
}

inline std::string_view view(fmt::string_view text) { return {text.data(), text.size()}; }

const char* count(std::size_t n, std::string_view one, std::string_view many);
const char* text(std::string_view context, std::string_view english);

template <class... Shown>
std::string filled(const char* text, const Shown&... shown) {
  return fmt::vformat(text, fmt::make_format_args(shown...));
}

}  // namespace language

template <class First, class... Rest>
std::string tr(fmt::format_string<First, Rest...> english, const First& first, const Rest&... rest) {
  return language::filled(language::text("", language::view(english)), language::shown(first),
                          language::shown(rest)...);
}

template <class First, class... Rest>
std::string tr_in(const char* context, fmt::format_string<First, Rest...> english, const First& first,
                  const Rest&... rest) {
  return language::filled(language::text(context, language::view(english)), language::shown(first),
                          language::shown(rest)...);
}

/// `one` where n is 1 in English, `many` elsewhere; a language may have more forms. Each is given all values, and need
/// not show them.
template <class... Values>
std::string tr_count(std::size_t n, fmt::format_string<Values...> one, fmt::format_string<Values...> many,
                     const Values&... values) {
  return language::filled(language::count(n, language::view(one), language::view(many)), language::shown(values)...);
}

}  // namespace formcast

template <>
struct fmt::formatter<formcast::language::Number> {
  std::string_view spec;

  constexpr auto parse(fmt::format_parse_context& context) {
    auto end = context.begin();
    while (end != context.end() && *end != '}') ++end;
    spec = {context.begin(), static_cast<std::size_t>(end - context.begin())};
    return end;
  }
  fmt::format_context::iterator format(const formcast::language::Number& number, fmt::format_context& context) const;
};
