/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "completion/line.h"

#include <stdlib.h>
#include <string.h>

/* Where line_read() is: in the text, in line->bytes, and in the word. */
struct reading {
    const char *p;
    char *out;
    char *word;
};

/* Whether the backslash at p takes the meaning from the next character. Within
 * double quotation marks it does so only for a few. */
static bool
is_escape(const char *p, char quote)
{
    return *p == '\\' && quote != '\'' && p[1] &&
           (!quote || strchr("\"$`\\", p[1]));
}

/* Copy the next character, unless it is a quotation mark of the shell. */
static void
read_character(struct line *line, struct reading *r, const char *word_breaks)
{
    const char c = *r->p++;

    if (line->quote ? c == line->quote : c == '"' || c == '\'') {
        line->quote = line->quote ? '\0' : c;
        line->begun = (size_t)(r->out - r->word);
        return;
    }
    if (is_escape(r->p - 1, line->quote)) {
        *r->out++ = *r->p++;
        return;
    }
    *r->out++ = c;
    /* Of the word breaks, bash replaces this one too. */
    if (!line->quote && strchr(word_breaks, c))
        line->begun = (size_t)(r->out - r->word) - (c == '@');
}

bool
line_read(struct line *line, const char *text, const char *word_breaks)
{
    const size_t len = strlen(text);
    struct reading r = {.p = text};

    line->bytes = calloc(len + 1, 2);
    line->words = calloc(len / 2 + 2, sizeof *line->words);
    if (!line->bytes || !line->words)
        return false;
    for (r.out = line->bytes;; r.out++) {
        r.p += strspn(r.p, " \t\n");
        line->words[line->n++] = r.word = r.out;
        line->begun = 0;
        while (*r.p && (line->quote || !strchr(" \t\n", *r.p)))
            read_character(line, &r, word_breaks);
        if (!*r.p)
            return true;
    }
}

const char *
line_last(const struct line *line)
{
    return line->words[line->n - 1];
}

void
line_fini(struct line *line)
{
    free(line->bytes);
    free(line->words);
    *line = (struct line){0};
}
