/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What is printed of a text from outside.
 */
#include "findings/visible.h"

#include "support.h"

#include <stdlib.h>
#include <string.h>

typedef void put_function(const char *text, FILE *out);

/* What is printed; the caller frees it. */
static char *
printed(put_function *put, const char *text)
{
    char *shown = NULL;
    size_t len;
    FILE *out = open_memstream(&shown, &len);

    assert_non_null(out);
    put(text, out);
    fclose(out);
    return shown;
}

static void
what_is_not_visible_is_printed_as_an_escape(void **state)
{
    static const struct {
        const char *text, *shown;
    } cases[] = {
        {"", ""},
        {"Tŷ Newydd, “£5” – 日本 😀", "Tŷ Newydd, “£5” – 日本 😀"},
        {"a\\n", "a\\n"},
        {"\033[1mred\007\177", "\\x1b[1mred\\a\\x7f"},
        {"a\nb\tc\rd", "a\\nb\\tc\\rd"},
        {"\xc2\x9b"
         "1m\xc2\x85",
         "U+009B1mU+0085"},
        {"\xe2\x80\xae"
         "fdp.\xe2\x81\xa6\xe2\x81\xa9\xe2\x80\x8f",
         "U+202Efdp.U+2066U+2069U+200F"},
        {"\xe2\x80\xa8\xe2\x80\xa9", "U+2028U+2029"},
        {"Lee\xe2\x80\x8b"
         "ds\xef\xbb\xbf\xc2\xad\xef\xb8\x8f",
         "LeeU+200BdsU+FEFFU+00ADU+FE0F"},
        {"\xf3\xa0\x81\x81", "U+E0041"},
        /* Not UTF-8: a stray byte, an overlong form, a surrogate, a character
         * that is cut short. */
        {"\xff.", "\\xff."},
        {"\xc0\xaf", "\\xc0\\xaf"},
        {"\xed\xa0\x80", "\\xed\\xa0\\x80"},
        {"\xe2\x80", "\\xe2\\x80"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *shown = printed(findings_put_text, cases[i].text);
        assert_string_equal(shown, cases[i].shown);
        free(shown);
    }
}

static void
json_is_escaped_and_exact(void **state)
{
    static const char line[] =
        "{\"a\":\"x\xe2\x80\xae\xc2\x9b\x7f\xf3\xa0\x81\x81\xef\xbb\xbf é😀\"}";
    char *shown = printed(findings_put_json, line);
    json_t *before = json_loads(line, 0, NULL);
    json_t *after = json_loads(shown, 0, NULL);

    (void)state;
    assert_string_equal(shown,
                        "{\"a\":\"x\\u202e\\u009b\\u007f\\udb40\\udc41\\ufeff "
                        "é😀\"}\n");
    assert_non_null(before);
    assert_true(json_equal(before, after));
    json_decref(before);
    json_decref(after);
    free(shown);
}

static void
a_format_prints_its_arguments_as_text(void **state)
{
    char *shown = NULL;
    size_t len;
    FILE *out = open_memstream(&shown, &len);

    (void)state;
    assert_non_null(out);
    findings_putf(out, "%s has %d", "a\nb", 3);
    fclose(out);
    assert_string_equal(shown, "a\\nb has 3");
    free(shown);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_not_visible_is_printed_as_an_escape),
        cmocka_unit_test(json_is_escaped_and_exact),
        cmocka_unit_test(a_format_prints_its_arguments_as_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
