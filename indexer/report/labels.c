/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/labels.h"
#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "terms/dates.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    LABEL_REACH = 4, /* blocks to search for a label's value */
    N_WAITING = 8,   /* labels that may wait for their dates */
    LINE_MAX = 160,  /* bytes; a longer block may be prose */
    NAME_MAX = 80    /* bytes; a longer line is not a name */
};

/* The start of the label's value; NULL if the line does not begin with this
 * label. */
static const char *
after_label(const char *line, const char *label)
{
    const size_t n = strlen(label);

    if (strncasecmp(line, label, n) != 0)
        return NULL;
    line += n;
    while (*line == ':' || isspace((unsigned char)*line))
        line++;
    return line;
}

/* What a labelled date is the date of. */
enum dated { OF_INSPECTION, OF_PUBLICATION, OF_ANOTHER };

static const struct date_label {
    const char *words;
    enum dated of;
} date_labels[] = {
    {"inspection date", OF_INSPECTION},
    {"date of inspection", OF_INSPECTION},
    {"dates of inspection", OF_INSPECTION},
    {"published", OF_PUBLICATION},
    {"report published", OF_PUBLICATION},
    {"publication date", OF_PUBLICATION},
    {"date of publication", OF_PUBLICATION},
    {"previous inspection", OF_ANOTHER},
    {"last inspection", OF_ANOTHER},
    {"date of previous inspection", OF_ANOTHER},
    {"dates of previous inspection", OF_ANOTHER},
    {"date of last inspection", OF_ANOTHER},
    {"dates of last inspection", OF_ANOTHER},
};

enum { N_DATE_LABELS = sizeof date_labels / sizeof *date_labels };

static const char *const other_labels[] = {"reporting inspector",
                                           "lead inspector",
                                           "age group",
                                           "website",
                                           "\xc2\xa9",
                                           NULL};

/* The words of the label that the line begins with; NULL if there is none. */
static const char *
label_at(const char *line)
{
    for (size_t i = 0; i < N_DATE_LABELS; i++)
        if (after_label(line, date_labels[i].words))
            return date_labels[i].words;
    for (const char *const *label = other_labels; *label; label++)
        if (after_label(line, *label))
            return *label;
    return NULL;
}

bool
labels_are_at(const char *line)
{
    return label_at(line) != NULL;
}

char *
labels_person(const char *text)
{
    static const char *const titles[] = {
        " hmi",        " her majesty", " his majesty", " age group", " lead",
        " senior hmi", " deputy",      " team",        NULL};
    size_t len = labels_are_at(text) ? 0 : strcspn(text, ",:;(\t");

    for (const char *const *title = titles; *title; title++)
        for (size_t i = 0; i + strlen(*title) <= len; i++)
            if (strncasecmp(text + i, *title, strlen(*title)) == 0)
                len = i;
    utf8_trim(&text, &len);
    while (len > 0 && text[len - 1] == '.')
        len--;
    for (size_t i = 0; i < len; i++)
        if (isdigit((unsigned char)text[i]))
            return NULL; /* the value of another label */
    return len > 0 && len < NAME_MAX ? memory_strndup(text, len) : NULL;
}

static void
read_inspector(const struct blocks *blocks,
               size_t from,
               size_t to,
               struct report *report)
{
    for (size_t i = from; i < to; i++) {
        const char *text = blocks->list[i].text;
        for (const char *p = text; *p && !report->lead_inspector; p++) {
            const char *name = after_label(p, "reporting inspector");
            if (!name)
                name = after_label(p, "lead inspectors");
            if (!name)
                name = after_label(p, "lead inspector");
            if (name && *name)
                report->lead_inspector = labels_person(name);
            else if (name && i + 1 < to &&
                     !labels_are_at(blocks->list[i + 1].text))
                report->lead_inspector =
                    labels_person(blocks->list[i + 1].text);
        }
    }
}

/* In a list of the inspection team the label follows the name: "Jo Example,
 * HMI, Ofsted lead inspector". */
static void
read_inspector_before(const char *text, struct report *report)
{
    static const char *const labels_after[] = {
        " ofsted lead inspector", " hmi lead inspector", " hmi, lead inspector",
        " ofsted hmi lead inspector", NULL};
    const size_t len = strcspn(text, "\t");

    for (const char *const *label = labels_after; *label; label++)
        for (size_t i = 0; len < LINE_MAX && i + strlen(*label) <= len; i++)
            if (strncasecmp(text + i, *label, strlen(*label)) == 0 &&
                !report->lead_inspector) {
                char *name = memory_strndup(text, i);
                report->lead_inspector = labels_person(name);
                free(name);
            }
}

/* The dates of a cover while they are being read. */
struct dates {
    enum dated waiting[N_WAITING]; /* labels whose date has not come yet */
    size_t n_waiting;
    struct report *report;
};

/* Past the plural at the end of a label: "s", "(s)". */
static const char *
past_plural(const char *p)
{
    return p + (strncasecmp(p, "(s)", 3) == 0 ? 3 : *p == 's' || *p == 'S');
}

/* The label of a date at p; sets *end to what follows it. NULL if there is
 * none. A line as long as prose has labels only with a colon. */
static const struct date_label *
date_label_at(const char *lines, const char *p, const char **end)
{
    const char *line = p;

    if (p > lines && !isspace((unsigned char)p[-1]))
        return NULL;
    while (line > lines && line[-1] != '\n')
        line--;
    for (size_t i = 0; i < N_DATE_LABELS; i++) {
        const size_t n = strlen(date_labels[i].words);
        if (strncasecmp(p, date_labels[i].words, n) != 0)
            continue;
        *end = past_plural(p + n);
        if (!isalpha((unsigned char)**end) &&
            (**end == ':' || strcspn(line, "\n") <= LINE_MAX))
            return &date_labels[i];
    }
    return NULL;
}

/* Whether there is anything but labels between the two places. */
static bool
says_something(const char *p, const char *end)
{
    while (p < end) {
        const char *label = label_at(p);
        if (label)
            p = past_plural(p + strlen(label));
        else if (isalnum((unsigned char)*p))
            return true;
        else
            p++;
    }
    return false;
}

/* The end of the text that may have the value of a label before p: the rest of
 * its line and the next one, where the value may be broken, or if the rest of
 * the line is empty, the next few; but not more than up to the next label. */
static const char *
reach(const char *p, const char *next)
{
    const char *end = p + strcspn(p, "\n");
    int lines = says_something(p, end < next ? end : next) ? 2 : LABEL_REACH;

    while (--lines > 0 && *end)
        end += 1 + strcspn(end + 1, "\n");
    return end < next ? end : next;
}

static void
set_days(struct report *report,
         enum dated of,
         const char *first,
         const char *last)
{
    if (of == OF_INSPECTION && !*report->inspected_to) {
        memcpy(report->inspected_from, first, DAY_SIZE);
        memcpy(report->inspected_to, last, DAY_SIZE);
    } else if (of == OF_PUBLICATION && !*report->published) {
        memcpy(report->published, first, DAY_SIZE);
    }
}

/* Give the dates in this text to the labels that wait for them: the cells of a
 * table may be read label by label, and then value by value. If there are more
 * labels than dates, the first of them have none. */
static void
take_dates(struct dates *dates, const char *p, size_t len)
{
    char first[N_WAITING][DAY_SIZE], last[N_WAITING][DAY_SIZE];
    char *text = memory_strndup(p, len);
    const char *at = text;
    size_t n = 0;

    while (n < dates->n_waiting && (at = dates_next(at, first[n], last[n])))
        n++;
    for (size_t i = 0; i < n; i++)
        set_days(dates->report, dates->waiting[dates->n_waiting - n + i],
                 first[i], last[i]);
    if (n > 0)
        dates->n_waiting = 0;
    free(text);
}

static void
read_dates(const char *lines, struct report *report)
{
    struct dates dates = {.report = report};

    for (const char *p = lines; *p;) {
        const char *next = p, *after = p;
        const struct date_label *label = NULL;
        while (*next && !(label = date_label_at(lines, next, &after)))
            next++;
        take_dates(&dates, p, (size_t)(reach(p, next) - p));
        if (!label)
            break;
        if (says_something(p, next) || dates.n_waiting == N_WAITING)
            dates.n_waiting = 0;
        dates.waiting[dates.n_waiting++] = label->of;
        p = after;
    }
}

void
labels_read(const struct blocks *blocks, size_t body, struct report *report)
{
    struct text lines = {0};

    text_add_string(&lines, "");
    for (size_t i = 0; i < body; i++) {
        text_add_string(&lines, blocks->list[i].text);
        text_add(&lines, "\n", 1);
    }
    read_dates(lines.bytes, report);
    free(lines.bytes);
    read_inspector(blocks, 0, body, report);
    for (size_t i = body; i < blocks->count && !report->lead_inspector; i++)
        if (labels_are_at(blocks->list[i].text))
            read_inspector(blocks, i, i + 1, report);
        else
            read_inspector_before(blocks->list[i].text, report);
}
