/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "vocabulary.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct list {
    struct findings_word *words; /* with room for the one that ends them */
    size_t count;
} vocabularies[VOCABULARY_COUNT];

const struct findings_word *
vocabulary_words(enum vocabulary vocabulary)
{
    static const struct findings_word none = {NULL, NULL, NULL};
    const struct list *list = &vocabularies[vocabulary];

    return list->words ? list->words : &none;
}

/* Where a name that is to be added stands. */
struct place {
    const struct findings_framework *framework;
    unsigned line;
    struct list *list;
    char *reason;
};

static bool
is_out_of_memory(const struct place *place)
{
    snprintf(place->reason, FINDINGS_REASON_SIZE, "out of memory");
    return false;
}

/* Add the name to a list separated by '|'. */
static bool
append(const char **list, const char *name)
{
    const size_t old = *list ? strlen(*list) + 1 : 0;
    char *longer = realloc((char *)*list, old + strlen(name) + 1);

    if (!longer)
        return false;
    if (old > 0)
        longer[old - 1] = '|';
    strcpy(longer + old, name);
    *list = longer;
    return true;
}

static bool
is_in(const char *list, const char *name)
{
    const size_t len = strlen(name);

    for (const char *p = list; p; p = strchr(p, '|')) {
        p += *p == '|';
        if (strcspn(p, "|") == len && strncmp(p, name, len) == 0)
            return true;
    }
    return false;
}

/* The word that has this name; NULL if there is none. */
static struct findings_word *
find(const struct list *list, const char *name)
{
    for (size_t i = 0; i < list->count; i++)
        if (strcmp(list->words[i].word, name) == 0 ||
            is_in(list->words[i].also, name))
            return &list->words[i];
    return NULL;
}

/* The next name of a list; false, with a reason unless the list is at its end,
 * if there is none. */
static bool
next_name(const struct place *place,
          const char **list,
          struct findings_name *name)
{
    switch (findings_name_next(list, name)) {
    case FINDINGS_NAME_READ:
        return true;
    case FINDINGS_NAME_NONE:
        return false;
    case FINDINGS_NAME_WRONG:
        break;
    }
    findings_framework_refuse(
        place->framework, place->line, place->reason,
        "\"%.100s\" cannot be a name; names consist of letters, digits and "
        "hyphens, or stand in quotation marks, and commas separate them",
        *list);
    return false;
}

/* How a name that is only a value, or only in capitals a name, is listed among
 * the ordinary words. */
static bool
add_ordinary(struct findings_word *word, const struct findings_name *name)
{
    char listed[FINDINGS_NAME_SIZE];

    if (!name->is_value_only && !name->is_in_capitals)
        return true;
    strcpy(listed, name->text);
    for (char *p = listed; name->is_in_capitals && *p; p++)
        *p = (char)toupper((unsigned char)*p);
    return is_in(word->ordinary, listed) || append(&word->ordinary, listed);
}

/* The word of this name, which is added if there is none. */
static struct findings_word *
add_word(const struct place *place, const struct findings_name *name)
{
    struct list *list = place->list;
    struct findings_word *word = find(list, name->text);
    char *copy;

    if (word && strcmp(word->word, name->text) != 0) {
        findings_framework_refuse(place->framework, place->line, place->reason,
                                  "\"%s\" is another name of %s; use that, or "
                                  "choose another name",
                                  name->text, word->word);
        return NULL;
    }
    if (!word && list->count == FINDINGS_WORDS_MAX) {
        findings_framework_refuse(place->framework, place->line, place->reason,
                                  "there are %d such names already; leave some "
                                  "out",
                                  FINDINGS_WORDS_MAX);
        return NULL;
    }
    if (!word) {
        word = realloc(list->words, (list->count + 2) * sizeof *word);
        if (word)
            list->words = word;
        copy = malloc(strlen(name->text) + 1);
        if (!word || !copy) {
            free(copy);
            is_out_of_memory(place);
            return NULL;
        }
        word = &list->words[list->count++];
        *word = (struct findings_word){strcpy(copy, name->text), NULL, NULL};
        list->words[list->count] = (struct findings_word){NULL, NULL, NULL};
    }
    if (!add_ordinary(word, name)) {
        is_out_of_memory(place);
        return NULL;
    }
    return word;
}

/* Add other names to a word. */
static bool
add_names(const struct place *place,
          struct findings_word *word,
          const char *names)
{
    struct findings_name name;

    *place->reason = '\0';
    while (names && next_name(place, &names, &name)) {
        const struct findings_word *other = find(place->list, name.text);
        if (other && other != word) {
            findings_framework_refuse(place->framework, place->line,
                                      place->reason,
                                      "\"%s\" is a name of %s already; leave "
                                      "it out",
                                      name.text, other->word);
            return false;
        }
        if ((!other && !append(&word->also, name.text)) ||
            !add_ordinary(word, &name))
            return is_out_of_memory(place);
    }
    return !*place->reason;
}

/* Add a list of lines "word = other names". */
static bool
add_list(struct findings_framework *framework,
         enum findings_rules rules,
         enum vocabulary vocabulary,
         char *reason)
{
    struct place place = {.framework = framework,
                          .list = &vocabularies[vocabulary],
                          .reason = reason};

    for (size_t i = 0; i < framework->rules[rules].count; i++) {
        struct findings_rule *rule = &framework->rules[rules].list[i];
        const char *words = rule->words;
        struct findings_name name;
        struct findings_word *word;
        place.line = rule->line;
        *reason = '\0';
        if (!next_name(&place, &words, &name) ||
            !(word = add_word(&place, &name)) ||
            !add_names(&place, word, rule->value))
            return false;
    }
    return true;
}

static bool
add_framework(struct findings_framework *framework, char *reason)
{
    struct place place = {.framework = framework,
                          .line = framework->name_line,
                          .list = &vocabularies[VOCABULARY_FRAMEWORKS],
                          .reason = reason};
    const char *words = framework->name;
    struct findings_name name;
    struct findings_word *word;

    *reason = '\0';
    if (!words)
        return true;
    if (!next_name(&place, &words, &name))
        return false;
    if (find(place.list, name.text)) {
        findings_framework_refuse(framework, place.line, reason,
                                  "there is another framework \"%s\"; choose "
                                  "another name",
                                  name.text);
        return false;
    }
    if (!(word = add_word(&place, &name)))
        return false;
    framework->name = word->word;
    for (size_t i = 0; i < framework->rules[FINDINGS_OTHER_NAMES].count; i++) {
        const struct findings_rule *rule =
            &framework->rules[FINDINGS_OTHER_NAMES].list[i];
        place.line = rule->line;
        if (!add_names(&place, word, rule->words))
            return false;
    }
    return true;
}

bool
vocabulary_add(struct findings_framework *framework,
               char reason[FINDINGS_REASON_SIZE])
{
    return add_framework(framework, reason) &&
           add_list(framework, FINDINGS_AREAS, VOCABULARY_AREAS, reason) &&
           add_list(framework, FINDINGS_GRADES, VOCABULARY_GRADES, reason) &&
           add_list(framework, FINDINGS_DEADLINES, VOCABULARY_DEADLINES,
                    reason);
}
