#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "sim/batch/merge.hpp"
#include "sim/cli/json.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/cli/verbs.hpp"

namespace formcast {

void run_merge(const MergeArguments& arguments) {
  const std::vector<std::filesystem::path> shards(arguments.shards.begin(), arguments.shards.end());
  const MergeSummary summary = merge_shards(shards, arguments.output, &interrupted);
  if (summary.interrupted) {
    spdlog::warn("interrupted; {} was not written", arguments.output);
    throw Exit{ExitCode::kInterrupted};
  }
  if (arguments.json) {
    const Json json{{"results", arguments.output}, {"shards", arguments.shards.size()}, {"athletes", summary.athletes}};
    print_json(json);
    return;
  }
  say("{} shard{} with {} athlete{} -> {}\n", shards.size(), shards.size() == 1 ? "" : "s", summary.athletes,
      summary.athletes == 1 ? "" : "s", arguments.output);
}

}  // namespace formcast
