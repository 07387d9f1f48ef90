/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "terms/areas.h"
#include "base/words.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* The words by which a group of people is recognised, plain. */
struct group {
    const char *area;
    const char *const *names; /* in headings */
    const char *const *signs; /* in paragraphs that are about them */
    const char *const *work;  /* in paragraphs about what is done for them;
                                 these count only if no group is named: care
                                 leavers have foster carers too */
};

static const char *const in_care_names[] = {
    "children in care",      "young people in care", "children looked after",
    "looked after children", "cared for children",   NULL};

/* A section on both says "young people" of care leavers. */
static const char *const in_care_signs[] = {
    "child", "children", "looked after", "in care", "into care", NULL};

static const char *const in_care_work[] = {
    "foster carer",   "foster carers",     "fostering",          "placement",
    "placements",     "permanence",        "adoption",           "adopters",
    "virtual school", "reviewing officer", "reviewing officers", "iro",
    "iros",           "special guardians", "connected carers",   NULL};

static const char *const leavers_names[] = {
    "care leavers", "leaving care", "care experienced young people",
    "care experienced young adults", NULL};

static const char *const leavers_signs[] = {
    "care leaver",       "care leavers",      "leaving care",
    "leave care",        "left care",         "care experienced",
    "personal adviser",  "personal advisers", "personal advisor",
    "personal advisors", "pathway plan",      "pathway plans",
    "pathway planning",  "staying put",       NULL};

static const char *const no_work[] = {NULL};

static const struct group groups[] = {
    {"looked-after-children", in_care_names, in_care_signs, in_care_work},
    {"care-leavers", leavers_names, leavers_signs, no_work},
};

enum { N_GROUPS = sizeof groups / sizeof *groups };

static bool
contains_any(const char *words, const char *const *wanted)
{
    while (*wanted && !words_contain(words, *wanted))
        wanted++;
    return *wanted != NULL;
}

const char *
areas_second(const char *heading, const char *area)
{
    const char *second = NULL;
    bool is_named = false; /* the area itself */

    for (size_t g = 0; g < N_GROUPS; g++) {
        if (!contains_any(heading, groups[g].names))
            continue;
        if (strcmp(groups[g].area, area) == 0)
            is_named = true;
        else
            second = groups[g].area;
    }
    return is_named ? second : NULL;
}

/* Write those of the section's areas whose words occur. */
static size_t
named_in(const char *words,
         bool by_work,
         const char *const areas[AREAS_OF_SECTION],
         const char *out[AREAS_OF_SECTION])
{
    size_t n = 0;

    for (size_t g = 0; g < N_GROUPS; g++)
        for (size_t i = 0; i < AREAS_OF_SECTION && areas[i]; i++)
            if (strcmp(groups[g].area, areas[i]) == 0 &&
                contains_any(words, by_work ? groups[g].work : groups[g].signs))
                out[n++] = areas[i];
    return n;
}

size_t
areas_of_text(const char *text,
              const char *const areas[AREAS_OF_SECTION],
              const char *out[AREAS_OF_SECTION])
{
    size_t n = 0;

    if (areas[1]) {
        char *words = words_plain(text, strlen(text));
        n = named_in(words, false, areas, out);
        if (n == 0)
            n = named_in(words, true, areas, out);
        free(words);
    }
    if (n == 0)
        for (; n < AREAS_OF_SECTION && areas[n]; n++)
            out[n] = areas[n];
    return n;
}
