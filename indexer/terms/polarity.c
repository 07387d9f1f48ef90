/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "terms/polarity.h"
#include "base/words.h"

#include <stdbool.h>
#include <string.h>

static const char *const strengths[] = {"strength",
                                        "strengths",
                                        "working well",
                                        "works well",
                                        "worked well",
                                        "went well",
                                        "doing well",
                                        "does well",
                                        "effective practice",
                                        "good practice",
                                        "that is effective",
                                        "that are effective",
                                        "best practice",
                                        "outstanding practice",
                                        NULL};

/* An area for priority action is, by definition, one of serious weakness. */
static const char *const weaknesses[] = {
    "weakness",
    "weaknesses",
    "area for improvement",
    "areas for improvement",
    "area s for improvement", /* "area(s)" */
    "area for further improvement",
    "areas for further improvement",
    "priorities for improvement",
    "priorities for further improvement",
    "area for development",
    "areas for development",
    "areas for further development",
    "priority action",
    "priority actions",
    "immediate action",
    "needs to improve",
    "need to improve",
    "needs to do better",
    "need to do better",
    "needs to be better",
    "need to be better",
    "needs improvement",
    "need improvement",
    "not yet good",
    "not yet effective",
    "not working well",
    "not effective",
    NULL};

/* Whether the words contain one of these, other than after a "not". */
static bool
has_any(const char *words, const char *const *wanted)
{
    for (; *wanted; wanted++)
        for (const char *at = words; (at = words_find(at, *wanted)) != NULL;
             at += strlen(*wanted))
            if (at - words < 4 || memcmp(at - 4, "not ", 4) != 0)
                return true;
    return false;
}

const char *
polarity_of_heading(const char *words)
{
    const bool is_strength = has_any(words, strengths);
    const bool is_weakness = has_any(words, weaknesses);

    if (is_strength == is_weakness)
        return NULL;
    return is_strength ? "strength" : "weakness";
}
