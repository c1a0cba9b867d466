#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/results/results.hpp"

namespace formcast {

/// How every athlete of a results file does on the target day under every plan; NaN where the file says nothing.
struct ResultsOverview {
  ResultsHeader header;
  std::vector<Quantiles> target;  ///< (athletes x plans) [performance unit]
  std::vector<float> chance;      ///< (athletes x plans) of the aim; NaN without one
  /// (athletes x plans x other plans) as PairResult has them; empty of files of before, which know no such chances.
  std::vector<float> worthwhile, alike;
};

/// One athlete's part of it.
struct AthleteResults {
  std::size_t athlete = 0;
  std::vector<PlanResult> plans;
  std::vector<std::vector<PairResult>> pairs;  ///< [plan][other]; NaN of a plan and itself
};

/// What has come since the last call.
struct ResultsNews {
  std::optional<ResultsOverview> opened;
  std::optional<AthleteResults> athlete;
  std::string error;  ///< the file that was to be opened, or the athlete, cannot be read
};

/// A results file that is read in the background, a slice at a time. What lies behind it differs by platform: the
/// results store in a thread (results_source_hdf5.cpp), nothing where there is no store, a worker in a browser. A file
/// that cannot be read leaves the one that is open as it is.
class ResultsSource {
 public:
  ResultsSource();
  ~ResultsSource();
  ResultsSource(const ResultsSource&) = delete;
  ResultsSource& operator=(const ResultsSource&) = delete;

  /// `name`: the file's path, or what the platform knows it by.
  void open(const std::string& name);
  /// Gives up the file that is being opened.
  void stop();
  void read(std::size_t athlete);
  ResultsNews news();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Whether a file that begins like this is HDF5.
bool is_hdf5(std::string_view begin);

/// Whether anybody's results are in it.
bool any_results(const ResultsOverview& overview);

}  // namespace formcast
