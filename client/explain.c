/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "explain.h"
#include "show.h"
#include "text.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

static const struct {
    const char *origin;
    const char *before; /* what it was added to */
} origins[] = {
    {"same", "the same as "},
    {"near", "near to "},
    {"joined", "another way to write "},
};

static bool
is_of_origin(const json_t *term, const char *origin)
{
    return strcmp(text_of(term, "origin"), origin) == 0;
}

static bool
is_typed(const json_t *term)
{
    return is_of_origin(term, "typed");
}

/* Whether it is made of the very words that were typed. */
static bool
is_of_typed_words(const json_t *term)
{
    return is_typed(term) || is_of_origin(term, "pair") ||
           is_of_origin(term, "part");
}

/* A phrase without its quotation marks. */
static void
write_bare(const char *text, char *out, size_t size)
{
    size_t n = 0;

    for (; *text && n + 1 < size; text++)
        if (*text != '"')
            out[n++] = *text;
    out[n] = '\0';
}

/* A term's name: as it was typed, or what it is to that. */
static void
write_name(const json_t *term, const json_t *terms, char *out, size_t size)
{
    const char *text = text_of(term, "text"), *before = "";
    const char *typed =
        text_of(json_array_get(terms, text_count(term, "of")), "text");
    char bare[256];

    if (is_of_origin(term, "pair")) {
        snprintf(out, size, "%s, side by side", text);
    } else if (is_of_origin(term, "part")) {
        write_bare(typed, bare, sizeof bare);
        snprintf(out, size, "%s (of %s), apart", text, bare);
    } else {
        for (size_t i = 0; i < sizeof origins / sizeof *origins; i++)
            if (is_of_origin(term, origins[i].origin))
                before = origins[i].before;
        snprintf(out, size, "%s%s", before, typed);
    }
}

/* A term, and the words of the index that it stands for. */
static void
put_term(const json_t *term, const json_t *terms, const struct style *style)
{
    const size_t indent = is_typed(term) ? 2 : 4;
    const size_t paragraphs = text_count(term, "paragraphs");
    char name[512];

    write_name(term, terms, name, sizeof name);
    printf("%*s%s", (int)indent, "", is_typed(term) ? style->strong : "");
    text_put(name, stdout);
    printf("%s: %zu paragraph%s, rarity %.2f\n", style->plain, paragraphs,
           paragraphs == 1 ? "" : "s",
           json_number_value(json_object_get(term, "rarity")));
    if (!is_of_typed_words(term))
        text_wrap(text_of(term, "text"), NULL, indent + 4, style);
    if (*text_of(term, "forms"))
        text_wrap(text_of(term, "forms"), NULL, indent + 4, style);
    if (json_is_true(json_object_get(term, "cut")))
        text_wrap("and more, which were left out", NULL, indent + 4, style);
}

/* Each term as typed, and under it what was added to it. */
static void
put_terms(const json_t *query, const struct style *style)
{
    const json_t *terms = json_object_get(query, "terms");
    size_t i, j;
    json_t *term, *added;

    fputs("Looked for: ", stdout);
    text_put(text_of(query, "parsed"), stdout);
    putchar('\n');
    json_array_foreach(terms, i, term)
    {
        if (!is_typed(term))
            continue;
        put_term(term, terms, style);
        json_array_foreach(terms, j, added)
        {
            if (!is_typed(added) && text_count(added, "of") == i)
                put_term(added, terms, style);
        }
    }
    putchar('\n');
}

/* A line of a hit's account. */
static void
put_part(const char *what, const char *times, double score)
{
    enum { WHAT = 36 };

    fputs("    ", stdout);
    const size_t width = text_put_cut(what, WHAT, stdout);
    printf("%*s%14s%9.3f\n", (int)(WHAT - width), "", times, score);
}

static void
put_account(const json_t *hit, const json_t *terms)
{
    const json_t *explain = json_object_get(hit, "explain");
    const double nearness =
        json_number_value(json_object_get(explain, "nearness"));
    size_t i;
    json_t *share;

    json_array_foreach(json_object_get(explain, "terms"), i, share)
    {
        const json_t *term = json_array_get(terms, text_count(share, "term"));
        const double occurrences =
            json_number_value(json_object_get(share, "occurrences"));
        char times[32], name[512];
        write_name(term, terms, name, sizeof name);
        snprintf(times, sizeof times, "%.4g time%s", occurrences,
                 occurrences == 1 ? "" : "s");
        put_part(name, times,
                 json_number_value(json_object_get(share, "score")));
    }
    if (nearness != 0)
        put_part("near one another", "", nearness);
    put_part("score", "", json_number_value(json_object_get(hit, "score")));
    putchar('\n');
}

void
explain_show(const json_t *result, size_t offset)
{
    const struct style style = text_style(stdout);
    const json_t *query = json_object_get(result, "query");
    size_t i;
    json_t *hit;

    put_terms(query, &style);
    json_array_foreach(json_object_get(result, "hits"), i, hit)
    {
        show_hit(hit, offset + i + 1, &style);
        put_account(hit, json_object_get(query, "terms"));
    }
}
