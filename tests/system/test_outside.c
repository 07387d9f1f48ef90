/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Text from outside, in names of files, options, records and answers, cannot do
 * anything to a terminal: whatever the programs print of it is visible.
 */
#include "fake.h"
#include "indexing.h"

#include "findings/visible.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The escape that begins a command to a terminal, and the end of one; the same
 * in one character; a new line; an override of the direction; a line separator;
 * a zero-width space; a byte that is not UTF-8. */
#define CONTROLS                                                               \
    "\033]0;t\007\xc2\x9b"                                                     \
    "1m\n"
#define MARKS "\xe2\x80\xae\xe2\x81\xa6\xe2\x80\xa8\xe2\x80\x8b"
#define HOSTILE "x" CONTROLS MARKS "\xff"

/* The same in JSON. */
#define JSON_HOSTILE                                                           \
    "\\u001b]0;t\\u0007\\u009b1m\\n\\u202e\\u2066\\u2028\\u200b"

static void
assert_visible(const char *text)
{
    char shown[FINDINGS_VISIBLE_SIZE];

    for (const char *p = text; *p;) {
        const size_t n = findings_visible(p, shown);
        if (*p != '\n' && (strncmp(shown, p, n) != 0 || shown[n]))
            fail_msg("%s is printed in: %s", shown, text);
        p += n;
    }
}

/* Fails unless the program refuses the arguments in one visible line. */
static void
assert_refused(const char *program, const char *const *args)
{
    struct test_run run = test_program(program, args);

    assert_int_equal(run.status, 2);
    assert_visible(run.err);
    assert_string_equal(run.out, "");
    if (strchr(run.err, '\n') != run.err + strlen(run.err) - 1)
        fail_msg("not one line: %s", run.err);
    test_run_free(&run);
}

static void
options_are_refused_visibly(void **state)
{
    static const struct {
        const char *program, *args[5];
    } cases[] = {
        {"findings-index", {"--" HOSTILE}},
        {"findings-index", {"--db=" HOSTILE "/a/b", "--prune"}},
        {"findings-index", {"--dump", HOSTILE, "."}},
        {"findings-index", {"--frameworks", HOSTILE, "."}},
        {"findings-index", {"--prune=" HOSTILE}},
        {"findingsd", {"--" HOSTILE}},
        {"findingsd", {HOSTILE}},
        {"findingsd", {"--db", HOSTILE}},
        {"findingsd", {"--words", HOSTILE, "--db", "/none"}},
        {"findingsd", {"--frameworks", HOSTILE, "--db", "/none"}},
        {"findings", {"--" HOSTILE}},
        {"findings", {"--socket", HOSTILE, "x"}},
        {"findings", {"--match", HOSTILE, "x"}},
        {"findings", {"--sort=" HOSTILE, "x"}},
        {"findings", {"-n", HOSTILE, "x"}},
        {"findings", {"--facets", HOSTILE, "--socket", "/none", "x"}},
        {"findings", {"--socket", "/none", "--", HOSTILE}},
        {"findings", {"@" HOSTILE}},
        {"findings", {"save", HOSTILE, "x"}},
        {"findings", {"save", "x", HOSTILE}},
        {"findings", {"batch", HOSTILE}},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_refused(cases[i].program, cases[i].args);
}

#define RECORD(report)                                                         \
    "{\"report\": \"" report "\", \"authority\": \"Lee" JSON_HOSTILE           \
    "ds\", \"provider\": \"Home" JSON_HOSTILE                                  \
    "\", \"title\": \"T" JSON_HOSTILE "\", \"publisher\": \"P" JSON_HOSTILE    \
    "\", \"chapter\": \"C" JSON_HOSTILE "\", \"section\": \"S" JSON_HOSTILE    \
    "\", \"judgement\": \"J" JSON_HOSTILE                                      \
    "\", \"grade\": \"good\", \"grade_source\": \"stated\", \"date\": "        \
    "\"2010-05-0" report "\", \"text\": \"Boats" JSON_HOSTILE                  \
    " are mended " JSON_HOSTILE " on time.\"}\n"

static void
answers_are_printed_visibly(void **state)
{
    static const char *const commands[][6] = {
        {"boats"},
        {"boats", "--cite"},
        {"boats", "--full", "--facets", "authority,provider,report"},
        {"boats" HOSTILE},
        {"boats NEAR/" HOSTILE},
        {"boats", "--authority", "Lee" CONTROLS MARKS "ds"},
        {"boats", "--authority", "Leeds"},
        {"boats", "--json"},
        {"boats", "--format=jsonl"},
        {"boats", "--format=csl"},
        {"boats", "--absent", "reports"},
        {"goats" CONTROLS MARKS, "--absent", "reports"},
        {"goats", "--absent", "authorities"},
        {"show", "1/p1"},
        {"show", "1/p1", "--cite"},
        {"show", HOSTILE},
        {"show", "1" CONTROLS MARKS},
        {"similar", "1/p1"},
        {"matrix", "boats", "--rows", "report", "--columns", "authority"},
        {"judgements"},
        {"compare", "1", "2"},
        {"explain", "boats mended"},
        {"explain", "boa" MARKS "ts"},
        {"suggest", "boat" CONTROLS MARKS},
        {"suggest", "--authority", "Lee"},
        {"status"},
    };
    const struct indexing *f = *state;
    const char *socket = indexing_path(f, "socket" MARKS);
    bool is_any = false;

    indexing_file(f, "reports/a.jsonl", RECORD("1") RECORD("2"));
    assert_run(f, f->reports, NULL, 0, "");
    const pid_t daemon = test_daemon(f->folder, f->db, socket);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        const char *args[10] = {"--socket", socket, "--text"};
        memcpy(args + 3, commands[i], sizeof commands[i]);
        struct test_run run = test_program("findings", args);
        assert_visible(run.out);
        assert_visible(run.err);
        is_any |= strstr(run.out, "U+202E") != NULL;
        test_run_free(&run);
    }
    assert_true(is_any);
    assert_int_equal(test_daemon_stop(daemon), 0);
    char *log = test_read(indexing_path(f, "log"), NULL);
    assert_visible(log);
    assert_has(log, "socketU+202E");
    free(log);
}

static void
an_error_of_the_daemon_is_printed_visibly(void **state)
{
    const struct indexing *f = *state;
    const struct test_world world = {.folder = f->folder};
    struct test_run run = fake_ask(
        &world,
        "{\"id\": 1, \"error\": {\"code\": -32001, \"message\": "
        "\"m" JSON_HOSTILE
        "\", \"data\": {\"offset\": 3, \"param\": \"" JSON_HOSTILE "\"}}}\n",
        "boa" CONTROLS MARKS "ts", NULL);

    assert_int_equal(run.status, 2);
    assert_visible(run.err);
    assert_has(run.err, "findings: m\\x1b]0;t\\aU+009B1m\\nU+202E");
    test_run_free(&run);
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, indexing_set_up, indexing_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(options_are_refused_visibly),
        TEST(answers_are_printed_visibly),
        TEST(an_error_of_the_daemon_is_printed_visibly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
