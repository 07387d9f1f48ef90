/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A copy that xapian-replicate keeps is read like any index, whatever becomes
 * of it meanwhile, and nothing else that a stub file may name is.
 * system.replicas does the same with xapian-replicate itself.
 */
#include "sample.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { SWAPS = 60 };

/* The copy is that of the sample's index. */
struct replica {
    struct sample *fx;
    char *path;
    int live; /* the number of the folder that the stub file names */
};

/* It may run on a thread of its own, where no assertion may fail. */
static bool
run(const char *program, const char *a, const char *b, const char *c)
{
    const char *args[] = {program, a, b, c, NULL};
    int status;

    return g_spawn_sync(NULL, (char **)args, NULL, G_SPAWN_SEARCH_PATH, NULL,
                        NULL, NULL, NULL, &status, NULL) &&
           g_spawn_check_wait_status(status, NULL);
}

static char *
folder_of(const struct replica *replica, int number)
{
    return g_strdup_printf("%s/replica_%d", replica->path, number);
}

static void
write_stub(const struct replica *replica, const char *text)
{
    char *stub = test_path(replica->path, "XAPIANDB");
    char *fresh = test_path(replica->path, "XAPIANDB.tmp");

    test_write(fresh, text, strlen(text));
    if (rename(fresh, stub) < 0)
        abort();
    free(fresh);
    free(stub);
}

/* Remove the files in the folder, and it. At once: who has just looked at it is
 * to be caught out. */
static bool
remove_folder(const char *path)
{
    GDir *dir = g_dir_open(path, 0, NULL);
    const char *name;

    while (dir && (name = g_dir_read_name(dir))) {
        char *file = test_path(path, name);
        unlink(file);
        free(file);
    }
    if (dir)
        g_dir_close(dir);
    return !dir || rmdir(path) == 0;
}

/* Put a whole new copy in place, as xapian-replicate does; if it is killed
 * then, the old one remains. */
static bool
copy_beside(struct replica *replica)
{
    char *fresh = folder_of(replica, 1 - replica->live);
    char *text = g_strdup_printf("# made by a test\nauto replica_%d\n",
                                 1 - replica->live);
    const bool is_copied = run("cp", "-r", replica->fx->db, fresh);

    write_stub(replica, text);
    replica->live = 1 - replica->live;
    g_free(text);
    g_free(fresh);
    return is_copied;
}

static bool
copy_all(struct replica *replica)
{
    char *old = folder_of(replica, replica->live);
    const bool is_good = copy_beside(replica) && remove_folder(old);

    g_free(old);
    return is_good;
}

static int
set_up(void **state)
{
    struct replica *replica = calloc(1, sizeof *replica);

    assert_non_null(replica);
    assert_int_equal(sample_set_up((void **)&replica->fx), 0);
    replica->path = test_path(replica->fx->folder, "copy");
    assert_int_equal(mkdir(replica->path, 0777), 0);
    assert_true(copy_all(replica));
    *state = replica;
    return 0;
}

static int
tear_down(void **state)
{
    struct replica *replica = *state;

    free(replica->path);
    assert_int_equal(sample_tear_down((void **)&replica->fx), 0);
    free(replica);
    return 0;
}

static void
add_to_original(const struct replica *replica)
{
    sample_add_plain(replica->fx, "another case", 1);
    sample_commit(replica->fx);
}

static void
has_documents(struct fe_reader *reader, size_t n)
{
    struct fe_error err = {0};
    struct fe_info info;

    if (fe_reader_info(reader, &info, &err) != FE_OK)
        fail_msg("%s", err.message);
    assert_int_equal(info.documents, n);
}

static void
each_new_copy_is_read(void **state)
{
    struct replica *replica = *state;
    struct fe_index *index;
    struct fe_reader *reader, *idle;

    assert_int_equal(fe_index_open(replica->path, NULL, &index, NULL), FE_OK);
    assert_int_equal(fe_reader_open(index, &reader, NULL), FE_OK);
    assert_int_equal(fe_reader_open(index, &idle, NULL), FE_OK);
    has_documents(idle, 6);
    for (size_t i = 1; i <= 3; i++) {
        add_to_original(replica);
        has_documents(reader, 6 + i - 1);
        assert_true(copy_all(replica));
        has_documents(reader, 6 + i);
        assert_int_equal(fe_index_changes(index), 1 + i);
        /* The same again is nothing new. */
        assert_true(copy_all(replica));
        has_documents(reader, 6 + i);
        assert_int_equal(fe_index_changes(index), 1 + i);
    }
    has_documents(idle, 9);
    assert_int_equal(fe_index_changes(index), 4);
    fe_reader_close(idle);
    fe_reader_close(reader);
    fe_index_close(index);
}

static void
an_old_copy_that_was_not_removed_is_left(void **state)
{
    struct replica *replica = *state;
    struct fe_reader *reader;

    assert_int_equal(fe_reader_open_path(replica->path, NULL, &reader, NULL),
                     FE_OK);
    has_documents(reader, 6);
    add_to_original(replica);
    assert_true(copy_beside(replica));
    has_documents(reader, 7);
    fe_reader_close(reader);
}

struct swapping {
    struct replica *replica;
    bool is_good;
};

static void *
swap_many_times(void *data)
{
    struct swapping *swapping = data;

    swapping->is_good = true;
    for (int i = 0; i < SWAPS; i++)
        swapping->is_good &= copy_all(swapping->replica);
    return NULL;
}

static void
copies_may_be_replaced_while_they_are_read(void **state)
{
    struct replica *replica = *state;
    struct swapping swapping = {.replica = replica};
    struct fe_reader *reader;
    struct fe_index *index;
    pthread_t thread;

    assert_int_equal(fe_index_open(replica->path, NULL, &index, NULL), FE_OK);
    assert_int_equal(pthread_create(&thread, NULL, swap_many_times, &swapping),
                     0);
    for (int i = 0; i < 50 * SWAPS; i++) {
        struct fe_error err = {0};
        struct fe_hits *hits = NULL;
        if (i % 2 == 0 && fe_reader_open(index, &reader, &err) != FE_OK)
            fail_msg("%s", err.message);
        if (fe_reader_get(reader, "Q03", NULL, 0, 0, &hits, &err) != FE_OK)
            fail_msg("%s", err.message);
        assert_int_equal(fe_hits_count(hits), 1);
        fe_hits_free(hits);
        has_documents(reader, 6);
        if (i % 2 == 1)
            fe_reader_close(reader);
    }
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_true(swapping.is_good);
    fe_index_close(index);
}

/* An index may become a copy, and a copy an index. */
static void
what_is_at_the_path_may_change(void **state)
{
    struct replica *replica = *state;
    char *away = test_path(replica->fx->folder, "away");
    char *place = test_path(replica->fx->folder, "place");
    struct fe_reader *reader;

    assert_true(run("cp", "-r", replica->fx->db, place));
    add_to_original(replica);
    assert_true(copy_all(replica));
    assert_int_equal(fe_reader_open_path(place, NULL, &reader, NULL), FE_OK);
    has_documents(reader, 6);
    assert_int_equal(rename(place, away), 0);
    assert_int_equal(rename(replica->path, place), 0);
    has_documents(reader, 7);
    assert_int_equal(rename(place, replica->path), 0);
    add_to_original(replica);
    assert_true(copy_all(replica));
    assert_int_equal(rename(replica->path, place), 0);
    has_documents(reader, 8);
    assert_int_equal(rename(place, replica->path), 0);
    assert_int_equal(rename(away, place), 0);
    has_documents(reader, 6);
    fe_reader_close(reader);
    free(place);
    free(away);
}

/* The times of a copy's files are those of copying. */
static void
a_copy_is_as_old_as_its_commit(void **state)
{
    const struct replica *replica = *state;
    const int64_t now = (int64_t)time(NULL);
    const struct timespec long_ago[2] = {{.tv_sec = 1}, {.tv_sec = 1}};
    char *folder = folder_of(replica, replica->live);
    char *version = test_path(folder, "iamglass");
    struct fe_reader *reader;
    struct fe_info info;

    assert_int_equal(utimensat(AT_FDCWD, version, long_ago, 0), 0);
    assert_int_equal(fe_reader_open_path(replica->path, NULL, &reader, NULL),
                     FE_OK);
    assert_int_equal(fe_reader_info(reader, &info, NULL), FE_OK);
    assert_in_range(info.written, now - 60, now);
    fe_reader_close(reader);
    free(version);
    g_free(folder);
}

static void
cannot_be_read(const struct replica *replica)
{
    struct fe_reader *reader;
    struct fe_error err;

    assert_int_equal(fe_reader_open_path(replica->path, NULL, &reader, &err),
                     FE_FAILED);
    assert_int_equal(err.system, ENODATA);
}

static void
only_stub_files_of_xapian_replicate_are_followed(void **state)
{
    struct replica *replica = *state;
    char *mark = test_path(replica->fx->folder, "mark");
    char *program = g_strdup_printf("remote :touch %s\n", mark);
    char *other = g_strdup_printf("auto %s\n", replica->fx->db);
    char *both = g_strdup_printf("auto replica_%d\n%s", replica->live, program);
    char *folder = folder_of(replica, replica->live);
    char *nested = test_path(folder, "XAPIANDB");
    char *version = test_path(folder, "iamglass");
    const char *const texts[] = {
        program,
        other,
        both,
        "",
        "# nothing\n\n",
        "auto replica_2\n",
        "auto replica_0/\n",
        "auto replica_01\n",
        "auto ../db\n",
        "glass replica_0\n",
        "inmemory\n",
        "auto replica_0\nauto replica_1\n",
    };

    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        write_stub(replica, texts[i]);
        cannot_be_read(replica);
    }
    /* Nor what the folder of the copy has in place of an index. */
    char *good = g_strdup_printf("auto replica_%d\n", replica->live);
    write_stub(replica, good);
    assert_int_equal(unlink(version), 0);
    test_write(nested, program, strlen(program));
    cannot_be_read(replica);
    assert_int_not_equal(access(mark, F_OK), 0);
    g_free(good);
    free(version);
    free(nested);
    g_free(folder);
    g_free(both);
    g_free(other);
    g_free(program);
    free(mark);
}

/* xapian-replicate begins with an empty index. */
static void
a_copy_that_has_only_been_begun_cannot_be_read(void **state)
{
    struct replica *replica = *state;
    char *folder = folder_of(replica, replica->live);
    struct fe_writer *writer;

    assert_true(remove_folder(folder));
    cannot_be_read(replica);
    assert_int_equal(fe_writer_open(folder, &writer, NULL), FE_OK);
    fe_writer_close(writer);
    cannot_be_read(replica);
    g_free(folder);
}

/* It is not to be repaired, but copied again. */
static void
damage_is_said_to_be_that_of_a_copy(void **state)
{
    struct replica *replica = *state;
    char *folder = folder_of(replica, replica->live);
    char *table = test_path(folder, "postlist.glass");
    struct fe_index *index;
    struct fe_error err;

    assert_int_equal(truncate(table, 0), 0);
    assert_int_equal(fe_index_open(replica->path, NULL, &index, &err),
                     FE_CORRUPT);
    assert_int_equal(err.system, EREMOTE);
    free(table);
    g_free(folder);
}

static void
nobody_writes_to_a_copy(void **state)
{
    struct replica *replica = *state;
    struct fe_writer *writer;
    struct fe_lock *lock;
    struct fe_error err;

    assert_int_equal(fe_writer_open(replica->path, &writer, &err), FE_FAILED);
    assert_int_equal(err.system, EREMOTE);
    assert_int_equal(fe_index_lock(replica->path, &lock, &err), FE_FAILED);
    assert_int_equal(err.system, EREMOTE);
    /* To keep xapian-replicate out of it is another matter. */
    assert_int_equal(fe_index_hold(replica->path, &lock, &err), FE_OK);
    fe_index_unlock(lock);
}

#define WITH_COPY(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_COPY(each_new_copy_is_read),
        WITH_COPY(an_old_copy_that_was_not_removed_is_left),
        WITH_COPY(copies_may_be_replaced_while_they_are_read),
        WITH_COPY(what_is_at_the_path_may_change),
        WITH_COPY(a_copy_is_as_old_as_its_commit),
        WITH_COPY(only_stub_files_of_xapian_replicate_are_followed),
        WITH_COPY(a_copy_that_has_only_been_begun_cannot_be_read),
        WITH_COPY(damage_is_said_to_be_that_of_a_copy),
        WITH_COPY(nobody_writes_to_a_copy),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
