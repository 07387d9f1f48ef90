/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/edges.h"
#include "base/words.h"
#include "blocks/prose.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool
has_role(const struct block *block, enum heading_role role)
{
    return block->rule && block->rule->role == role;
}

bool
edges_is_closing(const struct framework *framework, const struct block *block)
{
    const struct heading_rule *rule = block->rule;

    if (!rule && framework->is_by_print && block->kind == BLOCK_PROSE) {
        char *words = words_plain(block->text, strlen(block->text));
        rule = framework_heading(framework, words);
        free(words);
    }
    return rule && rule->role == HEADING_CLOSE;
}

bool
edges_is_title(const char *text, const char *title)
{
    if (!title)
        return false;
    char *words = words_plain(text, strlen(text));
    char *title_words = words_plain(title, strlen(title));
    const bool is_in = words_contain(title_words, words);

    free(words);
    free(title_words);
    return is_in;
}

/* Whether it is a paragraph, and not a line of a cover. */
static bool
is_text(const struct block *block)
{
    return block->kind == BLOCK_NUMBERED || block->kind == BLOCK_BULLET ||
           (block->kind == BLOCK_PROSE &&
            prose_ends_sentence(block->text, strlen(block->text)));
}

/* The first of the headings just above the block, on its page. */
static size_t
first_heading(const struct blocks *blocks, size_t i, const char *title)
{
    const unsigned page = blocks->list[i].page;

    while (i > 0) {
        const struct block *above = &blocks->list[i - 1];
        if (above->kind != BLOCK_HEADING || above->page != page ||
            has_role(above, HEADING_TITLE) || has_role(above, HEADING_CLOSE) ||
            edges_is_title(above->text, title))
            break;
        i--;
    }
    return i;
}

size_t
edges_opening(const struct framework *framework,
              const struct blocks *blocks,
              const char *title)
{
    size_t prose = blocks->count;
    bool in_imprint = false;

    for (size_t i = 0; i < blocks->count; i++) {
        const struct block *block = &blocks->list[i];
        if (edges_is_closing(framework, block))
            in_imprint = true;
        else if (block->kind == BLOCK_HEADING)
            in_imprint = false;
        if (in_imprint)
            continue;
        if (is_text(block))
            return first_heading(blocks, i, title);
        if (block->kind == BLOCK_HEADING && (block->rule || block->grade) &&
            !has_role(block, HEADING_TITLE))
            return i;
        if (block->kind == BLOCK_PROSE && prose == blocks->count)
            prose = i;
    }
    return prose;
}
