/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/incomplete.h"
#include "print/member.h"

#include "findings/visible.h"

#include <string.h>

const char incomplete_key[] = "incomplete";

static bool
has_part(const json_t *list, const json_t *missing)
{
    size_t i;
    json_t *item;

    json_array_foreach(list, i, item)
    {
        if (strcmp(member_text(item, "part"), member_text(missing, "part")) ==
            0)
            return true;
    }
    return false;
}

void
incomplete_add(json_t **list, const json_t *result)
{
    size_t i;
    json_t *missing;

    json_array_foreach(json_object_get(result, incomplete_key), i, missing)
    {
        if (!*list)
            *list = json_array();
        if (!has_part(*list, missing))
            json_array_append(*list, missing);
    }
}

void
incomplete_set(json_t *result, json_t *list)
{
    if (list)
        json_object_set_new(result, incomplete_key, list);
}

bool
incomplete_is_same(const json_t *a, const json_t *b)
{
    bool is_same = json_array_size(a) == json_array_size(b);
    size_t i;
    json_t *missing;

    json_array_foreach(a, i, missing) { is_same &= has_part(b, missing); }
    return is_same;
}

bool
incomplete_is_same_state(const json_t *a, const json_t *b)
{
    return json_integer_value(json_object_get(a, "revision")) ==
               json_integer_value(json_object_get(b, "revision")) &&
           incomplete_is_same(json_object_get(a, incomplete_key),
                              json_object_get(b, incomplete_key));
}

void
incomplete_write(const json_t *list, FILE *out)
{
    const size_t n = json_array_size(list);

    fputs("it leaves out ", out);
    for (size_t i = 0; i < n; i++) {
        const json_t *missing = json_array_get(list, i);
        const char *why = member_text(missing, "why");
        const char *since = member_text(missing, "since");
        findings_putf(out, "%s\"%s\"",
                      i == 0       ? ""
                      : i + 1 == n ? " and "
                                   : ", ",
                      member_text(missing, "part"));
        if (*why || *since)
            findings_putf(out, " (%s%s%s%s)", why, *why && *since ? "; " : "",
                          *since ? "away since " : "", since);
    }
    fputs("; more may match than is shown or counted", out);
}
