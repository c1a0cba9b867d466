#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace formcast {

/// A text that is not JSON, or holds a number that no double can hold.
class JsonFault : public std::runtime_error {
 public:
  JsonFault(std::size_t offset, bool too_large)
      : std::runtime_error("not readable JSON"), offset_(offset), too_large_(too_large) {}
  std::size_t offset() const { return offset_; }  ///< of the unexpected byte, or of the number
  bool too_large() const { return too_large_; }

 private:
  std::size_t offset_;
  bool too_large_;
};

/// JSON for files that are mostly numbers. All values are in one array, each before those it holds, so that nothing
/// is allocated for a number and nesting costs no stack, neither here nor when it is freed.
class JsonTree {
 public:
  enum class Kind : std::uint8_t { kNull, kFalse, kTrue, kInteger, kNumber, kText, kList, kObject };

  struct Value {
    Kind kind = Kind::kNull;
    std::uint32_t after = 0;  ///< index of the value behind this one and all it holds
    union {
      double number = 0.0;  ///< of kInteger, written without a fraction, and of kNumber
      std::uint32_t text;   ///< of kText
      std::uint32_t size;   ///< of kList: of its values
    };
  };

  static constexpr std::size_t kRoot = 0;

  /// Throws JsonFault. Keeps nothing of `text`.
  explicit JsonTree(const std::string& text);

  const Value& operator[](std::size_t at) const { return values_[at]; }
  bool is(std::size_t at, Kind kind) const { return values_[at].kind == kind; }
  bool is_number(std::size_t at) const { return is(at, Kind::kNumber) || is(at, Kind::kInteger); }
  const std::string& text(std::size_t at) const { return texts_[values_[at].text]; }

  /// The object's member of that name, the last of several, as in other readers; kRoot when there is none.
  std::size_t find(std::size_t object, std::string_view name) const;

 private:
  friend class JsonParser;
  std::vector<Value> values_;  ///< of an object name, value, name, value...
  std::vector<std::string> texts_;
};

}  // namespace formcast
