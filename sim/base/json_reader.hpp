#pragma once

#include <fmt/format.h>

#include <cereal/cereal.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include "sim/base/json_archive.hpp"
#include "sim/base/json_tree.hpp"

namespace formcast {

/// Reads Cereal's structures out of JSON that is parsed already. Cereal's own archive parses from a stream, character
/// by character, and recurses once a level, so that a file of brackets would overflow the stack. Throws
/// std::runtime_error naming the place, such as "models[3].mean[7]", and what was expected there.
class JsonReader : public cereal::InputArchive<JsonReader, cereal::AllowEmptyClassElision> {
 public:
  /// `tree` must outlive the archive.
  explicit JsonReader(const JsonTree& tree) : InputArchive(this), tree_(tree) { open_.push_back({JsonTree::kRoot, 1}); }

  void name_next(const char* name) { open_.back().name = name; }

  /// Enters the next list or object, and leaves it.
  void enter() {
    const std::size_t value = next();
    open_.push_back({value, value + 1});
  }
  void leave() {
    open_.pop_back();
    step();
  }

  /// Whether the entered object has a member of that name.
  bool has(const char* name) const {
    const std::size_t value = open_.back().value;
    return tree_.is(value, Kind::kObject) && tree_.find(value, name) != JsonTree::kRoot;
  }

  std::size_t size() {
    if (!in_list()) fail("a list");
    return tree_[open_.back().value].size;
  }

  template <class T>
  void read(T& value) {
    const std::size_t found = next();
    if constexpr (std::is_same_v<T, std::string>) {
      if (!tree_.is(found, Kind::kText)) fail_at_next("a text");
      value = tree_.text(found);
    } else if constexpr (std::is_same_v<T, bool>) {
      if (!tree_.is(found, Kind::kTrue) && !tree_.is(found, Kind::kFalse)) fail_at_next("true or false");
      value = tree_.is(found, Kind::kTrue);
    } else if constexpr (std::is_integral_v<T>) {
      static_assert(sizeof(T) <= sizeof(std::int32_t), "a double holds it exactly");
      if (!tree_.is(found, Kind::kInteger)) fail_at_next("an integer");
      const double number = tree_[found].number;
      if (number < double{std::numeric_limits<T>::min()} || number > double{std::numeric_limits<T>::max()}) {
        fail_at_next("a smaller integer");
      }
      value = static_cast<T>(number);
    } else {
      if (!tree_.is_number(found)) fail_at_next("a number");
      value = static_cast<T>(tree_[found].number);
    }
    step();
  }

  /// The whole of the entered list at once: nearly all of a twin.
  void read_numbers(std::vector<double>& numbers) {
    numbers.resize(size());
    for (double& number : numbers) {
      Open& in = open_.back();
      if (!tree_.is_number(in.next)) fail_at_next("a number");
      number = tree_[in.next++].number;
      ++in.index;
    }
  }

 private:
  using Kind = JsonTree::Kind;

  struct Open {
    std::size_t value;
    std::size_t next;            ///< of a list: the value that is read next
    const char* name = nullptr;  ///< of the object's member that is read next
    std::size_t index = 0;       ///< how many were read
  };

  bool in_list() const { return tree_.is(open_.back().value, Kind::kList); }

  void step() {
    Open& in = open_.back();
    if (in_list()) in.next = tree_[in.next].after;
    ++in.index;
    in.name = nullptr;
  }

  std::size_t next() const {
    const Open& in = open_.back();
    if (in_list()) {
      if (in.index >= tree_[in.value].size) fail_at_next("one more value");
      return in.next;
    }
    if (!tree_.is(in.value, Kind::kObject)) fail("an object");
    const std::size_t found = tree_.find(in.value, key(in));
    if (found == JsonTree::kRoot) fail_at_next("a value");
    return found;
  }

  /// Cereal numbers unnamed values, such as the elements of an array of known length.
  static std::string key(const Open& in) { return in.name != nullptr ? in.name : fmt::format("value{}", in.index); }

  std::string place(std::size_t depth) const {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i) {
      const Open& in = open_[i];
      const bool list = tree_.is(in.value, Kind::kList);
      text += list ? fmt::format("[{}]", in.index) : fmt::format("{}{}", text.empty() ? "" : ".", key(in));
    }
    return text;
  }
  [[noreturn]] void fail(const char* expected) const { refuse(open_.size() - 1, expected); }
  [[noreturn]] void fail_at_next(const char* expected) const { refuse(open_.size(), expected); }
  [[noreturn]] void refuse(std::size_t depth, const char* expected) const {
    throw std::runtime_error(fmt::format("{}: expected {}", place(depth), expected));
  }

  const JsonTree& tree_;
  std::vector<Open> open_;
};

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
inline void CEREAL_LOAD_FUNCTION_NAME(JsonReader& archive, std::vector<double>& numbers) {
  archive.read_numbers(numbers);
}

}  // namespace formcast

CEREAL_REGISTER_ARCHIVE(formcast::JsonReader)
