#pragma once

#include <optional>
#include <string_view>

namespace formcast {

/// Whether a day's test comes before or after that day's training. The same coefficients under the wrong convention
/// fit the Clarke & Skiba cyclist with RMSE 4.41 instead of 1.48, so it is stored with every twin and has no default.
enum class Timing {
  kNextDay,  ///< tests precede the session: g_n = e^(-1/tau) (g_{n-1} + w_{n-1})
  kSameDay,  ///< tests follow the session:  g_n = e^(-1/tau) g_{n-1} + w_n
};

constexpr std::string_view name(Timing timing) { return timing == Timing::kNextDay ? "next-day" : "same-day"; }

constexpr std::optional<Timing> parse_timing(std::string_view text) {
  if (text == "next-day") return Timing::kNextDay;
  if (text == "same-day") return Timing::kSameDay;
  return std::nullopt;
}

/// One day of a model: an instant session, a night, and a call of `look` with the state at the time of a test. Before
/// and after, `x` is the state on waking.
template <class Model, class Real, class Look>
void step_day(Timing timing, const typename Model::template Rates<Real>& rates, typename Model::template State<Real>& x,
              const Real& load, Look&& look) {
  if (timing == Timing::kNextDay) look(x);
  Model::train(rates, x, load);
  if (timing == Timing::kSameDay) look(x);
  Model::rest(rates, x);
}

}  // namespace formcast
