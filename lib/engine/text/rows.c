/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/rows.h"

struct rows
rows_of(const void *text, size_t len)
{
    const char *at = text;

    return (struct rows){at, at + len, false, false};
}

static bool
is_in_word(char c)
{
    return c != ' ' && c != '\t' && c != '\r' && c != '\n' && c != '#' &&
           c != '=';
}

static void
skip_comment(struct rows *rows)
{
    while (rows->at < rows->end && *rows->at != '\n')
        rows->at++;
}

bool
rows_next(struct rows *rows, struct row_word *word)
{
    while (rows->at < rows->end && !is_in_word(*rows->at)) {
        if (*rows->at == '#') {
            skip_comment(rows);
            continue;
        }
        if (*rows->at == '\n')
            rows->in_row = rows->in_right = false;
        else if (*rows->at == '=')
            rows->in_right = true;
        rows->at++;
    }
    if (rows->at == rows->end)
        return false;
    *word = (struct row_word){rows->at, 0, !rows->in_row, rows->in_right};
    while (rows->at < rows->end && is_in_word(*rows->at))
        rows->at++;
    word->len = (size_t)(rows->at - word->text);
    rows->in_row = true;
    return true;
}
