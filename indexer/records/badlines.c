/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "records/badlines.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(BADLINES_LISTED *(BADLINES_REASON_SIZE + 64) + 256 < REASON_SIZE,
               "all that is listed fits into a reason");

void
badlines_add(struct badlines *bad,
             size_t line,
             size_t column,
             const char *reason)
{
    size_t at =
        bad->count < BADLINES_LISTED ? bad->count : (size_t)BADLINES_LISTED;

    bad->count++;
    for (; at > 0 && bad->first[at - 1].line > line; at--)
        bad->first[at] = bad->first[at - 1];
    struct badline *new = &bad->first[at];
    *new = (struct badline){.line = line, .column = column};
    const size_t len = utf8_within(reason, BADLINES_REASON_SIZE - 1);
    memcpy(new->reason, reason, len);
    new->reason[len] = '\0';
    /* It may have been cut before, in the middle of a character. */
    new->reason[utf8_fault(new->reason, len)] = '\0';
}

/* Append "line 3, column 7: why". */
static void
append(const struct badline *line, struct text *out)
{
    char place[64];

    if (line->column > 0)
        snprintf(place, sizeof place, "line %zu, column %zu: ", line->line,
                 line->column);
    else
        snprintf(place, sizeof place, "line %zu: ", line->line);
    text_add_string(out, place);
    text_add_string(out, line->reason);
}

void
badlines_reason(const struct badlines *bad, char reason[REASON_SIZE])
{
    const size_t listed =
        bad->count < BADLINES_LISTED ? bad->count : (size_t)BADLINES_LISTED;
    struct text out = {0};
    char count[128];

    if (bad->count > 1) {
        snprintf(count, sizeof count,
                 "%zu lines are bad, so none of the file is indexed\n",
                 bad->count);
        text_add_string(&out, count);
    }
    for (size_t i = 0; i < listed; i++) {
        if (i > 0)
            text_add(&out, "\n", 1);
        append(&bad->first[i], &out);
    }
    if (bad->count > listed) {
        snprintf(count, sizeof count,
                 "\nand %zu more (only the first %zu are listed)",
                 bad->count - listed, listed);
        text_add_string(&out, count);
    }
    snprintf(reason, REASON_SIZE, "%s", out.bytes);
    free(out.bytes);
}
