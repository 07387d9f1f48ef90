# pdf.js, by which the page shows PDFs: which of its files are needed, and where they
# are. Sets pdfjs_table, a source file with their names.

# Its build for browsers that are not the newest works in Firefox ESR too. Its tables
# of Chinese, Japanese and Korean characters are left out.
set(pdfjs
  legacy/build/pdf.min.mjs
  legacy/build/pdf.worker.min.mjs
  LICENSE)
foreach(font FoxitDingbats FoxitFixed FoxitFixedBold FoxitFixedBoldItalic FoxitFixedItalic
    FoxitSerif FoxitSerifBold FoxitSerifBoldItalic FoxitSerifItalic FoxitSymbol)
  list(APPEND pdfjs standard_fonts/${font}.pfb)
endforeach()
foreach(font Bold BoldItalic Italic Regular)
  list(APPEND pdfjs standard_fonts/LiberationSans-${font}.ttf)
endforeach()
list(APPEND pdfjs
  standard_fonts/LICENSE_FOXIT
  standard_fonts/LICENSE_LIBERATION
  iccs/CGATS001Compat-v2-micro.icc
  iccs/LICENSE
  wasm/jbig2.wasm
  wasm/openjpeg.wasm
  wasm/qcms_bg.wasm
  wasm/LICENSE_JBIG2
  wasm/LICENSE_OPENJPEG
  wasm/LICENSE_PDFJS_JBIG2
  wasm/LICENSE_PDFJS_OPENJPEG
  wasm/LICENSE_PDFJS_QCMS
  wasm/LICENSE_QCMS)

set(pdfjs_rows "")
foreach(file ${pdfjs})
  string(REPLACE "legacy/build/" "" name ${file})
  string(APPEND pdfjs_rows "    \"${name}\",\n")
endforeach()
set(pdfjs_table ${CMAKE_CURRENT_BINARY_DIR}/pdfjs_files.c)
file(CONFIGURE OUTPUT ${pdfjs_table} CONTENT
"#include \"pdfjs_files.h\"

const char *const pdfjs_files[] = {
${pdfjs_rows}    0,
};
")

# pdf.js beside the program, where it looks for it, and as it is installed.
if(EXISTS ${FINDINGS_PDFJS}/package.json)
  set(beside ${CMAKE_CURRENT_BINARY_DIR})
  if(CMAKE_RUNTIME_OUTPUT_DIRECTORY)
    set(beside ${CMAKE_RUNTIME_OUTPUT_DIRECTORY})
  endif()
  set(copies "")
  foreach(file ${pdfjs})
    string(REPLACE "legacy/build/" "" name ${file})
    cmake_path(GET name PARENT_PATH folder)
    add_custom_command(OUTPUT ${beside}/pdfjs/${name} DEPENDS ${FINDINGS_PDFJS}/${file}
      COMMAND ${CMAKE_COMMAND} -E copy_if_different
              ${FINDINGS_PDFJS}/${file} ${beside}/pdfjs/${name})
    list(APPEND copies ${beside}/pdfjs/${name})
    install(FILES ${FINDINGS_PDFJS}/${file}
      DESTINATION ${CMAKE_INSTALL_DATADIR}/findings/pdfjs/${folder})
  endforeach()
  add_custom_target(pdfjs ALL DEPENDS ${copies})
endif()
