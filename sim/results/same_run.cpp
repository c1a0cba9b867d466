#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "models/catalogue.hpp"
#include "sim/results/results.hpp"

namespace formcast {
namespace {

std::string differs(std::string_view what, const std::string& is, const std::string& expected) {
  return is == expected ? std::string() : fmt::format("{} {}, expected {}", what, is, expected);
}

std::string in_quotes(const std::string& text) { return '"' + text + '"'; }

std::string store(const ResultsHeader& header) { return header.store_members ? "members" : "bands"; }

/// The first line in which two texts differ.
std::string line_that_differs(const std::string& is, const std::string& expected) {
  std::istringstream left(is);
  std::istringstream right(expected);
  std::string a, b;
  for (int line = 1;; ++line) {
    const bool more_left = static_cast<bool>(std::getline(left, a));
    const bool more_right = static_cast<bool>(std::getline(right, b));
    if (!more_left && !more_right) return "the scenario's line endings";
    if (more_left && more_right && a == b) continue;
    const std::string was = more_left ? in_quotes(a) : "nothing";
    return fmt::format("line {} of the scenario is {}, expected {}", line, was, more_right ? in_quotes(b) : "nothing");
  }
}

std::string twin_that_differs(const ResultsHeader& is, const ResultsHeader& expected) {
  const auto differing = std::ranges::mismatch(is.athletes, expected.athletes);
  if (differing.in1 != is.athletes.end() && differing.in2 != expected.athletes.end()) {
    return fmt::format("athlete {}, expected {}", *differing.in1, *differing.in2);
  }
  if (is.athletes.size() != expected.athletes.size()) {
    return fmt::format("{} athletes, expected {}", is.athletes.size(), expected.athletes.size());
  }
  for (std::size_t a = 0; a < is.athletes.size(); ++a) {
    const std::string what = fmt::format("the twin of {} has the digest", is.athletes[a]);
    const std::string found = differs(what, is.twin_digests[a], expected.twin_digests[a]);
    if (!found.empty()) return found;
  }
  return {};
}

}  // namespace

std::string model_versions() {
  std::string made;
  for_each_model(
      [&]<class Model>() { made += fmt::format("{}{} {}", made.empty() ? "" : ", ", Model::kName, Model::kVersion); });
  return made;
}

std::string difference(const ResultsHeader& header, const ResultsHeader& expected) {
  if (header.scenario_text != expected.scenario_text) {
    return line_that_differs(header.scenario_text, expected.scenario_text);
  }
  const auto target = [](const ResultsHeader& of) {
    return iso(of.target) + (of.target_performance ? fmt::format(" {}", *of.target_performance) : "");
  };
  for (const std::string& found : {
           differs("written by", header.source, expected.source),
           differs("models", header.model_versions, expected.model_versions),
           differs("the scenario is called", header.scenario_source, expected.scenario_source),
           differs("seed", std::to_string(header.seed), std::to_string(expected.seed)),
           differs("members", std::to_string(header.members), std::to_string(expected.members)),
           differs("stored are", store(header), store(expected)),
           twin_that_differs(header, expected),
           differs("load unit", in_quotes(header.load_unit), in_quotes(expected.load_unit)),
           differs("performance unit", in_quotes(header.performance_unit), in_quotes(expected.performance_unit)),
           differs("first day", iso(header.start), iso(expected.start)),
           differs("days", std::to_string(header.days), std::to_string(expected.days)),
           differs("target", target(header), target(expected)),
           differs("command line", in_quotes(header.command_line), in_quotes(expected.command_line)),
       }) {
    if (!found.empty()) return found;
  }
  return header.plans == expected.plans ? "" : "other plans than expected";
}

}  // namespace formcast
