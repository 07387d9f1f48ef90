/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What a single record becomes in each format; system.export reads the formats
 * as other programs do.
 */
#include "print/format.h"
#include "print/grid.h"

#include "support.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The record as it is exported; the caller frees it. */
static char *
exported(const char *format, const char *record)
{
    json_t *object = json_loads(record, 0, NULL);
    const struct format *found = format_find(format);
    char *text = NULL;
    size_t len;
    FILE *out = open_memstream(&text, &len);

    assert_non_null(object);
    assert_non_null(found);
    assert_non_null(out);
    format_begin(found, out);
    format_record(found, object, 0, out);
    format_end(found, out);
    fclose(out);
    json_decref(object);
    return text;
}

static void
assert_formatted(const char *format, const char *record, const char *part)
{
    char *text = exported(format, record);

    if (!strstr(text, part))
        fail_msg("%s is exported as\n%s\nwithout %s", record, text, part);
    free(text);
}

#define TWO_AREAS                                                              \
    "{\"id\": \"a/1\", \"framework\": \"ilacs\", \"kind\": \"finding\", "      \
    "\"grade\": \"good\", \"service_area\": [\"looked-after-children\", "      \
    "\"care-leavers\"], \"text\": \"Boats are mended.\"}"

static void
each_of_several_areas_is_exported(void **state)
{
    (void)state;
    assert_formatted("ris", TWO_AREAS,
                     "KW  - ilacs\r\nKW  - looked-after-children\r\n"
                     "KW  - care-leavers\r\nKW  - finding\r\n");
    assert_formatted(
        "csl", TWO_AREAS,
        "\"ilacs, looked-after-children, care-leavers, finding, good\"");
    assert_formatted("csv", TWO_AREAS, ",looked-after-children; care-leavers,");
    assert_formatted(
        "jsonl", TWO_AREAS,
        "\"service_area\":[\"looked-after-children\",\"care-leavers\"]");
}

#define CHAPTER                                                                \
    "{\"id\": \"a/1\", \"framework\": \"sif\", \"chapter\": \"Boats\", "       \
    "\"section\": \"Summary\", \"text\": \"Boats are mended.\"}"

static void
a_section_is_named_with_its_chapter(void **state)
{
    (void)state;
    assert_formatted("ris", CHAPTER, "SE  - Boats > Summary\r\n");
    assert_formatted("csl", CHAPTER, "\"section\":\"Boats > Summary\"");
    assert_formatted("csv", CHAPTER, ",Boats,Summary,");
}

#define SCHOOL                                                                 \
    "{\"id\": \"a/1\", \"framework\": \"other\", \"authority\": \"Leeds\", "   \
    "\"provider\": \"Quay School\", \"title\": \"School report\", "            \
    "\"publisher\": \"Board of Boats\", \"published\": \"2014-09\", "          \
    "\"date\": \"2014-09-30\", \"text\": \"Boats are mended.\"}"

static void
what_was_inspected_and_its_publisher_are_exported(void **state)
{
    (void)state;
    assert_formatted("ris", SCHOOL,
                     "AU  - Board of Boats\r\n"
                     "TI  - School report: Quay School\r\n"
                     "PY  - 2014\r\nDA  - 2014/09//\r\n"
                     "PB  - Board of Boats\r\n");
    assert_formatted("csl", SCHOOL, "\"title\":\"School report: Quay School\"");
    assert_formatted("csl", SCHOOL, "\"publisher\":\"Board of Boats\"");
    assert_formatted("csl", SCHOOL, "\"date-parts\":[[2014,9]]");
    assert_formatted("csv", SCHOOL,
                     ",Leeds,Quay School,other,School report,Board of Boats,");
}

#define ODD                                                                    \
    "{\"id\": \"a/1\", \"title\": \"b\\u202ec\\u200b\", \"text\": "            \
    "\"d\\n\\u001B\\u0085\\u2028e\"}"

static void
data_is_exact_but_for_control_characters(void **state)
{
    (void)state;
    assert_formatted("csv", ODD,
                     ",b\xe2\x80\xae"
                     "c\xe2\x80\x8b,");
    assert_formatted("csv", ODD, ",\"d    e\"\r\n");
    assert_formatted("ris", ODD,
                     "TI  - b\xe2\x80\xae"
                     "c\xe2\x80\x8b\r\n");
    assert_formatted("ris", ODD, "AB  - d    e\r\n");
    assert_formatted("jsonl", ODD, "\"b\\u202ec\\u200b\"");
    assert_formatted("jsonl", ODD, "\"d\\n\\u001B\\u0085\\u2028e\"");
    assert_formatted("csl", ODD, "\"d\\n\\u001B\\u0085\\u2028e\"");
}

/* What a terminal is sent of the record. */
static void
send_to_terminal(const char *format,
                 const char *record,
                 char *sent,
                 size_t size)
{
    const int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    json_t *object = json_loads(record, 0, NULL);
    size_t len = 0;

    assert_true(terminal >= 0);
    assert_int_equal(grantpt(terminal), 0);
    assert_int_equal(unlockpt(terminal), 0);
    const int fd = open(ptsname(terminal), O_RDWR | O_NOCTTY);
    FILE *out = fdopen(fd, "w");
    assert_non_null(out);
    format_record(format_find(format), object, 0, out);
    fputs("END\n", out);
    fflush(out);
    do {
        const ssize_t n = read(terminal, sent + len, size - 1 - len);
        assert_true(n > 0);
        len += (size_t)n;
        sent[len] = '\0';
    } while (!strstr(sent, "END"));
    fclose(out);
    close(terminal);
    json_decref(object);
}

static void
a_terminal_is_shown_what_is_not_visible(void **state)
{
    char sent[4096];

    (void)state;
    send_to_terminal("csv", ODD, sent, sizeof sent);
    assert_non_null(strstr(sent, ",bU+202EcU+200B,"));
    assert_non_null(strstr(sent, ",\"d \\x1bU+0085U+2028e\""));
    send_to_terminal("ris", ODD, sent, sizeof sent);
    assert_non_null(strstr(sent, "TI  - bU+202EcU+200B"));
}

static void
a_judgement_of_two_areas_has_one_row(void **state)
{
    json_t *result =
        json_loads("{\"judgements\": [{\"service_area\": "
                   "[\"looked-after-children\", \"care-leavers\"], "
                   "\"judgement\": \"Both\", \"grade\": \"good\"}]}",
                   0, NULL);
    json_t *rows = grid_judgements(result);

    (void)state;
    assert_int_equal(json_array_size(rows), 2);
    assert_string_equal(
        json_string_value(json_array_get(json_array_get(rows, 1), 5)),
        "looked-after-children, care-leavers");
    json_decref(rows);
    json_decref(result);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_inspected_and_its_publisher_are_exported),
        cmocka_unit_test(a_section_is_named_with_its_chapter),
        cmocka_unit_test(each_of_several_areas_is_exported),
        cmocka_unit_test(data_is_exact_but_for_control_characters),
        cmocka_unit_test(a_terminal_is_shown_what_is_not_visible),
        cmocka_unit_test(a_judgement_of_two_areas_has_one_row),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
