/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The log: levels, and what comes before a message, which depends on where
 * standard error leads.
 */
#include "support.h"

#include "log.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TEXT_SIZE = 4096 };

/* What write() logs while descriptor fd is standard error; fd is closed, and
 * what was written is read from `from`, which is closed as well. */
static void
capture(int fd, int from, void (*write)(void), char text[TEXT_SIZE])
{
    const int kept = dup(STDERR_FILENO);
    size_t len = 0;
    ssize_t n;

    fflush(stderr);
    assert_true(kept >= 0 && dup2(fd, STDERR_FILENO) >= 0);
    close(fd);
    write();
    assert_true(dup2(kept, STDERR_FILENO) >= 0);
    close(kept);
    while ((n = read(from, text + len, TEXT_SIZE - 1 - len)) > 0)
        len += (size_t)n;
    text[len] = '\0';
    close(from);
}

/* The same while standard error is a pipe, which is the journal's if
 * is_journal. */
static void
capture_pipe(bool is_journal, void (*write)(void), char text[TEXT_SIZE])
{
    char stream[64];
    struct stat st;
    int fds[2];

    assert_int_equal(pipe(fds), 0);
    assert_int_equal(fstat(fds[1], &st), 0);
    snprintf(stream, sizeof stream, "%llu:%llu", (unsigned long long)st.st_dev,
             (unsigned long long)st.st_ino + !is_journal);
    setenv("JOURNAL_STREAM", stream, 1);
    capture(fds[1], fds[0], write, text);
    unsetenv("JOURNAL_STREAM");
}

static void
write_each(void)
{
    for (int level = 0; level < LEVELS; level++)
        log_at((enum log_level)level, "level %d", level);
    log_line("two\nlines");
}

static void
before_it_is_opened_lines_are_messages(void **state)
{
    char text[TEXT_SIZE];

    (void)state;
    capture_pipe(true, write_each, text);
    assert_string_equal(text, "findingsd: level 0\nfindingsd: level 1\n"
                              "findingsd: level 2\nfindingsd: two\\nlines\n");
}

static void
lines_to_the_journal_begin_with_their_priority(void **state)
{
    char text[TEXT_SIZE];

    (void)state;
    log_open(LEVEL_DEBUG);
    capture_pipe(true, write_each, text);
    assert_string_equal(text, "<3>findingsd: level 0\n<4>findingsd: level 1\n"
                              "<5>findingsd: level 2\n<6>findingsd: level 3\n"
                              "<7>findingsd: level 4\n"
                              "<5>findingsd: two\\nlines\n");
}

static void
lines_to_another_stream_than_the_journal_do_not(void **state)
{
    char text[TEXT_SIZE];

    (void)state;
    log_open(LEVEL_ERROR);
    capture_pipe(false, write_each, text);
    assert_string_equal(text, "findingsd: level 0\n");
}

static void
lines_in_a_file_begin_with_the_time(void **state)
{
    char name[] = "/tmp/findings-log-XXXXXX", text[TEXT_SIZE];
    int year, month, day, hour, minute, second, end = 0;

    (void)state;
    log_open(LEVEL_WARNING);
    const int fd = mkstemp(name);
    FILE *from = fopen(name, "r");
    assert_true(fd >= 0 && from);
    unlink(name);
    capture(fd, dup(fileno(from)), write_each, text);
    fclose(from);
    assert_int_equal(sscanf(text, "%d-%d-%dT%d:%d:%dZ findingsd: level 0\n%n",
                            &year, &month, &day, &hour, &minute, &second, &end),
                     6);
    assert_true(year >= 2026 && end > 0);
    assert_has(text, "Z findingsd: level 1\n");
    assert_null(strstr(text, "level 2"));
}

static void
levels_have_names(void **state)
{
    static const char *const names[] = {"error", "warning", "notice", "info",
                                        "debug"};
    enum log_level level;

    (void)state;
    for (int i = 0; i < LEVELS; i++) {
        assert_true(log_level_named(names[i], &level));
        assert_int_equal(level, i);
        assert_has(LOG_LEVEL_NAMES, names[i]);
        log_open(level);
        assert_true(log_has((enum log_level)i));
        assert_false(log_has((enum log_level)(i + 1)));
    }
    assert_false(log_level_named("loud", &level));
    assert_false(log_level_named("", &level));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(before_it_is_opened_lines_are_messages),
        cmocka_unit_test(lines_to_the_journal_begin_with_their_priority),
        cmocka_unit_test(lines_to_another_stream_than_the_journal_do_not),
        cmocka_unit_test(lines_in_a_file_begin_with_the_time),
        cmocka_unit_test(levels_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
