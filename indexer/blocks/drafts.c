/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blocks/drafts.h"
#include "base/memory.h"
#include "base/words.h"
#include "blocks/prose.h"
#include "lines/marks.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_GAP_MAX = 3 }; /* a number may be missing, but not many */

struct draft *
drafts_last(struct drafts *drafts)
{
    return drafts->count > 0 ? &drafts->list[drafts->count - 1] : NULL;
}

struct draft *
drafts_begin(struct drafts *drafts,
             enum block_kind kind,
             const struct line *line,
             const char *text,
             size_t len)
{
    drafts->list =
        memory_grow(drafts->list, drafts->count, sizeof *drafts->list);
    struct draft *draft = &drafts->list[drafts->count++];
    *draft = (struct draft){.kind = kind, .first = *line, .last = *line};
    text_add(&draft->text, text, len);
    return draft;
}

struct draft *
drafts_begin_number(struct drafts *drafts,
                    const struct line *line,
                    int number,
                    const char *text,
                    size_t len)
{
    if (number == 1 && drafts->last_number > drafts->broken_off)
        drafts->broken_off = drafts->last_number;
    drafts->last_number = number;
    struct draft *draft = drafts_begin(drafts, BLOCK_NUMBERED, line, text, len);
    draft->number = number;
    return draft;
}

bool
drafts_take_grade(struct drafts *drafts,
                  const struct line *line,
                  const char *text,
                  size_t len,
                  enum grade_style style)
{
    size_t before;
    const char *grade = grade_at_end(text, len, style, &before);

    if (grade_explained(text, len))
        drafts_begin(drafts, BLOCK_SCALE, line, text, len);
    else if (grade && before == 0)
        drafts_begin(drafts, BLOCK_GRADE, line, text, len);
    else
        return false;
    return true;
}

struct draft *
drafts_begin_row(struct drafts *drafts,
                 const struct line *line,
                 const char *text,
                 size_t len)
{
    struct draft *draft = drafts_begin(drafts, BLOCK_ROW, line, "", 0);

    marks_add_cells(&draft->text, text, len);
    return draft;
}

bool
drafts_number_runs_on(const struct drafts *drafts, int number, bool may_begin)
{
    if (number == drafts->last_number + 1 ||
        (may_begin && drafts->broken_off > 0 &&
         number == drafts->broken_off + 1))
        return true;
    return may_begin &&
           (number == 1 || (number > drafts->last_number &&
                            number <= drafts->last_number + NUMBER_GAP_MAX));
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
drafts_heading(const struct drafts *drafts,
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
    const struct heading_rule *rule =
        framework_heading(drafts->framework, words);
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

bool
draft_is_paragraph(const struct draft *draft)
{
    return draft->kind == BLOCK_NUMBERED || draft->kind == BLOCK_BULLET ||
           draft->kind == BLOCK_PROSE;
}

bool
draft_ends_sentence(const struct draft *draft)
{
    return prose_ends_sentence(draft->text.bytes, draft->text.len);
}

bool
draft_awaits_text(const struct draft *draft)
{
    return draft->kind == BLOCK_NUMBERED && draft->text.len == 0;
}
