// Whole calibrations of extreme records (fuzzing): any scale and scatter, one test or a test a day, any gaps, rest,
// missing loads and typos. Each gives a twin that can be read back, or is refused with a message.
#include <cmath>
#include <span>

#include "sim/calibration/calibrate.hpp"
#include "sim/history/history.hpp"
#include "sim/twin/twin.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace formcast::fuzz {
namespace {

/// Bytes as numbers; zeros once they are used up.
class Knobs {
 public:
  explicit Knobs(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  bool left() const { return at_ < bytes_.size(); }
  int byte() { return left() ? bytes_[at_++] : 0; }
  /// Between two numbers, evenly on logarithms.
  double between(double low, double high) { return low * std::pow(high / low, byte() / 255.0); }

 private:
  std::span<const std::uint8_t> bytes_;
  std::size_t at_ = 0;
};

/// A test, or with a third byte a performance with an error of its own, from next to none to beyond all sense, or a
/// lower bound.
void add_performance(AthleteHistory& record, double performance, int derived) {
  constexpr double kLog = 690.0;  // e^690 is 1e300
  const double error = derived < 64 ? 0.0 : std::exp(kLog * ((derived % 64) / 31.5 - 1.0));
  (derived >= 160 ? record.bounds : record.tests).push_back({record.days() - 1, performance, 0, error});
}

/// Five bytes for the whole, then two a day: a load, and whether there is a test and how it scatters. Where the first
/// byte says so, a third.
AthleteHistory record_of(Knobs& knobs, Timing& timing) {
  constexpr int kMostDays = 150;
  AthleteHistory record;
  record.athlete = "a";
  record.start = *parse_iso("2024-01-01");
  const int whole = knobs.byte();
  timing = whole % 2 == 0 ? Timing::kNextDay : Timing::kSameDay;
  const bool derived = whole % 32 >= 30;
  const double performance = knobs.between(1e-6, 1e6), load = knobs.between(1e-6, 1e6);
  const double scatter = knobs.between(0.001, 0.6);
  const int tests = knobs.byte();  // of 256 days
  while (knobs.left() && record.days() < kMostDays) {
    const int w = knobs.byte(), test = knobs.byte();
    record.load.push_back(w < 64 ? 0.0 : (w < 80 ? std::nan("") : load * (w == 255 ? 100.0 : w / 128.0)));
    if ((test * 37) % 256 > tests) continue;
    const double typo = test == 7 ? 10.0 : (test == 14 ? 0.1 : 1.0);
    const double seen = typo * performance * std::exp(scatter * (test - 128) / 64.0);
    add_performance(record, seen, derived ? knobs.byte() : 0);
  }
  return record;
}

void check(const Twin& twin) {
  const std::string json = to_json(twin);
  require(json.find("nan") == std::string::npos, "a twin's numbers are finite");
  try {
    require(to_json(parse_twin(json, "a.twin.json")) == json, "a twin is read back as it was");
  } catch (const InputError& error) {
    require(false, error.what());
  }
}

}  // namespace
}  // namespace formcast::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace formcast;
  fuzz::Knobs knobs({data, size});
  Timing timing = Timing::kNextDay;
  const AthleteHistory record = fuzz::record_of(knobs, timing);
  if (record.tests.empty() || record.missing_loads() == record.days()) return 0;
  History history;
  history.source = "a.csv";
  fuzz::check(calibrate(record, history, timing));
  return 0;
}
