#include <fmt/format.h>

#include <limits>
#include <map>
#include <numeric>
#include <stdexcept>

#include "sim/hdf5.hpp"
#include "sim/hdf5_driver.hpp"
#include "sim/hdf5_output.hpp"
#include "sim/results.hpp"
#include "sim/results_schema.hpp"

namespace formcast {
namespace {

using hdf5::Checked;
using hdf5::Handle;
using hdf5::Shape;
using schema::Kind;
using schema::Variable;

constexpr unsigned kCreationOrder = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;  // netCDF-4 asks for both
constexpr std::int8_t kMissing = -1;
constexpr float kMissingFloat = std::numeric_limits<float>::quiet_NaN();

struct Dataset {
  Handle handle;
  Kind kind;
  Shape shape;
};

Handle type_of(Kind kind) {
  switch (kind) {
    case Kind::kFloat:
      return Handle(H5Tcopy(H5T_IEEE_F32LE), H5Tclose);
    case Kind::kDouble:
      return Handle(H5Tcopy(H5T_IEEE_F64LE), H5Tclose);
    case Kind::kInt:
      return Handle(H5Tcopy(H5T_STD_I32LE), H5Tclose);
    case Kind::kFlag:
      return Handle(H5Tcopy(H5T_STD_I8LE), H5Tclose);
    case Kind::kText:
      break;
  }
  return hdf5::string_type();
}

/// The same in this machine's byte order.
Handle memory_type_of(Kind kind) {
  Handle type = type_of(kind);
  return kind == Kind::kText ? std::move(type) : Handle(H5Tget_native_type(type.get(), H5T_DIR_ASCEND), H5Tclose);
}

void require(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(std::string("results: ") + what);
}

void check_header(const Checked& check, const ResultsHeader& header) {
  require(!header.athletes.empty() && !header.plans.empty(), "no athletes or no plans");
  require(header.days > 0 && header.members > 0, "no days or no members");
  require(header.twin_digests.size() == header.athletes.size(), "one digest an athlete is expected");
  for (const auto* names : {&header.athletes, &header.plans, &header.twin_digests}) {
    for (const std::string& name : *names) {
      const bool whole = name.find('\0') == std::string::npos;
      if (!whole) check.fail(fmt::format("the name \"{}...\" holds a zero byte", name.c_str()));
    }
  }
}

Handle create_file(const Checked& check, hdf5::OutputFile& output) {
  const std::string_view what = "creating the file";
  Handle creation(check(H5Pcreate(H5P_FILE_CREATE), what), H5Pclose);
  check(H5Pset_link_creation_order(creation.get(), kCreationOrder), what);
  check(H5Pset_attr_creation_order(creation.get(), kCreationOrder), what);
  check(H5Pset_obj_track_times(creation.get(), false), what);  // the same run writes the same bytes
  Handle access(check(H5Pcreate(H5P_FILE_ACCESS), what), H5Pclose);
  // As netCDF-4 does: headers carry checksums, and every HDF5 since 1.8 can read them.
  check(H5Pset_libver_bounds(access.get(), H5F_LIBVER_V18, H5F_LIBVER_V18), what);
  if (!hdf5::Driver<hdf5::OutputFile>::use(access.get(), output)) check.fail("HDF5 takes no file driver");
  const std::string name = check.path.string();
  return Handle(check(H5Fcreate(name.c_str(), H5F_ACC_TRUNC, creation.get(), access.get()), what), H5Fclose);
}

Handle creation_list(const Checked& check, const Variable& variable, const Shape& shape) {
  const std::string& name = variable.name;
  Handle list(check(H5Pcreate(H5P_DATASET_CREATE), name), H5Pclose);
  check(H5Pset_attr_creation_order(list.get(), kCreationOrder), name);
  check(H5Pset_obj_track_times(list.get(), false), name);
  const Shape chunk = schema::chunk(variable, shape);
  check(H5Pset_chunk(list.get(), static_cast<int>(chunk.size()), chunk.data()), name);
  if (variable.kind == Kind::kText) return list;  // a chunk of texts holds addresses; netCDF filters none
  check(H5Pset_shuffle(list.get()), name);
  check(H5Pset_deflate(list.get(), 4), name);
  check(H5Pset_fletcher32(list.get()), name);  // whoever reads damaged numbers is told
  if (variable.kind == Kind::kFloat) check(H5Pset_fill_value(list.get(), H5T_NATIVE_FLOAT, &kMissingFloat), name);
  if (variable.kind == Kind::kInt || variable.kind == Kind::kFlag) {
    check(H5Pset_fill_value(list.get(), H5T_NATIVE_INT8, &kMissing), name);
  }
  return list;
}

/// Runs one step of writing. Once the file system has refused, HDF5 may stumble over what it then finds in the
/// file; the user is told of the refusal instead.
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
  void put(std::string_view name, const Shape& at, const void* values, std::size_t size);
  void put(std::string_view name, const std::vector<std::string>& texts);
  void write(const Shape& at, const PlanResult& result);
  void write(const Shape& at, const PairResult& result);
  void close();

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
    file = create_file(check, output);
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
  text(root, "source", "Formcast " FORMCAST_VERSION);
  text(root, "history", fmt::format("Formcast {}: {}", FORMCAST_VERSION, header.command_line));
  number(root, "results_version", hdf5::kResultsVersion);
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
}

const Dataset& ResultsWriter::File::create(const Variable& variable) {
  const std::string& name = variable.name;
  const Shape shape = schema::shape(header, variable);
  const Handle list = creation_list(check, variable, shape);
  const Handle type = type_of(variable.kind);
  const Handle space(check(H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr), name), H5Sclose);
  const hid_t id = H5Dcreate2(file.get(), name.c_str(), type.get(), space.get(), H5P_DEFAULT, list.get(), H5P_DEFAULT);
  return datasets.emplace(name, Dataset{Handle(check(id, name), H5Dclose), variable.kind, shape}).first->second;
}

void ResultsWriter::File::create_coordinate(const Variable& variable) {
  const hid_t dataset = create(variable).handle.get();
  check(H5DSset_scale(dataset, variable.name.c_str()), variable.name);
  number(dataset, "_Netcdf4Dimid", static_cast<std::int32_t>(variable.dimensions.front()));
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
    const auto id = static_cast<std::size_t>(dimension);
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
  numbers(dataset, "flag_values", Kind::kFlag, std::vector<std::int8_t>{0, 1});
  text(dataset, "flag_meanings", "no_test test");
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
  put("quantile", {}, kQuantiles.data(), kQuantiles.size());
  std::vector<std::int32_t> count(static_cast<std::size_t>(std::max(header.days, header.members)));
  std::iota(count.begin(), count.end(), 0);
  put("date", {}, count.data(), static_cast<std::size_t>(header.days));
  if (header.store_members) put("member", {}, count.data(), static_cast<std::size_t>(header.members));
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
    const auto& bands = result.bands[i];
    const std::string name(kOutputText[i].name);
    put(name, at, bands.data(), bands.size() * kQuantiles.size());
    if (header.store_members) put(name + "_members", at, result.members[i].data(), result.members[i].size());
  }
  put("planned_load", at, result.planned_load.data(), result.planned_load.size());
  put("planned_test", at, result.planned_test.data(), result.planned_test.size());
  put("target_performance", at, result.target_performance.data(), kQuantiles.size());
  put("target_probability", at, &result.target_probability, 1);
  put("peak_day", at, result.peak_day.data(), kQuantiles.size());
  put("non_finite_members", at, &result.non_finite_members, 1);
}

void ResultsWriter::File::write(const Shape& at, const PairResult& result) {
  put("difference", at, result.difference.data(), kQuantiles.size());
  put("difference_mean", at, &result.difference_mean, 1);
  put("probability_better", at, &result.probability_better, 1);
}

void ResultsWriter::File::close() {
  for (auto& [name, dataset] : datasets) check(dataset.handle.close(), name);
  check(file.close(), "closing the file");
}

ResultsWriter::ResultsWriter(const std::filesystem::path& path, const ResultsHeader& header)
    : file_(std::make_unique<File>(path, header)) {}

ResultsWriter::~ResultsWriter() = default;

void ResultsWriter::write(std::size_t athlete, std::size_t plan, const PlanResult& result) {
  guarded(file_->output, [&] { file_->write({athlete, plan}, result); });
}

void ResultsWriter::write_pair(std::size_t athlete, std::size_t plan, std::size_t other, const PairResult& result) {
  guarded(file_->output, [&] { file_->write({athlete, plan, other}, result); });
}

void ResultsWriter::commit() {
  guarded(file_->output, [&] { file_->close(); });
  file_->output.commit();
}

}  // namespace formcast
