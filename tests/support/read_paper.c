/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "read_paper.h"

#include <stdlib.h>
#include <string.h>

struct report
read_paper(const char *source)
{
    struct report_list reports;
    char reason[REASON_SIZE] = "";
    size_t len;
    char *bytes = typeset(source, &len);

    if (!reading_bytes("2020/some paper.pdf", bytes, len, &reports, reason))
        fail_msg("refused: %s", reason);
    assert_int_equal(reports.count, 1);
    const struct report report = reports.list[0];
    free(reports.list);
    free(bytes);
    return report;
}

const struct paragraph *
paragraph_that_begins(const struct report *report, const char *words)
{
    for (size_t i = 0; i < report->n_paragraphs; i++)
        if (strncmp(report->paragraphs[i].text, words, strlen(words)) == 0)
            return &report->paragraphs[i];
    fail_msg("no paragraph \"%s\"", words);
    return NULL;
}

bool
is_anywhere(const struct report *report, const char *words)
{
    for (size_t i = 0; i < report->n_paragraphs; i++)
        if (strstr(report->paragraphs[i].text, words))
            return true;
    return false;
}

void
assert_placed(const struct report *report, const struct placed *wanted)
{
    for (; wanted->words; wanted++) {
        const struct paragraph *p =
            paragraph_that_begins(report, wanted->words);
        const struct section *section = &report->sections[p->section];
        const char *grade = section->grade ? section->grade : "";
        if (strcmp(section->area, wanted->area) != 0 ||
            strcmp(section->kind, wanted->kind) != 0 ||
            strcmp(grade, wanted->grade ? wanted->grade : "") != 0)
            fail_msg("\"%s\" is %s, %s, %s", wanted->words, section->area,
                     section->kind, grade);
    }
}
