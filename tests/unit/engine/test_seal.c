/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The last writer seals an index; a changed byte is then noticed before the
 * index is opened.
 */
#include "support.h"
#include "texts.h"

#include "engine/base/seal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static enum seal
seal_of(const struct texts *fx)
{
    const char *name;
    return seal_check(fx->db, &name);
}

static void
add(struct texts *fx)
{
    static const char *const texts[] = {"plans are late", "care is good", NULL};

    texts_add_all(fx, texts);
}

static void
close_writer(struct texts *fx)
{
    fe_writer_close(fx->writer);
    fx->writer = NULL;
}

/* Both ways to open the index must have the same opinion. */
static enum fe_status
open_status(const struct texts *fx, struct fe_error *err)
{
    struct fe_index *index;
    struct fe_writer *writer;
    const enum fe_status status = fe_index_open(fx->db, NULL, &index, err);

    fe_index_close(index);
    assert_int_equal(fe_writer_open(fx->db, &writer, NULL), status);
    fe_writer_close(writer);
    return status;
}

static void
closing_seals_and_a_change_breaks_the_seal(void **state)
{
    struct texts *fx = *state;
    struct fe_error err;

    add(fx);
    assert_int_equal(seal_of(fx), SEAL_NONE);
    close_writer(fx);
    assert_int_equal(seal_of(fx), SEAL_GOOD);
    assert_int_equal(fe_writer_open(fx->db, &fx->writer, &err), FE_OK);
    assert_int_equal(seal_of(fx), SEAL_GOOD);
    assert_int_equal(fe_writer_remove(fx->writer, "Q:1", &err), FE_OK);
    assert_int_equal(seal_of(fx), SEAL_NONE);
    close_writer(fx);
    /* What was not committed may have left its traces. */
    assert_int_equal(seal_of(fx), SEAL_NONE);
    assert_int_equal(open_status(fx, &err), FE_OK);
    assert_int_equal(seal_of(fx), SEAL_GOOD);
}

static void
every_changed_byte_is_noticed(void **state)
{
    static const char *const names[] = {"iamglass", "postlist.glass",
                                        "termlist.glass"};
    struct texts *fx = *state;
    struct fe_error err;
    size_t len;

    add(fx);
    close_writer(fx);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char *path = test_path(fx->db, names[i]);
        char *bytes = test_read(path, &len);
        for (size_t at = 0; at<len; at += len> 1024 ? 997 : 1) {
            bytes[at] ^= (char)(1 << at % 8);
            test_write(path, bytes, len);
            bytes[at] ^= (char)(1 << at % 8);
            assert_int_equal(open_status(fx, &err), FE_CORRUPT);
            assert_has(err.message, names[i]);
        }
        test_write(path, bytes, len - 1);
        assert_int_equal(open_status(fx, &err), FE_CORRUPT);
        test_write(path, bytes, len);
        assert_int_equal(open_status(fx, &err), FE_OK);
        free(bytes);
        free(path);
    }
}

/* Such an index is as good as its tables. */
static void
without_a_whole_seal_the_structure_is_checked(void **state)
{
    struct texts *fx = *state;
    struct fe_error err;
    size_t len;

    add(fx);
    close_writer(fx);
    char *path = test_path(fx->db, "seal");
    char *bytes = test_read(path, &len);
    for (size_t cut = 0; cut < len; cut += 7) {
        test_write(path, bytes, cut);
        assert_int_equal(seal_of(fx), SEAL_NONE);
    }
    assert_int_equal(open_status(fx, &err), FE_OK);
    assert_int_equal(unlink(path), 0);
    free(bytes);
    free(path);
    path = test_path(fx->db, "termlist.glass");
    bytes = test_read(path, &len);
    test_write(path, bytes, len / 2);
    assert_int_equal(open_status(fx, &err), FE_CORRUPT);
    free(bytes);
    free(path);
}

static void
a_writer_that_is_killed_does_no_damage(void **state)
{
    struct texts *fx = *state;
    struct fe_error err;
    int status;

    add(fx);
    close_writer(fx);
    const pid_t pid = fork();
    if (pid == 0) {
        assert_int_equal(fe_writer_open(fx->db, &fx->writer, &err), FE_OK);
        add(fx);
        texts_try_add(fx, "Q:x", "more words");
        _exit(0);
    }
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    assert_int_equal(seal_of(fx), SEAL_NONE);
    assert_int_equal(open_status(fx, &err), FE_OK);
    assert_int_equal(seal_of(fx), SEAL_GOOD);
}

static void
an_index_that_is_being_written_is_opened(void **state)
{
    struct texts *fx = *state;
    struct fe_index *index;
    struct fe_error err;

    add(fx);
    texts_try_add(fx, "Q:x", "more words");
    assert_int_equal(fe_index_open(fx->db, NULL, &index, &err), FE_OK);
    fe_index_close(index);
}

/* Beyond what is digested after a small change. */
static void
make_large(const struct texts *fx)
{
    char *path = test_path(fx->db, "position.glass");
    FILE *file = fopen(path, "w");

    assert_int_equal(ftruncate(fileno(file), 33 << 20), 0);
    fclose(file);
    free(path);
}

static void
rewrite(const struct texts *fx, const char *name)
{
    char *path = test_path(fx->db, name);
    size_t len;
    char *bytes = test_read(path, &len);

    assert_int_equal(unlink(path), 0);
    test_write(path, bytes, len);
    free(bytes);
    free(path);
}

static void
copies_are_compared_by_their_digests_if_there_are_any(void **state)
{
    struct texts *fx = *state;

    add(fx);
    close_writer(fx);
    rewrite(fx, "termlist.glass");
    assert_int_equal(seal_of(fx), SEAL_GOOD);
    make_large(fx);
    /* Much has changed. */
    assert_true(seal_make(fx->db, 4 << 20));
    rewrite(fx, "termlist.glass");
    assert_int_equal(seal_of(fx), SEAL_GOOD);
    /* Little has. */
    assert_true(seal_make(fx->db, 1000));
    assert_int_equal(seal_of(fx), SEAL_GOOD);
    rewrite(fx, "termlist.glass");
    assert_int_equal(seal_of(fx), SEAL_NONE);
}

static void
a_byte_that_is_changed_at_once_is_noticed(void **state)
{
    struct texts *fx = *state;

    add(fx);
    close_writer(fx);
    for (int i = 0; i < 20; i++) {
        char *path = test_path(fx->db, "termlist.glass");
        size_t len;
        char *bytes = test_read(path, &len);
        assert_true(seal_make(fx->db, 0));
        bytes[len / 2] ^= 1;
        test_write(path, bytes, len);
        assert_int_equal(seal_of(fx), SEAL_BROKEN);
        free(bytes);
        free(path);
    }
}

static enum fe_status
crash(void *data, struct fe_error *err)
{
    (void)data;
    (void)err;
    _exit(3);
}

static enum fe_status
succeed(void *data, struct fe_error *err)
{
    *err = (struct fe_error){0};
    return data == err ? FE_FAILED : FE_OK;
}

static void
a_crash_of_the_child_is_damage(void **state)
{
    struct fe_error err;

    (void)state;
    assert_int_equal(fe_run_apart(crash, NULL, &err), FE_CORRUPT);
    assert_has(err.message, "ended");
    assert_int_equal(fe_run_apart(succeed, NULL, &err), FE_OK);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_TEXTS(closing_seals_and_a_change_breaks_the_seal),
        WITH_TEXTS(every_changed_byte_is_noticed),
        WITH_TEXTS(copies_are_compared_by_their_digests_if_there_are_any),
        WITH_TEXTS(a_byte_that_is_changed_at_once_is_noticed),
        WITH_TEXTS(without_a_whole_seal_the_structure_is_checked),
        WITH_TEXTS(a_writer_that_is_killed_does_no_damage),
        WITH_TEXTS(an_index_that_is_being_written_is_opened),
        cmocka_unit_test(a_crash_of_the_child_is_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
