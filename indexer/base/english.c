/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The list is searched in its file: a reader asks about a few words of a
 * report, and a table of 100,000 words would take more memory than the report.
 */
#include "base/english.h"
#include "base/memory.h"

#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INSTALLED "/usr/share/dict/british-english"

struct english {
    FILE *file;
    long size;
};

struct english *
english_read(const char *path)
{
    FILE *file = fopen(path, "rb");

    if (!file)
        return NULL;
    struct english *english = memory_resize(NULL, sizeof *english);
    *english = (struct english){.file = file};
    if (fseek(file, 0, SEEK_END) == 0)
        english->size = ftell(file);
    return english;
}

void
english_free(struct english *english)
{
    if (!english)
        return;
    fclose(english->file);
    free(english);
}

const struct english *
english_installed(void)
{
    static gsize is_read;
    static struct english *english;

    if (g_once_init_enter(&is_read)) {
        english = english_read(INSTALLED);
        g_once_init_leave(&is_read, 1);
    }
    return english;
}

/* Whether the line has only letters: the list also has "child's". */
static bool
is_word(const char *line)
{
    const char *p = line;

    while (g_ascii_isalpha(*p))
        p++;
    return p > line && !*p;
}

/* Read the first line of only letters that begins in a part of the list, which
 * begins with a line itself if is_line. Returns the offset of the line after
 * it; -1 if there is none. */
static long
read_word(
    FILE *list, long from, long to, bool is_line, char **word, size_t *size)
{
    if (fseek(list, is_line ? from : from - 1, SEEK_SET) < 0 ||
        (!is_line && getline(word, size, list) < 0))
        return -1;
    while (ftell(list) < to && getline(word, size, list) >= 0) {
        (*word)[strcspn(*word, "\n")] = '\0';
        if (is_word(*word))
            return ftell(list);
    }
    return -1;
}

/* Whether the list has the word as it is. Only its words of letters are in the
 * order of their bytes. */
static bool
has_exactly(const struct english *english, const char *word)
{
    long from = 0, to = english->size; /* where its line begins */
    char *line = NULL;
    size_t size = 0;
    bool has = false;

    while (from < to && !has) {
        const long middle = from + (to - from) / 2;
        const long next =
            read_word(english->file, middle, to, middle == from, &line, &size);
        const int order = next < 0 ? -1 : strcmp(word, line);
        has = order == 0;
        if (order < 0)
            to = middle;
        else
            from = next;
    }
    free(line);
    return has;
}

bool
english_has(const struct english *english, const char *word, size_t len)
{
    if (!english || len == 0)
        return false;
    char *exact = g_strndup(word, len), *lower = g_ascii_strdown(exact, -1);
    const bool has = has_exactly(english, exact) || has_exactly(english, lower);
    g_free(exact);
    g_free(lower);
    return has;
}
