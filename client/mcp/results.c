/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mcp/results.h"

#include "commands/sides.h"
#include "mcp/tool.h"
#include "print/cite.h"
#include "print/member.h"
#include "print/print.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is cut off is more than anybody can read; its length is always told. */
enum { SECTIONS_MAX = 200, COLUMNS_MAX = 60, FACETS_MAX = 100 };

/* The result of the call's only inquiry, to be added to; the caller owns it. */
static json_t *
result_of(const struct call *call)
{
    return json_incref((json_t *)question_result(&call->asked[0].question));
}

/* Add what put() prints about a record, on one line, as its member key. */
static void
add_printed(json_t *record,
            const char *key,
            void (*put)(const json_t *record, FILE *out))
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        print_out_of_memory();
    put(record, out);
    if (fclose(out) != 0 || !text)
        print_out_of_memory();
    text[strcspn(text, "\n")] = '\0';
    json_object_set_new(record, key, json_string(text));
    free(text);
}

static void
add_citation(json_t *record)
{
    add_printed(record, "citation", cite_put_reference);
}

static void
add_citations(const json_t *records)
{
    size_t i;
    json_t *record;

    json_array_foreach(records, i, record) { add_citation(record); }
}

/* Say at which offset the list goes on after n items, unless they were the
 * last. */
static void
add_next(json_t *result, size_t offset, size_t n, size_t total)
{
    const size_t next = offset + n;

    json_object_set_new(result, "offset", json_integer((json_int_t)offset));
    if (n > 0 && next < total)
        json_object_set_new(result, "next_offset",
                            json_integer((json_int_t)next));
}

/* The items of the list that a page has; the caller owns it. */
static json_t *
slice(const json_t *list, size_t offset, size_t limit)
{
    json_t *page = json_array();
    const size_t n = json_array_size(list);

    for (size_t i = offset; i < n && i - offset < limit; i++)
        json_array_append(page, json_array_get(list, i));
    return page;
}

/* Put a page in the place of the list, and say how long the list is. */
static void
make_page(const struct call *call,
          json_t *result,
          const char *key,
          const char *total)
{
    const json_t *list = json_object_get(result, key);
    const size_t n = json_array_size(list);
    json_t *page = slice(list, call->offset, call->limit);

    json_object_set_new(result, total, json_integer((json_int_t)n));
    add_next(result, call->offset, json_array_size(page), n);
    json_object_set_new(result, key, page);
}

/* Add to each suggestion the word as it was typed. */
static void
add_typed(const struct call *call, const json_t *result)
{
    const char *typed = member_text(call->asked[0].question.params, "query");
    const size_t len = strlen(typed);
    size_t i;
    json_t *suggestion;

    json_array_foreach(
        json_object_get(json_object_get(result, "query"), "suggestions"), i,
        suggestion)
    {
        const size_t at = member_count(suggestion, "offset");
        const size_t n = member_count(suggestion, "length");
        if (at <= len && n <= len - at)
            json_object_set_new(suggestion, "typed",
                                json_stringn(typed + at, n));
    }
}

/* Keep a part of the values of each field, and say how many there are. */
static void
cut_facets(json_t *result)
{
    json_t *facets = json_object_get(result, "facets");
    json_t *totals = json_object();
    const char *field;
    json_t *counts;

    json_object_foreach(facets, field, counts)
    {
        json_object_set_new(totals, field,
                            json_integer((json_int_t)json_array_size(counts)));
        json_object_set_new(facets, field, slice(counts, 0, FACETS_MAX));
    }
    json_object_set_new(result, "facets_total", totals);
}

bool
search_prepare(json_t *params, char *reason)
{
    (void)reason;
    return json_object_set_new(params, "collapse", json_true()) == 0;
}

json_t *
search_refine(const struct call *call, char *reason)
{
    json_t *result = result_of(call);
    const json_t *hits = json_object_get(result, "hits");

    (void)reason;
    add_citations(hits);
    add_typed(call, result);
    cut_facets(result);
    add_next(result, call->offset, json_array_size(hits),
             member_count(result, "ranked"));
    return result;
}

bool
paragraph_prepare(json_t *params, char *reason)
{
    static const char *const sides[] = {"before", "after"};

    (void)reason;
    for (size_t i = 0; i < 2; i++)
        if (!json_object_get(params, sides[i]))
            json_object_set_new(params, sides[i],
                                json_integer(TOOL_NEIGHBOURS));
    return true;
}

json_t *
paragraph_refine(const struct call *call, char *reason)
{
    json_t *result = result_of(call);

    (void)reason;
    add_citation(json_object_get(result, "paragraph"));
    add_citations(json_object_get(result, "before"));
    add_citations(json_object_get(result, "after"));
    return result;
}

json_t *
report_refine(const struct call *call, char *reason)
{
    json_t *result = result_of(call);
    const json_t *sections = json_object_get(result, "sections");

    (void)reason;
    add_citation(json_object_get(result, "report"));
    json_object_set_new(result, "sections_total",
                        json_integer((json_int_t)json_array_size(sections)));
    json_object_set_new(result, "sections", slice(sections, 0, SECTIONS_MAX));
    make_page(call, result, "recommendations", "recommendations_total");
    return result;
}

json_t *
reports_refine(const struct call *call, char *reason)
{
    json_t *result = result_of(call);
    json_t *items = json_object_get(result, "items");

    (void)reason;
    json_object_set_new(result, "reports",
                        items ? json_incref(items) : json_array());
    make_page(call, result, "reports", "total");
    add_citations(json_object_get(result, "reports"));
    return result;
}

json_t *
judgements_refine(const struct call *call, char *reason)
{
    json_t *result = result_of(call);

    (void)reason;
    make_page(call, result, "judgements", "total");
    return result;
}

/* Keep a part of the rows or columns, and say how many there are. */
static void
cut_values(json_t *axis, size_t offset, size_t limit)
{
    const json_t *values = json_object_get(axis, "values");

    json_object_set_new(axis, "total",
                        json_integer((json_int_t)json_array_size(values)));
    json_object_set_new(axis, "values", slice(values, offset, limit));
}

json_t *
matrix_refine(const struct call *call, char *reason)
{
    json_t *result = result_of(call);
    json_t *rows = json_object_get(result, "rows");
    json_t *cells =
        slice(json_object_get(result, "cells"), call->offset, call->limit);
    size_t i;
    json_t *row;

    (void)reason;
    cut_values(rows, call->offset, call->limit);
    cut_values(json_object_get(result, "columns"), 0, COLUMNS_MAX);
    json_array_foreach(cells, i, row)
    {
        json_array_set_new(cells, i, slice(row, 0, COLUMNS_MAX));
    }
    add_next(result, call->offset, json_array_size(cells),
             member_count(rows, "total"));
    json_object_set_new(result, "cells", cells);
    add_typed(call, result);
    return result;
}

bool
compare_prepare(json_t *params, char *reason)
{
    if (sides_set(params))
        return true;
    snprintf(reason, FINDINGS_REASON_SIZE,
             "compare takes two reports, two authorities, one of each, or one "
             "authority, whose two latest reports are compared; the tool "
             "reports lists them");
    return false;
}

/* Give the two grades of each judgement names, as a report may not have it. */
static void
name_grades(const json_t *judgements)
{
    static const char *const names[] = {"first", "second"};
    size_t i;
    json_t *judgement;

    json_array_foreach(judgements, i, judgement)
    {
        const json_t *grades = json_object_get(judgement, "grades");
        for (size_t side = 0; side < 2; side++)
            json_object_set(judgement, names[side],
                            json_array_get(grades, side));
    }
}

json_t *
compare_refine(const struct call *call, char *reason)
{
    json_t *result = result_of(call);
    size_t i;
    json_t *found;

    (void)reason;
    name_grades(json_object_get(result, "judgements"));
    add_citations(json_object_get(result, "reports"));
    json_array_foreach(json_object_get(result, "paragraphs"), i, found)
    {
        add_citations(json_object_get(found, "hits"));
    }
    add_typed(call, result);
    return result;
}

void
cite_ask(struct call *call, json_t *params)
{
    const json_t *timeout = json_object_get(params, "timeout_ms");
    size_t i;
    json_t *id;

    json_array_foreach(json_object_get(params, "ids"), i, id)
    {
        call_ask(call, call->tool->method,
                 json_pack("{s:O, s:O*}", "id", id, "timeout_ms", timeout));
    }
    json_decref(params);
}

json_t *
cite_refine(const struct call *call, char *reason)
{
    json_t *citations = json_array(), *missing = json_array();

    for (size_t i = 0; i < call->n_asked; i++) {
        const struct question *question = &call->asked[i].question;
        json_t *record =
            json_object_get(question_result(question), "paragraph");
        const char *why = member_text(question_error(question), "message");
        if (record) {
            add_citation(record);
            add_printed(record, "quoted", cite_put);
            json_array_append(citations, record);
            continue;
        }
        snprintf(reason, FINDINGS_REASON_SIZE, "%s", why);
        json_array_append_new(missing,
                              json_pack("{s:O, s:s}", "id",
                                        json_object_get(question->params, "id"),
                                        "reason", why));
    }
    if (json_array_size(citations) > 0)
        return json_pack("{s:o, s:o}", "citations", citations, "missing",
                         missing);
    json_decref(citations);
    json_decref(missing);
    return NULL;
}
