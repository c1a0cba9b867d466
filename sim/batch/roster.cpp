#include "sim/batch/roster.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <set>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/scenario/scenario_input.hpp"
#include "sim/twin/decision_basis.hpp"

namespace formcast {
namespace {

[[noreturn]] void refuse(const RosterEntry& entry, const std::string& message) {
  throw InputError({entry.path.string(), 0, 0}, message);
}

RosterEntry read_entry(const Scenario& scenario, const std::filesystem::path& path) {
  const std::string text = read_text(path);
  const Twin twin = parse_twin(text, path);
  RosterEntry entry{path,
                    digest(text),
                    text.size(),
                    twin.athlete,
                    twin.load_unit,
                    twin.performance_unit,
                    twin.next_day(),
                    twin.usual_week,
                    {},
                    decision_basis(twin, scenario.target.worthwhile)};
  if (scenario.travels()) entry.effects = effect_sources(*scenario.travel, twin.learned_effects);
  return entry;
}

void check_against_scenario(const Scenario& scenario, const RosterEntry& entry, const RosterEntry& first) {
  const std::string fault = lead_fault(entry.athlete, entry.next_day, scenario.start, scenario.source);
  if (!fault.empty()) refuse(entry, fault);
  if (entry.performance_unit != first.performance_unit || entry.load_unit != first.load_unit) {
    refuse(entry,
           fmt::format("{} is measured in {} and {}, {} in {} and {}; run athletes with different units in scenarios "
                       "of their own",
                       entry.athlete, entry.performance_unit, entry.load_unit, first.athlete, first.performance_unit,
                       first.load_unit));
  }
}

}  // namespace

int lead_days(const Scenario& scenario, const RosterEntry& entry) {
  return static_cast<int>((scenario.start - entry.next_day).count());
}

std::vector<RosterEntry> read_roster(const Scenario& scenario, const Control& control,
                                     std::vector<AthleteTrouble>* troubles) {
  const std::size_t count = scenario.twins.size();
  std::vector<RosterEntry> read(count), roster;
  std::vector<std::exception_ptr> refused(count);  // so that the first bad file is named whichever thread finds one
  const bool all = parallel_for(count, control, [&](std::size_t i) {
    try {
      read[i] = read_entry(scenario, scenario.twins[i]);
    } catch (const InputError&) {
      refused[i] = std::current_exception();
    }
  });
  if (!all) return {};
  std::set<std::string> athletes;
  std::exception_ptr first;
  for (std::size_t i = 0; i < count; ++i) {
    if (!refused[i] && !athletes.insert(read[i].athlete).second) {  // there is no way to tell which is right
      refuse(read[i],
             fmt::format("a second twin of athlete {}; a scenario takes one twin per athlete", read[i].athlete));
    }
    try {
      if (refused[i]) std::rethrow_exception(refused[i]);
      check_against_scenario(scenario, read[i], roster.empty() ? read[i] : roster.front());
      roster.push_back(std::move(read[i]));
    } catch (const InputError& error) {
      if (troubles == nullptr) throw;
      const std::string& name = read[i].athlete;
      troubles->push_back(
          {name.empty() ? scenario.twins[i].filename().string() : name, fmt::format("is left out: {}", error.what())});
      if (!first) first = std::current_exception();
    }
  }
  if (roster.empty() && first) std::rethrow_exception(first);
  return roster;
}

Twin read_twin(const RosterEntry& entry) {
  const std::string text = read_text(entry.path);
  if (digest(text) != entry.digest) refuse(entry, "the twin has changed since this run began; start the run again");
  return parse_twin(text, entry.path);
}

}  // namespace formcast
