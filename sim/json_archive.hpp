#pragma once

#include <fmt/format.h>

#include <cereal/cereal.hpp>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

namespace formcast {

/// Reads Cereal's structures out of JSON that is parsed already. Cereal's own archive parses once more, from a stream
/// and character by character, which took three quarters of the time of reading a twin, and goes down one call for each
/// level, so that a file of brackets would end the program.
/// Throws std::runtime_error naming the place, such as "models[3].mean[7]", and what was expected there.
class JsonReader : public cereal::InputArchive<JsonReader, cereal::AllowEmptyClassElision> {
 public:
  /// `root` must outlive the archive.
  explicit JsonReader(const nlohmann::json& root) : InputArchive(this) { open_.push_back({&root}); }

  void name_next(const char* name) { open_.back().name = name; }

  /// Goes into the next list or object, and out again.
  void enter() { open_.push_back({&next()}); }
  void leave() {
    open_.pop_back();
    step();
  }

  std::size_t size() {
    if (!open_.back().value->is_array()) fail("a list");
    return open_.back().value->size();
  }

  template <class T>
  void read(T& value) {
    const nlohmann::json& found = next();
    if constexpr (std::is_same_v<T, std::string>) {
      if (!found.is_string()) fail_at_next("a text");
    } else if constexpr (std::is_same_v<T, bool>) {
      if (!found.is_boolean()) fail_at_next("true or false");
    } else if constexpr (std::is_integral_v<T>) {
      if (!found.is_number_integer()) fail_at_next("an integer");
    } else {
      if (!found.is_number()) fail_at_next("a number");
    }
    found.get_to(value);
    step();
  }

 private:
  struct Open {
    const nlohmann::json* value;
    const char* name = nullptr;  ///< of the object's member that is read next
    std::size_t index = 0;       ///< of the list's element that is read next
  };

  void step() {
    ++open_.back().index;
    open_.back().name = nullptr;
  }

  const nlohmann::json& next() {
    const Open& in = open_.back();
    if (in.value->is_array()) {
      if (in.index >= in.value->size()) fail_at_next("one more value");
      return (*in.value)[in.index];
    }
    if (!in.value->is_object()) fail("an object");
    const auto found = in.value->find(key(in));
    if (found == in.value->end()) fail_at_next("a value");
    return *found;
  }

  /// Cereal numbers what it was given no name for, such as the elements of an array of known length.
  static std::string key(const Open& in) { return in.name != nullptr ? in.name : fmt::format("value{}", in.index); }

  std::string place(std::size_t depth) const {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i) {
      const Open& in = open_[i];
      if (in.value->is_array()) text += fmt::format("[{}]", in.index);
      if (!in.value->is_array()) text += fmt::format("{}{}", text.empty() ? "" : ".", key(in));
    }
    return text;
  }
  [[noreturn]] void fail(const char* expected) const { refuse(open_.size() - 1, expected); }
  [[noreturn]] void fail_at_next(const char* expected) const { refuse(open_.size(), expected); }
  [[noreturn]] void refuse(std::size_t depth, const char* expected) const {
    throw std::runtime_error(fmt::format("{}: expected {}", place(depth), expected));
  }

  std::vector<Open> open_;
};

// What Cereal asks of an archive.
template <class T>
void prologue(JsonReader& archive, const T&) {
  if constexpr (!std::is_arithmetic_v<T> && !std::is_same_v<T, std::string>) archive.enter();
}
template <class T>
void epilogue(JsonReader& archive, const T&) {
  if constexpr (!std::is_arithmetic_v<T> && !std::is_same_v<T, std::string>) archive.leave();
}
template <class T>
void prologue(JsonReader&, const cereal::NameValuePair<T>&) {}
template <class T>
void epilogue(JsonReader&, const cereal::NameValuePair<T>&) {}
template <class T>
void prologue(JsonReader&, const cereal::SizeTag<T>&) {}
template <class T>
void epilogue(JsonReader&, const cereal::SizeTag<T>&) {}

template <class T>
void CEREAL_LOAD_FUNCTION_NAME(JsonReader& archive, cereal::NameValuePair<T>& pair) {
  archive.name_next(pair.name);
  archive(pair.value);
}
template <class T>
void CEREAL_LOAD_FUNCTION_NAME(JsonReader& archive, cereal::SizeTag<T>& tag) {
  tag.size = static_cast<std::decay_t<T>>(archive.size());
}
template <class T, cereal::traits::EnableIf<std::is_arithmetic<T>::value> = cereal::traits::sfinae>
void CEREAL_LOAD_FUNCTION_NAME(JsonReader& archive, T& value) {
  archive.read(value);
}
inline void CEREAL_LOAD_FUNCTION_NAME(JsonReader& archive, std::string& value) { archive.read(value); }

}  // namespace formcast

CEREAL_REGISTER_ARCHIVE(formcast::JsonReader)
