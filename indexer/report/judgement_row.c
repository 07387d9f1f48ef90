/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/judgement_row.h"
#include "base/memory.h"
#include "base/text.h"
#include "report/judging.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { CELL_MAX = 40 }; /* bytes; a longer cell is not in place of a grade */

/* Whether the row is one of the table, with a grade or without. The names recur
 * as headings of the body, but without the number that some have in the table.
 */
static bool
is_row(const struct block *block, size_t name, bool in_body)
{
    const bool is_numbered = isdigit((unsigned char)*block->text);

    if (block->grade)
        return !block->rule || !in_body || is_numbered;
    return block->text[name] && strlen(block->text + name) <= CELL_MAX &&
           (!in_body || is_numbered);
}

static void
add_judgement(struct report *report,
              const struct block *block,
              size_t len,
              const char *area)
{
    const size_t number = strspn(block->text, "0123456789. ");
    char *name = memory_strndup(block->text + number, len - number);

    judging_add(report, area, name, block->grade, "table");
    free(name);
}

/* The table says "Not judged", for example. */
static void
add_gap(struct report *report, const struct block *block, size_t len)
{
    struct text oddity = {0};

    text_add_string(&oddity, "the table has no grade for \"");
    text_add(&oddity, block->text, len);
    text_add_string(&oddity, "\": ");
    text_add_string(&oddity, block->text + len + 1);
    report_add_oddity(report, block->line, block->page, oddity.bytes);
    free(oddity.bytes);
}

/* Take a row that is a judgement because a grade is printed in it
 * (printed_grades.h), once: it may recur in a summary. */
static enum judgement_row
take_printed(struct report *report,
             const struct framework *framework,
             const struct block *block)
{
    const size_t len = strlen(block->text);
    const char *area = framework_judgement(framework, block->text, len);

    if (!block->grade || block->rule)
        return JUDGEMENT_ROW_NONE;
    area = area ? area : framework->area;
    if (!judging_has(report, area, block->text))
        judging_add(report, area, block->text, block->grade, "table");
    return JUDGEMENT_ROW_PRINTED;
}

enum judgement_row
judgement_row_take(struct report *report,
                   const struct framework *framework,
                   const struct block *block,
                   bool in_body)
{
    const size_t len = strcspn(block->text, "\t"); /* of the name */

    if (framework->is_by_print)
        return block->kind == BLOCK_ROW ? take_printed(report, framework, block)
                                        : JUDGEMENT_ROW_NONE;
    if (block->kind != BLOCK_ROW || !is_row(block, len, in_body))
        return JUDGEMENT_ROW_NONE;
    const char *area = framework_judgement(framework, block->text, len);
    if (!area)
        return JUDGEMENT_ROW_NONE;
    if (!block->grade) {
        add_gap(report, block, len);
        return JUDGEMENT_ROW_UNGRADED;
    }
    add_judgement(report, block, len, area);
    return JUDGEMENT_ROW_GRADED;
}
