#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

#include "sim/base/input_error.hpp"
#include "sim/batch/run_output.hpp"
#include "tests/interop/results_sample.hpp"
#include "tests/sim/results/results_file.hpp"

namespace formcast {

/// Runs of invented numbers, in a folder of their own: the file of an undisturbed one, and parts of others.
class RunFile : public ResultsFile {
 protected:
  RunFile() {
    header_.source = "Formcast 1.2.3";
    set_athletes(5);
  }

  void set_athletes(std::size_t count) {
    header_.athletes.clear();
    for (std::size_t a = 0; a < count; ++a) header_.athletes.push_back("athlete " + std::to_string(a + 1));
    header_.twin_digests.assign(count, "0123456789abcdef");
  }

  EnsembleResult result(std::size_t athlete) const {
    EnsembleResult made;
    made.pair.resize(header_.plans.size());
    for (std::size_t p = 0; p < header_.plans.size(); ++p) {
      made.plan.push_back(sample::plan_result(header_, athlete, p));
      for (std::size_t o = 0; o < header_.plans.size(); ++o) made.pair[p].push_back(sample::pair_result(athlete, p, o));
    }
    return made;
  }

  /// The file of an undisturbed run.
  std::string undisturbed() const {
    sample::write_file(folder_ / "undisturbed.h5", header_);
    return bytes_of(folder_ / "undisturbed.h5");
  }

  /// Saves every athlete at once by default.
  static RunOutputOptions resumed() {
    RunOutputOptions options;
    options.resume = true;
    options.keep_every = std::chrono::seconds(0);
    return options;
  }

  /// Writes the athletes of the share before `end` that are not saved yet.
  void write_until(std::size_t end, RunOutput& output) const {
    for (std::size_t a = output.share().first; a < std::min(end, output.share().first + output.share().athletes); ++a) {
      if (output.holds(a)) continue;
      EXPECT_TRUE(output.write(a, result(a)));
    }
  }

  /// A run that ends after the athletes before `end`. With the last of a share it saves nothing by itself.
  void leave_parts(std::size_t end, const RunOutputOptions& options = resumed()) const {
    RunOutput output(path_, header_, options);
    write_until(end, output);
    output.keep();
  }

  /// Runs what is left, and returns the file's bytes.
  std::string finish(const RunOutputOptions& options = resumed()) const {
    RunOutput output(path_, header_, options);
    write_until(header_.athletes.size(), output);
    EXPECT_TRUE(output.finish());
    return bytes_of(path_);
  }

  std::filesystem::path write_shard(const Shard& shard, const std::string& name) const {
    RunOutputOptions options = resumed();
    options.shard = shard;
    RunOutput output(folder_ / name, header_, options);
    write_until(header_.athletes.size(), output);
    EXPECT_TRUE(output.finish());
    return folder_ / name;
  }

  std::filesystem::path parts() const { return path_.string() + ".parts"; }
  std::filesystem::path part(std::size_t first) const {
    return parts() / ("part-0000" + std::to_string(first) + ".h5");
  }

  ResultsHeader header_ = sample::header(false);
};

/// The message of an InputError; "" if there is none.
inline std::string refusal(const std::function<void()>& step) {
  try {
    step();
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

}  // namespace formcast
