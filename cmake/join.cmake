# cmake -D IN=FILE;FILE -D OUT=FILE -P join.cmake: scripts or style sheets as one
# file, without the comments that begin a line, and without indentation: these are
# for who reads the source, and a browser would fetch them too. (So a text that goes
# on over several lines must not depend on its indentation.)
set(joined "")
foreach(file ${IN})
  file(READ ${file} text)
  set(text "\n${text}")
  string(REGEX REPLACE "\n[ \t]*/\\*([^*]|\\*+[^*/])*\\*+/" "\n" text "${text}")
  string(REGEX REPLACE "\n[ \t]*//[^\n]*" "\n" text "${text}")
  string(REGEX REPLACE "\n[ \t\n]+" "\n" text "${text}")
  string(APPEND joined "${text}")
endforeach()
string(REGEX REPLACE "\n\n+" "\n" joined "${joined}")
file(WRITE ${OUT} "/* SPDX-License-Identifier: GPL-2.0-or-later */${joined}")
