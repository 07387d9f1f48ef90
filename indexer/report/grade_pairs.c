/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/grade_pairs.h"
#include "base/memory.h"
#include "base/text.h"
#include "report/labelled.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum {
    NAME_MIN = 4, /* bytes of a name */
    NAME_MAX = 120
};

static bool
is_line(const struct block *block)
{
    return block->kind == BLOCK_PROSE || block->kind == BLOCK_BULLET;
}

/* Whether the text may name what was judged. */
static bool
may_be_name(const struct scale *scale, const char *text, size_t len)
{
    return len >= NAME_MIN && len <= NAME_MAX &&
           isupper((unsigned char)*text) && text[len - 1] != '.' &&
           !scale_is_step(text) && !memchr(text, '\t', len) &&
           !scale_grade(scale, text, len, NULL);
}

/* Whether the block is a grade and nothing else. A number alone may be the
 * number of anything. */
static bool
is_grade(const struct scale *scale, const struct block *block)
{
    bool is_number;

    return block->kind == BLOCK_GRADE ||
           (is_line(block) &&
            scale_grade(scale, block->text, strlen(block->text), &is_number) &&
            !is_number);
}

/* Where the grade begins at the end of the item "Safe Requires improvement"; 0
 * if it has none. */
static size_t
grade_of_item(const struct scale *scale, const struct block *block)
{
    const char *text = block->text;
    const size_t len = strlen(text);
    bool is_number;

    if (!is_line(block) || len > NAME_MAX)
        return 0;
    for (size_t i = NAME_MIN + 1; i < len; i++)
        if (text[i - 1] == ' ' && isupper((unsigned char)text[i]) &&
            scale_grade(scale, text + i, len - i, &is_number) && !is_number &&
            isalnum((unsigned char)text[i - 2]) &&
            may_be_name(scale, text, i - 1))
            return i;
    return 0;
}

static void
make_row(struct block *block, size_t name_len, const char *grade)
{
    struct text row = {0};

    text_add(&row, block->text, name_len);
    text_add(&row, "\t", 1);
    text_add_string(&row, grade);
    free(block->text);
    block->text = row.bytes;
    block->kind = BLOCK_ROW;
}

/* Items that end with a grade, if the one before or after does too. */
static void
divide_items(const struct scale *scale, struct blocks *blocks)
{
    bool is_on = false;

    for (size_t i = 0; i < blocks->count; i++) {
        struct block *block = &blocks->list[i];
        const size_t at = grade_of_item(scale, block);
        is_on = at > 0 && (is_on || (i + 1 < blocks->count &&
                                     grade_of_item(scale, block + 1) > 0));
        if (!is_on)
            continue;
        char *grade = memory_strdup(block->text + at);
        make_row(block, at - 1, grade);
        free(grade);
    }
}

/* Whether the block names what the grade on the next line judges. A list of
 * grades explains them. */
static bool
is_pair(const struct scale *scale, const struct blocks *blocks, size_t i)
{
    const struct block *name = &blocks->list[i];

    return i + 1 < blocks->count && is_line(name) &&
           may_be_name(scale, name->text, strlen(name->text)) &&
           is_grade(scale, name + 1) &&
           !(i + 2 < blocks->count && is_grade(scale, name + 2));
}

static void
join_pairs(const struct scale *scale, struct blocks *blocks)
{
    size_t kept = 0;

    for (size_t i = 0; i < blocks->count; i++) {
        struct block *block = &blocks->list[i];
        const bool joins = is_pair(scale, blocks, i);
        if (joins) {
            make_row(block, strlen(block->text), block[1].text);
            free(block[1].text);
        }
        blocks->list[kept++] = *block;
        i += joins;
    }
    blocks->count = kept;
}

void
grade_pairs_join(const struct scale *scale, struct blocks *blocks)
{
    divide_items(scale, blocks);
    join_pairs(scale, blocks);
}
