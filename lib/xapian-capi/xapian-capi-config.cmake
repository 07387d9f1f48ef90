# find_package(xapian-capi): the target xapian-capi::xapian-capi. The library is
# an archive, so whoever links it links Xapian as well.
include(CMakeFindDependencyMacro)
find_dependency(PkgConfig)
pkg_check_modules(XAPIAN QUIET IMPORTED_TARGET xapian-core>=1.4.22)
if(NOT XAPIAN_FOUND)
  set(xapian-capi_FOUND FALSE)
  set(xapian-capi_NOT_FOUND_MESSAGE "xapian-core 1.4.22 was not found")
  return()
endif()
include(${CMAKE_CURRENT_LIST_DIR}/xapian-capi-targets.cmake)
