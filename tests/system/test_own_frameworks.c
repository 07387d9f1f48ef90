/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Frameworks of the user's own: what is read by them, and what is said of their
 * mistakes.
 */
#include "indexing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char lighthouses[] =
    "# Inspections of lighthouses.\n"
    "\n"
    "name: lighthouse\n"
    "area: general\n"
    "form: graded\n"
    "\n"
    "other names:\n"
    "  lighthouses, lighthouse-inspection\n"
    "\n"
    "titles:\n"
    "  Light station\n"
    "  Lighthouse & inspection report & Northmere\n"
    "\n"
    "areas:\n"
    "  lamp = lamps, the-light\n"
    "\n"
    "grades:\n"
    "  shining\n"
    "  in-the-dark = \"out of order\"\n"
    "\n"
    "headings:\n"
    "  area: The lamp and its keepers = lamp\n"
    "  section: What the harbour must do = recommendation\n"
    "  section: About the rock* = general, context\n"
    "\n"
    "openings:\n"
    "  The next inspection will = context\n";

static const char report[] =
    "Lighthouse inspection report\n"
    "\n"
    "Northmere\n"
    "\n"
    "Inspection date: 7 May 2019\n"
    "\n"
    "# About the rock on which it stands\n"
    "\n"
    "The rock was surveyed by boat, and the boat came back with one oar.\n"
    "\n"
    "# The lamp and its keepers: out of order\n"
    "\n"
    "The keepers polish the lenses twice a day, but nobody buys oil for it.\n"
    "\n"
    "The next inspection will be held when the lamp burns again.\n"
    "\n"
    "# What the harbour must do\n"
    "\n"
    "- Buy oil, and keep a ledger of every barrel that is carried up.\n";

static json_t *
line_of(const char *text, size_t number)
{
    for (; number > 0; number--)
        text = strchr(text, '\n') + 1;
    json_t *line = json_loads(text, JSON_DISABLE_EOF_CHECK, NULL);
    assert_non_null(line);
    return line;
}

static void
assert_member(const json_t *paragraph, const char *key, const char *value)
{
    const char *text = json_string_value(json_object_get(paragraph, key));

    if (!text || strcmp(text, value) != 0)
        fail_msg("%s is %s, not %s", key, text ? text : "null", value);
}

static void
a_report_is_read_by_it(void **state)
{
    static const struct {
        const char *section, *area, *kind, *grade;
    } wanted[] = {
        {NULL, "general", "context", "ungraded"}, /* the two of the cover */
        {NULL, "general", "context", "ungraded"},
        {"About the rock on which it stands", "general", "context", "ungraded"},
        {"The lamp and its keepers", "lamp", "finding", "in-the-dark"},
        {"The lamp and its keepers", "lamp", "context", "ungraded"},
        {"What the harbour must do", "general", "recommendation", "ungraded"},
    };
    const struct indexing *indexing = *state;
    const char *own = indexing_file(indexing, "own.txt", lighthouses);
    const char *file = indexing_file(indexing, "reports/lamp.txt", report);
    const char *const args[] = {"--frameworks", own,  "--dump",
                                "paragraphs",   file, NULL};
    struct test_run run = test_program("findings-index", args);

    assert_string_equal(run.err, "");
    assert_int_equal(run.status, 0);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        json_t *paragraph = line_of(run.out, i);
        assert_member(paragraph, "framework", "lighthouse");
        if (wanted[i].section)
            assert_member(paragraph, "section", wanted[i].section);
        assert_member(paragraph, "service_area", wanted[i].area);
        assert_member(paragraph, "kind", wanted[i].kind);
        assert_member(paragraph, "grade", wanted[i].grade);
        json_decref(paragraph);
    }
    test_run_free(&run);
}

/* The total of a search over the socket. */
static long
total(const char *socket, const char *params)
{
    char request[512];

    snprintf(request, sizeof request,
             "{\"id\": 1, \"method\": \"search\", \"params\": %s}\n", params);
    json_t *answer = test_ask(socket, request);
    const json_t *n =
        json_object_get(json_object_get(answer, "result"), "total");
    const long result = json_is_integer(n) ? json_integer_value(n) : -1;
    json_decref(answer);
    return result;
}

/* The user's own folder is read without being named. */
static void
its_words_are_values_of_filters_and_names_in_queries(void **state)
{
    const struct indexing *indexing = *state;
    char *socket = test_path(indexing->folder, "s");

    indexing_file(indexing, "reports/lamp.txt", report);
    indexing_letter(indexing_path(indexing, "reports/letter.txt"), "Northmere",
                    "Cases are allocated on the day.");
    indexing_folder(indexing, "findings");
    indexing_folder(indexing, "findings/frameworks");
    indexing_file(indexing, "findings/frameworks/own.txt", lighthouses);
    indexing_file(indexing, "findings/frameworks/notes.md", "Not one.\n");
    setenv("XDG_CONFIG_HOME", indexing->folder, 1);
    assert_run(indexing, indexing->reports, NULL, 0, "reports indexed: 2");
    const pid_t daemon = test_daemon(indexing->folder, indexing->db, socket);
    setenv("XDG_CONFIG_HOME", "/proc/nonexistent", 1);

    assert_int_equal(total(socket,
                           "{\"query\": \"\", \"filters\": {\"framework\": "
                           "[\"Lighthouse inspection\"]}}"),
                     6);
    assert_int_equal(total(socket, "{\"query\": \"\", \"filters\": "
                                   "{\"grade\": [\"out of order\"]}}"),
                     1);
    assert_int_equal(
        total(socket, "{\"query\": \"\", \"filters\": {\"grade\": "
                      "[\"in-the-dark\"], \"service_area\": [\"lamps\"]}}"),
        1);
    /* By the name alone: no paragraph has the word. */
    assert_int_equal(total(socket, "{\"query\": \"lighthouses\"}"), 6);
    assert_int_equal(total(socket, "{\"query\": \"framework:lighthouses\"}"),
                     6);
    assert_int_equal(test_daemon_stop(daemon), 0);
    free(socket);
}

/* A file of a framework with a mistake, which both programs name, or only
 * findings-index if it is in a rule. */
struct mistake {
    const char *text;
    unsigned line;
    const char *said;
    bool is_in_rule;
};

#define NAMED "name: harbour\ntitles:\n  Harbour report\n"

static const struct mistake mistakes[] = {
    {NAMED "colour: blue\n", 4, "\"colour\" is not a property", false},
    {NAMED "name: pier\n", 4, "\"name\" is there already", false},
    {NAMED "quay\n", 4, "\"quay\" has no colon", false},
    {NAMED "ships:\n  a boat\n", 4, "\"ships\" is neither a list", false},
    {NAMED "titles:\n  Pier\n", 4, "\"titles\" is there already", false},
    {"name: pier\ntitles:\n  Pier & ... \n", 3, "a part without words", true},
    {NAMED "themes:\nname\n", 5, "\"themes\" has no lines", false},
    {"  Harbour\n", 1, "none has begun", false},
    {NAMED "themes:\n", 4, "\"themes\" has no lines", false},
    {NAMED "headings:\n  The pier\n", 5, "does not say what the heading does",
     false},
    {NAMED "headings:\n  section:\n", 5, "complete the line", false},
    {NAMED "headings:\n  section: The pier =\n", 5, "complete the line", false},
    {NAMED "# caf\xe9\n", 4, "character 6 is not UTF-8", false},
    {NAMED "# a\x01\n", 4, "character 4 is not UTF-8", false},
    {"name: sif\n", 1, "there is another framework \"sif\"", false},
    {"name: single inspection\n", 1, "cannot be a name", false},
    {NAMED "other names:\n  ilacs\n", 5, "\"ilacs\" is a name of ilacs", false},
    {NAMED "grades:\n  good = poor, poor|er\n", 5, "cannot be a name", false},
    {NAMED "grades:\n  good = \"poor\n", 5, "cannot be a name", false},
    {NAMED "grades:\n  ri\n", 5, "another name of requires-improvement", false},
    {NAMED "grades:\n  poor = good\n", 5, "\"good\" is a name of good", false},
    {NAMED "headings:\n  chapter: The pier\n", 5,
     "\"chapter\" is not what a heading can do", true},
    {NAMED "headings:\n  section: The pier = lamp\n", 5,
     "\"lamp\" is not a service area or a kind", true},
    {NAMED "headings:\n  deadline: At once\n", 5,
     "\"At once\" is not given a deadline", true},
    {NAMED "headings:\n  deadline: At once = soon\n", 5,
     "\"soon\" is not a deadline", true},
    {NAMED "headings:\n  section: The pier\n  part: The  Pier.\n", 6,
     "\"The  Pier.\" is in line 5 already", true},
    {NAMED "headings:\n  section: ...\n", 5, "\"...\" has no words", true},
    {NAMED "judgements:\n  The pier\n", 5, "is not given a service area", true},
    {NAMED "judgements:\n  The pier = quay\n", 5,
     "\"quay\" is not a service area", true},
    {NAMED "openings:\n  We will\n", 5, "is not given a kind", true},
    {NAMED "openings:\n  We will = maybe\n", 5, "\"maybe\" is not a kind",
     true},
    {NAMED "theme sentences:\n  We saw = finding\n", 5, "is not needed", true},
    {NAMED "form: graded, long\n", 4, "\"long\" is not a form", true},
    {NAMED "area: piers\n", 4, "\"piers\" is not a service area", true},
    {"name: pier\n", 0, "\"titles\" is missing", true},
    {"titles:\n  Pier report\n", 0, "has no name", false},
};

static void
assert_refused(const char *program,
               const char *const *args,
               const struct mistake *mistake,
               const char *file)
{
    struct test_run run = test_program(program, args);
    char place[1024];

    snprintf(place, sizeof place,
             mistake->line > 0 ? "%s, line %u: " : "%s: ", file, mistake->line);
    assert_int_equal(run.status, 2);
    assert_string_equal(run.out, "");
    assert_has(run.err, place);
    assert_has(run.err, mistake->said);
    test_run_free(&run);
}

static void
a_mistake_is_named_with_its_file_and_line(void **state)
{
    const struct indexing *indexing = *state;

    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        const char *file = indexing_file(indexing, "own.txt", mistakes[i].text);
        const char *const index[] = {"--db", indexing->db,      "--frameworks",
                                     file,   indexing->reports, NULL};
        const char *const serve[] = {"--db", indexing->db, "--frameworks", file,
                                     NULL};
        assert_refused("findings-index", index, &mistakes[i], file);
        if (!mistakes[i].is_in_rule)
            assert_refused("findingsd", serve, &mistakes[i], file);
    }
}

static void
a_deadline_is_added_with_its_names(void **state)
{
    const struct indexing *indexing = *state;
    const char *own =
        indexing_file(indexing, "own.txt",
                      NAMED "deadlines:\n  next-tide = tide\nheadings:\n"
                            "  section: What to do = recommendation\n"
                            "  deadline: By the next tide = next-tide\n");
    const char *file = indexing_file(
        indexing, "reports/pier.txt",
        "Harbour report\n\n# About the pier\n\nThe pier was surveyed by boat "
        "in the spring.\n\n# What to do\n\n# By the next tide\n\n- Sweep "
        "it.\n");
    const char *const args[] = {"--frameworks", own,  "--dump",
                                "paragraphs",   file, NULL};
    struct test_run run = test_program("findings-index", args);

    assert_int_equal(run.status, 0);
    json_t *paragraph = line_of(run.out, 1);
    assert_member(paragraph, "kind", "recommendation");
    assert_member(paragraph, "deadline", "next-tide");
    json_decref(paragraph);
    test_run_free(&run);
}

static void
a_file_that_cannot_be_read_is_named(void **state)
{
    const struct indexing *indexing = *state;
    const char *const file = indexing_path(indexing, "none.txt");

    assert_run(indexing, "--frameworks", file, 2,
               "none.txt\": No such file or directory");
    /* Nor is a pipe waited for to which nobody writes, in a folder of them. */
    const char *const folder = indexing_folder(indexing, "own");
    assert_int_equal(mkfifo(indexing_path(indexing, "own/pipe.txt"), 0600), 0);
    assert_run(indexing, "--frameworks", folder, 2,
               "pipe.txt\": it is not a file");
    assert_run(indexing, "--frameworks=", NULL, 2,
               "--frameworks needs a file or a folder");
}

/* A line that says how a paragraph of the file is read makes it change. */
static void
files_are_read_again_when_it_has_changed(void **state)
{
    const struct indexing *indexing = *state;
    const char *own = indexing_file(indexing, "own.txt", lighthouses);
    char option[512];

    snprintf(option, sizeof option, "--frameworks=%s", own);
    indexing_file(indexing, "reports/lamp.txt", report);
    assert_run(indexing, option, indexing->reports, 0, "reports indexed: 1");
    assert_run(indexing, option, indexing->reports, 0, "unchanged: 1");
    char *changed = g_strconcat(lighthouses, "  The keepers = context\n", NULL);
    indexing_file(indexing, "own.txt", changed);
    assert_run(indexing, option, indexing->reports, 0, "reports indexed: 1");
    g_free(changed);
}

/* Its words are not known then, but those of the index are what they are. */
static void
an_index_is_verified_and_repaired_without_it(void **state)
{
    const struct indexing *indexing = *state;
    const char *own = indexing_file(indexing, "own.txt", lighthouses);
    const char *file = indexing_file(indexing, "reports/lamp.txt", report);
    char option[512];

    snprintf(option, sizeof option, "--frameworks=%s", own);
    assert_run(indexing, option, indexing->reports, 0, "reports indexed: 1");
    char *before = index_contents(indexing->db);
    assert_run(indexing, "--verify", NULL, 0, "is intact");
    assert_int_equal(unlink(file), 0);
    assert_run(indexing, "--repair", NULL, 0, "1 report was made from records");
    char *after = index_contents(indexing->db);
    assert_string_equal(after, before);
    assert_run(indexing, option, "--verify", 0, "is intact");
    free(after);
    free(before);
}

#define TEST(name)                                                             \
    cmocka_unit_test_setup_teardown(name, indexing_set_up, indexing_tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_report_is_read_by_it),
        TEST(its_words_are_values_of_filters_and_names_in_queries),
        TEST(a_mistake_is_named_with_its_file_and_line),
        TEST(a_deadline_is_added_with_its_names),
        TEST(a_file_that_cannot_be_read_is_named),
        TEST(an_index_is_verified_and_repaired_without_it),
        TEST(files_are_read_again_when_it_has_changed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
