/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/near.h"

#include <limits.h>
#include <string.h>

/* How many characters have to be inserted, removed or replaced to make one name
 * of the other; NAME_MAX if they are too long to be compared. */
static size_t
distance(const char *a, size_t a_len, const char *b, size_t b_len)
{
    enum { MOST = 64 };
    size_t row[MOST + 1];

    if (a_len > MOST || b_len > MOST)
        return NAME_MAX;
    for (size_t j = 0; j <= b_len; j++)
        row[j] = j;
    for (size_t i = 1; i <= a_len; i++) {
        size_t before = row[0]; /* of the row above, one column before */
        row[0] = i;
        for (size_t j = 1; j <= b_len; j++) {
            const size_t above = row[j];
            const size_t replaced = before + (a[i - 1] != b[j - 1]);
            row[j] = 1 + (above < row[j - 1] ? above : row[j - 1]);
            if (replaced < row[j])
                row[j] = replaced;
            before = above;
        }
    }
    return row[b_len];
}

bool
near_is(const char *a, size_t a_len, const char *b, size_t b_len)
{
    const size_t shorter = a_len < b_len ? a_len : b_len;

    return (shorter > 1 && strncmp(a, b, shorter) == 0) ||
           distance(a, a_len, b, b_len) <= 1 + shorter / 4;
}
