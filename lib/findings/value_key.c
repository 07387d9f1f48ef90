/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A file of its own, because it needs GLib's tables of letters, and a program
 * that compares no values, as the client, should not load them at each start.
 */
#include "findings/schema.h"

#include "engine/text/letters.h"

#include <stdlib.h>
#include <string.h>

char *
findings_value_key(const char *value)
{
    size_t left = strlen(value), n = 0;
    /* One byte may become two bytes, and two bytes three. */
    char *key = malloc(2 * (left + LETTER_FOLDED_MAX));
    const unsigned char *p = (const unsigned char *)value;

    if (!key)
        return NULL;
    while (left > 0) {
        unsigned len;
        const unsigned letter = letter_at(p, left, &len);
        if (!is_invisible_letter(letter))
            n += letter_folded(letter, key + n);
        p += len;
        left -= len;
    }
    key[n] = '\0';
    return key;
}
