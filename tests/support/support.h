/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * support.h: what tests share: a folder of their own, and the programs run as
 * a person would run them. Include it in place of cmocka.h.
 */
#ifndef TESTS_SUPPORT_H
#define TESTS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <jansson.h>
#include <stdbool.h>
#include <sys/types.h>

enum { TEST_SKIPPED = 77 };

/* A new folder, removed with all in it by test_folder_remove(). Yours to
 * free. Its path is short enough for a socket in it. */
char *test_folder(void);
void test_folder_remove(char *folder);

/* folder/name; yours to free. */
char *test_path(const char *folder, const char *name);
void test_write(const char *path, const char *bytes, size_t len);
/* The file's bytes, ending in NUL; NULL where there is none. Yours. */
char *test_read(const char *path, size_t *len);

/* Let no file grow beyond so many bytes, as on a full disk; 0: no limit. */
void test_limit_files(size_t bytes);

/* A file or folder of the project, such as "corpus". Yours to free. */
char *test_source(const char *name);

/* Run one of our programs ("findings-index", "findingsd", "findings") with
 * the arguments, NULL-terminated; wait for it. */
struct test_run {
    int status; /* exit status; -1: ended by a signal */
    char *out;
    char *err;
};

struct test_run test_program(const char *name, const char *const *args);
void test_run_free(struct test_run *run);

/* Start it, with what it says in these files; wait for its exit status, -1
 * where a signal ended it. */
pid_t test_start(const char *name,
                 const char *const *args,
                 const char *out,
                 const char *err);
int test_wait(pid_t pid);

/* A hundredth of a second. */
void test_nap(void);

/* Start the daemon on an index and a socket, and wait until it answers. Its
 * log is in the folder, as "log". */
pid_t test_daemon(const char *folder, const char *db, const char *socket);
/* SIGTERM, and its exit status. */
int test_daemon_stop(pid_t pid);

/* An index of a folder of reports, and a daemon that answers from it. */
struct test_world {
    char *folder;
    char *db;
    char *socket;
    pid_t daemon;
};

void test_world_open(struct test_world *world, const char *reports);
/* Stops the daemon, which must end as it should. */
void test_world_close(struct test_world *world);

/* Group fixtures: *state is a struct test_world over corpus/. */
int test_corpus_open(void **state);
int test_corpus_close(void **state);

/* A connection to the daemon, greeting not yet read; -1 where refused. */
int test_connect(const char *socket);
void test_send(int fd, const char *line); /* as it is */
/* The next line as JSON; NULL at the end. Yours. */
json_t *test_receive(int fd);
/* A connection, its greeting read; one question; the whole answer. */
json_t *test_ask(const char *socket, const char *request);

#endif
