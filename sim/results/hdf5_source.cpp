#include "sim/results/hdf5_source.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "sim/results/hdf5_driver.hpp"
#include "sim/results/hdf5_texts.hpp"

namespace formcast::hdf5 {
namespace {

/// Deflate compresses at most 1032 times, so an extent far larger than the file is damage, or an attack.
constexpr std::uint64_t kLargestRatio = 2000;
constexpr std::uint64_t kAlwaysAllowed = 16 << 20;

/// The first bytes of every HDF5 file without a user block.
constexpr std::array<unsigned char, 8> kSignature{0x89, 'H', 'D', 'F', '\r', '\n', 0x1A, '\n'};

bool is_number(hid_t type) {
  const H5T_class_t kind = H5Tget_class(type);
  return kind == H5T_INTEGER || kind == H5T_FLOAT;
}

/// Refuses a dataset whose bytes are in other files.
void expect_own_bytes(const Checked& check, hid_t dataset, std::string_view name) {
  const Handle list(check(H5Dget_create_plist(dataset), name), H5Pclose);
  const bool elsewhere = H5Pget_layout(list.get()) == H5D_VIRTUAL || check(H5Pget_external_count(list.get()), name) > 0;
  if (elsewhere) check.fail(fmt::format("{} is stored in another file, expected in this one", name));
}

}  // namespace

Source::Source(const std::filesystem::path& path) : check{path, "cannot be read"}, input(path) {
  try {
    open();
  } catch (const InputError&) {
    if (!input.error().empty()) check.fail(input.error());  // the cause, not HDF5's error after it
    throw;
  }
}

bool Source::has_attribute(std::string_view name) const {
  return check(H5Aexists(root(), std::string(name).c_str()), name) > 0;
}

void Source::open() {
  silence();
  const std::string name = check.path.string();
  std::array<unsigned char, 8> start{};
  input.read(0, start.data(), start.size());
  if (start != kSignature) check.fail("it is no HDF5 file, expected results as `formcast simulate` writes them");
  const Handle access(check(H5Pcreate(H5P_FILE_ACCESS), name), H5Pclose);
  if (!Driver<InputFile>::use(access.get(), input)) check.fail("HDF5 does not accept the file driver");
  file_ = Handle(check(H5Fopen(name.c_str(), H5F_ACC_RDONLY, access.get()), "it is damaged or incomplete"), H5Fclose);
  const bool complete = input.allocated == input.size();
  if (!complete) check.fail("it is damaged: its data is followed by something other than Formcast's seal");
}

Handle Source::attribute(hid_t object, std::string_view name) const {
  const std::string key(name);
  if (check(H5Aexists(object, key.c_str()), name) == 0) check.fail(fmt::format("the attribute {} is missing", name));
  return Handle(check(H5Aopen(object, key.c_str(), H5P_DEFAULT), name), H5Aclose);
}

std::string Source::text(hid_t object, std::string_view name) const {
  const Handle from = attribute(object, name);
  const Handle type(check(H5Aget_type(from.get()), name), H5Tclose);
  const Handle space(check(H5Aget_space(from.get()), name), H5Sclose);
  if (H5Tget_class(type.get()) != H5T_STRING) check.fail(fmt::format("the attribute {} is no text", name));
  const hssize_t count = check(H5Sget_simple_extent_npoints(space.get()), name);
  if (count == 0) return {};  // as netCDF writes an empty text
  if (count > 1) check.fail(fmt::format("the attribute {} holds {} texts, expected one", name, count));
  if (check(H5Tis_variable_str(type.get()), name) > 0) {  // not read by HDF5: see hdf5_texts.hpp
    check.fail(
        fmt::format("the attribute {} is a text of variable length, expected the fixed length that Formcast "
                    "writes; was it copied by another program?",
                    name));
  }
  const std::size_t size = H5Tget_size(type.get());
  if (size == 0 || size > input.size()) check.fail(fmt::format("the attribute {} is longer than the file", name));
  std::string read(size, '\0');
  check(H5Aread(from.get(), type.get(), read.data()), name);
  read.resize(read.find_last_not_of('\0') + 1);
  return read;
}

void Source::read_number(std::string_view name, hid_t type, void* to) const {
  const Handle from = attribute(root(), name);
  const Handle space(check(H5Aget_space(from.get()), name), H5Sclose);
  if (check(H5Sget_simple_extent_npoints(space.get()), name) != 1) {
    check.fail(fmt::format("the attribute {} is not one number", name));
  }
  const Handle stored(check(H5Aget_type(from.get()), name), H5Tclose);
  if (!is_number(stored.get())) check.fail(fmt::format("the attribute {} is not one number", name));
  check(H5Aread(from.get(), type, to), name);
}

Dataset Source::dataset(std::string_view name) const {
  const std::string key(name);
  if (check(H5Lexists(file_.get(), key.c_str(), H5P_DEFAULT), name) == 0) {
    check.fail(fmt::format("the variable {} is missing", name));
  }
  H5L_info_t link{};
  check(H5Lget_info(file_.get(), key.c_str(), &link, H5P_DEFAULT), name);
  if (link.type != H5L_TYPE_HARD) check.fail(fmt::format("{} is a link, expected a dataset", name));
  Handle opened(check(H5Dopen2(file_.get(), key.c_str(), H5P_DEFAULT), name), H5Dclose);
  expect_own_bytes(check, opened.get(), name);
  const Handle type(check(H5Dget_type(opened.get()), name), H5Tclose);
  Shape shape = shape_of(check, opened.get(), name);
  std::uint64_t room =
      (kAlwaysAllowed + kLargestRatio * input.size()) / std::max<std::size_t>(1, H5Tget_size(type.get()));
  for (const hsize_t side : shape) {
    if (side == 0 || side > room) check.fail(fmt::format("{} cannot be {}", name, fmt::join(shape, " x ")));
    room /= side;
  }
  return {std::move(opened), std::move(shape)};
}

std::vector<std::string> Source::texts(std::string_view name) const {
  const Dataset from = dataset(name);
  const Handle type(check(H5Dget_type(from.handle.get()), name), H5Tclose);
  if (from.shape.size() != 1 || H5Tis_variable_str(type.get()) <= 0)
    check.fail(fmt::format("{} is no list of texts", name));
  return variable_texts(check, input, from.handle.get(), name, from.shape.front());
}

void Source::values(const Dataset& from, std::string_view name, const Shape& at, hid_t type, void* to) const {
  const Handle stored(check(H5Dget_type(from.handle.get()), name), H5Tclose);
  if (!is_number(stored.get())) check.fail(fmt::format("{} holds no numbers", name));
  const Slab slab(check, from.shape, at, name);
  check(H5Dread(from.handle.get(), type, slab.memory.get(), slab.file.get(), H5P_DEFAULT, to), name);
}

}  // namespace formcast::hdf5
