# What `cmake --install` and `cpack -G DEB` put where: the program with its manual and completions, the language model, the
# library with its headers and CMake package, the licences.
include(GNUInstallDirs)

get_property(modules GLOBAL PROPERTY DATELINE_MODULES)

# libdateline: every module in one shared library, so that a user links one thing and none of what it is made of.
file(WRITE "${CMAKE_BINARY_DIR}/library.cc" "// Everything is in the modules.\n")
add_library(dateline_library SHARED "${CMAKE_BINARY_DIR}/library.cc")
set_target_properties(dateline_library PROPERTIES OUTPUT_NAME dateline EXPORT_NAME dateline VERSION ${PROJECT_VERSION}
  SOVERSION ${PROJECT_VERSION_MAJOR} LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}")
target_include_directories(dateline_library INTERFACE "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
target_compile_features(dateline_library INTERFACE cxx_std_23)
set(archives)
foreach(module IN LISTS modules)
  list(APPEND archives "$<TARGET_FILE:dateline_${module}>")
  add_dependencies(dateline_library dateline_${module})
endforeach()
target_link_libraries(dateline_library PRIVATE -Wl,--whole-archive ${archives} -Wl,--no-whole-archive)
foreach(module IN LISTS modules)
  target_link_libraries(dateline_library PRIVATE dateline_${module})
endforeach()

# The manual and the completions come out of the program's own command table.
set(generated "${CMAKE_BINARY_DIR}/generated")
file(MAKE_DIRECTORY "${generated}")
add_custom_command(OUTPUT "${generated}/dateline.1" "${generated}/dateline.bash" "${generated}/_dateline" "${generated}/dateline.fish"
  COMMAND dateline man > "${generated}/dateline.1"
  COMMAND dateline completion bash > "${generated}/dateline.bash"
  COMMAND dateline completion zsh > "${generated}/_dateline"
  COMMAND dateline completion fish > "${generated}/dateline.fish"
  DEPENDS dateline VERBATIM)
add_custom_target(generated_files ALL DEPENDS "${generated}/dateline.1")

install(TARGETS dateline RUNTIME COMPONENT program)
install(FILES "${generated}/dateline.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT program)
install(FILES "${generated}/dateline.bash" DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions" RENAME dateline
  COMPONENT program)
install(FILES "${generated}/_dateline" DESTINATION "${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions" COMPONENT program)
install(FILES "${generated}/dateline.fish" DESTINATION "${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d" COMPONENT program)
install(FILES "${DATELINE_CACHE_DIR}/models/${DATELINE_MODEL}" DESTINATION "${CMAKE_INSTALL_DATADIR}/dateline/models" COMPONENT program OPTIONAL)
install(FILES "${CMAKE_SOURCE_DIR}/LICENSE" "${CMAKE_SOURCE_DIR}/THIRD_PARTY_NOTICES" DESTINATION "${CMAKE_INSTALL_DOCDIR}"
  COMPONENT program)
install(FILES "${DATELINE_CACHE_DIR}/lexbor/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}" RENAME LICENSE.lexbor COMPONENT program)
install(FILES "${DATELINE_CACHE_DIR}/lexbor/NOTICE" DESTINATION "${CMAKE_INSTALL_DOCDIR}" RENAME NOTICE.lexbor COMPONENT program)

install(TARGETS dateline_library EXPORT dateline_targets LIBRARY COMPONENT library)
install(DIRECTORY "${CMAKE_SOURCE_DIR}/include/dateline" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT library)
install(EXPORT dateline_targets NAMESPACE dateline:: FILE dateline-config.cmake DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/dateline"
  COMPONENT library)
include(CMakePackageConfigHelpers)
write_basic_package_version_file("${CMAKE_BINARY_DIR}/dateline-config-version.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_BINARY_DIR}/dateline-config-version.cmake" DESTINATION "${CMAKE_INSTALL_LIBDIR}/cmake/dateline"
  COMPONENT library)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME dateline)
set(CPACK_PACKAGE_VENDOR "the dateline project")
set(CPACK_PACKAGE_CONTACT "the dateline project <dateline@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL OFF)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_INSTALL_CMAKE_PROJECTS "${CMAKE_BINARY_DIR};dateline;ALL;/")
include(CPack)
