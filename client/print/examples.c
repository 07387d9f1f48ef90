/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/examples.h"

/* system.guide runs each over corpus/. The first is what a person would type
 * without reading this; each of the others adds one thing. */
const struct example examples[EXAMPLES] = {
    {"findings case recording", "case recording",
     "Paragraphs about it, best first: each word in all its forms, and other "
     "names of it, such as case files. Those that match only in part come "
     "last, and are not counted.",
     ""},
    {"findings '\"case files\"'", "\"case files\"",
     "The phrase: words between quotation marks, one after the other.",
     " The outer quotation marks are for the shell."},
    {"findings staff keep leaving", "staff keep leaving",
     "Everyday words find what inspectors call it: the turnover of social "
     "workers.",
     " findings explain says what was searched for."},
    {"findings '=recording' --exact", "=recording",
     "This form of the word only.",
     " With --exact, nothing is corrected or added."},
    {"findings 'supervis*'", "supervis*", "Any word that begins with it.", ""},
    {"findings 'visits NEAR/5 recorded'", "visits NEAR/5 recorded",
     "Both words within five of each other, in either order.", ""},
    {"findings '+missing -school'", "+missing -school",
     "What must be there, and what must not.", ""},
    {"findings 'supervision AND (file OR record)'",
     "supervision AND (file OR record)",
     "AND, OR and NOT in capital letters, with brackets. In small letters they "
     "are words like any others.",
     ""},
    {"findings 'supervision grade:inadequate year:2010..2013'",
     "supervision grade:inadequate year:2010..2013",
     "Values of fields. A word that names a value, such as northmere, finds "
     "the value too.",
     " The options --grade and --year choose them as well."},
    {"findings 'section:leadership supervision' --match all",
     "section:leadership supervision", "A word of the heading.",
     " --match all counts only what contains every idea."},
};
