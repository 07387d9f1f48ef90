/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/published.h"
#include "base/text.h"
#include "report/grade_labels.h"
#include "terms/dates.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
    NEAR = 40,      /* blocks at the beginning, and as many at the end, in which
                       a label is looked for */
    COVER = 8,      /* blocks of a cover */
    LETTER = 16,    /* blocks from the head of a letter to its greeting */
    LINE_MAX = 160, /* bytes; a longer block is prose */
    MONTH_AT = 5,   /* bytes of the year and the hyphen in a date */
    PERIOD_MIN = 2, /* months that a report is about, without the first */
    SHORT = 60      /* bytes of a line of a cover that is not a heading */
};

/* Words with which the date of publication is printed, the surest first. */
static const char *const labels[] = {"first published",  "published",
                                     "publication date", "date of publication",
                                     "released",         "date of issue",
                                     "issue date",       "report issued",
                                     "issued",           "report date",
                                     "date of report",   "decision date",
                                     "date of decision", "adopted",
                                     "approved on",      "final",
                                     "updated",          NULL};

/* A day or a month at the text. */
static bool
date_at(const char *text, char date[DAY_SIZE])
{
    char last[DAY_SIZE], month[MONTH_SIZE];

    if (dates_at(text, date, last))
        return true;
    if (!dates_month(text, month))
        return false;
    memcpy(date, month, sizeof month);
    return true;
}

static bool
begins(const char *text, const char *with)
{
    return strncasecmp(text, with, strlen(with)) == 0;
}

/* Past "on" or "in" and blanks. */
static const char *
past_preposition(const char *p)
{
    p += strspn(p, " \t");
    if ((begins(p, "on") || begins(p, "in")) && p[2] && strchr(" :\t", p[2]))
        p += 2;
    return p + strspn(p, " \t");
}

/* Past what may be between a label and its date: "Published: ", "Released on ",
 * "Published on: ", "Final - ". Sets *is_marked if a colon or dash is. */
static const char *
past_label(const char *p, bool *is_marked)
{
    static const char *const marks[] = {":", "-", "\xe2\x80\x93",
                                        "\xe2\x80\x94", NULL};

    *is_marked = false;
    p = past_preposition(p);
    for (const char *const *mark = marks; *mark; mark++)
        if (begins(p, *mark)) {
            *is_marked = true;
            p += strlen(*mark);
            break;
        }
    return past_preposition(p);
}

/* Read the date after the label in a line. The label begins the line, or a
 * colon or dash shows that it is one, or both are in brackets at the beginning
 * of the report; what is in brackets at its end may be a reference. An earlier
 * report has a date too: "Rating at last inspection: good (published ...". */
static bool
after_label(const char *line,
            const char *label,
            bool is_head,
            char date[DAY_SIZE])
{
    bool is_marked;

    for (const char *p = line; (p = text_find(p, label)); p++) {
        if (p > line && isalpha((unsigned char)p[-1]))
            continue;
        const char *value = past_label(p + strlen(label), &is_marked);
        const bool is_label =
            p == line || is_marked || (is_head && p[-1] == '(');
        const struct span before = {line, (size_t)(p - line)};
        if (is_label && !grade_labels_past(before) && date_at(value, date))
            return true;
    }
    return false;
}

/* Whether the line is only a label, whose value may be the next one. */
static bool
is_label(const char *line, const char *label)
{
    const size_t len = strlen(label);

    return begins(line, label) && line[len + strspn(line + len, ": ")] == '\0';
}

static bool
read_label(const struct blocks *blocks, const char *label, char date[DAY_SIZE])
{
    for (size_t i = 0; i < blocks->count; i++) {
        const char *line = blocks->list[i].text;
        if ((i >= NEAR && i + NEAR < blocks->count) || strlen(line) > LINE_MAX)
            continue;
        if (after_label(line, label, i < NEAR, date) ||
            (is_label(line, label) && i + 1 < blocks->count &&
             date_at(blocks->list[i + 1].text, date)))
            return true;
    }
    return false;
}

static bool
read_labelled(const struct blocks *blocks, char date[DAY_SIZE])
{
    for (const char *const *label = labels; *label; label++)
        if (read_label(blocks, *label, date))
            return true;
    return false;
}

/* The date of a letter is a line by itself above its greeting. */
static bool
read_letter(const struct blocks *blocks, char date[DAY_SIZE])
{
    char day[DAY_SIZE] = "", last[DAY_SIZE];

    for (size_t i = 0; i < blocks->count && i < LETTER; i++) {
        const char *line = blocks->list[i].text;
        const char *end = *day ? NULL : dates_at(line, day, last);
        if (end && (*end || strcmp(day, last) != 0))
            *day = '\0';
        if (*day && begins(line, "Dear ")) {
            memcpy(date, day, DAY_SIZE);
            return true;
        }
    }
    return false;
}

/* The number at *p, which has two digits at most, and what separates it from
 * the next. */
static unsigned
figure_at(const char **p)
{
    unsigned n = 0;

    for (size_t i = 0; i < 2 && isdigit((unsigned char)**p); i++)
        n = n * 10 + (unsigned)(*(*p)++ - '0');
    *p += **p == '-' || **p == '/';
    return n;
}

/* The day in figures that a line begins with, "08-22-2014 Boats on the River",
 * if only one order of day and month is possible. */
static bool
figures_in(const char *line, char date[DAY_SIZE])
{
    const char *p = line;
    const unsigned first = figure_at(&p), second = figure_at(&p);
    const size_t digits = strspn(p, "0123456789");

    if (digits != 4 || p[4] != ' ' || first < 1 || second < 1 ||
        (first <= 12 && second <= 12 && first != second) || first > 31 ||
        second > 31 || (first > 12 && second > 12))
        return false;
    snprintf(date, DAY_SIZE, "%.4s-%02u-%02u", p, first > 12 ? second : first,
             first > 12 ? first : second);
    return true;
}

/* Whether the text ends with the number of a day: "7", "7th". The number of a
 * report, "Report 7/2018", is not one. */
static bool
ends_with_day(const char *text, size_t len)
{
    static const char *const ordinals[] = {"st", "nd", "rd", "th", NULL};
    size_t digits = 0;

    for (const char *const *o = ordinals; *o; o++)
        if (len > 2 && begins(text + len - 2, *o) &&
            isdigit((unsigned char)text[len - 3])) {
            len -= 2;
            break;
        }
    while (digits < len && isdigit((unsigned char)text[len - digits - 1]))
        digits++;
    return digits == 1 ||
           (digits == 2 && (len == digits || text[len - digits - 1] != '/'));
}

/* The month that a line begins with, or ends with after words of another kind
 * than "from" or "and", which make a period of it. */
static bool
month_in(const char *line, char date[DAY_SIZE])
{
    static const char *const periods[] = {"and", "to", "from", "since",
                                          "in",  "by", "of",   NULL};
    char month[MONTH_SIZE];

    for (const char *p = line; *p; p++) {
        const char *end = dates_month(p, month);
        if (!end || (p > line && (!isspace((unsigned char)p[-1]) || *end)))
            continue;
        size_t before = (size_t)(p - line);
        before -= before > 0;
        if (before > 0 &&
            (strchr("-/", line[before - 1]) || ends_with_day(line, before)))
            return false;
        for (const char *const *word = periods; *word; word++) {
            const size_t len = strlen(*word);
            if (before >= len && begins(line + before - len, *word) &&
                (before == len || line[before - len - 1] == ' '))
                return false;
        }
        memcpy(date, month, sizeof month);
        return true;
    }
    return false;
}

/* Whether the block, or the label on the line before it, is about the
 * inspection. */
static bool
is_of_inspection(const struct blocks *blocks, size_t i)
{
    return text_find(blocks->list[i].text, "inspection") ||
           text_find(blocks->list[i].text, "inspected") ||
           (i > 0 && strlen(blocks->list[i - 1].text) <= SHORT &&
            text_find(blocks->list[i - 1].text, "inspection date"));
}

/* A cover may have the month of publication without a label, which is not
 * before the last day of the inspection or event, if that is known. A date with
 * a day is as often that of the event, but not before a title. */
static bool
read_cover(const struct blocks *blocks, const char *last, char date[DAY_SIZE])
{
    for (size_t i = 0; i < blocks->count && i < COVER; i++) {
        const struct block *block = &blocks->list[i];
        const size_t len = strlen(block->text);
        if (block->page > 1)
            break;
        if (len <= (block->kind == BLOCK_HEADING ? LINE_MAX : SHORT) &&
            !is_of_inspection(blocks, i) &&
            (month_in(block->text, date) ||
             (!*last && block->kind == BLOCK_HEADING &&
              figures_in(block->text, date))) &&
            strncmp(date, last, MONTH_SIZE - 1) >= 0)
            return true;
    }
    return false;
}

/* The number of a month, counted from the year 0. */
static int
months_of(const char *day)
{
    const long year = strtol(day, NULL, 10);

    return (int)(year * 12 + strtol(day + MONTH_AT, NULL, 10));
}

/* A report for a period of months, "Report on activity for 1 July 2021 to 30
 * June 2022", is as of its last day. Days of an inspection are fewer. */
static bool
read_period(const struct blocks *blocks, char date[DAY_SIZE])
{
    static const char before[] = " for ";
    const size_t len = sizeof before - 1;
    char first[DAY_SIZE], last[DAY_SIZE];

    for (size_t i = 0; i < blocks->count && i < COVER; i++) {
        const char *text = blocks->list[i].text, *at;
        if (blocks->list[i].page > 1)
            break;
        if (strlen(text) <= LINE_MAX && text_find(text, "report") &&
            dates_search(text, &at, first, last) &&
            at - text >= (ptrdiff_t)len && begins(at - len, before) &&
            months_of(last) - months_of(first) >= PERIOD_MIN) {
            memcpy(date, last, DAY_SIZE);
            return true;
        }
    }
    return false;
}

void
published_read(const struct blocks *blocks, struct report *report)
{
    char date[DAY_SIZE] = "";

    if (*report->published)
        return;
    if (read_labelled(blocks, date) || read_letter(blocks, date) ||
        read_cover(blocks, report->inspected_to, date) ||
        read_period(blocks, date))
        memcpy(report->published, date, DAY_SIZE);
}
