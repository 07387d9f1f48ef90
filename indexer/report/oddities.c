/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/oddities.h"
#include "base/utf8.h"
#include "terms/grades.h"
#include "report/judging.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum {
    ODDITY_SIZE = 320,
    QUOTED_MAX = 80 /* bytes */
};

__attribute__((format(printf, 4, 5))) static void
add(struct report *report,
    unsigned line,
    unsigned page,
    const char *format,
    ...)
{
    char text[ODDITY_SIZE];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    report_add_oddity(report, line, page, text);
}

/* A list may start again at one; after it, the earlier numbers may continue. */
static void
check_numbers(struct report *report)
{
    int last = 0, broken_off = 0;

    for (size_t i = 0; i < report->n_paragraphs; i++) {
        const struct paragraph *p = &report->paragraphs[i];
        const int number = p->number;
        if (number == 0 || p->item > 0)
            continue;
        if (number == 1 && last > broken_off)
            broken_off = last;
        if (number == last)
            add(report, p->line, p->page, "paragraph %d appears twice", number);
        else if (number != 1 && number != last + 1 && number != broken_off + 1)
            add(report, p->line, p->page,
                last == 0 ? "the first paragraph is numbered %d"
                          : "paragraph %d follows paragraph %d",
                number, last);
        last = number;
    }
}

/* The first paragraph of a section; if it has none, one without a place. */
static const struct paragraph *
first_of(const struct report *report, size_t section)
{
    static const struct paragraph nowhere;

    for (size_t i = 0; i < report->n_paragraphs; i++)
        if (report->paragraphs[i].section == section)
            return &report->paragraphs[i];
    return &nowhere;
}

/* How many bytes of a name there is room for. */
static int
quoted(const char *name)
{
    return (int)utf8_within(name, QUOTED_MAX);
}

static void
check_headings(struct report *report)
{
    for (size_t s = 0; s < report->n_sections; s++) {
        const struct section *section = &report->sections[s];
        if (section->graded_by != s || !section->heading)
            continue;
        const size_t j = judging_of_section(report, s);
        if (j == NO_JUDGEMENT ||
            strcmp(report->judgements[j].grade, section->grade) == 0)
            continue;
        const struct paragraph *first = first_of(report, s);
        add(report, first->line, first->page,
            "the heading \"%.*s\" is graded %s, but the %s has %s for \"%.*s\"",
            quoted(section->heading), section->heading, section->grade,
            report->judgements[j].source, report->judgements[j].grade,
            quoted(report->judgements[j].name), report->judgements[j].name);
    }
}

/* How many bytes of the first sentence there is room for, in whole words. */
static int
quoted_sentence(const char *text)
{
    size_t len = grade_first_sentence(text);

    if (len > QUOTED_MAX)
        for (len = QUOTED_MAX; len > 0 && text[len] != ' ';)
            len--;
    return (int)len;
}

/* Report sentences whose grade differs from that of their judgement. If the
 * sentence is about a part of the judgement only, both may be right. */
static void
check_sentences(struct report *report)
{
    for (size_t i = 0; i < report->n_paragraphs; i++) {
        const struct paragraph *p = &report->paragraphs[i];
        if (strcmp(p->grade_source, "stated") != 0 ||
            p->judgement == NO_JUDGEMENT)
            continue;
        const struct judgement *judgement = &report->judgements[p->judgement];
        if (strcmp(judgement->grade, p->grade) != 0)
            add(report, p->line, p->page,
                "\"%.*s\" states %s, but the %s has %s for \"%.*s\"",
                quoted_sentence(p->text), p->text, p->grade, judgement->source,
                judgement->grade, quoted(judgement->name), judgement->name);
    }
}

void
oddities_find(struct report *report)
{
    char day[DAY_SIZE];

    if (strcmp(report->framework, "other") == 0)
        add(report, 0, 0,
            "the kind of inspection was not recognised; it is read as "
            "\"other\"");
    if (!report->authority && !report->provider)
        add(report, 0, 0, "the authority was not recognised");
    report_date(report, day);
    if (!*day)
        add(report, 0, 0, "no date of inspection or publication was found");
    check_numbers(report);
    check_headings(report);
    check_sentences(report);
}
