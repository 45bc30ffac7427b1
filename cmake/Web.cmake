# dateline_web(TARGET): builds the front end from web/ and holds its files in TARGET. Done again only when a file of web/
# changed. Node comes from the machine when it is new enough, else from the archive that ./dev setup unpacks.
function(dateline_web target)
  file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS "${CMAKE_SOURCE_DIR}/web/src/*")
  list(APPEND web_sources "${CMAKE_SOURCE_DIR}/web/index.html" "${CMAKE_SOURCE_DIR}/web/package-lock.json"
    "${CMAKE_SOURCE_DIR}/web/vite.config.ts" "${CMAKE_SOURCE_DIR}/web/openapi.json")
  set(out "${CMAKE_CURRENT_BINARY_DIR}/web")
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  add_custom_command(OUTPUT "${out}/assets.cc"
    COMMAND "${CMAKE_SOURCE_DIR}/tools/web/build.sh" "${DATELINE_CACHE_DIR}" "${out}/site"
    COMMAND Python3::Interpreter "${CMAKE_SOURCE_DIR}/tools/web/embed.py" "${out}/site" "${CMAKE_SOURCE_DIR}/web/openapi.json"
      "${out}/assets.cc"
    DEPENDS ${web_sources} "${CMAKE_SOURCE_DIR}/tools/web/build.sh" "${CMAKE_SOURCE_DIR}/tools/web/embed.py"
    COMMENT "Building the front end" VERBATIM)
  target_sources(${target} PRIVATE "${out}/assets.cc")
endfunction()
