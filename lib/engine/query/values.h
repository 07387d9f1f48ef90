/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * values.h: how a field's value may be written. The one rule for options,
 * requests and queries, so that what one of them accepts the others do too.
 *
 * Texts are UTF-8 and need no NUL at their end. Surrounding quotation marks and
 * blanks are ignored, and any run of blanks is one.
 */
#ifndef ENGINE_VALUES_H
#define ENGINE_VALUES_H

#include <stdbool.h>
#include <stddef.h>

enum value_kind {
    VALUE_NAME,
    VALUE_NUMBER, /* whole, from 0 */
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
    const struct value_word *words; /* all names there are, ended by NULL; NULL:
                                       it can be any */
};

/* The value as the index has it, NULL where the text is not a value of the
 * field. It is one of the rule's words, or out, which must have room for
 * len + 1 bytes. A word is recognised in any case and with hyphens, underscores
 * or blanks: "Requires  improvement" is requires-improvement. */
const char *value_read(const struct value_rule *rule,
                       const char *text,
                       size_t len,
                       char *out);

/* What is wrong with a text that value_read() refused, and what to write; one
 * line. */
enum { VALUE_MESSAGE_SIZE = 512 };
void value_refusal(const struct value_rule *rule,
                   const char *text,
                   size_t len,
                   char out[VALUE_MESSAGE_SIZE]);

/* The length of the first value of a comma-separated list, without the comma
 * after it. A name may itself contain a few commas: the longest that exists is
 * taken; where none exists, what is before the first comma. exists may be NULL.
 */
enum { VALUE_COMMAS_MAX = 3 };
size_t value_first(const char *list,
                   size_t len,
                   bool (*exists)(const char *text, size_t len, void *data),
                   void *data);

/* The first and last day of a year, a month or a day, each as YYYY-MM-DD. False
 * where the text is not exactly one of these. */
enum { VALUE_DAY_SIZE = 11 };
bool value_days(const char *text,
                size_t len,
                char first[VALUE_DAY_SIZE],
                char last[VALUE_DAY_SIZE]);

#endif
