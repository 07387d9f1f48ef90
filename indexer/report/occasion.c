/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/occasion.h"
#include "base/memory.h"
#include "base/text.h"
#include "report/labelled.h"
#include "report/titles.h"

#include "findings/schema.h"

#include <ctype.h>
#include <string.h>
#include <stdlib.h>

enum {
    GREETING_REACH = 40, /* blocks: of the first page of a letter */
    OPENING = 4,         /* blocks of a letter that say when the visit was */
    FRONT = 60,          /* blocks where dates may be printed in prose */
    LABEL_MAX = 60,      /* bytes; a longer text before a date is prose */
    LETTERS_SIZE = 128,
    WEEKDAY_REACH = 14, /* bytes of "On Wednesday " */
    YEAR = 4,           /* figures */
    EVENT_REACH = 90    /* bytes of a sentence before the date of an event */
};

size_t
occasion_greeting(const struct blocks *blocks)
{
    for (size_t i = 0; i < blocks->count && i < GREETING_REACH; i++)
        if (strncmp(blocks->list[i].text, "Dear ", 5) == 0)
            return i;
    return blocks->count;
}

bool
occasion_is_letter(const struct blocks *blocks)
{
    return occasion_greeting(blocks) < blocks->count;
}

static bool
has_any(const char *letters, const char *const *words)
{
    for (; *words; words++)
        if (strstr(letters, *words))
            return true;
    return false;
}

/* What the words before a date say that it is the date of. */
enum dated { OF_NOTHING, OF_OCCASION, OF_ANOTHER };

/* Parts of labels, as letters (labelled.h). */
static const char *const of_another[] = {
    "previous", "last", "prior",     "next",    "earlier", "since", "regist",
    "birth",    "due",  "following", "updated", "recent",  NULL};
static const char *const occasions[] = {
    "inspect",  "visit",   "fieldwork", "occurrence", "accident", "incident",
    "datetime", "andtime", "event",     "assessment", NULL};
static const char *const of_time[] = {"date",    "time", "period",
                                      "between", "days", NULL};
/* The ends of labels whose dates published.c reads. */
static const char *const publications[] = {"published",
                                           "reportpublished",
                                           "publicationdate",
                                           "dateofpublication",
                                           "datepublished",
                                           "firstpublished",
                                           "reportissued",
                                           "dateofissue",
                                           "issuedate",
                                           "dateofreport",
                                           "reportdate",
                                           "released",
                                           "dateofrelease",
                                           "reportpublicationdate",
                                           "publishedon",
                                           "dateofreportpublication",
                                           NULL};
static const char *const bare[] = {"inspected",
                                   "inspectedon",
                                   "inspection",
                                   "visitedon",
                                   "fieldwork",
                                   "sitevisit",
                                   "completedon",
                                   "inspectiontookplaceon",
                                   "inspectioncarriedouton",
                                   NULL};

static bool
is_any(const char *letters, const char *const *words)
{
    while (*words && strcmp(*words, letters) != 0)
        words++;
    return *words != NULL;
}

static bool
ends_with_any(const char *letters, const char *const *words)
{
    const size_t len = strlen(letters);

    for (; *words; words++)
        if (len >= strlen(*words) &&
            strcmp(letters + len - strlen(*words), *words) == 0)
            return true;
    return false;
}

/* The last label counts, where several were printed without a line between
 * them. */
static enum dated
dated_by(const char *label, size_t len)
{
    char letters[LETTERS_SIZE];

    labelled_letters(label, len, letters, sizeof letters);
    if (has_any(letters, of_another) || ends_with_any(letters, publications))
        return OF_ANOTHER;
    if (is_any(letters, bare) ||
        (has_any(letters, occasions) && has_any(letters, of_time)))
        return OF_OCCASION;
    return has_any(letters, of_time) ? OF_ANOTHER : OF_NOTHING;
}

static void
set_occasion(struct report *report, const char *first, const char *last)
{
    if (*report->inspected_to)
        return;
    memcpy(report->inspected_from, first, DAY_SIZE);
    memcpy(report->inspected_to, last, DAY_SIZE);
}

/* Another day of the same inspection, on the next line. */
static void
add_day(struct report *report, const char *last)
{
    if (strcmp(last, report->inspected_to) > 0 &&
        strncmp(last, report->inspected_to, YEAR) == 0)
        memcpy(report->inspected_to, last, DAY_SIZE);
}

/* Whether the block is one line, which may be a label. */
static bool
may_be_label(const struct block *block)
{
    return (block->kind == BLOCK_HEADING || block->kind == BLOCK_PROSE) &&
           strlen(block->text) <= LABEL_MAX;
}

/* The label of a date: the text before it in its cell, or else the cell before,
 * or else the line before. */
static struct span
label_of(const struct blocks *blocks,
         size_t block,
         const char *cell,
         const char *from,
         const char *date)
{
    const char *text = blocks->list[block].text;
    struct span label = {from, (size_t)(date - from)};

    if (from > cell || strpbrk(cell, "\t\n") == cell)
        return label;
    for (size_t i = 0; i < label.len; i++)
        if (isalpha((unsigned char)label.text[i]))
            return label;
    if (cell > text) {
        const char *before = cell - 1;
        while (before > text && before[-1] != '\t')
            before--;
        return (struct span){before, (size_t)(cell - 1 - before)};
    }
    if (block > 0 && may_be_label(&blocks->list[block - 1])) {
        text = blocks->list[block - 1].text;
        return (struct span){text, strlen(text)};
    }
    return label;
}

/* Where the reading of labelled dates has got to. */
struct reader {
    const struct blocks *blocks;
    size_t block;
    bool is_on; /* days of the inspection may go on here */
    struct report *report;
};

/* The last of several labels and values that were printed without a line
 * between them, if a colon shows where it is. */
static struct span
last_label(struct span label)
{
    size_t len = label.len;

    while (len > 0 && label.text[len - 1] == ' ')
        len--;
    if (len == 0 || label.text[len - 1] != ':')
        return label;
    size_t from = len - 1;
    while (from > 0 && len - from < LABEL_MAX && label.text[from - 1] != ':')
        from--;
    return (struct span){label.text + from, len - from};
}

/* "Inspection end date", after a label for the first day. */
static bool
is_of_end(struct span label)
{
    static const char *const ends[] = {"enddate", "dateend", "finish", NULL};
    char letters[LETTERS_SIZE];

    labelled_letters(label.text, label.len, letters, sizeof letters);
    return has_any(letters, ends);
}

/* Take a date with its label. */
static void
take_date(struct reader *reader,
          struct span label,
          const char *first,
          const char *last)
{
    label = last_label(label);
    const enum dated of =
        label.len > LABEL_MAX ? OF_NOTHING : dated_by(label.text, label.len);

    if (of == OF_OCCASION && is_of_end(label))
        add_day(reader->report, last);
    if (of == OF_OCCASION)
        set_occasion(reader->report, first, last);
    reader->is_on = of == OF_OCCASION;
}

/* Take the dates of one cell. A date right after one of the inspection, or on
 * the line below it, is another day of the inspection. */
static void
take_cell(struct reader *reader, const char *cell)
{
    char first[DAY_SIZE], last[DAY_SIZE];
    const char *end = cell + strcspn(cell, "\t"), *from = cell;

    for (const char *at, *next;
         (next = dates_search(from, &at, first, last)) && at < end;
         from = next) {
        if (reader->is_on && strspn(from, " \n") == (size_t)(at - from))
            add_day(reader->report, last);
        else
            take_date(reader,
                      label_of(reader->blocks, reader->block, cell, from, at),
                      first, last);
    }
    reader->is_on &= from > cell && strspn(from, " \n") == strlen(from);
}

static void
take_labelled(const struct blocks *blocks, struct report *report)
{
    struct reader reader = {.blocks = blocks, .report = report};

    for (size_t i = 0; i < blocks->count; i++) {
        reader.block = i;
        for (const char *p = blocks->list[i].text; p; p = strchr(p, '\t')) {
            p += *p == '\t';
            take_cell(&reader, p);
        }
    }
}

/* The month of the inspection, where a label has no days beside it: "Date of
 * inspection: March 2014". */
static void
take_month(const struct blocks *blocks, size_t i, struct report *report)
{
    char month[MONTH_SIZE], first[DAY_SIZE], last[DAY_SIZE];

    for (const char *cell = blocks->list[i].text; cell;
         cell = strchr(cell, '\t')) {
        cell += *cell == '\t';
        for (const char *p = cell; *p && *p != '\t'; p++) {
            if ((p > cell && p[-1] != ' ') || !dates_month(p, month))
                continue;
            const struct span label =
                last_label(label_of(blocks, i, cell, cell, p));
            if (label.len <= LABEL_MAX &&
                dated_by(label.text, label.len) == OF_OCCASION &&
                findings_date_range(month, first, last))
                set_occasion(report, first, last);
        }
    }
}

static void
take_months(const struct blocks *blocks, struct report *report)
{
    for (size_t i = 0; i < blocks->count && i < FRONT; i++)
        take_month(blocks, i, report);
}

/* The days of a visit are the last that the opening of its letter mentions, but
 * not after the letter itself: an earlier inspection may be mentioned first. */
static void
take_opening(const char *text, const char *written, struct report *report)
{
    static const char *const came[] = {"visit", "inspect", NULL};
    char first[DAY_SIZE], last[DAY_SIZE], letters[LETTERS_SIZE];

    for (const char *from = text, *at, *next;
         (next = dates_search(from, &at, first, last)); from = next) {
        labelled_letters(from, (size_t)(at - from), letters, sizeof letters);
        if (!has_any(letters, came) ||
            strcmp(last, report->inspected_to) <= 0 ||
            (*written && strcmp(last, written) > 0))
            continue;
        memcpy(report->inspected_from, first, sizeof first);
        memcpy(report->inspected_to, last, sizeof last);
    }
}

/* The date of a letter is a line of its own, above the greeting. */
static void
read_letter(const struct blocks *blocks, struct report *report)
{
    const size_t greeting = occasion_greeting(blocks);
    const bool is_dated = *report->inspected_to;
    char written[DAY_SIZE] = "";

    for (size_t i = 0; i < greeting; i++) {
        char first[DAY_SIZE], last[DAY_SIZE], letters[LETTERS_SIZE];
        const char *text = blocks->list[i].text, *at;
        const char *end = dates_search(text, &at, first, last);
        if (!end)
            continue;
        labelled_letters(text, (size_t)(at - text), letters, sizeof letters);
        if (!*end && !*written && (!*letters || strcmp(letters, "date") == 0))
            memcpy(written, first, sizeof first);
    }
    for (size_t i = greeting + 1;
         !is_dated && i < blocks->count && i <= greeting + OPENING; i++)
        take_opening(blocks->list[i].text, written, report);
}

/* Whether a line of the cover has this day. */
static bool
is_on_cover(const struct blocks *blocks, size_t cover, const char *day)
{
    char first[DAY_SIZE], last[DAY_SIZE];

    for (size_t i = 0; i < cover; i++)
        for (const char *p = blocks->list[i].text;
             titles_is_line(&blocks->list[i]) &&
             (p = dates_next(p, first, last));)
            if (strcmp(first, day) == 0 && strcmp(last, day) == 0)
                return true;
    return false;
}

/* Whether a sentence begins with the date at this place: "On 17 September 2021,
 * train 8796 ...", "At about 1530 on 24 August 2004, ...". */
static bool
begins_sentence(const char *text, const char *at)
{
    if (isdigit((unsigned char)*text)) /* of a paragraph */
        text += strspn(text, "0123456789. ");
    if (at - text <= EVENT_REACH &&
        (strncmp(text, "On ", 3) == 0 || strncmp(text, "At ", 3) == 0))
        return true;
    for (int i = 3; i <= WEEKDAY_REACH && at - text >= i; i++)
        if (strncmp(at - i, "On ", 3) == 0)
            return true;
    return false;
}

/* The day of an accident, which the cover has as well. */
static void
take_event(const struct blocks *blocks, size_t cover, struct report *report)
{
    char first[DAY_SIZE], last[DAY_SIZE];

    for (size_t i = cover; i < blocks->count && i < FRONT; i++) {
        const char *text = blocks->list[i].text, *at, *next;
        for (const char *from = text;
             (next = dates_search(from, &at, first, last)); from = next)
            if (begins_sentence(text, at) && strcmp(first, last) == 0 &&
                is_on_cover(blocks, cover, first)) {
                set_occasion(report, first, last);
                return;
            }
    }
}

/* The day of a death that a line of the cover is about: "the death of a
 * prisoner on 8 April 2019". */
static void
take_death(const struct blocks *blocks, size_t cover, struct report *report)
{
    char first[DAY_SIZE], last[DAY_SIZE];

    for (size_t i = 0; i < cover; i++) {
        const char *text = blocks->list[i].text, *at;
        if (titles_is_line(&blocks->list[i]) && text_find(text, "death of ") &&
            dates_search(text, &at, first, last) && strcmp(first, last) == 0 &&
            at - text >= 4 && strncmp(at - 4, " on ", 4) == 0)
            set_occasion(report, first, last);
    }
}

/* A range of days on the cover; a single day may be that of publication. */
static void
take_range(const struct blocks *blocks, size_t cover, struct report *report)
{
    char first[DAY_SIZE], last[DAY_SIZE];
    const char *at;

    for (size_t i = 0; i < cover; i++) {
        const char *text = blocks->list[i].text;
        if (!titles_is_line(&blocks->list[i]) ||
            !dates_search(text, &at, first, last) || strcmp(first, last) == 0 ||
            dated_by(text, (size_t)(at - text)) == OF_ANOTHER)
            continue;
        set_occasion(report, first, last);
    }
}

/* The days of a sentence; where the last of them is known, the first is read
 * from it. */
static void
take_days(struct report *report, const char *first, const char *last)
{
    if (strcmp(report->inspected_from, report->inspected_to) == 0 &&
        strcmp(report->inspected_to, last) == 0)
        memcpy(report->inspected_from, first, DAY_SIZE);
    set_occasion(report, first, last);
}

/* "We inspected the home on 3 May 2014", "This inspection took place on ...".
 */
static void
take_sentence(const struct blocks *blocks, struct report *report)
{
    static const char *const came[] = {"inspectiontookplace",
                                       "inspectionwhichtookplace",
                                       "inspectionwascarriedout",
                                       "inspectedtheservice",
                                       "weinspected",
                                       "wevisited",
                                       "visittookplace",
                                       "inspectionwasconducted",
                                       "inspectionwasundertaken",
                                       "weundertookaninspection",
                                       "wecarriedout",
                                       "wemadeanunannounced",
                                       "inspectionvisittookplace",
                                       NULL};
    char first[DAY_SIZE], last[DAY_SIZE], letters[LETTERS_SIZE];
    const char *at;

    for (size_t i = 0; i < blocks->count && i < FRONT; i++) {
        const char *text = blocks->list[i].text;
        if (!dates_search(text, &at, first, last) || at - text > LETTERS_SIZE)
            continue;
        labelled_letters(text, (size_t)(at - text), letters, sizeof letters);
        if (has_any(letters, came) && !has_any(letters, of_another))
            take_days(report, first, last);
    }
}

void
occasion_read(const struct blocks *blocks, struct report *report)
{
    const size_t cover = titles_cover(blocks);

    take_labelled(blocks, report);
    if (occasion_is_letter(blocks))
        read_letter(blocks, report);
    take_event(blocks, cover, report);
    take_death(blocks, cover, report);
    take_range(blocks, cover, report);
    take_sentence(blocks, report);
    take_months(blocks, report);
}
