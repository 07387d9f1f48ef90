/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/ranks.h"
#include "print/member.h"

#include <stdlib.h>
#include <string.h>

/* Those of all kinds of inspection, which never share a report: within each
 * they are in the order of the vocabulary (share/frameworks). unit.print
 * compares it. */
static const struct {
    const char *grade;
    enum ranks_tone tone;
} grades[] = {
    {"outstanding", RANKS_GOOD},
    {"exceptional", RANKS_GOOD},
    {"excellent", RANKS_GOOD},
    {"very-good", RANKS_GOOD},
    {"strong-standard", RANKS_GOOD},
    {"good", RANKS_GOOD},
    {"reasonably-good", RANKS_FAIR},
    {"expected-standard", RANKS_GOOD},
    {"met", RANKS_GOOD},
    {"satisfactory", RANKS_FAIR},
    {"requires-improvement", RANKS_FAIR},
    {"adequate", RANKS_FAIR},
    {"needs-attention", RANKS_FAIR},
    {"not-sufficiently-good", RANKS_POOR},
    {"weak", RANKS_POOR},
    {"not-met", RANKS_POOR},
    {"inadequate", RANKS_POOR},
    {"unsatisfactory", RANKS_POOR},
    {"urgent-improvement", RANKS_POOR},
    {"ungraded", RANKS_PLAIN},
};
enum { N_GRADES = sizeof grades / sizeof *grades };

size_t
ranks_of_grade(const char *grade)
{
    size_t i = 0;

    while (i < N_GRADES && strcmp(grades[i].grade, grade) != 0)
        i++;
    return i;
}

enum ranks_tone
ranks_tone(const char *grade)
{
    const size_t rank = ranks_of_grade(grade);

    return rank < N_GRADES ? grades[rank].tone : RANKS_PLAIN;
}

static size_t
rank_of_deadline(const char *deadline)
{
    static const char *const deadlines[] = {"priority", "immediately",
                                            "three-months", "six-months"};
    size_t i = 0;

    while (i < sizeof deadlines / sizeof *deadlines &&
           strcmp(deadlines[i], deadline) != 0)
        i++;
    return i;
}

/* Numbers have parts ("2.39"), each of which is a number. */
static int
compare_numbers(const char *a, const char *b)
{
    while (*a || *b) {
        char *p, *q;
        const unsigned long x = strtoul(a, &p, 10), y = strtoul(b, &q, 10);
        if (x != y)
            return x < y ? -1 : 1;
        if (p == a || q == b)
            return strcmp(a, b);
        a = p + (*p == '.');
        b = q + (*q == '.');
    }
    return 0;
}

static int
compare_grades(const char *a, const char *b)
{
    const size_t x = ranks_of_grade(a), y = ranks_of_grade(b);

    return (x > y) - (x < y);
}

static int
compare_deadlines(const char *a, const char *b)
{
    const size_t x = rank_of_deadline(a), y = rank_of_deadline(b);

    return (x > y) - (x < y);
}

static const struct order {
    const char *field;
    int (*compare)(const char *a, const char *b);
} orders[] = {
    {"grade", compare_grades},
    {"deadline", compare_deadlines},
    {"year", strcmp},
    {"date", strcmp},
    {"number", compare_numbers},
};

json_t *
ranks_sorted(const char *field, const json_t *counts)
{
    json_t *sorted = json_array(), *count;
    const struct order *order = NULL;
    size_t i;

    for (i = 0; i < sizeof orders / sizeof *orders; i++)
        if (strcmp(orders[i].field, field) == 0)
            order = &orders[i];
    json_array_foreach(counts, i, count)
    {
        size_t at = json_array_size(sorted);
        while (
            order && at > 0 &&
            order->compare(member_text(json_array_get(sorted, at - 1), "value"),
                           member_text(count, "value")) > 0)
            at--;
        json_array_insert(sorted, at, count);
    }
    return sorted;
}
