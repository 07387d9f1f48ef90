/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "run/changes.h"

#include <stdio.h>
#include <string.h>

/* Paths that exist; the others in these tests do not. */
#define HERE "/"
#define ALSO_HERE "/dev/null"
#define GONE "/nowhere/gone.txt"
#define ALSO_GONE "/nowhere/gone-too.txt"

static void
know(struct registry *registry,
     const char *id,
     const char *path,
     const char *name,
     const char *digest)
{
    const struct source file = {.path = (char *)path, .name = (char *)name};

    registry_set(registry, id, &file, digest);
}

static void
assert_change(const struct changes *changes,
              size_t i,
              bool is_known,
              const char *from)
{
    assert_int_equal(changes->list[i].is_known, is_known);
    assert_int_equal(changes->list[i].from != NULL, from != NULL);
    if (from)
        assert_string_equal(changes->list[i].from, from);
}

static void
assert_copy(const struct changes *changes, size_t i, const char *original)
{
    assert_int_equal(changes->list[i].original != NULL, original != NULL);
    if (original)
        assert_string_equal(changes->list[i].original, original);
}

static void
a_file_is_known_by_path_and_content(void **state)
{
    struct source list[] = {{.path = (char *)HERE, .name = (char *)"a"},
                            {.path = (char *)ALSO_HERE, .name = (char *)"b"},
                            {.path = (char *)"/new", .name = (char *)"c"}};
    const struct sources sources = {.list = list, .count = 3};
    char digests[3][DIGEST_SIZE] = {"same", "other", "same"};
    struct registry registry = {0};
    struct changes changes;

    (void)state;
    know(&registry, "1", HERE, "a", "same");
    know(&registry, "2", HERE, "a", "same"); /* the file has two reports */
    know(&registry, "3", ALSO_HERE, "b", "same");
    changes_find(&sources, digests, &registry, false, &changes);
    assert_int_equal(changes.count, 3);
    assert_change(&changes, 0, true, NULL);
    assert_change(&changes, 1, false, NULL);
    /* A copy of a file that still exists. */
    assert_change(&changes, 2, true, NULL);
    assert_copy(&changes, 2, HERE);
    assert_copy(&changes, 0, NULL);
    changes_fini(&changes);
    registry_fini(&registry);
}

static void
a_file_of_which_pages_were_not_read_has_changed_for_ocr(void **state)
{
    struct source list[] = {{.path = (char *)HERE, .name = (char *)"a"},
                            {.path = (char *)ALSO_HERE, .name = (char *)"b"}};
    const struct sources sources = {.list = list, .count = 2};
    char digests[2][DIGEST_SIZE] = {"same", "other"};
    struct registry registry = {0};
    struct changes changes;

    (void)state;
    know(&registry, "1", HERE, "a", "same");
    know(&registry, "2", ALSO_HERE, "b", "other");
    registry_set_ocr(&registry, "1", true, false);
    for (int with_ocr = 0; with_ocr <= 1; with_ocr++) {
        changes_find(&sources, digests, &registry, with_ocr, &changes);
        assert_change(&changes, 0, !with_ocr, NULL);
        assert_change(&changes, 1, true, NULL);
        changes_fini(&changes);
    }
    registry_fini(&registry);
}

/* Digests of the same bytes, as they would be read by two versions. */
#define THEN "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define NOW "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaacccccccccccccccccccccccccccccccc"
#define OTHER "ddddddddddddddddddddddddddddddddcccccccccccccccccccccccccccccccc"

static void
what_was_read_with_ocr_is_read_differently_only_with_ocr(void **state)
{
    static const struct {
        const char *digest;
        bool was_recognised, with_ocr, is_kept;
    } cases[] = {{NOW, true, false, true},
                 {NOW, true, true, false},
                 {NOW, false, false, false},
                 {OTHER, true, false, false},
                 {"", true, false, false}};
    struct source list[] = {{.path = (char *)HERE, .name = (char *)"a"}};
    const struct sources sources = {.list = list, .count = 1};
    struct registry registry = {0};
    struct changes changes;
    char digests[1][DIGEST_SIZE];

    (void)state;
    know(&registry, "1", HERE, "a", THEN);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        registry_set_ocr(&registry, "1", false, cases[i].was_recognised);
        snprintf(digests[0], DIGEST_SIZE, "%s", cases[i].digest);
        changes_find(&sources, digests, &registry, cases[i].with_ocr, &changes);
        assert_change(&changes, 0, cases[i].is_kept, NULL);
        assert_int_equal(changes.list[0].is_older, cases[i].is_kept);
        changes_fini(&changes);
    }
    registry_fini(&registry);
}

/* It is not read again because of its new name, unless with OCR. */
static void
what_was_read_with_ocr_stays_when_it_is_renamed(void **state)
{
    struct source list[] = {{.path = (char *)"/new", .name = (char *)"b"}};
    const struct sources sources = {.list = list, .count = 1};
    const char *const digests_had[] = {NOW, THEN};
    char digests[1][DIGEST_SIZE] = {NOW};
    struct changes changes;

    (void)state;
    for (size_t i = 0; i < 2; i++)
        for (int with_ocr = 0; with_ocr <= 1; with_ocr++) {
            struct registry registry = {0};
            const bool is_moved = !with_ocr || i == 0;
            know(&registry, "1", GONE, "a", digests_had[i]);
            registry_set_ocr(&registry, "1", false, true);
            changes_find(&sources, digests, &registry, with_ocr, &changes);
            assert_change(&changes, 0, !with_ocr, is_moved ? GONE : NULL);
            assert_int_equal(changes.list[0].is_older, !with_ocr && i == 1);
            changes_fini(&changes);
            registry_fini(&registry);
        }
}

static void
an_unknown_digest_counts_as_none(void **state)
{
    struct source list[] = {{.path = (char *)HERE, .name = (char *)"a"},
                            {.path = (char *)"/new", .name = (char *)"b"}};
    const struct sources sources = {.list = list, .count = 2};
    char digests[2][DIGEST_SIZE] = {"", ""};
    struct registry registry = {0};
    struct changes changes;

    (void)state;
    know(&registry, "1", HERE, "a", "");
    know(&registry, "2", GONE, "b", "");
    changes_find(&sources, digests, &registry, false, &changes);
    assert_change(&changes, 0, false, NULL);
    assert_change(&changes, 1, false, NULL);
    changes_fini(&changes);
    registry_fini(&registry);
}

static void
a_move_goes_to_the_file_of_its_name_first(void **state)
{
    struct source list[] = {{.path = (char *)"/new/a", .name = (char *)"a"},
                            {.path = (char *)"/new/b", .name = (char *)"b"},
                            {.path = (char *)"/new/c", .name = (char *)"c"},
                            {.path = (char *)"/new/d", .name = (char *)"d"}};
    const struct sources sources = {.list = list, .count = 4};
    char digests[4][DIGEST_SIZE] = {"x", "x", "x", "x"};
    struct registry registry = {0};
    struct changes changes;

    (void)state;
    know(&registry, "1", GONE, "c", "x");
    know(&registry, "2", ALSO_GONE, "z", "x");
    know(&registry, "3", HERE, "d", "x");
    changes_find(&sources, digests, &registry, false, &changes);
    assert_change(&changes, 0, false, ALSO_GONE);
    assert_change(&changes, 1, true, NULL); /* a copy */
    assert_change(&changes, 2, true, GONE);
    assert_change(&changes, 3, true, NULL); /* likewise */
    assert_copy(&changes, 1, "/new/a");
    assert_copy(&changes, 3, "/new/a");
    changes_fini(&changes);
    registry_fini(&registry);
}

static void
of_files_with_one_content_the_first_is_the_original(void **state)
{
    struct source list[] = {
        {.path = (char *)"/new/a.txt", .name = (char *)"a.txt"},
        {.path = (char *)"/new/b.pdf", .name = (char *)"b.pdf"},
        {.path = (char *)"/new/c.TXT", .name = (char *)"c.TXT"},
        {.path = (char *)"/new/d.txt", .name = (char *)"d.txt"},
        {.path = (char *)"/new/e.txt", .name = (char *)"e.txt"}};
    const struct sources sources = {.list = list, .count = 5};
    char digests[5][DIGEST_SIZE] = {"x", "x", "x", "", ""};
    const struct registry registry = {0};
    struct changes changes;

    (void)state;
    changes_find(&sources, digests, &registry, false, &changes);
    assert_copy(&changes, 0, NULL);
    assert_copy(&changes, 1, NULL); /* may be read in another way */
    assert_copy(&changes, 2, "/new/a.txt");
    assert_copy(&changes, 3, NULL); /* they could not be read */
    assert_copy(&changes, 4, NULL);
    changes_fini(&changes);
}

static void
what_the_index_has_is_the_original(void **state)
{
    struct source list[] = {{.path = (char *)"/new", .name = (char *)"new"},
                            {.path = (char *)HERE, .name = (char *)"a"}};
    const struct sources both = {.list = list, .count = 2};
    const struct sources first = {.list = list, .count = 1};
    char digests[2][DIGEST_SIZE] = {"x", "x"};
    struct registry registry = {0};
    struct changes changes;

    (void)state;
    know(&registry, "1", HERE, "a", "x");
    changes_find(&both, digests, &registry, false, &changes);
    assert_copy(&changes, 0, HERE);
    assert_copy(&changes, 1, NULL);
    changes_fini(&changes);
    changes_find(&first, digests, &registry, false, &changes);
    assert_copy(&changes, 0, HERE);
    changes_fini(&changes);
    registry_fini(&registry);
}

static void
a_copy_that_was_noted_is_known_while_its_original_is(void **state)
{
    struct source list[] = {
        {.path = (char *)HERE, .name = (char *)"a"},
        {.path = (char *)"/new/b.txt", .name = (char *)"b.txt"}};
    const struct sources sources = {.list = list, .count = 2};
    char digests[2][DIGEST_SIZE] = {"x", "y"};
    struct registry registry = {0};
    struct changes changes;

    (void)state;
    know(&registry, "1", HERE, "a", "x");
    registry_add_copy(&registry, "1", &list[1], "y");
    changes_find(&sources, digests, &registry, false, &changes);
    assert_change(&changes, 1, true, NULL);
    assert_copy(&changes, 1, HERE);
    assert_string_equal(changes.list[1].compared, "x");
    changes_fini(&changes);
    /* The original cannot be read at the moment. */
    strcpy(digests[0], "");
    changes_find(&sources, digests, &registry, false, &changes);
    assert_change(&changes, 0, false, NULL);
    assert_change(&changes, 1, true, NULL);
    assert_copy(&changes, 1, HERE);
    changes_fini(&changes);
    strcpy(digests[0], "z");
    changes_find(&sources, digests, &registry, false, &changes);
    assert_change(&changes, 1, false, NULL);
    changes_fini(&changes);
    strcpy(digests[0], "x");
    strcpy(digests[1], "z");
    changes_find(&sources, digests, &registry, false, &changes);
    assert_change(&changes, 1, false, NULL);
    changes_fini(&changes);
    registry_fini(&registry);
}

static void
nothing_compared_with_nothing_is_not_a_change(void **state)
{
    const struct sources sources = {0};
    const struct registry registry = {0};
    struct changes changes;

    (void)state;
    changes_find(&sources, NULL, &registry, false, &changes);
    assert_int_equal(changes.count, 0);
    changes_fini(&changes);
}

static void
only_files_of_one_size_may_be_copies(void **state)
{
    const struct source sources[] = {
        {.size = 5}, {.size = 7}, {.size = 5}, {.size = 9}, {.size = 5}};
    const struct source *list[5];

    (void)state;
    for (size_t i = 0; i < 5; i++)
        list[i] = &sources[i];
    assert_int_equal(changes_keep_equal_sizes(list, 5), 3);
    for (size_t i = 0; i < 3; i++)
        assert_int_equal(list[i]->size, 5);
    assert_int_equal(changes_keep_equal_sizes(list, 1), 0);
    assert_int_equal(changes_keep_equal_sizes(list, 0), 0);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_known_by_path_and_content),
        cmocka_unit_test(
            a_file_of_which_pages_were_not_read_has_changed_for_ocr),
        cmocka_unit_test(
            what_was_read_with_ocr_is_read_differently_only_with_ocr),
        cmocka_unit_test(what_was_read_with_ocr_stays_when_it_is_renamed),
        cmocka_unit_test(an_unknown_digest_counts_as_none),
        cmocka_unit_test(a_move_goes_to_the_file_of_its_name_first),
        cmocka_unit_test(of_files_with_one_content_the_first_is_the_original),
        cmocka_unit_test(what_the_index_has_is_the_original),
        cmocka_unit_test(a_copy_that_was_noted_is_known_while_its_original_is),
        cmocka_unit_test(nothing_compared_with_nothing_is_not_a_change),
        cmocka_unit_test(only_files_of_one_size_may_be_copies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
