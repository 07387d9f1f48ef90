# cmake -D IN=FILE -D OUT=FILE.c -D HEADER=FILE.h -D SYMBOL=NAME -P embed.cmake:
# the bytes of a file as C: NAME and NAME_len, which the header declares.
file(READ "${IN}" bytes HEX)
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
string(REGEX REPLACE "(0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,0x..,)" "\\1\n    "
       bytes "${bytes}")
file(WRITE "${OUT}" "#include \"${HEADER}\"

/* A byte more, so that there is one where the file is empty. */
const unsigned char ${SYMBOL}[] = {
    ${bytes} 0};
const size_t ${SYMBOL}_len = sizeof ${SYMBOL} - 1;
")
