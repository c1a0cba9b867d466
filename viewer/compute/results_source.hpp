#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/results/results.hpp"

namespace formcast {

/// How every athlete of a results file does on the target day under every plan; NaN where the file has no value.
struct ResultsOverview {
  ResultsHeader header;
  std::vector<Quantiles> target;  ///< (athletes x plans) [performance unit]
  std::vector<float> chance;      ///< (athletes x plans) of the aim; NaN without one
  /// (athletes x plans x other plans) as PairResult has them; empty for older files, which lack them.
  std::vector<float> worthwhile, alike;
};

/// One athlete's part of it.
struct AthleteResults {
  std::size_t athlete = 0;
  std::vector<PlanResult> plans;
  std::vector<std::vector<PairResult>> pairs;  ///< [plan][other]; NaN of a plan and itself
};

/// What has arrived since the last call.
struct ResultsNews {
  std::optional<ResultsOverview> opened;
  std::optional<AthleteResults> athlete;
  std::string error;  ///< the file that was to be opened, or the athlete, cannot be read
};

/// A results file that is read in the background, a slice at a time. The platform implements it: HDF5 in a thread
/// (results_source_hdf5.cpp), nothing in a build without HDF5, a worker in a browser. A file that cannot be read leaves
/// the open one as it is.
class ResultsSource {
 public:
  ResultsSource();
  ~ResultsSource();
  ResultsSource(const ResultsSource&) = delete;
  ResultsSource& operator=(const ResultsSource&) = delete;

  /// `name`: the file's path, or the platform's name for it.
  void open(const std::string& name);
  /// Stops opening a file.
  void stop();
  void read(std::size_t athlete);
  ResultsNews news();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Whether a file that begins like this is HDF5.
bool is_hdf5(std::string_view begin);

/// Whether it holds any athlete's results.
bool any_results(const ResultsOverview& overview);

}  // namespace formcast
