/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/shape.h"
#include "ask/options.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

/* A member that an answer has: to which methods, where, and of which type. The
 * path has "*" for each item of a list or member of an object, and "a|b" for
 * either member. The type is the first letter of a JSON type (i: integer); a
 * capital letter if the member may be null or missing. A rule says nothing if
 * what contains its member is missing: that has a rule of its own. */
struct rule {
    const char *methods;
    const char *path;
    char type;
};

#define HITS "search|explain|similar"
#define COUNTS "search|explain|matrix"
#define QUERIES "search|explain|similar|matrix|absent|export|compare"
#define LISTS                                                                  \
    "search|explain|similar|matrix|absent|export|compare|judgements|reports"
#define PARTS "export|reports"
#define READS LISTS "|get|report|suggest|status"

static const struct rule rules[] = {
    {HITS, "result.hits", 'a'},
    {HITS, "result.hits.*.id", 's'},
    {HITS, "result.hits.*.grade", 's'},
    {HITS, "result.hits.*.authority", 'S'},
    {HITS, "result.hits.*.provider", 'S'},
    {HITS, "result.hits.*.date", 'S'},
    {HITS, "result.hits.*.section", 'S'},
    {HITS, "result.hits.*.text", 'S'},
    {HITS, "result.hits.*.snippet", 'S'},
    {HITS, "result.hits.*.highlights", 'A'},
    {HITS, "result.hits.*.highlights.*.*", 'i'},
    {HITS, "result.hits.*.also", 'O'},
    {HITS "|matrix|export|reports", "result.total", 'i'},
    {COUNTS, "result.totals", 'o'},
    {COUNTS, "result.totals.*", 'i'},
    {"search|explain", "result.shown", 'i'},
    {"search|explain", "result.ranked", 'i'},
    {"search|explain", "result.facets", 'o'},
    {"search|explain", "result.facets.*.*.value", 's'},
    {"search|explain", "result.facets.*.*.count", 'i'},
    {"explain", "result.query.terms", 'a'},
    {"explain", "result.query.terms.*.text", 's'},
    {"explain", "result.hits.*.explain", 'o'},
    {QUERIES, "result.query", 'O'},
    {QUERIES, "result.query.understood", 'A'},
    {QUERIES, "result.query.understood.*", 'o'},
    {QUERIES, "result.query.notes", 'A'},
    {QUERIES, "result.query.notes.*", 's'},
    {QUERIES, "result.query.suggestions", 'A'},
    {QUERIES, "result.query.suggestions.*", 'o'},
    {LISTS, "result.unknown", 'A'},
    {LISTS, "result.unknown.*", 'o'},
    {READS, "result.incomplete", 'A'},
    {READS, "result.incomplete.*.part", 's'},
    {READS, "result.incomplete.*.since", 'S'},
    {READS, "result.incomplete.*.why", 's'},
    {PARTS, "part", 'A'},
    {PARTS, "part.*", 'o'},
    {PARTS, "part.*.id", 's'},
    {"reports", "part.*.path", 'S'},
    {"reports", "part.*.overall", 'S'},
    {"reports", "part.*.paragraphs", 'I'},
    {"report", "result.report", 'o'},
    {"report", "result.report.id", 's'},
    {"report", "result.report.path", 'S'},
    {"report", "result.sections", 'a'},
    {"report", "result.sections.*.paragraphs", 'i'},
    {"report", "result.sections.*.pages", 'A'},
    {"report", "result.sections.*.pages.*", 'i'},
    {"report", "result.judgements", 'a'},
    {"report", "result.judgements.*.judgement", 's'},
    {"report", "result.judgements.*.grade", 's'},
    {"report", "result.recommendations", 'a'},
    {"report", "result.recommendations.*.id", 's'},
    {"report", "result.recommendations.*.text", 's'},
    {"matrix", "result.rows", 'o'},
    {"matrix", "result.rows.values", 'a'},
    {"matrix", "result.rows.values.*.value", 's'},
    {"matrix", "result.rows.values.*.count", 'i'},
    {"matrix", "result.columns", 'o'},
    {"matrix", "result.columns.values", 'a'},
    {"matrix", "result.columns.values.*.value", 's'},
    {"matrix", "result.columns.values.*.count", 'i'},
    {"matrix", "result.cells", 'a'},
    {"matrix", "result.cells.*.*", 'i'},
    {"absent", "result.of", 's'},
    {"absent", "result.selected", 'i'},
    {"absent", "result.absent", 'a'},
    {"absent", "result.absent.*.paragraphs", 'i'},
    {"get", "result.paragraph", 'o'},
    {"get", "result.paragraph.id", 's'},
    {"get", "result.paragraph.text", 's'},
    {"get", "result.paragraph.path", 'S'},
    {"get", "result.paragraph.page", 'I'},
    {"get", "result.before", 'a'},
    {"get", "result.before.*.text", 's'},
    {"get", "result.after", 'a'},
    {"get", "result.after.*.text", 's'},
    {"judgements", "result.judgements", 'a'},
    {"judgements", "result.judgements.*.report", 's'},
    {"judgements", "result.judgements.*.judgement", 's'},
    {"judgements", "result.judgements.*.grade", 's'},
    {"compare", "result.reports", 'a'},
    {"compare", "result.reports.*.id", 's'},
    {"compare", "result.judgements", 'a'},
    {"compare", "result.judgements.*.grades", 'a'},
    {"compare", "result.judgements.*.grades.*", 'S'},
    {"compare", "result.paragraphs", 'A'},
    {"compare", "result.paragraphs.*.total", 'i'},
    {"compare", "result.paragraphs.*.hits", 'a'},
    {"compare", "result.paragraphs.*.hits.*.id", 's'},
    {"suggest", "result.words|values", 'a'},
    {"suggest", "result.words|values.*.value", 's'},
    {"suggest", "result.words|values.*.count", 'i'},
    {"status", "result.product", 's'},
    {"status", "result.db", 's'},
    {"status", "result.folders", 'A'},
    {"status", "result.folders.*", 's'},
    {"status", "result.parts", 'A'},
    {"status", "result.parts.*.places", 'a'},
    {"status", "result.parts.*.places.*.path", 'S'},
    {"status", "result.parts.*.places.*.state", 's'},
    {"status", "result.parts.*.places.*.last_indexed", 'S'},
    {"status", "result.parts.*.places.*.behind_s", 'I'},
    {"status", "result.parts.*.places.*.since", 'S'},
    {"status", "result.parts.*.places.*.why", 'S'},
    {"status", "result.queue", 'O'},
    {"status", "result.limits", 'O'},
    {"status", "result.frameworks", 'A'},
    {"status", "result.requests", 'O'},
    {"status", "result.errors", 'O'},
    {"status", "result.latency", 'O'},
    {"status", "result.latency.*", 'o'},
    {"status", "result.histograms", 'O'},
    {"status", "result.histograms.methods", 'O'},
    {"status|words", "result.words", 'O'},
    {"status|words", "result.words.files", 'A'},
    {"status|words", "result.words.files.*.file", 's'},
    {"reload", "result.files", 'a'},
    {"reload", "result.files.*.file", 's'},
    {"words", "result.total", 'i'},
    {"words", "result.entries", 'a'},
    {"words", "result.entries.*.names", 'a'},
    {"words", "result.entries.*.names.*", 's'},
    {"words", "result.entries.*.sources", 'A'},
};

/* The rules of an answer that is an error. */
static const struct rule error_rules[] = {
    {NULL, "error", 'o'},
    {NULL, "error.code", 'i'},
    {NULL, "error.message", 's'},
    {NULL, "error.data", 'O'},
    {NULL, "error.data.param", 'S'},
    {NULL, "error.data.offset", 'I'},
    {NULL, "error.data.incomplete", 'A'},
    {NULL, "error.data.incomplete.*.part", 's'},
};

static bool
has_type(const json_t *value, char type)
{
    switch (tolower((unsigned char)type)) {
    case 'o':
        return json_is_object(value);
    case 'a':
        return json_is_array(value);
    case 's':
        return json_is_string(value);
    default:
        return json_is_integer(value);
    }
}

/* The member of one of these names, separated by '|'. */
static json_t *
member_of(const json_t *object, const char *names, size_t len)
{
    json_t *found = NULL;

    while (len > 0 && !found) {
        const char *bar = memchr(names, '|', len);
        const size_t n = bar ? (size_t)(bar - names) : len;
        found = json_object_getn(object, names, n);
        names += n + (bar != NULL);
        len -= n + (bar != NULL);
    }
    return found;
}

static bool fits(json_t *value, const char *path, char type);

/* Whether what follows "*" fits each item or member of the value. What a list
 * or an object with members is expected in must not be anything else. */
static bool
each_fits(json_t *value, const char *rest, char type)
{
    const char *key;
    json_t *item;
    size_t i;

    json_array_foreach(value, i, item)
    {
        if (!fits(item, rest, type))
            return false;
    }
    json_object_foreach(value, key, item)
    {
        if (!fits(item, rest, type))
            return false;
    }
    return json_is_array(value) || json_is_object(value);
}

/* Whether the value, which is there, has the member that the rest of a path
 * leads to, with this type. */
static bool
fits(json_t *value, const char *path, char type)
{
    const size_t len = strcspn(path, ".");
    const char *rest = path + len + (path[len] == '.');

    if (!*path)
        return has_type(value, type) ||
               (isupper((unsigned char)type) && json_is_null(value));
    if (*path == '*')
        return each_fits(value, rest, type);
    if (!json_is_object(value))
        return false;
    json_t *member = member_of(value, path, len);
    if (!member)
        return *rest || isupper((unsigned char)type);
    return (*rest && json_is_null(member)) || fits(member, rest, type);
}

static const char *
fault_by(const struct rule *list,
         size_t n,
         const char *method,
         const json_t *answer)
{
    /* It is only looked at. */
    json_t *value = (json_t *)answer;

    for (size_t i = 0; i < n; i++)
        if ((!list[i].methods || options_is_among(list[i].methods, method)) &&
            !fits(value, list[i].path, list[i].type))
            return list[i].path;
    return NULL;
}

const char *
shape_fault(const char *method, json_int_t id, const json_t *answer)
{
    const json_t *result = json_object_get(answer, "result");
    const json_t *part = json_object_get(answer, "part");

    if (json_object_get(answer, "error"))
        return fault_by(error_rules, sizeof error_rules / sizeof *error_rules,
                        method, answer);
    if (json_integer_value(json_object_get(answer, "id")) != id)
        return "id";
    if (!json_is_object(result) &&
        (!options_is_among(PARTS, method) || json_array_size(part) == 0))
        return "result";
    return fault_by(rules, sizeof rules / sizeof *rules, method, answer);
}

static const char *
type_name(char type)
{
    switch (tolower((unsigned char)type)) {
    case 'o':
        return "object";
    case 'a':
        return "array";
    case 's':
        return "string";
    default:
        return "integer";
    }
}

/* Say that the schema is of this type. A type that is given already stays: the
 * rule about a value comes before those about what it contains. */
static void
set_type(json_t *schema, const char *type, bool may_be_null)
{
    if (json_object_get(schema, "type"))
        return;
    json_object_set_new(schema, "type",
                        may_be_null ? json_pack("[ss]", type, "null")
                                    : json_string(type));
}

/* Whether it is the type, or it or null. */
static bool
is_type(const json_t *schema, const char *type)
{
    const json_t *given = json_object_get(schema, "type");
    const char *name = json_string_value(
        json_is_array(given) ? json_array_get(given, 0) : given);

    return name && strcmp(name, type) == 0;
}

/* The object's member of this name, which is made if it is not there. */
static json_t *
object_in(json_t *object, const char *name, size_t len)
{
    json_t *found = json_object_getn(object, name, len);

    if (!found) {
        found = json_object();
        json_object_setn_new(object, name, len, found);
    }
    return found;
}

static void describe(json_t *schema, const char *path, char type);

/* Describe the members of these names, of which an object has one. */
static void
describe_members(json_t *schema, const char *names, size_t len, char type)
{
    const char *rest = names + len + (names[len] == '.');
    const bool is_one = !memchr(names, '|', len);
    json_t *properties = object_in(schema, "properties", 10);

    if (is_one && !*rest && islower((unsigned char)type)) {
        if (!json_object_get(schema, "required"))
            json_object_set_new(schema, "required", json_array());
        json_array_append_new(json_object_get(schema, "required"),
                              json_stringn(names, len));
    }
    for (const char *name = names; name < names + len;) {
        const char *bar = memchr(name, '|', len - (size_t)(name - names));
        const size_t n =
            bar ? (size_t)(bar - name) : len - (size_t)(name - names);
        describe(object_in(properties, name, n), rest, type);
        name += n + (bar != NULL);
    }
}

static void
describe(json_t *schema, const char *path, char type)
{
    const size_t len = strcspn(path, ".");
    const char *rest = path + len + (path[len] == '.');

    if (!*path) {
        set_type(schema, type_name(type), isupper((unsigned char)type));
    } else if (*path != '*') {
        set_type(schema, "object", false);
        describe_members(schema, path, len, type);
    } else if (is_type(schema, "object")) {
        describe(object_in(schema, "additionalProperties", 20), rest, type);
    } else {
        set_type(schema, "array", false);
        describe(object_in(schema, "items", 5), rest, type);
    }
}

json_t *
shape_schema(const char *method, const char *member)
{
    const size_t len = strlen(member);
    json_t *schema = json_object();

    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (options_is_among(rules[i].methods, method) &&
            strncmp(rules[i].path, member, len) == 0) {
            const char *rest = rules[i].path + len;
            if (*rest == '.')
                describe(schema, rest + 1, rules[i].type);
            else if (!*rest)
                set_type(schema, type_name(rules[i].type), false);
        }
    set_type(schema, "object", false);
    return schema;
}
