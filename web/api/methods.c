/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "api/methods.h"

#include "link/params.h"

#include <stdio.h>
#include <string.h>

#define PAGE (OPTION_BIT(OPTION_LIMIT) | OPTION_BIT(OPTION_OFFSET))
#define DATES (OPTION_BIT(OPTION_FROM) | OPTION_BIT(OPTION_TO))
#define HITS                                                                   \
    (PARAMS_SELECTION | PAGE | OPTION_BIT(OPTION_SORT) |                       \
     OPTION_BIT(OPTION_FACETS) | OPTION_BIT(OPTION_COUNT))
#define OF_REPORTS "authority|provider|framework|report|year|service_area|grade"

/* clang-format off */
#define SNIPPET {"snippet", OPTION_NUMBER, "snippet", "COUNT", \
    "how many characters of each hit to quote (by default 300)"}
#define FORMAT(words) {"format", OPTION_CHOICE, NULL, words, \
    "how records are written: JSON, or for another program"}

static const struct option_row of_hits[] = {
    SNIPPET,
    {"collapse", OPTION_FLAG, "collapse", NULL,
     "show paragraphs that are nearly the same only once"},
    {0}};
static const struct option_row of_export[] = {
    FORMAT("jsonl|ris|csl|csv"), {0}};
static const struct option_row of_paragraph[] = {
    {"id", OPTION_TEXT, "id", "ID", "the paragraph"},
    {"before", OPTION_NUMBER, "before", "N",
     "how many paragraphs before it to return (by default 0)"},
    {"after", OPTION_NUMBER, "after", "N",
     "how many after it to return (by default 0)"},
    FORMAT("json|jsonl|ris|csl|csv"), {0}};
static const struct option_row of_similar[] = {
    {"id", OPTION_TEXT, "id", "ID", "the paragraph"}, SNIPPET, {0}};
static const struct option_row of_absent[] = {
    {"of", OPTION_CHOICE, "of", "reports|authorities", "what to list"}, {0}};
static const struct option_row of_report[] = {
    {"id", OPTION_TEXT, "id", "ID",
     "the report, or the beginning of its id if no other begins with it"},
    {0}};
static const struct option_row of_compare[] = {SNIPPET, {0}};
static const struct option_row of_suggest[] = {
    {"word", OPTION_TEXT, "word", "WORD",
     "the answer is words of the index that are spelt like it"},
    {"begin", OPTION_TEXT, "begin", "LETTERS",
     "words that begin so, the most frequent first"},
    {"field", OPTION_FIELD, "field", "FIELD",
     "with value: the answer is values of this field"},
    {"value", OPTION_TEXT, "value", "TEXT", "what the values are like"},
    {0}};
static const struct option_row of_words[] = {
    {"word", OPTION_TEXT, "word", "WORDS",
     "only concepts of which a term contains all of these"},
    {0}};
/* clang-format on */

/* Take a filter out of the parameters, as a list; NULL if it is not there. The
 * caller frees it. */
static json_t *
take_filter(json_t *params, const char *field)
{
    json_t *filters = json_object_get(params, "filters");
    json_t *list = json_incref(json_object_get(filters, field));

    if (list)
        json_object_del(filters, field);
    if (json_object_size(filters) == 0)
        json_object_del(params, "filters");
    return list;
}

/* Two reports, one authority, or two authorities. */
static bool
finish_compare(json_t *params, char reason[FINDINGS_REASON_SIZE])
{
    json_t *reports = take_filter(params, "report");
    json_t *authorities = take_filter(params, "authority");
    const size_t n = json_array_size(reports);
    const size_t m = json_array_size(authorities);
    const bool is_right = (n == 2 && m == 0) || (n == 0 && (m == 1 || m == 2));

    if (!is_right)
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "compare takes report twice, or authority once or twice");
    else if (n == 2)
        json_object_set(params, "reports", reports);
    else if (m == 1)
        json_object_set(params, "authority", json_array_get(authorities, 0));
    else
        json_object_set_new(params, "sides",
                            json_pack("[{s:O},{s:O}]", "authority",
                                      json_array_get(authorities, 0),
                                      "authority",
                                      json_array_get(authorities, 1)));
    json_decref(reports);
    json_decref(authorities);
    return is_right;
}

/* clang-format off */
const struct api_method api_methods[] = {
    {"search", "search", API_RESULT, true, "*", HITS, of_hits, NULL,
     "Paragraphs, best first, with exact counts"},
    {"explain", "explain", API_RESULT, true, "*", HITS, of_hits, NULL,
     "The same, and how each hit got its score"},
    {"export", "export", API_RECORDS, true, "*",
     PARAMS_SELECTION | OPTION_BIT(OPTION_SORT), of_export, NULL,
     "Everything that is counted, as it is found"},
    {"matrix", "matrix", API_RESULT, true, "*",
     PARAMS_SELECTION | OPTION_BIT(OPTION_ROWS) | OPTION_BIT(OPTION_COLUMNS) |
         OPTION_BIT(OPTION_COUNT), NULL, NULL,
     "Counts of one field against another"},
    {"absent", "absent", API_RESULT, true, "*", PARAMS_SELECTION, of_absent,
     NULL, "Reports or authorities that never mention something"},
    {"paragraph", "get", API_RECORD, false, NULL, 0, of_paragraph, NULL,
     "A paragraph and its neighbours"},
    {"similar", "similar", API_RESULT, false, "*", DATES | PAGE, of_similar,
     NULL, "Paragraphs that are about the same as one"},
    {"reports", "reports", API_LIST, false, OF_REPORTS, DATES, NULL, NULL,
     "The reports that are indexed"},
    {"report", "report", API_RESULT, false, NULL, 0, of_report, NULL,
     "One report: its sections, judgements and recommendations"},
    {"judgements", "judgements", API_RESULT, false, OF_REPORTS, DATES, NULL,
     NULL, "The graded statements of the reports"},
    {"compare", "compare", API_RESULT, true, "report|authority",
     OPTION_BIT(OPTION_MATCH) | OPTION_BIT(OPTION_EXACT) |
         OPTION_BIT(OPTION_LIMIT), of_compare, finish_compare,
     "Two reports side by side, perhaps on a theme"},
    {"suggest", "suggest", API_RESULT, false, NULL, OPTION_BIT(OPTION_LIMIT),
     of_suggest, NULL, "Words, or values of a field, that may have been meant"},
    {"words", "words", API_RESULT, false, NULL, PAGE, of_words, NULL,
     "The synonyms in use, and the files that they come from"},
    {"status", "status", API_RESULT, false, NULL, 0, NULL, NULL,
     "What is indexed, and what the daemon has done"},
    {"ping", "ping", API_RESULT, false, NULL, 0, NULL, NULL,
     "Whether the daemon answers"},
    {0}};
/* clang-format on */

const struct api_method *
api_method(const char *name)
{
    for (const struct api_method *method = api_methods; method->name; method++)
        if (strcmp(method->name, name) == 0)
            return method;
    return NULL;
}

bool
api_has_filter(const struct api_method *method,
               const struct findings_field *field)
{
    return method->filters && (strcmp(method->filters, "*") == 0 ||
                               options_is_among(method->filters, field->name));
}

const struct option_row *
api_option(const struct api_method *method, size_t i)
{
    for (int id = 0; id < OPTIONS; id++)
        if ((method->options & OPTION_BIT(id)) && i-- == 0)
            return &options_rows[id];
    for (const struct option_row *row = method->more; row && row->name; row++)
        if (i-- == 0)
            return row;
    return NULL;
}

static const struct option_row *
option_named(const struct api_method *method, const char *name)
{
    const struct option_row *row;

    for (size_t i = 0; (row = api_option(method, i)); i++)
        if (strcmp(row->name, name) == 0)
            return row;
    return NULL;
}

static bool
filter_named(const struct api_method *method, const char *name)
{
    for (size_t i = 0; i < findings_n_fields; i++)
        if (findings_fields[i].option &&
            strcmp(findings_fields[i].option, name) == 0)
            return api_has_filter(method, &findings_fields[i]);
    return false;
}

/* Say that there is no such argument, and list those that there are. */
static bool
refuse(const struct api_method *method,
       const char *name,
       char reason[FINDINGS_REASON_SIZE])
{
    const struct option_row *row;
    GString *out = g_string_new(NULL);

    g_string_printf(out, "%s has no argument \"%.60s\"; it takes ",
                    method->name, name);
    const gsize empty = out->len;
    if (method->has_query)
        g_string_append(out, "q");
    for (size_t i = 0; i < findings_n_fields; i++)
        if (findings_fields[i].option &&
            api_has_filter(method, &findings_fields[i]))
            g_string_append_printf(out, "%s%s", out->len > empty ? ", " : "",
                                   findings_fields[i].option);
    for (size_t i = 0; (row = api_option(method, i)); i++)
        g_string_append_printf(out, "%s%s", out->len > empty ? ", " : "",
                               row->name);
    if (out->len == empty)
        g_string_append(out, "none");
    g_strlcpy(reason, out->str, FINDINGS_REASON_SIZE);
    g_string_free(out, TRUE);
    return false;
}

static bool
is_twice(const struct request *request, guint index)
{
    const struct argument *arguments =
        (const struct argument *)(void *)request->arguments->data;

    for (guint i = 0; i < index; i++)
        if (strcmp(arguments[i].name, arguments[index].name) == 0 &&
            *arguments[i].value)
            return true;
    return false;
}

static bool
check_argument(const struct api_method *method,
               const struct request *request,
               guint index,
               char reason[FINDINGS_REASON_SIZE])
{
    const struct argument *argument =
        &g_array_index(request->arguments, struct argument, index);
    const struct option_row *row = option_named(method, argument->name);
    const bool is_query = method->has_query && strcmp(argument->name, "q") == 0;

    if (!row && !is_query && !filter_named(method, argument->name))
        return refuse(method, argument->name, reason);
    if ((is_query || (row && row->kind != OPTION_FIELDS)) &&
        is_twice(request, index)) {
        snprintf(reason, FINDINGS_REASON_SIZE, "%s is given twice",
                 argument->name);
        return false;
    }
    if (row && row->kind == OPTION_CHOICE && *argument->value &&
        !options_is_among(row->words, argument->value)) {
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "%s takes one of %s, not \"%.200s\"", row->name, row->words,
                 argument->value);
        return false;
    }
    return true;
}

/* Set what params_read() does not know. */
static bool
add_more(const struct api_method *method,
         const struct request *request,
         json_t *params,
         char reason[FINDINGS_REASON_SIZE])
{
    for (const struct option_row *row = method->more; row && row->name; row++) {
        const char *value = request_get(request, row->name);
        if (value && row->param && !params_set(params, row, value, reason))
            return false;
    }
    return true;
}

json_t *
api_params(const struct api_method *method,
           const struct request *request,
           char reason[FINDINGS_REASON_SIZE])
{
    for (guint i = 0; i < request->arguments->len; i++)
        if (!check_argument(method, request, i, reason))
            return NULL;
    json_t *params = params_read(request, method->options, reason);
    if (params && add_more(method, request, params, reason) &&
        (!method->finish || method->finish(params, reason)))
        return params;
    json_decref(params);
    return NULL;
}

const char *
api_argument(const struct api_method *method, const char *param)
{
    const struct option_row *row;

    if (strcmp(param, "query") == 0)
        return "q";
    for (size_t i = 0; (row = api_option(method, i)); i++)
        if (row->param && strcmp(row->param, param) == 0)
            return row->name;
    return param;
}

const char *
api_choice(const struct api_method *method,
           const struct request *request,
           const char *name,
           char out[32])
{
    const struct option_row *row = option_named(method, name);
    const char *value = request_get(request, name);

    snprintf(out, 32, "%.*s",
             value ? 31 : (int)strcspn(row ? row->words : "", "|"),
             value ? value
             : row ? row->words
                   : "");
    return out;
}
