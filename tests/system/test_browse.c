/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings -i in a terminal, by the keys that are pressed and what is then on
 * the screen.
 */
#include "tmux.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { COLUMNS = 80, ROWS = 24 };

#define WIDE "\u5150\u7ae5"
#define ACCENTED "re\u0301sume\u0301"

/* Reports with wide, combining and hostile characters. */
static const char records[] =
    "{\"report\": \"wide-1\", \"authority\": \"" WIDE "\", \"date\": "
    "\"2011-01-01\", \"text\": \"The school of the " WIDE WIDE WIDE WIDE WIDE
        WIDE WIDE WIDE " children keeps a " ACCENTED " of each.\"}\n"
    "{\"report\": \"hostile-1\", \"authority\": \"Hostile\\u001b[2J\\u202e\", "
    "\"title\": \"Title\\u001b]0;owned\\u0007\", \"date\": \"2011-01-02\", "
    "\"text\": \"A quokka\\u001b[31m lives\\u009b2J here.\"}\n";

struct browsing {
    struct test_world world;
    struct terminal terminal;
    char command[1024];
};

static struct browsing browsing; /* one at a time */

static void
start_daemon(struct browsing *b)
{
    b->world.daemon =
        test_daemon(b->world.folder, b->world.db, b->world.socket);
}

static int
open_world(void **state)
{
    struct browsing *b = &browsing;
    char *corpus = test_source("corpus");
    char *findings = test_program_path("findings");

    b->world.folder = test_folder();
    b->world.db = test_path(b->world.folder, "db");
    b->world.socket = test_path(b->world.folder, "socket");
    char *more = test_path(b->world.folder, "more.jsonl");
    test_write(more, records, strlen(records));
    const char *args[] = {"--db", b->world.db, corpus, more, NULL};
    struct test_run run = test_program("findings-index", args);
    assert_int_equal(run.status, 0);
    test_run_free(&run);
    start_daemon(b);
    snprintf(b->command, sizeof b->command, "%s -i --socket %s", findings,
             b->world.socket);
    free(more);
    free(corpus);
    free(findings);
    *state = b;
    return 0;
}

static int
close_world(void **state)
{
    test_world_close(&((struct browsing *)*state)->world);
    return 0;
}

/* Opens it in a terminal of this size with more arguments or, before them, an
 * environment. */
static void
open_in(struct browsing *b,
        int columns,
        int rows,
        const char *environment,
        const char *more)
{
    char line[2048];

    snprintf(line, sizeof line, "env %s %s %s", environment, b->command, more);
    terminal_open(&b->terminal, columns, rows, line);
}

static int
set_up(void **state)
{
    open_in(*state, COLUMNS, ROWS, "", "");
    terminal_wait(&((struct browsing *)*state)->terminal, "Enter read");
    return 0;
}

/* With a filter, after which the first hit is as in the README. */
static int
set_up_narrowed(void **state)
{
    open_in(*state, COLUMNS, ROWS, "", "--grade inadequate");
    terminal_wait(&((struct browsing *)*state)->terminal, "Enter read");
    return 0;
}

static int
tear_down(void **state)
{
    terminal_close(&((struct browsing *)*state)->terminal);
    return 0;
}

/* How many paragraphs the daemon counts for the query, as the screen says it.
 */
static const char *
counted(const struct browsing *b, const char *query, const char *filters)
{
    static char text[64];
    char request[512];

    snprintf(request, sizeof request,
             "{\"id\": 1, \"method\": \"search\", \"params\": {\"query\": "
             "\"%s\", \"filters\": %s, \"limit\": 0}}\n",
             query, filters);
    json_t *answer = test_ask(b->world.socket, request);
    const json_t *total =
        json_object_get(json_object_get(answer, "result"), "total");
    assert_true(json_is_integer(total));
    snprintf(text, sizeof text, "\n%d paragraph",
             (int)json_integer_value(total));
    json_decref(answer);
    return text;
}

static void
press(const struct browsing *b, const char *key)
{
    terminal_press(&b->terminal, key, NULL, NULL);
}

/* Quits, and expects that the screen is as it was. */
static void
quit(const struct browsing *b)
{
    press(b, "C-c");
    terminal_wait(&b->terminal, "before\nstatus=0");
}

static void
hits_counts_and_facets_follow_what_is_typed(void **state)
{
    struct browsing *b = *state;

    terminal_type(&b->terminal, "case recording");
    terminal_wait(&b->terminal, counted(b, "case recording", "{}"));
    terminal_wait(&b->terminal, "> ungraded | Alderbrook, 2011-04-01");
    terminal_wait(&b->terminal, "[alderbrook-2011-04-01/10.2]");
    press(b, "C-u");
    terminal_type(&b->terminal, "zzyzx");
    terminal_wait(&b->terminal, "Nothing was found");
    press(b, "C-w");
    terminal_wait(&b->terminal, counted(b, "", "{}"));
    terminal_wait(&b->terminal, "Type to search");
    terminal_type(&b->terminal, "@zzyzx");
    terminal_wait(&b->terminal, "is given to the command: findings -i @NAME");
    quit(b);
}

static void
fast_typing_ends_with_the_last_query(void **state)
{
    static const char typed[] = "social workers and their supervision";
    struct browsing *b = *state;

    for (const char *p = typed; *p; p++) {
        const char key[] = {*p, '\0'};
        terminal_type(&b->terminal, key);
    }
    terminal_wait(&b->terminal, counted(b, typed, "{}"));
    for (size_t i = 0; i < strlen(typed); i++)
        press(b, "BSpace");
    terminal_type(&b->terminal, "care leavers");
    terminal_wait(&b->terminal, "> care leavers\n");
    terminal_wait(&b->terminal, counted(b, "care leavers", "{}"));
    quit(b);
}

/* Whether the cursor among the facets is on this row; if not, moves it down. */
static bool
move_to(const struct browsing *b, const char *wanted)
{
    char line[COLUMNS + 1];
    char *screen = terminal_screen(&b->terminal, false);
    char *row = strstr(screen, "> [ ] ");

    assert_non_null(row);
    snprintf(line, sizeof line, "%.*s", (int)strcspn(row, "\n"), row);
    free(screen);
    if (strncmp(line, wanted, strlen(wanted)) == 0)
        return true;
    press(b, "Down");
    terminal_wait_gone(&b->terminal, line);
    return false;
}

static void
a_facet_narrows_the_search(void **state)
{
    struct browsing *b = *state;

    terminal_type(&b->terminal, "case recording");
    terminal_wait(&b->terminal, "Alderbrook");
    press(b, "Tab");
    terminal_wait(&b->terminal, "Space choose");
    terminal_wait(&b->terminal, "> [ ] ");
    while (!move_to(b, "> [ ] inadequate"))
        ;
    press(b, "Space");
    terminal_wait(&b->terminal, "Only grade: inadequate");
    terminal_wait(&b->terminal, counted(b, "case recording",
                                        "{\"grade\": [\"inadequate\"]}"));
    terminal_wait(&b->terminal, "> [x] inadequate");
    press(b, "BSpace");
    terminal_wait_gone(&b->terminal, "Only grade");
    press(b, "Tab");
    terminal_wait(&b->terminal, "Enter read");
    quit(b);
}

static void
a_paragraph_is_read_in_its_report(void **state)
{
    struct browsing *b = *state;

    terminal_type(&b->terminal, "case recording");
    terminal_wait(&b->terminal, "> inadequate | West Calder Vale, 2010-06-25");
    press(b, "Enter");
    terminal_wait(&b->terminal, "West Calder Vale, 2010-06-25, Inspection");
    terminal_wait(&b->terminal, "> * paragraph 14 | inadequate (stated)");
    terminal_wait(&b->terminal, "paragraph 15 |");
    /* Walking loads what comes before, and after, to the ends. */
    press(b, "g");
    terminal_wait(&b->terminal, ">   paragraph 1 |");
    press(b, "n");
    terminal_wait(&b->terminal, "> * paragraph ");
    press(b, "G");
    terminal_wait_gone(&b->terminal, "> * paragraph ");
    terminal_wait(&b->terminal, ">   ");
    press(b, "n");
    terminal_wait(&b->terminal, "no further match in this report");
    press(b, "N");
    terminal_wait(&b->terminal, "> * paragraph ");
    press(b, "?");
    terminal_wait(&b->terminal, "In the list of paragraphs");
    press(b, "Down");
    terminal_wait_gone(&b->terminal, "In the list of paragraphs");
    press(b, "x");
    terminal_wait(&b->terminal, "> * paragraph ");
    press(b, "q");
    terminal_wait(&b->terminal, "> case recording");
    quit(b);
}

static void
matched_words_are_bold_and_coloured_only_if_wanted(void **state)
{
    struct browsing *b = *state;
    const char *const environments[] = {"", "NO_COLOR=1"};

    for (size_t i = 0; i < 2; i++) {
        open_in(b, COLUMNS, ROWS, environments[i],
                "--grade inadequate case recording");
        terminal_wait(&b->terminal, "Case recording is inadequate");
        char *screen = terminal_screen(&b->terminal, true);
        assert_has(screen, "\033[1m");
        assert_int_equal(strstr(screen, "\033[33m") ||
                             strstr(screen, "\033[1m\033[33m") ||
                             strstr(screen, ";33m"),
                         i == 0);
        free(screen);
        terminal_close(&b->terminal);
    }
}

/* --color and the file of settings decide where the environment does not. */
static void
colour_is_used_as_options_and_settings_say(void **state)
{
    struct browsing *b = *state;
    char environment[512];

    char *folder = test_path(b->world.folder, "findings");
    char *path = test_path(folder, "config");
    snprintf(environment, sizeof environment, "XDG_CONFIG_HOME=%s",
             b->world.folder);
    assert_int_equal(mkdir(folder, 0700), 0);
    test_write(path, "color = never\n", 14);
    for (int i = 0; i < 2; i++) {
        open_in(b, COLUMNS, ROWS, environment,
                i == 0 ? "--grade inadequate case recording"
                       : "--grade inadequate --color=always case recording");
        terminal_wait(&b->terminal, "Case recording is inadequate");
        char *screen = terminal_screen(&b->terminal, true);
        assert_int_equal(strstr(screen, "33m") != NULL, i == 1);
        free(screen);
        terminal_close(&b->terminal);
    }
    unlink(path);
    free(path);
    free(folder);
}

static void
paste(const struct browsing *b, const char *text)
{
    free(terminal_tmux(&b->terminal, "set-buffer", text, NULL));
    free(terminal_tmux(&b->terminal, "paste-buffer", "-p", NULL));
}

/* A line break in a pasted text is not Enter, and its letters are not commands.
 */
static void
pasted_text_only_adds_to_the_query(void **state)
{
    struct browsing *b = *state;

    paste(b, "case\r\nrecording\tfiles\n");
    terminal_wait(&b->terminal, "> case  recording files");
    terminal_wait(&b->terminal, "Enter read");
    press(b, "Enter");
    terminal_wait(&b->terminal, "q back");
    paste(b, "q\n");
    terminal_wait(&b->terminal, "q back");
    press(b, "q");
    terminal_wait(&b->terminal, "> case  recording files");
    terminal_type(&b->terminal, "x");
    terminal_wait(&b->terminal, "> case  recording files x");
    quit(b);
}

/* Whether each line fits in the columns: tmux would have wrapped it. */
static void
resize(const struct browsing *b, int columns, int rows, const char *wanted)
{
    terminal_resize(&b->terminal, columns, rows);
    terminal_wait(&b->terminal, wanted);
    char *screen = terminal_screen(&b->terminal, false);
    int lines = 0;
    for (const char *p = screen; *p; p++)
        lines += *p == '\n';
    assert_int_equal(lines, rows);
    free(screen);
}

static void
any_size_of_the_terminal_will_do(void **state)
{
    struct browsing *b = *state;

    terminal_type(&b->terminal, "case recording");
    terminal_wait(&b->terminal, "> inadequate | West Calder Vale, 2010-06-25");
    resize(b, 40, 12, "\nEnter read Tab facets F1 keys Esc quit\n");
    terminal_wait(&b->terminal, "> inadequate | West Calder Vale");
    resize(b, 200, 50, "Ctrl-S save");
    terminal_wait(&b->terminal, "[x] inadequate"); /* facets beside the hits */
    press(b, "Enter");
    terminal_wait(&b->terminal, "> * paragraph 14");
    resize(b, 40, 12, "q back n found F1 keys");
    terminal_wait(&b->terminal, "> * paragraph 14");
    resize(b, 20, 5, "Too small");
    press(b, "j");
    resize(b, 1, 1, "");
    resize(b, 31, 8, "q back");
    terminal_wait(&b->terminal, "paragraph 14");
    quit(b);
}

static void
a_daemon_that_was_restarted_is_asked_again(void **state)
{
    struct browsing *b = *state;
    char wanted[64];

    snprintf(wanted, sizeof wanted, "%s", counted(b, "care leavers", "{}"));
    terminal_type(&b->terminal, "case recording");
    terminal_wait(&b->terminal, counted(b, "case recording", "{}"));
    assert_int_equal(test_daemon_stop(b->world.daemon), 0);
    terminal_wait(&b->terminal, "no daemon is listening");
    press(b, "C-u");
    terminal_type(&b->terminal, "care leavers");
    terminal_wait(&b->terminal, "> care leavers");
    start_daemon(b);
    terminal_wait(&b->terminal, wanted);
    terminal_wait_gone(&b->terminal, "no daemon");
    kill(b->world.daemon, SIGKILL);
    test_wait(b->world.daemon);
    unlink(b->world.socket);
    press(b, "C-u");
    start_daemon(b);
    terminal_type(&b->terminal, "case recording");
    terminal_wait(&b->terminal, counted(b, "case recording", "{}"));
    quit(b);
}

static void
wide_and_combining_characters_keep_their_columns(void **state)
{
    struct browsing *b = *state;

    terminal_type(&b->terminal, ACCENTED " " WIDE);
    press(b, "BSpace");
    terminal_wait(&b->terminal, "> " ACCENTED " \u5150\n");
    terminal_type(&b->terminal, "\u7ae5");
    terminal_wait(&b->terminal, "> ungraded | " WIDE ", 2011-01-01");
    press(b, "Home");
    press(b, "Delete");
    press(b, "Delete"); /* the e and its accent */
    press(b, "End");
    press(b, "Left");
    terminal_type(&b->terminal, "x");
    terminal_wait(&b->terminal, "> sume\u0301 \u5150x\u7ae5\n");
    press(b, "C-u");
    press(b, "C-k");
    terminal_type(&b->terminal, "school keeps");
    terminal_wait(&b->terminal, WIDE ", 2011-01-01");
    for (int columns = 32; columns < 60; columns += 7) {
        resize(b, columns, 16, "Enter read");
        terminal_wait(&b->terminal, "children");
        terminal_wait(&b->terminal, WIDE WIDE WIDE WIDE);
    }
    quit(b);
}

static void
nothing_of_a_report_reaches_the_terminal_as_a_command(void **state)
{
    struct browsing *b = *state;

    terminal_type(&b->terminal, "quokka");
    terminal_wait(&b->terminal, "Hostile\\x1b[2JU+202E, 2011-01-02");
    terminal_wait(&b->terminal, "quokka\\x1b[31m livesU+009B2J here");
    press(b, "Enter");
    terminal_wait(&b->terminal, "Title\\x1b]0;owned\\a");
    terminal_wait(&b->terminal, "quokka\\x1b[31m livesU+009B2J here");
    char *title =
        terminal_tmux(&b->terminal, "display-message", "-p", "#{pane_title}");
    assert_null(strstr(title, "owned"));
    free(title);
    quit(b);
}

static void
a_citation_is_copied(void **state)
{
    struct browsing *b = *state;

    free(terminal_tmux(&b->terminal, "set-option", "set-clipboard", "on"));
    terminal_type(&b->terminal, "quokka");
    terminal_wait(&b->terminal, "Hostile");
    press(b, "C-y");
    terminal_wait(&b->terminal, "copied the citation of [hostile-1/p1]");
    const char *args[] = {"--socket", b->world.socket, "--cite", "quokka",
                          NULL};
    struct test_run run = test_program("findings", args);
    char *copied = NULL;
    do { /* tmux takes its time */
        free(copied);
        test_nap();
        copied = terminal_tmux(&b->terminal, "show-buffer", NULL, NULL);
    } while (!strstr(copied, "hostile-1/p1"));
    assert_int_equal(strncmp(copied, run.out, strcspn(run.out, "\n")), 0);
    assert_null(strchr(copied, '\033'));
    free(copied);
    test_run_free(&run);
    quit(b);
}

/* A program in the place of findings, which writes its arguments to a file. */
static char *
write_helper(const struct browsing *b)
{
    char script[512];
    char *path = test_path(b->world.folder, "helper");

    snprintf(script, sizeof script,
             "#!/bin/sh\nfor a in \"$@\"; do printf '<%%s>' \"$a\"; done "
             ">>%s/said\nprintf 'findings: done\\033[31m: %%s\\nand\\tmore\\n' "
             "\"$1\"\n"
             "test -t 0 && echo terminal >>%s/said\n",
             b->world.folder, b->world.folder);
    test_write(path, script, strlen(script));
    assert_int_equal(chmod(path, 0700), 0);
    return path;
}

static void
other_programs_are_run_for_the_original_and_to_save(void **state)
{
    struct browsing *b = *state;
    char command[2048];
    char *browse = test_program_path("findings-browse");
    char *helper = write_helper(b);
    char *said = test_path(b->world.folder, "said");

    snprintf(command, sizeof command,
             "%s --socket=%s %s "
             "{\\\"query\\\":\\\"quokka\\\",\\\"exact\\\":true}",
             browse, b->world.socket, helper);
    terminal_open(&b->terminal, COLUMNS, ROWS, command);
    terminal_wait(&b->terminal, "Hostile");
    press(b, "C-o");
    terminal_wait(&b->terminal, "\ndone\\x1b[31m: open and more");
    press(b, "C-s");
    terminal_wait(&b->terminal, "Save as:");
    terminal_type(&b->terminal, "mine");
    press(b, "Enter");
    terminal_wait(&b->terminal, "\ndone\\x1b[31m: save and more");
    char *text = test_read(said, NULL);
    char wanted[1024];
    snprintf(wanted, sizeof wanted,
             "<open><--socket=%s><--><hostile-1/p1>"
             "<save><--exact><--><mine><quokka>",
             b->world.socket);
    assert_string_equal(text, wanted);
    quit(b);
    terminal_close(&b->terminal);
    free(text);
    free(said);
    free(helper);
    free(browse);
}

static void
the_terminal_is_given_back_whatever_ends_it(void **state)
{
    static const struct {
        int signal;
        const char *status;
    } cases[] = {
        {SIGTERM, "status=143"},
        {SIGHUP, "status=129"},
#ifndef __SANITIZE_THREAD__ /* which handles them itself */
        {SIGABRT, "status=134"},
        {SIGSEGV, "status=139"},
#endif
    };
    struct browsing *b = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        open_in(b, COLUMNS, ROWS, "ASAN_OPTIONS=handle_segv=0", "");
        terminal_wait(&b->terminal, "Enter read");
        terminal_wait(&b->terminal, "paragraphs in");
        assert_int_equal(kill(terminal_pid(&b->terminal), cases[i].signal), 0);
        terminal_wait(&b->terminal, cases[i].status);
        char *screen = terminal_screen(&b->terminal, false);
        assert_int_equal(strncmp(screen, "before\n", 7), 0);
        free(screen);
        /* What is typed is echoed again. */
        terminal_type(&b->terminal, "typed after it");
        terminal_wait(&b->terminal, "typed after it");
        terminal_close(&b->terminal);
    }
}

static long
memory_kb(pid_t pid)
{
    char path[64];

    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    char *text = test_read(path, NULL);
    const char *line = text ? strstr(text, "VmRSS:") : NULL;
    const long kb = line ? strtol(line + strlen("VmRSS:"), NULL, 10) : 0;
    free(text);
    assert_true(kb > 0);
    return kb;
}

/* Types and deletes, a hundred keys and more. */
static void
type_much(const struct browsing *b)
{
    for (int i = 0; i < 5; i++) {
        terminal_type(&b->terminal, "case recording of looked after");
        press(b, "C-u");
        terminal_type(&b->terminal, "supervision");
        terminal_wait(&b->terminal, "> supervision\n");
        press(b, "Enter");
        terminal_wait(&b->terminal, "q back");
        terminal_type(&b->terminal, "Gg n N jjjj    kkkk]]][[[q");
        terminal_wait(&b->terminal, "Enter read");
        press(b, "C-u");
    }
}

static void
memory_stays_level(void **state)
{
    enum { ROUNDS = 10, MORE_KB = 8 * 1024 };
    struct browsing *b = *state;

    type_much(b);
    type_much(b);
    const long before = memory_kb(terminal_pid(&b->terminal));
    for (int i = 0; i < ROUNDS; i++)
        type_much(b);
    const long after = memory_kb(terminal_pid(&b->terminal));
#ifndef __SANITIZE_ADDRESS__ /* which keeps what was freed for a while */
    assert_true(after < before + MORE_KB);
#endif
    (void)before;
    (void)after;
    quit(b);
}

static void
without_a_terminal_it_says_what_to_do(void **state)
{
    struct browsing *b = *state;
    const char *args[] = {"-i", "--socket", b->world.socket, "case", NULL};
    struct test_run run = test_program("findings", args);

    assert_int_equal(run.status, 2);
    assert_has(run.err, "-i needs a terminal; leave it out");
    test_run_free(&run);
    const char *others[] = {"-i", "--json", "case", NULL};
    run = test_program("findings", others);
    assert_int_equal(run.status, 2);
    assert_has(run.err, "-i cannot be combined with --json");
    test_run_free(&run);
    run = test_program("findings-browse", args);
    assert_int_equal(run.status, 2);
    test_run_free(&run);
    open_in(b, COLUMNS, ROWS, "TERM=dumb", "case");
    terminal_wait(&b->terminal, "before\nfindings: this terminal cannot");
    terminal_wait(&b->terminal, "status=2");
    terminal_close(&b->terminal);
}

static void
filters_and_words_are_those_of_the_command_line(void **state)
{
    struct browsing *b = *state;

    open_in(b, 110, 30, "",
            "--grade inadequate,good --from 2010 -- case recording");
    terminal_wait(&b->terminal, "> case recording");
    terminal_wait(&b->terminal, "Only grade: inadequate, good; from: 2010");
    terminal_wait(&b->terminal, "[x] inadequate");
    terminal_wait(&b->terminal, "case recording: also");
    press(b, "Escape");
    terminal_wait(&b->terminal, "status=0");
    terminal_close(&b->terminal);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
/* A test that opens its terminals itself. */
#define OPENED(name) cmocka_unit_test_setup_teardown(name, NULL, tear_down)
#define TEST_NARROWED(name)                                                    \
    cmocka_unit_test_setup_teardown(name, set_up_narrowed, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(hits_counts_and_facets_follow_what_is_typed),
        TEST(fast_typing_ends_with_the_last_query),
        TEST(a_facet_narrows_the_search),
        TEST_NARROWED(a_paragraph_is_read_in_its_report),
        OPENED(matched_words_are_bold_and_coloured_only_if_wanted),
        OPENED(colour_is_used_as_options_and_settings_say),
        TEST(pasted_text_only_adds_to_the_query),
        TEST_NARROWED(any_size_of_the_terminal_will_do),
        TEST(a_daemon_that_was_restarted_is_asked_again),
        TEST(wide_and_combining_characters_keep_their_columns),
        TEST(nothing_of_a_report_reaches_the_terminal_as_a_command),
        TEST(a_citation_is_copied),
        OPENED(other_programs_are_run_for_the_original_and_to_save),
        OPENED(the_terminal_is_given_back_whatever_ends_it),
        TEST(memory_stays_level),
        OPENED(without_a_terminal_it_says_what_to_do),
        OPENED(filters_and_words_are_those_of_the_command_line),
    };
    if (!terminal_is_there()) {
        print_message("skipped: there is no tmux\n");
        return TEST_SKIPPED;
    }
    return cmocka_run_group_tests(tests, open_world, close_world);
}
