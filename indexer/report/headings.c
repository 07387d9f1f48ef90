/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/walking.h"
#include "blocks/prose.h"
#include "report/edges.h"
#include "report/judging.h"
#include "report/mainfindings.h"
#include "report/sections.h"

#include <glib.h>
#include <string.h>

/* Sizes of type, in points, that differ by less count as equal. */
#define SIZE_DRIFT 0.4

void
walk_begin_section(struct walk *w)
{
    w->labels = (struct labels){.kind = sections_last(w->report)->kind,
                                .polarity = sections_last(w->report)->polarity};
    w->around.kind = w->before_closing = NULL;
    w->numbered = NULL;
    w->item = 0;
}

void
walk_open_section(struct walk *w,
                  const char *heading,
                  const char *area,
                  const char *kind,
                  const char *grade)
{
    sections_open(w->report, heading, area, kind, grade);
    if (grade)
        w->graded = w->report->n_sections - 1;
    walk_begin_section(w);
}

/* Like walk_open_section(), for a heading in the framework's table. */
static void
open_known(struct walk *w,
           const struct block *block,
           const char *area,
           const char *kind)
{
    w->in_body = true;
    w->in_scale = false;
    w->before_box = NO_SECTION;
    walk_open_section(w, block->text, area, kind, block->grade);
    w->known = w->report->n_sections - 1;
    w->known_rule = block->rule;
    sections_last(w->report)->size = block->size;
    sections_last(w->report)->is_bold = block->is_bold;
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

/* Whether it is a block of prose that does not introduce a list. */
static bool
is_prose(const struct block *block)
{
    return block && block->kind == BLOCK_PROSE &&
           !prose_introduces_list(block->text);
}

/* Whether the heading of the section is set larger than the block, or bolder in
 * the same size. */
static bool
is_larger(const struct section *section, const struct block *block)
{
    const double step = section->size - block->size;

    return step > SIZE_DRIFT || (step > -SIZE_DRIFT && section->size > 0 &&
                                 section->is_bold && !block->is_bold);
}

static bool
is_empty(const struct report *report, size_t section)
{
    return report->n_paragraphs == 0 ||
           report->paragraphs[report->n_paragraphs - 1].section < section;
}

/* The section whose heading this heading is below, in a report of an unknown
 * kind: the last one, if nothing is between the headings, or else the last that
 * is set larger and is not the title. NO_SECTION if there is none. */
static size_t
section_above(const struct walk *w, const struct block *block)
{
    const struct report *r = w->report;
    const size_t last = r->n_sections - 1;

    if (r->sections[last].heading && is_empty(r, last))
        return last;
    for (size_t s = r->n_sections; s-- > 0;)
        if (r->sections[s].heading && is_larger(&r->sections[s], block) &&
            !edges_is_title(r->sections[s].heading, r->title))
            return s;
    return NO_SECTION;
}

/* A heading of a report of an unknown kind that is not in a table: it opens a
 * section of its own, of the kind of the one that it is below. */
static void
heading_by_type(struct walk *w, const struct block *block, const char *area)
{
    const size_t above = section_above(w, block);
    const char *around = w->report->sections[w->known].area;
    const char *kind =
        above == NO_SECTION ? "finding" : w->report->sections[above].kind;

    open_known(w, block, area ? area : around, kind);
    if (above != NO_SECTION)
        sections_set_chapter(w->report, w->report->sections[above].heading);
    else if (!area)
        put_in_part(w);
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

    if (w->framework->is_by_print) {
        heading_by_type(w, block, area);
        return;
    }
    /* Recommendations, strengths and weaknesses are lists, so prose leaves them
     * and is findings. Text before the first known heading of a letter is
     * context, but an unknown heading opens findings. */
    w->is_left |= next && is_prose(next) && is_prose(next + 1) &&
                  (in.polarity || strcmp(in.kind, "recommendation") == 0);
    walk_open_section(w, block->text, area ? area : in.area,
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
    walk_begin_section(w);
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
    sections_last(w->report)->judged_as = name;
    w->graded = NO_SECTION; /* it governs only what is below it, not the part */
}

static void
part(struct walk *w, const struct block *block)
{
    const struct heading_rule *rule = block->rule;

    if (w->in_scale && rule->role == HEADING_NAME) {
        walk_open_section(w, block->text, rule->area, "context", NULL);
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
    if (area && block->grade && !w->framework->is_by_print)
        open_known(w, block, area, "finding");
    else if (w->in_body)
        subheading(w, block, w->framework->is_by_print ? area : NULL);
}

void
walk_heading(struct walk *w, const struct block *block)
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
        within(w, block);
        break;
    case HEADING_DEADLINE:
        if (w->in_body &&
            strcmp(sections_last(w->report)->kind, "recommendation") != 0)
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

void
walk_grade(struct walk *w, const struct block *block)
{
    const struct report *r = w->report;
    const size_t last = r->n_sections - 1;

    if (!w->in_body || r->sections[last].graded_by == last ||
        (r->n_paragraphs > 0 &&
         r->paragraphs[r->n_paragraphs - 1].section == last))
        return;
    sections_last(w->report)->grade = block->grade;
    sections_last(w->report)->graded_by = w->graded = last;
}
