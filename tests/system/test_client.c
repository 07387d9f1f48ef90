/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings as a person runs it: what it prints, and its exit status.
 */
#include "asking.h"
#include "fake.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
hits_are_printed_with_exit_status_zero(void **state)
{
    struct test_run r =
        asking_run("case recording", "--grade", "inadequate", NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_string_equal(r.err, "");
    assert_has(r.out, " 1. West Calder Vale, 2010-06-25, paragraph 14");
    assert_has(r.out, "*Case recording* is inadequate.");
    assert_has(r.out,
               " paragraphs in 4 reports of 4 authorities; 1 to 10 shown; ");
    assert_has(r.out, "\ngrade      good ");
    assert_null(strchr(r.out, '\033')); /* colours are for terminals */
    test_run_free(&r);
}

/* A line is printed before the first hit that is not counted, on every page
 * that has one. */
static void
matches_in_part_come_after_a_line(void **state)
{
    static const char line[] =
        "\n-- not counted: those below match only in part --\n\n";
    static const char *const words = "case recording supervision";
    struct test_run r = asking_run(words, "--json", "-n0", NULL);
    json_t *result = json_loads(r.out, 0, NULL);
    const long shown = asking_number(result, "shown");
    char counted[32], first[32], last[128];

    (void)state;
    assert_true(shown > 0 && shown < asking_number(result, "ranked"));
    json_decref(result);
    test_run_free(&r);
    snprintf(counted, sizeof counted, "-n%ld", shown);
    r = asking_run(words, counted, NULL, NULL);
    assert_null(strstr(r.out, line));
    test_run_free(&r);
    snprintf(first, sizeof first, "\n\n%2ld. ", shown);
    snprintf(last, sizeof last, "%s%2ld. ", line + 1, shown + 1);
    r = asking_run(words, "-n1000", NULL, NULL);
    assert_has(r.out, last);
    assert_true(strstr(r.out, first) < strstr(r.out, line));
    assert_null(strstr(strstr(r.out, line) + 1, line));
    test_run_free(&r);
    snprintf(counted, sizeof counted, "--offset=%ld", shown);
    r = asking_run(words, counted, NULL, NULL);
    assert_has(r.out, last);
    assert_int_equal(r.status, 0);
    test_run_free(&r);
}

static void
a_match_in_part_is_found_but_not_cited(void **state)
{
    struct test_run r = asking_run("case recording zebra", NULL, NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_has(r.out, "No paragraph contains \"zebra\".\n");
    assert_has(r.out, "\nNo paragraph contains all of it; ");
    test_run_free(&r);
    r = asking_run("case recording zebra", "--cite", NULL, NULL);
    assert_int_equal(r.status, 1);
    assert_string_equal(r.out, "");
    assert_has(r.err, "No paragraph contains all of it; ");
    test_run_free(&r);
}

static void
the_page_ends_where_the_list_does(void **state)
{
    struct test_run r = asking_run("case", "--offset=9999", NULL, NULL);

    (void)state;
    assert_has(r.out, "; the list ends at ");
    test_run_free(&r);
}

static void
finding_nothing_is_exit_status_one(void **state)
{
    struct test_run r = asking_run("zebra", "--exact", NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 1);
    assert_has(r.out, "No paragraph contains \"zebra\".\n\n0 paragraphs found");
    assert_string_equal(r.err, "");
    test_run_free(&r);
}

static void
errors_are_exit_status_two_and_say_what_to_do(void **state)
{
    static const struct {
        const char *args[4];
        const char *words;
    } wrong[] = {
        {{"case AND"}, "the query cannot be read: "},
        {{"case AND"}, "\n    case AND\n            ^\n"},
        {{"x \"case rec"}, "not closed\n    x \"case rec\n      ^"},
        {{"M\u00f4n \u2018caf\u00e9\u2019 recor?ing"},
         "\n    M\u00f4n \u2018caf\u00e9\u2019 recor?ing\n                    "
         "^\n"},
        {{NULL}, "nothing to search for"},
        {{"case", "--grade", "poor"}, "outstanding, good"},
        {{"case", "--from", "yesterday"}, "findings: --from: "},
        {{"case", "--from", "yesterday"}, "2010-10-15"},
        {{"case", "-n", "many"}, "whole number"},
        {{"case", "-n", "100000"}, "findings: -n must be a"},
        {{"case", "-n", "100000"}, "0 to 1000"},
        {{"case", "--sort", "best"}, "relevance|newest|oldest"},
        {{"case", "--frobnicate"}, "findings: unknown option \"--frobnicate\""},
        {{"case", "--f"}, "findings: unknown option \"--f\""},
        {{"case", "-recording"}, "findings: unknown option \"-recording\""},
        {{"case", "-recording"}, "findings -- case -neglect"},
        {{"-x"}, "findings: unknown option \"-x\""},
        {{"-x", "-x"}, "findings: unknown option \"-x\""},
        {{"-\xc3\xa9"}, "findings: unknown option \"-\xc3\xa9\""},
        {{"-neglect"}, "findings: -n takes a whole number, not \"eglect\"; "},
        {{"-neglect"}, "findings -- case -neglect"},
        {{"case", "--grade"}, "findings: --grade needs a value"},
        {{"case", "-n"}, "findings: -n needs a value"},
        {{"case", "--exact=yes"}, "findings: --exact does not take a value"},
        {{"show"}, "show takes ids"},
        {{"status", "of", "cases"}, "findings search status"},
        {{"show", "x", "--grade=good"}, "show does not accept --grade"},
        {{"status", "--match=all"}, "status does not accept --match"},
        {{"judgements", "Northmere"}, "options such as --authority"},
        {{"judgements", "--kind=finding"}, "judgements does not accept --kind"},
        {{"matrix", "x", "-n5"}, "matrix does not accept -n"},
        {{"case", "--csv"}, "search does not accept --csv"},
        {{"case", "--cite", "--json"}, "--cite cannot be combined with --json"},
        {{"judgements", "--csv", "--json"},
         "--csv cannot be combined with --json"},
        {{"case", "--format=pdf"}, "ris|csl|csv|jsonl"},
        {{"case", "--facets=colour"}, "service_area"},
        {{"matrix", "case", "--rows=colour"}, "service_area"},
        {{"--absent=reports"}, "--absent needs words"},
        {{"explain", " "}, "explain needs words"},
        {{"suggest"}, "one word"},
        {{"suggest", "a", "--authority=b"}, "one word"},
        {{"compare"}, "two reports"},
        {{"compare", "northmere-2010-02-19", "case"}, "two reports"},
        {{"compare", "--report=a"}, "two reports"},
        {{"help", "case"}, "findings search help"},
        {{""}, "nothing to search for"},
        {{"case", "--from", "\xff"}, "--from"},
        {{"case", "--authority", "Alderbrook,\xff"}, "--authority"},
        {{"case \xff"}, "UTF-8"},
        {{"show", "\xff"}, "UTF-8"},
        {{"suggest", "\xff"}, "UTF-8"},
        {{"compare", "\xff"}, "UTF-8"},
        {{"-", "--format=ris"}, "--format prints one result"},
        {{"reports", "Northmere"}, "options such as --authority"},
        {{"reports", "--kind=finding"}, "reports does not accept --kind"},
        {{"open"}, "open takes ids"},
        {{"show", "northmere-2010-02-19", "--cite"},
         "--cite is for a paragraph"},
        {{"show", "northmere", "--after=2"}, "--after is for a paragraph"},
        {{"show", "northmere-2010-02-19/23", "--all"},
         "--all shows the text of a report"},
        {{"--timeout", "31", "case"}, "from 1 to 30, not \"31\""},
        {{"--timeout=x", "case"}, "from 1 to 30, not \"x\""},
        {{"--socket="}, "--socket needs the path"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const char *const *a = wrong[i].args;
        struct test_run r = asking_run(a[0], a[0] ? a[1] : NULL,
                                       a[0] && a[1] ? a[2] : NULL, NULL);
        assert_int_equal(r.status, 2);
        assert_string_equal(r.out, "");
        assert_has(r.err, wrong[i].words);
        test_run_free(&r);
    }
}

static void
without_a_daemon_it_says_how_to_start_one(void **state)
{
    const struct test_world *world = *state;
    char *nobody = test_path(world->folder, "nobody");
    const char *args[] = {"--socket", nobody, "case", NULL};
    struct test_run r = test_program("findings", args);

    assert_int_equal(r.status, 2);
    assert_has(r.err, "findingsd --db");
    test_run_free(&r);
    test_write(nobody, "", 0);
    r = test_program("findings", args);
    assert_int_equal(r.status, 2);
    assert_has(r.err, "is not a socket");
    test_run_free(&r);
    remove(nobody);
    free(nobody);
}

static void
a_socket_path_that_is_too_long_is_refused(void **state)
{
    char longer[300];
    const char *args[] = {"--socket", longer, "case", NULL};

    (void)state;
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    struct test_run r = test_program("findings", args);
    assert_int_equal(r.status, 2);
    assert_has(r.err, "299 bytes");
    test_run_free(&r);
}

static void
json_prints_the_result_as_the_daemon_sent_it(void **state)
{
    const struct test_world *world = *state;
    struct test_run r = asking_run("case recording", "--json", "-n", "3");
    json_t *answer = test_ask(world->socket,
                              "{\"id\": 1, \"method\": \"search\", \"params\": "
                              "{\"query\": \"case recording\", \"limit\": 3, "
                              "\"collapse\": true, \"paths\": true}}");
    json_t *printed = json_loads(r.out, 0, NULL);
    json_t *result = json_object_get(answer, "result");

    assert_int_equal(r.status, 0);
    assert_non_null(printed);
    json_object_del(printed, "took_us");
    json_object_del(result, "took_us");
    assert_true(json_equal(printed, result));
    json_decref(printed);
    json_decref(answer);
    test_run_free(&r);
}

static void
an_option_after_the_dashes_is_noted_as_a_word(void **state)
{
    static const struct {
        const char *args[4];
        const char *note; /* or NULL */
    } cases[] = {
        {{"--", "case", "-n", "5"},
         "\"-n\" after -- is searched for as a word"},
        {{"--", "case", "--grade", "good"},
         "\"--grade\" after -- is searched for"},
        {{"--", "case", "--grade=good"}, "\"--grade=good\" after --"},
        {{"--", "case", "-grade"}, NULL},
        {{"--", "case", "-recording"}, NULL},
        {{"case", "--grade", "good"}, NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const *a = cases[i].args;
        struct test_run r = asking_run(a[0], a[1], a[2], a[3]);
        if (cases[i].note)
            assert_has(r.err, cases[i].note);
        else
            assert_string_equal(r.err, "");
        test_run_free(&r);
    }
}

/* Check the totals of a search filtered by these names. */
static void
finds_of_names(const char *socket, const char *authority, const char *found)
{
    const char *args[] = {"--socket",    socket,    "--text",
                          "--authority", authority, NULL};
    struct test_run r = test_program("findings", args);

    assert_has(r.out, found);
    test_run_free(&r);
}

static void
a_list_of_names_is_split_but_names_are_not(void **state)
{
    static const char records[] =
        "{\"text\": \"one\", \"authority\": \"Bournemouth, Christchurch and "
        "Poole\", \"report\": \"a\", \"date\": \"2020-01-01\"}\n"
        "{\"text\": \"two\", \"authority\": \"Bournemouth\", \"report\": "
        "\"b\", \"date\": \"2015-01-01\"}\n"
        "{\"text\": \"three\", \"authority\": \"Kent\", \"report\": \"c\", "
        "\"date\": \"2016-01-01\"}\n";
    static const char whole[] = "Bournemouth, Christchurch and Poole";
    char *folder = test_folder(), *file = test_path(folder, "names.jsonl");
    struct test_world world;

    (void)state;
    test_write(file, records, sizeof records - 1);
    test_world_open(&world, file);
    finds_of_names(world.socket, whole, "1 paragraph in 1 report");
    finds_of_names(world.socket, "bournemouth,christchurch & poole",
                   "1 paragraph in 1 report");
    finds_of_names(world.socket, "Kent, Bournemouth, Christchurch and Poole",
                   "2 paragraphs in 2 reports");
    finds_of_names(world.socket, "Bournemouth, Christchurch and Poole,Kent",
                   "2 paragraphs in 2 reports");
    finds_of_names(world.socket, "Bournemouth, Kent",
                   "2 paragraphs in 2 reports");
    finds_of_names(world.socket, "Bournemouth", "1 paragraph in 1 report");
    test_world_close(&world);
    free(file);
    test_folder_remove(folder);
}

/* The total of a search with these arguments. */
static long
total(const char *a, const char *b, const char *c)
{
    struct test_run r = asking_run("--json", a, b, c);
    json_t *result = json_loads(r.out, 0, NULL);
    const long n = asking_number(result, "total");

    json_decref(result);
    test_run_free(&r);
    return n;
}

static void
values_of_one_filter_are_alternatives(void **state)
{
    const long good = total("--grade=good", NULL, NULL);
    const long adequate = total("--grade=adequate", NULL, NULL);

    (void)state;
    assert_true(good > 0 && adequate > 0);
    assert_int_equal(total("--grade=good,adequate", NULL, NULL),
                     good + adequate);
    assert_int_equal(total("--grade=good", "--grade=adequate", NULL),
                     good + adequate);
    assert_int_equal(total("--grade=Good", NULL, NULL), good);
}

static void
filters_on_two_fields_must_both_match(void **state)
{
    (void)state;
    assert_true(total("--grade=good", "--area=safeguarding", NULL) <
                total("--grade=good", NULL, NULL));
    assert_true(total("--from=2018", "--to=2018", NULL) > 0);
    assert_int_equal(total("--from=2018", "--to=2018", "--framework=slac"), 0);
}

static void
a_paragraph_is_shown_whole(void **state)
{
    struct test_run r =
        asking_run("show", "northmere-2010-02-19/23", NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_has(r.out, "Northmere, 2010-02-19, paragraph 23");
    assert_has(r.out, "on such files in an emergency.");
    assert_has(r.out, "        [northmere-2010-02-19/22]\n");
    assert_has(r.out, "        [northmere-2010-02-19/24]\n");
    test_run_free(&r);
}

/* This includes the first lines of hits, snippets and the marks in them. */
static void
no_line_of_a_hit_is_wider_than_the_screen(void **state)
{
    struct test_run r = asking_run("child", "-n300", "--facets=grade", NULL);
    size_t width = 0;

    (void)state;
    assert_has(r.out, " | looked-after-children | good\n"
                      "    (stated; section ungraded)\n");
    for (const char *p = r.out; *p; p++) {
        width = *p == '\n' ? 0 : width + ((*p & 0xc0) != 0x80);
        if (width > 80)
            fail_msg("too wide: %.100s", p - 90);
    }
    test_run_free(&r);
    r = asking_run("show", "northmere-2010-02-19/35", "--before=0",
                   "--after=0");
    assert_has(r.out, "Northmere, 2010-02-19, paragraph 35 | slac | "
                      "looked-after-children | adequate\n"
                      "    (stated; section ungraded)\n");
    test_run_free(&r);
}

static void
as_many_neighbours_are_shown_as_asked_for(void **state)
{
    struct test_run r = asking_run("show", "northmere-2010-02-19/23",
                                   "--before=0", "--after=2");

    (void)state;
    assert_int_equal(r.status, 0);
    assert_null(strstr(r.out, "northmere-2010-02-19/22"));
    assert_has(r.out, "[northmere-2010-02-19/24]");
    assert_has(r.out, "[northmere-2010-02-19/25]");
    test_run_free(&r);
}

static void
an_unknown_paragraph_is_exit_status_one(void **state)
{
    struct test_run r =
        asking_run("show", "northmere-2010-02-19/999", NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 1);
    assert_has(r.err, "no paragraph");
    test_run_free(&r);
}

static void
status_says_what_is_served(void **state)
{
    struct test_run r = asking_run("status", NULL, NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_has(r.out, "paragraphs    327");
    test_run_free(&r);
}

static void
a_command_can_be_searched_for(void **state)
{
    struct test_run r = asking_run("search", "status", NULL, NULL);

    (void)state;
    assert_true(r.status == 0 || r.status == 1);
    assert_has(r.out, " paragraph");
    test_run_free(&r);
}

static void
corrected_words_are_noted(void **state)
{
    struct test_run r = asking_run("safegaurding", NULL, NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_has(r.out, "No paragraph contains \"safegaurding\"; searched for "
                      "\"safeguarding\" (");
    assert_has(r.out, "--exact to search for the words as typed.\n");
    test_run_free(&r);
    r = asking_run("safegaurding", "--exact", NULL, NULL);
    assert_int_equal(r.status, 1);
    assert_null(strstr(r.out, "searched for"));
    test_run_free(&r);
}

static void
a_value_that_is_not_in_the_index_is_noted(void **state)
{
    struct test_run r = asking_run("case", "--authority=Northmeer", NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 1);
    assert_has(r.out, "No authority \"Northmeer\" in the index; did you mean "
                      "Northmere (61 paragraphs)?\n");
    test_run_free(&r);
    r = asking_run("authority:Northmeer", NULL, NULL, NULL);
    assert_int_equal(r.status, 1);
    assert_has(r.out, "did you mean Northmere (61 paragraphs)?\n");
    test_run_free(&r);
    r = asking_run("case", "--authority=Northmeer", "--format=ris", NULL);
    assert_int_equal(r.status, 1);
    assert_string_equal(r.out, "");
    assert_has(r.err, "did you mean Northmere (61 paragraphs)?\n");
    test_run_free(&r);
}

static void
years_are_counted_with_their_months(void **state)
{
    struct test_run r = asking_run("child", "--facets=date,area", "-n0", NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_has(r.out, "\ndate\n"
                      "  2010      68 ");
    assert_has(r.out, "\n    2010-02 40 ");
    assert_has(r.out, "\n  2011      38 ");
    assert_has(r.out, "\narea\n  ");
    test_run_free(&r);
}

static void
facets_count_what_is_asked_for(void **state)
{
    struct test_run r =
        asking_run("child", "--facets=framework", "--count=reports", "-n0");

    (void)state;
    assert_int_equal(r.status, 0);
    assert_has(r.out, "Counts of reports:\nframework\n  slac          3 ");
    test_run_free(&r);
}

/* The longest bar is 40 columns. */
static void
bars_are_made_of_what_the_locale_has(void **state)
{
    static const struct {
        const char *locale;
        const char *longest, *shorter;
    } cases[] = {
        {"C", " 93 ########################################\n",
         " 21 #########\n"},
        {"en_GB.UTF-8", " 93 \u2588\u2588\u2588\u2588",
         " 21 \u2588\u2588\u2588\u2588"
         "\u2588\u2588\u2588\u2588\u2588\n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        setenv("LC_ALL", cases[i].locale, 1);
        struct test_run r = asking_run("child", "--facets=grade", "-n0", NULL);
        unsetenv("LC_ALL");
        assert_has(r.out, cases[i].longest);
        assert_has(r.out, cases[i].shorter);
        test_run_free(&r);
    }
}

static void
grades_are_listed_from_the_best_to_the_worst(void **state)
{
    struct test_run r = asking_run("child", "-n0", NULL, NULL);

    (void)state;
    assert_has(r.out, "\ngrade      good 36, adequate 37, inadequate 21, "
                      "ungraded 93, and 1 more\n");
    test_run_free(&r);
    r = asking_run("child", "--facets=grade", "-n0", NULL);
    const char *good = strstr(r.out, "\n  good "),
               *inadequate = strstr(r.out, "\n  inadequate "),
               *ungraded = strstr(r.out, "\n  ungraded ");
    assert_true(good && good < inadequate && inadequate < ungraded);
    test_run_free(&r);
}

/* All hits are of one authority and one area; a grade that is filtered by is
 * counted, because another one may be chosen. */
static void
a_facet_that_cannot_narrow_is_left_out(void **state)
{
    struct test_run r = asking_run("--report=northmere-2010-02-19",
                                   "--number=23", "--grade=inadequate", NULL);

    (void)state;
    assert_has(r.out, "1 paragraph in 1 report of 1 authority\n");
    assert_null(strstr(r.out, "\nauthority "));
    assert_null(strstr(r.out, "\narea "));
    assert_null(strstr(r.out, "\ngrade "));
    test_run_free(&r);
    r = asking_run("--report=northmere-2010-02-19", "--grade=inadequate", NULL,
                   NULL);
    assert_null(strstr(r.out, "\nauthority "));
    assert_has(r.out, "\ngrade ");
    test_run_free(&r);
    r = asking_run("--report=northmere-2010-02-19", "--facets=authority", NULL,
                   NULL);
    assert_has(r.out, "\nauthority\n  Northmere 61 "); /* asked for */
    test_run_free(&r);
}

/* What a colour says is said in another way too, so without the escapes it is
 * what is printed without colour but for the marks. */
static void
colour_adds_nothing_but_escapes(void **state)
{
    struct test_run plain = asking_run("case recording", "-n5", NULL, NULL);
    struct test_run color =
        asking_run("case recording", "-n5", "--color=always", NULL);
    char *p = color.out;

    (void)state;
    assert_has(color.out, "\033[1mAlderbrook\033[0m, ");
    assert_has(color.out, "[\033[36malderbrook-2011-04-01/10.2\033[0m]");
    assert_has(color.out, "\033[1;33mrequires-improvement\033[0m (stated)");
    assert_has(color.out, "\033[1;35mCase recording\033[0m requires");
    for (char *from = color.out; *from; from++) {
        if (*from == '\033')
            from += strcspn(from, "m");
        else if (*from != ' ' && *from != '\n')
            *p++ = *from;
    }
    *p = '\0';
    p = plain.out;
    for (const char *from = plain.out; *from; from++)
        if (!strchr(" \n*", *from))
            *p++ = *from;
    *p = '\0';
    assert_string_equal(plain.out, color.out);
    test_run_free(&plain);
    test_run_free(&color);
}

static void
the_environment_may_ask_for_colour_or_none(void **state)
{
    static const struct {
        const char *name, *value, *option;
        bool is_colored;
    } cases[] = {
        {"CLICOLOR_FORCE", "1", "--color=auto", true},
        {"CLICOLOR_FORCE", "0", "--color=auto", false},
        {"CLICOLOR_FORCE", "1", "--color=never", false},
        {"NO_COLOR", "1", "--color=always", true},
        {"NO_COLOR", "1", "--color=auto", false},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        setenv(cases[i].name, cases[i].value, 1);
        struct test_run r = asking_run("case", cases[i].option, NULL, NULL);
        unsetenv(cases[i].name);
        assert_int_equal(strchr(r.out, '\033') != NULL, cases[i].is_colored);
        test_run_free(&r);
    }
}

static void
an_explanation_has_terms_and_scores(void **state)
{
    struct test_run r = asking_run("explain", "case recording", "-n1", NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_has(r.out, "Searched for: case recording\n");
    assert_has(r.out, "  recording: ");
    assert_has(r.out, "      record recorded recording records\n");
    assert_has(r.out, "\n    score ");
    assert_has(r.out, "; number 1 shown");
    test_run_free(&r);
}

static void
an_explanation_shows_pairs_and_parts_of_words(void **state)
{
    struct test_run r = asking_run("explain", "school days", "-n1", NULL);

    (void)state;
    assert_has(r.out, "\n    side by side (for ranking only)\n"
                      "      school days: ");
    assert_has(r.out, "\n    side by side: school days ");
    test_run_free(&r);
    r = asking_run("explain", "face-to-face practice", "-n1", NULL);
    assert_has(r.out, "\n    its parts, anywhere\n      face: ");
    test_run_free(&r);
}

/* Words are a theme if all of them together do not name an authority, or if
 * they follow reports or an authority given by an option. */
static void
an_authority_may_be_a_theme_where_it_is_clear(void **state)
{
    static const char *const asked[][3] = {
        {"northmere-2010-02-19", "alderbrook-2011-04-01", "Northmere"},
        {"--report=northmere-2010-02-19,alderbrook-2011-04-01", "Northmere"},
        {"Northmere", "Alderbrook", "Northmere"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct test_run r =
            asking_run("compare", asked[i][0], asked[i][1], asked[i][2]);
        assert_int_equal(r.status, 0);
        assert_has(r.out, "Northmere, 2010-02-19: ");
        test_run_free(&r);
    }
    struct test_run r =
        asking_run("compare", "Northmere", "Northmere case", NULL);
    assert_has(r.err, "one report");
    test_run_free(&r);
    r = asking_run("compare", "--authority=Northmere", "Alderbrook", NULL);
    assert_has(r.err, "only one report with judgements");
    test_run_free(&r);
}

static void
two_authorities_are_compared_by_reports_of_one_kind(void **state)
{
    static const struct {
        const char *args[3];
        int status;
        const char *said;
    } cases[] = {
        {{"Northmere", "ALDERBROOK", "case"}, 0, "Alderbrook, 2011-04-01: "},
        {{"Northmere", "Alderbrook", "zebra"}, 1, "0 paragraphs"},
        {{"--authority=Northmere,Alderbrook", "zebra"}, 1, "0 paragraphs"},
        {{"Alderbrook", "northmere-2010"}, 0, "[northmere-2010-02-19]"},
        {{"--authority=Wyndmoor", "--report=northmere-2010-02-19"},
         0,
         "They have no inspection of the same kind in common"},
        {{"Northmere", "Wyndmoor"},
         0,
         "They have no inspection of the same kind in common"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const *a = cases[i].args;
        struct test_run r = asking_run("compare", a[0], a[1], a[2]);
        assert_int_equal(r.status, cases[i].status);
        assert_string_equal(r.err, "");
        assert_has(r.out, cases[i].said);
        assert_has(r.out, "[northmere-2010-02-19]");
        test_run_free(&r);
    }
}

static void
similar_paragraphs_are_found(void **state)
{
    struct test_run r =
        asking_run("similar", "wyndmoor-2015-03-26/p11", "-n3", NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_has(r.out, "Compared by these words: ");
    assert_has(r.out, " 1. ");
    assert_null(strstr(r.out, "[wyndmoor-2015-03-26/p11]"));
    test_run_free(&r);
}

static void
words_and_values_are_suggested(void **state)
{
    struct test_run r = asking_run("suggest", "recordng", NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_memory_equal(r.out, "recording ", 10);
    test_run_free(&r);
    r = asking_run("suggest", "--authority=north", NULL, NULL);
    assert_int_equal(r.status, 0);
    assert_string_equal(r.out, "Northmere 61\n");
    test_run_free(&r);
    r = asking_run("suggest", "qqqqqqqqqq", NULL, NULL);
    assert_int_equal(r.status, 1);
    test_run_free(&r);
}

static void
every_command_prints_its_result_as_json(void **state)
{
    static const char *const asked[][3] = {
        {"search", "case"},
        {"show", "northmere-2010-02-19/23"},
        {"show", "northmere", "--all"},
        {"reports", "--grade=inadequate"},
        {"explain", "case"},
        {"similar", "wyndmoor-2015-03-26/p11"},
        {"matrix", "case"},
        {"compare", "--report=northmere-2010-02-19,"
                    "alderbrook-2011-04-01"},
        {"judgements"},
        {"suggest", "recordng"},
        {"status"},
        {"words", "recording"},
        {"reload"},
        {"zebra", "--absent=reports"},
        {"case", "--facets=date"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct test_run r =
            asking_run("--json", asked[i][0], asked[i][1], asked[i][2]);
        json_t *result = json_loads(r.out, 0, NULL);
        assert_int_equal(r.status, 0);
        assert_string_equal(r.err, "");
        assert_true(json_is_object(result));
        json_decref(result);
        test_run_free(&r);
    }
}

/* Check the number of lines and their width. */
static void
assert_fits_a_screen(const char *text, size_t lines_max)
{
    size_t lines = 0, width = 0;

    for (const char *p = text; *p; p++) {
        width = *p == '\n' ? 0 : width + 1;
        lines += *p == '\n';
        assert_true(width <= 80);
    }
    assert_true(lines > 5 && lines <= lines_max);
}

static const char *const all_commands[] = {
    "search",  "show",    "similar", "matrix", "judgements", "compare",
    "explain", "suggest", "status",  "config", "complete",   "open",
    "reports", "save",    "batch",   "trend",  "words",      "reload",
    "mcp",     "web",     NULL};

static void
every_help_fits_a_screen(void **state)
{
    enum { SCREEN = 60, COMMAND = 75 }; /* all about a command may be longer */
    struct test_run r = asking_run("--help", NULL, NULL, NULL);

    (void)state;
    assert_fits_a_screen(r.out, SCREEN);
    for (size_t i = 0; all_commands[i]; i++) {
        struct test_run by_word =
            asking_run("help", all_commands[i], NULL, NULL);
        struct test_run by_option =
            asking_run(all_commands[i], "--help", NULL, NULL);
        assert_has(r.out, all_commands[i]);
        assert_int_equal(by_word.status, 0);
        assert_int_equal(by_option.status, 0);
        assert_string_equal(by_word.out, by_option.out);
        assert_fits_a_screen(by_word.out, COMMAND);
        test_run_free(&by_word);
        test_run_free(&by_option);
    }
    test_run_free(&r);
}

/* The manual page writes each hyphen of an option as "\-". */
static void
assert_is_in_the_manual(const char *page, const char *option, size_t len)
{
    char wanted[64];
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        if (option[i] == '-')
            wanted[n++] = '\\';
        wanted[n++] = option[i];
    }
    wanted[n] = '\0';
    assert_has(page, wanted);
}

static void
the_manual_has_every_command_and_option(void **state)
{
    char *path = test_source("docs/man/findings.1");
    char *page = test_read(path, NULL);

    (void)state;
    assert_non_null(page);
    for (size_t i = 0; all_commands[i]; i++) {
        struct test_run r = asking_run("help", all_commands[i], NULL, NULL);
        assert_has(page, all_commands[i]);
        for (const char *p = r.out; (p = strstr(p, "  --")); p++)
            assert_is_in_the_manual(page, p + 2, strcspn(p + 2, " ,\n"));
        test_run_free(&r);
    }
    free(page);
    free(path);
}

static void
help_names_every_filter(void **state)
{
    static const char *const words[] = {
        "--grade",    "--area",      "--authority", "--kind",
        "--polarity", "--provider",  "--deadline",  "--framework",
        "--from",     "Exit status", NULL};
    struct test_run r = asking_run("--help", NULL, NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    for (size_t i = 0; words[i]; i++)
        assert_has(r.out, words[i]);
    test_run_free(&r);
}

static void
an_answer_of_another_shape_is_an_error(void **state)
{
    static const char *const answers[] = {
        "{\"id\": 1, \"result\": {}}\n",
        "{\"id\": 1, \"result\": {\"hits\": [], \"total\": \"0\"}}\n",
        "{\"id\": 2, \"result\": {}}\n",
        "{\"id\": 1}\n",
        "{\"id\": 1, \"error\": \"none\"}\n",
    };

    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        struct test_run r = fake_ask(*state, answers[i], "boats", NULL);
        assert_int_equal(r.status, 2);
        assert_has(r.err, "is malformed");
        assert_string_equal(r.out, "");
        test_run_free(&r);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hits_are_printed_with_exit_status_zero),
        cmocka_unit_test(matches_in_part_come_after_a_line),
        cmocka_unit_test(a_match_in_part_is_found_but_not_cited),
        cmocka_unit_test(the_page_ends_where_the_list_does),
        cmocka_unit_test(finding_nothing_is_exit_status_one),
        cmocka_unit_test(errors_are_exit_status_two_and_say_what_to_do),
        cmocka_unit_test(without_a_daemon_it_says_how_to_start_one),
        cmocka_unit_test(a_socket_path_that_is_too_long_is_refused),
        cmocka_unit_test(json_prints_the_result_as_the_daemon_sent_it),
        cmocka_unit_test(values_of_one_filter_are_alternatives),
        cmocka_unit_test(filters_on_two_fields_must_both_match),
        cmocka_unit_test(a_paragraph_is_shown_whole),
        cmocka_unit_test(no_line_of_a_hit_is_wider_than_the_screen),
        cmocka_unit_test(as_many_neighbours_are_shown_as_asked_for),
        cmocka_unit_test(an_unknown_paragraph_is_exit_status_one),
        cmocka_unit_test(status_says_what_is_served),
        cmocka_unit_test(an_option_after_the_dashes_is_noted_as_a_word),
        cmocka_unit_test(a_list_of_names_is_split_but_names_are_not),
        cmocka_unit_test(a_command_can_be_searched_for),
        cmocka_unit_test(corrected_words_are_noted),
        cmocka_unit_test(a_value_that_is_not_in_the_index_is_noted),
        cmocka_unit_test(years_are_counted_with_their_months),
        cmocka_unit_test(facets_count_what_is_asked_for),
        cmocka_unit_test(bars_are_made_of_what_the_locale_has),
        cmocka_unit_test(grades_are_listed_from_the_best_to_the_worst),
        cmocka_unit_test(a_facet_that_cannot_narrow_is_left_out),
        cmocka_unit_test(colour_adds_nothing_but_escapes),
        cmocka_unit_test(the_environment_may_ask_for_colour_or_none),
        cmocka_unit_test(an_explanation_has_terms_and_scores),
        cmocka_unit_test(an_explanation_shows_pairs_and_parts_of_words),
        cmocka_unit_test(an_authority_may_be_a_theme_where_it_is_clear),
        cmocka_unit_test(two_authorities_are_compared_by_reports_of_one_kind),
        cmocka_unit_test(similar_paragraphs_are_found),
        cmocka_unit_test(words_and_values_are_suggested),
        cmocka_unit_test(every_command_prints_its_result_as_json),
        cmocka_unit_test(every_help_fits_a_screen),
        cmocka_unit_test(the_manual_has_every_command_and_option),
        cmocka_unit_test(help_names_every_filter),
        cmocka_unit_test(an_answer_of_another_shape_is_an_error),
    };
    return cmocka_run_group_tests(tests, asking_open, test_corpus_close);
}
