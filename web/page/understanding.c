/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/understanding.h"

#include "page/address.h"
#include "page/html.h"
#include "page/written.h"
#include "print/member.h"
#include "print/naming.h"
#include "print/print.h"
#include "print/understood.h"

#include "findings/schema.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define BLANKS " \t\r\n"

enum {
    NAMES_SHOWN = 4, /* synonyms before the rest is opened */
    NAMED_MAX = 4    /* values that one link filters by */
};

/* The end of the word that begins at p: a blank that is not within quotation
 * marks. */
static const char *
word_end(const char *p)
{
    bool is_quoted = false;

    for (; *p && (is_quoted || !strchr(BLANKS, *p)); p++)
        if (*p == '"')
            is_quoted = !is_quoted;
    return p;
}

char *
understanding_edited(const char *query,
                     size_t offset,
                     size_t length,
                     const char *text)
{
    const size_t len = strlen(query);
    size_t from = MIN(offset, len), to = MIN(offset + length, len);

    if (!*text) {
        const char *p = query + strspn(query, BLANKS);
        const char *begin = p, *end = word_end(p);
        /* From the word that the part begins in to that it ends in. */
        for (; *p; p = end + strspn(end, BLANKS)) {
            end = word_end(p);
            if ((size_t)(p - query) <= from)
                begin = p;
            if ((size_t)(end - query) >= to)
                break;
        }
        from = (size_t)(begin - query);
        to = (size_t)(end + strspn(end, BLANKS) - query);
    }
    char *edited =
        g_strdup_printf("%.*s%s%s", (int)from, query, text, query + to);
    return g_strstrip(edited);
}

/* Whether words are joined by operators, so that none can be left out without
 * changing what the others mean. */
static bool
has_operators(const char *query)
{
    static const char *const operators[] = {"AND", "OR", "NOT", "NEAR"};

    if (strpbrk(query, "()"))
        return true;
    for (const char *p = query; *p; p++) {
        const size_t len = strcspn(p, BLANKS);
        for (size_t i = 0; i < G_N_ELEMENTS(operators); i++) {
            const size_t n = strlen(operators[i]);
            if (len >= n && strncmp(p, operators[i], n) == 0 &&
                (len == n || p[n] == '/'))
                return true;
        }
        p += len;
        if (!*p)
            break;
    }
    return false;
}

/* A link to the same view of another query. */
static void
put_query_link(GString *out,
               const struct request *request,
               char *query,
               const char *text)
{
    char *link = address_with(request, NULL, "q", *query ? query : NULL);

    html(out, "<a href=\"%s\">%s</a>", link, text);
    g_free(link);
    g_free(query);
}

/* Corrections, and what may have been meant. */

static void
put_correction(GString *out,
               const struct request *request,
               const json_t *suggestion,
               const char *typed)
{
    const json_t *word =
        json_array_get(json_object_get(suggestion, "words"), 0);
    char *count = written_count(member_count(word, "count"), "paragraph");
    char *link = address_with(request, NULL, "exact", "1");

    html(out,
         "<li>No paragraph contains “%s”; searched for <b>%s</b> (%s). "
         "<a href=\"%s\">Search for “%s” exactly</a></li>\n",
         typed, member_text(word, "value"), count, link, typed);
    g_free(link);
    free(count);
}

static void
put_choices(GString *out,
            const struct request *request,
            const json_t *suggestion,
            const char *typed,
            const char *query)
{
    const json_t *word;
    size_t i;

    html(out, "<li>“%s”: did you mean ", typed);
    json_array_foreach(json_object_get(suggestion, "words"), i, word)
    {
        char number[PRINT_NUMBER_SIZE];
        html(out, "%s", i > 0 ? ", " : "");
        put_query_link(out, request,
                       understanding_edited(query,
                                            member_count(suggestion, "offset"),
                                            member_count(suggestion, "length"),
                                            member_text(word, "value")),
                       member_text(word, "value"));
        html(out, " (%s)", print_number(member_count(word, "count"), number));
    }
    html(out, "?</li>\n");
}

static void
put_suggestions(GString *out,
                const struct request *request,
                const json_t *suggestions,
                const char *query)
{
    const json_t *suggestion;
    size_t i;

    json_array_foreach(suggestions, i, suggestion)
    {
        const size_t len = strlen(query);
        const size_t from = MIN(member_count(suggestion, "offset"), len);
        char *typed = g_strndup(
            query + from, MIN(member_count(suggestion, "length"), len - from));
        if (understood_is_applied(suggestion))
            put_correction(out, request, suggestion, typed);
        else if (json_array_size(json_object_get(suggestion, "words")) > 0)
            put_choices(out, request, suggestion, typed, query);
        g_free(typed);
    }
}

/* What is not in the index. */

static void
put_unknown(GString *out, const struct request *request, const json_t *unknown)
{
    const char *option = naming_field(member_text(unknown, "field"));
    const char *value = member_text(unknown, "value");
    const json_t *choices = json_object_get(unknown, "suggestions"), *choice;
    size_t i;

    html(out, "<li>There is no %s “%s” in the index%s", option, value,
         json_array_size(choices) > 0 ? "; did you mean " : "");
    json_array_foreach(choices, i, choice)
    {
        const char *meant = member_text(choice, "value");
        const struct address_change change = {option, value, meant};
        char *link = address_changed(request, NULL, &change, 1);
        char number[PRINT_NUMBER_SIZE];
        html(out, "%s<a href=\"%s\">%s</a> (%s)", i > 0 ? ", " : "", link,
             meant, print_number(member_count(choice, "count"), number));
        g_free(link);
    }
    html(out, "%s</li>\n", json_array_size(choices) > 0 ? "?" : ".");
}

static void
put_notes(GString *out, const json_t *notes)
{
    const json_t *note;
    size_t i;

    json_array_foreach(notes, i, note)
    {
        const char *text = json_string_value(note);
        if (text && *text)
            html(out, "<li>%c%s.</li>\n", g_ascii_toupper(*text), text + 1);
    }
}

/* The parts of the query. */

/* The first idea that is in this part of the query; NULL if there is none. */
static const json_t *
idea_at(const json_t *understood, size_t from, size_t to)
{
    const json_t *idea;
    size_t i;

    json_array_foreach(understood, i, idea)
    {
        const size_t begin = member_count(idea, "offset");
        if (begin < to && begin + member_count(idea, "length") > from)
            return idea;
    }
    return NULL;
}

/* The link that filters by the values that an idea names, in place of the
 * words. */
static void
put_narrowing(GString *out,
              const struct request *request,
              const json_t *field,
              const char *rest)
{
    const struct findings_field *row =
        findings_field(member_text(field, "field"));
    struct address_change changes[NAMED_MAX + 1] = {
        {"q", NULL, *rest ? rest : NULL}};
    const json_t *value;
    size_t i, n = 1;

    if (!row || !row->option)
        return;
    html(out, ", <a href=\"");
    json_array_foreach(json_object_get(field, "values"), i, value)
    {
        if (n <= NAMED_MAX)
            changes[n++] = (struct address_change){row->option, "",
                                                   json_string_value(value)};
    }
    char *link = address_changed(request, NULL, changes, n);
    html(out, "%s\">only the %s", link, row->option);
    g_free(link);
    for (i = 1; i < n; i++) {
        char name[NAMING_VALUE_SIZE];
        html(out, "%s%s", i > 1 ? " or " : " ",
             naming_value(row->name, changes[i].to, name));
    }
    html(out, "</a>");
}

static void
put_values(GString *out,
           const struct request *request,
           const json_t *idea,
           const json_t *params,
           const char *rest)
{
    json_t *one = json_pack("[O]", idea);
    json_t *readings =
        understood_values(one, json_object_get(params, "filters"));
    const json_t *field;
    size_t i;

    json_array_foreach(json_object_get(json_array_get(readings, 0), "fields"),
                       i, field)
    {
        put_narrowing(out, request, field, rest);
    }
    json_decref(readings);
    json_decref(one);
}

static void
put_part(GString *out,
         const struct request *request,
         const json_t *idea,
         const json_t *params,
         const char *query,
         size_t from,
         size_t to)
{
    char *rest = understanding_edited(query, from, to - from, "");
    char *link = address_with(request, NULL, "q", *rest ? rest : NULL);

    html(out, "<li><b>%.*s</b>", (int)(to - from), query + from);
    if (idea) {
        char *count =
            written_count(member_count(idea, "paragraphs"), "paragraph");
        html(out, " in %s", count);
        free(count);
        put_values(out, request, idea, params, rest);
    }
    html(out,
         " <a class=\"remove\" href=\"%s\" title=\"Search without it\">"
         "<span class=\"hidden\">Search without %.*s</span>"
         "<span aria-hidden=\"true\">×</span></a></li>\n",
         link, (int)(to - from), query + from);
    g_free(link);
    g_free(rest);
}

/* Write the ideas and conditions of the query, if there are several or one
 * names a value. A word that is neither, such as "of", belongs to none. */
static void
put_parts(GString *out,
          const struct request *request,
          const json_t *understood,
          const json_t *params,
          const char *query)
{
    const char *p = query + strspn(query, BLANKS);
    const gsize before = out->len;
    size_t n = 0;
    bool has_values = false;

    if (has_operators(query))
        return;
    html(out, "<ul class=\"parts\" aria-label=\"Parts of the query\">\n");
    while (*p) {
        const size_t from = (size_t)(p - query);
        const char *end = word_end(p);
        const json_t *idea = idea_at(understood, from, (size_t)(end - query));
        if (idea) {
            const size_t to =
                member_count(idea, "offset") + member_count(idea, "length");
            while (*end && (size_t)(end - query) < to)
                end = word_end(end + strspn(end, BLANKS));
            has_values = has_values || json_object_get(idea, "values");
        }
        if (idea || strchr("+-=", *p) || memchr(p, ':', (size_t)(end - p))) {
            put_part(out, request, idea, params, query, from,
                     (size_t)(end - query));
            n++;
        }
        p = end + strspn(end, BLANKS);
    }
    if (n > 1 || has_values)
        html(out, "</ul>\n");
    else
        g_string_truncate(out, before);
}

/* Other names. */

static void
put_name_list(GString *out, const json_t *names, size_t most)
{
    const json_t *name;
    size_t i;

    json_array_foreach(names, i, name)
    {
        if (i == most)
            break;
        html(out, "%s“%s”", i > 0 ? ", " : "", json_string_value(name));
    }
    if (i < json_array_size(names))
        html(out, " and %zu more", json_array_size(names) - i);
}

static void
put_names(GString *out, const struct request *request, const json_t *understood)
{
    json_t *readings = understood_names(understood), *reading;
    size_t i;

    if (json_array_size(readings) > 0) {
        html(out, "<details id=\"names\"><summary>");
        json_array_foreach(readings, i, reading)
        {
            html(out, "%s%s: also searched for ", i > 0 ? "; " : "",
                 member_text(reading, "idea"));
            put_name_list(out, json_object_get(reading, "names"), NAMES_SHOWN);
        }
        html(out, "</summary>\n<dl>\n");
        json_array_foreach(readings, i, reading)
        {
            html(out, "<dt>%s</dt><dd>", member_text(reading, "idea"));
            put_name_list(out, json_object_get(reading, "names"), SIZE_MAX);
            html(out, "</dd>\n");
        }
        char *link = address_with(request, NULL, "exact", "1");
        html(out,
             "</dl>\n<p><a href=\"%s\">Search only for the words as typed</a>"
             "</p></details>\n",
             link);
        g_free(link);
    }
    json_decref(readings);
}

void
understanding_put(GString *out,
                  const struct request *request,
                  const json_t *result,
                  const json_t *params)
{
    const json_t *query = json_object_get(result, "query");
    const json_t *understood = json_object_get(query, "understood");
    const char *typed = member_text(params, "query");
    const gsize before = out->len;
    const json_t *unknown;
    size_t i;

    html(out, "<ul class=\"notes\">\n");
    const gsize empty = out->len;
    put_suggestions(out, request, json_object_get(query, "suggestions"), typed);
    put_notes(out, json_object_get(query, "notes"));
    json_array_foreach(json_object_get(result, "unknown"), i, unknown)
    {
        put_unknown(out, request, unknown);
    }
    if (out->len == empty)
        g_string_truncate(out, before);
    else
        html(out, "</ul>\n");
    put_parts(out, request, understood, params, typed);
    put_names(out, request, understood);
}
