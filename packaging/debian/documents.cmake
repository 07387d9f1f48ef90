# Run by cpack between installing and packing: what Debian expects beside the
# files of a package, in each of them.
set(packaging ${FINDINGS_SOURCE_DIR}/packaging/debian)
set(epoch $ENV{SOURCE_DATE_EPOCH})

function(run)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

execute_process(COMMAND date -u -R -d @${epoch} COMMAND_ERROR_IS_FATAL ANY
                OUTPUT_VARIABLE date OUTPUT_STRIP_TRAILING_WHITESPACE)

# describe(COMPONENT PACKAGE): copyright, changelogs, and what lintian is to ignore.
function(describe component package)
  set(root ${CPACK_TEMPORARY_DIRECTORY}/${component}/usr)
  set(documents ${root}/share/doc/${package})
  configure_file(${packaging}/copyright ${documents}/copyright COPYONLY)
  configure_file(${FINDINGS_SOURCE_DIR}/CHANGELOG.md ${documents}/changelog COPYONLY)
  file(WRITE ${documents}/changelog.Debian
"${package} (${FINDINGS_DEBIAN_VERSION}) bookworm; urgency=medium

  * New release; changelog.gz says what is new.

 -- ${FINDINGS_MAINTAINER}  ${date}
")
  if(EXISTS ${packaging}/${package}.lintian-overrides)
    configure_file(${packaging}/${package}.lintian-overrides
                   ${root}/share/lintian/overrides/${package} COPYONLY)
  endif()
  file(GLOB_RECURSE manuals ${root}/share/man/*)
  foreach(file IN ITEMS ${documents}/changelog ${documents}/changelog.Debian
                        LISTS manuals)
    run(gzip -9nf ${file})
  endforeach()
  # As dh_strip does.
  file(GLOB programs ${root}/bin/* ${root}/libexec/findings/*)
  foreach(file IN LISTS programs)
    run(strip --remove-section=.comment --remove-section=.note ${file})
  endforeach()
  file(GLOB_RECURSE libraries ${root}/lib/*.a)
  foreach(file IN LISTS libraries)
    run(strip --strip-debug --remove-section=.comment --remove-section=.note
        --enable-deterministic-archives ${file})
  endforeach()
  # Whatever the umask of the build is.
  run(chmod -R u=rwX,go=rX ${root})
  run(find ${root} -exec touch -h -d @${epoch} {} +)
endfunction()

describe(findings findings)
describe(xapian-capi libxapian-capi-dev)
