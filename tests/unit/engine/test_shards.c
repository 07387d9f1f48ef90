/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Several indexes, in folders or served by other processes, are searched as if
 * they were one: whatever one index of the same documents would have in memory,
 * they have.
 */
#include "described.h"
#include "shard_server.h"
#include "support.h"

#include "engine/match/reader.h"
#include "engine/match/revision.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SHARDS = 3 };

/* What has been done to a shard, so that it can be done again. */
struct change {
    char *report;
    const char *kind, *date; /* of a document */
    char *text;              /* NULL: the report was removed */
};

struct fixture {
    char *folder;
    char *dbs[SHARDS];
    char *places[SHARDS]; /* where they are read: the same, or sockets */
    struct shard_server *servers[SHARDS]; /* NULL: folders are read */
    struct fe_writer *writers[SHARDS];
    GArray *changes[SHARDS]; /* struct change */
    unsigned n_reports;
    unsigned n_references;
};

static void
free_change(void *data)
{
    struct change *change = data;

    g_free(change->report);
    g_free(change->text);
}

static int
set_up(void **state)
{
    struct fixture *fx = calloc(1, sizeof *fx);

    assert_non_null(fx);
    fx->folder = test_folder();
    for (int i = 0; i < SHARDS; i++) {
        char name[32];
        snprintf(name, sizeof name, "db%d", i);
        fx->dbs[i] = test_path(fx->folder, name);
        fx->places[i] = strdup(fx->dbs[i]);
        assert_int_equal(fe_writer_open(fx->dbs[i], &fx->writers[i], NULL),
                         FE_OK);
        fx->changes[i] = g_array_new(FALSE, FALSE, sizeof(struct change));
        g_array_set_clear_func(fx->changes[i], free_change);
    }
    *state = fx;
    srand(11);
    return 0;
}

static int
set_up_remote(void **state)
{
    set_up(state);
    struct fixture *fx = *state;
    for (int i = 0; i < SHARDS; i++) {
        char name[32];
        snprintf(name, sizeof name, "db%d.sock", i);
        free(fx->places[i]);
        fx->places[i] = test_path(fx->folder, name);
        fx->servers[i] = shard_server_start(fx->dbs[i], fx->places[i]);
    }
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *fx = *state;

    for (int i = 0; i < SHARDS; i++) {
        shard_server_stop(fx->servers[i]);
        free(fx->places[i]);
        fe_writer_close(fx->writers[i]);
        g_array_free(fx->changes[i], TRUE);
        free(fx->dbs[i]);
    }
    test_folder_remove(fx->folder);
    free(fx);
    return 0;
}

/* Changes. */

static void
make(struct fe_writer *writer, const struct change *change)
{
    char term[32];

    if (change->text) {
        described_add(writer,
                      &(struct described_document){change->report, change->kind,
                                                   change->date, change->text});
        return;
    }
    snprintf(term, sizeof term, "XR:%s", change->report);
    assert_int_equal(fe_writer_remove(writer, term, NULL), FE_OK);
}

static void
commit(struct fe_writer *writer)
{
    assert_int_equal(fe_writer_commit(writer, NULL), FE_OK);
}

/* Take the strings. */
static void
change(struct fixture *fx, int shard, char *report, char *text)
{
    const struct change made = {report, described_kind(), described_date(),
                                text};

    make(fx->writers[shard], &made);
    g_array_append_val(fx->changes[shard], made);
}

/* The first text of each report is nearly the same. */
static void
add_report(struct fixture *fx, int shard)
{
    char *report = g_strdup_printf("r%u", fx->n_reports++);
    char text[DESCRIBED_TEXT_SIZE];

    change(fx, shard, g_strdup(report),
           g_strdup("This inspection was carried out under the framework of "
                    "the year by three of the inspectors of the region in "
                    "spring"));
    for (int i = rand() % 20; i >= 0; i--)
        change(fx, shard, g_strdup(report), g_strdup(described_text(text)));
    /* A word that the shards before do not have. */
    change(fx, shard, report,
           g_strdup_printf("The word%u of the case recording is not timely.",
                           fx->n_reports));
}

static void
remove_report(struct fixture *fx, int shard)
{
    const GArray *changes = fx->changes[shard];

    if (changes->len > 0)
        change(fx, shard,
               g_strdup(g_array_index(changes, struct change,
                                      (guint)rand() % changes->len)
                            .report),
               NULL);
}

static void
commit_to(struct fixture *fx, int shard)
{
    commit(fx->writers[shard]);
}

/* Comparing. */

static enum fe_status
try_to_open(const struct fixture *fx,
            struct fe_index **index,
            struct fe_error *err)
{
    struct fe_shard shards[SHARDS];

    for (int i = 0; i < SHARDS; i++)
        shards[i] = (struct fe_shard){(const char *const *)&fx->places[i], 1};
    return fe_index_open_shards(shards, SHARDS, 1000, NULL, index, err);
}

static struct fe_index *
open_shards(const struct fixture *fx)
{
    struct fe_index *index;
    struct fe_error err;

    if (try_to_open(fx, &index, &err) != FE_OK)
        fail_msg("%s", err.message);
    return index;
}

/* One index of the same documents, which come in the order of the shards. */
static struct fe_reader *
open_reference(struct fixture *fx)
{
    struct fe_writer *writer;
    struct fe_reader *reader;
    char name[32];

    snprintf(name, sizeof name, "one%u", fx->n_references++);
    char *db = test_path(fx->folder, name);
    assert_int_equal(fe_writer_open(db, &writer, NULL), FE_OK);
    for (int i = 0; i < SHARDS; i++)
        for (guint c = 0; c < fx->changes[i]->len; c++)
            make(writer, &g_array_index(fx->changes[i], struct change, c));
    commit(writer);
    fe_writer_close(writer);
    assert_int_equal(fe_reader_open_path(db, NULL, &reader, NULL), FE_OK);
    free(db);
    return reader;
}

static void
is_as_one_index(struct fixture *fx, struct fe_reader *reader)
{
    struct fe_reader *reference = open_reference(fx);
    struct description many, one;
    struct fe_error err;

    if (reader_run(reader, describe_snapshot, &many, &err) != FE_OK)
        fail_msg("%s", err.message);
    if (reader_run(reference, describe_snapshot, &one, &err) != FE_OK)
        fail_msg("%s", err.message);
    assert_string_equal(many.text.at, one.text.at);
    fe_reader_close(reference);
}

static void
after_commits_to_any_shard_they_are_as_one_index(void **state)
{
    struct fixture *fx = *state;
    struct fe_reader *readers[2];

    for (int i = 0; i < SHARDS; i++) {
        for (int n = 0; n < 3; n++)
            add_report(fx, i);
        commit_to(fx, i);
    }
    struct fe_index *index = open_shards(fx);
    for (int i = 0; i < 2; i++)
        assert_int_equal(fe_reader_open(index, &readers[i], NULL), FE_OK);
    for (int round = 0; round < 24; round++) {
        const int shard = rand() % SHARDS;
        is_as_one_index(fx, readers[rand() % 2]);
        if (round % 4 == 3)
            remove_report(fx, shard);
        else
            add_report(fx, shard);
        commit_to(fx, shard);
    }
    for (int i = 0; i < 2; i++) {
        is_as_one_index(fx, readers[i]);
        fe_reader_close(readers[i]);
    }
    fe_index_close(index);
}

static void
a_shard_may_be_empty(void **state)
{
    struct fixture *fx = *state;
    struct fe_reader *reader;

    for (int i = 0; i < SHARDS; i++)
        commit_to(fx, i);
    struct fe_index *index = open_shards(fx);
    assert_int_equal(fe_reader_open(index, &reader, NULL), FE_OK);
    for (int i = SHARDS - 1; i >= 0; i--) {
        is_as_one_index(fx, reader);
        add_report(fx, i);
        commit_to(fx, i);
    }
    is_as_one_index(fx, reader);
    fe_reader_close(reader);
    fe_index_close(index);
}

static void
find_lineage(const struct snapshot *snapshot, void *data)
{
    const struct lineage **lineage = data;

    *lineage = snapshot->revision->lineage;
}

static const struct lineage *
lineage_of(struct fe_reader *reader)
{
    const struct lineage *lineage = NULL;

    assert_int_equal(reader_run(reader, find_lineage, &lineage, NULL), FE_OK);
    return lineage;
}

/* Numbers of documents move only if a shard grows in front of another. */
static void
what_is_in_memory_is_kept_while_only_the_last_shard_grows(void **state)
{
    struct fixture *fx = *state;
    struct fe_reader *reader;

    for (int i = 0; i < SHARDS; i++) {
        add_report(fx, i);
        commit_to(fx, i);
    }
    struct fe_index *index = open_shards(fx);
    assert_int_equal(fe_reader_open(index, &reader, NULL), FE_OK);
    const struct lineage *before = lineage_of(reader);
    add_report(fx, SHARDS - 1);
    commit_to(fx, SHARDS - 1);
    remove_report(fx, 0);
    commit_to(fx, 0);
    assert_ptr_equal(lineage_of(reader), before);
    is_as_one_index(fx, reader);
    const uint64_t changes = fe_index_changes(index);
    add_report(fx, 0);
    commit_to(fx, 0);
    is_as_one_index(fx, reader);
    assert_int_equal(fe_index_changes(index), changes + 1);
    fe_reader_close(reader);
    fe_index_close(index);
}

static char *
metadata_of(struct fe_reader *reader, const char *key)
{
    char *value;

    assert_int_equal(fe_reader_metadata(reader, key, &value, NULL), FE_OK);
    return value;
}

static void
metadata_is_that_of_the_first_shard_that_has_the_key(void **state)
{
    static const char *const expected[] = {"k/a", "k/b", "k/c"};
    struct fixture *fx = *state;
    struct fe_reader *reader;
    struct fe_keys keys;

    fe_writer_set_metadata(fx->writers[0], "k/b", "first", NULL);
    fe_writer_set_metadata(fx->writers[1], "k/c", "second", NULL);
    fe_writer_set_metadata(fx->writers[1], "k/b", "second", NULL);
    fe_writer_set_metadata(fx->writers[2], "k/a", "third", NULL);
    for (int i = 0; i < SHARDS; i++)
        commit_to(fx, i);
    struct fe_index *index = open_shards(fx);
    assert_int_equal(fe_reader_open(index, &reader, NULL), FE_OK);
    assert_int_equal(fe_reader_metadata_keys(reader, "k/", &keys, NULL), FE_OK);
    assert_int_equal(keys.count, 3);
    for (size_t i = 0; i < keys.count; i++)
        assert_string_equal(keys.keys[i], expected[i]);
    fe_keys_free(&keys);
    char *a = metadata_of(reader, "k/a"), *b = metadata_of(reader, "k/b");
    assert_string_equal(a, "third");
    assert_string_equal(b, "first");
    free(a);
    free(b);
    fe_reader_close(reader);
    fe_index_close(index);
}

static void
failures_name_the_shard(void **state)
{
    struct fixture *fx = *state;
    struct fe_index *index;
    struct fe_reader *reader;
    struct fe_error err;
    struct fe_info info;
    char *away = test_path(fx->folder, "away");

    for (int i = 0; i < SHARDS; i++) {
        add_report(fx, i);
        fe_writer_set_metadata(fx->writers[i], "version",
                               i == 1 ? "old" : "new", NULL);
        commit_to(fx, i);
    }
    index = open_shards(fx);
    fe_index_expect(index, "version", "new");
    assert_int_equal(fe_reader_open(index, &reader, &err), FE_WRONG_VERSION);
    assert_int_equal(err.shard, 1);
    fe_index_close(index);

    index = open_shards(fx);
    assert_int_equal(fe_reader_open(index, &reader, NULL), FE_OK);
    assert_int_equal(rename(fx->dbs[1], away), 0);
    assert_int_equal(mkdir(fx->dbs[1], 0777), 0);
    assert_int_equal(fe_reader_info(reader, &info, &err), FE_NOT_FOUND);
    assert_int_equal(err.shard, 1);
    struct fe_index *other;
    assert_int_equal(try_to_open(fx, &other, &err), FE_NOT_FOUND);
    assert_int_equal(err.shard, 1);
    assert_int_equal(rmdir(fx->dbs[1]), 0);
    assert_int_equal(rename(away, fx->dbs[1]), 0);
    is_as_one_index(fx, reader);
    fe_reader_close(reader);
    fe_index_close(index);
    free(away);
}

static void
a_key_that_must_be_unique_is_found_in_two_shards(void **state)
{
    struct fixture *fx = *state;
    struct fe_index *index;
    struct fe_reader *reader;
    struct fe_error err;
    struct fe_info info;

    for (int i = 0; i < SHARDS; i++) {
        fe_writer_set_metadata(fx->writers[i], "same/x", "y", NULL);
        commit_to(fx, i);
    }
    index = open_shards(fx);
    fe_index_expect_unique(index, "report/");
    assert_int_equal(fe_reader_open(index, &reader, &err), FE_OK);
    fe_writer_set_metadata(fx->writers[0], "report/oak", "y", NULL);
    commit_to(fx, 0);
    assert_int_equal(fe_reader_info(reader, &info, &err), FE_OK);
    fe_writer_set_metadata(fx->writers[2], "report/oak", "y", NULL);
    commit_to(fx, 2);
    assert_int_equal(fe_reader_info(reader, &info, &err), FE_FAILED);
    assert_int_equal(err.system, ENOTUNIQ);
    assert_int_equal(err.shard, 2);
    assert_non_null(strstr(err.message, "\"oak\""));
    assert_non_null(strstr(err.message, fx->places[0]));
    fe_writer_set_metadata(fx->writers[2], "report/oak", "", NULL);
    commit_to(fx, 2);
    assert_int_equal(fe_reader_info(reader, &info, &err), FE_OK);
    fe_reader_close(reader);
    fe_index_close(index);
}

/* Readers and commits at once; run it with ThreadSanitizer. */

struct asking {
    struct fe_index *index;
    atomic_bool is_over;
    unsigned n_failed;
};

static void *
ask_on(void *data)
{
    struct asking *asking = data;
    struct fe_reader *reader;
    struct description description;

    if (fe_reader_open(asking->index, &reader, NULL) != FE_OK) {
        asking->n_failed++;
        return NULL;
    }
    while (!atomic_load(&asking->is_over))
        asking->n_failed +=
            reader_run(reader, describe_snapshot, &description, NULL) != FE_OK;
    fe_reader_close(reader);
    return NULL;
}

static void
readers_and_commits_may_come_at_once(void **state)
{
    enum { THREADS = 3 };
    struct fixture *fx = *state;
    struct asking askings[THREADS];
    pthread_t threads[THREADS];
    struct fe_reader *reader;

    for (int i = 0; i < SHARDS; i++) {
        add_report(fx, i);
        commit_to(fx, i);
    }
    struct fe_index *index = open_shards(fx);
    for (int i = 0; i < THREADS; i++) {
        askings[i] = (struct asking){.index = index};
        assert_int_equal(pthread_create(&threads[i], NULL, ask_on, &askings[i]),
                         0);
    }
    for (int round = 0; round < 20; round++) {
        add_report(fx, round % SHARDS);
        commit_to(fx, round % SHARDS);
        usleep(10000);
    }
    for (int i = 0; i < THREADS; i++) {
        atomic_store(&askings[i].is_over, true);
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(askings[i].n_failed, 0);
    }
    assert_int_equal(fe_reader_open(index, &reader, NULL), FE_OK);
    is_as_one_index(fx, reader);
    fe_reader_close(reader);
    fe_index_close(index);
}

#define WITH_SHARDS(test)                                                      \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)
#define WITH_BOTH(test)                                                        \
    WITH_SHARDS(test), { "remote " #test, test, set_up_remote, tear_down, NULL }

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_BOTH(after_commits_to_any_shard_they_are_as_one_index),
        WITH_BOTH(a_shard_may_be_empty),
        WITH_BOTH(what_is_in_memory_is_kept_while_only_the_last_shard_grows),
        WITH_BOTH(metadata_is_that_of_the_first_shard_that_has_the_key),
        WITH_SHARDS(failures_name_the_shard),
        WITH_BOTH(a_key_that_must_be_unique_is_found_in_two_shards),
        WITH_BOTH(readers_and_commits_may_come_at_once),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
