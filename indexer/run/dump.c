/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/dump.h"
#include "records/record.h"

#include "findings/visible.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool
dump_is_known(const char *what)
{
    return strcmp(what, "paragraphs") == 0 || strcmp(what, "reports") == 0 ||
           strcmp(what, "judgements") == 0;
}

/* Takes ownership of the line. */
static void
print_line(char *line)
{
    findings_put_json(line, stdout);
    free(line);
}

static void
print_record(json_t *record)
{
    print_line(record_line(record));
    json_decref(record);
}

static void
print_oddities(const struct report *r)
{
    for (size_t i = 0; i < r->n_oddities; i++) {
        const struct oddity *oddity = &r->oddities[i];
        findings_put_text(r->source, stdout);
        if (oddity->page > 0)
            printf(", page %u", oddity->page);
        else if (oddity->line > 0)
            printf(", line %u", oddity->line);
        fputs(": ", stdout);
        findings_put_text(oddity->text, stdout);
        putchar('\n');
    }
}

void
dump_report(const struct report *r, const char *what)
{
    if (strcmp(what, DUMP_ODDITIES) == 0)
        print_oddities(r);
    if (strcmp(what, "reports") == 0)
        print_record(record_report(r));
    for (size_t i = 0; *what == 'p' && i < r->n_paragraphs; i++)
        print_line(record_paragraph_line(r, i));
    for (size_t i = 0; *what == 'j' && i < r->n_judgements; i++)
        print_record(record_judgement(r, i));
}
