#include <fmt/format.h>

#include <filesystem>

#include "engine/parallel.hpp"
#include "engine/target_clones.hpp"
#include "sim/base/input_error.hpp"
#include "sim/cli/json.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/ensemble/reference_hash.hpp"
#include "sim/results/results.hpp"

namespace formcast {
namespace {

struct Finding {
  std::string what;
  std::string found;
  bool good;
};

Finding same_bits() {
  std::string text;
  for (const auto& [model, expected] : kReferenceHashes) {
    const std::uint64_t hash = reference_hash(model, {});
    if (hash == expected) continue;
    text += fmt::format("{}{} {:016x}, expected {:016x}", text.empty() ? "" : "; ",
                        model.empty() ? "reference ensemble" : model, hash, expected);
  }
  if (!text.empty()) return {"same bits", text, false};
  return {"same bits",
          fmt::format("reference ensemble {:016x} and {} models, as everywhere", kReferenceHashes[0].hash, kModels),
          true};
}

/// Writes a small results file where temporary files go, reads it back and removes it.
Finding results_file() {
  const std::filesystem::path path = std::filesystem::temp_directory_path() / "formcast-doctor.h5";
  try {
    ResultsHeader header;
    header.athletes = {"reference"};
    header.plans = {"steady"};
    header.days = 1;
    header.members = 1;
    header.load_unit = "AU";
    header.performance_unit = "W";
    header.twin_digests = {""};
    PlanResult plan;
    plan.planned_load = {1.0f};
    plan.planned_test = {0};
    for (auto& band : plan.bands) band.resize(1);
    {
      ResultsWriter writer(path, header);
      writer.write(0, 0, plan);
      writer.commit();
    }
    const bool same = read_results(path).plan[0][0].planned_load == plan.planned_load;
    std::filesystem::remove(path);
    return {"results file", "written and read back in " + path.parent_path().string(), same};
  } catch (const InputError& error) {
    return {"results file", error.what(), false};
  }
}

}  // namespace

void run_doctor(const DoctorArguments& arguments) {
  const std::vector<Finding> findings{{"version", std::string("formcast ") + FORMCAST_VERSION, true},
                                      {"instruction set", std::string(instruction_set()), true},
                                      {"threads", std::to_string(thread_count({})), true},
                                      same_bits(),
                                      results_file()};
  bool good = true;
  Json report = Json::array();
  for (const Finding& f : findings) {
    good = good && f.good;
    report.push_back({{"what", f.what}, {"found", f.found}, {"ok", f.good}});
    if (!arguments.json) say("{:4} {:16} {}\n", f.good ? "ok" : "BAD", f.what, f.found);
  }
  if (arguments.json) print_json(report);
  if (!good) throw Exit{ExitCode::kBadInput};
}

}  // namespace formcast
