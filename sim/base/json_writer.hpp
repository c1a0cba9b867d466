#pragma once

#include <fmt/format.h>

#include <cereal/cereal.hpp>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "sim/base/json_archive.hpp"
#include "sim/base/json_reader.hpp"

namespace formcast {

/// Writes Cereal's structures as JSON that JsonReader reads back bit for bit: every number with the fewest digits that
/// give it again, lists of numbers on a line of their own, texts as UTF-8. A number that is not finite becomes null,
/// which no reader takes for a number.
class JsonWriter : public cereal::OutputArchive<JsonWriter, cereal::AllowEmptyClassElision> {
 public:
  /// Appends to `text`, which must outlive the archive; the text is complete after finish().
  explicit JsonWriter(std::string& text) : OutputArchive(this), text_(text) { open_.emplace_back(); }

  void finish() {
    close();
    text_ += '\n';
  }

  void name_next(const char* name) { open_.back().name = name; }

  /// Enters the next list or object, and leaves it. It is a list if its size is given first.
  void enter() {
    begin_value(false);
    open_.emplace_back();
  }
  void leave() { close(); }
  void is_list() {
    open_.back().list = true;
    text_ += '[';
  }

  void write(std::string_view value) {
    begin_value(false);
    text_ += '"';
    for (const char c : value) put(c);
    text_ += '"';
  }
  template <class T>
  void write_number(T value) {
    begin_value(open_.back().list);
    append(value);
  }
  void write_numbers(const std::vector<double>& numbers) {
    is_list();
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (i > 0) text_ += ", ";
      append(numbers[i]);
    }
    open_.back().values = numbers.size();
    open_.back().one_line = true;
  }

 private:
  struct Open {
    bool list = false, one_line = false;
    const char* name = nullptr;  ///< of the object's member that is written next
    std::size_t values = 0;      ///< written so far
  };

  template <class T>
  void append(T value) {
    if constexpr (std::is_same_v<T, bool>) {
      text_ += value ? "true" : "false";
    } else if constexpr (std::is_floating_point_v<T>) {
      if (std::isfinite(value))
        fmt::format_to(std::back_inserter(text_), "{}", value);
      else
        text_ += "null";
    } else {
      fmt::format_to(std::back_inserter(text_), "{}", value);
    }
  }

  /// Writes what precedes a value: an opening bracket, a comma, a new line, its name. Cereal numbers unnamed values,
  /// such as the elements of an array of known length.
  void begin_value(bool same_line) {
    Open& in = open_.back();
    if (!in.list && in.values == 0) text_ += '{';
    if (in.values > 0) text_ += ',';
    in.one_line = same_line;
    if (same_line)
      text_ += in.values > 0 ? " " : "";
    else
      new_line(open_.size());
    if (!in.list) {
      if (in.name != nullptr)
        fmt::format_to(std::back_inserter(text_), "\"{}\": ", in.name);
      else
        fmt::format_to(std::back_inserter(text_), "\"value{}\": ", in.values);
    }
    in.name = nullptr;
    ++in.values;
  }

  void close() {
    const Open in = open_.back();
    open_.pop_back();
    if (!in.list && in.values == 0) text_ += '{';
    if (in.values > 0 && !in.one_line) new_line(open_.size());
    text_ += in.list ? ']' : '}';
  }

  void new_line(std::size_t depth) {
    text_ += '\n';
    text_.append(depth, ' ');
  }

  void put(char c) {
    switch (c) {
      case '"':
      case '\\':
        text_ += '\\';
        text_ += c;
        break;
      case '\n':
        text_ += "\\n";
        break;
      case '\t':
        text_ += "\\t";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20)
          fmt::format_to(std::back_inserter(text_), "\\u{:04x}", c);
        else
          text_ += c;
    }
  }

  std::string& text_;
  std::vector<Open> open_;
};

template <class T>
void CEREAL_SAVE_FUNCTION_NAME(JsonWriter& archive, const cereal::NameValuePair<T>& pair) {
  archive.name_next(pair.name);
  archive(pair.value);
}
template <class T>
void CEREAL_SAVE_FUNCTION_NAME(JsonWriter& archive, const cereal::SizeTag<T>&) {
  archive.is_list();
}
template <class T, cereal::traits::EnableIf<std::is_arithmetic<T>::value> = cereal::traits::sfinae>
void CEREAL_SAVE_FUNCTION_NAME(JsonWriter& archive, const T& value) {
  archive.write_number(value);
}
inline void CEREAL_SAVE_FUNCTION_NAME(JsonWriter& archive, const std::string& value) { archive.write(value); }
inline void CEREAL_SAVE_FUNCTION_NAME(JsonWriter& archive, const std::vector<double>& numbers) {
  archive.write_numbers(numbers);
}

}  // namespace formcast

CEREAL_REGISTER_ARCHIVE(formcast::JsonWriter)
CEREAL_SETUP_ARCHIVE_TRAITS(formcast::JsonReader, formcast::JsonWriter)
