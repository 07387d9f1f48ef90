/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blocks/drafts.h"
#include "base/memory.h"
#include "base/words.h"
#include "terms/grades.h"
#include "lines/marks.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_GAP_MAX = 3 }; /* a number may be missing, but not many */

struct draft *
drafts_begin(struct drafts *r, enum block_kind kind, const struct line *line)
{
    r->list = memory_grow(r->list, r->count, sizeof *r->list);
    struct draft *draft = &r->list[r->count++];
    *draft = (struct draft){.kind = kind, .first = *line, .last = *line};
    return draft;
}

struct draft *
drafts_begin_number(struct drafts *r,
                    const struct line *line,
                    int number,
                    const char *text,
                    size_t len)
{
    if (number == 1 && r->last_number > r->broken_off)
        r->broken_off = r->last_number;
    r->last_number = number;
    struct draft *draft = drafts_begin(r, BLOCK_NUMBERED, line);
    draft->number = number;
    text_add(&draft->text, text, len);
    return draft;
}

bool
drafts_number_runs_on(const struct drafts *r, int number, bool may_begin)
{
    if (number == r->last_number + 1 ||
        (may_begin && r->broken_off > 0 && number == r->broken_off + 1))
        return true;
    return may_begin &&
           (number == 1 || (number > r->last_number &&
                            number <= r->last_number + NUMBER_GAP_MAX));
}

size_t
drafts_without_mark(const char *text, size_t len)
{
    size_t n = len;

    while (n > 0 && isdigit((unsigned char)text[n - 1]))
        n--;
    if (n == len || n == 0 ||
        !(isalpha((unsigned char)text[n - 1]) || text[n - 1] == '?'))
        n = len;
    while (n > 0 && text[n - 1] == ':')
        n--;
    return n;
}

/* A known heading; the text may end with its grade. A sentence may begin like a
 * heading, or a line of prose be as short: "... and should do so\nimmediately."
 */
const struct heading_rule *
drafts_heading(const struct drafts *r,
               const char *text,
               size_t len,
               enum grade_style style)
{
    size_t before = len;

    if (len > HEADING_MAX || marks_is_barred(text, len))
        return NULL;
    const char *grade = grade_of_heading(text, len, style, &before);
    const char *first = text;
    while (first < text + before && *first == '*')
        first++;
    if (before == 0 || islower((unsigned char)*first) ||
        memchr(text, '\t', before))
        return NULL;
    char *words = words_plain(text, drafts_without_mark(text, before));
    const struct heading_rule *rule = framework_heading(r->framework, words);
    free(words);
    /* What closes a report may be a sentence; no other heading is. */
    const bool is_sentence = !grade && text[before - 1] == '.';
    return rule && is_sentence && rule->role != HEADING_CLOSE ? NULL : rule;
}

bool
drafts_is_contents(const struct line *line)
{
    char *words = words_plain(line->text, line->len);
    const bool is_it = strcmp(words, "contents") == 0 ||
                       strcmp(words, "table of contents") == 0;
    free(words);
    return is_it;
}
