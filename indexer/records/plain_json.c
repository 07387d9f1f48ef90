/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "records/plain_json.h"
#include "records/record.h"

#include "findings/json.h"

#include <stdbool.h>
#include <string.h>

/* What is left of the line. */
struct rest {
    const char *at, *end;
};

static void
skip_blanks(struct rest *rest)
{
    while (rest->at < rest->end &&
           (*rest->at == ' ' || *rest->at == '\t' || *rest->at == '\r'))
        rest->at++;
}

/* Whether the next character, after blanks, is this one, which is then taken.
 */
static bool
take(struct rest *rest, char c)
{
    skip_blanks(rest);
    if (rest->at == rest->end || *rest->at != c)
        return false;
    rest->at++;
    return true;
}

/* Take a string. Returns its bytes; NULL if it is not one, or has escapes. */
static const char *
take_string(struct rest *rest, size_t *len)
{
    if (!take(rest, '"'))
        return NULL;
    const char *string = rest->at;
    *len = findings_json_plain(string, (size_t)(rest->end - string));
    rest->at += *len;
    return rest->at < rest->end && *rest->at++ == '"' ? string : NULL;
}

/* The functions below return a new value, or NULL. */

static json_t *
read_string(struct rest *rest)
{
    size_t len;
    const char *string = take_string(rest, &len);

    return string ? record_need(json_stringn_nocheck(string, len)) : NULL;
}

static json_t *
read_strings(struct rest *rest)
{
    json_t *list = record_need(json_array());

    rest->at++;
    do {
        json_t *string = read_string(rest);
        if (!string) {
            json_decref(list);
            return NULL;
        }
        record_append(list, string);
    } while (take(rest, ','));
    if (take(rest, ']'))
        return list;
    json_decref(list);
    return NULL;
}

/* A number that goes on with a point or an exponent is not plain, as no comma
 * or bracket follows. */
static json_t *
read_number(struct rest *rest)
{
    enum { DIGITS_MAX = 15 }; /* all such numbers can be represented */
    json_int_t number = 0;
    size_t n = 0;

    for (; rest->at < rest->end && *rest->at >= '0' && *rest->at <= '9'; n++)
        if (n < DIGITS_MAX)
            number = number * 10 + (*rest->at++ - '0');
        else
            return NULL;
    return record_need(json_integer(number));
}

static json_t *
read_value(struct rest *rest)
{
    skip_blanks(rest);
    if (rest->at == rest->end)
        return NULL;
    if (*rest->at == '"')
        return read_string(rest);
    if (*rest->at == '[')
        return read_strings(rest);
    if (*rest->at >= '1' && *rest->at <= '9')
        return read_number(rest);
    if (rest->end - rest->at < 4 || memcmp(rest->at, "null", 4) != 0)
        return NULL;
    rest->at += 4;
    return json_null();
}

/* Read a member into the object. */
static bool
read_member(struct rest *rest, json_t *object)
{
    size_t len;
    const char *key = take_string(rest, &len);

    if (!key || !take(rest, ':'))
        return false;
    json_t *value = read_value(rest);
    if (value && json_object_setn_new_nocheck(object, key, len, value) < 0)
        record_need(NULL);
    return value;
}

json_t *
plain_json(const char *line, size_t len)
{
    struct rest rest = {line, line + len};
    json_t *object = record_need(json_object());
    size_t n = 0;
    bool is_plain = take(&rest, '{');

    do {
        is_plain = is_plain && read_member(&rest, object);
        n++;
    } while (is_plain && take(&rest, ','));
    is_plain = is_plain && take(&rest, '}');
    skip_blanks(&rest);
    /* A key that occurs twice would have replaced its first value. */
    if (is_plain && rest.at == rest.end && json_object_size(object) == n)
        return object;
    json_decref(object);
    return NULL;
}
