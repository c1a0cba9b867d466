# Collects the licences of everything in the page: cmake -DOUT=FILE -DOURS=FILE -DIMGUI=FOLDER
# -DLIBDEFLATE=FOLDER -DEMSCRIPTEN=FOLDER -P licences.cmake. They are those of the machine that builds, as its packages
# state them, so that they match what it holds.
cmake_minimum_required(VERSION 3.25)
set(docs /usr/share/doc)
set(parts
  "Formcast|${OURS}"
  "Dear ImGui|${IMGUI}/LICENSE.txt"
  "libdeflate|${LIBDEFLATE}/COPYING"
  "Roboto|${docs}/fonts-roboto-unhinted/copyright"
  "fmt|${docs}/libfmt-dev/copyright"
  "toml++|${docs}/libtomlplusplus-dev/copyright"
  "Cereal|${docs}/libcereal-dev/copyright"
  "fast_float|${docs}/libfast-float-dev/copyright"
  "JSON for Modern C++|${docs}/nlohmann-json3-dev/copyright"
  "date|${docs}/libhowardhinnant-date-dev/copyright"
  "Eigen|${docs}/libeigen3-dev/copyright"
  "Boost|${docs}/libboost-dev/copyright"
  "Emscripten with its C and C++ libraries|${EMSCRIPTEN}/../doc/emscripten/copyright")
set(text "What this page is made of, and under which licences. HDF5 and h5wasm: h5wasm/LICENSE.txt.\n")
foreach(part IN LISTS parts)
  string(REGEX REPLACE "[|].*" "" name "${part}")
  string(REGEX REPLACE ".*[|]" "" file "${part}")
  if(name MATCHES "^Emscripten" AND NOT EXISTS ${file})
    set(file ${EMSCRIPTEN}/LICENSE)  # of an emsdk
  endif()
  if(NOT EXISTS ${file})
    message(WARNING "The licence of ${name} is not at ${file}, so the page cannot state it: add it to ${OUT} before you publish the page")
    continue()
  endif()
  file(READ ${file} licence)
  string(APPEND text "\n\n==== ${name} ====\n\n${licence}")
endforeach()
# Roboto's and Eigen's, to which Debian's own files only refer.
foreach(file IN ITEMS /usr/share/common-licenses/Apache-2.0 /usr/share/common-licenses/MPL-2.0)
  if(EXISTS ${file})
    file(READ ${file} licence)
    string(APPEND text "\n\n==== ${file} ====\n\n${licence}")
  endif()
endforeach()
file(WRITE ${OUT} "${text}")
