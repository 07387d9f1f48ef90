/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "messages/json_text.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

enum { FLAGS = JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(8) };

/* The text must be what jansson prints for the value, which is freed. */
static void
assert_printed(const GString *out, json_t *value)
{
    char *wanted = json_dumps(value, FLAGS);

    assert_non_null(wanted);
    assert_string_equal(out->str, wanted);
    assert_int_equal(out->len, strlen(wanted));
    free(wanted);
    json_decref(value);
}

static bool
is_surrogate(gunichar c)
{
    return c >= 0xd800 && c < 0xe000;
}

/* A string with the character at its beginning, in the middle and at its end.
 */
static size_t
string_around(gunichar c, char text[32])
{
    char *end = text;

    end += g_unichar_to_utf8(c, end);
    *end++ = 'a';
    end += g_unichar_to_utf8(c, end);
    end += g_unichar_to_utf8(c, end);
    memcpy(end, "bc", 2);
    end += 2;
    end += g_unichar_to_utf8(c, end);
    return (size_t)(end - text);
}

/* Strings are printed as by jansson, and decode to what they were. */
static void
check_character(GString *out, gunichar c)
{
    char text[32], decoded[64];
    const size_t len = string_around(c, text);
    size_t decoded_len;

    g_string_truncate(out, 0);
    json_text_string(out, text, len);
    assert_printed(out, json_stringn(text, len));
    assert_true(
        json_text_decode(out->str + 1, out->len - 2, decoded, &decoded_len));
    assert_int_equal(decoded_len, len);
    assert_memory_equal(decoded, text, len);
}

static void
strings_are_escaped_as_jansson_does(void **state)
{
    GString *out = g_string_new(NULL);

    (void)state;
    for (gunichar c = 1; c <= 0xffff; c++)
        if (!is_surrogate(c))
            check_character(out, c);
    for (gunichar c = 0x10000; c <= 0x10ffff; c += 0xfd)
        check_character(out, c);
    check_character(out, 0x10ffff);
    g_string_truncate(out, 0);
    json_text_string(out, "", 0);
    assert_string_equal(out->str, "\"\"");
    g_string_free(out, TRUE);
}

static void
check_escape(const char *json)
{
    char decoded[64], quoted[64];
    size_t len;

    snprintf(quoted, sizeof quoted, "\"%s\"", json);
    json_t *value = json_loads(quoted, JSON_DECODE_ANY, NULL);
    const bool is_good = json_text_decode(json, strlen(json), decoded, &len);
    if (is_good != (value != NULL))
        fail_msg("%s: %d", json, is_good);
    if (is_good) {
        assert_int_equal(len, json_string_length(value));
        assert_memory_equal(decoded, json_string_value(value), len);
    }
    json_decref(value);
}

static void
escapes_are_decoded_as_jansson_does(void **state)
{
    static const char *const others[] = {"",
                                         "\\",
                                         "\\u",
                                         "\\u00",
                                         "\\u00e",
                                         "\\u00eg",
                                         "\\u00E9x",
                                         "\\x41",
                                         "a\"b",
                                         "a\nb",
                                         "a\x1f",
                                         "a\x7f",
                                         "\xff",
                                         "\xe2\x80",
                                         "\xc0\x80",
                                         "\\ud83d\\ude00",
                                         "\\uD83D",
                                         "\\ud83d\\",
                                         "\\ud83d\\u",
                                         "\\ud83d\\u0041",
                                         "\\ud83dabc",
                                         "\\ude00",
                                         "\\ud83d\\ud83d",
                                         "\\udbff\\udfff",
                                         "\\/\\b\\f\\n\\r\\t\\\"\\\\",
                                         "\\B",
                                         "\\'"};
    char json[16];

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(others); i++)
        check_escape(others[i]);
    for (unsigned unit = 0; unit <= 0xffff; unit++) {
        snprintf(json, sizeof json, "a\\u%04xb", unit);
        check_escape(json);
    }
    for (int c = 1; c < 0x80; c++) {
        snprintf(json, sizeof json, "\\%c0041", c);
        check_escape(json);
    }
}

static void
check_real(GString *out, double number)
{
    g_string_truncate(out, 0);
    json_text_real(out, number);
    assert_printed(out, json_real(number));
}

static uint64_t
next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static void
reals_are_printed_as_jansson_does(void **state)
{
    static const double some[] = {
        0,      -0.0,   1,     12,       -12,       0.1,        1e7,
        1e8,    1e9,    1e22,  1e-4,     1e-5,      1e99,       1e100,
        1e-300, 5e-324, 1e308, 99999999, 123456789, 0.123456789};
    GString *out = g_string_new(NULL);
    uint64_t random = 0x9e3779b97f4a7c15;

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(some); i++)
        check_real(out, some[i]);
    for (int i = 0; i < 10000; i++) {
        const uint64_t bits = next_random(&random);
        double any;
        memcpy(&any, &bits, sizeof any);
        if (isfinite(any))
            check_real(out, any);
        check_real(out, (double)(bits >> 11) * 0x1p-53 * 50);
        check_real(out, (double)(bits >> 40));
    }
    g_string_free(out, TRUE);
}

static void
integers_are_printed_as_jansson_does(void **state)
{
    static const json_int_t numbers[] = {
        0, 1, -1, 9, 10, -10, 4294967296, INT64_MAX, INT64_MIN};
    GString *out = g_string_new(NULL);

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        g_string_truncate(out, 0);
        json_text_integer(out, numbers[i]);
        assert_printed(out, json_integer(numbers[i]));
    }
    g_string_free(out, TRUE);
}

static void
a_comma_is_added_after_a_previous_item(void **state)
{
    GString *out = g_string_new("{");

    (void)state;
    json_text_key(out, "a");
    json_text_bool(out, true);
    json_text_key(out, "b");
    g_string_append_c(out, '[');
    json_text_item(out);
    json_text_integer(out, 1);
    json_text_item(out);
    json_text_string(out, "[", 1);
    json_text_item(out);
    assert_true(json_text_value_new(out, json_pack("{s:f}", "c", 2.0)));
    assert_false(json_text_value(out, NULL));
    g_string_append(out, "]}");
    assert_string_equal(out->str, "{\"a\":true,\"b\":[1,\"[\",{\"c\":2.0}]}");
    g_string_free(out, TRUE);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_escaped_as_jansson_does),
        cmocka_unit_test(escapes_are_decoded_as_jansson_does),
        cmocka_unit_test(reals_are_printed_as_jansson_does),
        cmocka_unit_test(integers_are_printed_as_jansson_does),
        cmocka_unit_test(a_comma_is_added_after_a_previous_item),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
