# Everything Formcast is built on, found as Debian packages it. `tools/setup` installs all of it.
# What the libraries need is found again for their users by formcastConfig.cmake.in: keep the two in step.
find_package(Eigen3 3.4 REQUIRED NO_MODULE)
find_package(Boost 1.74 REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(spdlog 1.10 REQUIRED)
find_package(cereal REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(tomlplusplus 3.3 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(date REQUIRED)
find_package(FastFloat 3.9 REQUIRED)
find_package(HDF5 1.10 REQUIRED COMPONENTS C HL)
# libdeflate 1.14 comes without a CMake package.
find_path(FORMCAST_DEFLATE_INCLUDE libdeflate.h REQUIRED)
find_library(FORMCAST_DEFLATE deflate REQUIRED)
mark_as_advanced(FORMCAST_DEFLATE_INCLUDE FORMCAST_DEFLATE)
if(FORMCAST_PARALLEL STREQUAL "openmp")
  find_package(OpenMP REQUIRED COMPONENTS CXX)
endif()
if(FORMCAST_TESTS)
  find_package(GTest REQUIRED)
  find_package(benchmark REQUIRED)
  formcast_find_python(FORMCAST_PYTHON "h5netcdf, netCDF4, xarray")  # results are read by it
endif()

# Third parties are SYSTEM: our warnings are errors, theirs are not ours to fix.
add_library(formcast_hdf5 INTERFACE)
set_target_properties(formcast_hdf5 PROPERTIES EXPORT_NAME hdf5)
target_link_libraries(formcast_hdf5 INTERFACE hdf5::hdf5_hl hdf5::hdf5)
