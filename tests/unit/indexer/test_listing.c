/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "index.h"

#include "index/listing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* An index of no paragraphs, for its metadata, and the registry that it keeps.
 */
struct fixture {
    char *folder;
    char *db;
    struct fe_writer *writer;
    struct registry registry;
};

static int
set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof *f);

    assert_non_null(f);
    f->folder = test_folder();
    f->db = test_path(f->folder, "db");
    assert_int_equal(fe_writer_open(f->db, &f->writer, NULL), FE_OK);
    *state = f;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *f = *state;

    registry_fini(&f->registry);
    fe_writer_close(f->writer);
    test_folder_remove(f->folder);
    free(f->db);
    free(f);
    return 0;
}

static void
set(struct fixture *f, const char *id, const char *path, const char *name)
{
    const struct source file = {.path = (char *)path, .name = (char *)name};

    registry_set(&f->registry, id, &file, "digest");
}

static void
set_number(struct fixture *f, unsigned number)
{
    char id[32], path[64];

    snprintf(id, sizeof id, "report-%u", number);
    snprintf(path, sizeof path, "/reports/report-%u.txt", number);
    set(f, id, path, path + 9);
}

static void
drop_number(struct fixture *f, unsigned number)
{
    char id[32];

    snprintf(id, sizeof id, "report-%u", number);
    registry_drop(&f->registry, id);
}

static void
save(struct fixture *f)
{
    assert_int_equal(listing_save(&f->registry, f->writer, NULL), FE_OK);
}

/* What is kept in a page; "" if there is none. The caller frees it. */
static char *
page(const struct fixture *f, unsigned number)
{
    char key[LISTING_KEY_SIZE], *text;

    listing_key(number, key);
    assert_int_equal(fe_writer_metadata(f->writer, key, &text, NULL), FE_OK);
    return text;
}

static unsigned
count_pages(const struct fixture *f)
{
    for (unsigned n = 1;; n++) {
        char *text = page(f, n);
        const bool is_there = *text;
        free(text);
        if (!is_there)
            return n - 1;
    }
}

static bool
are_same(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static void
assert_same_entry(const struct registry_entry *a,
                  const struct registry_entry *b)
{
    assert_non_null(b);
    assert_string_equal(a->id, b->id);
    assert_string_equal(a->file.path, b->file.path);
    assert_string_equal(a->file.name, b->file.name);
    assert_string_equal(a->digest, b->digest);
    assert_int_equal(a->is_partial, b->is_partial);
    assert_int_equal(a->is_recognised, b->is_recognised);
    assert_int_equal(a->page, b->page);
    assert_int_equal(a->n_copies, b->n_copies);
    for (size_t i = 0; i < a->n_copies; i++)
        assert_true(are_same(a->copies[i].file.path, b->copies[i].file.path) &&
                    are_same(a->copies[i].file.name, b->copies[i].file.name) &&
                    are_same(a->copies[i].digest, b->copies[i].digest));
}

/* What is read is what was saved. */
static void
assert_saved(struct fixture *f)
{
    struct registry read = {0};

    assert_int_equal(listing_load(&read, f->writer, NULL), FE_OK);
    assert_int_equal(read.count, f->registry.count);
    for (size_t i = 0; i < f->registry.count; i++)
        assert_same_entry(f->registry.list[i],
                          registry_entry(&read, f->registry.list[i]->id));
    registry_fini(&read);
}

static void
an_empty_registry_takes_no_page(void **state)
{
    struct fixture *f = *state;

    save(f);
    assert_int_equal(count_pages(f), 0);
    assert_saved(f);
}

static void
whatever_a_name_contains_is_read_as_it_was(void **state)
{
    struct fixture *f = *state;
    const struct source copy = {.path = (char *)"/c\\n/\tx\n",
                                .name = (char *)""};

    set(f, "a", "/tab\there", "tab\there");
    set(f, "b", "/new\nline\n", "\n");
    set(f, "c\\", "/back\\slash\\\\t", "\\n");
    set(f, "Caf\xc3\xa9 \xe2\x80\x93 2", "/caf\xc3\xa9", " ");
    registry_set_ocr(&f->registry, "a", true, false);
    registry_set_ocr(&f->registry, "b", true, true);
    registry_add_copy(&f->registry, "a", &copy, "");
    registry_add_copy(&f->registry, "a", &f->registry.list[1]->file, "other");
    registry_add_copy(&f->registry, "b", &copy, "third");
    save(f);
    assert_saved(f);
}

static void
the_files_of_reports_and_copies_are_found_again(void **state)
{
    struct fixture *f = *state;
    const struct source copy = {.path = (char *)"/copy",
                                .name = (char *)"copy"};
    struct registry read = {0};

    set(f, "northmere-2010-02-19", "/many.jsonl", "many.jsonl");
    set(f, "northmere-2010-02-19-2", "/many.jsonl", "many.jsonl");
    registry_add_copy(&f->registry, "northmere-2010-02-19-2", &copy, "digest");
    save(f);
    assert_int_equal(listing_load(&read, f->writer, NULL), FE_OK);
    const struct registry_entry *first = registry_of(&read, "/many.jsonl");
    assert_non_null(first);
    assert_non_null(first->next);
    assert_null(first->next->next);
    assert_ptr_equal(registry_copy(&read, "/copy", NULL),
                     registry_entry(&read, "Northmere-2010-02-19-2"));
    registry_fini(&read);
}

/* A small change to a large index must not write all of it. */
static void
a_change_writes_the_page_of_the_report_alone(void **state)
{
    enum { REPORTS = 1000 };
    struct fixture *f = *state;

    for (unsigned i = 0; i < REPORTS; i++)
        set_number(f, i);
    save(f);
    const unsigned n = count_pages(f);
    assert_in_range(n, 4, 40);
    assert_saved(f);
    set(f, "report-500", "/elsewhere/500.txt", "500.txt");
    unsigned changed = 0;
    for (unsigned i = 1; i <= n; i++)
        changed += g_array_index(f->registry.pages, struct registry_page, i)
                       .is_changed;
    assert_int_equal(changed, 1);
    save(f);
    assert_int_equal(count_pages(f), n);
    assert_saved(f);
}

static void
the_pages_do_not_grow_in_number_as_reports_come_and_go(void **state)
{
    enum { REPORTS = 400, ROUNDS = 40 };
    struct fixture *f = *state;

    for (unsigned i = 0; i < REPORTS; i++)
        set_number(f, i);
    save(f);
    const unsigned n = count_pages(f);
    for (unsigned round = 0; round < ROUNDS; round++) {
        for (unsigned i = 0; i < REPORTS; i += 3)
            drop_number(f, i);
        save(f);
        assert_saved(f);
        for (unsigned i = 0; i < REPORTS; i += 3)
            set_number(f, i);
        save(f);
        assert_saved(f);
    }
    assert_true(count_pages(f) <= n + 1);
}

/* An emptied page is not the end of the list. */
static void
pages_after_an_emptied_one_are_read(void **state)
{
    enum { REPORTS = 400 };
    struct fixture *f = *state;

    for (unsigned i = 0; i < REPORTS; i++)
        set_number(f, i);
    save(f);
    const unsigned n = count_pages(f);
    for (unsigned i = 0; i < REPORTS; i++) {
        char id[32];
        snprintf(id, sizeof id, "report-%u", i);
        if (registry_entry(&f->registry, id)->page <= n / 2)
            registry_drop(&f->registry, id);
    }
    save(f);
    assert_int_equal(count_pages(f), n);
    char *first = page(f, 1);
    assert_string_equal(first, "\n");
    free(first);
    assert_saved(f);
}

/* Longer than a page. */
static void
a_report_with_many_copies_is_kept_in_a_page_of_its_own(void **state)
{
    struct fixture *f = *state;
    char path[64];

    set_number(f, 1);
    set_number(f, 2);
    for (int i = 0; i < 2000; i++) {
        snprintf(path, sizeof path, "/copies/%d", i);
        const struct source copy = {.path = path, .name = path + 8};
        registry_add_copy(&f->registry, "report-1", &copy, "digest");
    }
    save(f);
    assert_int_equal(count_pages(f), 2);
    assert_saved(f);
}

static void
what_is_not_a_page_is_refused(void **state)
{
    static const char *const wrong[] = {
        "",
        "id",
        "id\n",
        "id\t\tdigest\tname\tpath",        /* no end */
        "id\t\tdigest\tname\n",            /* no path */
        "id\t\tdigest\tname\t\n",          /* an empty one */
        "id\tx\tdigest\tname\tpath\n",     /* an unknown letter */
        "id\t\tdigest\tname\tpa\\th\\x\n", /* an unknown escape */
        "id\t\tdigest\tname\tpath\\",
        "id\t\tdigest\tname\tpath\tdigest\tname\n",
        "id\t\tdigest\tname\tpath\nID\t\tdigest\tname\tother\n", /* twice */
        "\n\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct registry registry = {0};
        assert_false(listing_take(&registry, wrong[i]));
        registry_fini(&registry);
    }
}

static void
a_damaged_page_is_an_error(void **state)
{
    struct fixture *f = *state;
    struct registry read = {0};
    struct fe_error err;
    char key[LISTING_KEY_SIZE];

    set_number(f, 1);
    save(f);
    listing_key(1, key);
    assert_int_equal(fe_writer_set_metadata(f->writer, key, "id\t", NULL),
                     FE_OK);
    assert_int_equal(listing_load(&read, f->writer, &err), FE_CORRUPT);
    assert_non_null(strstr(err.message, key));
    registry_fini(&read);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(an_empty_registry_takes_no_page),
        TEST(whatever_a_name_contains_is_read_as_it_was),
        TEST(the_files_of_reports_and_copies_are_found_again),
        TEST(a_change_writes_the_page_of_the_report_alone),
        TEST(the_pages_do_not_grow_in_number_as_reports_come_and_go),
        TEST(pages_after_an_emptied_one_are_read),
        TEST(a_report_with_many_copies_is_kept_in_a_page_of_its_own),
        TEST(what_is_not_a_page_is_refused),
        TEST(a_damaged_page_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
