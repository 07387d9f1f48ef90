/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "read_text.h"

#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

struct report
read_report(const char *text)
{
    struct report_list reports;
    char reason[REASON_SIZE] = "", *bytes = memory_strdup(text);

    if (!reading_bytes("2010/some report.txt", bytes, strlen(bytes), &reports,
                       reason))
        fail_msg("refused: %s", reason);
    free(bytes);
    assert_int_equal(reports.count, 1);
    const struct report report = reports.list[0];
    free(reports.list);
    return report;
}

const struct paragraph *
paragraph_of(const struct report *report, const char *id)
{
    for (size_t i = 0; i < report->n_paragraphs; i++)
        if (strcmp(report->paragraphs[i].id, id) == 0)
            return &report->paragraphs[i];
    fail_msg("no paragraph %s", id);
    return NULL;
}

const struct section *
section_of(const struct report *report, const char *id)
{
    return &report->sections[paragraph_of(report, id)->section];
}

void
assert_grade(const struct report *report,
             const char *id,
             const char *grade,
             const char *source)
{
    const struct paragraph *p = paragraph_of(report, id);

    if (strcmp(p->grade, grade) != 0 || strcmp(p->grade_source, source) != 0)
        fail_msg("paragraph %s is %s by %s, not %s by %s", id, p->grade,
                 p->grade_source, grade, source);
}

void
assert_judged_by(const struct report *report, const char *id, const char *name)
{
    const size_t j = paragraph_of(report, id)->judgement;

    assert_true(j < report->n_judgements);
    assert_string_equal(report->judgements[j].name, name);
}

void
assert_judgements(const struct report *report,
                  const struct judged *wanted,
                  size_t count)
{
    for (size_t i = 0; i < report->n_judgements && i < count; i++) {
        assert_string_equal(report->judgements[i].name, wanted[i].name);
        assert_string_equal(report->judgements[i].area, wanted[i].area);
        assert_string_equal(report->judgements[i].grade, wanted[i].grade);
        assert_string_equal(report->judgements[i].source, wanted[i].source);
    }
    assert_int_equal(report->n_judgements, count);
}
