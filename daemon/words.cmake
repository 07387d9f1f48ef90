# cmake -D IN=FILE -D OUT=FILE.c -P words.cmake: the bytes of a file as C.
file(READ "${IN}" bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n    "
       bytes "${bytes}")
file(WRITE "${OUT}" "#include \"words.h\"

/* A byte more, so that there is one where the file is empty. */
const unsigned char words_shipped[] = {
    ${bytes} 0};
const size_t words_shipped_len = sizeof words_shipped - 1;
")
