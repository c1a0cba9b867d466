#include "sim/cli/squad_report.hpp"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "sim/base/csv.hpp"
#include "sim/cli/verbs.hpp"

namespace formcast {

void say_troubles(const std::vector<AthleteTrouble>& troubles) {
  for (const AthleteTrouble& trouble : troubles) spdlog::error("athlete {} {}", quote(trouble.athlete), trouble.reason);
}

std::string troubles_text(const std::vector<AthleteTrouble>& troubles, std::size_t made, const std::string& what) {
  constexpr std::size_t kMostNamed = 3;
  std::string text = fmt::format("{} of {} {}", made, made + troubles.size(), what);
  for (std::size_t i = 0; i < troubles.size() && i < kMostNamed; ++i) text += "; " + troubles[i].text();
  if (troubles.size() > kMostNamed) text += fmt::format("; and {} more", troubles.size() - kMostNamed);
  return text;
}

Json troubles_json(const std::vector<AthleteTrouble>& troubles) {
  Json all = Json::array();
  for (const AthleteTrouble& trouble : troubles) {
    all.push_back({{"athlete", trouble.athlete}, {"reason", trouble.reason}});
  }
  return all;
}

void exit_on(const std::vector<AthleteTrouble>& troubles) {
  if (!troubles.empty()) throw Exit{ExitCode::kBadInput};
}

}  // namespace formcast
