# A system may have several Pythons: sets a cache variable to one that can import some modules ("xarray, h5netcdf").
function(formcast_find_python variable modules)
  function(formcast_python_imports accepted candidate)
    execute_process(COMMAND ${candidate} -c "import ${modules}"
      RESULT_VARIABLE failed OUTPUT_QUIET ERROR_QUIET)
    if(failed)
      set(${accepted} FALSE PARENT_SCOPE)
    endif()
  endfunction()
  find_program(${variable} python3 REQUIRED NO_CMAKE_FIND_ROOT_PATH
    VALIDATOR formcast_python_imports DOC "A Python 3 with ${modules}")
endfunction()
