#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <memory>
#include <new>
#include <span>
#include <stdexcept>
#include <type_traits>

#include "sim/results/hdf5.hpp"
#include "sim/results/hdf5_source.hpp"
#include "sim/results/results.hpp"
#include "sim/results/results_schema.hpp"

namespace formcast {

using hdf5::Shape;

struct ResultsReader::File {
  explicit File(const std::filesystem::path& path);

  void open();
  void check_version() const;
  ResultsHeader read_header() const;
  void read_dates(ResultsHeader& made) const;
  void read_part(ResultsHeader& made) const;
  void read_effect_sources(ResultsHeader& made) const;
  void read_decisions(ResultsHeader& made) const;
  void check_quantiles() const;
  void open_variables();
  PlanResult plan(const Shape& at, bool members) const;
  void read_travel(const Shape& at, PlanResult& made) const;
  PairResult pair(const Shape& at) const;
  StoredMembers members(const Shape& at) const;
  void floats(std::string_view name, const Shape& at, float* to) const {
    from.values(variables.find(name)->second, name, at, H5T_NATIVE_FLOAT, to);
  }
  /// Runs one step of reading. For a damaged file the damage is reported, not HDF5's error after it.
  template <class Step>
  auto guarded(const Step& step) const {
    try {
      return step();
    } catch (const InputError&) {
      if (!from.input.error().empty()) from.check.fail(from.input.error());
      throw;
    } catch (const std::bad_alloc&) {
      from.check.fail("it does not fit into memory");
    } catch (const std::length_error&) {
      from.check.fail("it does not fit into memory");
    }
  }

  hdf5::Source from;
  std::map<std::string, hdf5::Dataset, std::less<>> variables;
  ResultsHeader header;
};

ResultsReader::File::File(const std::filesystem::path& path) : from(path) {
  guarded([this] { open(); });
}

void ResultsReader::File::open() {
  check_version();
  header = read_header();
  check_quantiles();
  open_variables();
}

void ResultsReader::File::check_version() const {
  if (!from.has_attribute("results_version")) {
    from.check.fail("it is HDF5, but no results of Formcast: it has no attribute results_version");
  }
  const auto version = from.number<std::int64_t>("results_version", H5T_NATIVE_INT64);
  if (version < 1) from.check.fail(fmt::format("results version {} does not exist, the first is 1", version));
  if (version <= kResultsVersion) return;
  throw InputError(Place{from.check.path.string()},
                   fmt::format("written by a newer Formcast (results version {}; this one reads up to {})", version,
                               kResultsVersion));
}

void ResultsReader::File::read_dates(ResultsHeader& made) const {
  const hdf5::Dataset date = from.dataset("date");
  const std::string unit = from.text(date.handle.get(), "units");
  const std::string_view kSince = "days since ";
  const auto zero = unit.starts_with(kSince) ? parse_iso(unit.substr(kSince.size(), 10)) : std::nullopt;
  if (!zero) from.check.fail(fmt::format("the unit of date is \"{}\", expected \"days since 2026-05-04\"", unit));
  if (date.shape.size() != 1 || date.shape.front() > std::numeric_limits<int>::max())
    from.check.fail("date is no list");
  std::vector<std::int32_t> days(date.shape.front());
  from.values(date, "date", {}, H5T_NATIVE_INT32, days.data());
  // Both ends within the centuries that dates may be in, so that sums of days do not overflow.
  constexpr std::int64_t kMost = 200'000;
  for (std::size_t i = 0; i < days.size(); ++i) {
    if (std::abs(std::int64_t{days[i]}) > kMost) from.check.fail(fmt::format("date {} is no date", days[i]));
    if (i > 0 && days[i] != days[i - 1] + 1) from.check.fail("the dates do not follow one another");
  }
  made.start = *zero + date::days{days.front()};
  made.days = static_cast<int>(days.size());
  for (const Date day : {made.start, *zero + date::days{days.back()}}) {
    if (parse_iso(iso(day)) != day)
      from.check.fail(fmt::format("it has the date {}, expected the years 1900 to 2199", iso(day)));
  }
}

void ResultsReader::File::check_quantiles() const {
  const hdf5::Dataset quantile = from.dataset("quantile");
  std::array<double, kQuantiles.size()> levels{};
  const bool as_many = quantile.shape == Shape{levels.size()};
  if (as_many) from.values(quantile, "quantile", {}, H5T_NATIVE_DOUBLE, levels.data());
  if (levels != kQuantiles) from.check.fail(fmt::format("its quantiles are not {}", fmt::join(kQuantiles, ", ")));
}

ResultsHeader ResultsReader::File::read_header() const {
  ResultsHeader made;
  const hid_t root = from.root();
  if (from.has_attribute("source")) made.source = from.text(root, "source");
  made.athletes = from.texts("athlete");
  made.plans = from.texts("plan");
  made.twin_digests = from.texts("twin_digest");
  read_dates(made);
  made.members = from.number<std::int32_t>("members", H5T_NATIVE_INT32);
  if (made.members < 1) from.check.fail(fmt::format("members is {}, expected at least 1", made.members));
  made.store_members = from.check(H5Lexists(root, "performance_members", H5P_DEFAULT), "performance_members") > 0;
  made.travels = from.check(H5Lexists(root, "misalignment", H5P_DEFAULT), "misalignment") > 0;
  read_effect_sources(made);
  read_decisions(made);
  const std::string target = from.text(root, "target_date");
  if (!parse_iso(target)) from.check.fail(fmt::format("target_date is \"{}\", expected a date", target));
  made.target = *parse_iso(target);
  if (made.target < made.start || made.target >= made.start + date::days{made.days}) {
    from.check.fail(fmt::format("target_date {} is not one of its days", target));
  }
  if (from.has_attribute("target_performance")) {
    made.target_performance = from.number<double>("target_performance", H5T_NATIVE_DOUBLE);
  }
  made.seed = from.number<std::uint64_t>("seed", H5T_NATIVE_UINT64);
  made.title = from.text(root, "title");
  made.load_unit = from.text(from.dataset("planned_load").handle.get(), "units");
  made.performance_unit = from.text(from.dataset("performance").handle.get(), "units");
  made.scenario_source = from.text(root, "scenario");
  made.scenario_text = from.text(root, "scenario_text");
  made.command_line = from.text(root, "command_line");
  if (from.has_attribute("model_versions")) made.model_versions = from.text(root, "model_versions");
  read_part(made);
  return made;
}

void ResultsReader::File::read_part(ResultsHeader& made) const {
  if (!from.has_attribute("part_first")) return;
  const auto count = [this](std::string_view name) {
    const auto read = from.number<std::int32_t>(name, H5T_NATIVE_INT32);
    if (read < 0) from.check.fail(fmt::format("the attribute {} is {}", name, read));
    return static_cast<std::size_t>(read);
  };
  Part part{count("part_first"), count("part_athletes"), {}};
  if (from.has_attribute("shard")) part.shard = Shard{count("shard"), count("shards")};
  if (part.first + part.athletes > made.athletes.size()) from.check.fail("its part has more athletes than it names");
  made.part = part;
}

void ResultsReader::File::read_decisions(ResultsHeader& made) const {
  if (from.check(H5Lexists(from.root(), "probability_alike", H5P_DEFAULT), "probability_alike") == 0)
    return;  // an older file
  made.decisions.resize(made.athletes.size());
  std::vector<float> values(made.athletes.size());
  for (const BasisText& text : kBasisText) {
    const std::string name(text.name);
    const hdf5::Dataset dataset = from.dataset(name);
    if (dataset.shape != Shape{values.size()}) from.check.fail(fmt::format("{} is no list of athletes", name));
    from.values(dataset, name, {}, H5T_NATIVE_FLOAT, values.data());
    for (std::size_t a = 0; a < values.size(); ++a) made.decisions[a].*text.value = values[a];
  }
}

void ResultsReader::File::read_effect_sources(ResultsHeader& made) const {
  if (from.check(H5Lexists(from.root(), "effect_source", H5P_DEFAULT), "effect_source") == 0)
    return;  // no trips, or an older file
  const std::vector<std::string> names = from.texts("effect");
  const bool known = std::ranges::equal(names, kTravelEffects, {}, {}, &TravelEffect::name);
  if (!known) from.check.fail("its effects of travel are not those this version knows");
  const hdf5::Dataset sources = from.dataset("effect_source");
  if (sources.shape != Shape{made.athletes.size(), kEffects}) from.check.fail("effect_source is no table of athletes");
  made.effect_sources.resize(made.athletes.size());
  from.values(sources, "effect_source", {}, H5T_NATIVE_INT8, made.effect_sources.data());
  for (const EffectSources& athlete : made.effect_sources) {
    for (const EffectSource source : athlete) {
      const auto flag = static_cast<int>(source);
      if (flag < 0 || flag >= static_cast<int>(kEffectSources.size())) {
        from.check.fail(fmt::format("effect_source {} does not exist", flag));
      }
    }
  }
}

void ResultsReader::File::open_variables() {
  for (const schema::Variable& variable : schema::variables(header)) {
    hdf5::Dataset opened = from.dataset(variable.name);
    const Shape expected = schema::shape(header, variable);
    if (opened.shape != expected) {
      from.check.fail(fmt::format("{} is {}, expected {}", variable.name, fmt::join(opened.shape, " x "),
                                  fmt::join(expected, " x ")));
    }
    variables.emplace(variable.name, std::move(opened));
  }
}

void ResultsReader::File::read_travel(const Shape& at, PlanResult& made) const {
  bool any = false;
  for (std::size_t i = 0; i < kTravelOutputs; ++i) {
    made.travel[i].resize(static_cast<std::size_t>(header.days));
    floats(kTravelText[i].name, at, made.travel[i].front().data());
    for (const Quantiles& day : made.travel[i]) any = any || !std::isnan(day[0]);
  }
  if (!any) made.travel = {};  // a plan without trips
}

PlanResult ResultsReader::File::plan(const Shape& at, bool members) const {
  PlanResult made;
  const auto days = static_cast<std::size_t>(header.days);
  for (std::size_t i = 0; i < kOutputs; ++i) {
    const std::string name(kOutputText[i].name);
    made.bands[i].resize(days);
    floats(name, at, made.bands[i].front().data());
    if (!members || !header.store_members) continue;
    made.members[i].resize(static_cast<std::size_t>(header.members) * days);
    floats(schema::members_of(kOutputText[i]), at, made.members[i].data());
  }
  if (header.travels) read_travel(at, made);
  made.planned_load.resize(days);
  made.planned_test.resize(days);
  floats("planned_load", at, made.planned_load.data());
  from.values(variables.at("planned_test"), "planned_test", at, H5T_NATIVE_INT8, made.planned_test.data());
  floats("target_performance", at, made.target_performance.data());
  floats("target_probability", at, &made.target_probability);
  floats("peak_day", at, made.peak_day.data());
  for (const float day : made.peak_day) {
    const bool among_days = day >= 0.0F && day <= static_cast<float>(days - 1);
    if (!std::isnan(day) && !among_days) from.check.fail(fmt::format("peak_day {} is not one of its days", day));
  }
  from.values(variables.at("non_finite_members"), "non_finite_members", at, H5T_NATIVE_INT32, &made.non_finite_members);
  return made;
}

PairResult ResultsReader::File::pair(const Shape& at) const {
  PairResult made;
  floats("difference", at, made.difference.data());
  floats("difference_mean", at, &made.difference_mean);
  floats("probability_better", at, &made.probability_better);
  const bool three_chances = !header.decisions.empty();
  made.probability_worthwhile = made.probability_alike = std::numeric_limits<float>::quiet_NaN();
  if (three_chances) floats("probability_worthwhile", at, &made.probability_worthwhile);
  if (three_chances) floats("probability_alike", at, &made.probability_alike);
  return made;
}

StoredMembers ResultsReader::File::members(const Shape& at) const {
  StoredMembers made;
  made.first = static_cast<int>(at[2]);
  for (std::size_t i = 0; i < kOutputs; ++i) {
    const std::string name = schema::members_of(kOutputText[i]);
    const hid_t dataset = variables.at(name).handle.get();
    StoredChunk& chunk = made.chunks[i];
    hsize_t size = 0;
    from.check(H5Dget_chunk_storage_size(dataset, at.data(), &size), name);
    chunk.bytes.resize(size);
    from.check(H5Dread_chunk(dataset, H5P_DEFAULT, at.data(), &chunk.filters, chunk.bytes.data()), name);
  }
  return made;
}

ResultsReader::ResultsReader(const std::filesystem::path& path) : file_(std::make_unique<File>(path)) {}

ResultsReader::~ResultsReader() = default;

const ResultsHeader& ResultsReader::header() const { return file_->header; }

PlanResult ResultsReader::plan(std::size_t athlete, std::size_t plan, bool members) const {
  return file_->guarded([&] { return file_->plan({athlete, plan}, members); });
}

PairResult ResultsReader::pair(std::size_t athlete, std::size_t plan, std::size_t other) const {
  return file_->guarded([&] { return file_->pair({athlete, plan, other}); });
}

StoredMembers ResultsReader::members(std::size_t athlete, std::size_t plan, int first) const {
  return file_->guarded([&] { return file_->members({athlete, plan, static_cast<hsize_t>(first), 0}); });
}

Results read_results(const std::filesystem::path& path, bool members) {
  const ResultsReader reader(path);
  Results made;
  made.header = reader.header();
  const std::size_t plans = made.header.plans.size();
  const Part held = part_of(made.header);
  const auto keep = [&](auto& each) {
    const auto of_part = std::span(each).subspan(held.first, held.athletes);
    each = std::remove_reference_t<decltype(each)>(of_part.begin(), of_part.end());
  };
  keep(made.header.athletes);
  keep(made.header.twin_digests);
  if (!made.header.effect_sources.empty()) keep(made.header.effect_sources);
  if (!made.header.decisions.empty()) keep(made.header.decisions);
  for (std::size_t a = 0; a < held.athletes; ++a) {
    made.plan.emplace_back();
    made.pair.emplace_back(plans);
    for (std::size_t p = 0; p < plans; ++p) {
      made.plan[a].push_back(reader.plan(held.first + a, p, members));
      for (std::size_t o = 0; o < plans; ++o) made.pair[a][p].push_back(reader.pair(held.first + a, p, o));
    }
  }
  return made;
}

}  // namespace formcast
