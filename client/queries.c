/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "queries.h"
#include "print/print.h"

#include <stdio.h>

/* system.guide runs each over corpus/. The first is what a person would type
 * without reading this; each of the others adds one thing. */
static const struct {
    const char *typed; /* to a shell */
    const char *finds;
} examples[] = {
    {"findings case recording",
     "Paragraphs about it, best first: each word in all its forms, and other "
     "names of it, such as case files. Those that match only in part come "
     "last, "
     "and are not counted."},
    {"findings '\"case files\"'", "The phrase: words between quotation marks, "
                                  "one after the other. The outer "
                                  "quotation marks are for the shell."},
    {"findings staff keep leaving",
     "Everyday words find what inspectors call it: the turnover of social "
     "workers. findings explain says what was searched for."},
    {"findings '=recording' --exact",
     "This form of the word only; with --exact, nothing is corrected or "
     "added."},
    {"findings 'supervis*'", "Any word that begins with it."},
    {"findings 'visits NEAR/5 recorded'",
     "Both words within five of each other, in either order."},
    {"findings '+missing -school'", "What must be there, and what must not."},
    {"findings 'supervision AND (file OR record)'",
     "AND, OR and NOT in capital letters, with brackets. In small letters they "
     "are words like any others."},
    {"findings 'supervision grade:inadequate year:2010..2013'",
     "Values of fields, as the options --grade and --year choose them. A word "
     "that names a value, such as northmere, finds the value too."},
    {"findings 'section:leadership supervision' --match all",
     "A word of the heading; --match all counts only what contains every "
     "idea."},
};
enum { N_EXAMPLES = sizeof examples / sizeof *examples };

void
queries_print(void)
{
    const struct style style = print_style(stdout);

    print_wrapped(
        "How to write a query, by ten examples. findings-query(7) has "
        "all the rules; findings help search lists the options.",
        NULL, 0, &style);
    for (size_t i = 0; i < N_EXAMPLES; i++) {
        putchar('\n');
        fputs(style.strong, stdout);
        print_wrapped_after("  ", examples[i].typed, 6, &style);
        fputs(style.plain, stdout);
        print_wrapped(examples[i].finds, NULL, 4, &style);
    }
}
