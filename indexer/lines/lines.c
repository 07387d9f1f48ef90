/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/lines.h"
#include "base/text.h"
#include "base/words.h"

#include <stdlib.h>

enum { HEAD_LINES = 60 }; /* of a first page */

char *
lines_head(const struct lines *lines)
{
    struct text head = {0};

    for (size_t i = 0; i < lines->count && i < HEAD_LINES; i++) {
        text_add(&head, lines->list[i].text, lines->list[i].len);
        text_add(&head, "\n", 1);
    }
    char *words = words_plain(head.bytes, head.len);
    free(head.bytes);
    return words;
}

void
lines_fini(struct lines *lines)
{
    free(lines->bytes);
    free(lines->list);
    *lines = (struct lines){0};
}
