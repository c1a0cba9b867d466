#include "sim/results/results_layout.hpp"

#include <algorithm>

#include "sim/results/hdf5_driver.hpp"

namespace formcast::layout {
namespace {

constexpr unsigned kCreationOrder = H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED;  // netCDF-4 requires both

}  // namespace

using hdf5::Checked;
using hdf5::Handle;
using schema::Kind;
using schema::Shape;
using schema::Variable;

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

Handle memory_type_of(Kind kind) {
  Handle type = type_of(kind);
  return kind == Kind::kText ? std::move(type) : Handle(H5Tget_native_type(type.get(), H5T_DIR_ASCEND), H5Tclose);
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
  if (!hdf5::Driver<hdf5::OutputFile>::use(access.get(), output)) check.fail("HDF5 does not accept the file driver");
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
  if (schema::holds_members(variable)) {
    check(H5Pset_deflate(list.get(), kMemberLevel), name);  // which carries a checksum of its own
  } else {
    check(H5Pset_deflate(list.get(), 4), name);
    check(H5Pset_fletcher32(list.get()), name);  // readers detect damaged numbers
  }
  if (variable.kind == Kind::kFloat)
    check(H5Pset_fill_value(list.get(), H5T_NATIVE_FLOAT, &schema::kMissingFloat), name);
  if (variable.kind == Kind::kInt || variable.kind == Kind::kFlag) {
    check(H5Pset_fill_value(list.get(), H5T_NATIVE_INT8, &schema::kMissing), name);
  }
  return list;
}

}  // namespace formcast::layout
