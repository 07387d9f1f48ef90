/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blocks/layout.h"
#include "base/memory.h"
#include "blocks/builder.h"
#include "blocks/plain.h"
#include "terms/grades.h"
#include "blocks/prose.h"
#include "blocks/typed.h"
#include "blocks/vocabulary.h"

#include <stdlib.h>
#include <string.h>

static struct block
finished(const struct raw_block *raw, bool has_pages)
{
    struct block block = {.kind = raw->kind,
                          .line = has_pages ? 0 : raw->first.number,
                          .page = has_pages ? raw->first.page : 0,
                          .number = raw->number};
    const char *text = raw->text.bytes;
    size_t len = raw->text.len, before = len;

    if (block.kind == BLOCK_GRADE)
        block.grade = grade_at_end(text, len, GRADE_BARE, &before);
    if (block.kind == BLOCK_ROW) {
        block.rule = raw->rule;
        block.grade = raw->grade;
        block.is_head = raw->first.is_bold && !raw->grade;
    }
    if (block.kind == BLOCK_HEADING) {
        block.rule = raw->rule;
        block.grade = raw->grade
                          ? raw->grade
                          : grade_at_end(text, len, GRADE_NUMBERED, &before);
        while (block.grade && before > 0 && strchr(". ", text[before - 1]))
            before--;
        len = block.rule ? builder_without_mark(text, before) : before;
    }
    block.text = prose_clean(text, len);
    /* Before the grade there was nothing but invisible characters. */
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
    struct block_builder builder = {
        .lines = lines, .framework = framework, .vocabulary = &vocabulary};

    if (lines->has_type)
        typed_read(&builder);
    else
        plain_read(&builder);

    *out = (struct blocks){
        .list = memory_resize(NULL, builder.count * sizeof *out->list)};
    for (size_t i = 0; i < builder.count; i++) {
        struct block block = finished(&builder.list[i], lines->has_type);
        free(builder.list[i].text.bytes);
        if (block.text[strspn(block.text, " \t")] || block.grade)
            out->list[out->count++] = block;
        else /* it has nothing but invisible characters */
            free(block.text);
    }
    free(builder.list);
    vocabulary_fini(&vocabulary);
}
