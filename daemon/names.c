/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "names.h"

#include "findings/authorities.h"
#include "findings/schema.h"

#include <stdio.h>
#include <string.h>

enum { NAME_SIZE = 128 };

/* The next of a list separated by '|'; false at its end. */
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

static void
add_word(struct names *names,
         unsigned field,
         const struct findings_word *word,
         const char *name,
         unsigned flags)
{
    switch (findings_word_naming(word, name)) {
    case FINDINGS_NAMES_IT:
        names_add(names, field, word->word, name, flags);
        break;
    case FINDINGS_NAMES_IN_CAPITALS:
        names_add(names, field, word->word, name, flags | NAMES_CAPITALS);
        break;
    case FINDINGS_NAMES_NOTHING:
        break;
    }
}

static void
add_words(struct names *names, unsigned field)
{
    char name[NAME_SIZE];

    for (const struct findings_word *w = findings_fields[field].words; w->word;
         w++) {
        const char *also = w->also;
        add_word(names, field, w, w->word, 0);
        while (next_of(&also, name))
            add_word(names, field, w, name, NAMES_OTHER);
    }
}

static void
add_authorities(struct names *names, unsigned field)
{
    char name[NAME_SIZE];

    for (const struct findings_authority *a = findings_authorities; a->name;
         a++) {
        const char *also = a->also, *said = a->said;
        names_add(names, field, a->name, a->name, NAMES_PLACE);
        while (next_of(&also, name) || next_of(&said, name)) {
            if (*name == '-')
                names_exclude(names, name + 1);
            else
                names_add(names, field, a->name, name,
                          NAMES_PLACE | NAMES_OTHER);
        }
    }
}

struct names *
daemon_names(void)
{
    struct names *names = names_new();

    for (size_t i = 0; i < findings_n_fields; i++) {
        if (findings_fields[i].words)
            add_words(names, (unsigned)i);
        else if (strcmp(findings_fields[i].name, "authority") == 0)
            add_authorities(names, (unsigned)i);
    }
    names_finish(names);
    return names;
}
