/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What an abbreviation stands for, agreed by those that explain it. Meanings
 * that differ only in hyphens, plurals or apostrophes are counted together, and
 * returned as most of them are written.
 */
#include "engine/base/status.h"
#include "findings/engine.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* The share that agrees tolerates mistakes in a few reports. */
enum { SHARE = 2, OUT_OF = 3 };

/* A meaning, in all the ways it is written. */
struct meaning {
    const char *form; /* as most write it */
    uint64_t form_votes;
    uint64_t votes;
};

struct votes {
    uint64_t voters;
    GHashTable *forms;    /* as written -> struct meaning, of that form alone */
    GHashTable *meanings; /* folded -> struct meaning */
};

static void
add_folded(GString *out, const char *word, size_t len)
{
    if (out->len > 0)
        g_string_append_c(out, ' ');
    /* "needs" and "need's" become "need", but "less" does not become "les". */
    if (len > 3 && word[len - 1] == 's' && word[len - 2] != 's')
        len--;
    if (len > 3 && word[len - 1] == '\'')
        len--;
    g_string_append_len(out, word, (gssize)len);
}

char *
fe_meaning_fold(const char *meaning)
{
    static const char joints[] = " -/";
    GString *out = g_string_new(NULL);

    FE_REQUIRE(meaning);
    for (const char *p = meaning; *(p += strspn(p, joints));) {
        const size_t len = strcspn(p, joints);
        add_folded(out, p, len);
        p += len;
    }
    return g_string_free(out, FALSE);
}

static struct meaning *
meaning_in(GHashTable *table, const char *key)
{
    struct meaning *meaning = g_hash_table_lookup(table, key);

    if (!meaning) {
        meaning = g_new0(struct meaning, 1);
        g_hash_table_insert(table, g_strdup(key), meaning);
    }
    return meaning;
}

/* Add the numbers of a text of votes; a line that is none is left out. */
static void
add_votes(struct votes *votes, const char *text)
{
    char **lines = g_strsplit(text, "\n", -1);

    for (char **line = lines; *line; line++) {
        char *form;
        const uint64_t n = g_ascii_strtoull(*line, &form, 10);
        if (form == *line)
            continue;
        if (*form == '\0')
            votes->voters += n;
        else if (*form == ' ')
            meaning_in(votes->forms, form + 1)->votes += n;
    }
    g_strfreev(lines);
}

/* Whether this form is preferred to the meaning's present one: it is more
 * frequent, or else shorter, or else first in the alphabet. */
static bool
is_preferred(const char *form, uint64_t votes, const struct meaning *to)
{
    if (!to->form || votes != to->form_votes)
        return !to->form || votes > to->form_votes;
    const size_t len = strlen(form), other = strlen(to->form);
    return len != other ? len < other : strcmp(form, to->form) < 0;
}

static void
add_form(void *form, void *counted, void *data)
{
    struct votes *votes = data;
    const uint64_t n = ((const struct meaning *)counted)->votes;
    char *fold = fe_meaning_fold(form);
    struct meaning *meaning = meaning_in(votes->meanings, fold);

    g_free(fold);
    meaning->votes += n;
    if (is_preferred(form, n, meaning)) {
        meaning->form = form;
        meaning->form_votes = n;
    }
}

/* The agreed meaning; NULL if there is none, or more than one, which is
 * possible because one report may explain both. */
static const struct meaning *
agreed(const struct votes *votes)
{
    const struct meaning *found = NULL;
    GHashTableIter iter;
    void *each;

    g_hash_table_iter_init(&iter, votes->meanings);
    while (g_hash_table_iter_next(&iter, NULL, &each)) {
        const struct meaning *meaning = each;
        if (meaning->votes * OUT_OF < votes->voters * SHARE)
            continue;
        if (found)
            return NULL;
        found = meaning;
    }
    return found;
}

char *
fe_votes_meaning(const char *const *values, size_t n)
{
    struct votes votes = {
        .forms = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
        .meanings =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free)};

    FE_REQUIRE(values);
    for (size_t i = 0; i < n; i++)
        add_votes(&votes, values[i]);
    g_hash_table_foreach(votes.forms, add_form, &votes);
    const struct meaning *meaning = agreed(&votes);
    char *text = g_strdup(meaning ? meaning->form : "");
    g_hash_table_destroy(votes.meanings);
    g_hash_table_destroy(votes.forms);
    return text;
}
