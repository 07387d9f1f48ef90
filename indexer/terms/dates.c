/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A date is read as a list of days. The month and year of a day may be given
 * only with a later one: "4 - 15 October 2010", "30 June to 4 July 2025", "6, 7
 * and 8 May 2019".
 */
#include "terms/dates.h"

#include "findings/schema.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* Days of a list; the longest list in a real report has four. */
enum { DAYS_MAX = 16 };

_Static_assert(DAY_SIZE == FINDINGS_DATE_SIZE, "a day is a date");

struct day {
    int day;
    int month; /* 0: not given */
    int year;
};

static int
number_at(const char **p, int most_digits)
{
    const char *s = *p;
    int n = 0, digits = 0;

    while (isdigit((unsigned char)*s) && digits <= most_digits) {
        n = n * 10 + (*s++ - '0');
        digits++;
    }
    if (digits == 0 || digits > most_digits)
        return -1;
    *p = s;
    return n;
}

static const char *
skip_blanks(const char *p)
{
    while (isspace((unsigned char)*p) || strncmp(p, "\xc2\xa0", 2) == 0)
        p += (unsigned char)*p == 0xc2 ? 2 : 1;
    return p;
}

/* The number of the month named at *p, in full or by its first three or four
 * letters; 0 if there is none. */
static int
month_at(const char **p)
{
    static const char *const names[] = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};
    size_t len = 0;

    while (isalpha((unsigned char)(*p)[len]))
        len++;
    for (int m = 0; m < 12; m++) {
        if (len >= 3 && len <= strlen(names[m]) &&
            strncasecmp(*p, names[m], len) == 0 &&
            (len == strlen(names[m]) || len <= 4)) {
            *p += len;
            return m + 1;
        }
    }
    return 0;
}

/* Skip the name of a weekday before a number. */
static const char *
skip_weekday(const char *p)
{
    static const char *const names[] = {"monday",   "tuesday", "wednesday",
                                        "thursday", "friday",  "saturday",
                                        "sunday"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strncasecmp(p, names[i], strlen(names[i])) == 0)
            return skip_blanks(p + strlen(names[i]));
    return p;
}

/* Skip what separates two days of a range or list; false if nothing does. */
static bool
separator_at(const char **p)
{
    static const char *const separators[] = {"-",
                                             "\xe2\x80\x93",
                                             "\xe2\x80\x94",
                                             "\xe2\x80\x90",
                                             "\xe2\x80\x91",
                                             ",",
                                             "&",
                                             "to",
                                             "and",
                                             "until"};
    const char *s = skip_blanks(*p);
    bool found = false;

    for (size_t i = 0; i < sizeof separators / sizeof *separators; i++) {
        const size_t len = strlen(separators[i]);
        if (strncasecmp(s, separators[i], len) != 0 ||
            (isalpha((unsigned char)*s) && isalpha((unsigned char)s[len])))
            continue;
        s = skip_blanks(s + len);
        found = true;
        i = (size_t)-1; /* ", and" */
    }
    if (found)
        *p = skip_weekday(s);
    return found;
}

static bool
day_at(const char **p, struct day *out)
{
    const char *s = *p;
    *out = (struct day){.day = number_at(&s, 2)};

    if (out->day < 1 || out->day > 31)
        return false;
    if (*s == '/') { /* 12/09/2016 */
        s++;
        out->month = number_at(&s, 2);
        if (*s++ != '/' || out->month < 1 || out->month > 12)
            return false;
        out->year = number_at(&s, 4);
        if (out->year >= 0 && out->year < 100)
            out->year += 2000;
        *p = s;
        return out->year >= 1900;
    }
    if (strncasecmp(s, "st", 2) == 0 || strncasecmp(s, "nd", 2) == 0 ||
        strncasecmp(s, "rd", 2) == 0 || strncasecmp(s, "th", 2) == 0)
        s += 2;
    *p = s;
    const char *after = skip_blanks(s);
    out->month = month_at(&after);
    if (out->month == 0)
        return true;        /* the "4" in "4 - 15 October" */
    after += *after == '.'; /* Feb. */
    *p = after;
    after = skip_blanks(after);
    if (*after == ',')
        after = skip_blanks(after + 1);
    const char *year = after;
    out->year = number_at(&year, 4);
    if (out->year < 1900) {
        out->year = 0;
        return true;
    }
    *p = year;
    return true;
}

static bool
write_day(const struct day *d, char out[DAY_SIZE])
{
    char text[DAY_SIZE], last[FINDINGS_DATE_SIZE];

    snprintf(text, sizeof text, "%04u-%02u-%02u", (unsigned)d->year % 10000,
             (unsigned)d->month % 100, (unsigned)d->day % 100);
    return findings_date_range(text, out, last);
}

/* Read the list of days at *p, and move *p past it. One that runs backwards is
 * not a range, and its end is not taken for a day by itself. */
static bool
range_at(const char **p, char first[DAY_SIZE], char last[DAY_SIZE])
{
    struct day from = {0}, to = {0}, day;
    int n = 0;

    for (; n < DAYS_MAX; n++) {
        const char *s = *p;
        if (n > 0 && !separator_at(&s))
            break;
        if (!day_at(&s, &day))
            break;
        /* A complete date ends a list if the next number has no month: "30
         * October 2018, 2 inspectors". */
        if (n > 0 && to.year > 0 && day.month == 0)
            break;
        if (n == 0)
            from = day;
        to = day;
        *p = s;
    }
    if (n == 0 || to.month == 0 || to.year == 0)
        return false;
    if (from.month == 0)
        from.month = to.month;
    if (from.year == 0)
        from.year = to.year - (from.month > to.month);
    char from_day[DAY_SIZE], to_day[DAY_SIZE];
    if (!write_day(&from, from_day) || !write_day(&to, to_day) ||
        strcmp(from_day, to_day) > 0)
        return false;
    memcpy(first, from_day, sizeof from_day);
    memcpy(last, to_day, sizeof to_day);
    return true;
}

bool
dates_find(const char *text, char first[DAY_SIZE], char last[DAY_SIZE])
{
    for (const char *p = text; *p;) {
        if (!isdigit((unsigned char)*p) ||
            (p > text && isalnum((unsigned char)p[-1]))) {
            p++;
            continue;
        }
        const char *start = p;
        if (range_at(&p, first, last))
            return true;
        if (p == start)
            p++;
    }
    return false;
}
