/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What a file is, judging by its first bytes.
 */
#include "support.h"

#include "files/format.h"

#include <string.h>

static void
a_format_is_known_by_its_first_bytes(void **state)
{
    static const struct {
        const char *bytes;
        enum format format;
    } cases[] = {
        {"%PDF-1.7\n", FORMAT_PDF},
        {"\xef\xbb\xbf\n%PDF-1.7\n", FORMAT_PDF},
        {"%PDF", FORMAT_TEXT},
        {"<!DOCTYPE html>", FORMAT_HTML},
        {"\xef\xbb\xbf<!DOCTYPE html>\n<html>", FORMAT_HTML},
        {"  <HTML lang=\"en\">", FORMAT_HTML},
        {"<!-- saved from here -->\n<!doctype HTML><p>a", FORMAT_HTML},
        {"<?xml version=\"1.0\"?>\n<html xmlns=\"x\">", FORMAT_HTML},
        {"<?xml version=\"1.0\"?>\n<svg>", FORMAT_TEXT},
        {"<h1>Boats</h1>", FORMAT_HTML},
        {"<article\nclass=\"report\">", FORMAT_HTML},
        {"<p>Boats are mended.", FORMAT_TEXT},
        {"<headings> are listed below", FORMAT_TEXT},
        {"<h1", FORMAT_TEXT},
        {"PK\3\4....", FORMAT_ZIP},
        {"{\\rtf1 Boats", FORMAT_OTHER},
        {"\x89PNG\r\n", FORMAT_OTHER},
        {"Boats are mended.", FORMAT_TEXT},
        {"<!-- Boats are mended.", FORMAT_TEXT},
        {"", FORMAT_TEXT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (format_of(cases[i].bytes, strlen(cases[i].bytes)) !=
            cases[i].format)
            fail_msg("\"%s\" is taken for another format", cases[i].bytes);
}

static void
what_is_not_read_has_a_name(void **state)
{
    (void)state;
    assert_has(format_name("{\\rtf1 Boats", 12), "RTF");
    assert_has(format_name("\x89PNG\r\n", 6), "picture");
    assert_null(format_name("Boats", 5));
    assert_null(format_name("", 0));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_format_is_known_by_its_first_bytes),
        cmocka_unit_test(what_is_not_read_has_a_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
