/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/mainfindings.h"
#include "base/memory.h"
#include "base/words.h"
#include "terms/grades.h"
#include "report/judging.h"

#include <stdlib.h>
#include <string.h>

void
mainfindings_part(struct mainfindings *findings, const char *area)
{
    if (findings->n_areas < sizeof findings->areas / sizeof *findings->areas &&
        (findings->n_areas == 0 ||
         strcmp(findings->areas[findings->n_areas - 1], area) != 0))
        findings->areas[findings->n_areas++] = area;
}

/* The service area of the current part of the record. */
static const char *
area_now(const struct mainfindings *findings)
{
    size_t part = findings->n_parts > 0 ? findings->n_parts - 1 : 0;

    if (findings->n_areas == 0)
        return findings->framework->area;
    return findings
        ->areas[part < findings->n_areas ? part : findings->n_areas - 1];
}

static void
add(struct mainfindings *findings,
    const char *name,
    size_t len,
    const char *grade)
{
    char *copy = memory_strndup(name, len), *words = words_plain(name, len);

    if (findings->framework->first_judgement &&
        words_begin(words, findings->framework->first_judgement))
        findings->n_parts++;
    const char *area = framework_judgement(findings->framework, name, len);
    judging_add(findings->report, area ? area : area_now(findings), copy, grade,
                "record");
    free(words);
    free(copy);
}

/* Read a row of a name and a grade. A row without a grade is a heading, which
 * is ignored. */
static void
add_row(struct mainfindings *findings, const char *row)
{
    const char *last = strrchr(row, '\t');
    const size_t name = strcspn(row, "\t");
    size_t before = 0;
    const char *grade =
        last ? grade_at_end(findings->framework->grades, last + 1,
                            strlen(last + 1), GRADE_BARE, &before)
             : NULL;

    if (grade && before == 0 && name > 0)
        add(findings, row, name, grade);
}

/* Read a name and then its grade, on the same line or the next. */
static void
add_line(struct mainfindings *findings, const struct block *block)
{
    const char *text = block->text;
    size_t name = strlen(text); /* length of the name before the grade */
    const char *grade = block->grade;

    if (block->kind == BLOCK_GRADE)
        name = 0;
    else if (!grade)
        grade = grade_at_end(findings->framework->grades, text, strlen(text),
                             GRADE_BARE, &name);
    if (grade && name > 0)
        add(findings, text, name, grade);
    else if (grade && findings->label)
        add(findings, findings->label, strlen(findings->label), grade);
    free(findings->label);
    findings->label = grade ? NULL : memory_strdup(text);
}

void
mainfindings_block(struct mainfindings *findings, const struct block *block)
{
    if (block->kind == BLOCK_ROW)
        add_row(findings, block->text);
    else
        add_line(findings, block);
}

void
mainfindings_fini(struct mainfindings *findings)
{
    free(findings->label);
}
