/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Near-duplicates: documents with nearly the same text are shown as one.
 */
#include "support.h"
#include "texts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { REPORT = 1, DATE };

static const char sentence[] =
    "The local authority and its partners should ensure within %s months that "
    "all assessments of children in need are completed on time, recorded in "
    "full and read by %s managers, so that plans are made which %s the risks "
    "that were found and so that no child waits for longer than is needed.";

static void
add(struct texts *tx,
    const char *report,
    const char *date,
    const char *months,
    const char *managers,
    const char *verb)
{
    char text[500];

    snprintf(text, sizeof text, sentence, months, managers, verb);
    texts_add(tx, &(struct text_row){text, {report, date}, NULL});
}

/* Documents 1 to 4 are near-duplicates; 5 and 6 are the same, but too short. */
static int
set_up(void **state)
{
    static const char short_text[] = "Assessments are completed in time.";
    struct texts *tx;

    texts_open(state);
    tx = *state;
    add(tx, "leeds", "2010", "3", "12", "address");
    add(tx, "kent", "2012", "6", "12", "address"); /* differs by a number */
    add(tx, "hull", "2011", "3", "12", "lower");   /* differs by a word */
    add(tx, "hull", "2009", "18", "4000", "address");
    texts_add(tx, &(struct text_row){short_text, {"leeds", "2010"}, NULL});
    texts_add(tx, &(struct text_row){short_text, {"kent", "2011"}, NULL});
    texts_add(tx, &(struct text_row){
                      "Another long text, in which assessments are a word "
                      "among many others that are not in the same order and "
                      "are about matters of money, staff and buildings.",
                      {"york", "2010"},
                      NULL});
    texts_commit(tx);
    return 0;
}

static void
the_first_is_shown_and_the_others_are_counted(void **state)
{
    struct texts *tx = *state;
    struct fe_request request = texts_request("assessments");

    request.alike_slot = REPORT;
    request.order = FE_ORDER_FALLING;
    request.order_slot = DATE;
    struct fe_hits *hits = texts_ask(tx, &request);
    assert_int_equal(fe_hits_total(hits), 7);
    assert_int_equal(fe_hits_shown(hits), 4);
    assert_int_equal(fe_hits_count(hits), 4);
    for (size_t i = 0; i < 4; i++) {
        const struct fe_hit hit = fe_hits_at(hits, i);
        const bool is_first = *hit.data == '2'; /* the newest near-duplicate */
        assert_int_equal(hit.alike, is_first ? 3 : 0);
        assert_int_equal(hit.alike_values, is_first ? 2 : 0);
    }
    char *ids = texts_sorted(hits);
    assert_string_equal(ids, "2567");
    free(ids);
}

static void
the_best_of_a_ranked_list_is_shown(void **state)
{
    struct texts *tx = *state;
    struct fe_request request = texts_request("assessments lower");

    request.match = FE_MATCH_ANY;
    struct fe_hits *all = texts_ask(tx, &request);
    request.alike_slot = REPORT;
    struct fe_hits *hits = texts_ask(tx, &request);
    assert_int_equal(fe_hits_total(hits), fe_hits_total(all));
    assert_memory_equal(fe_hits_at(all, 0).data, "3", 1);
    assert_memory_equal(fe_hits_at(hits, 0).data, "3", 1);
    assert_true(fe_hits_at(all, 0).score == fe_hits_at(hits, 0).score);
    assert_int_equal(fe_hits_at(hits, 0).alike, 3);
    fe_hits_free(all);
    fe_hits_free(hits);
}

static void
without_a_slot_all_are_shown(void **state)
{
    struct texts *tx = *state;
    struct fe_request request = texts_request("assessments");

    struct fe_hits *hits = texts_ask(tx, &request);
    assert_int_equal(fe_hits_shown(hits), 7);
    for (size_t i = 0; i < 7; i++)
        assert_int_equal(fe_hits_at(hits, i).alike, 0);
    fe_hits_free(hits);
}

static void
only_what_passes_the_filters_is_counted(void **state)
{
    static const char *const hull[] = {"hull"};
    static const char *const two[] = {"leeds", "kent"};
    static const struct fe_filter filters[] = {
        {.slot = REPORT, .values = hull, .n_values = 1},
        {.slot = REPORT, .values = two, .n_values = 2}};
    static const struct {
        const char *shown;
        size_t alike, alike_values;
    } cases[] = {{"3", 1, 0}, {"256", 1, 1}};
    struct texts *tx = *state;
    struct fe_request request = texts_request("assessments");

    request.alike_slot = REPORT;
    request.order = FE_ORDER_FALLING;
    request.order_slot = DATE;
    request.n_filters = 1;
    for (size_t i = 0; i < 2; i++) {
        request.filters = &filters[i];
        struct fe_hits *hits = texts_ask(tx, &request);
        assert_int_equal(fe_hits_at(hits, 0).alike, cases[i].alike);
        assert_int_equal(fe_hits_at(hits, 0).alike_values,
                         cases[i].alike_values);
        char *ids = texts_sorted(hits);
        assert_string_equal(ids, cases[i].shown);
        free(ids);
    }
}

static void
pages_have_what_is_shown_and_facets_count_everything(void **state)
{
    static const struct fe_facet facets[] = {{REPORT, 0}};
    static const unsigned slots[] = {REPORT};
    struct texts *tx = *state;
    struct fe_request request = texts_request("assessments");
    char seen[8] = "";

    request.alike_slot = REPORT;
    request.facets = facets;
    request.n_facets = 1;
    request.total_slots = slots;
    request.n_total_slots = 1;
    request.limit = 1;
    for (request.offset = 0; request.offset < 5; request.offset++) {
        struct fe_hits *hits = texts_ask(tx, &request);
        assert_int_equal(fe_hits_count(hits), request.offset < 4);
        assert_int_equal(fe_hits_total_of(hits, 0), 4);
        assert_int_equal(fe_hits_facet(hits, 0).counts[0].count, 2);
        char *id = texts_ids(hits);
        assert_true(*id == '\0' || !strchr(seen, *id));
        strcat(seen, id);
        free(id);
    }
    assert_int_equal(strlen(seen), 4);
}

#define WITH_ALIKE(test)                                                       \
    cmocka_unit_test_setup_teardown(test, set_up, texts_close)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_ALIKE(the_first_is_shown_and_the_others_are_counted),
        WITH_ALIKE(the_best_of_a_ranked_list_is_shown),
        WITH_ALIKE(without_a_slot_all_are_shown),
        WITH_ALIKE(only_what_passes_the_filters_is_counted),
        WITH_ALIKE(pages_have_what_is_shown_and_facets_count_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
