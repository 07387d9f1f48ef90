/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/grade_labels.h"
#include "base/words.h"

#include <stdlib.h>
#include <string.h>

enum { LETTERS_SIZE = 64 /* of a label, to compare */ };

bool
grade_labels_past(struct span text)
{
    static const char *const past[] = {"previous", "previously", "last",
                                       "prior",    "former",     "earlier",
                                       "history",  NULL};
    char *words = words_plain(text.text, text.len);
    bool found = false;

    for (const char *const *word = past; *word && !found; word++)
        found = words_contain(words, *word);
    free(words);
    return found;
}

bool
grade_labels_unnamed(struct span text)
{
    static const char *const labels[] = {
        "thisinspection", "currentinspection",   "grade",
        "rating",         "judgement",           "judgment",
        "ourrating",      "inspectionjudgement", "currentgrade",
        "currentrating",  "inspectiongrade",     NULL};
    char letters[LETTERS_SIZE];
    const char *const *label = labels;

    labelled_letters(text.text, text.len, letters, sizeof letters);
    while (*label && strcmp(*label, letters) != 0)
        label++;
    return *label != NULL;
}

bool
grade_labels_explain(struct span heading)
{
    static const char *const openings[] = {"key for", "key to",    "mean",
                                           "means",   "explained", NULL};
    char *words = words_plain(heading.text, heading.len);
    bool found = false;

    for (const char *const *o = openings; *o && !found; o++)
        found = words_contain(words, *o);
    free(words);
    return found;
}
