# cmake --install installs the program, the libraries with their headers, the scenarios and the documents.
include(CMakePackageConfigHelpers)
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/formcast)

install(TARGETS formcast)
get_property(rooms GLOBAL PROPERTY FORMCAST_ROOMS)
install(TARGETS formcast_engine formcast_models ${rooms} formcast_sim formcast_hdf5 EXPORT formcastTargets)
install(EXPORT formcastTargets NAMESPACE formcast:: DESTINATION ${package_dir})
install(DIRECTORY engine models sim DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/formcast FILES_MATCHING PATTERN "*.hpp")

install(DIRECTORY scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/formcast)
install(FILES LICENSE README.md CHANGELOG.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY docs DESTINATION ${CMAKE_INSTALL_DOCDIR})

configure_package_config_file(cmake/formcastConfig.cmake.in ${PROJECT_BINARY_DIR}/formcastConfig.cmake
  INSTALL_DESTINATION ${package_dir})
# Before 1.0 a minor version may break its users.
write_basic_package_version_file(${PROJECT_BINARY_DIR}/formcastConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/formcastConfig.cmake ${PROJECT_BINARY_DIR}/formcastConfigVersion.cmake
  DESTINATION ${package_dir})
