/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "blocks/layout.h"
#include "base/memory.h"
#include "blocks/builder.h"
#include "base/english.h"
#include "blocks/marked.h"
#include "blocks/plain.h"
#include "terms/grades.h"
#include "blocks/prose.h"
#include "blocks/typed.h"
#include "blocks/vocabulary.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static struct block
finished(const struct raw_block *raw,
         const struct grade_word *grades,
         bool has_pages)
{
    struct block block = {.kind = raw->kind,
                          .line = has_pages ? 0 : raw->first.number,
                          .page = has_pages ? raw->first.page : 0,
                          .number = raw->number,
                          .size = raw->first.size,
                          .is_bold = raw->first.is_bold};
    memcpy(block.parts, raw->parts, sizeof block.parts);
    const char *text = raw->text.bytes;
    size_t len = raw->text.len, before = len;

    if (block.kind == BLOCK_GRADE)
        block.grade = grade_at_end(grades, text, len, GRADE_BARE, &before);
    if (block.kind == BLOCK_ROW) {
        block.rule = raw->rule;
        block.grade = raw->grade;
        block.is_head = raw->first.is_bold && !raw->grade;
    }
    if (block.kind == BLOCK_HEADING) {
        block.rule = raw->rule;
        block.grade = raw->grade ? raw->grade
                                 : grade_at_end(grades, text, len,
                                                GRADE_NUMBERED, &before);
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

/* Add the asides, from the one at i on, of the pages before this one: what is
 * beside the text follows the last block that began on its page. Returns the
 * next aside. */
static size_t
add_asides(const struct lines *lines,
           size_t i,
           unsigned page,
           struct blocks *out)
{
    for (; i < lines->n_asides && lines->asides[i].page < page; i++) {
        const struct aside *aside = &lines->asides[i];
        out->list[out->count++] = (struct block){
            .kind = BLOCK_PROSE,
            .page = aside->page,
            .text = prose_clean(aside->text, strlen(aside->text))};
    }
    return i;
}

void
layout_read(const struct lines *lines,
            const struct framework *framework,
            struct blocks *out)
{
    struct vocabulary vocabulary = {.lines = lines,
                                    .english = english_installed()};
    struct block_builder builder = {
        .lines = lines, .framework = framework, .vocabulary = &vocabulary};

    if (lines->has_type)
        typed_read(&builder);
    else if (lines->has_roles)
        marked_read(&builder);
    else
        plain_read(&builder);

    *out = (struct blocks){
        .list = memory_resize(NULL, (builder.count + lines->n_asides) *
                                        sizeof *out->list)};
    size_t asides = 0;
    for (size_t i = 0; i < builder.count; i++) {
        asides = add_asides(lines, asides, builder.list[i].first.page, out);
        struct block block =
            finished(&builder.list[i], framework->grades, lines->has_type);
        free(builder.list[i].text.bytes);
        if (block.text[strspn(block.text, " \t")] || block.grade)
            out->list[out->count++] = block;
        else /* it has nothing but invisible characters */
            free(block.text);
    }
    add_asides(lines, asides, UINT_MAX, out);
    free(builder.list);
    vocabulary_fini(&vocabulary);
}
