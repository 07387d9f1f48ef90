/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/letters.h"
#include "engine/text/tokens.h"

#include <glib.h>
#include <string.h>

/* Get the characters of a word. Returns how many there are. */
static size_t
letters_of(const char *word, size_t len, unsigned *letters)
{
    const unsigned char *p = (const unsigned char *)word;
    size_t n = 0;
    unsigned length;

    for (size_t i = 0; i < len; i += length)
        letters[n++] = letter_at(p + i, len - i, &length);
    return n;
}

/* Fill row i of the table of distances: from the first i letters of a to each
 * prefix of b. Returns the least of them. */
static unsigned
fill_row(
    const unsigned *a, size_t i, const unsigned *b, size_t m, unsigned *rows[3])
{
    const unsigned *before = rows[0], *above = rows[1];
    unsigned *row = rows[2];
    unsigned least = row[0] = (unsigned)i;

    for (size_t j = 1; j <= m; j++) {
        const unsigned changed = above[j - 1] + (a[i - 1] != b[j - 1]);
        row[j] = MIN(MIN(above[j], row[j - 1]) + 1, changed);
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN(row[j], before[j - 2] + 1);
        least = MIN(least, row[j]);
    }
    return least;
}

/* Each of the rows must have room for m + 1 numbers. */
static unsigned
distance_of(const unsigned *a,
            size_t n,
            const unsigned *b,
            size_t m,
            unsigned *rows[3],
            unsigned most)
{
    if ((n > m ? n - m : m - n) > most)
        return most + 1;
    for (size_t j = 0; j <= m; j++)
        rows[2][j] = (unsigned)j;
    for (size_t i = 1; i <= n; i++) {
        unsigned *oldest = rows[0];
        rows[0] = rows[1];
        rows[1] = rows[2];
        rows[2] = oldest;
        if (fill_row(a, i, b, m, rows) > most)
            return most + 1;
    }
    return rows[2][m];
}

unsigned
distance(const char *a, const char *b, unsigned most)
{
    enum { USUAL = 80 }; /* bytes: longer words need memory from the heap */
    const size_t a_len = strlen(a), b_len = strlen(b);
    const size_t room = MAX(a_len, b_len) + 1;
    unsigned usual[5 * USUAL];
    unsigned *memory = room <= USUAL ? usual : g_new(unsigned, 5 * room);
    unsigned *letters = memory + 3 * room, *others = memory + 4 * room;
    unsigned *rows[3] = {memory, memory + room, memory + 2 * room};
    const size_t n = letters_of(a, a_len, letters);
    const size_t m = letters_of(b, b_len, others);
    const unsigned found = distance_of(letters, n, others, m, rows, most);

    if (memory != usual)
        g_free(memory);
    return found;
}
