/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Counts only: what they come to is worked out when it is asked for. Meanings
 * that differ in hyphens, plurals or apostrophes are counted together, and
 * shown as most reports write them.
 */
#include "index/glossary.h"
#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

struct gloss {
    size_t reports;    /* that explain the letters */
    GHashTable *forms; /* a meaning as written -> how many reports have it */
};

/* A meaning, however written. */
struct meaning {
    char *fold;
    const char *form; /* as most write it */
    size_t form_reports;
    size_t reports;
};

static void
gloss_free(void *data)
{
    struct gloss *gloss = data;

    g_hash_table_destroy(gloss->forms);
    free(gloss);
}

static void
abbreviations_free(void *data)
{
    abbreviations_fini(data);
    free(data);
}

static void
start(struct glossary *g)
{
    g->reports = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                       abbreviations_free);
    g->glosses =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, gloss_free);
    g->changed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

static struct gloss *
gloss_of(struct glossary *g, const char *letters)
{
    struct gloss *gloss = g_hash_table_lookup(g->glosses, letters);

    if (!gloss) {
        gloss = memory_resize(NULL, sizeof *gloss);
        *gloss = (struct gloss){
            0, g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
        g_hash_table_insert(g->glosses, g_strdup(letters), gloss);
    }
    return gloss;
}

/* One more or one less. */
static void
count_form(struct gloss *gloss, const char *form, bool is_more)
{
    const size_t was =
        GPOINTER_TO_SIZE(g_hash_table_lookup(gloss->forms, form));
    const size_t is = is_more ? was + 1 : was - 1;

    if (is > 0)
        g_hash_table_insert(gloss->forms, g_strdup(form), GSIZE_TO_POINTER(is));
    else
        g_hash_table_remove(gloss->forms, form);
}

/* The same for meanings that are counted together. */
static char *
key_of(const char *letters, const char *meaning)
{
    char *fold = abbreviation_fold(meaning);
    char *key = g_strconcat(letters, "\n", fold, NULL);

    free(fold);
    return key;
}

/* Count what one report explains, or no longer do: each meaning once, however
 * many ways it writes it. */
static void
count(struct glossary *g, const struct abbreviations *of, bool is_more)
{
    GHashTable *met =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

    for (size_t i = 0; i < of->count; i++) {
        char *letters = g_ascii_strdown(of->list[i].letters, -1);
        struct gloss *gloss = gloss_of(g, letters);
        if (g_hash_table_add(met, key_of(letters, of->list[i].meaning)))
            count_form(gloss, of->list[i].meaning, is_more);
        g_hash_table_add(g->changed, g_strdup(letters));
        if (g_hash_table_add(met, letters))
            gloss->reports += is_more ? 1 : (size_t)-1;
    }
    g_hash_table_destroy(met);
}

void
glossary_set(struct glossary *g,
             const char *report,
             struct abbreviations *abbreviations)
{
    if (!g->reports)
        start(g);
    const struct abbreviations *had = g_hash_table_lookup(g->reports, report);
    if (had)
        count(g, had, false);
    g_hash_table_remove(g->reports, report);
    count(g, abbreviations, true);
    if (abbreviations->count > 0) {
        struct abbreviations *has = memory_resize(NULL, sizeof *has);
        *has = *abbreviations;
        *abbreviations = (struct abbreviations){0};
        g_hash_table_insert(g->reports, g_strdup(report), has);
    }
    abbreviations_fini(abbreviations);
}

/* Whether the form is to be shown of two that are counted together. */
static bool
is_preferred(const char *form, size_t reports, const struct meaning *to)
{
    if (!to->form || reports != to->form_reports)
        return !to->form || reports > to->form_reports;
    const size_t len = strlen(form), other = strlen(to->form);
    return len != other ? len < other : strcmp(form, to->form) < 0;
}

static void
add_form(GHashTable *meanings, const char *form, size_t reports)
{
    char *fold = abbreviation_fold(form);
    struct meaning *meaning = g_hash_table_lookup(meanings, fold);

    if (!meaning) {
        meaning = memory_resize(NULL, sizeof *meaning);
        *meaning = (struct meaning){.fold = fold};
        g_hash_table_insert(meanings, fold, meaning);
    } else {
        free(fold);
    }
    meaning->reports += reports;
    if (is_preferred(form, reports, meaning)) {
        meaning->form = form;
        meaning->form_reports = reports;
    }
}

static void
meaning_free(void *data)
{
    struct meaning *meaning = data;

    free(meaning->fold);
    free(meaning);
}

/* Whether so many of the reports that explain the letters have this meaning
 * that whoever types them may be taken to mean it. */
static bool
is_agreed(const struct meaning *meaning, const struct gloss *gloss)
{
    return meaning->reports * GLOSSARY_AGREED_OF >=
           gloss->reports * GLOSSARY_AGREED;
}

/* The one that is agreed on; NULL where there is none, or more than one, as
 * where a report has both. */
static const struct meaning *
agreed(GHashTable *meanings, const struct gloss *gloss)
{
    const struct meaning *found = NULL;
    GHashTableIter iter;
    void *meaning;

    g_hash_table_iter_init(&iter, meanings);
    while (g_hash_table_iter_next(&iter, NULL, &meaning)) {
        if (!is_agreed(meaning, gloss))
            continue;
        if (found)
            return NULL;
        found = meaning;
    }
    return found;
}

char *
glossary_meaning(const struct glossary *g, const char *letters)
{
    const struct gloss *gloss =
        g->glosses ? g_hash_table_lookup(g->glosses, letters) : NULL;
    GHashTableIter iter;
    void *form, *reports;

    if (!gloss)
        return memory_strdup("");
    GHashTable *meanings =
        g_hash_table_new_full(g_str_hash, g_str_equal, NULL, meaning_free);
    g_hash_table_iter_init(&iter, gloss->forms);
    while (g_hash_table_iter_next(&iter, &form, &reports))
        add_form(meanings, form, GPOINTER_TO_SIZE(reports));
    const struct meaning *meaning = agreed(meanings, gloss);
    char *text = memory_strdup(meaning ? meaning->form : "");
    g_hash_table_destroy(meanings);
    return text;
}

char **
glossary_changes(struct glossary *g)
{
    if (!g->changed)
        return g_new0(char *, 1);
    char **changes = (char **)g_hash_table_get_keys_as_array(g->changed, NULL);
    g_hash_table_steal_all(g->changed);
    return changes;
}

void
glossary_fini(struct glossary *g)
{
    if (g->reports) {
        g_hash_table_destroy(g->reports);
        g_hash_table_destroy(g->glosses);
        g_hash_table_destroy(g->changed);
    }
    *g = (struct glossary){0};
}
