#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace formcast {

/// The athletes to choose from, each with the desk as it was left.
class Bench {
 public:
  struct Athlete {
    std::string name;
    std::string text;            ///< a session with its undo steps; a twin where no plans were made yet
    std::uint64_t revision = 0;  ///< another one for every other text
  };

  /// In the order of their names.
  const std::vector<Athlete>& athletes() const { return athletes_; }
  /// nullptr where there is none of this name.
  const Athlete* find(std::string_view name) const;
  /// Adds an athlete, or puts another text in place of the one that is there.
  void put(const std::string& name, std::string text);
  void remove(std::string_view name);
  std::vector<std::string> names() const;

 private:
  std::vector<Athlete> athletes_;
  std::uint64_t revisions_ = 0;
};

}  // namespace formcast
