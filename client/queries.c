/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "queries.h"
#include "print/examples.h"
#include "print/print.h"

#include <stdio.h>
#include <stdlib.h>

void
queries_print(void)
{
    const struct style style = print_style(stdout);

    print_wrapped(
        "How to write a query, by ten examples. findings-query(7) has "
        "all the rules; findings help search lists the options.",
        NULL, 0, &style);
    for (size_t i = 0; i < EXAMPLES; i++) {
        putchar('\n');
        fputs(style.strong, stdout);
        print_wrapped_after("  ", examples[i].typed, 6, &style);
        fputs(style.plain, stdout);
        char *line = NULL;
        size_t size;
        FILE *out = open_memstream(&line, &size);
        if (!out)
            print_out_of_memory();
        print_text(examples[i].finds, out);
        print_text(examples[i].also, out);
        fclose(out);
        print_wrapped(line, NULL, 4, &style);
        free(line);
    }
}
