/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/base/kept_text.h"

#include <glib.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <xxhash.h>

enum { DIGITS = 16 };

char *
kept_text_make(const char *text, size_t *len)
{
    const size_t own = strlen(text);
    char *bytes = g_malloc(own + 1 + DIGITS + 1);

    memcpy(bytes, text, own + 1);
    snprintf(bytes + own + 1, DIGITS + 1, "%016" PRIx64,
             XXH3_64bits(text, own));
    *len = own > 0 ? own + 1 + DIGITS : 0;
    return bytes;
}

bool
kept_text_is_good(const char *bytes, size_t len)
{
    const size_t own = strlen(bytes);
    size_t made;

    if (own == len)
        return true;
    char *wanted = kept_text_make(bytes, &made);
    const bool is_good = made == len && memcmp(wanted, bytes, len) == 0;
    g_free(wanted);
    return is_good;
}
