# cmake -D IN=FILE.txt -D OUT=FILE.c -P authorities.cmake: the rows of
# share/authorities.txt as the table that findings/authorities.h declares.
cmake_minimum_required(VERSION 3.25) # as the build: a cell may be empty
file(STRINGS "${IN}" lines ENCODING UTF-8)
set(rows "")
foreach(line IN LISTS lines)
  if(line MATCHES "^#" OR line STREQUAL "")
    continue()
  endif()
  string(REPLACE "\t" ";" cells "${line}\t\t\t\t\t")
  set(row "")
  foreach(column RANGE 5)
    list(GET cells ${column} cell)
    if(cell STREQUAL "")
      string(APPEND row "NULL, ")
    else()
      string(APPEND row "\"${cell}\", ")
    endif()
  endforeach()
  string(APPEND rows "    {${row}},\n")
endforeach()
file(WRITE "${OUT}" "#include \"findings/authorities.h\"

const struct findings_authority findings_authorities[] = {
${rows}    {NULL, NULL, NULL, NULL, NULL, NULL},
};
")
