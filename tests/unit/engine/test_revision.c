/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What is kept of an index in memory, after commits: it must equal what a newly
 * opened index has.
 */
#include "described.h"
#include "support.h"

#include "engine/match/columns.h"
#include "engine/match/lists.h"
#include "engine/match/reader.h"
#include "engine/match/revision.h"

#include <stdlib.h>
#include <string.h>

struct fixture {
    char *folder;
    char *db;
    struct fe_writer *writer;
    unsigned n_reports;
};

static int
set_up(void **state)
{
    struct fixture *fx = calloc(1, sizeof *fx);

    assert_non_null(fx);
    fx->folder = test_folder();
    fx->db = test_path(fx->folder, "db");
    assert_int_equal(fe_writer_open(fx->db, &fx->writer, NULL), FE_OK);
    *state = fx;
    srand(11);
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *fx = *state;

    fe_writer_close(fx->writer);
    free(fx->db);
    test_folder_remove(fx->folder);
    free(fx);
    return 0;
}

static void
add_of_kind(struct fixture *fx,
            const char *report,
            const char *kind,
            const char *text)
{
    described_add(fx->writer, &(struct described_document){
                                  report, kind, described_date(), text});
}

static void
add_document(struct fixture *fx, const char *report, const char *text)
{
    add_of_kind(fx, report, described_kind(), text);
}

/* One of a few texts, some words of which differ. */
static const char *
nearly_known_text(char text[DESCRIBED_TEXT_SIZE])
{
    enum { TEXTS = 40, WORDS = 40 };
    const int number = rand() % TEXTS;

    *text = '\0';
    for (int i = 0; i < WORDS; i++)
        sprintf(text + strlen(text), "%s%d ", rand() % 50 ? "said" : "other",
                number * WORDS + i);
    return text;
}

/* Adds a report of a few texts, the first of which is nearly the same in many
 * reports. */
static void
add_report(struct fixture *fx)
{
    char report[16], text[1024];

    snprintf(report, sizeof report, "r%u", fx->n_reports++);
    add_document(fx, report,
                 "This inspection was carried out under the framework of the "
                 "year by three of the inspectors of the region in spring");
    for (int i = rand() % 20; i >= 0; i--)
        add_document(fx, report, described_text(text));
    for (int i = rand() % 4; i > 0; i--)
        add_document(fx, report, nearly_known_text(text));
}

static void
remove_report(struct fixture *fx)
{
    char term[32];

    snprintf(term, sizeof term, "XR:r%d", rand() % (int)fx->n_reports);
    assert_int_equal(fe_writer_remove(fx->writer, term, NULL), FE_OK);
}

static void
commit(struct fixture *fx)
{
    assert_int_equal(fe_writer_commit(fx->writer, NULL), FE_OK);
}

static void
is_as_if_opened_now(struct fixture *fx, struct fe_reader *reader)
{
    struct description kept, fresh;
    struct fe_reader *other;
    struct fe_error err;

    if (reader_run(reader, describe_snapshot, &kept, &err) != FE_OK)
        fail_msg("%s", err.message);
    assert_int_equal(fe_reader_open_path(fx->db, NULL, &other, &err), FE_OK);
    if (reader_run(other, describe_snapshot, &fresh, &err) != FE_OK)
        fail_msg("%s", err.message);
    assert_string_equal(kept.text.at, fresh.text.at);
    fe_reader_close(other);
}

static void
after_each_commit_a_revision_is_as_if_just_made(void **state)
{
    struct fixture *fx = *state;
    struct fe_index *index;
    struct fe_reader *readers[2];

    add_report(fx);
    commit(fx);
    assert_int_equal(fe_index_open(fx->db, NULL, &index, NULL), FE_OK);
    for (int i = 0; i < 2; i++)
        assert_int_equal(fe_reader_open(index, &readers[i], NULL), FE_OK);
    for (int round = 0; round < 120; round++) {
        /* A reader may miss some commits. */
        is_as_if_opened_now(fx, readers[rand() % 2]);
        for (int i = rand() % 3; i >= 0; i--)
            add_report(fx);
        if (round % 2 == 1)
            remove_report(fx);
        commit(fx);
    }
    is_as_if_opened_now(fx, readers[0]);
    is_as_if_opened_now(fx, readers[1]);
    for (int i = 0; i < 2; i++)
        fe_reader_close(readers[i]);
    fe_index_close(index);
}

static void
look_up_lists(const struct snapshot *snapshot, void *data)
{
    struct pattern parts[] = {words_pattern(snapshot, "case"),
                              words_pattern(snapshot, "recording")};
    const struct pattern patterns[] = {
        parts[0],
        {.kind = PATTERN_PHRASE, .prefix = "", .parts = parts, .n_parts = 2},
        {.kind = PATTERN_EITHER, .prefix = "", .parts = parts, .n_parts = 2}};
    size_t *used = data;
    const size_t before = arena_mark(snapshot->arena).used;

    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        assert_true(list_of(snapshot, &patterns[i])->n > 0);
    *used = arena_mark(snapshot->arena).used - before;
}

/* A query may have hundreds of phrases, and looking each one up takes more than
 * 1 MB. */
static void
a_list_that_was_looked_up_leaves_nothing_in_the_requests_memory(void **state)
{
    struct fixture *fx = *state;
    struct fe_reader *reader;
    size_t used = 0;

    add_document(fx, "r1", "Case recording is timely.");
    commit(fx);
    assert_int_equal(fe_reader_open_path(fx->db, NULL, &reader, NULL), FE_OK);
    assert_int_equal(reader_run(reader, look_up_lists, &used, NULL), FE_OK);
    assert_true(used < 1000);
    fe_reader_close(reader);
}

static void
a_value_is_spelt_as_in_the_documents_that_remain(void **state)
{
    struct fixture *fx = *state;
    struct fe_reader *reader;

    add_of_kind(fx, "first", "Good", "Case recording is timely.");
    commit(fx);
    assert_int_equal(fe_reader_open_path(fx->db, NULL, &reader, NULL), FE_OK);
    is_as_if_opened_now(fx, reader);
    assert_int_equal(fe_writer_remove(fx->writer, "XR:first", NULL), FE_OK);
    add_of_kind(fx, "second", "GOOD", "Case recording is timely.");
    commit(fx);
    is_as_if_opened_now(fx, reader);
    fe_reader_close(reader);
}

static void
has_no_groups(const struct snapshot *snapshot, void *data)
{
    bool *has_none = data;

    *has_none =
        !revision_has(snapshot->revision, &snapshot->revision->duplicates);
}

/* Each new document would be compared with all earlier ones; sorting all of
 * them is cheaper. */
static void
near_duplicates_of_a_large_commit_are_sorted_when_they_are_asked_for(
    void **state)
{
    struct fixture *fx = *state;
    struct fe_reader *reader;
    bool has_none = false;

    add_report(fx);
    commit(fx);
    assert_int_equal(fe_reader_open_path(fx->db, NULL, &reader, NULL), FE_OK);
    is_as_if_opened_now(fx, reader);
    for (int i = 0; i < 4100; i++)
        add_document(fx, i % 2 == 0 ? "even" : "odd",
                     "Case recording is timely.");
    commit(fx);
    assert_int_equal(reader_run(reader, has_no_groups, &has_none, NULL), FE_OK);
    assert_true(has_none);
    is_as_if_opened_now(fx, reader);
    fe_reader_close(reader);
}

static void
a_value_is_found_with_other_punctuation_or_and_for_an_ampersand(void **state)
{
    static const char *const keys[] = {"", "st. mary's", "thorn & haven"};
    static const struct {
        const char *value;
        bool is_there;
    } cases[] = {
        {"St. Mary's", true},      {"St Marys", true},
        {"Thorn and Haven", true}, {"THORN-AND-HAVEN", true},
        {"thorn & haven", true},   {"Thorn and Havens", false},
        {"Thorn and", false},      {"Thorn Haven", false},
        {"St. Mary & Co", false},
    };
    const struct column column = {.keys = keys, .n_values = 3, .n_codes = 3};
    struct arena *arena = arena_new(SIZE_MAX);

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(
            column_has(arena, &column, cases[i].value, strlen(cases[i].value)),
            cases[i].is_there);
    arena_free(arena);
}

static void
a_rebuilt_index_is_a_different_one(void **state)
{
    struct fixture *fx = *state;
    struct fe_reader *reader;

    for (int i = 0; i < 5; i++)
        add_report(fx);
    commit(fx);
    assert_int_equal(fe_reader_open_path(fx->db, NULL, &reader, NULL), FE_OK);
    is_as_if_opened_now(fx, reader);
    fe_writer_close(fx->writer);
    test_folder_remove(strdup(fx->db));
    assert_int_equal(fe_writer_open(fx->db, &fx->writer, NULL), FE_OK);
    for (int i = 0; i < 7; i++)
        add_report(fx);
    commit(fx);
    is_as_if_opened_now(fx, reader);
    fe_reader_close(reader);
}

/* Phrases of several kinds: with words that the index does not have, with a
 * word twice, with alternatives. */
struct phrases {
    bool are_together;
    struct string text;
    size_t documents;
};

static void
describe_phrases(const struct snapshot *snapshot, void *data)
{
    struct phrases *phrases = data;
    struct pattern parts[] = {
        words_pattern(snapshot, "case"), words_pattern(snapshot, "recording"),
        words_pattern(snapshot, "of"),   words_pattern(snapshot, "care"),
        words_pattern(snapshot, "plan"), words_pattern(snapshot, "absent")};
    struct pattern patterns[] = {
        {.kind = PATTERN_PHRASE, .prefix = "", .parts = parts, .n_parts = 2},
        {.kind = PATTERN_PHRASE, .prefix = "", .parts = parts, .n_parts = 3},
        {.kind = PATTERN_PHRASE,
         .prefix = "",
         .parts = parts + 2,
         .n_parts = 2},
        {.kind = PATTERN_PHRASE,
         .prefix = "",
         .parts = parts + 1,
         .n_parts = 2},
        {.kind = PATTERN_PHRASE, .prefix = "", .parts = parts, .n_parts = 2},
        {.kind = PATTERN_PHRASE,
         .prefix = "",
         .parts = parts + 4,
         .n_parts = 2},
        {.kind = PATTERN_PHRASE,
         .prefix = "",
         .parts = parts + 3,
         .n_parts = 2},
        {0},
        parts[0]};
    enum { N = sizeof patterns / sizeof *patterns };
    const struct pattern *all[N];

    patterns[N - 2] = (struct pattern){.kind = PATTERN_EITHER,
                                       .prefix = "",
                                       .parts = patterns + 4,
                                       .n_parts = 3};
    for (size_t i = 0; i < N; i++)
        all[i] = &patterns[i];
    if (phrases->are_together)
        lists_make(snapshot, all, N);
    phrases->text = (struct string){0};
    phrases->documents = 0;
    for (size_t i = 0; i < N; i++) {
        described_list(snapshot, &phrases->text, &patterns[i]);
        phrases->documents += list_of(snapshot, &patterns[i])->n;
    }
}

static void
phrases_looked_up_together_are_found_as_if_alone(void **state)
{
    struct fixture *fx = *state;
    struct phrases phrases[2] = {{.are_together = true}, {0}};
    struct fe_reader *readers[2];

    for (int i = 0; i < 60; i++)
        add_report(fx);
    commit(fx);
    remove_report(fx);
    commit(fx);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(fe_reader_open_path(fx->db, NULL, &readers[i], NULL),
                         FE_OK);
        assert_int_equal(
            reader_run(readers[i], describe_phrases, &phrases[i], NULL), FE_OK);
    }
    assert_true(phrases[1].documents > 100);
    assert_string_equal(phrases[0].text.at, phrases[1].text.at);
    for (int i = 0; i < 2; i++)
        fe_reader_close(readers[i]);
}

/* The numbered word of a leaf of the pattern: six letters. */
static void
numbered_word(char word[16], unsigned leaf, unsigned number)
{
    sprintf(word, "%c%cq%c%c%c", 'b' + leaf / 20, 'b' + leaf % 20,
            'a' + number / 100, 'a' + number / 10 % 10, 'a' + number % 10);
}

enum { LEAVES = 400, LEAF_WORDS = 200 };

static void
find_near_many_words(const struct snapshot *snapshot, void *data)
{
    struct arena *arena = snapshot->arena;
    const char *zulu = "zulu";
    struct pattern parts[] = {
        {.kind = PATTERN_EITHER, .prefix = ""},
        {.kind = PATTERN_WORDS, .prefix = "", .words = &zulu, .n_words = 1}};
    const struct pattern near = {.kind = PATTERN_NEAR,
                                 .prefix = "",
                                 .parts = parts,
                                 .n_parts = 2,
                                 .distance = 2};
    size_t *found = data;

    parts[0].parts = arena_array(arena, LEAVES, sizeof *parts[0].parts);
    parts[0].n_parts = LEAVES;
    for (unsigned l = 0; l < LEAVES; l++) {
        struct pattern *leaf = &parts[0].parts[l];
        *leaf = (struct pattern){.kind = PATTERN_WORDS, .prefix = ""};
        leaf->words = arena_array(arena, LEAF_WORDS, sizeof *leaf->words);
        for (unsigned i = 0; i < LEAF_WORDS; i++) {
            char word[16];
            numbered_word(word, l, i);
            leaf->words[leaf->n_words++] = arena_strdup(arena, word);
        }
    }
    *found = list_of(snapshot, &near)->n;
}

/* More words than 16 bits can number, as a query such as (b* OR c* OR ...) may
 * have. */
static void
near_may_have_any_number_of_words(void **state)
{
    struct fixture *fx = *state;
    struct fe_reader *reader;
    size_t found = 0;

    for (unsigned l = 0; l < LEAVES; l++) {
        char text[LEAF_WORDS * 8] = "", *p = text;
        for (unsigned i = 0; i < LEAF_WORDS; i++) {
            char word[16];
            numbered_word(word, l, i);
            p += sprintf(p, "%s ", word);
        }
        add_document(fx, "r0", text);
    }
    for (int i = 0; i < 10; i++)
        add_document(fx, "r0", "bbqaaa one two three four five six quux zulu");
    add_document(fx, "r0", "bbqaaa zulu");
    commit(fx);
    assert_int_equal(fe_reader_open_path(fx->db, NULL, &reader, NULL), FE_OK);
    assert_int_equal(reader_run(reader, find_near_many_words, &found, NULL),
                     FE_OK);
    assert_int_equal(found, 1);
    fe_reader_close(reader);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(near_may_have_any_number_of_words,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            phrases_looked_up_together_are_found_as_if_alone, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(
            after_each_commit_a_revision_is_as_if_just_made, set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_list_that_was_looked_up_leaves_nothing_in_the_requests_memory,
            set_up, tear_down),
        cmocka_unit_test_setup_teardown(
            a_value_is_spelt_as_in_the_documents_that_remain, set_up,
            tear_down),
        cmocka_unit_test_setup_teardown(
            near_duplicates_of_a_large_commit_are_sorted_when_they_are_asked_for,
            set_up, tear_down),
        cmocka_unit_test(
            a_value_is_found_with_other_punctuation_or_and_for_an_ampersand),
        cmocka_unit_test_setup_teardown(a_rebuilt_index_is_a_different_one,
                                        set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
