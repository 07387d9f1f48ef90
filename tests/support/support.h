/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * support.h: what tests share: a folder of their own, and ways to run the
 * programs as a person would. Include it in place of cmocka.h.
 *
 * The variables of the environment that name folders of the user name none when
 * a test begins, and FINDINGS_NO_START is set.
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

/* A new folder, which test_folder_remove() removes with everything in it; the
 * caller frees the path. The path is short enough for a socket in the folder.
 */
char *test_folder(void);
void test_folder_remove(char *folder);

/* folder/name; the caller frees it. */
char *test_path(const char *folder, const char *name);
void test_write(const char *path, const char *bytes, size_t len);
/* The bytes of the file, NUL-terminated; NULL if there is no such file. The
 * caller frees them. */
char *test_read(const char *path, size_t *len);

/* Limits the size of every file to this many bytes, like a full disk; 0: no
 * limit. */
void test_limit_files(size_t bytes);

/* Fails unless the text contains the part. */
void assert_has(const char *text, const char *part);

/* The path of a file or folder of the project, such as "corpus"; the caller
 * frees it. */
char *test_source(const char *name);

/* Where the build put one of our programs; the caller frees the path. */
char *test_program_path(const char *name);

/* Runs one of our programs ("findings-index", "findingsd", "findings") with the
 * arguments, NULL-terminated, and waits for it. */
struct test_run {
    int status; /* exit status; -1: ended by a signal */
    char *out;
    char *err;
};

/* Where the build put the program; the caller frees it. */
char *test_program_path(const char *name);

struct test_run test_program(const char *name, const char *const *args);

/* The same with these bytes as its standard input. */
struct test_run test_program_fed(const char *name,
                                 const char *const *args,
                                 const char *input,
                                 size_t len);
void test_run_free(struct test_run *run);

/* test_start() starts the program with its output in these files (out may be
 * NULL: standard output is closed); test_wait() waits for its exit status, -1
 * if a signal ended it. */
pid_t test_start(const char *name,
                 const char *const *args,
                 const char *out,
                 const char *err);
int test_wait(pid_t pid);

/* Starts the program without these standard streams: bit 0 is standard input,
 * bit 1 standard output, bit 2 standard error. The others are /dev/null. */
pid_t
test_start_without(const char *name, const char *const *args, unsigned streams);

/* Sleeps for a hundredth of a second. */
void test_nap(void);

/* Starts the daemon with these arguments, the socket among them, and waits
 * until it answers. */
pid_t
test_daemon_with(const char *const *args, const char *socket, const char *log);
/* The same with no other arguments than an index and a socket. Its log is the
 * file "log" in the folder. */
pid_t test_daemon(const char *folder, const char *db, const char *socket);
/* Sends SIGTERM and returns the exit status. */
int test_daemon_stop(pid_t pid);

/* The process of the daemon that listens on the socket, whoever has started it.
 * The second function ends it, and waits until it has ended. */
pid_t test_daemon_pid(const char *socket);
void test_daemon_end(const char *socket);

/* An index of a folder of reports, and a daemon that serves it. */
struct test_world {
    char *folder;
    char *db;
    char *socket;
    pid_t daemon;
};

void test_world_open(struct test_world *world, const char *reports);
/* Stops the daemon, which must exit cleanly. */
void test_world_close(struct test_world *world);

/* Group fixtures: *state is a struct test_world over corpus/. */
int test_corpus_open(void **state);
int test_corpus_close(void **state);

/* A connection to the daemon whose greeting has not been read; -1 if refused.
 */
int test_connect(const char *socket);
void test_send(int fd, const char *line); /* sends the bytes unchanged */
/* The next line as JSON; NULL at the end of the stream. The caller owns it. */
json_t *test_receive(int fd);
/* Connects, reads the greeting, and asks one question; returns the whole
 * answer. */
json_t *test_ask(const char *socket, const char *request);

#endif
