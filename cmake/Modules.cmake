# How a module, a test, a bench and a fuzz target are declared. Sources are found by folder, so adding a file
# needs no edit here.

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_C_COMPILER_LAUNCHER "${CCACHE}")
  # With precompiled headers ccache works only when it may overlook these two (its manual, "Precompiled headers").
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env CCACHE_SLOPPINESS=pch_defines,time_macros "${CCACHE}")
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

add_library(dateline_flags INTERFACE)
target_compile_options(dateline_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
  -Wold-style-cast -Woverloaded-virtual -Wcast-qual -Wformat=2
  -Wno-missing-field-initializers)  # designated initialisers leave the rest to their defaults
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 takes its own std::stop_source, std::optional and std::expected for uninitialised.
  target_compile_options(dateline_flags INTERFACE -Wno-maybe-uninitialized)
endif()
if(DATELINE_WERROR)
  target_compile_options(dateline_flags INTERFACE -Werror)
endif()
if(DATELINE_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(DATELINE_SANITIZE)
  add_compile_options(-fsanitize=${DATELINE_SANITIZE} -fno-omit-frame-pointer -g1)
  add_link_options(-fsanitize=${DATELINE_SANITIZE})
endif()

# dateline_module(NAME USES other modules... LIBS private third-party targets...)
# All src/NAME/*.cc make the static library dateline_NAME. USES is the whole list of modules whose headers it may
# include; tests/includes checks it against the includes themselves.
function(dateline_module name)
  cmake_parse_arguments(M "" "" "USES;LIBS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cc")
  add_library(dateline_${name} STATIC ${sources})
  set_property(GLOBAL APPEND PROPERTY DATELINE_MODULES ${name})
  target_include_directories(dateline_${name} PUBLIC "${CMAKE_SOURCE_DIR}/src" "${CMAKE_SOURCE_DIR}/include")
  foreach(used IN LISTS M_USES)
    target_link_libraries(dateline_${name} PUBLIC dateline_${used})
  endforeach()
  target_link_libraries(dateline_${name} PRIVATE dateline_flags ${M_LIBS})
  dateline_precompiled(dateline_${name} module)
endfunction()

# dateline_test(NAME MODULES modules... LIBS targets...): tests/NAME/*_test.cc make one program, one ctest entry.
function(dateline_test name)
  cmake_parse_arguments(T "" "" "MODULES;LIBS" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cc")
  add_executable(${name}_test ${sources})
  foreach(used IN LISTS T_MODULES)
    target_link_libraries(${name}_test PRIVATE dateline_${used})
  endforeach()
  target_link_libraries(${name}_test PRIVATE dateline_flags ${T_LIBS} GTest::gmock_main)
  # What is tested is optimised; the tests themselves are mostly templates of gmock that are run once.
  target_compile_options(${name}_test PRIVATE $<$<CONFIG:Release>:-O0>)
  target_compile_definitions(${name}_test PRIVATE DATELINE_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  target_include_directories(${name}_test PRIVATE "${CMAKE_SOURCE_DIR}/tests")
  dateline_precompiled(${name}_test test)
  add_test(NAME ${name} COMMAND ${name}_test)
  set_tests_properties(${name} PROPERTIES TIMEOUT 300)
endfunction()
