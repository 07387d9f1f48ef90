/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "findings/schema.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
static const struct findings_word service_areas[] = {
    {"safeguarding", "help-and-protection|child-protection"},
    {"looked-after-children", "children-in-care|children-looked-after|lac"},
    {"care-leavers", "leaving-care"},
    {"adoption", NULL},
    {"leadership", "leadership-and-management"},
    {"safeguarding-board", "lscb"},
    {"send", NULL},
    {"general", NULL},
    {NULL, NULL},
};

static const struct findings_word grades[] = {
    {"outstanding", NULL},
    {"good", NULL},
    {"requires-improvement", "requires-improvement-to-be-good"},
    {"adequate", NULL},
    {"inadequate", NULL},
    {"ungraded", "none"},
    {NULL, NULL},
};

static const struct findings_word frameworks[] = {
    {"slac", NULL},
    {"lac", NULL},
    {"sif", NULL},
    {"ilacs", NULL},
    {"focused-visit", NULL},
    {"jtai", NULL},
    {"send", NULL},
    {"other", NULL},
    {NULL, NULL},
};

static const struct findings_word kinds[] = {
    {"finding", "findings"},
    {"recommendation", "recommendations"},
    {"context", NULL},
    {NULL, NULL},
};

static const struct findings_word deadlines[] = {
    {"immediately", "now"},
    {"three-months", "within-three-months|3-months"},
    {"six-months", "within-six-months|6-months"},
    {NULL, NULL},
};

const struct findings_field findings_fields[] = {
    /* name, option, prefix, slot, length,
     * kind, weight, counted, words, help */
    {"id", NULL, "Q", -1, 0,
     FINDINGS_VALUE, 0, false, NULL,
     "a paragraph"},
    {"report", "report", "XR", 0, 0,
     FINDINGS_VALUE, 0, false, NULL,
     "one report, by its id"},
    {"authority", "authority", NULL, 1, 0,
     FINDINGS_VALUE, 0, true, NULL,
     "who was inspected"},
    {"service_area", "area", NULL, 2, 0,
     FINDINGS_VALUE, 0, true, service_areas,
     "what was inspected"},
    {"grade", "grade", NULL, 3, 0,
     FINDINGS_VALUE, 0, true, grades,
     "how it was judged"},
    {"framework", "framework", NULL, 4, 0,
     FINDINGS_VALUE, 0, false, frameworks,
     "which kind of inspection"},
    {"kind", "kind", NULL, 5, 0,
     FINDINGS_VALUE, 0, false, kinds,
     "what the paragraph is"},
    {"deadline", "deadline", NULL, 6, 0,
     FINDINGS_VALUE, 0, false, deadlines,
     "by when to be done"},
    {"date", NULL, NULL, 7, 0,
     FINDINGS_DATE, 0, false, NULL,
     "the last day of the inspection"},
    {"year", "year", NULL, 7, 4,
     FINDINGS_DATE, 0, false, NULL,
     "the year in which the inspection ended"},
    {"number", "number", NULL, 8, 0,
     FINDINGS_NUMBER, 0, false, NULL,
     "the paragraph's printed number"},
    {"section", NULL, "XS", -1, 0,
     FINDINGS_TEXT, 0.25, false, NULL,
     "the heading it stands under"},
    {"judgement", NULL, "XJ", -1, 0,
     FINDINGS_TEXT, 0.25, false, NULL,
     "the judgement it belongs to"},
};
/* clang-format on */

_Static_assert(sizeof findings_fields / sizeof findings_fields[0] <=
                   FINDINGS_FIELDS_MAX,
               "arrays of fields are of FINDINGS_FIELDS_MAX");

const size_t findings_n_fields =
    sizeof findings_fields / sizeof findings_fields[0];

const struct findings_field *
findings_field(const char *name)
{
    for (size_t i = 0; i < findings_n_fields; i++)
        if (strcmp(findings_fields[i].name, name) == 0)
            return &findings_fields[i];
    return NULL;
}

const struct findings_field *
findings_field_of_slot(unsigned slot, size_t length)
{
    for (size_t i = 0; i < findings_n_fields; i++)
        if (findings_fields[i].slot >= 0 &&
            (unsigned)findings_fields[i].slot == slot &&
            findings_fields[i].length == length)
            return &findings_fields[i];
    return NULL;
}

/* Lower case, with a hyphen for each run of blanks, hyphens and underscores:
 * how vocabularies are written. */
static void
slug(const char *text, char *out, size_t size)
{
    size_t n = 0;
    for (const char *p = text; *p && n + 1 < size; p++) {
        if (isspace((unsigned char)*p) || *p == '_' || *p == '-') {
            if (n > 0 && out[n - 1] != '-')
                out[n++] = '-';
        } else {
            out[n++] = (char)tolower((unsigned char)*p);
        }
    }
    if (n > 0 && out[n - 1] == '-')
        n--;
    out[n] = '\0';
}

static bool
is_among(const char *word, const char *list)
{
    const size_t len = strlen(word);

    if (strchr(word, '|'))
        return false;
    for (const char *p = list; p; p = strchr(p, '|')) {
        p += *p == '|';
        if (strncmp(p, word, len) == 0 && (p[len] == '|' || !p[len]))
            return true;
    }
    return false;
}

const char *
findings_field_word(const struct findings_field *field, const char *text)
{
    char wanted[64];

    if (!field->words)
        return text;
    slug(text, wanted, sizeof wanted);
    for (const struct findings_word *w = field->words; w->word; w++)
        if (strcmp(w->word, wanted) == 0 || is_among(wanted, w->also))
            return w->word;
    return NULL;
}

bool
findings_field_words(const struct findings_field *field, char *out, size_t size)
{
    size_t n = 0;

    if (!field->words)
        return false;
    for (const struct findings_word *w = field->words; w->word; w++) {
        const int written =
            snprintf(out + n, size - n, "%s%s", n > 0 ? ", " : "", w->word);
        if (written < 0 || (size_t)written >= size - n)
            return false;
        n += (size_t)written;
    }
    return true;
}

char *
findings_term(const struct findings_field *field, const char *value)
{
    const size_t prefix = strlen(field->prefix);
    char *term = malloc(prefix + strlen(value) + 2);
    char *p = term;

    if (!term)
        return NULL;
    memcpy(p, field->prefix, prefix);
    p += prefix;
    /* Else a value that begins with a capital would read as more prefix. */
    *p++ = ':';
    for (; *value; value++)
        *p++ = (char)tolower((unsigned char)*value);
    *p = '\0';
    return term;
}

static int
days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

/* The number that the digits from text on spell; -1 where one is none. */
static int
digits(const char *text, int count)
{
    int n = 0;
    for (int i = 0; i < count; i++) {
        if (!isdigit((unsigned char)text[i]))
            return -1;
        n = n * 10 + (text[i] - '0');
    }
    return n;
}

bool
findings_date_range(const char *text,
                    char first[FINDINGS_DATE_SIZE],
                    char last[FINDINGS_DATE_SIZE])
{
    const size_t len = strlen(text);
    const int year = len >= 4 ? digits(text, 4) : -1;
    int from_month = 1, to_month = 12, from_day = 1, to_day;

    if (year < 1 || (len != 4 && len != 7 && len != 10))
        return false;
    if (len >= 7) {
        from_month = to_month = text[4] == '-' ? digits(text + 5, 2) : -1;
        if (from_month < 1 || from_month > 12)
            return false;
    }
    to_day = days_in(year, to_month);
    if (len == 10) {
        from_day = text[7] == '-' ? digits(text + 8, 2) : -1;
        if (from_day < 1 || from_day > to_day)
            return false;
        to_day = from_day;
    }
    snprintf(first, FINDINGS_DATE_SIZE, "%04u-%02u-%02u",
             (unsigned)year % 10000, (unsigned)from_month % 100,
             (unsigned)from_day % 100);
    snprintf(last, FINDINGS_DATE_SIZE, "%04u-%02u-%02u", (unsigned)year % 10000,
             (unsigned)to_month % 100, (unsigned)to_day % 100);
    return true;
}
