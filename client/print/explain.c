/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/explain.h"
#include "print/line.h"
#include "print/member.h"
#include "print/print.h"
#include "print/show.h"
#include "print/naming.h"

#include "findings/visible.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* The origin of a term: the heading of an idea's terms of this origin, and what
 * such a term is called in the explanation of a hit. */
struct origin {
    const char *name;
    const char *heading;
    const char *called; /* printed before the term or the idea */
    bool is_by_idea;    /* named by its idea, not by the term itself */
};

/* In the order in which they are printed. */
static const struct origin origins[] = {
    {"typed", "as typed", "", false},
    {"joined", "written apart or together", "also written: ", false},
    {"same", "other names", "other names of ", true},
    {"wording", "other wordings", "other wordings of ", true},
    {"narrower", "narrower terms", "narrower than ", true},
    {"value", "paragraphs with that value", "the value named by ", true},
    {"part", "its parts, anywhere", "a part: ", false},
    {"negated", "denied (for ranking only)", "denied: ", false},
    {"pair", "side by side (for ranking only)", "side by side: ", false},
    {"related", "related (counts for less)", "related to ", true},
};
enum { N_ORIGINS = sizeof origins / sizeof *origins };

static bool
is_of(const json_t *term, const struct origin *origin)
{
    return strcmp(member_text(term, "origin"), origin->name) == 0;
}

static double
number_of(const json_t *object, const char *key)
{
    return json_number_value(json_object_get(object, key));
}

/* What was searched for. */

/* Print a term, and the words of the index that it matches. */
static void
put_term(const json_t *term, const struct style *style)
{
    enum { INDENT = 6 };
    char line[4096], number[PRINT_NUMBER_SIZE];
    const size_t n = member_count(term, "paragraphs");

    snprintf(line, sizeof line, "%s: %s paragraph%s, rarity %.2f",
             member_text(term, "text"), print_number(n, number),
             n == 1 ? "" : "s", number_of(term, "rarity"));
    print_wrapped(line, NULL, INDENT, style);
    /* A form that is the term itself is not repeated. */
    if (!naming_is_same(member_text(term, "forms"),
                        member_text(term, "text")) &&
        *member_text(term, "forms"))
        print_wrapped(member_text(term, "forms"), NULL, INDENT + 4, style);
    if (json_is_true(json_object_get(term, "cut")))
        print_wrapped("and others, which are left out", NULL, INDENT + 4,
                      style);
}

/* The index of the idea that the term belongs to, or that the term to which it
 * was added belongs to; the number of ideas if there is none. */
static size_t
idea_of(const json_t *query, size_t term)
{
    const json_t *understood = json_object_get(query, "understood");
    const json_t *terms = json_object_get(query, "terms");
    const size_t n = json_array_size(understood);

    for (;;) {
        for (size_t i = 0; i < n; i++) {
            const json_t *own =
                json_object_get(json_array_get(understood, i), "terms");
            for (size_t j = 0; j < json_array_size(own); j++)
                if (json_integer_value(json_array_get(own, j)) ==
                    (json_int_t)term)
                    return i;
        }
        /* A term that was added comes after the one it was added to. */
        const size_t of = member_count(json_array_get(terms, term), "of");
        if (of >= term)
            return n;
        term = of;
    }
}

/* Print the terms of an idea, grouped by origin. */
static void
put_terms(const json_t *query, size_t idea, const struct style *style)
{
    const json_t *terms = json_object_get(query, "terms");
    size_t i;
    json_t *term;

    for (size_t o = 0; o < N_ORIGINS; o++) {
        bool is_any = false;
        json_array_foreach(terms, i, term)
        {
            if (!is_of(term, &origins[o]) || idea_of(query, i) != idea)
                continue;
            if (!is_any)
                print_wrapped_after("    ", origins[o].heading, 4, style);
            is_any = true;
            put_term(term, style);
        }
    }
}

/* Print "    the authority Rotherham: 12 paragraphs". */
static void
put_values(const json_t *idea, const struct style *style)
{
    size_t i;
    json_t *named;

    json_array_foreach(json_object_get(idea, "values"), i, named)
    {
        struct line line;
        line_open(&line, style);
        findings_putf(line.out,
                      "the %s %s: ", naming_field(member_text(named, "field")),
                      member_text(named, "value"));
        print_counted(member_count(named, "paragraphs"), "paragraph", line.out);
        line_print(&line, "    ", 6);
    }
}

static void
put_idea(const json_t *query, size_t place, const struct style *style)
{
    const json_t *idea =
        json_array_get(json_object_get(query, "understood"), place);
    const double weight = number_of(idea, "weight");
    const size_t n = member_count(idea, "paragraphs");
    char line[4096], number[PRINT_NUMBER_SIZE];

    snprintf(line, sizeof line, "%s: %s paragraph%s contain%s it, ",
             member_text(idea, "idea"), print_number(n, number),
             n == 1 ? "" : "s", n == 1 ? "s" : "");
    const size_t len = strlen(line);
    if (weight > 0)
        snprintf(line + len, sizeof line - len, "weight %.1f%s", weight,
                 json_is_true(json_object_get(idea, "needed")) ? ", required"
                                                               : "");
    else
        snprintf(line + len, sizeof line - len, "for ranking only");
    fputs(style->strong, style->out);
    print_wrapped_after("  ", line, 4, style);
    fputs(style->plain, style->out);
    put_values(idea, style);
    put_terms(query, place, style);
}

void
explain_query(const json_t *query, const struct style *style)
{
    const size_t n = json_array_size(json_object_get(query, "understood"));

    print_wrapped_after("Searched for: ", member_text(query, "parsed"), 4,
                        style);
    for (size_t i = 0; i < n; i++)
        put_idea(query, i, style);
    put_terms(query, n, style); /* those that belong to no idea */
    putc('\n', style->out);
}

/* What gave a hit its score. */

/* Print a line of the explanation of a hit. */
static void
put_part(const char *what,
         const char *times,
         double score,
         const struct style *style)
{
    enum { INDENT = 4, NUMBERS = 23, WHAT_MAX = 46 };
    const size_t room = style->width - INDENT - NUMBERS;
    const size_t most = room < WHAT_MAX ? room : WHAT_MAX;

    fprintf(style->out, "%*s", INDENT, "");
    const size_t width = print_cut(what, most, style->out);
    findings_putf(style->out, "%*s%14s%9.3f", (int)(most - width), "", times,
                  score);
    putc('\n', style->out);
}

/* Write what a term is called in the explanation of a hit. */
static void
write_name(const json_t *query, size_t place, char *out, size_t size)
{
    const json_t *term = json_array_get(json_object_get(query, "terms"), place);
    const json_t *idea = json_array_get(json_object_get(query, "understood"),
                                        idea_of(query, place));
    const char *text = member_text(term, "text"), *called = "";

    for (size_t i = 0; i < N_ORIGINS; i++)
        if (is_of(term, &origins[i])) {
            called = origins[i].called;
            if (origins[i].is_by_idea && idea)
                text = member_text(idea, "idea");
        }
    snprintf(out, size, "%s%s", called, text);
}

void
explain_hit(const json_t *hit, const json_t *query, const struct style *style)
{
    const json_t *explain = json_object_get(hit, "explain");
    size_t i;
    json_t *share;

    json_array_foreach(json_object_get(explain, "terms"), i, share)
    {
        const double occurrences = number_of(share, "occurrences");
        char times[32], name[512];
        write_name(query, member_count(share, "term"), name, sizeof name);
        snprintf(times, sizeof times, "%.4g time%s", occurrences,
                 occurrences == 1 ? "" : "s");
        put_part(name, times, number_of(share, "score"), style);
    }
    put_part("score", "", number_of(hit, "score"), style);
    if (json_is_true(json_object_get(explain, "boilerplate")))
        print_wrapped("Many reports print nearly the same, so the score is "
                      "reduced.",
                      NULL, 4, style);
    putc('\n', style->out);
}

void
explain_show(const json_t *result, size_t offset)
{
    const struct style style = print_style(stdout);
    const json_t *query = json_object_get(result, "query");
    size_t i;
    json_t *hit;

    explain_query(query, &style);
    json_array_foreach(json_object_get(result, "hits"), i, hit)
    {
        show_hit(hit, offset + i + 1, &style);
        explain_hit(hit, query, &style);
    }
}
