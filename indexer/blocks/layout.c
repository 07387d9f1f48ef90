/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blocks/layout.h"
#include "base/memory.h"
#include "blocks/drafts.h"
#include "blocks/plain.h"
#include "terms/grades.h"
#include "blocks/prose.h"
#include "blocks/typed.h"
#include "blocks/vocabulary.h"

#include <stdlib.h>
#include <string.h>

static struct block
finished(const struct draft *draft, bool has_pages)
{
    struct block block = {.kind = draft->kind,
                          .line = has_pages ? 0 : draft->first.number,
                          .page = has_pages ? draft->first.page : 0,
                          .number = draft->number};
    const char *text = draft->text.bytes;
    size_t len = draft->text.len, before = len;

    if (block.kind == BLOCK_GRADE)
        block.grade = grade_at_end(text, len, GRADE_BARE, &before);
    if (block.kind == BLOCK_ROW) {
        block.rule = draft->rule;
        block.grade = draft->grade;
        block.is_head = draft->first.is_bold && !draft->grade;
    }
    if (block.kind == BLOCK_HEADING) {
        block.rule = draft->rule;
        block.grade = draft->grade
                          ? draft->grade
                          : grade_at_end(text, len, GRADE_NUMBERED, &before);
        while (block.grade && before > 0 && strchr(". ", text[before - 1]))
            before--;
        len = block.rule ? drafts_without_mark(text, before) : before;
    }
    block.text = prose_clean(text, len);
    /* Nothing that can be seen stands before the grade. */
    if (block.kind == BLOCK_HEADING && block.grade && !*block.text)
        block.kind = BLOCK_GRADE;
    return block;
}

void
layout_read(const struct lines *lines,
            const struct framework *framework,
            struct blocks *out)
{
    struct vocabulary vocabulary = {.lines = lines};
    struct drafts drafts = {
        .lines = lines, .framework = framework, .vocabulary = &vocabulary};

    if (lines->has_type)
        typed_read(&drafts);
    else
        plain_read(&drafts);

    *out = (struct blocks){
        .list = memory_resize(NULL, drafts.count * sizeof *out->list)};
    for (size_t i = 0; i < drafts.count; i++) {
        struct block block = finished(&drafts.list[i], lines->has_type);
        free(drafts.list[i].text.bytes);
        if (block.text[strspn(block.text, " \t")] || block.grade)
            out->list[out->count++] = block;
        else /* nothing but invisible characters */
            free(block.text);
    }
    free(drafts.list);
    vocabulary_fini(&vocabulary);
}
