# Headers that nearly every file includes are compiled once for each kind of target (its flags must be the same): module (a library),
# program, test. A file still includes what it uses: Clang's build of the fuzz targets is without this.
set(precompiled <algorithm> <array> <chrono> <cmath> <cstdint> <cstring> <expected> <functional> <map> <memory> <optional>
  <span> <string> <string_view> <utility> <vector>)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND DATELINE_PCH AND NOT DATELINE_FUZZ)
  add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>)  # for ccache
  # GCC 12 forgets that what it precompiled is the library's, and warns of lengths in std::string that cannot be.
  target_compile_options(dateline_flags INTERFACE -Wno-stringop-overflow -Wno-stringop-overread -Wno-array-bounds -Wno-restrict)
  file(WRITE "${CMAKE_BINARY_DIR}/precompiled.cc" "// Nothing but what is precompiled.\n")
  foreach(kind module program test)
    add_library(dateline_precompiled_${kind} OBJECT "${CMAKE_BINARY_DIR}/precompiled.cc")
    target_precompile_headers(dateline_precompiled_${kind} PRIVATE ${precompiled} $<$<STREQUAL:${kind},test>:<gmock/gmock.h$<ANGLE-R>>)
    target_link_libraries(dateline_precompiled_${kind} PRIVATE dateline_flags)
  endforeach()
  foreach(kind program test)
    set_target_properties(dateline_precompiled_${kind} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
    target_compile_options(dateline_precompiled_${kind} PRIVATE -fPIE)
  endforeach()
  target_compile_options(dateline_precompiled_test PRIVATE $<$<CONFIG:Release>:-O0>)
  target_link_libraries(dateline_precompiled_test PRIVATE GTest::gmock)
endif()

# dateline_precompiled(TARGET KIND): the target uses the precompiled headers of that kind.
function(dateline_precompiled target kind)
  if(TARGET dateline_precompiled_${kind})
    target_precompile_headers(${target} REUSE_FROM dateline_precompiled_${kind})
  endif()
endfunction()
