/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "value_names.h"

#include "findings/authorities.h"
#include "findings/schema.h"

#include <stdio.h>
#include <string.h>

enum { NAME_SIZE = 128 };

/* The next name of a list separated by '|'; false at its end. */
static bool
next_of(const char **list, char name[NAME_SIZE])
{
    if (!*list)
        return false;
    const size_t len = strcspn(*list, "|");
    snprintf(name, NAME_SIZE, "%.*s", (int)len, *list);
    *list = (*list)[len] ? *list + len + 1 : NULL;
    return true;
}

/* The function that gets each name, and its data. */
struct taker {
    bool (*take)(void *to, const struct value_name *name);
    void *to;
};

static bool
hand_word(const struct taker *taker,
          const struct findings_field *field,
          const struct findings_word *word,
          const char *name)
{
    const enum findings_naming naming = findings_word_naming(word, name);

    return naming == FINDINGS_NAMES_NOTHING ||
           taker->take(taker->to,
                       &(struct value_name){
                           field, word->word, name,
                           naming == FINDINGS_NAMES_IN_CAPITALS, false});
}

static bool
hand_words(const struct taker *taker, const struct findings_field *field)
{
    char name[NAME_SIZE];

    for (const struct findings_word *w = findings_words(field); w->word; w++) {
        const char *also = w->also;
        if (!hand_word(taker, field, w, w->word))
            return false;
        while (next_of(&also, name))
            if (!hand_word(taker, field, w, name))
                return false;
    }
    return true;
}

static bool
hand_authorities(const struct taker *taker, const struct findings_field *field)
{
    char name[NAME_SIZE];

    for (const struct findings_authority *a = findings_authorities; a->name;
         a++) {
        const char *also = a->also, *said = a->said;
        struct value_name one = {field, a->name, a->name, false, false};
        if (!taker->take(taker->to, &one))
            return false;
        while (next_of(&also, name) || next_of(&said, name)) {
            one.names_nothing = *name == '-';
            one.name = name + one.names_nothing;
            if (!taker->take(taker->to, &one))
                return false;
        }
    }
    return true;
}

bool
value_names_each(bool (*take)(void *to, const struct value_name *name),
                 void *to)
{
    const struct taker taker = {take, to};

    for (size_t i = 0; i < findings_n_fields; i++) {
        const struct findings_field *field = &findings_fields[i];
        if (field->named == FINDINGS_UNNAMED)
            continue;
        if (findings_words(field) && !hand_words(&taker, field))
            return false;
        if (field->named == FINDINGS_PLACE && !hand_authorities(&taker, field))
            return false;
    }
    return true;
}

struct filling {
    struct fe_lexicon *lexicon;
    struct fe_error *err;
    enum fe_status status;
};

static bool
add_name(void *to, const struct value_name *name)
{
    struct filling *filling = to;

    filling->status =
        name->names_nothing
            ? fe_lexicon_exclude_name(filling->lexicon, name->name,
                                      filling->err)
            : fe_lexicon_add_name(filling->lexicon, name->field->name,
                                  name->value, name->name, name->in_capitals,
                                  filling->err);
    return filling->status == FE_OK;
}

enum fe_status
value_names_add(struct fe_lexicon *lexicon, struct fe_error *err)
{
    struct filling filling = {lexicon, err, FE_OK};

    value_names_each(add_name, &filling);
    return filling.status;
}
