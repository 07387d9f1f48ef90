/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Blocks -> report. One walk over the blocks, told by the framework's table
 * what each heading opens.
 */
#include "reading.h"
#include "blocks.h"
#include "cover.h"
#include "frameworks.h"
#include "jsonl.h"
#include "judging.h"
#include "mainfindings.h"
#include "oddities.h"
#include "pdf.h"
#include "text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct walk {
    const struct framework *framework;
    struct report *report;
    const char *part_area;   /* of the part of the report we are in */
    const char *graded_area; /* of the last graded section of the part */
    const char *grade;       /* its grade; NULL: none */
    const char *deadline;
    bool in_body;
    bool in_record;
    bool has_table;     /* of judgements, met before the body */
    bool has_own_grade; /* the section we are in: printed with its heading */
    int number;         /* that bullets belong to; 0: they count by heading */
    int item;
    struct mainfindings record;
};

static struct section *
last_section(struct walk *w)
{
    return &w->report->sections[w->report->n_sections - 1];
}

static void
open_section(struct walk *w,
             const char *heading,
             const char *area,
             const char *kind,
             const char *grade)
{
    struct report *r = w->report;

    r->sections = grown(r->sections, r->n_sections, sizeof *r->sections);
    r->sections[r->n_sections++] =
        (struct section){.heading = heading ? xstrdup(heading) : NULL,
                         .area = area,
                         .kind = kind,
                         .grade = grade,
                         .is_judgement = grade != NULL};
    w->has_own_grade = grade != NULL;
    w->deadline = NULL;
    w->number = w->item = 0;
    if (grade) {
        w->graded_area = area;
        w->grade = grade;
    }
}

static void
add_paragraph(struct walk *w, const struct block *block, int number, int item)
{
    struct report *r = w->report;

    r->paragraphs =
        grown(r->paragraphs, r->n_paragraphs, sizeof *r->paragraphs);
    r->paragraphs[r->n_paragraphs++] =
        (struct paragraph){.section = r->n_sections - 1,
                           .line = block->line,
                           .page = block->page,
                           .number = number,
                           .item = item,
                           .deadline = w->deadline,
                           .judgement = NO_JUDGEMENT,
                           .text = xstrdup(block->text)};
}

/* Whether a row is one of the table of judgements: it has a name that the
 * framework knows, and its grade. Behind the table the names come again, as
 * headings of the body, without the figure that some have in the table. */
static bool
is_judgement_row(const struct walk *w, const struct block *block)
{
    const size_t name = strcspn(block->text, "\t");

    return block->grade &&
           (!block->rule || !w->in_body ||
            isdigit((unsigned char)*block->text)) &&
           framework_judgement(w->framework, block->text, name);
}

static void
judgement_row(struct walk *w, const struct block *block)
{
    size_t len = strcspn(block->text, "\t");
    const char *area = framework_judgement(w->framework, block->text, len);
    const size_t number = strspn(block->text, "0123456789. ");
    char *name = xstrndup(block->text + number, len - number);

    report_add_judgement(w->report, area, name, block->grade, "table");
    w->has_table = true;
    free(name);
}

/* A row of the table of judgements that has no grade: "Not judged". */
static bool
is_ungraded_row(const struct walk *w, const struct block *block)
{
    const size_t name = strcspn(block->text, "\t");

    return block->kind == BLOCK_ROW && !block->grade && !w->in_body &&
           block->text[name] && w->has_table &&
           framework_judgement(w->framework, block->text, name);
}

static void
ungraded_row(struct walk *w, const struct block *block)
{
    const size_t name = strcspn(block->text, "\t");
    struct text oddity = {0};

    text_add_string(&oddity, "the table has no grade for \"");
    text_add(&oddity, block->text, name);
    text_add_string(&oddity, "\": ");
    text_add_string(&oddity, block->text + name + 1);
    report_add_oddity(w->report, block->line, block->page, oddity.bytes);
    free(oddity.bytes);
}

/* A row outside the record: its cells on one line. */
static void
row(struct walk *w, const struct block *block)
{
    struct text line = {0};

    for (const char *p = block->text; *p; p++) {
        if (*p != '\t')
            text_add(&line, p, 1);
        else if (line.len > 0 && p[1])
            text_add_string(&line, " | ");
    }
    if (line.len > 0 && line.bytes[0] != '|') {
        const struct block prose = {
            .line = block->line, .page = block->page, .text = line.bytes};
        add_paragraph(w, &prose, 0, 0);
    }
    free(line.bytes);
}

/* In a framework that we know, a heading that it does not name is part of the
 * section it stands in; elsewhere it opens a section of its own. */
static void
unknown_heading(struct walk *w, const struct block *block)
{
    const struct section in = *last_section(w);
    const char *deadline = w->deadline;

    if (!w->framework->titles) {
        open_section(w, block->text, in.area, "finding", block->grade);
        return;
    }
    open_section(w, block->text, in.area, in.kind,
                 block->grade ? block->grade : in.grade);
    w->deadline = deadline;
    w->has_own_grade = block->grade != NULL;
    last_section(w)->is_judgement = block->grade != NULL;
}

static void
heading(struct walk *w, const struct block *block)
{
    const struct heading_rule *rule = block->rule;

    if (!rule) {
        if (w->in_body)
            unknown_heading(w, block);
        return;
    }
    switch (rule->role) {
    case HEADING_OVERALL:
        if (!block->grade)
            break;
        w->in_body = true;
        report_add_judgement(w->report, rule->area, "Overall effectiveness",
                             block->grade, "heading");
        open_section(w, block->text, rule->area, "finding", block->grade);
        last_section(w)->is_judgement = false; /* it has its own already */
        w->grade = NULL; /* it governs what stands below it, no other part */
        break;
    case HEADING_PART:
        w->in_body = true;
        w->part_area = rule->area;
        w->grade = NULL;
        mainfindings_part(&w->record, rule->area);
        open_section(w, block->text, rule->area, "finding", block->grade);
        break;
    case HEADING_SECTION:
        w->in_body = true;
        open_section(w, block->text, rule->area ? rule->area : w->part_area,
                     rule->value ? rule->value : "finding", block->grade);
        break;
    case HEADING_WITHIN:
        if (w->in_body)
            open_section(w, block->text,
                         w->grade ? w->graded_area : w->part_area, "finding",
                         w->grade);
        last_section(w)->is_judgement = false;
        break;
    case HEADING_DEADLINE:
        if (w->in_body)
            w->deadline = rule->value;
        break;
    case HEADING_RECORD:
        w->in_record = w->in_body;
        break;
    case HEADING_TITLE:
    case HEADING_CLOSE:
    case HEADING_END_OF_TABLE:
        break;
    }
}

/* A grade on a line of its own is the heading's, where one has just been. */
static void
grade_line(struct walk *w, const struct block *block)
{
    const struct report *r = w->report;

    if (w->in_body && !w->has_own_grade &&
        (r->n_paragraphs == 0 ||
         r->paragraphs[r->n_paragraphs - 1].section != r->n_sections - 1)) {
        last_section(w)->grade = w->grade = block->grade;
        last_section(w)->is_judgement = true;
        w->graded_area = last_section(w)->area;
    }
}

static void
block_of_body(struct walk *w, const struct block *block)
{
    switch (block->kind) {
    case BLOCK_HEADING:
        heading(w, block);
        break;
    case BLOCK_GRADE:
        grade_line(w, block);
        break;
    case BLOCK_NUMBERED:
        w->number = block->number;
        w->item = 0;
        add_paragraph(w, block, block->number, 0);
        break;
    case BLOCK_BULLET:
        add_paragraph(w, block, w->number, ++w->item);
        break;
    case BLOCK_ROW:
        if (block->rule && block->grade)
            heading(w, block);
        else if (!block->is_head)
            row(w, block);
        break;
    case BLOCK_PROSE:
        add_paragraph(w, block, 0, 0);
        break;
    case BLOCK_SCALE: /* it names every grade and finds nothing */
        break;
    }
}

/* Where the title stands, a letter's words begin. */
static bool
opens_body(const struct walk *w, const struct block *block)
{
    if (w->framework->is_letter)
        return block->rule && block->rule->role == HEADING_TITLE;
    if (w->framework->opens_after_table)
        return w->has_table && block->kind == BLOCK_PROSE;
    /* Of a report that we do not know: at its first paragraph. */
    return !w->framework->titles &&
           (block->kind == BLOCK_NUMBERED || block->kind == BLOCK_PROSE ||
            block->kind == BLOCK_BULLET);
}

static void
walk_blocks(struct walk *w, const struct blocks *blocks)
{
    for (size_t i = 0; i < blocks->count; i++) {
        const struct block *block = &blocks->list[i];

        if (block->rule && block->rule->role == HEADING_CLOSE && w->in_body)
            break;
        if (!w->in_body && opens_body(w, block)) {
            w->in_body = true;
            open_section(w, NULL, w->part_area,
                         w->framework->is_letter ? "context" : "finding", NULL);
        }
        if (is_judgement_row(w, block))
            judgement_row(w, block);
        else if (is_ungraded_row(w, block))
            ungraded_row(w, block);
        else if (w->in_record)
            mainfindings_block(&w->record, block);
        else if (w->in_body || block->kind == BLOCK_HEADING ||
                 (block->kind == BLOCK_ROW && block->rule))
            block_of_body(w, block);
    }
    mainfindings_fini(&w->record);
}

/* Graded headings are judgements too, where the record has none of that name.
 */
static void
add_heading_judgements(struct walk *w)
{
    const struct report *r = w->report;

    for (size_t s = 0; s < r->n_sections; s++) {
        const struct section *section = &r->sections[s];
        if (section->is_judgement && section->heading &&
            judging_find(r, section->area, section->heading,
                         strlen(section->heading)) == NO_JUDGEMENT)
            report_add_judgement(w->report, section->area, section->heading,
                                 section->grade, "heading");
    }
}

/* A report from its lines, which are freed. */
static bool
read_lines(const char *source,
           struct lines *lines,
           struct report *out,
           char reason[REASON_SIZE])
{
    const struct framework *framework = framework_of(lines);
    struct blocks blocks;

    *out = (struct report){0};
    blocks_read(lines, framework, &blocks);
    out->source = xstrdup(source);
    out->framework = framework->name;
    cover_read(&blocks, framework, out);
    struct walk w = {.framework = framework,
                     .report = out,
                     .record = {.framework = framework, .report = out},
                     .part_area = framework->themes
                                      ? cover_theme(&blocks, framework)
                                      : framework->area};
    walk_blocks(&w, &blocks);
    add_heading_judgements(&w);
    judging_grade(out, framework->is_graded);
    oddities_find(out);
    report_name(out);
    blocks_fini(&blocks);
    lines_fini(lines);
    if (out->n_paragraphs == 0) {
        snprintf(reason, REASON_SIZE, "no paragraph was found in it");
        report_fini(out);
        return false;
    }
    return true;
}

/* By what the bytes are, not by the name, but for records; and what has a PDF's
 * name and is none is a page that was saved for it. */
bool
reading_bytes(const char *source,
              const char *bytes,
              size_t len,
              struct reports *out,
              char reason[REASON_SIZE])
{
    struct lines lines;
    bool is_read;

    *out = (struct reports){0};
    if (has_ending(source, ".jsonl"))
        return jsonl_read(source, bytes, len, out, reason);
    if (pdf_is(bytes, len))
        is_read = pdf_read(bytes, len, &lines, reason);
    else
        is_read = lines_read(bytes, len, &lines, reason);
    if (is_read && !lines.has_type && has_ending(source, ".pdf")) {
        snprintf(reason, REASON_SIZE,
                 "it has a PDF's name, but is text; name it .txt");
        lines_fini(&lines);
        is_read = false;
    }
    if (is_read && read_lines(source, &lines, reports_add(out), reason))
        return true;
    out->count = 0; /* it is empty already */
    reports_fini(out);
    return false;
}
