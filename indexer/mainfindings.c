/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mainfindings.h"
#include "grades.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

void
mainfindings_part(struct mainfindings *m, const char *area)
{
    if (m->n_areas < sizeof m->areas / sizeof *m->areas &&
        (m->n_areas == 0 || strcmp(m->areas[m->n_areas - 1], area) != 0))
        m->areas[m->n_areas++] = area;
}

/* The service area of the part of the record that we are in. */
static const char *
area_now(const struct mainfindings *m)
{
    size_t part = m->n_parts > 0 ? m->n_parts - 1 : 0;

    if (m->n_areas == 0)
        return m->framework->area;
    return m->areas[part < m->n_areas ? part : m->n_areas - 1];
}

static void
add(struct mainfindings *m, const char *name, size_t len, const char *grade)
{
    char *copy = xstrndup(name, len), *words = plain_words(name, len);

    if (m->framework->first_judgement &&
        words_begin(words, m->framework->first_judgement))
        m->n_parts++;
    report_add_judgement(m->report, area_now(m), copy, grade, "record");
    free(words);
    free(copy);
}

/* A name and a grade; or a name for the rows below. */
static void
add_row(struct mainfindings *m, const char *row)
{
    const char *last = strrchr(row, '\t');
    const size_t name = strcspn(row, "\t");
    size_t before = 0;
    const char *grade =
        last ? grade_at_end(last + 1, strlen(last + 1), GRADE_BARE, &before)
             : NULL;

    if (grade && before == 0 && name > 0)
        add(m, row, name, grade);
}

/* A name, then its grade, on the same line or the next. */
static void
add_line(struct mainfindings *m, const struct block *block)
{
    const char *text = block->text;
    size_t name = strlen(text); /* of the text, before the grade */
    const char *grade = block->grade;

    if (block->kind == BLOCK_GRADE)
        name = 0;
    else if (!grade)
        grade = grade_at_end(text, strlen(text), GRADE_BARE, &name);
    if (grade && name > 0)
        add(m, text, name, grade);
    else if (grade && m->label)
        add(m, m->label, strlen(m->label), grade);
    free(m->label);
    m->label = grade ? NULL : xstrdup(text);
}

void
mainfindings_block(struct mainfindings *m, const struct block *block)
{
    if (block->kind == BLOCK_ROW)
        add_row(m, block->text);
    else
        add_line(m, block);
}

void
mainfindings_fini(struct mainfindings *m)
{
    free(m->label);
}
