/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Blocks -> report. One walk over the blocks, told by the framework's table
 * what each heading opens.
 */
#include "reading.h"
#include "blocks.h"
#include "cover.h"
#include "frameworks.h"
#include "grades.h"
#include "judging.h"
#include "text.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct walk {
    const struct framework *framework;
    struct report *report;
    const char *part_area; /* of the part of the report we are in */
    const char *deadline;
    bool in_body;
    bool in_record;
    bool has_own_grade; /* the section we are in: printed with its heading */
    int number;         /* that bullets belong to; 0: they count by heading */
    int item;
    const char *record_area;
    size_t record_parts;  /* parts of the record met so far */
    const char *areas[8]; /* of the body's parts, in order */
    size_t n_areas;
    char *label; /* of the record, waiting for its grade */
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
                         .grade = grade};
    w->has_own_grade = grade != NULL;
    w->deadline = NULL;
    w->number = w->item = 0;
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
                           .number = number,
                           .item = item,
                           .deadline = w->deadline,
                           .judgement = NO_JUDGEMENT,
                           .text = xstrdup(block->text)};
}

static void
add_judgement(struct walk *w,
              const char *area,
              const char *name,
              const char *grade,
              const char *source)
{
    struct report *r = w->report;

    r->judgements =
        grown(r->judgements, r->n_judgements, sizeof *r->judgements);
    r->judgements[r->n_judgements++] = (struct judgement){
        .area = area, .grade = grade, .source = source, .name = xstrdup(name)};
}

/* A judgement of the record. Its headings of service areas are not to be
 * trusted: in real reports they stand in wrong places. What tells the areas
 * apart is the judgement that each of the body's parts begins with. */
static void
add_recorded(struct walk *w, const char *name, const char *grade)
{
    char *words = plain_words(name, strlen(name));

    if (w->framework->first_judgement &&
        words_begin(words, w->framework->first_judgement)) {
        if (w->record_parts < w->n_areas)
            w->record_area = w->areas[w->record_parts];
        w->record_parts++;
    }
    add_judgement(w, w->record_area, name, grade, "record");
    free(words);
}

/* The record as a table: a name and a grade, or a name for the rows below. */
static void
record_row(struct walk *w, const char *text)
{
    const char *tab = strchr(text, '\t');
    const char *last = strrchr(text, '\t');
    size_t before = 0;
    const char *grade =
        last ? grade_at_end(last + 1, strlen(last + 1), GRADE_BARE, &before)
             : NULL;

    if (!grade || before > 0 || tab == text)
        return;
    char *name = xstrndup(text, (size_t)(tab - text));
    add_recorded(w, name, grade);
    free(name);
}

/* The record as lines: a name, then its grade, on the same line or the next.*/
static void
record_line(struct walk *w, const struct block *block)
{
    size_t before;
    const char *text = block->text;
    const char *grade =
        block->kind == BLOCK_GRADE || block->grade
            ? block->grade
            : grade_at_end(text, strlen(text), GRADE_BARE, &before);

    if (block->kind == BLOCK_GRADE)
        before = 0;
    else if (block->grade)
        before = strlen(text);
    if (!grade) {
        free(w->label);
        w->label = xstrdup(text);
        return;
    }
    char *name = before > 0 ? xstrndup(text, before) : w->label;
    if (name)
        add_recorded(w, name, grade);
    if (name != w->label)
        free(name);
    free(w->label);
    w->label = NULL;
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
        const struct block prose = {.line = block->line, .text = line.bytes};
        add_paragraph(w, &prose, 0, 0);
    }
    free(line.bytes);
}

static void
heading(struct walk *w, const struct block *block)
{
    const struct heading_rule *rule = block->rule;

    if (!rule) {
        /* A heading that we do not know is part of the section it is in. */
        if (w->in_body) {
            const struct section *in = last_section(w);
            const char *deadline = w->deadline;
            open_section(w, block->text, in->area, in->kind,
                         block->grade ? block->grade : in->grade);
            w->deadline = deadline;
            w->has_own_grade = block->grade != NULL;
        }
        return;
    }
    switch (rule->role) {
    case HEADING_PART:
        w->in_body = true;
        w->part_area = rule->area;
        if (w->n_areas < sizeof w->areas / sizeof *w->areas &&
            (w->n_areas == 0 ||
             strcmp(w->areas[w->n_areas - 1], rule->area) != 0))
            w->areas[w->n_areas++] = rule->area;
        open_section(w, block->text, rule->area, "finding", block->grade);
        break;
    case HEADING_SECTION:
        w->in_body = true;
        open_section(w, block->text, rule->area ? rule->area : w->part_area,
                     rule->value ? rule->value : "finding", block->grade);
        break;
    case HEADING_DEADLINE:
        if (w->in_body)
            w->deadline = rule->value;
        break;
    case HEADING_RECORD:
        w->in_record = w->in_body;
        w->record_area = w->n_areas > 0 ? w->areas[0] : w->framework->area;
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
         r->paragraphs[r->n_paragraphs - 1].section != r->n_sections - 1))
        last_section(w)->grade = block->grade;
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
        row(w, block);
        break;
    case BLOCK_PROSE:
        add_paragraph(w, block, 0, 0);
        break;
    case BLOCK_SCALE: /* it names every grade and finds nothing */
        break;
    }
}

/* The plain words of a letter's opening: from its title to its first heading.
 */
static char *
opening_words(const struct blocks *blocks)
{
    struct text opening = {0};
    bool after_title = false;

    for (size_t i = 0; i < blocks->count; i++) {
        const struct heading_rule *rule = blocks->list[i].rule;
        if (rule && rule->role == HEADING_TITLE) {
            after_title = true;
        } else if (rule) {
            break;
        } else if (after_title) {
            text_add_string(&opening, blocks->list[i].text);
            text_add(&opening, "\n", 1);
        }
    }
    char *words = plain_words(opening.bytes ? opening.bytes : "", opening.len);
    free(opening.bytes);
    return words;
}

/* The service area of the theme's words that stand first in the text; NULL
 * where none does. What follows a "not" ("but not care leavers") is none. */
static const char *
area_named_first(const struct framework *framework, const char *words)
{
    const char *first = NULL, *area = NULL;

    for (const struct theme_rule *t = framework->themes; t->words; t++) {
        const char *at = words_find(words, t->words);
        if (!at || (first && at > first) ||
            (at - words >= 4 && memcmp(at - 4, "not ", 4) == 0))
            continue;
        first = at;
        area = t->area;
    }
    return area;
}

/* What a visit was about, from the sentence that says so, else from all of the
 * opening. */
static const char *
area_of_visit(const struct blocks *blocks, const struct framework *framework)
{
    char *words = opening_words(blocks);
    const char *area = NULL, *from = NULL;

    for (const char *const *o = framework->theme_openings; *o; o++) {
        const char *at = words_find(words, *o);
        if (at && (!from || at < from))
            from = at;
    }
    if (from)
        area = area_named_first(framework, from);
    if (!area)
        area = area_named_first(framework, words);
    free(words);
    return area ? area : framework->area;
}

/* Where the title stands, a letter's words begin. */
static bool
opens_body(const struct walk *w, const struct block *block)
{
    if (w->framework->is_letter)
        return block->rule && block->rule->role == HEADING_TITLE;
    /* Of a report that we do not know: at its first paragraph. */
    return !w->framework->title &&
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
        if (w->in_record && block->kind == BLOCK_ROW)
            record_row(w, block->text);
        else if (w->in_record)
            record_line(w, block);
        else if (w->in_body || block->kind == BLOCK_HEADING)
            block_of_body(w, block);
    }
    free(w->label);
}

/* Graded headings are judgements too, where the record has none of that name.
 */
static void
add_heading_judgements(struct walk *w)
{
    const struct report *r = w->report;

    for (size_t s = 0; s < r->n_sections; s++) {
        const struct section *section = &r->sections[s];
        if (section->grade && section->heading &&
            judging_find(r, section->area, section->heading,
                         strlen(section->heading)) == NO_JUDGEMENT)
            add_judgement(w, section->area, section->heading, section->grade,
                          "heading");
    }
}

/* Lower case, letters and figures, hyphens between. */
static char *
slug(const char *text)
{
    char *words = plain_words(text, strlen(text));

    for (char *p = words; *p; p++)
        if (*p == ' ')
            *p = '-';
    return words;
}

static void
name_report(struct report *r)
{
    const char *base = strrchr(r->source, '/');
    struct text id = {0};

    base = base ? base + 1 : r->source;
    char *name = xstrndup(base, strcspn(base, "."));
    char *authority = slug(r->authority ? r->authority : name);
    text_add_string(&id, *authority ? authority : "report");
    free(name);
    if (*report_date(r)) {
        text_add(&id, "-", 1);
        text_add_string(&id, report_date(r));
    }
    free(authority);
    r->id = id.bytes;
}

/* A paragraph's id within its report: its number and item; where there is no
 * number, or it comes again, its place. */
static void
name_paragraphs(struct report *r)
{
    int highest = 0;
    bool is_named = false; /* the number that bullets belong to */

    for (size_t i = 0; i < r->n_paragraphs; i++) {
        struct paragraph *p = &r->paragraphs[i];
        char id[64];
        if (p->number > 0 && p->item == 0) {
            is_named = p->number > highest;
            highest = is_named ? p->number : highest;
        }
        if (p->number == 0 || !is_named)
            snprintf(id, sizeof id, "p%zu", i + 1);
        else if (p->item > 0)
            snprintf(id, sizeof id, "%d.%d", p->number, p->item);
        else
            snprintf(id, sizeof id, "%d", p->number);
        p->id = xstrdup(id);
    }
}

bool
reading_text(const char *source,
             const char *bytes,
             size_t len,
             struct report *out,
             char reason[REASON_SIZE])
{
    struct lines lines;
    struct blocks blocks;

    *out = (struct report){0};
    if (!lines_read(bytes, len, &lines, reason))
        return false;
    const struct framework *framework = framework_of(&lines);
    blocks_read(&lines, framework, &blocks);

    out->source = xstrdup(source);
    out->framework = framework->name;
    cover_read(&blocks, framework, out);
    struct walk w = {.framework = framework,
                     .report = out,
                     .part_area = framework->themes
                                      ? area_of_visit(&blocks, framework)
                                      : framework->area};
    walk_blocks(&w, &blocks);
    add_heading_judgements(&w);
    judging_grade(out, framework->is_graded);
    name_report(out);
    name_paragraphs(out);
    blocks_fini(&blocks);
    lines_fini(&lines);
    if (out->n_paragraphs == 0) {
        snprintf(reason, REASON_SIZE, "no paragraph was found in it");
        report_fini(out);
        return false;
    }
    return true;
}
