/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/shell_words.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#define BLANKS " \t\r\v\f\n"

/* Where a word is read from and written to; the word is never longer. */
struct reading {
    const char *from;
    char *to;
    const char *fault;
};

/* After a mark, copy up to the same mark. */
static void
copy_quoted(struct reading *r, char mark)
{
    while (*r->from && *r->from != mark) {
        const char next = r->from[1];
        if (mark == '"' && *r->from == '\\' && next && strchr("\"\\$`", next))
            r->from++;
        *r->to++ = *r->from++;
    }
    if (*r->from)
        r->from++;
    else
        r->fault = mark == '"' ? "a \" is not closed by another one"
                               : "a ' is not closed by another one";
}

static void
copy_word(struct reading *r)
{
    while (*r->from && !strchr(BLANKS, *r->from) && !r->fault) {
        const char c = *r->from++;
        if (c == '\'' || c == '"')
            copy_quoted(r, c);
        else if (c != '\\')
            *r->to++ = c;
        else if (*r->from)
            *r->to++ = *r->from++;
        else
            r->fault = "nothing follows the \\ at its end";
    }
}

json_t *
shell_words_of(const char *line, const char **fault)
{
    json_t *words = json_array();
    char *word = malloc(strlen(line) + 1);
    struct reading r = {.from = line};

    if (!word)
        r.fault = "there is not enough memory for it";
    while (!r.fault) {
        r.from += strspn(r.from, BLANKS);
        if (!*r.from || *r.from == '#')
            break;
        r.to = word;
        copy_word(&r);
        json_array_append_new(words, json_stringn(word, (size_t)(r.to - word)));
    }
    free(word);
    if (!r.fault)
        return words;
    *fault = r.fault;
    json_decref(words);
    return NULL;
}

void
shell_words_put(const char *word, FILE *out)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
                                "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789-_.,:/+@%^=";
    const bool is_quoted =
        !*word || word[strspn(word, plain)] || strchr("=", *word);

    if (is_quoted)
        putc('\'', out);
    for (; *word; word++) {
        if (*word == '\'')
            fputs("'\\''", out);
        else
            putc((unsigned char)*word < ' ' ? ' ' : *word, out);
    }
    if (is_quoted)
        putc('\'', out);
}
