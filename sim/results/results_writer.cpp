#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <stdexcept>

#include "sim/results/hdf5.hpp"
#include "sim/results/hdf5_output.hpp"
#include "sim/results/results.hpp"
#include "sim/results/results_layout.hpp"
#include "sim/results/results_schema.hpp"

namespace formcast {
namespace {

using hdf5::Checked;
using hdf5::Handle;
using hdf5::Shape;
using layout::memory_type_of;
using layout::type_of;
using schema::Kind;
using schema::kMissing;
using schema::kMissingFloat;
using schema::Variable;

struct Dataset {
  Handle handle;
  Kind kind;
  Shape shape;
};

void require(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(std::string("results: ") + what);
}

void check_header(const Checked& check, const ResultsHeader& header) {
  require(!header.athletes.empty() && !header.plans.empty(), "no athletes or no plans");
  require(header.days > 0 && header.members > 0, "no days or no members");
  require(header.twin_digests.size() == header.athletes.size(), "one digest per athlete is expected");
  require(header.effect_sources.empty() || header.effect_sources.size() == header.athletes.size(),
          "effect sources are expected for all athletes or none");
  require(header.decisions.empty() || header.decisions.size() == header.athletes.size(),
          "decision bases are expected for all athletes or none");
  for (const auto* names : {&header.athletes, &header.plans, &header.twin_digests}) {
    for (const std::string& name : *names) {
      const bool whole = name.find('\0') == std::string::npos;
      if (!whole) check.fail(fmt::format("the name \"{}...\" contains a NUL byte", name.c_str()));
    }
  }
}

/// Runs one step of writing. After a failed write HDF5 may fail on what it then reads from the file: the failed write
/// is reported instead.
template <class Step>
void guarded(const hdf5::OutputFile& output, const Step& step) {
  output.throw_if_failed();
  try {
    step();
  } catch (const InputError&) {
    output.throw_if_failed();
    throw;
  }
  output.throw_if_failed();
}

}  // namespace

struct ResultsWriter::File {
  File(const std::filesystem::path& path, const ResultsHeader& given);

  const Dataset& create(const Variable& variable);
  void create_coordinate(const Variable& variable);
  void create_variable(const Variable& variable);
  void describe(const Variable& variable, hid_t dataset);
  void write_root_attributes();
  void write_values();
  void write_effect_sources();
  void write_decisions();
  void put(std::string_view name, const Shape& at, const void* values, std::size_t size);
  void put(std::string_view name, const std::vector<std::string>& texts);
  void write(const Shape& at, const PlanResult& result);
  void write(const Shape& at, const PairResult& result);
  void write(const Shape& at, const StoredMembers& members);
  void write_members(const Shape& at, const PlanResult& result);
  void write_part(const Part& part);
  void close();
  void inspect(const std::filesystem::path& partial) const;

  std::string source() const { return header.source.empty() ? "Formcast " FORMCAST_VERSION : header.source; }
  void text(hid_t object, std::string_view name, std::string_view value) const {
    hdf5::write_text_attribute(check, object, name, value);
  }
  template <class T>
  void numbers(hid_t object, std::string_view name, Kind kind, const std::vector<T>& values) const {
    hdf5::write_attribute(check, object, name, {type_of(kind), memory_type_of(kind)}, values.data(), values.size());
  }
  void number(hid_t object, std::string_view name, std::int32_t value) const {
    numbers(object, name, Kind::kInt, std::vector{value});
  }

  ResultsHeader header;
  Checked check;
  hdf5::OutputFile output;  // outlives the handles below, which write to it when they close
  Handle file;
  std::map<std::string, Dataset, std::less<>> datasets;
};

ResultsWriter::File::File(const std::filesystem::path& path, const ResultsHeader& given)
    : header(given), check{path, "cannot be written"}, output(path) {
  hdf5::silence();
  check_header(check, header);
  guarded(output, [this] {
    file = layout::create_file(check, output);
    write_root_attributes();
    for (const Variable& variable : schema::coordinates(header)) create_coordinate(variable);
    for (const Variable& variable : schema::variables(header)) create_variable(variable);
    write_values();
  });
}

void ResultsWriter::File::write_root_attributes() {
  const hid_t root = file.get();
  text(root, "Conventions", "CF-1.10");
  text(root, "title", header.title);
  text(root, "source", source());
  text(root, "history", fmt::format("{}: {}", source(), header.command_line));
  number(root, "results_version", kResultsVersion);
  const hdf5::Types seed{Handle(H5Tcopy(H5T_STD_U64LE), H5Tclose), Handle(H5Tcopy(H5T_NATIVE_UINT64), H5Tclose)};
  hdf5::write_attribute(check, root, "seed", seed, &header.seed);
  number(root, "members", header.members);
  text(root, "target_date", iso(header.target));
  if (header.target_performance) {
    numbers(root, "target_performance", Kind::kDouble, std::vector{*header.target_performance});
  }
  text(root, "scenario", header.scenario_source);
  text(root, "scenario_text", header.scenario_text);
  text(root, "command_line", header.command_line);
  text(root, "model_versions", header.model_versions);
}

const Dataset& ResultsWriter::File::create(const Variable& variable) {
  const std::string& name = variable.name;
  const Shape shape = schema::shape(header, variable);
  const Handle list = layout::creation_list(check, variable, shape);
  const Handle type = type_of(variable.kind);
  const Handle space(check(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), name), H5Sclose);
  const hid_t id = H5Dcreate2(file.get(), name.c_str(), type.get(), space.get(), H5P_DEFAULT, list.get(), H5P_DEFAULT);
  return datasets.emplace(name, Dataset{Handle(check(id, name), H5Dclose), variable.kind, shape}).first->second;
}

void ResultsWriter::File::create_coordinate(const Variable& variable) {
  const hid_t dataset = create(variable).handle.get();
  check(H5DSset_scale(dataset, variable.name.c_str()), variable.name);
  number(dataset, "_Netcdf4Dimid", static_cast<std::int32_t>(schema::id_of(header, variable.dimensions.front())));
  describe(variable, dataset);
  if (variable.name != "date") return;
  text(dataset, "calendar", "proleptic_gregorian");
  text(dataset, "standard_name", "time");
  text(dataset, "axis", "T");
}

void ResultsWriter::File::create_variable(const Variable& variable) {
  const hid_t dataset = create(variable).handle.get();
  const auto coordinates = schema::coordinates(header);
  std::vector<std::int32_t> ids;
  for (const schema::Dimension dimension : variable.dimensions) {
    const std::size_t id = schema::id_of(header, dimension);
    const hid_t scale = datasets.at(coordinates[id].name).handle.get();
    check(H5DSattach_scale(dataset, scale, static_cast<unsigned>(ids.size())), variable.name);
    ids.push_back(static_cast<std::int32_t>(id));
  }
  if (ids.size() > 1) numbers(dataset, "_Netcdf4Coordinates", Kind::kInt, ids);
  describe(variable, dataset);
  if (variable.kind == Kind::kFloat) numbers(dataset, "_FillValue", Kind::kFloat, std::vector{kMissingFloat});
  if (variable.kind == Kind::kInt) number(dataset, "_FillValue", kMissing);
  if (variable.kind != Kind::kFlag) return;
  numbers(dataset, "_FillValue", Kind::kFlag, std::vector{kMissing});
  std::vector<std::int8_t> flags(1 + static_cast<std::size_t>(std::ranges::count(variable.flags, ' ')));
  std::iota(flags.begin(), flags.end(), std::int8_t{0});
  numbers(dataset, "flag_values", Kind::kFlag, flags);
  text(dataset, "flag_meanings", variable.flags);
}

void ResultsWriter::File::describe(const Variable& variable, hid_t dataset) {
  text(dataset, "long_name", variable.long_name);
  if (variable.kind != Kind::kText) text(dataset, "units", variable.unit);
}

void ResultsWriter::File::write_values() {
  put("athlete", header.athletes);
  put("plan", header.plans);
  put("other_plan", header.plans);
  put("twin_digest", header.twin_digests);
  if (!header.effect_sources.empty()) write_effect_sources();
  if (!header.decisions.empty()) write_decisions();
  put("quantile", {}, kQuantiles.data(), kQuantiles.size());
  std::vector<std::int32_t> count(static_cast<std::size_t>(std::max(header.days, header.members)));
  std::iota(count.begin(), count.end(), 0);
  put("date", {}, count.data(), static_cast<std::size_t>(header.days));
  if (header.store_members) put("member", {}, count.data(), static_cast<std::size_t>(header.members));
}

void ResultsWriter::File::write_decisions() {
  for (const BasisText& text : kBasisText) {
    std::vector<float> values;
    for (const DecisionBasis& athlete : header.decisions) values.push_back(athlete.*text.value);
    put(text.name, {}, values.data(), values.size());
  }
}

void ResultsWriter::File::write_effect_sources() {
  std::vector<std::string> names;
  for (const TravelEffect& effect : kTravelEffects) names.emplace_back(effect.name);
  put("effect", names);
  put("effect_source", {}, header.effect_sources.data(), header.effect_sources.size() * kEffects);
}

void ResultsWriter::File::put(std::string_view name, const Shape& at, const void* values, std::size_t size) {
  const Dataset& dataset = datasets.find(name)->second;
  for (std::size_t i = 0; i < at.size(); ++i) require(at[i] < dataset.shape[i], "no such athlete or plan");
  const hdf5::Slab slab(check, dataset.shape, at, name);
  require(size == slab.size, "an array is not as long as its dimensions");
  const Handle type = memory_type_of(dataset.kind);
  check(H5Dwrite(dataset.handle.get(), type.get(), slab.memory.get(), slab.file.get(), H5P_DEFAULT, values), name);
  output.throw_if_failed();
}

void ResultsWriter::File::put(std::string_view name, const std::vector<std::string>& texts) {
  std::vector<const char*> pointers;
  pointers.reserve(texts.size());
  for (const std::string& each : texts) pointers.push_back(each.c_str());
  put(name, {}, pointers.data(), pointers.size());
}

void ResultsWriter::File::write(const Shape& at, const PlanResult& result) {
  for (std::size_t i = 0; i < kOutputs; ++i) {
    put(kOutputText[i].name, at, result.bands[i].data(), result.bands[i].size() * kQuantiles.size());
  }
  for (std::size_t i = 0; i < kTravelOutputs && !result.travel[0].empty(); ++i) {
    put(kTravelText[i].name, at, result.travel[i].data(), result.travel[i].size() * kQuantiles.size());
  }
  put("planned_load", at, result.planned_load.data(), result.planned_load.size());
  put("planned_test", at, result.planned_test.data(), result.planned_test.size());
  put("target_performance", at, result.target_performance.data(), kQuantiles.size());
  put("target_probability", at, &result.target_probability, 1);
  put("peak_day", at, result.peak_day.data(), kQuantiles.size());
  put("non_finite_members", at, &result.non_finite_members, 1);
  // Last, as when write_members() follows: the same order gives the same bytes.
  if (header.store_members && !result.members[0].empty()) write_members(at, result);
}

void ResultsWriter::File::write(const Shape& at, const PairResult& result) {
  put("difference", at, result.difference.data(), kQuantiles.size());
  put("difference_mean", at, &result.difference_mean, 1);
  put("probability_better", at, &result.probability_better, 1);
  if (header.decisions.empty()) return;
  put("probability_worthwhile", at, &result.probability_worthwhile, 1);
  put("probability_alike", at, &result.probability_alike, 1);
}

void ResultsWriter::File::write_members(const Shape& at, const PlanResult& result) {
  const auto days = static_cast<std::ptrdiff_t>(header.days);
  for (const auto& values : result.members) {
    require(values.size() == static_cast<std::size_t>(header.members * days), "not every member has its days");
  }
  const int chunk = members_per_chunk(header);
  for (int first = 0; first < header.members; first += chunk) {
    Trajectories part{first, std::min(chunk, header.members - first), {}};
    for (std::size_t i = 0; i < kOutputs; ++i) {
      const auto begin = result.members[i].begin() + first * days;
      part.values[i].assign(begin, begin + part.count * days);
    }
    write(at, compress(header, part));
  }
}

void ResultsWriter::File::write(const Shape& at, const StoredMembers& members) {
  const Shape offset{at[0], at[1], static_cast<hsize_t>(members.first), 0};
  for (std::size_t i = 0; i < kOutputs; ++i) {
    const std::string name = schema::members_of(kOutputText[i]);
    const StoredChunk& chunk = members.chunks[i];
    const hid_t to = datasets.at(name).handle.get();
    check(H5Dwrite_chunk(to, H5P_DEFAULT, chunk.filters, offset.data(), chunk.bytes.size(), chunk.bytes.data()), name);
    output.throw_if_failed();
  }
}

void ResultsWriter::File::write_part(const Part& part) {
  number(file.get(), "part_first", static_cast<std::int32_t>(part.first));
  number(file.get(), "part_athletes", static_cast<std::int32_t>(part.athletes));
  if (!part.shard) return;
  number(file.get(), "shard", static_cast<std::int32_t>(part.shard->index));
  number(file.get(), "shards", static_cast<std::int32_t>(part.shard->count));
}

void ResultsWriter::File::close() {
  for (auto& [name, dataset] : datasets) check(dataset.handle.close(), name);
  check(file.close(), "closing the file");
}

/// Opens the finished file as a reader would, and checks that it is this run's.
void ResultsWriter::File::inspect(const std::filesystem::path& partial) const {
  const ResultsReader reader(partial);
  ResultsHeader expected = header;
  expected.source = source();
  const std::string differs = difference(reader.header(), expected);
  if (!differs.empty()) check.fail(fmt::format("the written file reads as another run's: {}", differs));
}

ResultsWriter::ResultsWriter(const std::filesystem::path& path, const ResultsHeader& header)
    : file_(std::make_unique<File>(path, header)) {}

ResultsWriter::~ResultsWriter() = default;

void ResultsWriter::write(std::size_t athlete, std::size_t plan, const PlanResult& result) {
  guarded(file_->output, [&] { file_->write({athlete, plan}, result); });
}

void ResultsWriter::write_members(std::size_t athlete, std::size_t plan, const StoredMembers& members) {
  guarded(file_->output, [&] { file_->write({athlete, plan}, members); });
}

void ResultsWriter::write_pair(std::size_t athlete, std::size_t plan, std::size_t other, const PairResult& result) {
  guarded(file_->output, [&] { file_->write({athlete, plan, other}, result); });
}

void ResultsWriter::commit() {
  guarded(file_->output, [&] { file_->close(); });
  file_->output.commit([this](const std::filesystem::path& partial) { file_->inspect(partial); });
}

void ResultsWriter::commit(const Part& part, const std::filesystem::path& path) {
  guarded(file_->output, [&] {
    file_->write_part(part);
    file_->close();
  });
  file_->output.commit(path, [this](const std::filesystem::path& partial) { file_->inspect(partial); });
}

}  // namespace formcast
