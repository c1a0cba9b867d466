#include "sim/cli/skill_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <map>
#include <vector>

#include "sim/base/input_error.hpp"
#include "sim/cli/gnuplot.hpp"

namespace formcast {
namespace {

constexpr std::size_t kMostAthletes = 12;
// [px]; gnuplot counts up from the bottom of the picture.
constexpr double kWidth = 1180, kHead = 74, kRow = 310, kAbovePanel = 40, kBelowPanel = 52;
constexpr double kTimeLeft = 70, kTimeRight = 730, kPitLeft = 800, kPitWidth = 165, kPitStep = 200;
// Okabe and Ito's blue and vermilion, distinguishable with any colour vision.
constexpr const char *kInk = "#222222", *kTwin = "#0072b2", *kBand = "#bcd7ec", *kCut = "#d55e00", *kBar = "#7fb3d5";

using Out = std::back_insert_iterator<std::string>;

/// A row of the plot: the athlete's number names its data and places its panels.
struct PictureRow {
  const AthleteValidation& athlete;
  std::size_t number;
  double height;  ///< [px] of the picture

  double top() const { return height - kHead - kRow * static_cast<double>(number) - kAbovePanel; }
  double bottom() const { return top() + kAbovePanel - kRow + kBelowPanel; }
};

/// Seconds since 1970, which gnuplot's time axes count.
double seconds(const AthleteValidation& a, double day) {
  return (static_cast<double>(a.start.time_since_epoch().count()) + day) * 86400.0;
}

/// For every test the earliest forecast from at least so many days ahead.
std::vector<TwinForecast> first_of_each(const std::vector<TwinForecast>& all, int from) {
  std::map<int, TwinForecast> of_day;
  for (const TwinForecast& f : all) {
    if (f.ahead >= from) of_day.emplace(f.day, f);
  }
  std::vector<TwinForecast> first;
  for (const auto& [day, f] : of_day) first.push_back(f);
  return first;
}

/// Lines and bands over forecasts in order of day. They end where no test follows for two weeks, so that they do not
/// bridge days without forecasts, and extend by half a day on both sides, so that a lone one is visible.
void write_forecasts(const AthleteValidation& a, const std::vector<TwinForecast>& forecasts, Out out) {
  constexpr int kGap = 14;
  constexpr double kAside = 0.5;
  const auto point = [&](const TwinForecast& f, double aside) {
    fmt::format_to(out, "{:.0f} {} {} {}\n", seconds(a, f.day + aside), f.mean, f.low, f.high);
  };
  for (std::size_t i = 0; i < forecasts.size(); ++i) {
    const TwinForecast& f = forecasts[i];
    const bool first = i == 0 || f.day - forecasts[i - 1].day > kGap;
    const bool last = i + 1 == forecasts.size() || forecasts[i + 1].day - f.day > kGap;
    if (first) point(f, -kAside);
    point(f, 0.0);
    if (last) point(f, kAside);
    if (last) fmt::format_to(out, "\n");
  }
}

/// gnuplot refuses a block of data without a row, so each has a first one to be skipped.
void write_data(const PictureRow& row, Out out) {
  const AthleteValidation& a = row.athlete;
  const auto begin = [&](const std::string& name) {
    fmt::format_to(out, "${}_{} << EOD\n0 0 0 0\n", name, row.number);
  };
  begin("tests");
  for (const Test& t : a.tests) fmt::format_to(out, "{:.0f} {}\n", seconds(a, t.day), t.performance);
  fmt::format_to(out, "EOD\n");
  begin("rolling");
  write_forecasts(a, first_of_each(a.rolling, a.skill.horizons.back().from), out);
  fmt::format_to(out, "EOD\n");
  begin("cut");
  write_forecasts(a, a.cut, out);
  fmt::format_to(out, "EOD\n");
  for (const HorizonSkill& h : a.skill.horizons) {
    begin(fmt::format("pit{}", h.from));
    const MethodSkill* twin = h.find(std::string(kTwinMethod));
    for (std::size_t k = 0; twin != nullptr && k < twin->pit.size(); ++k) {
      fmt::format_to(out, "{} {}\n", static_cast<double>(k) + 0.5, 100.0 * twin->pit[k]);
    }
    fmt::format_to(out, "EOD\n");
  }
}

/// Shape of the next panel, in pixels.
void place(double left, double right, const PictureRow& row, Out out) {
  fmt::format_to(out, "set lmargin at screen {:.5f}\nset rmargin at screen {:.5f}\n", left / kWidth, right / kWidth);
  fmt::format_to(out, "set bmargin at screen {:.5f}\nset tmargin at screen {:.5f}\n", row.bottom() / row.height,
                 row.top() / row.height);
}

std::string row_title(const AthleteValidation& a) {
  std::string errors;
  const auto add = [&](const HorizonSkill& h, const std::string& when) {
    const MethodSkill* twin = h.find(std::string(kTwinMethod));
    if (twin == nullptr) return;
    errors += fmt::format("{}{:.1f} % {}", errors.empty() ? ": forecast error (MAPE) " : ", ", twin->mape, when);
  };
  for (const HorizonSkill& h : a.skill.horizons) add(h, fmt::format("{}-{} days ahead", h.from, h.to));
  add(a.skill.cut, "after the cut");
  return a.athlete + errors;
}

/// "2016", or "2016 to 2017".
std::string years(const AthleteValidation& a) {
  const std::string first = iso(a.start).substr(0, 4), last = iso(a.start + date::days{a.days - 1}).substr(0, 4);
  return first == last ? first : first + " to " + last;
}

void write_time_panel(const PictureRow& row, const std::string& unit, Out out) {
  constexpr int kShort = 300;  // [d] up to which the axis shows days and months, with the years below
  const AthleteValidation& a = row.athlete;
  place(kTimeLeft, kTimeRight, row, out);
  fmt::format_to(out, "set label 2 {} at graph 0, screen {:.5f} font ',14' tc rgb '{}'\n", gnuplot_quoted(row_title(a)),
                 (row.top() + 15) / row.height, kInk);
  fmt::format_to(
      out, "set xrange [{:.0f}:{:.0f}]\nset yrange [*:*]\nset xtics time format '{}' autofreq nomirror scale 0.6\n",
      seconds(a, -1), seconds(a, a.days + 1), a.days <= kShort ? "%d %b" : "%b %Y");
  fmt::format_to(out, "set ytics autofreq nomirror\nset ylabel {} offset 2,0\nset xlabel '{}' offset 0,0.6\n",
                 gnuplot_quoted(unit.empty() || unit == "1" ? "test" : "test [" + unit + "]"), years(a));
  if (!a.cut.empty()) {
    fmt::format_to(out, "set arrow 1 from {0:.0f}, graph 0 to {0:.0f}, graph 1 nohead lc rgb '{1}' dt 3 lw 1.2\n",
                   seconds(a, a.skill.cut_day - 0.5), kCut);
  }
  fmt::format_to(out,
                 "plot $rolling_{0} using 1:3:4 skip 1 with filledcurves fs solid 1 noborder lc rgb '{1}', \\\n"
                 "  $rolling_{0} using 1:2 skip 1 with lines lw 1.6 lc rgb '{2}', \\\n"
                 "  $cut_{0} using 1:3 skip 1 with lines dt 2 lw 1.1 lc rgb '{3}', \\\n"
                 "  $cut_{0} using 1:4 skip 1 with lines dt 2 lw 1.1 lc rgb '{3}', \\\n"
                 "  $cut_{0} using 1:2 skip 1 with lines lw 1.6 lc rgb '{3}', \\\n"
                 "  $tests_{0} using 1:2 skip 1 with points pt 7 ps 0.45 lc rgb '{4}'\n"
                 "unset label 2\nunset arrow 1\n",
                 row.number, kBand, kTwin, kCut, kInk);
}

/// The same height for both horizons, so that they compare.
double highest_share(const AthleteValidation& a) {
  double highest = 22.0;
  for (const HorizonSkill& h : a.skill.horizons) {
    const MethodSkill* twin = h.find(std::string(kTwinMethod));
    if (twin != nullptr) highest = std::max(highest, 100.0 * *std::max_element(twin->pit.begin(), twin->pit.end()));
  }
  return 5.0 * std::ceil(highest / 5.0);
}

void write_pit_panels(const PictureRow& row, Out out) {
  const double highest = highest_share(row.athlete);
  fmt::format_to(
      out,
      "set boxwidth 0.86\nset xrange [0:10]\nset yrange [0:{}]\nset ytics {} nomirror\n"
      "set xtics ('low' 0.5, 'high' 9.5) nomirror scale 0\nset xlabel 'tenths of the forecasts' offset 0,0.6\n"
      "set ylabel 'share of tests [%]' offset 1.5,0\n",
      highest, highest > 50.0 ? 20 : (highest > 25.0 ? 10 : 5));
  double left = kPitLeft;
  for (const HorizonSkill& h : row.athlete.skill.horizons) {
    place(left, left + kPitWidth, row, out);
    fmt::format_to(out, "set title '{}-{} days ahead, {}' offset 0,-0.6 font ',12'\n", h.from, h.to,
                   h.forecasts == 1 ? "1 forecast" : fmt::format("{} forecasts", h.forecasts));
    fmt::format_to(out,
                   "plot $pit{1}_{0} using 1:2 skip 1 with boxes fs solid 1 noborder lc rgb '{2}', \\\n"
                   "  10 with lines lc rgb '{3}' dt 2 lw 1.2\nunset title\nunset ylabel\n",
                   row.number, h.from, kBar, kInk);
    left += kPitStep;
  }
}

/// The key in a panel of its own as wide as the plot: the first athlete's panel is too narrow for it.
void write_key(double height, Out out) {
  fmt::format_to(out,
                 "set lmargin at screen 0\nset rmargin at screen 1\nset bmargin at screen 0\nset tmargin at screen 1\n"
                 "unset border\nunset tics\nset xrange [0:1]\nset yrange [0:1]\n"
                 "set key at screen {:.5f}, screen {:.5f} left top horizontal Left reverse samplen 2 maxcols 3\n",
                 20 / kWidth, 1.0 - 44 / height);
  fmt::format_to(out,
                 "plot NaN with lines lw 1.6 lc rgb '{1}' title 'forecast 8-14 days ahead', \\\n"
                 "  NaN with boxes fs solid 1 noborder lc rgb '{2}' title '90 % within', \\\n"
                 "  NaN with lines lw 1.6 lc rgb '{3}' title 'forecast at the cut', \\\n"
                 "  NaN with lines dt 2 lw 1.1 lc rgb '{3}' title '90 % within', \\\n"
                 "  NaN with points pt 7 ps 0.45 lc rgb '{0}' title 'test', \\\n"
                 "  NaN with lines dt 2 lw 1.2 lc rgb '{0}' title 'uniform if calibrated'\n"
                 "unset key\nunset label 1\nset border 3 lc rgb '#666666'\nset tics nomirror out scale 0.6\n"
                 "set grid ytics lt 1 lw 0.8 lc rgb '#e6e6e6'\n",
                 kInk, kTwin, kBand, kCut);
}

}  // namespace

std::string skill_script(const Validation& validation) {
  std::vector<const AthleteValidation*> judged;
  for (const AthleteValidation& a : validation.athletes) {
    if (a.judged()) judged.push_back(&a);
  }
  std::string title =
      fmt::format("How well the twin forecast the tests: {}, {} timing", validation.source, name(validation.timing));
  if (judged.size() > kMostAthletes) {
    title += fmt::format(", the first {} of {} athletes", kMostAthletes, judged.size());
    judged.resize(kMostAthletes);
  }
  const double height = kHead + kRow * static_cast<double>(judged.size());
  std::string script;
  const Out out = std::back_inserter(script);
  fmt::format_to(out,
                 "set terminal svg size {},{} noenhanced font 'Helvetica,Arial,sans-serif,12' background rgb 'white'\n"
                 "set encoding utf8\nset locale 'C'\nset multiplot\n"
                 "set label 1 {} at screen {:.5f}, screen {:.5f} font ',17' tc rgb '{}'\n",
                 kWidth, height, gnuplot_quoted(title), 20 / kWidth, 1.0 - 24 / height, kInk);
  write_key(height, out);
  for (std::size_t i = 0; i < judged.size(); ++i) {
    const PictureRow row{*judged[i], i, height};
    write_data(row, out);
    write_time_panel(row, validation.performance_unit, out);
    write_pit_panels(row, out);
  }
  return script + "unset multiplot\n";
}

void draw_skill(const Validation& validation, const std::filesystem::path& file) {
  // gnuplot escapes < and & but not ]]>, which XML does not allow in text either.
  std::string picture = run_gnuplot(skill_script(validation));
  for (std::size_t at = 0; (at = picture.find("]]>", at)) != std::string::npos;) picture.replace(at, 3, "]]&gt;");
  write_text(file, picture);
}

}  // namespace formcast
