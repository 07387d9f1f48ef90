/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/sections.h"
#include "base/memory.h"
#include "base/words.h"
#include "terms/areas.h"
#include "terms/polarity.h"

#include <stdlib.h>
#include <string.h>

struct section *
sections_last(struct report *report)
{
    return &report->sections[report->n_sections - 1];
}

static struct section *
add(struct report *r)
{
    r->sections = memory_grow(r->sections, r->n_sections, sizeof *r->sections);
    return &r->sections[r->n_sections++];
}

void
sections_open(struct report *report,
              const char *heading,
              const char *area,
              const char *kind,
              const char *grade)
{
    struct section *section = add(report);

    *section = (struct section){.area = area,
                                .kind = kind,
                                .grade = grade,
                                .graded_by = grade ? report->n_sections - 1
                                                   : NO_SECTION};
    if (!heading)
        return;
    section->heading = memory_strndup(heading, strcspn(heading, "\t"));
    char *words = words_plain(heading, strlen(heading));
    section->second_area = areas_second(words, area);
    section->polarity = polarity_of_heading(words);
    free(words);
}

void
sections_continue(struct report *report, size_t section)
{
    struct section *copy = add(report);

    *copy = report->sections[section];
    copy->size = 0; /* only the original is above other headings */
    if (copy->heading)
        copy->heading = memory_strdup(copy->heading);
    if (copy->chapter)
        copy->chapter = memory_strdup(copy->chapter);
}

void
sections_set_chapter(struct report *report, const char *chapter)
{
    struct section *section = sections_last(report);
    char *copy = chapter ? memory_strdup(chapter) : NULL;

    free(section->chapter);
    section->chapter = copy;
}

void
sections_inherit_grade(struct report *report, size_t from)
{
    struct section *section = sections_last(report);

    section->grade = report->sections[from].grade;
    section->graded_by = report->sections[from].graded_by;
}

void
sections_inherit_second_area(struct report *report, size_t from)
{
    struct section *section = sections_last(report);

    if (strcmp(section->area, report->sections[from].area) == 0)
        section->second_area = report->sections[from].second_area;
}

void
sections_inherit_polarity(struct report *report, size_t from)
{
    struct section *section = sections_last(report);

    if (!section->polarity)
        section->polarity = report->sections[from].polarity;
}
