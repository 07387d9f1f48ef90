/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Two reports side by side: the judgements of each, and what each says about a
 * theme.
 */
#include "messages/hits_json.h"
#include "messages/json_text.h"
#include "messages/params.h"
#include "messages/reports.h"
#include "messages/selection.h"
#include "methods/methods.h"
#include "methods/sides.h"

#include "findings/wire.h"

#include <ctype.h>

enum { LIMIT_DEFAULT = 5 };

struct comparison {
    struct selection selection; /* the theme */
    struct sides sides;
    size_t limit;
    size_t snippet;
    bool has_paths;
};

static bool
read_comparison(void *request, const json_t *params, struct failure *failure)
{
    struct comparison *c = request;
    static const char *const known[] = {SIDES_PARAMS, SELECTION_QUERY, "limit",
                                        "snippet",    "paths",         NULL};

    c->limit = LIMIT_DEFAULT;
    c->snippet = FINDINGS_SNIPPET_DEFAULT;
    return params_known(params, known, failure) &&
           selection_read(&c->selection, params, failure) &&
           sides_read(&c->sides, params, failure) &&
           params_count(params, "limit", FINDINGS_LIMIT_MAX, &c->limit,
                        failure) &&
           params_count(params, "snippet", FINDINGS_SNIPPET_MAX, &c->snippet,
                        failure) &&
           params_bool(params, "paths", &c->has_paths, failure);
}

/* The next letter that is not a blank, in lower case. */
static int
next_letter(const char **text)
{
    while (isspace((unsigned char)**text))
        (*text)++;
    return **text ? tolower((unsigned char)*(*text)++) : '\0';
}

static bool
is_same_name(const char *a, const char *b)
{
    int one, other;

    do {
        one = next_letter(&a);
        other = next_letter(&b);
    } while (one == other && one != '\0');
    return one == other;
}

static bool
is_same_judgement(const json_t *a, const json_t *b)
{
    return json_equal(json_object_get(a, "service_area"),
                      json_object_get(b, "service_area")) &&
           is_same_name(report_text(a, "judgement"),
                        report_text(b, "judgement"));
}

/* The index of the first judgement in the list that is the same and not yet
 * taken; the size of the list if there is none. */
static size_t
find_same(const json_t *list, const json_t *judgement, const bool *is_taken)
{
    size_t i = 0;

    while (
        i < json_array_size(list) &&
        (is_taken[i] || !is_same_judgement(json_array_get(list, i), judgement)))
        i++;
    return i;
}

static json_t *
pair_json(const json_t *named, const json_t *a, const json_t *b)
{
    return json_pack("{s:O?, s:O?, s:[O?, O?]}", "service_area",
                     json_object_get(named, "service_area"), "judgement",
                     json_object_get(named, "judgement"), "grades",
                     json_object_get(a, "grade"), json_object_get(b, "grade"));
}

/* The judgements of the first report, each paired with the same one in the
 * second report if it has it; then those that only the second has. A report has
 * about a dozen, so a quadratic search will do. */
static json_t *
judgements_json(json_t *const records[SIDES])
{
    const json_t *a = report_judgements(records[0]),
                 *b = report_judgements(records[1]);
    const size_t n_a = json_array_size(a), n_b = json_array_size(b);
    bool *is_taken = g_new0(bool, n_b + 1); /* the last: none */
    json_t *list = json_array();

    for (size_t i = 0; i < n_a; i++) {
        const json_t *one = json_array_get(a, i);
        const size_t k = find_same(b, one, is_taken);
        json_array_append_new(list, pair_json(one, one, json_array_get(b, k)));
        is_taken[k] = true;
    }
    for (size_t k = 0; k < n_b; k++)
        if (!is_taken[k])
            json_array_append_new(list, pair_json(json_array_get(b, k), NULL,
                                                  json_array_get(b, k)));
    g_free(is_taken);
    return list;
}

/* Add how the query was understood, which is the same for both reports. */
static bool
add_query(json_t *result,
          const struct fe_hits *hits,
          struct fe_reader *reader,
          struct failure *failure)
{
    json_t *unknown = selection_unknown(hits, reader, failure);

    if (!unknown)
        return false;
    json_object_set_new(result, "unknown", unknown);
    json_object_set_new(result, "query", hits_json_query(hits, false));
    return true;
}

static bool
append_hits(GString *out,
            const struct fe_hits *hits,
            const struct comparison *c,
            struct fe_reader *reader,
            struct failure *failure)
{
    const struct hits_shown shown = {.snippet = c->snippet,
                                     .originals =
                                         originals_new(reader, c->has_paths)};
    const bool is_good = hits_json_append(out, hits, &shown, failure);

    originals_free(shown.originals);
    return is_good;
}

/* Append what one report says about the theme. The first time, how the query
 * was understood goes into about. */
static bool
add_side(GString *out,
         json_t *about,
         const struct comparison *c,
         struct fe_reader *reader,
         const struct fe_hits *hits,
         struct failure *failure)
{
    json_text_item(out);
    g_string_append_c(out, '{');
    json_text_key(out, "total");
    json_text_integer(out, (json_int_t)fe_hits_total(hits));
    json_text_key(out, "hits");
    if (!append_hits(out, hits, c, reader, failure))
        return false;
    g_string_append_c(out, '}');
    return json_object_get(about, "query") ||
           add_query(about, hits, reader, failure);
}

static bool
search_side(GString *out,
            json_t *about,
            const struct comparison *c,
            struct fe_reader *reader,
            const json_t *record,
            struct failure *failure)
{
    const char *id = report_text(record, "id");
    const struct fe_filter filter = {
        .slot = findings_field("report")->slot, .values = &id, .n_values = 1};
    struct fe_request request = c->selection.request;
    struct fe_hits *hits;
    struct fe_error err;

    request.filters = &filter;
    request.n_filters = 1;
    request.limit = c->limit;
    if (fe_reader_search(reader, &request, &hits, &err) != FE_OK)
        return failure_status(failure, &err);
    const bool is_good = add_side(out, about, c, reader, hits, failure);
    fe_hits_free(hits);
    return is_good;
}

/* Append the list of what each report says about the theme. */
static bool
add_theme(GString *out,
          json_t *about,
          const struct comparison *c,
          struct fe_reader *reader,
          json_t *const records[SIDES],
          struct failure *failure)
{
    g_string_append_c(out, '[');
    for (size_t i = 0; i < SIDES; i++)
        if (!search_side(out, about, c, reader, records[i], failure))
            return false;
    g_string_append_c(out, ']');
    return true;
}

/* One of the two reports. */
static json_t *
report_json(const struct comparison *c, json_t *record)
{
    json_t *shown = report_public(record);

    if (c->has_paths)
        json_object_set_new(shown, "path", originals_path(record));
    return shown;
}

/* The kind of inspection of both; null if they differ. */
static json_t *
framework_json(json_t *const records[SIDES])
{
    json_t *a = json_object_get(records[0], "framework"),
           *b = json_object_get(records[1], "framework");

    return a && json_equal(a, b) ? json_incref(a) : json_null();
}

/* The result, except for what the reports say about the theme. */
static json_t *
about_json(const struct comparison *c,
           struct fe_reader *reader,
           json_t *const records[SIDES],
           struct failure *failure)
{
    struct fe_info info;
    struct fe_error err;

    if (fe_reader_info(reader, &info, &err) != FE_OK) {
        failure_status(failure, &err);
        return NULL;
    }
    return json_pack("{s:[o, o], s:o, s:o, s:I}", "reports",
                     report_json(c, records[0]), report_json(c, records[1]),
                     "framework", framework_json(records), "judgements",
                     judgements_json(records), "revision",
                     (json_int_t)info.revision);
}

static bool
add_comparison(GString *out,
               const struct comparison *c,
               struct fe_reader *reader,
               json_t *const records[SIDES],
               struct failure *failure)
{
    json_t *about = about_json(c, reader, records, failure);
    GString *sides = g_string_new(NULL);
    bool is_good = about;

    if (is_good && selection_has_query(&c->selection))
        is_good = add_theme(sides, about, c, reader, records, failure);
    is_good = is_good && json_text_value(out, about);
    if (is_good && sides->len > 0) {
        json_text_reopen(out);
        json_text_key(out, "paragraphs");
        g_string_append_len(out, sides->str, (gssize)sides->len);
        g_string_append_c(out, '}');
    }
    g_string_free(sides, TRUE);
    json_decref(about);
    return is_good;
}

static bool
run(const void *request,
    struct method_call *call,
    GString *out,
    struct failure *failure)
{
    const struct comparison *c = request;
    struct fe_reader *reader = call->reader;
    json_t *records[SIDES] = {NULL, NULL};
    bool is_good = sides_find(&c->sides, reader, records, failure);

    is_good = is_good && add_comparison(out, c, reader, records, failure);
    for (size_t i = 0; i < SIDES; i++)
        json_decref(records[i]);
    return is_good;
}

const struct method method_compare = {
    .name = "compare",
    .needs_reader = true,
    .size = sizeof(struct comparison),
    .read = read_comparison,
    .fini = selection_fini,
    .run = run,
};
