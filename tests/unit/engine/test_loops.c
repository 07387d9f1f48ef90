/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Each loop of the engine gives up by itself: it is cancelled when everything
 * before it has been done.
 */
#include "support.h"
#include "texts.h"

#include "engine/match/lists.h"
#include "engine/match/positions.h"
#include "engine/match/reader.h"
#include "engine/match/revision.h"
#include "engine/query/synonyms.h"
#include "engine/result/execution.h"
#include "engine/result/facets.h"

#include <string.h>

#define QUERY "neglect of kids, case recording"

static atomic_bool is_cancelled;
static const struct fe_stop cancelled = {.is_cancelled = &is_cancelled};

static int
set_up(void **state)
{
    static const struct fe_field authority = {.name = "authority", .slot = 1};
    static const struct text_row rows[] = {
        {"case recording, and more recording", {"leeds"}, NULL},
        {"neglect of kids, poor care", {"kent"}, NULL},
        {"a case of neglect", {"hull"}, NULL},
    };
    struct texts *tx;

    texts_open(state);
    tx = *state;
    texts_words(tx, "kids = children\nneglect ~ poor care, harm\n");
    texts_field(tx, &authority);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        texts_add(tx, &rows[i]);
    texts_commit(tx);
    return 0;
}

static void
give_up(const struct snapshot *snapshot)
{
    if (is_cancelled)
        arena_stop_at(snapshot->arena, &cancelled);
}

/* A pattern of words of the index. */
static struct pattern *
words_pattern(const struct snapshot *snapshot, const char *one, size_t n)
{
    struct pattern *pattern = arena_alloc(snapshot->arena, sizeof *pattern);

    *pattern = (struct pattern){.kind = PATTERN_WORDS, .prefix = ""};
    pattern->words = arena_array(snapshot->arena, n, sizeof *pattern->words);
    while (pattern->n_words < n)
        pattern->words[pattern->n_words++] = one;
    return pattern;
}

static void
find_joined(const struct snapshot *snapshot, enum pattern_kind kind)
{
    struct pattern parts[] = {*words_pattern(snapshot, "case", 1),
                              *words_pattern(snapshot, "recording", 1)};
    struct pattern whole = {.kind = kind,
                            .prefix = "",
                            .parts = parts,
                            .n_parts = 2,
                            .distance = 5};

    list_of(snapshot, &parts[0]);
    list_of(snapshot, &parts[1]);
    give_up(snapshot);
    list_of(snapshot, &whole);
}

static void
find_postings(const struct snapshot *snapshot)
{
    give_up(snapshot);
    store_postings(snapshot, "case", 1);
}

static void
unpack_postings(const struct snapshot *snapshot)
{
    const struct postings *list =
        list_of(snapshot, words_pattern(snapshot, "case", 1));

    give_up(snapshot);
    postings_unpack(snapshot->arena, list);
}

static void
find_phrase(const struct snapshot *snapshot)
{
    find_joined(snapshot, PATTERN_PHRASE);
}

static void
find_near(const struct snapshot *snapshot)
{
    find_joined(snapshot, PATTERN_NEAR);
}

static void
find_either(const struct snapshot *snapshot)
{
    find_joined(snapshot, PATTERN_EITHER);
}

static struct spans
places_of_leaf(void *data, struct arena *arena, const struct pattern *leaf)
{
    (void)arena, (void)leaf;
    return *(const struct spans *)data;
}

static void
join_positions(const struct snapshot *snapshot)
{
    struct span places[] = {{1, 1}, {2, 2}};
    struct spans spans = {places, 2};
    struct pattern parts[] = {{.kind = PATTERN_WORDS}, {.kind = PATTERN_WORDS}};
    const struct pattern near = {
        .kind = PATTERN_NEAR, .parts = parts, .n_parts = 2, .distance = 5};

    give_up(snapshot);
    positions_of(snapshot->arena, &near, places_of_leaf, &spans);
}

static void
find_value(const struct snapshot *snapshot)
{
    const struct named_value value = {
        .field = lexicon_field_at(snapshot->lexicon, 0), .value = "leeds"};

    snapshot_column(snapshot, 1, 0);
    give_up(snapshot);
    list_of_value(snapshot, &value);
}

static void
filter_column(const struct snapshot *snapshot)
{
    const struct column *column = snapshot_column(snapshot, 1, 0);

    give_up(snapshot);
    column_filter(snapshot->arena, column, &(struct fe_filter){.slot = 1});
}

static void
list_beginnings(const struct snapshot *snapshot)
{
    give_up(snapshot);
    words_of_prefix(snapshot, "", "word");
}

static void
list_forms(const struct snapshot *snapshot)
{
    give_up(snapshot);
    words_of_stem(snapshot, "", "record");
}

static void
judge_spelling(const struct snapshot *snapshot)
{
    struct spelling_answer answer;

    words_documents(snapshot, "", "recordng");
    give_up(snapshot);
    words_judge(snapshot, "", "recordng", false, &answer);
}

static void
find_synonyms(const struct snapshot *snapshot)
{
    const char *words[] = {"neglect"};

    give_up(snapshot);
    synonyms_of(snapshot, &(struct phrase){words, 1});
}

static void
list_terms(const struct snapshot *snapshot)
{
    give_up(snapshot);
    snapshot_words(snapshot, 1);
}

static void
read_data(const struct snapshot *snapshot)
{
    size_t len;

    give_up(snapshot);
    snapshot_data(snapshot, 1, &len);
}

static void
read_tokens(const struct snapshot *snapshot)
{
    give_up(snapshot);
    phrase_of(snapshot->arena, QUERY, strlen(QUERY));
}

/* The query, at the first window that has documents. */
static struct execution *
executed(const struct snapshot *snapshot)
{
    static const struct fe_facet facet = {1, 0};
    static struct fe_request request;
    struct execution *execution =
        arena_alloc(snapshot->arena, sizeof *execution);

    request = texts_request(QUERY);
    request.facets = &facet;
    request.n_facets = 1;
    execution_open(execution, snapshot, &request);
    assert_true(execution_next(execution));
    return execution;
}

static void
find_window(const struct snapshot *snapshot)
{
    struct execution *execution = executed(snapshot);

    execution_rewind(execution);
    give_up(snapshot);
    execution_next(execution);
}

static void
score_window(const struct snapshot *snapshot)
{
    struct execution *execution = executed(snapshot);

    snapshot_boilerplate(snapshot);
    give_up(snapshot);
    execution_scores(execution, execution->passing);
}

static void
bound_window(const struct snapshot *snapshot)
{
    struct execution *execution = executed(snapshot);

    give_up(snapshot);
    matching_bounds(execution->matching);
}

static void
explain_hit(const struct snapshot *snapshot)
{
    struct execution *execution = executed(snapshot);
    struct explained hit = {.id = 1};

    hit.shares = arena_array(snapshot->arena, execution->planned.n_terms,
                             sizeof *hit.shares);
    give_up(snapshot);
    matching_explain(execution->matching, &hit, 1);
}

static void
count_facets(const struct snapshot *snapshot)
{
    struct execution *execution = executed(snapshot);
    struct facets facets;

    facets_open(&facets, snapshot, execution->request);
    give_up(snapshot);
    facets_add(&facets, execution);
}

static void
list_facet(const struct snapshot *snapshot)
{
    struct execution *execution = executed(snapshot);
    struct facets facets;

    facets_open(&facets, snapshot, execution->request);
    facets_add(&facets, execution);
    give_up(snapshot);
    facet_counts(&facets.at[0]);
}

static void
sort_page(const struct snapshot *snapshot)
{
    struct page page;

    page_open(&page, snapshot->arena, 0, 2);
    page_add(&page, (struct ranked){0, 1, 0, 1});
    page_add(&page, (struct ranked){0, 1, 0, 2});
    give_up(snapshot);
    page_sort(&page);
}

static void
run_loop(const struct snapshot *snapshot, void *data)
{
    void (*const *loop)(const struct snapshot *snapshot) = data;

    arena_stop_at(snapshot->arena, NULL);
    (*loop)(snapshot);
}

static void
each_loop_gives_up(void **state)
{
    static const struct {
        const char *name;
        void (*run)(const struct snapshot *snapshot);
    } loops[] = {
        {"find_postings", find_postings},
        {"unpack_postings", unpack_postings},
        {"find_phrase", find_phrase},
        {"find_near", find_near},
        {"find_either", find_either},
        {"join_positions", join_positions},
        {"find_value", find_value},
        {"filter_column", filter_column},
        {"list_beginnings", list_beginnings},
        {"list_forms", list_forms},
        {"judge_spelling", judge_spelling},
        {"find_synonyms", find_synonyms},
        {"list_terms", list_terms},
        {"read_data", read_data},
        {"read_tokens", read_tokens},
        {"find_window", find_window},
        {"score_window", score_window},
        {"bound_window", bound_window},
        {"explain_hit", explain_hit},
        {"count_facets", count_facets},
        {"list_facet", list_facet},
        {"sort_page", sort_page},
    };
    struct texts *tx = *state;
    struct fe_error err;

    for (size_t i = 0; i < G_N_ELEMENTS(loops); i++)
        for (int round = 0; round < 2; round++) {
            is_cancelled = round == 0;
            const enum fe_status status =
                reader_run(tx->reader, run_loop, (void *)&loops[i].run, &err);
            if (status != (is_cancelled ? FE_CANCELLED : FE_OK))
                fail_msg("%s: status %d", loops[i].name, (int)status);
        }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_loop_gives_up, set_up,
                                        texts_close),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
