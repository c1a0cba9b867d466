#include "viewer/squad/bench.hpp"

#include <algorithm>
#include <utility>

#include "viewer/squad/search.hpp"

namespace formcast {

const Bench::Athlete* Bench::find(std::string_view name) const {
  const auto found = std::ranges::find(athletes_, name, &Athlete::name);
  return found == athletes_.end() ? nullptr : &*found;
}

void Bench::put(const std::string& name, std::string text) {
  const auto found = std::ranges::find(athletes_, name, &Athlete::name);
  if (found != athletes_.end()) {
    if (found->text == text) return;
    found->text = std::move(text);
    found->revision = ++revisions_;
    return;
  }
  athletes_.push_back({name, std::move(text), ++revisions_});
  std::ranges::stable_sort(athletes_, name_before, &Athlete::name);
}

void Bench::remove(std::string_view name) {
  std::erase_if(athletes_, [&](const Athlete& athlete) { return athlete.name == name; });
}

std::vector<std::string> Bench::names() const {
  std::vector<std::string> names;
  for (const Athlete& athlete : athletes_) names.push_back(athlete.name);
  return names;
}

}  // namespace formcast
