/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "findings/schema.h"

#include "engine/query/values.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
static const struct findings_word kinds[] = {
    {"finding", "findings", "finding|findings"},
    {"recommendation",
     "recommendations|priority-action|priority-actions|"
     "area-for-priority-action|areas-for-priority-action|"
     "area-for-improvement|areas-for-improvement|what-needs-to-improve",
     "priority-action|priority-actions|area-for-priority-action|"
     "areas-for-priority-action"},
    {"context", NULL, "context"},
    {NULL, NULL, NULL},
};

static const struct findings_word polarities[] = {
    {"strength",
     "strengths|positive|good-practice",
     "strength|strengths|positive|good-practice"},
    {"weakness",
     "weaknesses|negative|needs-improvement|area-for-improvement|"
     "areas-for-improvement|what-needs-to-improve",
     "weakness|weaknesses|negative|needs-improvement"},
    {NULL, NULL, NULL},
};

const struct findings_field findings_fields[] = {
    /* name, option, prefix, slot, length,
     * kind, weight, counted, defined, words, help, named */
    {"id", NULL, "Q", 0, 0,
     FINDINGS_VALUE, 0, false, false, NULL,
     "a paragraph", FINDINGS_UNNAMED},
    {"report", "report", "XR", 1, 0,
     FINDINGS_VALUE, 0, false, false, NULL,
     "one report, by its id", FINDINGS_UNNAMED},
    {"authority", "authority", NULL, 2, 0,
     FINDINGS_VALUE, 0, true, false, NULL,
     "who was inspected", FINDINGS_PLACE},
    {"provider", "provider", NULL, 11, 0,
     FINDINGS_VALUE, 0, false, false, NULL,
     "the school, home or other service inspected", FINDINGS_NEEDED},
    {"service_area", "area", NULL, 3, 0,
     FINDINGS_VALUE, 0, true, true, NULL,
     "what was inspected", FINDINGS_TOPIC},
    {"grade", "grade", NULL, 4, 0,
     FINDINGS_VALUE, 0, true, true, NULL,
     "how it was judged", FINDINGS_NEEDED},
    {"framework", "framework", NULL, 5, 0,
     FINDINGS_VALUE, 0, false, true, NULL,
     "which kind of inspection", FINDINGS_NEEDED},
    {"kind", "kind", NULL, 6, 0,
     FINDINGS_VALUE, 0, false, false, kinds,
     "what the paragraph is", FINDINGS_NEEDED},
    {"polarity", "polarity", NULL, 10, 0,
     FINDINGS_VALUE, 0, false, false, polarities,
     "whether its heading speaks of strengths or weaknesses", FINDINGS_NEEDED},
    {"deadline", "deadline", NULL, 7, 0,
     FINDINGS_VALUE, 0, false, true, NULL,
     "by when to be done", FINDINGS_NEEDED},
    {"date", NULL, NULL, 8, 0,
     FINDINGS_DATE, 0, false, false, NULL,
     "the last day of the inspection", FINDINGS_UNNAMED},
    {"year", "year", NULL, 8, 4,
     FINDINGS_DATE, 0, false, false, NULL,
     "the year in which the inspection ended", FINDINGS_NEEDED},
    {"number", "number", NULL, 9, 0,
     FINDINGS_NUMBER, 0, false, false, NULL,
     "the paragraph's printed number", FINDINGS_UNNAMED},
    {"section", NULL, "XS", 0, 0,
     FINDINGS_TEXT, 0.25, false, false, NULL,
     "the heading it stands under", FINDINGS_UNNAMED},
    {"chapter", NULL, "XH", 0, 0,
     FINDINGS_TEXT, 0.25, false, false, NULL,
     "the heading above that", FINDINGS_UNNAMED},
    {"judgement", NULL, "XJ", 0, 0,
     FINDINGS_TEXT, 0.25, false, false, NULL,
     "the judgement it belongs to", FINDINGS_UNNAMED},
};
/* clang-format on */

_Static_assert(sizeof findings_fields / sizeof findings_fields[0] <=
                   FINDINGS_FIELDS_MAX,
               "arrays of fields have room for FINDINGS_FIELDS_MAX");

_Static_assert(FINDINGS_DATE_SIZE == VALUE_DAY_SIZE &&
                   FINDINGS_REFUSAL_SIZE == VALUE_MESSAGE_SIZE,
               "the engine writes into these buffers");

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
        if (slot > 0 && findings_fields[i].slot == slot &&
            findings_fields[i].length == length)
            return &findings_fields[i];
    return NULL;
}

enum { WORDS_MAX = FINDINGS_WORDS_MAX + 1 }; /* with the last, empty one */

/* The rule for the field's values. */
static struct value_rule
rule_of(const struct findings_field *field, struct value_word words[WORDS_MAX])
{
    const struct findings_word *list = findings_words(field);
    struct value_rule rule = {.field = field->name};
    size_t n = 0;

    if (field->kind == FINDINGS_NUMBER)
        rule.kind = VALUE_NUMBER;
    else if (field->kind == FINDINGS_DATE)
        rule.kind = field->length ? VALUE_YEAR : VALUE_DATE;
    if (!list)
        return rule;
    for (; list[n].word && n + 1 < WORDS_MAX; n++)
        words[n] = (struct value_word){list[n].word, list[n].also};
    words[n] = (struct value_word){NULL, NULL};
    rule.words = words;
    return rule;
}

const char *
findings_field_value(const struct findings_field *field,
                     const char *text,
                     char *out)
{
    struct value_word words[WORDS_MAX];
    const struct value_rule rule = rule_of(field, words);

    return value_read(&rule, text, strlen(text), out);
}

size_t
findings_first_name(const char *list,
                    size_t len,
                    bool (*exists)(const char *name, size_t len, void *data),
                    void *data)
{
    return value_first(list, len, exists, data);
}

void
findings_field_refusal(const struct findings_field *field,
                       const char *text,
                       char out[FINDINGS_REFUSAL_SIZE])
{
    struct value_word words[WORDS_MAX];
    const struct value_rule rule = rule_of(field, words);

    value_refusal(&rule, text, strlen(text), out);
}

const char *
findings_field_word(const struct findings_field *field, const char *text)
{
    char out[128]; /* longer than any word */

    if (!findings_words(field))
        return text;
    return strlen(text) < sizeof out ? findings_field_value(field, text, out)
                                     : NULL;
}

/* Whether the word is in a list separated by '|'. */
static bool
is_among(const char *word, const char *list)
{
    const size_t len = strlen(word);

    for (const char *p = list; p; p = strchr(p, '|')) {
        p += *p == '|';
        if (strncmp(p, word, len) == 0 && (p[len] == '|' || !p[len]))
            return true;
    }
    return false;
}

/* Whether the list has the word; if in_capitals, whether it has it in capitals.
 */
static bool
has_word(const char *list, const char *word, bool in_capitals)
{
    char wanted[64];
    size_t n = 0;

    for (; word[n] && n + 1 < sizeof wanted; n++)
        wanted[n] =
            in_capitals ? (char)toupper((unsigned char)word[n]) : word[n];
    wanted[n] = '\0';
    return is_among(wanted, list);
}

enum findings_naming
findings_word_naming(const struct findings_word *word, const char *name)
{
    if (has_word(word->ordinary, name, false))
        return FINDINGS_NAMES_NOTHING;
    return has_word(word->ordinary, name, true) ? FINDINGS_NAMES_IN_CAPITALS
                                                : FINDINGS_NAMES_IT;
}

bool
findings_field_words(const struct findings_field *field, char *out, size_t size)
{
    const struct findings_word *w = findings_words(field);
    size_t n = 0;

    if (!w)
        return false;
    for (; w->word; w++) {
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
    /* Without this, a capital at the start of a value would look like part of
     * the prefix. */
    *p++ = ':';
    for (; *value; value++)
        *p++ = (char)tolower((unsigned char)*value);
    *p = '\0';
    return term;
}

bool
findings_date_range(const char *text,
                    char first[FINDINGS_DATE_SIZE],
                    char last[FINDINGS_DATE_SIZE])
{
    return value_days(text, strlen(text), first, last);
}
