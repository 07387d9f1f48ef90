/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/text.h"
#include "base/memory.h"

#include <glib.h>
#include <string.h>
#include <strings.h>

void
text_make_room(struct text *text, size_t len)
{
    if (text->size - text->len > len)
        return;
    text->size = 2 * text->size + len + 64;
    text->bytes = memory_resize(text->bytes, text->size);
}

void
text_add(struct text *text, const char *bytes, size_t len)
{
    text_make_room(text, len);
    if (len > 0)
        memcpy(text->bytes + text->len, bytes, len);
    text->len += len;
    text->bytes[text->len] = '\0';
}

void
text_add_wide_char(struct text *text, unsigned code)
{
    char bytes[6] = "";
    text_add(text, bytes, (size_t)g_unichar_to_utf8(code, bytes));
}

void
text_add_string(struct text *text, const char *string)
{
    text_add(text, string, strlen(string));
}

bool
text_has_ending(const char *name, const char *ending)
{
    const size_t n = strlen(name), len = strlen(ending);

    return n > len && strcasecmp(name + n - len, ending) == 0;
}

const char *
text_find(const char *text, const char *words)
{
    const size_t len = strlen(words);

    for (; *text; text++)
        if (strncasecmp(text, words, len) == 0)
            return text;
    return NULL;
}
