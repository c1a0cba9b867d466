#pragma once

#include <fstream>
#include <string>

#include "sim/ensemble/reference_hash.hpp"
#include "sim/twin/twin.hpp"
#include "tests/sim/cli/run_program.hpp"

namespace formcast {

/// Whole commands on a squad of invented athletes, whose twins are small enough to be read in no time.
class SquadProgramTest : public ProgramTest {
 protected:
  static Twin invented(const std::string& athlete) {
    Twin twin = reference_twin(Timing::kNextDay);
    twin.athlete = athlete;
    twin.start = date::sys_days{date::year{2028} / 1 / 3};
    twin.load.assign(28, 60.0);
    twin.load_known.assign(28, 1);
    twin.usual_week.fill(60.0);
    twin.performance_scale = 250.0;
    twin.usual_load = 60.0;
    for (TwinModel& model : twin.models) {
      model.prior_median.assign(model.shape_names.size() + 1, 1.0);
      model.prior_sd_log.assign(model.shape_names.size() + 1, 1.0);
      model.node_probability = model.node_weight;
      model.state_sd.assign(model.nodes(), 0.0);
    }
    return twin;
  }

  /// Writes `athletes` twins and squad.toml.
  void squad(int athletes) const {
    for (int a = 1; a <= athletes; ++a) {
      const std::string name = (a < 10 ? "A00" : a < 100 ? "A0" : "A") + std::to_string(a);
      write("twins/" + twin_file_name(name), to_json(invented(name)));
    }
    write("squad.toml", R"(athletes = ["twins/*.twin.json"]
start = 2028-01-31
days = 40
members = 128
seed = 1

[[plan]]
name = "keep going"

[[plan]]
name = "more"
load = 1.2
)");
  }

  bool exists(const std::string& name) const { return fs::exists(folder_ / name); }
};

}  // namespace formcast
