#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <limits>
#include <map>
#include <memory>
#include <new>
#include <stdexcept>

#include "sim/hdf5.hpp"
#include "sim/hdf5_driver.hpp"
#include "sim/hdf5_input.hpp"
#include "sim/results.hpp"
#include "sim/results_schema.hpp"

namespace formcast {
namespace {

using hdf5::Checked;
using hdf5::Handle;
using hdf5::Shape;

/// Deflate shrinks at most 1032 times, so what claims to be far larger than the file is damage, or a trap.
constexpr std::uint64_t kLargestRatio = 2000;
constexpr std::uint64_t kAlwaysAllowed = 16 << 20;

/// The first bytes of every HDF5 file without a user block.
constexpr std::array<unsigned char, 8> kSignature{0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

struct Dataset {
  Handle handle;
  Shape shape;
};

class Reader {
 public:
  explicit Reader(const std::filesystem::path& path) : check_{path, "cannot be read"}, input_(path) {}

  Results read(bool members);

 private:
  void open();
  void check_version() const;
  ResultsHeader header();
  void read_dates(ResultsHeader& header);
  void check_quantiles();
  void open_variables(const ResultsHeader& header);
  PlanResult plan(const Shape& at, bool members) const;
  PairResult pair(const Shape& at) const;

  Handle attribute(hid_t object, std::string_view name) const;
  std::string text(hid_t object, std::string_view name) const;
  template <class T>
  T number(std::string_view name, hid_t type) const;
  Dataset dataset(std::string_view name) const;
  std::vector<std::string> texts(std::string_view name) const;
  void values(const Dataset& from, std::string_view name, const Shape& at, hid_t type, void* to) const;
  void floats(std::string_view name, const Shape& at, float* to) const {
    values(variables_.find(name)->second, name, at, H5T_NATIVE_FLOAT, to);
  }

  Checked check_;
  hdf5::InputFile input_;  // outlives the handles below
  Handle file_;
  std::map<std::string, Dataset, std::less<>> variables_;
  ResultsHeader header_;
};

void Reader::open() {
  hdf5::silence();
  const std::string name = check_.path.string();
  std::array<unsigned char, 8> start{};
  input_.read(0, start.data(), start.size());
  if (start != kSignature) check_.fail("it is no HDF5 file, expected results as `formcast simulate` writes them");
  const Handle access(check_(H5Pcreate(H5P_FILE_ACCESS), name), H5Pclose);
  if (!hdf5::Driver<hdf5::InputFile>::use(access.get(), input_)) check_.fail("HDF5 takes no file driver");
  file_ = Handle(check_(H5Fopen(name.c_str(), H5F_ACC_RDONLY, access.get()), "it is damaged or incomplete"), H5Fclose);
  const bool complete = input_.allocated == input_.size();
  if (!complete) check_.fail("it is damaged: what stands behind its data is no seal of Formcast");
}

void Reader::check_version() const {
  if (check_(H5Aexists(file_.get(), "results_version"), "results_version") == 0) {
    check_.fail("it is HDF5, but no results of Formcast: it has no attribute results_version");
  }
  const auto version = number<std::int64_t>("results_version", H5T_NATIVE_INT64);
  if (version < 1) check_.fail(fmt::format("results version {} does not exist, the first is 1", version));
  if (version <= hdf5::kResultsVersion) return;
  throw InputError(Place{check_.path.string()},
                   fmt::format("written by a newer Formcast (results version {}; this one reads up to {})", version,
                               hdf5::kResultsVersion));
}

Handle Reader::attribute(hid_t object, std::string_view name) const {
  const std::string key(name);
  if (check_(H5Aexists(object, key.c_str()), name) == 0) check_.fail(fmt::format("the attribute {} is missing", name));
  return Handle(check_(H5Aopen(object, key.c_str(), H5P_DEFAULT), name), H5Aclose);
}

std::string Reader::text(hid_t object, std::string_view name) const {
  const Handle from = attribute(object, name);
  const Handle type(check_(H5Aget_type(from.get()), name), H5Tclose);
  const Handle space(check_(H5Aget_space(from.get()), name), H5Sclose);
  if (H5Tget_class(type.get()) != H5T_STRING) check_.fail(fmt::format("the attribute {} is no text", name));
  const hssize_t count = check_(H5Sget_simple_extent_npoints(space.get()), name);
  if (count == 0) return {};  // as netCDF writes an empty text
  if (count > 1) check_.fail(fmt::format("the attribute {} holds {} texts, expected one", name, count));
  if (check_(H5Tis_variable_str(type.get()), name) > 0) {  // as programs that copy the file may write it
    char* pointer = nullptr;
    check_(H5Aread(from.get(), type.get(), &pointer), name);
    const std::unique_ptr<char, herr_t (*)(void*)> owned(pointer, H5free_memory);
    return pointer == nullptr ? std::string() : std::string(pointer);
  }
  const std::size_t size = H5Tget_size(type.get());
  if (size == 0 || size > input_.size()) check_.fail(fmt::format("the attribute {} is longer than the file", name));
  std::string read(size, '\0');
  check_(H5Aread(from.get(), type.get(), read.data()), name);
  read.resize(read.find_last_not_of('\0') + 1);
  return read;
}

template <class T>
T Reader::number(std::string_view name, hid_t type) const {
  const Handle from = attribute(file_.get(), name);
  const Handle space(check_(H5Aget_space(from.get()), name), H5Sclose);
  if (check_(H5Sget_simple_extent_npoints(space.get()), name) != 1) {
    check_.fail(fmt::format("the attribute {} is not one number", name));
  }
  T read{};
  check_(H5Aread(from.get(), type, &read), name);
  return read;
}

Dataset Reader::dataset(std::string_view name) const {
  const std::string key(name);
  if (check_(H5Lexists(file_.get(), key.c_str(), H5P_DEFAULT), name) == 0) {
    check_.fail(fmt::format("the variable {} is missing", name));
  }
  Handle opened(check_(H5Dopen2(file_.get(), key.c_str(), H5P_DEFAULT), name), H5Dclose);
  const Handle type(check_(H5Dget_type(opened.get()), name), H5Tclose);
  Shape shape = hdf5::shape_of(check_, opened.get(), name);
  std::uint64_t room =
      (kAlwaysAllowed + kLargestRatio * input_.size()) / std::max<std::size_t>(1, H5Tget_size(type.get()));
  for (const hsize_t side : shape) {
    if (side == 0 || side > room) check_.fail(fmt::format("{} cannot be {}", name, fmt::join(shape, " x ")));
    room /= side;
  }
  return {std::move(opened), std::move(shape)};
}

std::vector<std::string> Reader::texts(std::string_view name) const {
  const Dataset from = dataset(name);
  const Handle type(check_(H5Dget_type(from.handle.get()), name), H5Tclose);
  if (from.shape.size() != 1 || H5Tis_variable_str(type.get()) <= 0)
    check_.fail(fmt::format("{} is no list of texts", name));
  const Handle space(check_(H5Dget_space(from.handle.get()), name), H5Sclose);
  std::vector<char*> pointers(from.shape.front(), nullptr);
  check_(H5Dread(from.handle.get(), type.get(), H5S_ALL, H5S_ALL, H5P_DEFAULT, pointers.data()), name);
  std::vector<std::string> read;
  read.reserve(pointers.size());
  for (const char* each : pointers) read.emplace_back(each == nullptr ? "" : each);
  H5Dvlen_reclaim(type.get(), space.get(), H5P_DEFAULT, pointers.data());
  return read;
}

void Reader::values(const Dataset& from, std::string_view name, const Shape& at, hid_t type, void* to) const {
  const hdf5::Slab slab(check_, from.shape, at, name);
  check_(H5Dread(from.handle.get(), type, slab.memory.get(), slab.file.get(), H5P_DEFAULT, to), name);
}

void Reader::read_dates(ResultsHeader& header) {
  const Dataset date = dataset("date");
  const std::string unit = text(date.handle.get(), "units");
  const std::string_view kSince = "days since ";
  const auto zero = unit.starts_with(kSince) ? parse_iso(unit.substr(kSince.size(), 10)) : std::nullopt;
  if (!zero) check_.fail(fmt::format("the unit of date is \"{}\", expected \"days since 2026-05-04\"", unit));
  if (date.shape.size() != 1 || date.shape.front() > std::numeric_limits<int>::max()) check_.fail("date is no list");
  std::vector<std::int32_t> days(date.shape.front());
  values(date, "date", {}, H5T_NATIVE_INT32, days.data());
  for (std::size_t i = 1; i < days.size(); ++i) {
    if (days[i] != days[i - 1] + 1) check_.fail("the dates do not follow one another");
  }
  header.start = *zero + date::days{days.front()};
  header.days = static_cast<int>(days.size());
}

void Reader::check_quantiles() {
  const Dataset quantile = dataset("quantile");
  std::array<double, kQuantiles.size()> levels{};
  const bool as_many = quantile.shape == Shape{levels.size()};
  if (as_many) values(quantile, "quantile", {}, H5T_NATIVE_DOUBLE, levels.data());
  if (levels != kQuantiles) check_.fail(fmt::format("its quantiles are not {}", fmt::join(kQuantiles, ", ")));
}

ResultsHeader Reader::header() {
  ResultsHeader made;
  const hid_t root = file_.get();
  made.athletes = texts("athlete");
  made.plans = texts("plan");
  made.twin_digests = texts("twin_digest");
  read_dates(made);
  made.members = number<std::int32_t>("members", H5T_NATIVE_INT32);
  if (made.members < 1) check_.fail(fmt::format("{} members make no ensemble", made.members));
  made.store_members = check_(H5Lexists(root, "performance_members", H5P_DEFAULT), "performance_members") > 0;
  const std::string target = text(root, "target_date");
  if (!parse_iso(target)) check_.fail(fmt::format("target_date is \"{}\", expected a date", target));
  made.target = *parse_iso(target);
  if (check_(H5Aexists(root, "target_performance"), "target_performance") > 0) {
    made.target_performance = number<double>("target_performance", H5T_NATIVE_DOUBLE);
  }
  made.seed = number<std::uint64_t>("seed", H5T_NATIVE_UINT64);
  made.title = text(root, "title");
  made.load_unit = text(dataset("planned_load").handle.get(), "units");
  made.performance_unit = text(dataset("performance").handle.get(), "units");
  made.scenario_source = text(root, "scenario");
  made.scenario_text = text(root, "scenario_text");
  made.command_line = text(root, "command_line");
  return made;
}

void Reader::open_variables(const ResultsHeader& header) {
  for (const schema::Variable& variable : schema::variables(header)) {
    Dataset opened = dataset(variable.name);
    const Shape expected = schema::shape(header, variable);
    if (opened.shape != expected) {
      check_.fail(fmt::format("{} is {}, expected {}", variable.name, fmt::join(opened.shape, " x "),
                              fmt::join(expected, " x ")));
    }
    variables_.emplace(variable.name, std::move(opened));
  }
}

PlanResult Reader::plan(const Shape& at, bool members) const {
  PlanResult made;
  const auto days = static_cast<std::size_t>(header_.days);
  for (std::size_t i = 0; i < kOutputs; ++i) {
    const std::string name(kOutputText[i].name);
    made.bands[i].resize(days);
    floats(name, at, made.bands[i].front().data());
    if (!members || !header_.store_members) continue;
    made.members[i].resize(static_cast<std::size_t>(header_.members) * days);
    floats(name + "_members", at, made.members[i].data());
  }
  made.planned_load.resize(days);
  made.planned_test.resize(days);
  floats("planned_load", at, made.planned_load.data());
  values(variables_.at("planned_test"), "planned_test", at, H5T_NATIVE_INT8, made.planned_test.data());
  floats("target_performance", at, made.target_performance.data());
  floats("target_probability", at, &made.target_probability);
  floats("peak_day", at, made.peak_day.data());
  values(variables_.at("non_finite_members"), "non_finite_members", at, H5T_NATIVE_INT32, &made.non_finite_members);
  return made;
}

PairResult Reader::pair(const Shape& at) const {
  PairResult made;
  floats("difference", at, made.difference.data());
  floats("difference_mean", at, &made.difference_mean);
  floats("probability_better", at, &made.probability_better);
  return made;
}

Results Reader::read(bool members) try {
  open();
  check_version();
  header_ = header();
  check_quantiles();
  open_variables(header_);
  Results made;
  made.header = header_;
  const std::size_t plans = header_.plans.size();
  for (std::size_t a = 0; a < header_.athletes.size(); ++a) {
    made.plan.emplace_back();
    made.pair.emplace_back(plans);
    for (std::size_t p = 0; p < plans; ++p) {
      made.plan[a].push_back(plan({a, p}, members));
      for (std::size_t o = 0; o < plans; ++o) made.pair[a][p].push_back(pair({a, p, o}));
    }
  }
  return made;
} catch (const InputError&) {
  if (!input_.error().empty()) check_.fail(input_.error());  // what HDF5 made of it is no news
  throw;
}

}  // namespace

Results read_results(const std::filesystem::path& path, bool members) {
  const Checked check{path, "cannot be read"};
  try {
    return Reader(path).read(members);
  } catch (const std::bad_alloc&) {
    check.fail("it does not fit into memory");
  } catch (const std::length_error&) {
    check.fail("it does not fit into memory");
  }
}

}  // namespace formcast
