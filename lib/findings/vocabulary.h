/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * vocabulary.h: the words of the fields whose values the frameworks define.
 */
#ifndef COMMON_VOCABULARY_H
#define COMMON_VOCABULARY_H

#include "findings/frameworks.h"
#include "findings/schema.h"

enum vocabulary {
    VOCABULARY_FRAMEWORKS,
    VOCABULARY_AREAS,
    VOCABULARY_GRADES,
    VOCABULARY_DEADLINES,
    VOCABULARY_COUNT
};

/* Its words, ended by one that is NULL. They move when words are added. */
const struct findings_word *vocabulary_words(enum vocabulary vocabulary);

/* Add the framework's name, areas, grades and deadlines; its name becomes the
 * word. False with a reason if one is not a name or is taken. */
bool vocabulary_add(struct findings_framework *framework,
                    char reason[FINDINGS_REASON_SIZE]);

#endif
