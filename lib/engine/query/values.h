/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * values.h: how a value of a field may be written. Options, requests and
 * queries all follow this rule, so that they accept the same.
 *
 * Texts are UTF-8 and need not end in NUL. Surrounding quotation marks and
 * blanks are ignored, and a run of blanks counts as one.
 */
#ifndef ENGINE_VALUES_H
#define ENGINE_VALUES_H

#include <stdbool.h>
#include <stddef.h>

enum value_kind {
    VALUE_NAME,
    VALUE_NUMBER, /* whole, from 0, or with parts: 2.39 */
    VALUE_DATE,   /* 2010, 2010-10 or 2010-10-15 */
    VALUE_YEAR
};

/* A word of a closed vocabulary and the other words for it, in lower case with
 * hyphens, separated by '|'. */
struct value_word {
    const char *word;
    const char *also; /* or NULL */
};

struct value_rule {
    const char *field; /* its name, for messages */
    enum value_kind kind;
    const struct value_word *words; /* all that there are, ended by NULL; NULL:
                                       any name is a value */
};

/* The value as the index has it; NULL if the text is not a value of the field.
 * The result is one of the rule's words, or out, which must have room for
 * len + 1 bytes. A word is recognised in any case, with hyphens, underscores or
 * blanks: "Requires  improvement" is requires-improvement. */
const char *value_read(const struct value_rule *rule,
                       const char *text,
                       size_t len,
                       char *out);

/* Below 0 if number a comes before b, part by part, 0 if they are the same: 2
 * comes before 2.9, and that before 2.10. */
int value_compare_numbers(const char *a, const char *b);

/* Say in one line what is wrong with a text that value_read() refused, and what
 * to write instead. */
enum { VALUE_MESSAGE_SIZE = 512 };
void value_refusal(const struct value_rule *rule,
                   const char *text,
                   size_t len,
                   char out[VALUE_MESSAGE_SIZE]);

/* The length of the first value of a comma-separated list, without the comma
 * after it. A name may itself contain up to VALUE_COMMAS_MAX commas: the
 * longest one that exists is taken, or, if none exists, what comes before the
 * first comma. exists may be NULL: no name exists. */
enum { VALUE_COMMAS_MAX = 3 };
size_t value_first(const char *list,
                   size_t len,
                   bool (*exists)(const char *text, size_t len, void *data),
                   void *data);

/* The first and last day of a year, a month or a day, each as YYYY-MM-DD. False
 * if the text is not exactly one of these. */
enum { VALUE_DAY_SIZE = 11 };
bool value_days(const char *text,
                size_t len,
                char first[VALUE_DAY_SIZE],
                char last[VALUE_DAY_SIZE]);

#endif
