/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A web page or a word processor's file that was made from a PDF has the page
 * numbers of its pages in the text, and the running lines beside them.
 */
#include "base/words.h"
#include "lines/furniture.h"

#include <ctype.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

enum {
    NUMBERS_MIN = 2, /* page numbers of a document that has any */
    /* Lines beside page numbers that must have the same words to be running
     * lines. */
    RUNNING_MIN = 2,
    RUNNING_MAX = 160 /* bytes */
};

/* The number in a line that has nothing but a page number, such as "Page 4" or
 * "4 of 13"; 0 if it is something else. */
static long
page_number(const struct line *line)
{
    char *words = words_plain(line->text, line->len), *p = words, *end;
    const bool is_named = strncmp(p, "page", 4) == 0;

    p += is_named ? 4 + (p[4] == ' ') : 0;
    const long n = isdigit((unsigned char)*p) ? strtol(p, &end, 10) : 0;
    if (n > 0) {
        const bool is_counted =
            strncmp(end, " of ", 4) == 0 && isdigit((unsigned char)end[4]);
        if (is_counted)
            strtol(end + 4, &end, 10);
        p = *end || (!is_named && !is_counted) ? NULL : end;
    }
    const bool is_one = n > 0 && p;
    free(words);
    return is_one ? n : 0;
}

/* The plain words of a running line, without what differs between pages. The
 * caller frees them; NULL if the line is too long for one. */
static char *
running_words(const struct line *line)
{
    if (line->len > RUNNING_MAX)
        return NULL;
    char *words = words_plain(line->text, line->len), *to = words;

    for (const char *p = words; *p; p++)
        if (!isdigit((unsigned char)*p))
            *to++ = *p;
    *to = '\0';
    return words;
}

/* Count the words of the lines before and after each page number. */
static GHashTable *
beside_numbers(const struct lines *lines, const bool *is_number)
{
    GHashTable *counts =
        g_hash_table_new_full(g_str_hash, g_str_equal, free, NULL);

    for (size_t i = 0; i < lines->count; i++) {
        const bool is_beside =
            !is_number[i] && ((i > 0 && is_number[i - 1]) ||
                              (i + 1 < lines->count && is_number[i + 1]));
        char *words = is_beside ? running_words(&lines->list[i]) : NULL;
        if (!words)
            continue;
        const size_t n = GPOINTER_TO_SIZE(g_hash_table_lookup(counts, words));
        g_hash_table_replace(counts, words, GSIZE_TO_POINTER(n + 1));
    }
    return counts;
}

static bool
is_running(GHashTable *counts, const struct line *line)
{
    char *words = running_words(line);
    const bool is =
        words &&
        GPOINTER_TO_SIZE(g_hash_table_lookup(counts, words)) >= RUNNING_MIN;

    free(words);
    return is;
}

void
furniture_remove_marked(struct lines *lines)
{
    bool *is_number = g_new0(bool, lines->count + 1);
    size_t n = 0, kept = 0;
    long last = 0;

    for (size_t i = 0; i < lines->count; i++) {
        const long number = page_number(&lines->list[i]);
        is_number[i] = number > last;
        last = is_number[i] ? number : last;
        n += is_number[i];
    }
    if (n >= NUMBERS_MIN) {
        GHashTable *counts = beside_numbers(lines, is_number);
        bool is_cut = false; /* a paragraph may go on after the page */
        for (size_t i = 0; i < lines->count; i++) {
            struct line *line = &lines->list[i];
            if (is_number[i] || is_running(counts, line)) {
                is_cut = true;
                continue;
            }
            line->after_blank &= !is_cut;
            is_cut = false;
            lines->list[kept++] = *line;
        }
        lines->count = kept;
        g_hash_table_destroy(counts);
    }
    g_free(is_number);
}
