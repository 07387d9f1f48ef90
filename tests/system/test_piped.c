/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What findings prints in a pipe: records, one on each line, which the usual
 * programs can read.
 */
#include "asking.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char *socket_of_world;

/* Runs findings without --text, as in a pipe. */
static struct test_run
piped(const char *a, const char *b, const char *c, const char *d)
{
    const char *args[] = {"--socket", socket_of_world, a, b, c, d, NULL};
    return test_program("findings", args);
}

static size_t
count(const char *text, char c)
{
    size_t n = 0;

    for (; *text; text++)
        n += *text == c;
    return n;
}

/* The total of a search with this word and option. */
static size_t
total(const char *words, const char *option)
{
    struct test_run r = asking_run("--json", words, option, NULL);
    json_t *result = json_loads(r.out, 0, NULL);
    const long n = asking_number(result, "total");

    json_decref(result);
    test_run_free(&r);
    return (size_t)n;
}

static void
a_search_prints_a_line_for_each_paragraph_that_it_counts(void **state)
{
    struct test_run r = piped("child", NULL, NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_string_equal(r.err, "");
    assert_true(total("child", NULL) > 200); /* more than one part */
    assert_int_equal(count(r.out, '\n'), total("child", NULL));
    assert_int_equal(count(r.out, '\t'), 7 * total("child", NULL));
    test_run_free(&r);
}

/* Near-duplicates are not left out. */
static void
records_are_in_the_order_of_the_search(void **state)
{
    struct test_run all = piped("case recording", "--ids", NULL, NULL);
    struct test_run page = piped("case recording", "--ids", "-n7", NULL);
    struct test_run rest =
        piped("case recording", "--ids", "--offset=7", "-n1000");
    struct test_run json =
        asking_run("case recording", "--json", "--all", "-n1000");
    json_t *result = json_loads(json.out, 0, NULL);
    const char *p = all.out;
    size_t i;
    json_t *hit;

    (void)state;
    json_array_foreach(json_object_get(result, "hits"), i, hit)
    {
        const char *id = asking_text(hit, "id");
        if (!json_is_true(json_object_get(hit, "counted")))
            continue;
        assert_memory_equal(p, id, strlen(id));
        p += strlen(id);
        assert_int_equal(*p++, '\n');
    }
    assert_string_equal(p, "");
    assert_int_equal(count(page.out, '\n'), 7);
    assert_memory_equal(all.out, page.out, strlen(page.out));
    assert_string_equal(all.out + strlen(page.out), rest.out);
    json_decref(result);
    test_run_free(&all);
    test_run_free(&page);
    test_run_free(&rest);
    test_run_free(&json);
}

static void
a_record_has_the_fields_that_are_documented(void **state)
{
    struct test_run r = piped("show", "northmere-2010-02-19/23", NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_has(r.out, "northmere-2010-02-19/23\t2010-02-19\tNorthmere\t"
                      "safeguarding\tinadequate\t23\t\tCase recording is "
                      "inadequate. In 23 of the 62 files read, ");
    assert_has(r.out, " on such files in an emergency.\n"); /* not cut */
    assert_int_equal(count(r.out, '\n'), 1);
    test_run_free(&r);
    r = piped("show", "northmere-2010-02-19/23", "--ids", "--before=1");
    assert_string_equal(r.out,
                        "northmere-2010-02-19/22\nnorthmere-2010-02-19/23\n");
    test_run_free(&r);
}

static void
fields_are_chosen_by_name(void **state)
{
    struct test_run r =
        piped("show", "northmere-2010-02-19/23",
              "--fields=year,framework,service_area,number", "--header");

    (void)state;
    assert_string_equal(r.out, "year\tframework\tarea\tnumber\n"
                               "2010\tslac\tsafeguarding\t23\n");
    test_run_free(&r);
    r = piped("case", "--fields=id,colour", NULL, NULL);
    assert_int_equal(r.status, 2);
    assert_string_equal(r.out, "");
    assert_has(r.err, "no field \"colour\"; choose among id, report, ");
    test_run_free(&r);
    r = piped("case", "--fields=", NULL, NULL);
    assert_int_equal(r.status, 2);
    assert_has(r.err, "no field \"\"");
    test_run_free(&r);
}

/* Whatever CSV has can be chosen as a field too. */
static void
every_column_of_csv_is_a_field(void **state)
{
    struct test_run csv = piped("case", "--format=csv", NULL, NULL);
    char fields[1024];
    const int len = (int)strcspn(csv.out, "\r");

    (void)state;
    snprintf(fields, sizeof fields, "--fields=%.*s", len, csv.out);
    struct test_run r = piped("case", fields, "-n1", NULL);
    assert_int_equal(r.status, 0);
    assert_string_equal(r.err, "");
    test_run_free(&r);
    test_run_free(&csv);
}

static void
ids_may_end_in_nul(void **state)
{
    struct test_run r =
        piped("case recording", "--grade=inadequate", "--ids", "-0");

    (void)state;
    assert_int_equal(r.status, 0);
    assert_string_equal(r.out, "west-calder-vale-2010-06-25/14");
    assert_string_equal(r.out + strlen(r.out) + 1, "northmere-2010-02-19/23");
    test_run_free(&r);
}

/* These are asked for by name, so they are printed on a terminal as well, and
 * by tests that ask for text. */
static void
records_are_printed_wherever_they_are_asked_for(void **state)
{
    static const char *const asked[] = {"--ids", "--fields=id", "--header",
                                        "-0"};

    (void)state;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct test_run text = asking_run("case", asked[i], NULL, NULL);
        struct test_run pipe = piped("case", asked[i], NULL, NULL);
        assert_int_equal(text.status, 0);
        assert_string_equal(text.out, pipe.out);
        test_run_free(&text);
        test_run_free(&pipe);
    }
}

static void
nothing_found_is_no_line_and_exit_status_one(void **state)
{
    static const char *const asked[][2] = {
        {"zebra", "--exact"},
        {"case recording zebra", "--match=all"}, /* only in part */
        {"case recording zebra", "-n5"},
        {"case", "--authority=Northmeer"},
        {"judgements", "--authority=Northmeer"},
        {"suggest", "qqqqqqqqqq"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        struct test_run r = piped(asked[i][0], asked[i][1], NULL, NULL);
        assert_int_equal(r.status, 1);
        assert_string_equal(r.out, "");
        assert_string_equal(r.err, ""); /* notes are for terminals */
        test_run_free(&r);
    }
}

static void
every_command_prints_records(void **state)
{
    static const struct {
        const char *args[4];
        const char *first; /* of what is printed */
        size_t n_tabs;     /* in each line */
    } cases[] = {
        {{"similar", "northmere-2010-02-19/23", "--header"},
         "id\tdate\tauthority\tarea\tgrade\tnumber\tpage\ttext\n",
         7},
        {{"judgements", "--header"},
         "report\tdate\tauthority\tarea\tjudgement\tgrade\n"
         "alderbrook-2011-04-01\t2011-04-01\tAlderbrook\tsafeguarding\t"
         "Overall effectiveness\tadequate\n",
         5},
        {{"compare", "northmere-2010-02-19", "alderbrook-2011-04-01"},
         "safeguarding\tOverall effectiveness\tadequate\tadequate\n",
         3},
        {{"compare", "northmere-2010-02-19", "alderbrook-2011-04-01", "case"},
         "northmere-2010-02-19/",
         7},
        {{"suggest", "recordng"}, "recording\t20\n", 1},
        {{"suggest", "--authority=north"}, "Northmere\t61\n", 1},
        {{"matrix", "child", "--rows=year", "--columns=kind"},
         "year\tfinding\trecommendation\tcontext\ttotal\n2010\t",
         4},
        {{"zebra", "--absent=reports"},
         "alderbrook-2011-04-01\t2011-04-01\tAlderbrook\tslac\t59\tInspection",
         5},
        {{"zebra", "--absent=authorities"}, "Alderbrook\t59\n", 1},
        {{"child", "--facets=date", "--header"},
         "field\tvalue\tcount\ndate\t2010-02\t40\n",
         2},
        {{"child", "--count=reports"}, "authority\t", 2},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *const *a = cases[i].args;
        struct test_run r = piped(a[0], a[1], a[2], a[3]);
        assert_int_equal(r.status, 0);
        assert_string_equal(r.err, "");
        assert_memory_equal(r.out, cases[i].first, strlen(cases[i].first));
        assert_int_equal(count(r.out, '\t'),
                         count(r.out, '\n') * cases[i].n_tabs);
        test_run_free(&r);
    }
}

static void
what_has_no_id_is_refused_for_ids(void **state)
{
    struct test_run r = piped("zebra", "--absent=authorities", "--ids", NULL);

    (void)state;
    assert_int_equal(r.status, 2);
    assert_has(r.err, "--ids: an authority has no id; use --fields, as in: "
                      "--fields authority,paragraphs");
    test_run_free(&r);
}

static void
a_value_breaks_neither_its_line_nor_its_field(void **state)
{
    static const char record[] =
        "{\"text\": \"one\\ttwo\\nthree\\u0085four\\u2028five\\u001b[1m\", "
        "\"report\": \"a\", \"authority\": \"A\\tB\"}\n";
    char *folder = test_folder(), *file = test_path(folder, "a.jsonl");
    const char *mine = socket_of_world;
    struct test_world world;

    (void)state;
    test_write(file, record, sizeof record - 1);
    test_world_open(&world, file);
    socket_of_world = world.socket;
    struct test_run r =
        piped("three", "--fields=id,authority,page,text", NULL, NULL);
    assert_string_equal(r.out, "a/p1\tA B\t\tone two three four five [1m\n");
    test_run_free(&r);
    socket_of_world = mine;
    test_world_close(&world);
    free(file);
    test_folder_remove(folder);
}

/* The manual's examples. */

/* The text of a line of an example in the manual, as a shell reads it. */
static void
add_line(char *out, const char *line)
{
    static const char *const escapes[][2] = {
        {"\\-", "-"}, {"\\(aq", "'"}, {"\\(dq", "\""}, {"\\e", "\\"}};
    enum { N = sizeof escapes / sizeof *escapes };
    char *p = out + strlen(out);

    while (*line) {
        size_t i = 0;
        while (i < N &&
               strncmp(line, escapes[i][0], strlen(escapes[i][0])) != 0)
            i++;
        if (i < N)
            line += strlen(escapes[i][0]);
        *p++ = i < N ? *escapes[i][1] : *line++;
    }
    strcpy(p, "\n");
}

static bool
is_installed(const char *program)
{
    char command[64];

    snprintf(command, sizeof command, "command -v %s >/dev/null", program);
    return system(command) == 0;
}

static void
every_example_of_the_manual_works(void **state)
{
    char *path = test_source("docs/man/findings.1");
    char *page = test_read(path, NULL);
    char *section = strstr(page, ".SH OUTPUT IN A PIPE"), *line, command[1024];
    bool is_example = false;
    size_t n = 0;

    (void)state;
    assert_non_null(section);
    *strstr(section + 1, "\n.SH") = '\0';
    while ((line = strsep(&section, "\n"))) {
        if (strcmp(line, ".EX") == 0) {
            is_example = true;
            *command = '\0';
        } else if (is_example && strcmp(line, ".EE") == 0) {
            is_example = false;
            n++;
            if (strstr(command, "fzf") && !is_installed("fzf"))
                print_message("fzf is not installed; left out: %s", command);
            else
                asking_shell(command);
        } else if (is_example) {
            add_line(command, line);
        }
    }
    assert_true(n >= 6);
    free(page);
    free(path);
}

static void
each_path_is_printed_once(void **state)
{
    struct test_run r = piped("case recording", "--paths", NULL, NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_true(count(r.out, '\n') > 2);
    assert_true(count(r.out, '\n') < total("case recording", NULL));
    for (char *line = strtok(r.out, "\n"); line; line = strtok(NULL, "\n")) {
        assert_int_equal(*line, '/');
        assert_null(strchr(line, '\t'));
        assert_int_equal(access(line, R_OK), 0);
    }
    test_run_free(&r);
    r = piped("show", "northmere-2010-02-19/23", "--fields", "path,page");
    assert_has(r.out, "/northmere-2010.txt\t\n");
    test_run_free(&r);
    r = piped("reports", "--authority", "Northmere", "--paths");
    assert_int_equal(count(r.out, '\n'), 1);
    test_run_free(&r);
}

static int
open_world(void **state)
{
    asking_open(state);
    socket_of_world = ((struct test_world *)*state)->socket;
    setenv("FZF_DEFAULT_OPTS",
           "--exact --filter=west-calder-vale-2010-06-25/14", 1);
    return 0;
}

static void
concepts_are_a_line_each_and_all_are_listed(void **state)
{
    struct test_run all = piped("words", NULL, NULL, NULL);
    struct test_run page = piped("words", "-n3", "--offset=1", NULL);
    struct test_run one = piped("words", "babies", "--fields=names,from", NULL);
    struct test_run none = piped("words", "unheardof", NULL, NULL);
    struct test_run json = asking_run("words", "--json", "-n1", NULL);
    json_t *result = json_loads(json.out, 0, NULL);
    const size_t total_concepts = (size_t)asking_number(result, "total");

    (void)state;
    assert_true(total_concepts > 1000); /* more than one answer can have */
    assert_int_equal(all.status, 0);
    assert_int_equal(count(all.out, '\n'), total_concepts);
    assert_int_equal(count(all.out, '\t'), 5 * total_concepts);
    assert_has(all.out, "\nbabies; infants\tvery young children; newborn");
    assert_int_equal(count(page.out, '\n'), 3);
    assert_has(all.out, page.out);
    assert_has(one.out, "babies; infants\tshare/thesaurus/people.txt:");
    assert_int_equal(none.status, 1);
    assert_string_equal(none.out, "");
    json_decref(result);
    test_run_free(&all);
    test_run_free(&page);
    test_run_free(&one);
    test_run_free(&none);
    test_run_free(&json);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(concepts_are_a_line_each_and_all_are_listed),
        cmocka_unit_test(
            a_search_prints_a_line_for_each_paragraph_that_it_counts),
        cmocka_unit_test(records_are_in_the_order_of_the_search),
        cmocka_unit_test(a_record_has_the_fields_that_are_documented),
        cmocka_unit_test(fields_are_chosen_by_name),
        cmocka_unit_test(every_column_of_csv_is_a_field),
        cmocka_unit_test(ids_may_end_in_nul),
        cmocka_unit_test(each_path_is_printed_once),
        cmocka_unit_test(records_are_printed_wherever_they_are_asked_for),
        cmocka_unit_test(nothing_found_is_no_line_and_exit_status_one),
        cmocka_unit_test(every_command_prints_records),
        cmocka_unit_test(what_has_no_id_is_refused_for_ids),
        cmocka_unit_test(a_value_breaks_neither_its_line_nor_its_field),
        cmocka_unit_test(every_example_of_the_manual_works),
    };
    return cmocka_run_group_tests(tests, open_world, test_corpus_close);
}
