/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What there is, and reading it: the commands reports, show and open, and
 * queries and ids from standard input.
 */
#include "asking.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static size_t
count_lines(const char *text)
{
    size_t n = 0;

    for (; *text; text++)
        n += *text == '\n';
    return n;
}

static void
reports_are_listed_with_grade_and_path(void **state)
{
    struct test_run r = asking_run("reports", NULL, NULL, NULL);
    char *path = test_source("corpus/stonebeck-2023.pdf");

    (void)state;
    assert_int_equal(r.status, 0);
    assert_string_equal(r.err, "");
    assert_has(r.out, "Stonebeck, 2023-06-16 | ilacs | requires-improvement | "
                      "30 paragraphs\n    [stonebeck-2023-06-16]\n    ");
    assert_has(r.out, path);
    assert_has(r.out, "\n10 reports\n");
    test_run_free(&r);
    r = asking_run("reports", "--csv", "--from=2020", NULL);
    assert_memory_equal(r.out, "report,date,", 12);
    assert_has(r.out, ",requires-improvement,30,/");
    assert_int_equal(count_lines(r.out), 4);
    test_run_free(&r);
    r = asking_run("reports", "--json", "--grade=inadequate", NULL);
    json_t *result = json_loads(r.out, 0, NULL);
    assert_int_equal(json_array_size(json_object_get(result, "reports")), 1);
    assert_int_equal(asking_number(result, "total"), 1);
    json_decref(result);
    test_run_free(&r);
    r = asking_run("reports", "--authority=Nowhere", NULL, NULL);
    assert_int_equal(r.status, 1);
    assert_has(r.out, "No authority \"Nowhere\" in the index");
    test_run_free(&r);
    free(path);
}

static void
a_report_is_shown_by_the_beginning_of_its_id(void **state)
{
    static const char *const ids[] = {"wyndmoor-2015-03-26", "wyndmoor",
                                      "Wyndmoor 2015", "[wyndmoor-2015]"};

    (void)state;
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        struct test_run r = asking_run("show", ids[i], NULL, NULL);
        assert_int_equal(r.status, 0);
        assert_has(r.out, "Wyndmoor, 2015-03-26 [wyndmoor-2015-03-26]\n");
        assert_has(r.out, "lead inspector Osric Penhale");
        assert_has(r.out, "\n  Inspection findings                    "
                          "requires-improvement           4  4-5\n");
        assert_has(r.out, "\n  Leadership, management and governance         "
                          "  good\n");
        assert_has(r.out, "\nRecommendations\n\n    "
                          "[wyndmoor-2015-03-26/1]\n");
        assert_null(strstr(r.out, "302 children"));
        test_run_free(&r);
    }
    struct test_run r = asking_run("show", "w", NULL, NULL);
    assert_int_equal(r.status, 1);
    assert_has(r.err, "2 reports: west-calder-vale-2010-06-25, "
                      "wyndmoor-2015-03-26; give one of them\n");
    test_run_free(&r);
    r = asking_run("show", "wyndmore-2015", NULL, NULL);
    assert_int_equal(r.status, 1);
    assert_has(r.err, "there is no report \"wyndmore-2015\"");
    test_run_free(&r);
}

/* Its text has every paragraph, in order, below its headings. */
static void
the_text_of_a_report_is_shown_whole(void **state)
{
    struct test_run r = asking_run("show", "northmere", "--all", NULL);
    struct test_run dump = asking_run("--report=northmere-2010-02-19",
                                      "--format=jsonl", NULL, NULL);
    const char *at = r.out;
    size_t n = 0;

    (void)state;
    assert_int_equal(r.status, 0);
    for (char *rest = dump.out, *line; (line = strsep(&rest, "\n")) && *line;
         n++) {
        json_t *record = json_loads(line, 0, NULL);
        char first[24];
        snprintf(first, sizeof first, "%.16s", asking_text(record, "text"));
        at = strstr(at, first);
        if (!at)
            fail_msg("not in order: %s", first);
        json_decref(record);
    }
    assert_int_equal(n, 61);
    assert_has(r.out, "\n\nThe inspection outcomes: Safeguarding services > "
                      "The quality of provision\n\n 18 ");
    test_run_free(&r);
    test_run_free(&dump);
}

static void
several_paragraphs_and_reports_are_shown(void **state)
{
    struct test_run r = asking_run("show", "northmere-2010-02-19/23",
                                   "marlingford", "wyndmoor-2015-03-26/15");

    (void)state;
    assert_int_equal(r.status, 0);
    const char *first = strstr(r.out, "Northmere, 2010-02-19, paragraph 23");
    const char *second = strstr(r.out, "\n\nMarlingford, 2013-06-19 [");
    const char *third = strstr(r.out, "\n\nWyndmoor, 2015-03-26, paragraph");
    assert_true(first && second > first && third > second);
    test_run_free(&r);
    r = asking_run("show", "northmere-2010-02-19/23", "nowhere/1", NULL);
    assert_int_equal(r.status, 0); /* something was found */
    assert_has(r.err, "there is no paragraph \"nowhere/1\"");
    test_run_free(&r);
}

/* Standard input. */

static void
each_line_is_a_query(void **state)
{
    static const char *const lines =
        "case recording\n\nzz \"x\r\n  supervision  \nzebra";
    struct test_run r = asking_fed(lines, "-", "-n1", NULL);

    (void)state;
    assert_int_equal(r.status, 2);
    assert_has(r.out, "== case recording\n\n");
    assert_has(r.out, "\n== supervision\n\n 1. ");
    assert_has(r.out, "\n== zebra\n\nNo paragraph contains \"zebra\".");
    assert_has(r.err, "findings: line 3: the query cannot be read: ");
    assert_int_equal(count_lines(r.err), 3);
    test_run_free(&r);
    r = asking_fed("zebra\nunicorn\n", "search", "-", "--exact");
    assert_int_equal(r.status, 1);
    test_run_free(&r);
    r = asking_fed("zebra\ncase\n", "-", "--json", NULL);
    assert_int_equal(r.status, 0);
    assert_int_equal(count_lines(r.out), 2);
    test_run_free(&r);
    r = asking_fed("", "-", NULL, NULL);
    assert_int_equal(r.status, 1);
    assert_string_equal(r.out, "");
    test_run_free(&r);
}

static void
ids_are_taken_from_lines_of_any_shape(void **state)
{
    static const char lines[] = "northmere-2010-02-19/23\n"
                                "[northmere-2010-02-19/24]\n"
                                "\n"
                                "northmere-2010-02-19/22\tNorthmere\tgood\n"
                                "Report, page 3: \"Text.\" "
                                "[northmere-2010-02-19/21]\r\n"
                                "[northmere-2010-02-19/20] Some text\n";
    struct test_run r = asking_fed(lines, "show", "-", "--cite");

    (void)state;
    assert_int_equal(r.status, 0);
    assert_string_equal(r.err, "");
    for (int i = 20; i <= 24; i++) {
        char id[64];
        snprintf(id, sizeof id, " [northmere-2010-02-19/%d]\n", i);
        assert_has(r.out, id);
    }
    assert_int_equal(count_lines(r.out), 5);
    test_run_free(&r);
    r = asking_fed("wyndmoor-2015-03-26/p11\nnowhere/1\n", "similar", "-",
                   "-n1");
    assert_int_equal(r.status, 0);
    assert_has(r.err, "findings: line 2: there is no paragraph");
    test_run_free(&r);
}

static void
a_line_that_is_not_text_is_named(void **state)
{
    static const char lines[] = "case\0x\n\xff\ncase\n";
    const struct test_world *world = *state;
    const char *args[] = {"--socket", world->socket, "-",
                          "-n1",      "--text",      NULL};
    struct test_run r =
        test_program_fed("findings", args, lines, sizeof lines - 1);

    assert_int_equal(r.status, 2);
    assert_has(r.err, "findings: line 1: it contains a NUL byte");
    assert_has(r.err, "findings: line 2: the query is not valid UTF-8");
    assert_has(r.out, "== case\n");
    test_run_free(&r);
}

/* Without a daemon, the first line says so, and no other is tried. */
static void
a_daemon_that_is_missing_is_reported_once(void **state)
{
    const struct test_world *world = *state;
    char *nobody = test_path(world->folder, "nobody-here");
    const char *args[] = {"--socket", nobody, "-", NULL};
    struct test_run r =
        test_program_fed("findings", args, "case\ncase\ncase\n", 15);

    assert_int_equal(r.status, 2);
    assert_has(r.err, "findings: line 1: no daemon is listening on");
    assert_int_equal(count_lines(r.err), 1);
    test_run_free(&r);
    free(nobody);
}

/* Opening. */

static char *path_before;

/* A folder for stand-ins of viewers, which alone is in PATH. */
static char *
make_viewers(void)
{
    char *folder = test_folder();

    path_before = strdup(getenv("PATH"));
    setenv("PATH", folder, 1);
    setenv("DISPLAY", ":77", 1);
    setenv("VIEWED", folder, 1);
    return folder;
}

static void
remove_viewers(char *folder)
{
    setenv("PATH", path_before, 1);
    unsetenv("DISPLAY");
    free(path_before);
    test_folder_remove(folder);
}

/* Adds a program that writes its arguments, one to a line, into a file. */
static void
add_viewer(const char *folder, const char *name)
{
    static const char script[] =
        "#!/bin/sh\n"
        "{ echo \"${0##*/}\"; for a in \"$@\"; do echo \"$a\"; done; } "
        ">\"$VIEWED/new\"\n"
        "/bin/mv \"$VIEWED/new\" \"$VIEWED/viewed\"\n";
    char *path = test_path(folder, name);

    test_write(path, script, sizeof script - 1);
    assert_int_equal(chmod(path, 0755), 0);
    free(path);
}

/* Adds an xdg-mime that names this desktop file. */
static void
add_mime(const char *folder, const char *desktop)
{
    char *path = test_path(folder, "xdg-mime"), script[256];

    const int n = snprintf(script, sizeof script,
                           "#!/bin/sh\n[ \"$*\" = \"query default "
                           "application/pdf\" ] && echo '%s'\n",
                           desktop);
    test_write(path, script, (size_t)n);
    assert_int_equal(chmod(path, 0755), 0);
    free(path);
}

/* What the viewer was given, once it has been started; the caller frees it. */
static char *
viewed(const char *folder)
{
    char *path = test_path(folder, "viewed"), *text = NULL;

    for (int i = 0; i < 1000 && !(text = test_read(path, NULL)); i++)
        test_nap();
    unlink(path);
    free(path);
    if (!text)
        fail_msg("no viewer was started");
    return text;
}

static void
assert_opened(const char *folder,
              const char *id,
              const char *program,
              const char *option,
              const char *file)
{
    struct test_run r = asking_run("open", id, NULL, NULL);
    char *path = test_source(file), wanted[4500], *got;

    snprintf(wanted, sizeof wanted, "%s\n%s%s%s\n", program, option,
             *option ? "\n" : "", path);
    assert_string_equal(r.err, "");
    assert_int_equal(r.status, 0);
    assert_has(r.out, path);
    got = viewed(folder);
    assert_string_equal(got, wanted);
    free(got);
    free(path);
    test_run_free(&r);
}

static void
a_viewer_opens_the_page(void **state)
{
    static const char id[] = "wyndmoor-2015-03-26/15";
    static const char pdf[] = "corpus/wyndmoor-2015.pdf";
    char *folder = make_viewers();

    (void)state;
    add_viewer(folder, "xdg-open");
    assert_opened(folder, id, "xdg-open", "", pdf);
    add_viewer(folder, "zathura");
    assert_opened(folder, id, "zathura", "--page=5", pdf);
    add_viewer(folder, "okular");
    assert_opened(folder, id, "okular", "--page=5", pdf);
    add_viewer(folder, "evince");
    assert_opened(folder, id, "evince", "--page-index=5", pdf);
    assert_opened(folder, "wyndmoor", "evince", "--page-index=1", pdf);
    add_mime(folder, "org.pwmt.zathura-pdf-poppler.desktop");
    assert_opened(folder, id, "zathura", "--page=5", pdf);
    add_mime(folder, "okularApplication_pdf.desktop");
    assert_opened(folder, id, "okular", "--page=5", pdf);
    add_mime(folder, "firefox.desktop");
    assert_opened(folder, id, "xdg-open", "", pdf);
    assert_opened(folder, "northmere-2010-02-19/23", "xdg-open", "",
                  "corpus/northmere-2010.txt");
    remove_viewers(folder);
}

static void
a_viewer_may_be_chosen(void **state)
{
    char *folder = make_viewers(), *got, *path;
    char wanted[4500];

    (void)state;
    add_viewer(folder, "evince");
    add_viewer(folder, "look");
    path = test_source("corpus/wyndmoor-2015.pdf");
    unsetenv("DISPLAY");
    setenv("FINDINGS_VIEWER", "  look -p%p --file=%f 100%% ; $HOME", 1);
    struct test_run r =
        asking_run("open", "wyndmoor-2015-03-26/15", NULL, NULL);
    assert_int_equal(r.status, 0);
    got = viewed(folder);
    snprintf(wanted, sizeof wanted, "look\n-p5\n--file=%s\n100%%\n;\n$HOME\n",
             path);
    assert_string_equal(got, wanted);
    free(got);
    test_run_free(&r);
    setenv("FINDINGS_VIEWER", "look", 1);
    r = asking_run("open", "wyndmoor-2015-03-26/15", NULL, NULL);
    got = viewed(folder);
    snprintf(wanted, sizeof wanted, "look\n%s\n", path);
    assert_string_equal(got, wanted);
    free(got);
    test_run_free(&r);
    setenv("FINDINGS_VIEWER", "nowhere-to-be-found", 1);
    r = asking_run("open", "wyndmoor-2015-03-26/15", NULL, NULL);
    assert_int_equal(r.status, 2);
    assert_has(r.err, "cannot start the viewer \"nowhere-to-be-found\"");
    test_run_free(&r);
    setenv("FINDINGS_VIEWER", "/bin/false", 1);
    r = asking_run("open", "wyndmoor-2015-03-26/15", NULL, NULL);
    assert_int_equal(r.status, 2);
    assert_has(r.err, "the viewer \"/bin/false\" failed (status 1)");
    test_run_free(&r);
    unsetenv("FINDINGS_VIEWER");
    free(path);
    remove_viewers(folder);
}

static void
paths_and_pages_are_printed_in_place_of_opening(void **state)
{
    char *folder = make_viewers(), wanted[4500];
    char *pdf = test_source("corpus/wyndmoor-2015.pdf");

    (void)state;
    snprintf(wanted, sizeof wanted, "%s\t5\n%s\n", pdf, pdf);
    struct test_run r =
        asking_run("open", "--print", "wyndmoor-2015-03-26/15", "wyndmoor");
    assert_int_equal(r.status, 0);
    assert_string_equal(r.out, wanted);
    test_run_free(&r);
    r = asking_fed("wyndmoor-2015-03-26/15\twords\nwyndmoor\n", "open", "-",
                   "--print");
    assert_string_equal(r.out, wanted);
    test_run_free(&r);
    unsetenv("DISPLAY");
    unsetenv("WAYLAND_DISPLAY");
    r = asking_run("open", "wyndmoor-2015-03-26/15", "wyndmoor", NULL);
    assert_int_equal(r.status, 0);
    assert_string_equal(r.out, wanted);
    assert_has(r.err, "no display; its path:");
    test_run_free(&r);
    setenv("DISPLAY", ":77", 1);
    r = asking_run("open", "wyndmoor", NULL, NULL);
    assert_int_equal(r.status, 2);
    assert_has(r.err, "no program is installed to open");
    test_run_free(&r);
    free(pdf);
    remove_viewers(folder);
}

static void
a_file_that_is_gone_is_not_opened(void **state)
{
    static const char text[] =
        "{\"report\": \"a\", \"id\": \"a/1\", \"text\": \"Boats.\"}\n";
    char *folder = make_viewers(), *file = test_path(folder, "a.jsonl");
    struct test_world world;

    (void)state;
    add_viewer(folder, "xdg-open");
    test_write(file, text, sizeof text - 1);
    test_world_open(&world, file);
    unlink(file);
    const char *args[] = {"--socket", world.socket, "open", "a/1", NULL};
    struct test_run r = test_program("findings", args);
    assert_int_equal(r.status, 2);
    assert_has(r.err, "cannot open \"/");
    assert_has(r.err, "No such file or directory; if it was moved, run "
                      "findings-index");
    test_run_free(&r);
    test_world_close(&world);
    free(file);
    remove_viewers(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reports_are_listed_with_grade_and_path),
        cmocka_unit_test(a_report_is_shown_by_the_beginning_of_its_id),
        cmocka_unit_test(the_text_of_a_report_is_shown_whole),
        cmocka_unit_test(several_paragraphs_and_reports_are_shown),
        cmocka_unit_test(each_line_is_a_query),
        cmocka_unit_test(ids_are_taken_from_lines_of_any_shape),
        cmocka_unit_test(a_line_that_is_not_text_is_named),
        cmocka_unit_test(a_daemon_that_is_missing_is_reported_once),
        cmocka_unit_test(a_viewer_opens_the_page),
        cmocka_unit_test(a_viewer_may_be_chosen),
        cmocka_unit_test(paths_and_pages_are_printed_in_place_of_opening),
        cmocka_unit_test(a_file_that_is_gone_is_not_opened),
    };
    return cmocka_run_group_tests(tests, asking_open, test_corpus_close);
}
