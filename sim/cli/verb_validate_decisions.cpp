#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <cmath>
#include <string>
#include <vector>

#include "sim/base/table.hpp"
#include "sim/cli/json.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/validation/decision_trials.hpp"

namespace formcast {
namespace {

constexpr std::uint64_t kSeed = 1;

/// A kind of athletes and its trials.
struct Kind {
  Truth truth;
  Schedule schedule;
  std::vector<DecisionTrial> trials{};

  std::string name() const {
    return fmt::format("{}, {}", kTruths[static_cast<std::size_t>(truth)],
                       kSchedules[static_cast<std::size_t>(schedule)]);
  }
};

/// Every truth with weekly tests, and every schedule for athletes with training before the record.
std::vector<Kind> kinds() {
  std::vector<Kind> all;
  for (std::size_t t = 0; t < kTruths.size(); ++t) all.push_back({static_cast<Truth>(t), Schedule::kWeekly});
  for (std::size_t s = 1; s < kSchedules.size(); ++s) all.push_back({Truth::kTrained, static_cast<Schedule>(s)});
  for (const Schedule s : {Schedule::kThreeAWeek, Schedule::kYear}) all.push_back({Truth::kUntrained, s});
  for (const Schedule s : {Schedule::kThreeAWeek, Schedule::kMonthly, Schedule::kSix}) {
    all.push_back({Truth::kNoEffect, s});
  }
  return all;
}

bool has_effect(const Kind& kind) { return kind.truth != Truth::kNoEffect && kind.truth != Truth::kDrift; }

std::string ratio(double x) { return std::isfinite(x) ? fmt::format("{:.2f}", x) : "-"; }
std::string percent(double x) { return std::isfinite(x) ? fmt::format("{:.0f} %", x) : "-"; }
Json number(double x) { return std::isfinite(x) ? Json(x) : Json(); }

/// Seven athletes with an effect to three without, the same share of each kind.
std::vector<DecisionTrial> mixed(const std::vector<Kind>& all) {
  std::vector<DecisionTrial> with, without, mix;
  for (const Kind& kind : all) {
    auto& to = has_effect(kind) ? with : without;
    to.insert(to.end(), kind.trials.begin(), kind.trials.end());
  }
  const std::size_t n = std::min(with.size() / 7, without.size() / 3);
  for (std::size_t i = 0; i < 7 * n; ++i) mix.push_back(with[i * with.size() / (7 * n)]);
  for (std::size_t i = 0; i < 3 * n; ++i) mix.push_back(without[i * without.size() / (3 * n)]);
  return mix;
}

void print(const std::vector<Kind>& all) {
  Table table({"truth, tests", "athletes", "90 % coverage", "50 % coverage", "RMSE vs guessing 0", "CRPS vs guessing 0",
               "Brier", "claimed", "claims right"});
  for (const Kind& kind : all) {
    const DecisionSkill skill = judge(kind.trials);
    table.add({kind.name(), std::to_string(skill.trials), percent(skill.coverage90), percent(skill.coverage50),
               ratio(skill.rmse_ratio), ratio(skill.crps_ratio),
               std::isfinite(skill.brier) ? fmt::format("{:.3f}", skill.brier) : "-", percent(skill.claimed),
               percent(skill.claimed_right)});
  }
  say("Two plans of six weeks for synthetic athletes whose response is known, and the twin's forecast of the "
      "difference.\n"
      "Claimed: one plan better by more than the smallest worthwhile change, with a chance of {:.0f} % or "
      "more.\n\n{}\n",
      100.0 * kClaim, table.text(2));
  Table bins({"three probabilities, seven athletes with an effect to three without", "forecast", "came true"});
  for (const ReliabilityBin& bin : three_way_reliability(mixed(all))) {
    if (bin.count == 0) continue;
    bins.add({fmt::format("{} forecasts", bin.count), fmt::format("{:.2f}", bin.said), fmt::format("{:.2f}", bin.was)});
  }
  say("{}", bins.text(2));
}

Json json_of(const std::vector<Kind>& all) {
  Json kinds = Json::array(), bins = Json::array();
  for (const Kind& kind : all) {
    const DecisionSkill skill = judge(kind.trials);
    kinds.push_back({{"truth", kTruths[static_cast<std::size_t>(kind.truth)]},
                     {"tests", kSchedules[static_cast<std::size_t>(kind.schedule)]},
                     {"athletes", skill.trials},
                     {"coverage90", skill.coverage90},
                     {"coverage50", skill.coverage50},
                     {"rmse_ratio", number(skill.rmse_ratio)},
                     {"crps_ratio", number(skill.crps_ratio)},
                     {"brier", number(skill.brier)},
                     {"claimed", skill.claimed},
                     {"claims_right", number(skill.claimed_right)}});
  }
  for (const ReliabilityBin& bin : three_way_reliability(mixed(all))) {
    bins.push_back({{"chances", bin.count}, {"said", bin.said}, {"came_true", bin.was}});
  }
  return {{"seed", kSeed}, {"claim", kClaim}, {"kinds", kinds}, {"reliability", bins}};
}

}  // namespace

void run_validate_decisions(const ValidateArguments& arguments) {
  std::vector<Kind> all = kinds();
  ProgressBar bar("judging decisions");
  for (std::size_t k = 0; k < all.size(); ++k) {
    Control control;
    control.cancelled = &interrupted;
    control.progress = [&](std::size_t done, std::size_t total) { bar.show(k * total + done, all.size() * total); };
    auto trials = decision_trials(all[k].truth, all[k].schedule, kSeed, arguments.athletes, control);
    if (!trials || interrupted) {
      bar.clear();
      spdlog::warn("interrupted; nothing was written");
      throw Exit{ExitCode::kInterrupted};
    }
    all[k].trials = *std::move(trials);
  }
  bar.clear();
  if (arguments.json) {
    print_json(json_of(all));
  } else {
    print(all);
  }
}

}  // namespace formcast
