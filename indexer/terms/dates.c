/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A date is read as a list of days. The month and year of a day may be given
 * only with a later one: "4 - 15 October 2010", "30 June to 4 July 2025", "6, 7
 * and 8 May 2019". The year may also be given only with an earlier one: "28
 * November 2022 to 9 January".
 *
 * Days in figures are read as in Britain, the day first, unless only the second
 * number can be the day.
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

/* Whether the letters are a month's name: in full, its first three or four, or
 * misspelt between its first three and last two ("Febuary"). */
static bool
is_month(const char *p, size_t len, const char *name)
{
    const size_t full = strlen(name);

    if (len < 3 || strncasecmp(p, name, 3) != 0)
        return false;
    if (len <= 4 && len <= full)
        return strncasecmp(p, name, len) == 0;
    return len >= full - 1 && len <= full + 1 && len > 4 &&
           strncasecmp(p + len - 2, name + full - 2, 2) == 0;
}

/* The number of the month named at *p; 0 if there is none. */
static int
month_at(const char **p)
{
    static const char *const names[] = {
        "january", "february", "march",     "april",   "may",      "june",
        "july",    "august",   "september", "october", "november", "december"};
    size_t len = 0;

    while (isalpha((unsigned char)(*p)[len]))
        len++;
    for (int m = 0; m < 12; m++)
        if (is_month(*p, len, names[m])) {
            *p += len;
            return m + 1;
        }
    return 0;
}

/* Skip the name of a weekday before a number, in full or its first letters:
 * "Friday, ", "Fri ". */
static const char *
skip_weekday(const char *p)
{
    static const char *const names[] = {"monday",   "tuesday", "wednesday",
                                        "thursday", "friday",  "saturday",
                                        "sunday"};
    size_t len = 0;

    while (isalpha((unsigned char)p[len]))
        len++;
    for (size_t i = 0; len >= 3 && i < sizeof names / sizeof *names; i++)
        if (len <= strlen(names[i]) && strncasecmp(p, names[i], len) == 0)
            return skip_blanks(p + len + strspn(p + len, ".,"));
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
                                             "\xe2\x80\x92",
                                             "\xe2\x80\x95",
                                             "\xe2\x88\x92",
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

/* A day in figures: "12/09/2016", "12.09.2016". Where the second number cannot
 * be a month, the first one is: "09/28/2016". */
static bool
figures_at(const char **p, struct day *out)
{
    const char *s = *p;

    out->day = number_at(&s, 2);
    const char mark = *s;
    if (!mark || !strchr("/.-", mark))
        return false;
    s++;
    out->month = number_at(&s, 2);
    if (*s++ != mark)
        return false;
    if (out->month > 12 && out->month <= 31 && out->day <= 12) {
        const int day = out->month;
        out->month = out->day;
        out->day = day;
    }
    const char *year = s;
    out->year = number_at(&s, 4);
    if (mark != '/' && s - year != 4)
        return false; /* the number of a section */
    if (out->year >= 0 && out->year < 100)
        out->year += 2000;
    if (out->day < 1 || out->day > 31 || out->month < 1 || out->month > 12 ||
        out->year < 1900)
        return false;
    *p = s;
    return true;
}

/* A day of a table: "24-Feb-21". */
static bool
dashed_at(const char **p, struct day *out)
{
    const char *s = *p;

    out->day = number_at(&s, 2);
    if (out->day < 1 || out->day > 31 || *s++ != '-')
        return false;
    out->month = month_at(&s);
    if (out->month == 0 || *s++ != '-')
        return false;
    out->year = number_at(&s, 4);
    if (out->year >= 0 && out->year < 100)
        out->year += 2000;
    *p = s;
    return out->year >= 1900;
}

/* A day as computers write it: "2016-09-12". */
static bool
iso_at(const char **p, struct day *out)
{
    const char *s = *p;

    out->year = number_at(&s, 4);
    if (s - *p != 4 || out->year < 1900 || *s++ != '-')
        return false;
    const char *month = s;
    out->month = number_at(&s, 2);
    if (s - month != 2 || out->month < 1 || out->month > 12 || *s++ != '-')
        return false;
    const char *day = s;
    out->day = number_at(&s, 2);
    if (s - day != 2 || out->day < 1 || out->day > 31)
        return false;
    *p = s;
    return true;
}

/* A day that is written without words around its numbers. */
static bool
in_figures(const char **p, struct day *out)
{
    static bool (*const forms[])(const char **, struct day *) = {
        figures_at, dashed_at, iso_at};

    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct day day = {0};
        if (forms[i](p, &day)) {
            *out = day;
            return true;
        }
    }
    return false;
}

static bool
day_at(const char **p, struct day *out)
{
    const char *s = *p;
    *out = (struct day){.day = number_at(&s, 2)};

    if (in_figures(p, out))
        return true;
    if (out->day < 1 || out->day > 31 || *s == '/')
        return false;
    if (strncasecmp(s, "st", 2) == 0 || strncasecmp(s, "nd", 2) == 0 ||
        strncasecmp(s, "rd", 2) == 0 || strncasecmp(s, "th", 2) == 0)
        s += 2;
    *p = s;
    const char *after = skip_blanks(s);
    if (strncasecmp(after, "of ", 3) == 0)
        after = skip_blanks(after + 3);
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

/* Give each day the month and year that are printed only with another. False if
 * none is printed. */
static bool
complete(struct day *days, int n)
{
    int known = n - 1; /* the last day with a year */

    while (known >= 0 && days[known].year == 0)
        known--;
    if (known < 0 || days[n - 1].month == 0)
        return false;
    for (int i = n - 2; i >= 0; i--)
        if (days[i].month == 0)
            days[i].month = days[i + 1].month;
    for (int i = known + 1; i < n; i++)
        days[i].year = days[i - 1].year + (days[i].month < days[i - 1].month);
    for (int i = known - 1; i >= 0; i--)
        if (days[i].year == 0)
            days[i].year =
                days[i + 1].year - (days[i].month > days[i + 1].month);
    return true;
}

/* Read the list of days at *p, and move *p past it. One that runs backwards is
 * not a range, and its end is not taken for a day by itself. */
static bool
range_at(const char **p, char first[DAY_SIZE], char last[DAY_SIZE])
{
    struct day days[DAYS_MAX];
    int n = 0;

    for (; n < DAYS_MAX; n++) {
        const char *s = *p;
        if (n > 0 && !separator_at(&s))
            break;
        if (!day_at(&s, &days[n]))
            break;
        /* A complete date ends the list, unless it is the first of two: "30
         * October 2018, 2 inspectors"; "4 - 8 May 2015 and 1 June 2015". */
        if (n > 0 && days[n - 1].year > 0 && (n > 1 || days[n].month == 0))
            break;
        *p = s;
    }
    char from[DAY_SIZE], to[DAY_SIZE];
    if (!complete(days, n) || !write_day(&days[0], from) ||
        !write_day(&days[n - 1], to) || strcmp(from, to) > 0)
        return false;
    memcpy(first, from, sizeof from);
    memcpy(last, to, sizeof to);
    return true;
}

/* Read a list of days as Americans write it at *p, and move *p past it: "August
 * 24, 2004", "August 30 - September 2, 2004". */
static bool
american_at(const char **p, char first[DAY_SIZE], char last[DAY_SIZE])
{
    struct day days[DAYS_MAX];
    const char *s = *p, *end = NULL;
    int n = 0;

    for (int month = 0; n < DAYS_MAX && !end; n++) {
        if (n > 0 && !separator_at(&s))
            return false;
        const char *name = s;
        const int named = month_at(&s);
        month = named ? named : month;
        s += named && *s == '.';
        s = skip_blanks(s);
        if (month == 0 || (named && s == name))
            return false;
        days[n] = (struct day){.day = number_at(&s, 2), .month = month};
        if (days[n].day < 1 || days[n].day > 31 || isalpha((unsigned char)*s))
            return false;
        const char *year = skip_blanks(s + (*s == ','));
        days[n].year = number_at(&year, 4);
        if (days[n].year >= 1900)
            end = year;
        else
            days[n].year = 0;
    }
    char from[DAY_SIZE], to[DAY_SIZE];
    if (!end || !complete(days, n) || !write_day(&days[0], from) ||
        !write_day(&days[n - 1], to) || strcmp(from, to) > 0)
        return false;
    memcpy(first, from, sizeof from);
    memcpy(last, to, sizeof to);
    *p = end;
    return true;
}

/* Past a second range, of days when inspectors came back. */
static const char *
past_return(const char *p)
{
    char first[DAY_SIZE], last[DAY_SIZE];

    for (const char *s = p; separator_at(&s) && range_at(&s, first, last);)
        p = s;
    return p;
}

const char *
dates_search(const char *text,
             const char **at,
             char first[DAY_SIZE],
             char last[DAY_SIZE])
{
    for (const char *p = text; *p;) {
        const bool begins = p == text || !isalnum((unsigned char)p[-1]);
        const char *start = p;
        *at = start;
        if (begins && isupper((unsigned char)*p) &&
            american_at(&p, first, last))
            return p;
        if (begins && isdigit((unsigned char)*p) && range_at(&p, first, last))
            return past_return(p);
        if (p == start)
            p++;
    }
    return NULL;
}

const char *
dates_next(const char *text, char first[DAY_SIZE], char last[DAY_SIZE])
{
    const char *at;
    return dates_search(text, &at, first, last);
}

bool
dates_find(const char *text, char first[DAY_SIZE], char last[DAY_SIZE])
{
    return dates_next(text, first, last) != NULL;
}

const char *
dates_at(const char *text, char first[DAY_SIZE], char last[DAY_SIZE])
{
    const char *p = text;

    return isdigit((unsigned char)*p) && range_at(&p, first, last) ? p : NULL;
}

const char *
dates_month(const char *text, char month[MONTH_SIZE])
{
    const char *p = text;
    const int number = month_at(&p);

    p = skip_blanks(p + (*p == ','));
    const int year = number > 0 ? number_at(&p, 4) : -1;
    if (year < 1900 || isdigit((unsigned char)*p))
        return NULL;
    snprintf(month, MONTH_SIZE, "%04u-%02u", (unsigned)year % 10000,
             (unsigned)number % 100);
    return p;
}
