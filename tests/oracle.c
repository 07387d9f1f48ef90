/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "oracle.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROUNDS = 60, FIELDS = 7 };

static const char *const fields[FIELDS] = {
    "authority", "service_area", "grade", "framework",
    "kind",      "deadline",     "report"};

json_t *
oracle_dump(const char *reports)
{
    const char *args[] = {"--dump", "paragraphs", reports, NULL};
    struct test_run run = test_program("findings-index", args);
    json_t *dump = json_array();

    assert_int_equal(run.status, 0);
    for (char *rest = run.out, *line; (line = strsep(&rest, "\n")) && *line;) {
        json_t *record = json_loads(line, 0, NULL);
        assert_non_null(record);
        json_array_append_new(dump, record);
    }
    test_run_free(&run);
    return dump;
}

/* Numbers that look random and are the same on every machine. */
static unsigned
draw(unsigned *seed, unsigned below)
{
    *seed = *seed * 1103515245u + 12345u;
    return (*seed >> 16) % below;
}

static const char *
value_of(const json_t *record, const char *field)
{
    const char *value = json_string_value(json_object_get(record, field));
    return value ? value : "";
}

/* Filters whose values stand in the records, so that something is left. */
static json_t *
draw_params(unsigned *seed, json_t *records)
{
    json_t *params = json_object(), *filters = json_object();
    const unsigned n = (unsigned)json_array_size(records);

    for (unsigned f = 0; f < FIELDS; f++) {
        if (draw(seed, 3) > 0)
            continue;
        json_t *values = json_array();
        for (unsigned i = draw(seed, 3) + 1; i > 0; i--) {
            const char *value =
                value_of(json_array_get(records, draw(seed, n)), fields[f]);
            if (*value)
                json_array_append_new(values, json_string(value));
        }
        if (json_array_size(values) > 0)
            json_object_set(filters, fields[f], values);
        json_decref(values);
    }
    json_object_set_new(params, "filters", filters);
    if (draw(seed, 3) == 0) {
        const char *a =
            value_of(json_array_get(records, draw(seed, n)), "date");
        const char *b =
            value_of(json_array_get(records, draw(seed, n)), "date");
        const bool in_order = strcmp(a, b) <= 0;
        json_object_set_new(params, "date_from", json_string(in_order ? a : b));
        if (draw(seed, 2) == 0)
            json_object_set_new(params, "date_to",
                                json_string(in_order ? b : a));
    } else if (draw(seed, 6) == 0) {
        json_object_set_new(
            params, "date_to",
            json_string(
                value_of(json_array_get(records, draw(seed, n)), "date")));
    }
    return params;
}

/* Whether the record passes every filter but that on one field. */
static bool
passes(const json_t *record, const json_t *params, const char *but)
{
    json_t *filters = json_object_get(params, "filters"), *values, *value;
    const char *from = value_of(params, "date_from");
    const char *to = value_of(params, "date_to");
    const char *date = value_of(record, "date"), *field;
    size_t i;

    if ((*from && strcmp(date, from) < 0) || (*to && strcmp(date, to) > 0))
        return false;
    json_object_foreach(filters, field, values)
    {
        bool is_any = strcmp(field, but) == 0;
        json_array_foreach(values, i, value)
        {
            is_any |=
                strcmp(json_string_value(value), value_of(record, field)) == 0;
        }
        if (!is_any)
            return false;
    }
    return true;
}

/* The facet by a plain count, as value: count. */
static json_t *
counted(json_t *records, const json_t *params, const char *field)
{
    json_t *counts = json_object(), *record;
    size_t i;

    json_array_foreach(records, i, record)
    {
        const char *value = value_of(record, field);
        if (!*value || !passes(record, params, field))
            continue;
        const json_int_t n = json_integer_value(json_object_get(counts, value));
        json_object_set_new(counts, value, json_integer(n + 1));
    }
    return counts;
}

static void
check_facet(const json_t *result,
            json_t *records,
            const json_t *params,
            const char *field)
{
    json_t *expected = counted(records, params, field);
    json_t *facet = json_object_get(json_object_get(result, "facets"), field);
    json_t *entry;
    size_t i;

    assert_int_equal(json_array_size(facet), json_object_size(expected));
    json_array_foreach(facet, i, entry)
    {
        const json_t *count =
            json_object_get(expected, value_of(entry, "value"));
        assert_int_equal(json_integer_value(json_object_get(entry, "count")),
                         json_integer_value(count));
    }
    json_decref(expected);
}

/* One question with these parameters; its result, a new object. */
static json_t *
ask(int fd, json_t *params)
{
    json_t *request = json_pack("{s:i, s:s, s:O}", "id", 1, "method", "search",
                                "params", params);
    char *line = json_dumps(request, JSON_COMPACT);

    test_send(fd, line);
    test_send(fd, "\n");
    free(line);
    json_decref(request);
    json_t *answer = test_receive(fd);
    json_t *result = json_incref(json_object_get(answer, "result"));
    assert_non_null(result);
    json_decref(answer);
    return result;
}

/* What the query finds without filters, in pages that must join. */
static json_t *
found_by(int fd, const char *query)
{
    json_t *records = json_array();
    size_t total;

    do {
        json_t *params = json_pack(
            "{s:s, s:i, s:I, s:i}", "query", query, "limit", 97, "offset",
            (json_int_t)json_array_size(records), "snippet", 0);
        json_t *result = ask(fd, params);
        total = (size_t)json_integer_value(json_object_get(result, "total"));
        json_array_extend(records, json_object_get(result, "hits"));
        json_decref(params);
        json_decref(result);
    } while (json_array_size(records) < total);
    return records;
}

static void
check_query(int fd, const char *query, json_t *records, unsigned *seed)
{
    for (int round = 0; round < ROUNDS; round++) {
        json_t *params = draw_params(seed, records), *hit;
        json_t *all = json_array();
        size_t expected = 0, i;

        for (size_t f = 0; f < FIELDS; f++)
            json_array_append_new(all, json_string(fields[f]));
        json_object_set_new(params, "facets", all);
        json_object_set_new(params, "query", json_string(query));
        json_object_set_new(params, "limit", json_integer(1000));
        json_object_set_new(params, "snippet", json_integer(0));
        json_t *result = ask(fd, params);

        json_array_foreach(records, i, hit)
        {
            expected += passes(hit, params, "");
        }
        assert_int_equal(json_integer_value(json_object_get(result, "total")),
                         expected);
        json_array_foreach(json_object_get(result, "hits"), i, hit)
        {
            assert_true(passes(hit, params, ""));
        }
        for (size_t f = 0; f < FIELDS; f++)
            check_facet(result, records, params, fields[f]);
        json_decref(result);
        json_decref(params);
    }
}

void
oracle_check(const struct test_world *world,
             json_t *dump,
             const char *const *queries)
{
    const int fd = test_connect(world->socket);
    unsigned seed = 1;

    json_decref(test_receive(fd));
    check_query(fd, "", dump, &seed);
    for (; *queries; queries++) {
        json_t *records = found_by(fd, *queries);
        assert_true(json_array_size(records) > 0);
        check_query(fd, *queries, records, &seed);
        json_decref(records);
    }
    close(fd);
}
