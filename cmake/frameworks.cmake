# cmake -D IN=FOLDER -D OUT=FILE.c -P frameworks.cmake: the files of
# share/frameworks as the list that lib/findings/shipped_frameworks.h declares.
file(GLOB paths RELATIVE "${IN}" "${IN}/*.txt")
list(REMOVE_ITEM paths common.txt)
list(SORT paths)
set(texts "")
set(rows "")
foreach(path IN ITEMS common.txt LISTS paths)
  file(READ "${IN}/${path}" bytes HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
  string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n    "
         bytes "${bytes}")
  string(MAKE_C_IDENTIFIER "text_${path}" symbol)
  # A byte more, so that there is one where the file is empty.
  string(APPEND texts "static const unsigned char ${symbol}[] = {\n    ${bytes} 0};\n")
  string(APPEND rows
         "    {\"share/frameworks/${path}\", ${symbol}, sizeof ${symbol} - 1},\n")
endforeach()
file(WRITE "${OUT}" "#include \"shipped_frameworks.h\"

${texts}
const struct shipped_framework shipped_frameworks[] = {
${rows}    {NULL, NULL, 0},
};
")
