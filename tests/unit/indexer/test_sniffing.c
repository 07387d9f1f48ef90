/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What a file is, judging by its first bytes.
 */
#include "support.h"

#include "findings/format.h"

#include <string.h>

static void
a_format_is_known_by_its_first_bytes(void **state)
{
    static const struct {
        const char *bytes;
        enum findings_format format;
    } cases[] = {
        {"%PDF-1.7\n", FINDINGS_FORMAT_PDF},
        {"\xef\xbb\xbf\n%PDF-1.7\n", FINDINGS_FORMAT_PDF},
        {"%PDF", FINDINGS_FORMAT_TEXT},
        {"<!DOCTYPE html>", FINDINGS_FORMAT_HTML},
        {"\xef\xbb\xbf<!DOCTYPE html>\n<html>", FINDINGS_FORMAT_HTML},
        {"  <HTML lang=\"en\">", FINDINGS_FORMAT_HTML},
        {"<!-- saved from here -->\n<!doctype HTML><p>a", FINDINGS_FORMAT_HTML},
        {"<?xml version=\"1.0\"?>\n<html xmlns=\"x\">", FINDINGS_FORMAT_HTML},
        {"<?xml version=\"1.0\"?>\n<svg>", FINDINGS_FORMAT_TEXT},
        {"<h1>Boats</h1>", FINDINGS_FORMAT_HTML},
        {"<article\nclass=\"report\">", FINDINGS_FORMAT_HTML},
        {"<p>Boats are mended.", FINDINGS_FORMAT_TEXT},
        {"<headings> are listed below", FINDINGS_FORMAT_TEXT},
        {"<h1", FINDINGS_FORMAT_TEXT},
        {"PK\3\4....", FINDINGS_FORMAT_ZIP},
        {"{\\rtf1 Boats", FINDINGS_FORMAT_OTHER},
        {"\x89PNG\r\n", FINDINGS_FORMAT_OTHER},
        {"Boats are mended.", FINDINGS_FORMAT_TEXT},
        {"<!-- Boats are mended.", FINDINGS_FORMAT_TEXT},
        {"", FINDINGS_FORMAT_TEXT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (findings_format_of(cases[i].bytes, strlen(cases[i].bytes)) !=
            cases[i].format)
            fail_msg("\"%s\" is taken for another format", cases[i].bytes);
}

static void
what_is_not_read_has_a_name(void **state)
{
    (void)state;
    assert_has(findings_format_name("{\\rtf1 Boats", 12), "RTF");
    assert_has(findings_format_name("\x89PNG\r\n", 6), "picture");
    assert_null(findings_format_name("Boats", 5));
    assert_null(findings_format_name("", 0));
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
