/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/walk.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/words.h"
#include "blocks/prose.h"
#include "report/judgement_row.h"
#include "report/judging.h"
#include "report/mainfindings.h"
#include "report/sections.h"
#include "terms/areas.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

struct labels {
    const char *kind;
    const char *polarity; /* or NULL */
    const char *deadline; /* or NULL */
};

struct walk {
    const struct framework *framework;
    const struct blocks *blocks;
    size_t at;      /* the current block */
    size_t opening; /* the block where the body of an unknown kind of report
                       begins */
    struct report *report;
    const char *part_area; /* of the current part of the report */
    size_t part;           /* the section that the part's heading opened; or
                              NO_SECTION */
    size_t known;          /* the section opened by the last known heading */
    bool is_left;          /* a subheading has left the known heading's list */
    const struct heading_rule *known_rule; /* or NULL */
    size_t graded;     /* the last graded section of the part; or NO_SECTION */
    size_t before_box; /* the section around a box; or NO_SECTION */
    struct labels labels; /* of the paragraphs that follow */
    struct labels around; /* of those around the list of a statement of action;
                             without a kind: not in such a list */
    bool in_body;
    bool in_record;
    bool in_scale;    /* where the meaning of the grades is explained */
    bool is_skipping; /* text that belongs to no section, up to a known heading
                       */
    bool has_table;   /* there was a table of judgements */
    bool is_greeted;  /* "Dear ..." has occurred, in a letter */
    int last_number;
    int number; /* of the paragraph that bullets belong to; 0: they are counted
                   from the heading, or from prose that introduces them */
    int item;
    struct mainfindings record;
};

static struct section *
last_section(struct walk *w)
{
    return sections_last(w->report);
}

/* What follows belongs to the last section. */
static void
begin_section(struct walk *w)
{
    w->labels = (struct labels){.kind = last_section(w)->kind,
                                .polarity = last_section(w)->polarity};
    w->around.kind = NULL;
    w->number = w->item = 0;
}

/* Open a section, with the grade printed with its heading, or NULL. */
static void
open_section(struct walk *w,
             const char *heading,
             const char *area,
             const char *kind,
             const char *grade)
{
    sections_open(w->report, heading, area, kind, grade);
    if (grade)
        w->graded = w->report->n_sections - 1;
    begin_section(w);
}

/* Like open_section(), for a heading in the framework's table. */
static void
open_known(struct walk *w,
           const struct block *block,
           const char *area,
           const char *kind)
{
    w->in_body = true;
    w->in_scale = false;
    w->before_box = NO_SECTION;
    open_section(w, block->text, area, kind, block->grade);
    w->known = w->report->n_sections - 1;
    w->known_rule = block->rule;
    w->is_left = false;
}

/* The heading of the last section is below that of the current part, if there
 * is one. */
static void
put_in_part(struct walk *w)
{
    if (w->part != NO_SECTION)
        sections_set_chapter(w->report, w->report->sections[w->part].heading);
}

/* Like open_known(), for a heading below that of the current part. */
static void
open_in_part(struct walk *w, const struct block *block, const char *kind)
{
    open_known(w, block, w->part_area, kind);
    put_in_part(w);
}

/* Make sure that the last section has these labels: if it has not, add a copy
 * of it that has. */
static void
set_labels(struct walk *w, const char *kind, const char *polarity)
{
    if (strcmp(last_section(w)->kind, kind) == 0 &&
        g_strcmp0(last_section(w)->polarity, polarity) == 0)
        return;
    sections_continue(w->report, w->report->n_sections - 1);
    last_section(w)->kind = kind;
    last_section(w)->polarity = polarity;
}

static void
add_paragraph(struct walk *w, const struct block *block, int number, int item)
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
                           .number = number,
                           .item = item,
                           .deadline = labels.deadline,
                           .judgement = NO_JUDGEMENT,
                           .text = memory_strdup(block->text)};
    const struct section *in = last_section(w);
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

static const struct block *
next_block(const struct walk *w)
{
    return w->at + 1 < w->blocks->count ? &w->blocks->list[w->at + 1] : NULL;
}

/* Whether the heading has a grade, which may be on the line below. */
static bool
is_graded(const struct walk *w, const struct block *block)
{
    const struct block *next = next_block(w);
    return block->grade || (next && next->kind == BLOCK_GRADE);
}

static bool
introduces_list(const struct block *block)
{
    const size_t len = strlen(block->text);
    return len > 0 && block->text[len - 1] == ':';
}

/* Whether it is a block of prose that does not introduce a list. */
static bool
is_prose(const struct block *block)
{
    return block && block->kind == BLOCK_PROSE && !introduces_list(block);
}

/* In a known framework, a heading that is not in its table belongs to the
 * section around it, perhaps about an area of its own. In any other report it
 * opens a section of its own. */
static void
subheading(struct walk *w, const struct block *block, const char *area)
{
    const struct section in = w->report->sections[w->known];
    const struct block *next =
        w->at + 2 < w->blocks->count ? next_block(w) : NULL;
    const char *deadline = w->labels.deadline;

    if (!w->framework->titles) {
        open_known(w, block, area ? area : in.area, "finding");
        if (!area)
            put_in_part(w);
        return;
    }
    /* Recommendations, strengths and weaknesses are lists, so prose leaves them
     * and is findings. Text before the first known heading of a letter is
     * context, but an unknown heading opens findings. */
    w->is_left |= next && is_prose(next) && is_prose(next + 1) &&
                  (in.polarity || strcmp(in.kind, "recommendation") == 0);
    open_section(w, block->text, area ? area : in.area,
                 w->is_left || !w->known_rule ? "finding" : in.kind,
                 block->grade);
    /* The heading above is the known one, unless that has been left or says
     * nothing itself. */
    const bool is_within =
        w->known_rule && w->known_rule->role == HEADING_WITHIN;
    sections_set_chapter(w->report,
                         w->is_left || is_within ? in.chapter : in.heading);
    sections_inherit_second_area(w->report, w->known);
    if (!w->is_left)
        sections_inherit_polarity(w->report, w->known);
    if (!block->grade)
        sections_inherit_grade(w->report, w->known);
    begin_section(w);
    w->labels.deadline = w->is_left ? NULL : deadline;
}

/* Whether the heading is only the topic of a list, which has the name of a
 * section but no grade. */
static bool
is_topic(const struct walk *w, const struct block *block)
{
    return w->in_body && block->rule->role == HEADING_AREA &&
           !is_graded(w, block) && w->known_rule &&
           (!w->known_rule->area || w->known_rule->role == HEADING_OVERALL);
}

static void
overall(struct walk *w, const struct block *block)
{
    static const char name[] = "Overall effectiveness";
    const char *area = block->rule->area;

    if (judging_find(w->report, area, name, strlen(name)) == NO_JUDGEMENT)
        judging_add(w->report, area, name, block->grade, "heading");
    open_known(w, block, area, "finding");
    last_section(w)->judged_as = name;
    w->graded = NO_SECTION; /* it governs only what is below it, not the part */
}

static void
part(struct walk *w, const struct block *block)
{
    const struct heading_rule *rule = block->rule;

    if (w->in_scale && rule->role == HEADING_NAME) {
        open_section(w, block->text, rule->area, "context", NULL);
        sections_set_chapter(w->report, w->report->sections[w->known].heading);
        return;
    }
    if (!w->part_area || strcmp(w->part_area, rule->area) != 0)
        w->graded = NO_SECTION;
    w->part_area = rule->area;
    mainfindings_part(&w->record, rule->area);
    open_known(w, block, rule->area, "finding");
    w->part = w->known;
}

static void
within(struct walk *w, const struct block *block)
{
    const size_t graded = w->graded;

    if (graded == NO_SECTION) {
        open_in_part(w, block, "finding");
        return;
    }
    open_known(w, block, w->report->sections[graded].area, "finding");
    sections_inherit_second_area(w->report, graded);
    if (!block->grade)
        sections_inherit_grade(w->report, graded);
    /* The graded section may itself be one within another. */
    const struct section *above = &w->report->sections[graded];
    sections_set_chapter(w->report,
                         above->chapter ? above->chapter : above->heading);
}

static void
section(struct walk *w, const struct block *block)
{
    const struct heading_rule *rule = block->rule;
    const char *kind = rule->value ? rule->value : "finding";

    if (is_topic(w, block)) {
        subheading(w, block, rule->area);
        return;
    }
    if (rule->area)
        open_known(w, block, rule->area, kind);
    else
        open_in_part(w, block, kind);
    w->in_scale = rule->role == HEADING_SCALE;
}

static void
box(struct walk *w, const struct block *block)
{
    const size_t around =
        w->before_box == NO_SECTION ? w->known : w->before_box;
    const bool was_in_body = w->in_body;

    open_known(w, block, w->part_area, "finding");
    w->before_box = was_in_body ? around : NO_SECTION;
}

/* A heading that is not in the framework's table. */
static void
unknown_heading(struct walk *w, const struct block *block)
{
    const char *area =
        framework_judgement(w->framework, block->text, strlen(block->text));

    /* It is worded differently but has a grade and names a judgement. */
    if (area && block->grade && w->framework->titles)
        open_known(w, block, area, "finding");
    else if (w->in_body)
        subheading(w, block, w->framework->titles ? NULL : area);
}

static void
heading(struct walk *w, const struct block *block)
{
    const struct heading_rule *rule = block->rule;

    if (!rule || (rule->role == HEADING_OVERALL && !block->grade)) {
        unknown_heading(w, block);
        return;
    }
    switch (rule->role) {
    case HEADING_OVERALL:
        overall(w, block);
        break;
    case HEADING_PART:
    case HEADING_NAME:
        part(w, block);
        break;
    case HEADING_AREA:
    case HEADING_SECTION:
    case HEADING_SCALE:
        section(w, block);
        break;
    case HEADING_TOPIC:
        if (w->in_body)
            subheading(w, block, rule->area);
        break;
    case HEADING_BOX:
        box(w, block);
        break;
    case HEADING_WITHIN:
        if (w->in_body)
            within(w, block);
        break;
    case HEADING_DEADLINE:
        if (w->in_body && strcmp(last_section(w)->kind, "recommendation") != 0)
            open_in_part(w, block, "recommendation");
        w->labels.deadline = rule->value;
        break;
    case HEADING_PRIORITY:
        open_in_part(w, block, "recommendation");
        w->labels.deadline = rule->value;
        break;
    case HEADING_RECORD:
        w->in_record = w->in_body;
        break;
    case HEADING_TITLE:
    case HEADING_CLOSE:
        break;
    }
}

/* A grade on a line of its own belongs to the heading, if one has just come. */
static void
grade_line(struct walk *w, const struct block *block)
{
    const struct report *r = w->report;
    const size_t last = r->n_sections - 1;

    if (!w->in_body || r->sections[last].graded_by == last ||
        (r->n_paragraphs > 0 &&
         r->paragraphs[r->n_paragraphs - 1].section == last))
        return;
    last_section(w)->grade = block->grade;
    last_section(w)->graded_by = w->graded = last;
}

/* A number that continues after a box belongs to the section around the box. */
static void
leave_box(struct walk *w, int number)
{
    if (w->before_box == NO_SECTION || w->last_number == 0 ||
        number != w->last_number + 1)
        return;
    sections_continue(w->report, w->before_box);
    begin_section(w);
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
    char *words = words_plain(block->text, strlen(block->text));

    if (introduces_list(block) && require_statement(words)) {
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
        leave_box(w, block->number);
        leave_statement(w);
        w->last_number = w->number = block->number;
        w->item = 0;
        add_paragraph(w, block, block->number, 0);
        enter_statement(w, block);
        break;
    case BLOCK_BULLET:
        add_paragraph(w, block, w->number, ++w->item);
        break;
    case BLOCK_ROW:
        if (block->rule && block->grade)
            heading(w, block);
        else if (!block->is_head)
            add_row(w, block);
        break;
    case BLOCK_PROSE:
        if (w->number > 0 && introduces_list(block))
            w->number = w->item = 0; /* its bullets are not the number's */
        leave_statement(w);
        add_paragraph(w, block, 0, 0);
        enter_statement(w, block);
        break;
    case BLOCK_SCALE: /* it explains a grade and is not a finding */
        break;
    }
}

/* The block where the body of an unknown kind of report begins: its first
 * graded heading, or paragraph that is not a line of the cover or of an imprint
 * (which ends at the next heading), or else its first line of prose. */
static size_t
opening_block(const struct blocks *blocks)
{
    size_t prose = blocks->count;
    bool in_imprint = false;

    for (size_t i = 0; i < blocks->count; i++) {
        const struct block *block = &blocks->list[i];
        if (block->rule && block->rule->role == HEADING_CLOSE)
            in_imprint = true;
        else if (block->kind == BLOCK_HEADING)
            in_imprint = false;
        if (in_imprint)
            continue;
        if (block->kind == BLOCK_NUMBERED || block->kind == BLOCK_BULLET ||
            (block->kind == BLOCK_HEADING && block->grade && !block->rule) ||
            (block->kind == BLOCK_PROSE &&
             prose_ends_sentence(block->text, strlen(block->text))))
            return i;
        if (block->kind == BLOCK_PROSE && prose == blocks->count)
            prose = i;
    }
    return prose;
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
    return !w->framework->titles && w->at == w->opening;
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

static void
take_block(struct walk *w, const struct block *block)
{
    if (w->in_body && block->rule && block->rule->role == HEADING_CLOSE)
        w->is_skipping = true;
    else if (w->is_skipping && ends_skipping(block))
        w->is_skipping = false;
    if (w->is_skipping)
        return;
    if (!w->in_body && opens_body(w, block)) {
        w->in_body = true;
        open_section(w, NULL, w->part_area,
                     w->framework->is_letter ? "context" : "finding", NULL);
    }
    w->is_greeted |= strncmp(block->text, "Dear ", 5) == 0;
    const enum judgement_row row =
        judgement_row_take(w->report, w->framework, block, w->in_body);
    w->has_table |= row == JUDGEMENT_ROW_GRADED;
    if (row != JUDGEMENT_ROW_NONE)
        return;
    if (w->in_record)
        mainfindings_block(&w->record, block);
    else if (w->in_body || block->kind == BLOCK_HEADING ||
             (block->kind == BLOCK_ROW && block->rule))
        block_of_body(w, block);
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
    struct walk w = {.framework = framework,
                     .blocks = blocks,
                     .opening = opening_block(blocks),
                     .report = report,
                     .part_area = area,
                     .part = NO_SECTION,
                     .graded = NO_SECTION,
                     .before_box = NO_SECTION,
                     .record = {.framework = framework, .report = report}};

    for (w.at = 0; w.at < blocks->count; w.at++)
        take_block(&w, &blocks->list[w.at]);
    mainfindings_fini(&w.record);
    add_heading_judgements(&w);
}
