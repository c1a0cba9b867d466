// For a build without results files (FORMCAST_RESULTS=none).
#include <utility>

#include "viewer/compute/results_source.hpp"
#include "viewer/export/results_export.hpp"

namespace formcast {

struct ResultsSource::State {
  std::string error;
};

ResultsSource::ResultsSource() : state_(std::make_unique<State>()) {}
ResultsSource::~ResultsSource() = default;

void ResultsSource::open(const std::string& name) {
  state_->error = name + " holds results of a batch run; this viewer was built without HDF5 to read them";
}
void ResultsSource::stop() {}
void ResultsSource::read(std::size_t) {}
ResultsNews ResultsSource::news() { return {{}, {}, std::exchange(state_->error, "")}; }

std::string save_results(const std::string& name, const ResultsToKeep&) {
  return name + " cannot be written: this viewer was built without HDF5";
}

}  // namespace formcast
