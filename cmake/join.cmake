# cmake -D IN=FILE;FILE -D OUT=FILE -P join.cmake: scripts or style sheets as one
# file, without indentation, the comments that begin a line and, in scripts, those
# that end one: these are for who reads the source, and a browser would fetch them
# too. (So a text that goes on over several lines must not depend on its indentation,
# and what follows "// " on a line that has code must not be a part of a text. To be
# safe, a comment with a quotation mark stays.)
set(joined "")
foreach(file ${IN})
  file(READ ${file} text)
  set(text "\n${text}")
  string(REGEX REPLACE "\n[ \t]*/\\*([^*]|\\*+[^*/])*\\*+/" "\n" text "${text}")
  string(REGEX REPLACE "\n[ \t]*//[^\n]*" "\n" text "${text}")
  string(REGEX REPLACE "[ \t]+// [^\n\"'`]*\n" "\n" text "${text}")
  string(REGEX REPLACE "\n[ \t\n]+" "\n" text "${text}")
  string(APPEND joined "${text}")
endforeach()
string(REGEX REPLACE "\n\n+" "\n" joined "${joined}")
file(WRITE ${OUT} "/* SPDX-License-Identifier: GPL-2.0-or-later */${joined}")
