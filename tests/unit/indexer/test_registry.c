/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "index/registry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ID "northmere-2010-02-19"

/* A folder with files in it, and a registry that knows them. */
struct fixture {
    char *folder;
    char *first;
    char *second;
    char *third;
    struct registry registry;
};

static int
set_up(void **state)
{
    struct fixture *fx = calloc(1, sizeof *fx);

    assert_non_null(fx);
    fx->folder = test_folder();
    fx->first = test_path(fx->folder, "first.txt");
    fx->second = test_path(fx->folder, "second.txt");
    fx->third = test_path(fx->folder, "third.txt");
    test_write(fx->first, "1", 1);
    test_write(fx->second, "2", 1);
    test_write(fx->third, "3", 1);
    *state = fx;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *fx = *state;

    registry_fini(&fx->registry);
    free(fx->first);
    free(fx->second);
    free(fx->third);
    test_folder_remove(fx->folder);
    free(fx);
    return 0;
}

/* The id that a report of the file gets if it is named like this, and its words
 * are these. */
static void
assert_named(const struct fixture *fx,
             const char *path,
             const char *name,
             const char *words,
             const char *wanted)
{
    struct paragraph paragraph = {.text = (char *)words};
    const struct report report = {
        .id = (char *)name, .paragraphs = &paragraph, .n_paragraphs = 1};
    char *id = registry_id(&fx->registry, &report, path);

    assert_string_equal(id, wanted);
    free(id);
}

#define WORDS "Records of visits are clear and up to date."
#define OTHER_WORDS "Nobody knew who had the only key to the cupboard."

static void
assert_id(const struct fixture *fx, const char *path, const char *wanted)
{
    assert_named(fx, path, ID, WORDS, wanted);
}

/* Notes what the words of the report with this id are. */
static void
set_words(struct fixture *fx, const char *id, const char *words)
{
    struct paragraph paragraph = {.text = (char *)words};
    const struct report report = {.paragraphs = &paragraph, .n_paragraphs = 1};
    struct likeness likeness;

    likeness_of(&report, &likeness);
    registry_set_likeness(&fx->registry, id, &likeness);
}

static void
set(struct fixture *fx, const char *id, const char *path)
{
    const struct source file = {.path = (char *)path, .name = (char *)"name"};

    registry_set(&fx->registry, id, &file, "digest");
}

/* The id of the file's first entry; NULL if it has none. */
static const char *
id_of(const struct fixture *fx, const char *path)
{
    const struct registry_entry *entry = registry_of(&fx->registry, path);
    return entry ? entry->id : NULL;
}

static void
a_new_id_is_the_one_requested(void **state)
{
    const struct fixture *fx = *state;

    assert_id(fx, fx->first, ID);
    assert_null(id_of(fx, fx->first));
}

static void
a_file_that_is_read_again_keeps_its_id(void **state)
{
    struct fixture *fx = *state;

    set(fx, ID, fx->first);
    registry_release(&fx->registry, fx->first);
    assert_id(fx, fx->first, ID);
    assert_string_equal(id_of(fx, fx->first), ID);
}

static void
another_file_gets_a_number_after_the_id(void **state)
{
    struct fixture *fx = *state;

    set(fx, ID, fx->first);
    assert_id(fx, fx->second, ID "-2");
    set(fx, ID "-2", fx->second);
    assert_id(fx, fx->third, ID "-3");
    /* The number is kept when the file is read again. */
    registry_release(&fx->registry, fx->second);
    registry_release(&fx->registry, fx->first);
    assert_id(fx, fx->second, ID "-2");
    assert_id(fx, fx->first, ID);
}

static void
two_reports_of_one_file_have_ids_of_their_own(void **state)
{
    struct fixture *fx = *state;

    set(fx, ID, fx->first);
    assert_id(fx, fx->first, ID "-2");
    set(fx, ID "-2", fx->first);
    assert_int_equal(unlink(fx->first), 0);
    assert_id(fx, fx->first, ID "-3");
}

static void
a_file_that_is_read_again_gives_its_ids_in_order(void **state)
{
    struct fixture *fx = *state;

    set(fx, ID "-10", fx->first);
    set(fx, ID "-2", fx->first);
    set(fx, ID, fx->first);
    registry_release(&fx->registry, fx->first);
    assert_id(fx, fx->first, ID);
    set(fx, ID, fx->first);
    assert_id(fx, fx->first, ID "-2");
    set(fx, ID "-2", fx->first);
    assert_id(fx, fx->first, ID "-10");
    /* An id that was not taken again is still marked. */
    for (size_t i = 0; i < fx->registry.count; i++)
        assert_int_equal(fx->registry.list[i]->is_released,
                         strcmp(fx->registry.list[i]->id, ID "-10") == 0);
}

/* The file may come back, as that of a disk that is not mounted. */
static void
the_id_of_a_file_that_is_gone_is_kept_for_its_words(void **state)
{
    struct fixture *fx = *state;

    set(fx, ID, fx->first);
    set_words(fx, ID, WORDS);
    assert_int_equal(unlink(fx->first), 0);
    assert_named(fx, fx->second, ID, WORDS, ID);
    assert_named(fx, fx->second, ID, OTHER_WORDS, ID "-2");
    registry_release(&fx->registry, fx->first);
    assert_named(fx, fx->second, ID, OTHER_WORDS, ID);
}

static void
ids_in_other_letters_are_the_same(void **state)
{
    struct fixture *fx = *state;

    set(fx, "caf\u00e9-2", fx->first);
    assert_non_null(registry_entry(&fx->registry, "CAFE-2"));
    assert_named(fx, fx->second, "Cafe-2", WORDS, "Cafe-2-2");
    set(fx, "Cafe", fx->second);
    assert_named(fx, fx->third, "caf\u00e9", WORDS, "caf\u00e9-3");
    /* The file itself may spell it in another way. */
    registry_release(&fx->registry, fx->second);
    assert_named(fx, fx->second, "CAFE", WORDS, "CAFE");
    set(fx, "CAFE", fx->second);
    assert_int_equal(fx->registry.count, 2);
    registry_drop(&fx->registry, "cafe");
    assert_null(id_of(fx, fx->second));
}

static void
assert_twin(const struct fixture *fx, const char *path, const char *id)
{
    struct paragraph paragraph = {.text = (char *)WORDS};
    const struct report report = {
        .id = (char *)ID, .paragraphs = &paragraph, .n_paragraphs = 1};
    const struct registry_entry *twin =
        registry_twin(&fx->registry, &report, path);

    assert_true(id ? twin && strcmp(twin->id, id) == 0 : !twin);
}

/* Also where one with a lower number is gone. */
static void
a_report_in_another_format_is_found_under_any_number(void **state)
{
    struct fixture *fx = *state;

    for (int i = 2; i <= 12; i += 5) {
        char id[64];
        snprintf(id, sizeof id, "%s-%d", ID, i);
        set(fx, id, fx->first);
        set_words(fx, id, i == 2 ? OTHER_WORDS : WORDS);
    }
    assert_twin(fx, "/visit.pdf", ID "-7");
    assert_twin(fx, "/visit.txt", NULL); /* not another format */
    registry_drop(&fx->registry, ID "-7");
    assert_twin(fx, "/visit.pdf", ID "-12");
}

/* What an index would be asked for. */
struct kept_words {
    const char *words;
    size_t asked;
};

static void
read_words(void *data, const char *id, struct likeness *out)
{
    struct kept_words *kept = data;
    struct paragraph paragraph = {.text = (char *)kept->words};
    const struct report report = {.paragraphs = &paragraph, .n_paragraphs = 1};

    assert_string_equal(id, ID);
    likeness_of(&report, out);
    kept->asked++;
}

static void
the_words_of_a_report_are_read_once_and_only_to_compare_them(void **state)
{
    struct fixture *fx = *state;
    struct kept_words kept = {.words = WORDS};

    fx->registry.read_likeness = read_words;
    fx->registry.data = &kept;
    set(fx, ID, fx->first);
    set(fx, "another", fx->second);
    assert_twin(fx, "/visit.txt", NULL); /* not another format */
    assert_int_equal(kept.asked, 0);
    assert_twin(fx, "/visit.pdf", ID);
    assert_twin(fx, "/visit.pdf", ID);
    assert_int_equal(kept.asked, 1);
    set_words(fx, ID, OTHER_WORDS);
    assert_twin(fx, "/visit.pdf", NULL);
    assert_int_equal(kept.asked, 1);
}

static void
an_id_that_is_set_again_belongs_to_the_new_file(void **state)
{
    struct fixture *fx = *state;

    set(fx, ID, fx->first);
    set(fx, ID, fx->second);
    assert_int_equal(fx->registry.count, 1);
    assert_null(id_of(fx, fx->first));
    assert_string_equal(id_of(fx, fx->second), ID);
}

static void
a_path_owned_by_the_registry_may_be_passed_to_it(void **state)
{
    struct fixture *fx = *state;

    set(fx, ID, fx->first);
    set(fx, ID, fx->registry.list[0]->file.path);
    assert_string_equal(id_of(fx, fx->first), ID);
}

static void
a_dropped_id_belongs_to_no_file(void **state)
{
    struct fixture *fx = *state;

    set(fx, ID, fx->first);
    set(fx, "other", fx->second);
    registry_drop(&fx->registry, ID);
    assert_null(id_of(fx, fx->first));
    assert_string_equal(id_of(fx, fx->second), "other");
    assert_id(fx, fx->third, ID);
}

/* The ids of the file's entries, sorted, each with a blank after it. */
static void
assert_file(const struct fixture *fx, const char *path, const char *expected)
{
    char ids[64] = "";

    for (char letter = 'a'; letter <= 'z'; letter++)
        for (const struct registry_entry *entry =
                 registry_of(&fx->registry, path);
             entry; entry = entry->next)
            if (entry->id[0] == letter)
                snprintf(ids + strlen(ids), sizeof ids - strlen(ids), "%s ",
                         entry->id);
    assert_string_equal(ids, expected);
}

static void
the_reports_of_a_file_lead_to_each_other(void **state)
{
    struct fixture *fx = *state;

    for (const char *id = "a\0b\0c\0d\0e\0"; *id; id += 2)
        set(fx, id, fx->first);
    assert_file(fx, fx->first, "a b c d e ");
    registry_drop(&fx->registry, "a");
    set(fx, "c", fx->second);
    assert_file(fx, fx->first, "b d e ");
    assert_file(fx, fx->second, "c ");
    set(fx, "e", fx->second);
    set(fx, "b", fx->first);
    set(fx, "a", fx->second);
    assert_file(fx, fx->first, "b d ");
    assert_file(fx, fx->second, "a c e ");
    registry_drop(&fx->registry, "d");
    registry_drop(&fx->registry, "b");
    assert_file(fx, fx->first, "");
    assert_null(registry_of(&fx->registry, fx->first));
}

static void
dropping_an_unknown_id_is_harmless(void **state)
{
    struct fixture *fx = *state;

    registry_drop(&fx->registry, ID);
    set(fx, ID, fx->first);
    registry_drop(&fx->registry, "northmere");
    assert_string_equal(id_of(fx, fx->first), ID);
}

static void
many_ids_come_and_go(void **state)
{
    struct fixture *fx = *state;
    char id[32];

    for (int round = 1; round <= 40; round++) {
        for (int i = 0; i < round; i++) {
            snprintf(id, sizeof id, "id-%d", i);
            set(fx, id, id);
        }
        for (int i = 0; i < round; i += 2) {
            snprintf(id, sizeof id, "id-%d", i);
            registry_drop(&fx->registry, id);
        }
        assert_int_equal(fx->registry.count, round / 2);
        for (int i = 1; i < round; i += 2) {
            snprintf(id, sizeof id, "id-%d", i);
            assert_string_equal(id_of(fx, id), id);
        }
    }
}

static void
a_finished_registry_is_empty(void **state)
{
    struct fixture *fx = *state;

    set(fx, ID, fx->first);
    registry_fini(&fx->registry);
    assert_int_equal(fx->registry.count, 0);
    assert_null(id_of(fx, fx->first));
}

static void
the_ending_of_a_name_is_not_that_of_its_folder(void **state)
{
    (void)state;
    assert_string_equal(source_ending("/srv/a.b/visit.PDF"), ".PDF");
    assert_string_equal(source_ending("/srv/a.pdf/visit"), "");
    assert_true(source_same_format("/srv/a/visit.pdf", "/srv/b/visit.PDF"));
    assert_true(source_same_format("/srv/a.pdf/visit", "/srv/b.txt/visit"));
    assert_false(source_same_format("/srv/a/visit.pdf", "/srv/a/visit.txt"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_new_id_is_the_one_requested),
        TEST(a_file_that_is_read_again_keeps_its_id),
        TEST(another_file_gets_a_number_after_the_id),
        TEST(two_reports_of_one_file_have_ids_of_their_own),
        TEST(a_file_that_is_read_again_gives_its_ids_in_order),
        TEST(the_id_of_a_file_that_is_gone_is_kept_for_its_words),
        TEST(ids_in_other_letters_are_the_same),
        TEST(a_report_in_another_format_is_found_under_any_number),
        TEST(the_words_of_a_report_are_read_once_and_only_to_compare_them),
        TEST(an_id_that_is_set_again_belongs_to_the_new_file),
        TEST(a_path_owned_by_the_registry_may_be_passed_to_it),
        TEST(a_dropped_id_belongs_to_no_file),
        TEST(the_reports_of_a_file_lead_to_each_other),
        TEST(dropping_an_unknown_id_is_harmless),
        TEST(many_ids_come_and_go),
        TEST(a_finished_registry_is_empty),
        cmocka_unit_test(the_ending_of_a_name_is_not_that_of_its_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
