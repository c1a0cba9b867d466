#include "sim/cli/twin_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "sim/base/table.hpp"
#include "sim/cli/derived_report.hpp"
#include "sim/cli/misfit_report.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/cli/travel_report.hpp"
#include "sim/planning/verdict.hpp"
#include "sim/twin/decision_basis.hpp"

namespace formcast {
namespace {

std::string unit_text(const std::string& unit) { return unit.empty() || unit == "1" ? "" : " " + unit; }

Json error_json(const ForecastError& e) { return {{"mape", e.mape}, {"rmse", e.rmse}}; }

Json identifiability_json(const Twin& twin) {
  const Identifiability& seen = twin.identifiability;
  Json contraction = Json::object();
  for (const Contraction& c : seen.contraction) contraction[c.parameter] = c.contraction;
  return {{"model", seen.model},
          {"identified", seen.identified},
          {"contraction", contraction},
          {"effective_tests", seen.effective_tests},
          {"correlated", {seen.correlated_a, seen.correlated_b}},
          {"correlation", seen.correlation},
          {"best_test_date", iso(twin.next_day() + date::days{seen.best_test_day})},
          {"best_test_bits", seen.best_test_bits}};
}

void print_fit(const Twin& twin) {
  const TwinFit& fit = twin.fit;
  const std::string unit = unit_text(twin.performance_unit);
  say("  fit                    RMSE {}{}{}\n", significant(fit.rmse), unit,
      twin.tests.size() < 3 ? "" : fmt::format(", R2 {:.3f}", fit.r2));
  if (fit.forecasts == 0) {
    say("  forecasts need at least six tests to be judged\n");
    return;
  }
  Table table({"forecast error (MAPE)", "twin", "last test", "mean of five"});
  const auto percent = [](double mape) { return fmt::format("{:.2f} %", mape); };
  table.add({"one test ahead", percent(fit.twin.mape), percent(fit.last_value.mape), percent(fit.mean_of_five.mape)});
  for (const HorizonSkill& h : twin.skill.horizons) {
    if (h.forecasts == 0) continue;
    table.add({fmt::format("{} to {} days ahead", h.from, h.to), percent(h.find(std::string(kTwinMethod))->mape),
               percent(h.find("last_value")->mape), percent(h.find("mean_of_five")->mape)});
  }
  say("{}", table.text(2));
  say("  {}\n", basis_text(decision_basis(twin, {})));
}

/// The models that make up at least a twentieth, the heaviest first.
template <class Weight>
std::string leading(const Twin& twin, Weight weight) {
  constexpr double kWorthShowing = 0.05;
  std::vector<const TwinModel*> order;
  for (const TwinModel& m : twin.models) {
    if (weight(m) >= kWorthShowing) order.push_back(&m);
  }
  std::stable_sort(order.begin(), order.end(), [&](const auto* a, const auto* b) { return weight(*a) > weight(*b); });
  std::string text;
  for (const TwinModel* m : order) text += fmt::format(" {} {:.0f} %", m->name, 100.0 * weight(*m));
  return text;
}

/// The model whose parameters are shown: the one that leads the forecasts or, if it has no loads, the first with loads.
std::string shown_model(const Twin& twin) {
  const auto leads = std::ranges::max_element(twin.models, {}, &TwinModel::weight);
  const std::string& shown = twin.identifiability.model;
  if (leads->name == shown) return fmt::format("{}, which leads the forecasts", shown);
  return fmt::format("{} leads the forecasts and does not use loads; {}, the first of those that do", leads->name,
                     shown);
}

/// The parameters of that model, with the posterior contraction of each.
void print_parameters(const Twin& twin) {
  const Identifiability& seen = twin.identifiability;
  Table table({"parameter", "mean", "5 %", "95 %", "unit", "contraction", "what"});
  for (const ParameterSummary& p : twin.parameters) {
    if (p.model != seen.model) continue;
    std::string contraction;
    for (const Contraction& c : seen.contraction) {
      if (c.parameter == p.name) contraction = fmt::format("{:.0f} %", 100.0 * std::max(0.0, c.contraction));
    }
    table.add({p.name, significant(p.mean), significant(p.low), significant(p.high), p.unit, contraction, p.text});
  }
  say("  {} (all models: --json):\n{}", shown_model(twin), table.text(2));
  say("  {:.0f} effective tests; a test on {} would teach most ({:.2f} bit)\n", seen.effective_tests,
      iso(twin.next_day() + date::days{seen.best_test_day}), seen.best_test_bits);
}

}  // namespace

Json twin_json(const Twin& twin, const std::string& file, const RowsToLookAt& rows) {
  Json models = Json::array(), parameters = Json::array();
  for (const TwinModel& m : twin.models) {
    models.push_back({{"name", m.name}, {"weight", m.weight}, {"probability", m.probability}});
  }
  for (const ParameterSummary& p : twin.parameters) {
    parameters.push_back({{"model", p.model},
                          {"name", p.name},
                          {"unit", p.unit},
                          {"mean", p.mean},
                          {"low_5", p.low},
                          {"high_95", p.high}});
  }
  Json json{{"athlete", twin.athlete},
            {"twin", file},
            {"timing", name(twin.timing)},
            {"first_day", iso(twin.start)},
            {"last_day", iso(twin.next_day() - date::days{1})},
            {"days", twin.days()},
            {"tests", twin.tests.size()},
            {"missing_loads", twin.missing_loads()},
            {"performance_unit", twin.performance_unit},
            {"load_unit", twin.load_unit},
            {"models", models},
            {"parameters", parameters},
            {"fit", {{"r2", twin.tests.size() < 3 ? Json() : Json(twin.fit.r2)}, {"rmse", twin.fit.rmse}}}};
  if (twin.fit.forecasts > 0) {
    json["one_ahead"] = {{"forecasts", twin.fit.forecasts},
                         {"twin", error_json(twin.fit.twin)},
                         {"last_value", error_json(twin.fit.last_value)},
                         {"mean_of_five", error_json(twin.fit.mean_of_five)}};
  }
  json["identifiability"] = identifiability_json(twin);
  if (const auto derived = derived_effect(twin)) json["derived"] = derived_json(*derived);
  if (twin.travels()) {
    json["trips"] = twin.trips.source;
    json["travel_tests"] = twin.travel_tests.size();
    json["travel"] = learning_json(twin.learned_effects, twin.start);
  }
  json["misfits"] = misfits_json(rows.misfits, rows.athlete);
  if (rows.without) json["misfits_effect"] = misfit_effect_json(twin, *rows.without);
  json["priors"] = twin.prior_source;
  json["warnings"] = twin.warnings;
  return json;
}

void print_twin(const Twin& twin, const std::string& file, const RowsToLookAt& rows, const History& history) {
  say("{}  {} to {}, {} days, {} tests, {} missing loads, {} timing\n", bold(twin.athlete), iso(twin.start),
      iso(twin.next_day() - date::days{1}), twin.days(), twin.tests.size(), twin.missing_loads(), name(twin.timing));
  say("  forecast weight       {}\n", leading(twin, [](const TwinModel& m) { return m.weight; }));
  say("  posterior probability {}\n", leading(twin, [](const TwinModel& m) { return m.probability; }));
  if (twin.prior_source != "population") say("  priors                 {}\n", twin.prior_source);
  print_parameters(twin);
  print_fit(twin);
  if (const auto derived = derived_effect(twin)) {
    say("  {}\n", derived_effect_text(*derived, twin.performance_unit));
  }
  if (twin.travels()) print_travel(twin.learned_effects, twin.travel_tests.size());
  for (const Misfit& misfit : rows.misfits) say("  look at {}\n", misfit_text(misfit, rows.athlete, history));
  if (rows.without) say("  {}\n", misfit_effect_text(twin, *rows.without));
  for (const std::string& warning : twin.warnings) say("  note: {}\n", warning);
  say("  wrote {}\n\n", file);
}

}  // namespace formcast
