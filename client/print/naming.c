/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/naming.h"

#include "findings/schema.h"

#include <ctype.h>
#include <string.h>

const char *
naming_field(const char *field)
{
    const struct findings_field *row = findings_field(field);

    return row && row->option ? row->option : field;
}

/* The text from the next character that is not a quotation mark. */
static const char *
skip_quotes(const char *text)
{
    return text + strspn(text, "\"");
}

bool
naming_is_same(const char *a, const char *b)
{
    for (;; a++, b++) {
        a = skip_quotes(a);
        b = skip_quotes(b);
        const int x = *a == '-' ? ' ' : tolower((unsigned char)*a);
        const int y = *b == '-' ? ' ' : tolower((unsigned char)*b);
        if (x != y || !x)
            return x == y;
    }
}
