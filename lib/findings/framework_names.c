/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "findings/frameworks.h"

#include <ctype.h>
#include <string.h>

static bool
is_of_name(char c, bool is_quoted)
{
    return isalnum((unsigned char)c) || (c & 0x80) || c == '-' || c == '\'' ||
           (is_quoted && c != '|');
}

/* Copy the characters of the name, and return what comes after them; NULL if
 * there are too many, or none. */
static const char *
take(const char *p, struct findings_name *name)
{
    bool has_small = false, has_capital = false;
    size_t n = 0;

    for (; *p && *p != '"' && is_of_name(*p, name->is_printed); p++) {
        if (n + 1 == sizeof name->text)
            return NULL;
        has_small |= *p >= 'a' && *p <= 'z';
        has_capital |= *p >= 'A' && *p <= 'Z';
        name->text[n++] = *p == ' ' ? '-' : (char)tolower((unsigned char)*p);
    }
    name->text[n] = '\0';
    name->is_in_capitals = has_capital && !has_small && !name->is_printed;
    return n > 0 ? p : NULL;
}

enum findings_name_status
findings_name_next(const char **list, struct findings_name *name)
{
    const char *p = *list + strspn(*list, " \t");
    char closing = '\0';

    *name = (struct findings_name){0};
    *list = p;
    if (!*p)
        return FINDINGS_NAME_NONE;
    if (*p == '"' || *p == '[') {
        closing = *p == '"' ? '"' : ']';
        name->is_printed = *p == '"';
        name->is_value_only = *p == '[';
        p++;
    }
    p = take(p, name);
    if (!p || (closing && *p++ != closing))
        return FINDINGS_NAME_WRONG;
    p += strspn(p, " \t");
    if (*p == ',')
        p += 1 + strspn(p + 1, " \t");
    else if (*p)
        return FINDINGS_NAME_WRONG;
    *list = p;
    return FINDINGS_NAME_READ;
}
