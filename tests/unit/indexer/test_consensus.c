/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "index/consensus.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What reports explain, and what they agree on. */
struct agreed {
    struct consensus consensus;
    GHashTable *reports; /* report -> struct abbreviations */
};

static void
free_explained(void *data)
{
    abbreviations_fini(data);
    free(data);
}

/* Makes the report explain these pairs, as "A=b; C=d". */
static void
set(struct agreed *g, const char *report, const char *pairs)
{
    struct abbreviations *explained = calloc(1, sizeof *explained);
    char *copy = strdup(pairs), *rest = copy;

    assert_non_null(explained);
    if (!g->reports)
        g->reports = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                           free_explained);
    for (char *letters; (letters = strsep(&rest, ";"));) {
        char *meaning = strchr(letters, '=');
        if (!meaning)
            continue;
        *meaning++ = '\0';
        abbreviations_add(explained, letters + strspn(letters, " "), meaning);
    }
    free(copy);
    const struct abbreviations *had = g_hash_table_lookup(g->reports, report);
    if (had)
        consensus_remove(&g->consensus, had);
    consensus_add(&g->consensus, explained);
    g_hash_table_insert(g->reports, g_strdup(report), explained);
}

static void
fini(struct agreed *g)
{
    if (g->reports)
        g_hash_table_destroy(g->reports);
    consensus_fini(&g->consensus);
}

static void
assert_meaning(const struct agreed *g,
               const char *letters,
               const char *expected)
{
    char *meaning = consensus_meaning(&g->consensus, letters);
    assert_string_equal(meaning, expected);
    free(meaning);
}

static void
one_report_is_enough_if_it_is_the_only_one(void **state)
{
    struct agreed g = {0};

    (void)state;
    assert_meaning(&g, "fhp", "");
    set(&g, "a", "FHP=family help plan");
    assert_meaning(&g, "fhp", "family help plan");
    assert_meaning(&g, "FHP", "");
    assert_meaning(&g, "nct", "");
    fini(&g);
}

static void
a_meaning_that_two_thirds_give_is_kept(void **state)
{
    struct agreed g = {0};

    (void)state;
    set(&g, "a", "FHP=food hygiene pass");
    set(&g, "b", "FHP=family help plan");
    assert_meaning(&g, "fhp", "");
    set(&g, "c", "FhP=family help plan");
    assert_meaning(&g, "fhp", "family help plan");
    set(&g, "d", "FHP=food hygiene pass");
    assert_meaning(&g, "fhp", "");
    set(&g, "e", "FHP=family help plan");
    assert_meaning(&g, "fhp", "");
    set(&g, "f", "FHP=family help plan");
    assert_meaning(&g, "fhp", "family help plan");
    set(&g, "g", "FHP=free home phone");
    assert_meaning(&g, "fhp", "");
    fini(&g);
}

static void
an_ambiguous_abbreviation_has_no_meaning(void **state)
{
    struct agreed g = {0};

    (void)state;
    set(&g, "a", "CE=chief executive; CE=child exploitation");
    assert_meaning(&g, "ce", "");
    /* All three reports give one meaning, and two of them the other as well. */
    set(&g, "b", "CE=chief executive; CE=child exploitation");
    set(&g, "c", "CE=chief executive");
    assert_meaning(&g, "ce", "");
    set(&g, "b", "CE=chief executive");
    assert_meaning(&g, "ce", "chief executive");
    fini(&g);
}

/* Hyphens and plurals do not make another meaning. */
static void
a_meaning_is_spelt_as_most_reports_spell_it(void **state)
{
    struct agreed g = {0};

    (void)state;
    set(&g, "a", "CBT=cross border teams");
    set(&g, "b", "CBT=cross-border teams");
    assert_meaning(&g, "cbt", "cross border teams");
    set(&g, "c", "CBT=cross-border team");
    assert_meaning(&g, "cbt", "cross-border team");
    set(&g, "d", "CBT=cross border teams");
    assert_meaning(&g, "cbt", "cross border teams");
    set(&g, "e", "YPA=young people's advocate");
    set(&g, "f", "YPA=young peoples advocate");
    assert_meaning(&g, "ypa", "young peoples advocate");
    fini(&g);
}

/* Otherwise one report could outvote others by its spellings. */
static void
a_report_that_writes_it_two_ways_counts_once(void **state)
{
    struct agreed g = {0};

    (void)state;
    set(&g, "a", "CBT=cross border team; CBT=cross-border teams");
    set(&g, "b", "CBT=children's buddy team");
    assert_meaning(&g, "cbt", "");
    set(&g, "b", "");
    assert_meaning(&g, "cbt", "cross border team");
    set(&g, "a", "");
    assert_meaning(&g, "cbt", "");
    fini(&g);
}

static void
a_change_is_reported_once(void **state)
{
    struct agreed g = {0};

    (void)state;
    char **changes = consensus_changes(&g.consensus);
    assert_null(changes[0]);
    g_strfreev(changes);
    set(&g, "a", "FHP=family help plan");
    set(&g, "b", "FhP=family help plan");
    changes = consensus_changes(&g.consensus);
    assert_string_equal(changes[0], "fhp");
    assert_null(changes[1]);
    g_strfreev(changes);
    set(&g, "a", "");
    set(&g, "c", "");
    changes = consensus_changes(&g.consensus);
    assert_string_equal(changes[0], "fhp");
    assert_null(changes[1]);
    g_strfreev(changes);
    changes = consensus_changes(&g.consensus);
    assert_null(changes[0]);
    g_strfreev(changes);
    fini(&g);
}

/* Reports are added, replaced and removed in any order; the result is as if
 * only the remaining ones had been added. */
static void
removed_reports_leave_no_trace(void **state)
{
    static const char *const explained[] = {
        "",
        "AB=a b",
        "AB=a b; AB=a bs; AB=alpha beta",
        "AB=alpha betas; CD=c d",
        "aB=a-b; CD=c d; CD=cold day; EF=e f",
        "AB=any bee; AB=a big one; AB=a boy; AB=all boys; AB=an ice beer",
    };
    enum { REPORTS = 12, CHOICES = sizeof explained / sizeof *explained };
    static const char *const letters[] = {"ab", "cd", "ef"};
    size_t chosen[REPORTS] = {0};
    struct agreed grown = {0};

    (void)state;
    srand(7);
    for (int step = 0; step < 600; step++) {
        const size_t at = (size_t)rand() % REPORTS;
        struct agreed rebuilt = {0};
        char id[32];
        chosen[at] = (size_t)rand() % CHOICES;
        snprintf(id, sizeof id, "r%zu", at);
        set(&grown, id, explained[chosen[at]]);
        for (size_t i = REPORTS; i-- > 0;) {
            snprintf(id, sizeof id, "r%zu", i);
            set(&rebuilt, id, explained[chosen[i]]);
        }
        for (size_t i = 0; i < 3; i++) {
            char *meaning = consensus_meaning(&rebuilt.consensus, letters[i]);
            assert_meaning(&grown, letters[i], meaning);
            free(meaning);
        }
        fini(&rebuilt);
    }
    for (size_t i = 0; i < REPORTS; i++) {
        char id[32];
        snprintf(id, sizeof id, "r%zu", i);
        set(&grown, id, "");
    }
    for (size_t i = 0; i < 3; i++)
        assert_meaning(&grown, letters[i], "");
    fini(&grown);
}

/* Votes as an index has them: letters -> text. */
static char *
read_kept(void *data, const char *letters)
{
    const char *text = g_hash_table_lookup(data, letters);

    return text ? strdup(text) : NULL;
}

static void
keep_changes(struct consensus *consensus, GHashTable *kept)
{
    char **changes = consensus_changes(consensus);

    for (char **letters = changes; *letters; letters++)
        g_hash_table_insert(kept, g_strdup(*letters),
                            consensus_votes(consensus, *letters));
    g_strfreev(changes);
}

/* Each change is made by a run that knows nothing but the votes that the runs
 * before have kept. */
static void
runs_that_read_kept_votes_agree_with_one_that_saw_all_reports(void **state)
{
    static const char *const explained[] = {
        "AB=a b; CD=c d",          "AB=a bs; AB=alpha beta",
        "aB=a-b; CD=cold day",     "AB=any bee; AB=a big one; EF=e f",
        "CD=c d; EF=e f; AB=a bs",
    };
    enum { REPORTS = sizeof explained / sizeof *explained };
    GHashTable *kept =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    struct agreed whole = {0};

    (void)state;
    for (size_t step = 0; step < 2 * REPORTS; step++) {
        const size_t at = step % REPORTS;
        struct agreed part = {
            .consensus = {.read_votes = read_kept, .data = kept}};
        char id[32];
        snprintf(id, sizeof id, "r%zu", at);
        if (step >= REPORTS) { /* it is removed */
            const struct abbreviations *had =
                g_hash_table_lookup(whole.reports, id);
            consensus_remove(&part.consensus, had);
            set(&whole, id, "");
        } else {
            set(&part, id, explained[at]);
            set(&whole, id, explained[at]);
        }
        keep_changes(&part.consensus, kept);
        GHashTableIter iter;
        gpointer letters, votes;
        g_hash_table_iter_init(&iter, kept);
        while (g_hash_table_iter_next(&iter, &letters, &votes)) {
            char *wanted = consensus_votes(&whole.consensus, letters);
            assert_string_equal(votes, wanted);
            g_free(wanted);
        }
        fini(&part);
    }
    fini(&whole);
    g_hash_table_destroy(kept);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_report_is_enough_if_it_is_the_only_one),
        cmocka_unit_test(a_meaning_that_two_thirds_give_is_kept),
        cmocka_unit_test(an_ambiguous_abbreviation_has_no_meaning),
        cmocka_unit_test(a_meaning_is_spelt_as_most_reports_spell_it),
        cmocka_unit_test(a_report_that_writes_it_two_ways_counts_once),
        cmocka_unit_test(a_change_is_reported_once),
        cmocka_unit_test(removed_reports_leave_no_trace),
        cmocka_unit_test(
            runs_that_read_kept_votes_agree_with_one_that_saw_all_reports),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
