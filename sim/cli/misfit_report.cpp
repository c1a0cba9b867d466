#include "sim/cli/misfit_report.hpp"

namespace formcast {

Json misfit_json(const Misfit& misfit, const AthleteHistory& athlete) {
  return {{"kind", misfit.kind == Misfit::Kind::kLoad ? "load" : "performance"},
          {"date", iso(athlete.date(misfit.day))},
          {"lines", misfit.lines},
          {"value", misfit.value},
          {"expected_low", misfit.low},
          {"expected_high", misfit.high},
          {"score", misfit.score},
          {"if_mistyped", misfit.if_mistyped ? Json(*misfit.if_mistyped) : Json()},
          {"taken_as_missing", misfit.implausible}};
}

Json misfits_json(const std::vector<Misfit>& misfits, const AthleteHistory& athlete) {
  Json all = Json::array();
  for (const Misfit& misfit : misfits) all.push_back(misfit_json(misfit, athlete));
  return all;
}

Json misfit_effect_json(const Twin& with, const Twin& without) {
  const auto json = [](const Outlook14& o) {
    return Json{{"likely", o.likely}, {"low_5", o.low}, {"high_95", o.high}};
  };
  const Outlook14 a = outlook_14(with);
  return {{"date", iso(a.date)}, {"with", json(a)}, {"without", json(outlook_14(without))}};
}

}  // namespace formcast
