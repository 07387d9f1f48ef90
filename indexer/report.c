/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report.h"

#include <stdlib.h>

const char *
report_date(const struct report *report)
{
    return *report->inspected_to ? report->inspected_to : report->published;
}

void
report_fini(struct report *report)
{
    for (size_t i = 0; i < report->n_sections; i++)
        free(report->sections[i].heading);
    for (size_t i = 0; i < report->n_paragraphs; i++) {
        free(report->paragraphs[i].id);
        free(report->paragraphs[i].text);
    }
    for (size_t i = 0; i < report->n_judgements; i++)
        free(report->judgements[i].name);
    free(report->sections);
    free(report->paragraphs);
    free(report->judgements);
    free(report->id);
    free(report->source);
    free(report->title);
    free(report->authority);
    free(report->lead_inspector);
    *report = (struct report){0};
}
