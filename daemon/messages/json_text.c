/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "messages/json_text.h"

#include "findings/json.h"

#include <string.h>

#define FIGURES 8 /* significant digits of a real */

static void
append_text(GString *out, const char *text)
{
    g_string_append_len(out, text, (gssize)strlen(text));
}

/* Whether the next member or item is the first, or a member's value: no
 * complete value ends in one of these characters. */
static bool
is_first(const GString *out)
{
    return out->len == 0 || strchr("{[:", out->str[out->len - 1]);
}

void
json_text_item(GString *out)
{
    if (!is_first(out))
        g_string_append_c(out, ',');
}

void
json_text_key(GString *out, const char *key)
{
    json_text_item(out);
    g_string_append_c(out, '"');
    append_text(out, key);
    append_text(out, "\":");
}

void
json_text_reopen(GString *out)
{
    g_string_truncate(out, out->len - 1);
}

void
json_text_string(GString *out, const char *text, size_t len)
{
    char escape[FINDINGS_JSON_ESCAPE_SIZE];

    g_string_append_c(out, '"');
    for (;;) {
        const size_t plain = findings_json_plain(text, len);
        g_string_append_len(out, text, (gssize)plain);
        if (plain == len)
            break;
        g_string_append_len(out, escape,
                            (gssize)findings_json_escape(text[plain], escape));
        text += plain + 1;
        len -= plain + 1;
    }
    g_string_append_c(out, '"');
}

void
json_text_integer(GString *out, json_int_t number)
{
    char digits[24], *end = digits + sizeof digits, *p = end;
    const bool is_negative = number < 0;
    unsigned long long left = (unsigned long long)number;

    if (is_negative)
        left = 0 - left;
    do
        *--p = (char)('0' + left % 10);
    while (left /= 10);
    if (is_negative)
        *--p = '-';
    g_string_append_len(out, p, end - p);
}

/* Remove the plus sign and leading zeros of the exponent: 1e+08 becomes 1e8. */
static void
shorten_exponent(char *exponent)
{
    char *to = exponent + (*exponent == '-'), *from = exponent + 1;

    while (*from == '0')
        from++;
    memmove(to, from, strlen(from) + 1);
}

void
json_text_real(GString *out, double number)
{
    char figures[32], *exponent;

    g_ascii_formatd(figures, sizeof figures, "%." G_STRINGIFY(FIGURES) "g",
                    number);
    exponent = strchr(figures, 'e');
    if (exponent)
        shorten_exponent(exponent + 1);
    append_text(out, figures);
    if (!exponent && !strchr(figures, '.'))
        append_text(out, ".0");
}

void
json_text_bool(GString *out, bool is_true)
{
    append_text(out, is_true ? "true" : "false");
}

static int
append_dumped(const char *text, size_t len, void *out)
{
    g_string_append_len(out, text, (gssize)len);
    return 0;
}

bool
json_text_value(GString *out, const json_t *value)
{
    const size_t len = out->len;
    const size_t flags =
        JSON_COMPACT | JSON_ENCODE_ANY | JSON_REAL_PRECISION(FIGURES);

    if (json_dump_callback(value, append_dumped, out, flags) == 0)
        return true;
    g_string_truncate(out, len);
    return false;
}

bool
json_text_value_new(GString *out, json_t *value)
{
    const bool is_good = json_text_value(out, value);

    json_decref(value);
    return is_good;
}

/* The value of the four digits of a \u escape; -1 if they are not there. */
static int
decode_unit(const char *json, const char *end)
{
    int unit = 0;

    if (end - json < 4)
        return -1;
    for (int i = 0; i < 4; i++) {
        const int digit = g_ascii_xdigit_value(json[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

/* Decode a \u escape from its digits, or two that are a surrogate pair. Returns
 * where it ends; NULL if it is not valid, or is NUL. */
static const char *
decode_character(const char *json, const char *end, gunichar *character)
{
    const int unit = decode_unit(json, end);

    if (unit <= 0 || (unit >= 0xdc00 && unit < 0xe000))
        return NULL;
    json += 4;
    *character = (gunichar)unit;
    if (unit < 0xd800 || unit >= 0xe000)
        return json;
    if (end - json < 2 || json[0] != '\\' || json[1] != 'u')
        return NULL;
    const int low = decode_unit(json + 2, end);
    if (low < 0xdc00 || low >= 0xe000)
        return NULL;
    *character =
        0x10000 + (((gunichar)unit - 0xd800) << 10) + ((gunichar)low - 0xdc00);
    return json + 6;
}

/* Decode an escape after its backslash, and return where it ends; NULL if it is
 * not valid. The result is never longer than the escape. */
static const char *
decode_escape(const char *json, const char *end, char **out)
{
    static const char letters[] = "bfnrt\"\\/", meant[] = "\b\f\n\r\t\"\\/";
    gunichar character;

    if (json == end)
        return NULL;
    const char *found = memchr(letters, *json, sizeof letters - 1);
    if (found) {
        *(*out)++ = meant[found - letters];
        return json + 1;
    }
    if (*json != 'u' || !(json = decode_character(json + 1, end, &character)))
        return NULL;
    *out += g_unichar_to_utf8(character, *out);
    return json;
}

bool
json_text_decode(const char *json, size_t len, char *out, size_t *out_len)
{
    const char *const end = json + len;
    char *to = out;

    while (json < end) {
        const size_t n = findings_json_plain(json, (size_t)(end - json));
        const char *stop = json + n;
        memcpy(to, json, n);
        to += n;
        json = stop;
        if (stop == end)
            break;
        if (*stop != '\\' || !(json = decode_escape(stop + 1, end, &to)))
            return false;
    }
    *out_len = (size_t)(to - out);
    return g_utf8_validate_len(out, *out_len, NULL);
}
