/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/walk.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/words.h"
#include "blocks/prose.h"
#include "report/edges.h"
#include "report/judgement_row.h"
#include "report/judging.h"
#include "report/sections.h"
#include "report/walking.h"
#include "terms/areas.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* Make sure that the last section has these labels: if it has not, add a copy
 * of it that has. */
static void
set_labels(struct walk *w, const char *kind, const char *polarity)
{
    if (strcmp(sections_last(w->report)->kind, kind) == 0 &&
        g_strcmp0(sections_last(w->report)->polarity, polarity) == 0)
        return;
    sections_continue(w->report, w->report->n_sections - 1);
    sections_last(w->report)->kind = kind;
    sections_last(w->report)->polarity = polarity;
}

static void
add_paragraph(struct walk *w,
              const struct block *block,
              const struct block *numbered,
              int item)
{
    struct report *r = w->report;
    const struct opening_rule *opening =
        framework_opening(w->framework, block->text, strlen(block->text));
    struct labels labels = w->labels;

    if (opening)
        labels.kind = opening->kind;
    /* What is not about the council's work is neither good nor bad. */
    if (strcmp(labels.kind, "context") == 0)
        labels.polarity = NULL;
    if (strcmp(labels.kind, "recommendation") != 0)
        labels.deadline = NULL;
    set_labels(w, labels.kind, labels.polarity);
    if (opening && opening->after)
        w->labels.kind = opening->after;
    r->paragraphs =
        memory_grow(r->paragraphs, r->n_paragraphs, sizeof *r->paragraphs);
    r->paragraphs[r->n_paragraphs] =
        (struct paragraph){.section = r->n_sections - 1,
                           .line = block->line,
                           .page = block->page,
                           .number = numbered ? numbered->number : 0,
                           .item = item,
                           .deadline = labels.deadline,
                           .judgement = NO_JUDGEMENT,
                           .is_cover = w->at < w->opening,
                           .text = memory_strdup(block->text)};
    if (numbered)
        memcpy(r->paragraphs[r->n_paragraphs].parts, numbered->parts,
               sizeof numbered->parts);
    const struct section *in = sections_last(w->report);
    areas_of_text(block->text,
                  (const char *[AREAS_OF_SECTION]){in->area, in->second_area},
                  r->paragraphs[r->n_paragraphs++].areas);
}

/* Add a row outside the record as a paragraph, with its cells on one line. */
static void
add_row(struct walk *w, const struct block *block)
{
    struct text line = {0};

    for (const char *p = block->text; *p; p++) {
        if (*p != '\t')
            text_add(&line, p, 1);
        else if (line.len > 0 && p[strspn(p, "\t")])
            text_add_string(&line, " | ");
    }
    if (line.len > 0 && line.bytes[0] != '|') {
        const struct block prose = {
            .line = block->line, .page = block->page, .text = line.bytes};
        add_paragraph(w, &prose, NULL, 0);
    }
    free(line.bytes);
}

/* A number that continues after a box belongs to the section around the box. */
static void
leave_box(struct walk *w, int number)
{
    if (w->before_box == NO_SECTION || w->last_number == 0 ||
        number != w->last_number + 1)
        return;
    sections_continue(w->report, w->before_box);
    walk_begin_section(w);
    w->known = w->before_box;
    w->before_box = NO_SECTION;
}

/* Whether the words require a written statement of action. The letter after a
 * later visit says what came of one that was required. */
static bool
require_statement(const char *words)
{
    static const char *const duties[] = {
        "is required", "are required", "be required",     "requires",
        "must",        "should",       "responsible for", NULL};
    size_t i = 0;

    if (!words_contain(words, "written statement of action"))
        return false;
    while (duties[i] && !words_contain(words, duties[i]))
        i++;
    return duties[i] != NULL;
}

/* The list after a sentence that requires a written statement of action says
 * what it must be about: weaknesses, to be corrected before all else. */
static void
enter_statement(struct walk *w, const struct block *block)
{
    if (!prose_introduces_list(block->text))
        return;
    char *words = words_plain(block->text, strlen(block->text));
    if (require_statement(words)) {
        w->around = w->labels;
        w->labels = (struct labels){"recommendation", "weakness", "priority"};
    }
    free(words);
}

static void
leave_statement(struct walk *w)
{
    if (w->around.kind)
        w->labels = w->around;
    w->around.kind = NULL;
}

/* Add a paragraph that is context wherever it is. */
static void
add_context(struct walk *w, const struct block *block)
{
    const struct labels around = w->labels;

    w->labels = (struct labels){.kind = "context"};
    add_paragraph(w, block, NULL, 0);
    w->labels = around;
}

static void
block_of_body(struct walk *w, const struct block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        walk_heading(w, block);
        break;
    case BLOCK_GRADE:
        walk_grade(w, block);
        break;
    case BLOCK_NUMBERED:
        leave_box(w, block->number);
        leave_statement(w);
        w->last_number = block->number;
        w->numbered = &w->blocks->list[w->at];
        w->item = 0;
        add_paragraph(w, block, block, 0);
        enter_statement(w, block);
        break;
    case BLOCK_BULLET:
        add_paragraph(w, block, w->numbered, ++w->item);
        break;
    case BLOCK_ROW:
        if (block->rule && block->grade)
            walk_heading(w, block);
        else if (!block->is_head || w->framework->is_by_print)
            add_row(w, block);
        break;
    case BLOCK_PROSE:
        if (w->numbered && prose_introduces_list(block->text)) {
            w->numbered = NULL; /* its bullets are not the number's */
            w->item = 0;
        }
        leave_statement(w);
        add_paragraph(w, block, NULL, 0);
        enter_statement(w, block);
        break;
    case BLOCK_CAPTION:
        add_context(w, block);
        break;
    case BLOCK_SCALE: /* it explains a grade and is not a finding */
        if (w->framework->is_by_print)
            add_context(w, block);
        break;
    }
}

/* Whether the block is a heading that ends skipping. */
static bool
ends_skipping(const struct block *block)
{
    return block->rule && block->rule->role != HEADING_CLOSE &&
           block->rule->role != HEADING_TITLE &&
           block->rule->role != HEADING_TOPIC &&
           block->rule->role != HEADING_DEADLINE;
}

/* Whether the body begins at this block. The text of a letter begins at its
 * title, or after its greeting if it has no known title. */
static bool
opens_body(const struct walk *w, const struct block *block)
{
    if (w->framework->is_letter)
        return (block->rule && block->rule->role == HEADING_TITLE) ||
               (w->is_greeted && block->kind != BLOCK_HEADING);
    if (w->framework->opens_after_table)
        return w->has_table && block->kind == BLOCK_PROSE;
    return false;
}

/* What closes a report, or a letter in it, is prose: the report goes on at the
 * next heading or list. */
static void
begin_closing(struct walk *w)
{
    if (!w->before_closing)
        w->before_closing = w->labels.kind;
    w->labels.kind = "context";
}

static void
end_closing(struct walk *w)
{
    if (w->before_closing)
        w->labels.kind = w->before_closing;
    w->before_closing = NULL;
}

/* A block of a report of an unknown kind. Nothing is left out: what is on its
 * cover, and what usually closes a report, up to the next heading, is context.
 * Returns the block as it is to be taken. */
static struct block
place_unknown(struct walk *w, struct block block)
{
    const bool is_heading = block.kind == BLOCK_HEADING;
    const bool is_cover = w->at < w->opening;
    const bool closes = edges_is_closing(w->framework, &block);

    if (!w->in_body || w->at == w->opening)
        walk_open_section(w, NULL, w->part_area,
                          is_cover ? "context" : "finding", NULL);
    w->in_body = true;
    if (is_cover && is_heading)
        block.kind = BLOCK_PROSE;
    else if (closes && is_heading)
        walk_open_section(w, block.text, w->part_area, "context", NULL);
    else if (closes)
        begin_closing(w);
    else if (block.kind == BLOCK_NUMBERED || block.kind == BLOCK_BULLET)
        end_closing(w);
    return block;
}

/* Whether the block is the title on the cover of a report of an unknown kind,
 * which is not text. */
static bool
is_title(const struct walk *w, const struct block *block)
{
    return w->at < w->opening && g_strcmp0(block->text, w->report->title) == 0;
}

/* Whether the block is left out: it is between what closes the findings and the
 * next known heading. */
static bool
is_skipped(struct walk *w, const struct block *block)
{
    if (w->in_body && edges_is_closing(w->framework, block))
        w->is_skipping = true;
    else if (w->is_skipping && ends_skipping(block))
        w->is_skipping = false;
    return w->is_skipping;
}

static void
take_block(struct walk *w, const struct block *block)
{
    w->is_greeted |= strncmp(block->text, "Dear ", 5) == 0;
    const enum judgement_row row = judgement_row_take(
        w->report, w->framework, block, w->in_body && w->at >= w->opening);
    w->has_table |= row == JUDGEMENT_ROW_GRADED;
    if (row != JUDGEMENT_ROW_NONE)
        return;
    if (w->in_record)
        mainfindings_block(&w->record, block);
    else if (w->in_body || block->kind == BLOCK_HEADING ||
             (block->kind == BLOCK_ROW && block->rule))
        block_of_body(w, block);
}

static void
take_known(struct walk *w, const struct block *block)
{
    if (!w->in_body && opens_body(w, block)) {
        w->in_body = true;
        walk_open_section(w, NULL, w->part_area,
                          w->framework->is_letter ? "context" : "finding",
                          NULL);
    }
    take_block(w, block);
}

static void
take_unknown(struct walk *w, const struct block *block)
{
    /* A cover without a body is not a report, and a title is not text. */
    if (w->opening == w->blocks->count || is_title(w, block))
        return;
    const struct block placed = place_unknown(w, *block);
    take_block(w, &placed);
}

/* Graded headings are judgements too, unless there is one of that name already
 * or, if there was a table of judgements, one of that area. */
static void
add_heading_judgements(struct walk *w)
{
    struct report *r = w->report;

    for (size_t s = 0; s < r->n_sections; s++) {
        const struct section *section = &r->sections[s];
        bool is_there = section->judged_as != NULL;
        if (section->graded_by != s || !section->heading)
            continue;
        is_there |= judging_has(r, section->area, section->heading);
        is_there |= judging_find(r, section->area, section->heading,
                                 strlen(section->heading)) != NO_JUDGEMENT;
        for (size_t j = 0; j < r->n_judgements && w->has_table; j++)
            is_there |= strcmp(r->judgements[j].area, section->area) == 0;
        if (!is_there)
            judging_add(r, section->area, section->heading, section->grade,
                        "heading");
    }
}

void
walk_blocks(const struct blocks *blocks,
            const struct framework *framework,
            const char *area,
            struct report *report)
{
    const bool is_known = !framework->is_by_print;
    struct walk w = {
        .framework = framework,
        .blocks = blocks,
        .opening =
            is_known ? 0 : edges_opening(framework, blocks, report->title),
        .report = report,
        .part_area = area,
        .part = NO_SECTION,
        .graded = NO_SECTION,
        .before_box = NO_SECTION,
        .record = {.framework = framework, .report = report}};

    for (w.at = 0; w.at < blocks->count; w.at++) {
        const struct block *block = &blocks->list[w.at];
        if (!is_known)
            take_unknown(&w, block);
        else if (!is_skipped(&w, block))
            take_known(&w, block);
    }
    mainfindings_fini(&w.record);
    add_heading_judgements(&w);
}
