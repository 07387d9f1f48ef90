/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings --format and --cite: what is exported is read as other programs read
 * it, and must be each hit, once.
 */
#include "asking.h"
#include "fake.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Readers of the formats. */

/* The cell at *p, which is moved past it and what ends it. *is_last says
 * whether it ends its row. */
static json_t *
csv_cell(const char **p, bool *is_last)
{
    char *cell = malloc(strlen(*p) + 1);
    size_t n = 0;

    assert_non_null(cell);
    if (**p == '"') {
        for (++*p; **p != '"' || (*p)[1] == '"'; ++*p) {
            assert_true(**p != '\0');
            *p += **p == '"';
            cell[n++] = **p;
        }
        ++*p;
    } else {
        while (!strchr(",\r\n\"", **p))
            cell[n++] = *(*p)++;
    }
    *is_last = **p != ',';
    if (*is_last)
        assert_memory_equal(*p, "\r\n", 2);
    *p += *is_last ? 2 : 1;
    json_t *string = json_stringn(cell, n);
    free(cell);
    assert_non_null(string);
    return string;
}

/* A list of objects, whose members are named by the first row. */
static json_t *
read_csv(const char *text)
{
    json_t *records = json_array(), *names = NULL;

    while (*text) {
        json_t *row = json_array();
        for (bool is_last = false; !is_last;)
            json_array_append_new(row, csv_cell(&text, &is_last));
        if (!names) {
            names = row;
            continue;
        }
        assert_int_equal(json_array_size(row), json_array_size(names));
        json_t *record = json_object();
        for (size_t i = 0; i < json_array_size(row); i++)
            json_object_set(record, json_string_value(json_array_get(names, i)),
                            json_array_get(row, i));
        json_array_append_new(records, record);
        json_decref(row);
    }
    assert_non_null(names);
    json_decref(names);
    return records;
}

/* A list of objects, each {tag: list of values}. */
static json_t *
read_ris(char *text)
{
    json_t *records = json_array(), *record = NULL;

    for (char *line; (line = strsep(&text, "\n"));) {
        const size_t len = strlen(line);
        if (len < 2)
            continue;
        assert_int_equal(line[len - 1], '\r');
        line[len - 1] = '\0';
        assert_true(len >= 7);
        assert_memory_equal(line + 2, "  - ", 4);
        line[2] = '\0';
        if (strcmp(line, "TY") == 0) {
            assert_null(record);
            record = json_object();
        }
        assert_non_null(record);
        if (strcmp(line, "ER") == 0) {
            json_array_append_new(records, record);
            record = NULL;
            continue;
        }
        if (!json_object_get(record, line))
            json_object_set_new(record, line, json_array());
        json_array_append_new(json_object_get(record, line),
                              json_string(line + 6));
    }
    assert_null(record);
    return records;
}

static json_t *
read_lines(char *text)
{
    json_t *records = json_array();

    for (char *line; (line = strsep(&text, "\n"));) {
        if (!*line)
            continue;
        json_t *record = json_loads(line, 0, NULL);
        assert_non_null(record);
        json_array_append_new(records, record);
    }
    return records;
}

static json_t *
read_format(const char *format, char *text)
{
    if (strcmp(format, "csv") == 0)
        return read_csv(text);
    if (strcmp(format, "ris") == 0)
        return read_ris(text);
    if (strcmp(format, "jsonl") == 0)
        return read_lines(text);
    json_t *items = json_loads(text, 0, NULL);
    assert_true(json_is_array(items));
    return items;
}

/* The record's id, whatever the format calls it. */
static const char *
id_of(const json_t *record)
{
    const json_t *id = json_object_get(record, "id");
    return json_string_value(
        id ? id : json_array_get(json_object_get(record, "AN"), 0));
}

static const json_t *
with_id(const json_t *records, const char *id)
{
    size_t i;
    json_t *record;

    json_array_foreach(records, i, record)
    {
        if (strcmp(id_of(record), id) == 0)
            return record;
    }
    fail_msg("%s was not exported", id);
    return NULL;
}

static const char *
tag_of(const json_t *record, const char *tag)
{
    const json_t *value = json_array_get(json_object_get(record, tag), 0);
    return value ? json_string_value(value) : "";
}

static json_t *export(const char *words, const char *filter, const char *format)
{
    struct test_run r = asking_run(words, "--format", format, filter);

    assert_int_equal(r.status, 0);
    assert_string_equal(r.err, "");
    json_t *records = read_format(format, r.out);
    test_run_free(&r);
    return records;
}

static json_t *
search(const struct test_world *world, const char *words, const char *filter)
{
    const char *args[] = {"--socket", world->socket, "--json", "--all", "-n",
                          "1000",     words,         filter,   NULL};
    struct test_run r = test_program("findings", args);
    json_t *result = json_loads(r.out, 0, NULL);

    assert_non_null(result);
    test_run_free(&r);
    return result;
}

static const char *const formats[] = {"ris", "csl", "csv", "jsonl", NULL};

static void
each_hit_is_exported_once_in_the_order_of_the_search(void **state)
{
    static const char *const asked[][2] = {
        {"child", NULL},
        {"case recording", "--grade=inadequate"},
        {"", "--kind=finding"}};

    for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
        json_t *result = search(*state, asked[i][0], asked[i][1]);
        const json_t *hits = json_object_get(result, "hits");
        const size_t total = (size_t)asking_number(result, "total");
        assert_true(total > 0);
        assert_true(json_array_size(hits) >= total); /* some match in part */
        for (size_t f = 0; formats[f]; f++) {
            json_t *records = export(asked[i][0], asked[i][1], formats[f]);
            assert_int_equal(json_array_size(records), total);
            for (size_t j = 0; j < total; j++)
                assert_string_equal(id_of(json_array_get(records, j)),
                                    id_of(json_array_get(hits, j)));
            json_decref(records);
        }
        json_decref(result);
    }
}

static void
more_hits_than_one_part_has_are_exported(void **state)
{
    json_t *records = export("", "--from=2000", "jsonl");

    (void)state;
    assert_int_equal(json_array_size(records),
                     327); /* a part has at most 200 */
    json_decref(records);
}

static void
records_are_exported_as_they_were_indexed(void **state)
{
    json_t *result = search(*state, "case recording", NULL);
    json_t *records = export("case recording", NULL, "jsonl");
    size_t i;
    json_t *record;

    json_array_foreach(records, i, record)
    {
        json_t *hit = json_array_get(json_object_get(result, "hits"), i);
        assert_true(json_is_true(json_object_get(hit, "counted")));
        json_object_del(hit, "counted");
        json_object_del(hit, "score");
        json_object_del(hit, "snippet");
        json_object_del(hit, "highlights");
        json_object_del(hit, "path");
        assert_true(json_equal(hit, record));
    }
    json_decref(records);
    json_decref(result);
}

static void
cells_of_csv_are_the_records_members(void **state)
{
    json_t *rows = export("case recording", NULL, "csv");
    json_t *records = export("case recording", NULL, "jsonl");
    const char *name;
    json_t *row, *cell;
    size_t i;

    (void)state;
    json_array_foreach(rows, i, row)
    {
        const json_t *record = json_array_get(records, i);
        json_object_foreach(row, name, cell)
        {
            const json_t *value = json_object_get(record, name);
            if (json_is_integer(value))
                assert_int_equal(json_integer_value(value),
                                 atoi(json_string_value(cell)));
            else
                assert_string_equal(asking_text(record, name),
                                    json_string_value(cell));
        }
        assert_string_not_equal(asking_text(row, "text"), "");
    }
    json_decref(records);
    json_decref(rows);
}

static void
ris_has_what_a_reference_needs(void **state)
{
    json_t *records = export("case recording", NULL, "ris");
    const json_t *r = with_id(records, "northmere-2010-02-19/23");

    (void)state;
    assert_string_equal(tag_of(r, "TY"), "RPRT");
    assert_string_equal(tag_of(r, "AU"), "Ofsted");
    assert_string_equal(tag_of(r, "TI"),
                        "Inspection of safeguarding and looked "
                        "after children services: Northmere");
    assert_string_equal(tag_of(r, "PY"), "2010");
    assert_string_equal(tag_of(r, "DA"), "2010/03/26/");
    assert_string_equal(tag_of(r, "SE"),
                        "The inspection outcomes: Safeguarding services > The "
                        "quality of provision");
    assert_string_equal(tag_of(r, "N1"),
                        "paragraph 23; inspected 8 to 19 February 2010");
    assert_has(tag_of(r, "AB"), "on such files in an emergency.");

    r = with_id(records, "stonebeck-2023-06-16/6");
    assert_string_equal(tag_of(r, "PY"), "2023");
    assert_string_equal(tag_of(r, "DA"), "");
    assert_string_not_equal(tag_of(r, "SP"), "");
    assert_has(tag_of(r, "N1"), "no date of publication");
    json_decref(records);
}

static void
csl_marks_a_year_that_is_not_of_publication(void **state)
{
    json_t *items = export("case recording", NULL, "csl");
    const json_t *item = with_id(items, "northmere-2010-02-19/23");
    json_t *issued = json_object_get(item, "issued");
    json_t *expected = json_loads("{\"date-parts\": [[2010, 3, 26]]}", 0, NULL);

    (void)state;
    assert_string_equal(asking_text(item, "type"), "report");
    assert_true(json_equal(issued, expected));
    json_decref(expected);
    item = with_id(items, "stonebeck-2023-06-16/6");
    issued = json_object_get(item, "issued");
    expected =
        json_loads("{\"date-parts\": [[2023]], \"circa\": true}", 0, NULL);
    assert_true(json_equal(issued, expected));
    assert_string_not_equal(asking_text(item, "page"), "");
    json_decref(expected);
    json_decref(items);
}

/* Indexing an export gives the same records. */
static void
an_export_can_be_indexed_again(void **state)
{
    const struct test_world *world = *state;
    char *path = test_path(world->folder, "again.jsonl");
    struct test_run r = asking_run("", "--from=2000", "--format=jsonl", NULL);
    const char *args[] = {"--dump", "paragraphs", path, NULL};

    assert_int_equal(r.status, 0);
    test_write(path, r.out, strlen(r.out));
    struct test_run dump = test_program("findings-index", args);
    assert_int_equal(dump.status, 0);
    json_t *before = read_lines(r.out), *after = read_lines(dump.out);
    size_t i;
    json_t *record;
    assert_int_equal(json_array_size(before), json_array_size(after));
    json_array_foreach(before, i, record)
    {
        const json_t *same = with_id(after, id_of(record));
        assert_string_equal(asking_text(record, "text"),
                            asking_text(same, "text"));
        assert_string_equal(asking_text(record, "grade"),
                            asking_text(same, "grade"));
    }
    json_decref(before);
    json_decref(after);
    test_run_free(&dump);
    test_run_free(&r);
    unlink(path);
    free(path);
}

static void
finding_nothing_is_an_empty_export_and_exit_status_one(void **state)
{
    static const char *const begins[] = {"", "[]\n", "id,report,", ""};

    (void)state;
    for (size_t f = 0; formats[f]; f++) {
        struct test_run r =
            asking_run("--exact", "zebra", "--format", formats[f]);
        assert_int_equal(r.status, 1);
        assert_memory_equal(r.out, begins[f], strlen(begins[f]));
        if (strcmp(formats[f], "csv") != 0)
            assert_string_equal(r.out, begins[f]);
        test_run_free(&r);
    }
}

static void
options_that_a_format_excludes_are_errors(void **state)
{
    static const char *const others[] = {"-n5",        "--offset=1", "--all",
                                         "--full",     "--cite",     "--json",
                                         "--facets=x", NULL};

    (void)state;
    for (size_t i = 0; others[i]; i++) {
        struct test_run r = asking_run("case", "--format=ris", others[i], NULL);
        assert_int_equal(r.status, 2);
        assert_string_equal(r.out, "");
        assert_has(r.err, "--format cannot be combined with");
        test_run_free(&r);
    }
}

static void
a_citation_says_where_it_is_from(void **state)
{
    struct test_run r =
        asking_run("case recording", "--cite", "--authority=Northmere", NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_has(
        r.out,
        "Northmere, Inspection of safeguarding and looked after children "
        "services, published 26 March 2010, paragraph 23, chapter The "
        "inspection outcomes: Safeguarding services, section The quality of "
        "provision: “Case recording is inadequate. ");
    assert_has(r.out, "in an emergency.” [northmere-2010-02-19/23]\n");
    assert_has(r.err, " in 1 report of 1 authority");
    test_run_free(&r);
}

static void
a_report_without_a_date_is_cited_by_its_inspection(void **state)
{
    struct test_run r =
        asking_run("show", "stonebeck-2023-06-16/6", "--cite", NULL);

    (void)state;
    assert_int_equal(r.status, 0);
    assert_has(r.out, "inspected ");
    assert_has(r.out, " June 2023, paragraph 6, page ");
    assert_null(strstr(r.out, "published"));
    assert_non_null(strchr(r.out, '\n'));
    assert_int_equal(strchr(r.out, '\n')[1], '\0'); /* just one line */
    test_run_free(&r);
}

/* A reader of the output may stop early, without an error message. */
static void
a_reader_that_stops_ends_it_quietly(void **state)
{
    const struct test_world *world = *state;
    char *pipe = test_path(world->folder, "pipe");
    char *err = test_path(world->folder, "err");
    const char *args[] = {"--socket", world->socket, "--from=2000",
                          "--format", "jsonl",       NULL};
    char byte;

    assert_int_equal(mkfifo(pipe, 0600), 0);
    const pid_t pid = test_start("findings", args, pipe, err);
    const int fd = open(pipe, O_RDONLY);
    assert_int_equal(read(fd, &byte, 1), 1);
    close(fd);
    const int status = test_wait(pid);
    assert_true(status == 0 || status == -1); /* by SIGPIPE, like grep */
    char *said = test_read(err, NULL);
    assert_string_equal(said, "");
    free(said);
    unlink(pipe);
    free(pipe);
    free(err);
}

static void
a_full_disk_and_a_closed_output_are_errors(void **state)
{
    const struct test_world *world = *state;
    char *err = test_path(world->folder, "err");
    const char *args[] = {"--socket", world->socket, "--from=2000",
                          "--format", "jsonl",       NULL};

    const char *outs[] = {"/dev/full", NULL};
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(test_wait(test_start("findings", args, outs[i], err)),
                         2);
        char *said = test_read(err, NULL);
        assert_has(said, "cannot write to standard output");
        free(said);
    }
    free(err);
}

static void
an_index_that_changes_meanwhile_is_exit_status_two(void **state)
{
    struct test_run r =
        fake_ask(*state,
                 "{\"id\": 1, \"part\": [{\"id\": \"a/1\", \"text\": \"x\"}]}\n"
                 "{\"id\": 1, \"error\": {\"code\": -32006, \"message\": \"the "
                 "index has "
                 "changed meanwhile; ask again\"}}\n",
                 "case", "--format=csl");

    assert_int_equal(r.status, 2);
    assert_has(r.err, "changed meanwhile");
    assert_has(r.out, "a/1");
    assert_null(strchr(r.out, ']')); /* the array is not closed */
    test_run_free(&r);
}

static void
the_timeout_is_sent_and_its_error_says_how_to_raise_it(void **state)
{
    const struct test_world *world = *state;
    char *path = test_path(world->folder, "fake.asked");
    struct test_run r = fake_ask(world,
                                 "{\"id\": 1, \"error\": {\"code\": -32007, "
                                 "\"message\": \"too long\"}}\n",
                                 "case", "--timeout=7");
    char *asked = test_read(path, NULL);

    assert_int_equal(r.status, 2);
    assert_string_equal(r.err, "findings: too long; see --timeout\n");
    assert_has(asked, "\"timeout_ms\":7000");
    test_run_free(&r);
    free(asked);
    free(path);
}

static void
a_daemon_that_stops_meanwhile_is_exit_status_two(void **state)
{
    struct test_run r = fake_ask(
        *state, "{\"id\": 1, \"part\": [{\"id\": \"a/1\", \"text\": \"x\"}]}\n",
        "case", "--format=jsonl");

    assert_int_equal(r.status, 2);
    assert_has(r.err, "closed the connection");
    test_run_free(&r);
}

static const char odd[] =
    "{\"id\": 1, \"part\": ["
    "{\"id\": \"a/1\", \"text\": \"=HYPERLINK(\\\"x\\\")\"},"
    "{\"id\": \"a/2\", \"text\": \" +1, or \\\"more\\\"\"},"
    "{\"id\": \"a/3\", \"text\": \"@a\"},"
    "{\"id\": \"a/4\", \"text\": \"-1\"},"
    "{\"id\": \"a/5\", \"text\": \"1-1\", \"title\": \"a\\nb\"},"
    "{\"id\": \"a/6\", \"text\": \"\\u001b[31mred \\u009b\\u007f \\u00e9\"}]}\n"
    "{\"id\": 1, \"result\": {\"total\": 6}}\n";

static void
a_spreadsheet_runs_nothing(void **state)
{
    struct test_run r = fake_ask(*state, odd, "case", "--format=csv");
    json_t *rows = read_csv(r.out);
    static const char *const texts[] = {
        "'=HYPERLINK(\"x\")", "' +1, or \"more\"", "'@a", "'-1", "1-1",
        " [31mred    é"};

    assert_int_equal(r.status, 0);
    assert_int_equal(json_array_size(rows), 6);
    for (size_t i = 0; i < 6; i++)
        assert_string_equal(asking_text(json_array_get(rows, i), "text"),
                            texts[i]);
    assert_string_equal(asking_text(json_array_get(rows, 4), "title"), "a b");
    json_decref(rows);
    test_run_free(&r);
}

static void
a_terminal_is_sent_no_control_characters(void **state)
{
    for (size_t f = 0; formats[f]; f++) {
        char option[32] = "--format=";
        strcat(option, formats[f]);
        struct test_run r = fake_ask(*state, odd, "case", option);
        assert_int_equal(r.status, 0);
        assert_null(strchr(r.out, '\033'));
        assert_null(strchr(r.out, '\177'));
        assert_null(strstr(r.out, "\xc2\x9b"));
        assert_has(r.out, "é");
        json_t *records = read_format(formats[f], r.out);
        assert_int_equal(json_array_size(records), 6);
        json_decref(records);
        test_run_free(&r);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_hit_is_exported_once_in_the_order_of_the_search),
        cmocka_unit_test(more_hits_than_one_part_has_are_exported),
        cmocka_unit_test(records_are_exported_as_they_were_indexed),
        cmocka_unit_test(cells_of_csv_are_the_records_members),
        cmocka_unit_test(ris_has_what_a_reference_needs),
        cmocka_unit_test(csl_marks_a_year_that_is_not_of_publication),
        cmocka_unit_test(an_export_can_be_indexed_again),
        cmocka_unit_test(
            finding_nothing_is_an_empty_export_and_exit_status_one),
        cmocka_unit_test(options_that_a_format_excludes_are_errors),
        cmocka_unit_test(a_citation_says_where_it_is_from),
        cmocka_unit_test(a_report_without_a_date_is_cited_by_its_inspection),
        cmocka_unit_test(a_reader_that_stops_ends_it_quietly),
        cmocka_unit_test(a_full_disk_and_a_closed_output_are_errors),
        cmocka_unit_test(an_index_that_changes_meanwhile_is_exit_status_two),
        cmocka_unit_test(
            the_timeout_is_sent_and_its_error_says_how_to_raise_it),
        cmocka_unit_test(a_daemon_that_stops_meanwhile_is_exit_status_two),
        cmocka_unit_test(a_spreadsheet_runs_nothing),
        cmocka_unit_test(a_terminal_is_sent_no_control_characters),
    };
    return cmocka_run_group_tests(tests, asking_open, test_corpus_close);
}
