/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "oracle.h"
#include "trees.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { PAGE = 130 };

/* Everything that can be filtered or counted by. "date" filters by day, and
 * counts by year and month. */
static const char *const fields[] = {
    "authority", "service_area", "grade", "framework", "kind", "deadline",
    "polarity",  "report",       "year",  "number",    "date"};
enum { FIELDS = sizeof fields / sizeof *fields, FILTERED = FIELDS - 1 };

/* The units of counting, paragraphs first, and the field whose different values
 * each one counts. */
static const char *const units[] = {"paragraphs", "reports", "authorities"};
static const char *const unit_fields[] = {NULL, "report", "authority"};
enum { UNITS = sizeof units / sizeof *units };

/* A question, and the answer that the scan gives. */
struct question {
    const struct scan *scan;
    unsigned *seed;
    json_t *params; /* the query, filters and dates */
    const char *unit_field;
    bool *found; /* by paragraph: whether the query finds it */
};

int
oracle_connect(const struct test_world *world)
{
    const int fd = test_connect(world->socket);

    assert_true(fd >= 0);
    json_decref(test_receive(fd));
    return fd;
}

json_t *
oracle_ask(int fd, const char *method, const json_t *params)
{
    json_t *request = json_pack("{s:i, s:s, s:O}", "id", 1, "method", method,
                                "params", params);
    char *line = json_dumps(request, JSON_COMPACT);

    test_send(fd, line);
    test_send(fd, "\n");
    json_t *answer = test_receive(fd);
    json_t *result = json_incref(json_object_get(answer, "result"));
    if (!result) {
        char *said = json_dumps(answer, 0);
        fail_msg("%s\nis answered %s", line, said);
    }
    free(line);
    json_decref(request);
    json_decref(answer);
    return result;
}

static json_int_t
count_in(const json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

static const char *
string_in(const json_t *object, const char *name)
{
    const char *string = json_string_value(json_object_get(object, name));
    return string ? string : "";
}

static void
fail_question(const struct question *q, const char *what, const char *detail)
{
    char *params = json_dumps(q->params, 0);
    fail_msg("%s: %s%s", params, what, detail);
}

/* Filters and dates. */

static const json_t *
any_record(struct question *q)
{
    return q->scan->list[draw(q->seed, (unsigned)q->scan->count)].record;
}

/* The values are taken from records, so that the filters select something. */
static json_t *
draw_filters(struct question *q)
{
    json_t *filters = json_object();
    char buffer[SCAN_VALUE_SIZE];

    for (unsigned f = 0; f < FILTERED; f++) {
        if (draw(q->seed, 12) > 0)
            continue;
        json_t *values = json_array();
        for (unsigned i = draw(q->seed, 6) + 1; i > 0; i--) {
            const char *value = scan_value(any_record(q), fields[f], 0, buffer);
            if (*value)
                json_array_append_new(values, json_string(value));
        }
        if (json_array_size(values) > 0)
            json_object_set(filters, fields[f], values);
        json_decref(values);
    }
    return filters;
}

static void
draw_dates(struct question *q)
{
    static const int lengths[] = {4, 7, 10};
    const char *a = string_in(any_record(q), "date");
    const char *b = string_in(any_record(q), "date");
    const bool in_order = strcmp(a, b) <= 0;
    const unsigned ends = draw(q->seed, 8);

    if (ends == 0 || ends == 1)
        json_object_set_new(
            q->params, "date_from",
            json_sprintf("%.*s", lengths[draw(q->seed, 3)], in_order ? a : b));
    if (ends == 1 || ends == 2)
        json_object_set_new(
            q->params, "date_to",
            json_sprintf("%.*s", lengths[draw(q->seed, 3)], in_order ? b : a));
}

static bool
is_among(const char *value, const json_t *values)
{
    const json_t *one;
    size_t i;

    json_array_foreach(values, i, one)
    {
        if (strcasecmp(json_string_value(one), value) == 0)
            return true;
    }
    return false;
}

/* Whether the record has one of the values of the field. */
static bool
has_one(const json_t *record, const char *field, const json_t *values)
{
    char buffer[SCAN_VALUE_SIZE];
    const char *value;
    bool has = false;

    for (size_t i = 0; *(value = scan_value(record, field, i, buffer)); i++)
        has |= is_among(value, values);
    return has;
}

static bool
is_of_date(const char *field)
{
    return strcmp(field, "date") == 0 || strcmp(field, "year") == 0 ||
           strcmp(field, "month") == 0;
}

static bool
is_within_dates(const json_t *record, const json_t *params)
{
    const char *from = string_in(params, "date_from");
    const char *to = string_in(params, "date_to");
    const char *date = string_in(record, "date");

    return strcmp(date, from) >= 0 &&
           (!*to || strcmp(date, to) <= 0 || g_str_has_prefix(date, to));
}

/* Whether the record passes every filter except those on one field. Dates,
 * years and months count as one field. */
static bool
passes(const json_t *record, const json_t *params, const char *but)
{
    json_t *filters = json_object_get(params, "filters"), *values;
    const char *field;

    if (!is_of_date(but) && !is_within_dates(record, params))
        return false;
    json_object_foreach(filters, field, values)
    {
        if (strcmp(field, but) == 0 || (is_of_date(field) && is_of_date(but)))
            continue;
        if (!has_one(record, field, values))
            return false;
    }
    return true;
}

static bool
is_hit(const struct question *q, size_t i, const char *but)
{
    return q->found[i] && passes(q->scan->list[i].record, q->params, but);
}

/* Counting. A tally maps each value to its count or, where units are counted,
 * to an object whose keys are the units seen. */

static void
add_to_tally(json_t *tally, const char *value, const char *unit)
{
    if (!unit) {
        json_object_set_new(tally, value,
                            json_integer(count_in(tally, value) + 1));
        return;
    }
    if (!*unit)
        return;
    json_t *seen = json_object_get(tally, value);
    if (!seen) {
        seen = json_object();
        json_object_set_new(tally, value, seen);
    }
    json_object_set_new(seen, unit, json_true());
}

static void
count_units(json_t *tally)
{
    const char *value;
    json_t *seen;
    void *next;

    json_object_foreach_safe(tally, next, value, seen)
    {
        if (json_is_object(seen))
            json_object_set_new(
                tally, value, json_integer((json_int_t)json_object_size(seen)));
    }
}

static const char *
unit_of(const struct question *q, size_t i)
{
    return q->unit_field ? string_in(q->scan->list[i].record, q->unit_field)
                         : NULL;
}

static void
tally_field(const struct question *q, json_t *tally, const char *field)
{
    char buffer[SCAN_VALUE_SIZE];
    const char *value;

    for (size_t i = 0; i < q->scan->count; i++) {
        const json_t *record = q->scan->list[i].record;
        if (!is_hit(q, i, field))
            continue;
        for (size_t k = 0; *(value = scan_value(record, field, k, buffer)); k++)
            add_to_tally(tally, value, unit_of(q, i));
    }
    count_units(tally);
}

/* The counts of a facet or axis in an answer, months within years included. */
static json_t *
answered_counts(const json_t *list)
{
    json_t *tally = json_object();
    const json_t *entry;
    size_t i;

    json_array_foreach(list, i, entry)
    {
        const json_t *within = json_object_get(entry, "within");
        json_object_set(tally, string_in(entry, "value"),
                        json_object_get(entry, "count"));
        if (within) {
            json_t *months = answered_counts(within);
            json_object_update(tally, months);
            json_decref(months);
        }
    }
    return tally;
}

static void
check_tally(const struct question *q,
            const char *what,
            json_t *expected,
            json_t *tally)
{
    if (!json_equal(expected, tally)) {
        char *want = json_dumps(expected, JSON_SORT_KEYS);
        char *is = json_dumps(tally, JSON_SORT_KEYS);
        print_error("%s is\n%s\nnot\n%s\n", what, is, want);
        fail_question(q, "counts are wrong: ", what);
    }
    json_decref(expected);
    json_decref(tally);
}

static void
check_facet(const struct question *q, const json_t *facets, const char *field)
{
    json_t *expected = json_object();

    if (strcmp(field, "date") == 0) {
        json_t *months = json_object();
        tally_field(q, expected, "year");
        tally_field(q, months, "month");
        json_object_update(expected, months);
        json_decref(months);
    } else {
        tally_field(q, expected, field);
    }
    check_tally(q, field, expected,
                answered_counts(json_object_get(facets, field)));
}

static json_t *
totals(const struct question *q)
{
    json_t *tally = json_object();

    for (size_t i = 0; i < q->scan->count; i++) {
        const json_t *record = q->scan->list[i].record;
        if (!is_hit(q, i, ""))
            continue;
        add_to_tally(tally, "paragraphs", NULL);
        add_to_tally(tally, "reports", string_in(record, "report"));
        add_to_tally(tally, "authorities", string_in(record, "authority"));
    }
    count_units(tally);
    for (size_t u = 0; u < UNITS; u++)
        if (!json_object_get(tally, units[u]))
            json_object_set_new(tally, units[u], json_integer(0));
    return tally;
}

/* A search: all its pages, and what they report. */

static json_t *
ids_of(int fd, const struct question *q, json_t *params, json_t *first)
{
    json_t *ids = json_object(), *page = json_incref(first), *hit;
    const size_t total = (size_t)count_in(first, "total");
    size_t n = 0, i;

    for (;;) {
        json_array_foreach(json_object_get(page, "hits"), i, hit)
        {
            if (json_object_get(ids, string_in(hit, "id")))
                fail_question(q, "came twice: ", string_in(hit, "id"));
            json_object_set_new(ids, string_in(hit, "id"), json_true());
            n++;
        }
        json_decref(page);
        if (n >= total || i == 0)
            break;
        json_object_set_new(params, "offset", json_integer((json_int_t)n));
        page = oracle_ask(fd, "search", params);
    }
    return ids;
}

static void
check_ids(const struct question *q, json_t *ids)
{
    size_t n = 0;

    for (size_t i = 0; i < q->scan->count; i++) {
        const char *id = string_in(q->scan->list[i].record, "id");
        const bool is_found = json_object_get(ids, id) != NULL;
        n += is_found;
        if (is_found != is_hit(q, i, ""))
            fail_question(q, is_found ? "found wrongly: " : "not found: ", id);
    }
    assert_int_equal(n, json_object_size(ids));
    json_decref(ids);
}

static void
check_search(int fd, const struct question *q)
{
    static const char *const sorts[] = {"relevance", "newest", "oldest"};
    json_t *params = json_copy(q->params), *all = json_array();

    for (size_t f = 0; f < FIELDS; f++)
        json_array_append_new(all, json_string(fields[f]));
    json_object_set_new(params, "facets", all);
    json_object_set_new(params, "limit", json_integer(PAGE));
    json_object_set_new(params, "snippet", json_integer(0));
    json_object_set_new(params, "sort", json_string(sorts[draw(q->seed, 3)]));
    json_t *result = oracle_ask(fd, "search", params);
    const json_t *facets = json_object_get(result, "facets");

    check_ids(q, ids_of(fd, q, params, result));
    json_t *expected = totals(q);
    assert_int_equal(count_in(result, "total"),
                     count_in(expected, "paragraphs"));
    check_tally(q, "totals", expected,
                json_incref(json_object_get(result, "totals")));
    assert_int_equal(json_object_size(facets), FIELDS);
    for (size_t f = 0; f < FIELDS; f++)
        check_facet(q, facets, fields[f]);
    json_decref(params);
    json_decref(result);
}

/* A matrix. Its cells count dates by month. */

static const char *
axis_field(const char *field)
{
    return strcmp(field, "date") == 0 ? "month" : field;
}

/* Count the paragraph under each of its values, or under "" if it has none; the
 * format says what the key is. If a second field is given, count it under each
 * pair of values. */
static void
tally_values(const struct question *q,
             size_t i,
             const char *format,
             const char *field,
             const char *second,
             json_t *tally)
{
    const json_t *record = q->scan->list[i].record;
    char buffer[SCAN_VALUE_SIZE];
    const char *value;

    for (size_t k = 0;
         *(value = scan_value(record, field, k, buffer)) || k == 0; k++) {
        char **halves = g_strsplit(format, "%", 2);
        char *key = g_strconcat(halves[0], value, halves[1], NULL);
        if (second)
            tally_values(q, i, key, second, NULL, tally);
        else
            add_to_tally(tally, key, unit_of(q, i));
        g_free(key);
        g_strfreev(halves);
    }
}

/* Cells have the key "row|column", sums "row|*" and "*|column". */
static json_t *
tally_matrix(const struct question *q, const char *rows, const char *columns)
{
    json_t *tally = json_object();

    for (size_t i = 0; i < q->scan->count; i++) {
        if (!is_hit(q, i, ""))
            continue;
        tally_values(q, i, "%|%", axis_field(rows), axis_field(columns), tally);
        tally_values(q, i, "%|*", axis_field(rows), NULL, tally);
        tally_values(q, i, "*|%", axis_field(columns), NULL, tally);
    }
    count_units(tally);
    return tally;
}

static void
add_axis(json_t *tally, const json_t *axis, const char *format)
{
    const json_t *entry;
    size_t i;

    json_array_foreach(json_object_get(axis, "values"), i, entry)
    {
        char **halves = g_strsplit(format, "%", 2);
        char *key =
            g_strconcat(halves[0], string_in(entry, "value"), halves[1], NULL);
        json_object_set(tally, key, json_object_get(entry, "count"));
        g_free(key);
        g_strfreev(halves);
    }
}

static json_t *
answered_matrix(const json_t *result)
{
    const json_t *rows = json_object_get(result, "rows");
    const json_t *columns = json_object_get(result, "columns");
    const json_t *cells = json_object_get(result, "cells"), *line, *cell;
    json_t *tally = json_object();
    size_t r, c;

    add_axis(tally, rows, "%|*");
    add_axis(tally, columns, "*|%");
    json_array_foreach(cells, r, line)
    {
        json_array_foreach(line, c, cell)
        {
            const json_t *row =
                json_array_get(json_object_get(rows, "values"), r);
            const json_t *column =
                json_array_get(json_object_get(columns, "values"), c);
            char *key = g_strdup_printf("%s|%s", string_in(row, "value"),
                                        string_in(column, "value"));
            if (json_integer_value(cell) > 0)
                json_object_set_new(tally, key,
                                    json_integer(json_integer_value(cell)));
            g_free(key);
        }
    }
    return tally;
}

static void
check_matrix(int fd, const struct question *q)
{
    const unsigned row = draw(q->seed, FIELDS);
    const unsigned column = (row + 1 + draw(q->seed, FIELDS - 1)) % FIELDS;
    json_t *params = json_copy(q->params);

    json_object_set_new(params, "rows", json_string(fields[row]));
    json_object_set_new(params, "columns", json_string(fields[column]));
    json_t *result = oracle_ask(fd, "matrix", params);
    json_t *expected = tally_matrix(q, fields[row], fields[column]);
    check_tally(q, "matrix", expected, answered_matrix(result));
    check_tally(q, "totals", totals(q),
                json_incref(json_object_get(result, "totals")));
    json_decref(params);
    json_decref(result);
}

/* Absence: who never mentions it. */

/* Maps each value without a hit to the number of its paragraphs that pass the
 * filters. */
static json_t *
tally_absent(const struct question *q, const char *field, size_t *selected)
{
    json_t *tally = json_object();

    for (size_t i = 0; i < q->scan->count; i++) {
        const json_t *record = q->scan->list[i].record;
        if (*string_in(record, field) && passes(record, q->params, ""))
            add_to_tally(tally, string_in(record, field), NULL);
    }
    *selected = json_object_size(tally);
    for (size_t i = 0; i < q->scan->count; i++)
        if (q->found[i])
            json_object_del(tally, string_in(q->scan->list[i].record, field));
    return tally;
}

static void
check_absent(int fd, const struct question *q)
{
    const unsigned unit = 1 + draw(q->seed, UNITS - 1);
    const char *field = unit_fields[unit];
    json_t *params = json_copy(q->params), *tally = json_object();
    const json_t *entry;
    size_t selected, i;

    json_object_del(params, "count");
    json_object_set_new(params, "of", json_string(units[unit]));
    json_t *result = oracle_ask(fd, "absent", params);
    json_t *expected = tally_absent(q, field, &selected);
    const size_t n = json_object_size(expected);
    json_array_foreach(json_object_get(result, "absent"), i, entry)
    {
        json_object_set(tally, string_in(entry, field),
                        json_object_get(entry, "paragraphs"));
    }
    check_tally(q, "absent", expected, tally);
    assert_int_equal(count_in(result, "selected"), selected);
    assert_int_equal(count_in(result, "mentioning"), selected - n);
    json_decref(params);
    json_decref(result);
}

/* Draws the query and works out what it finds; a blank query finds everything.
 */
static void
draw_query(struct question *q)
{
    static const char *const matches[] = {"all", "any", "auto"};
    bool has_operators;

    if (draw(q->seed, 12) == 0) {
        memset(q->found, true, q->scan->count);
        return;
    }
    struct tree *tree = tree_draw(q->scan, TREE_ANY_SHAPE, q->seed);
    char *text = tree_text(tree, &has_operators, q->seed);
    /* Without operators, what "auto" finds depends on the ranking. */
    const unsigned match = draw(q->seed, has_operators ? 3 : 2);
    for (size_t i = 0; i < q->scan->count; i++)
        q->found[i] = tree_finds(tree, q->scan, &q->scan->list[i], match != 1);
    json_object_set_new(q->params, "query", json_string(text));
    json_object_set_new(q->params, "match", json_string(matches[match]));
    tree_free(tree);
    g_free(text);
}

void
oracle_check(const struct test_world *world,
             const struct scan *scan,
             unsigned questions)
{
    const int fd = oracle_connect(world);
    unsigned seed = 1;

    for (unsigned i = 0; i < questions; i++) {
        struct question q = {.scan = scan, .seed = &seed};
        const unsigned unit = draw(&seed, UNITS);
        q.found = g_new0(bool, scan->count);
        q.params = json_pack("{s:b, s:s, s:o}", "exact", 1, "count",
                             units[unit], "filters", draw_filters(&q));
        q.unit_field = unit_fields[unit];
        draw_dates(&q);
        draw_query(&q);
        check_search(fd, &q);
        check_matrix(fd, &q);
        if (json_object_get(q.params, "query"))
            check_absent(fd, &q);
        json_decref(q.params);
        g_free(q.found);
    }
    close(fd);
}
