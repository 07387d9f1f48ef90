/* SPDX-License-Identifier: GPL-2.0-or-later */
#define _GNU_SOURCE /* asprintf */
#include "completion/candidates.h"

#include "findings/visible.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

struct candidate {
    char *whole; /* the word; NULL for the names of files */
    char *description;
    size_t
        begun; /* what of the word comes before the part that bash replaces */
    bool is_same_case;
};

static const struct shell shells[] = {
    {"zsh", false, true},
    {"fish", false, true},
    {"bash", true, false},
};

const struct shell *
shell_find(const char *name)
{
    size_t i = 0;

    while (name && i + 1 < sizeof shells / sizeof *shells &&
           strcmp(shells[i].name, name) != 0)
        i++;
    return &shells[i];
}

const char *
candidates_typed(const struct candidates *candidates)
{
    const char *typed = line_last(candidates->line) + candidates->kept;

    return typed + (candidates->is_query && *typed == '"');
}

/* Whether the shell takes the character for itself in a word, or in a word that
 * a quotation mark has opened. */
static bool
is_special(char c, char quote)
{
    if (quote)
        return quote == '"' && strchr("\"$`\\", c);
    return (unsigned char)c < 0x80 && !isalnum((unsigned char)c) &&
           !strchr("%+,-./:=@_", c);
}

/* Print the text as it is, or as it has to be typed. */
static void
put_word(const struct candidates *candidates, const char *text)
{
    const char quote = candidates->line->quote;

    if (!candidates->shell->is_quoted) {
        findings_put_text(text, stdout);
        return;
    }
    for (; *text; text++) {
        if (quote == '\'' && *text == '\'')
            fputs("'\\''", stdout);
        else if (is_special(*text, quote))
            printf("\\%c", *text);
        else
            putchar(*text);
    }
}

/* Whether all of the text can be printed as it is. */
static bool
is_visible(const char *text)
{
    while (*text) {
        char out[FINDINGS_VISIBLE_SIZE];
        const size_t n = findings_visible(text, out);
        if (strlen(out) != n || memcmp(out, text, n) != 0)
            return false;
        text += n;
    }
    return true;
}

/* The mark that a query needs around the value, or "". */
static const char *
mark_around(const struct candidates *candidates, const char *value)
{
    const char *p = value;

    while (isalnum((unsigned char)*p) || *p == '-' || *p == '/')
        p++;
    return candidates->is_query && *p && !strchr(value, '"') ? "\"" : "";
}

/* Add a whole word, which it takes ownership of. */
static void
add_whole(struct candidates *candidates,
          char *whole,
          const char *description,
          struct candidate as)
{
    if (candidates->n == candidates->room) {
        const size_t room = 2 * candidates->room + 32;
        struct candidate *list = realloc(candidates->list, room * sizeof *list);
        if (!list) {
            free(whole);
            return;
        }
        candidates->list = list;
        candidates->room = room;
    }
    as.whole = whole;
    as.description = description ? strdup(description) : NULL;
    candidates->is_same_case |= as.is_same_case;
    candidates->list[candidates->n++] = as;
}

void
candidates_add(struct candidates *candidates,
               const char *value,
               const char *description)
{
    const struct line *line = candidates->line;
    const char *typed = candidates_typed(candidates);
    const char *mark = mark_around(candidates, value);
    const size_t kept = candidates->kept, len = strlen(typed);
    const struct candidate as = {
        .begun = line->begun + (line->begun > kept ? strlen(mark) : 0),
        .is_same_case = strncmp(value, typed, len) == 0};
    char *whole = NULL;

    if (strncasecmp(value, typed, len) == 0 &&
        asprintf(&whole, "%.*s%s%s%s", (int)kept, line_last(line), mark, value,
                 mark) >= 0)
        add_whole(candidates, whole, description, as);
}

void
candidates_add_files(struct candidates *candidates, bool only_folders)
{
    add_whole(candidates, NULL, only_folders ? "folder" : "file",
              (struct candidate){.is_same_case = true});
}

void
candidates_print(const struct candidates *candidates)
{
    for (size_t i = 0; i < candidates->n; i++) {
        const struct candidate *it = &candidates->list[i];
        if ((candidates->is_same_case && !it->is_same_case) ||
            (it->whole && !is_visible(it->whole)))
            continue;
        if (it->whole)
            put_word(candidates,
                     it->whole +
                         (candidates->shell->is_quoted ? it->begun : 0));
        if (it->description &&
            (candidates->shell->has_descriptions || !it->whole)) {
            putchar('\t');
            findings_put_text(it->description, stdout);
        }
        putchar('\n');
    }
}

void
candidates_fini(struct candidates *candidates)
{
    for (size_t i = 0; i < candidates->n; i++) {
        free(candidates->list[i].whole);
        free(candidates->list[i].description);
    }
    free(candidates->list);
    *candidates = (struct candidates){0};
}
