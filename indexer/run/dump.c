/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/dump.h"
#include "base/say.h"
#include "records/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool
dump_is_known(const char *what)
{
    return strcmp(what, "paragraphs") == 0 || strcmp(what, "reports") == 0 ||
           strcmp(what, "judgements") == 0;
}

/* Print a line of JSON. DEL and U+0080 to U+009F, which JSON allows in a string
 * but which a terminal obeys, are printed as escapes. */
static void
print_line(const char *line)
{
    for (const unsigned char *p = (const unsigned char *)line; *p; p++) {
        if (*p == 0xc2 && p[1] < 0xa0)
            printf("\\u%04x", (unsigned)*++p);
        else if (*p == 0x7f)
            fputs("\\u007f", stdout);
        else
            putchar_unlocked(*p); /* each lock would take longer than it */
    }
    putchar('\n');
}

static void
print_record(json_t *record)
{
    char *line = record_line(record);
    print_line(line);
    free(line);
    json_decref(record);
}

static void
print_oddities(const struct report *r)
{
    for (size_t i = 0; i < r->n_oddities; i++) {
        const struct oddity *oddity = &r->oddities[i];
        say_text(r->source, stdout);
        if (oddity->page > 0)
            printf(", page %u", oddity->page);
        else if (oddity->line > 0)
            printf(", line %u", oddity->line);
        fputs(": ", stdout);
        say_text(oddity->text, stdout);
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
        print_record(record_paragraph(r, i));
    for (size_t i = 0; *what == 'j' && i < r->n_judgements; i++)
        print_record(record_judgement(r, i));
}
