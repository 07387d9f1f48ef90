/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * shape.h: the schema of an answer says the same as the rules that check it.
 */
#include "support.h"

#include "ask/shape.h"

#include <stdlib.h>
#include <string.h>

static void
assert_schema(const char *method, const char *member, const char *wanted)
{
    json_t *schema = shape_schema(method, member);
    char *text = json_dumps(schema, JSON_COMPACT | JSON_SORT_KEYS);

    assert_has(text, wanted);
    free(text);
    json_decref(schema);
}

static void
members_have_types(void **state)
{
    (void)state;
    assert_schema("suggest", "result",
                  "\"values\":{\"items\":{\"properties\":"
                  "{\"count\":{\"type\":\"integer\"},\"value\":{\"type\":"
                  "\"string\"}},\"required\":[\"value\",\"count\"],\"type\":"
                  "\"object\"},\"type\":\"array\"}");
    assert_schema("suggest", "result",
                  "{\"properties\":{\"incomplete\":{\"items\":{"
                  "\"properties\":{\"part\":{\"type\":\"string\"}");
    assert_schema("search", "result",
                  "\"totals\":{\"additionalProperties\":{\"type\":"
                  "\"integer\"},\"type\":\"object\"}");
    assert_schema("search", "result",
                  "\"authority\":{\"type\":[\"string\",\"null\"]}");
    assert_schema("matrix", "result",
                  "\"cells\":{\"items\":{\"items\":{\"type\":\"integer\"},"
                  "\"type\":\"array\"},\"type\":\"array\"}");
    assert_schema("reports", "part",
                  "{\"items\":{\"properties\":{\"id\":{\"type\":\"string\"}");
    assert_schema("ping", "result", "{\"type\":\"object\"}");
}

/* What one side requires, the other misses. */
static void
required_members_are_missed(void **state)
{
    json_t *schema = shape_schema("report", "result");
    const json_t *required = json_object_get(schema, "required");
    const json_t *name;
    size_t i;

    (void)state;
    assert_true(json_array_size(required) >= 4);
    json_array_foreach(required, i, name)
    {
        json_t *answer = json_pack("{s:i,s:{s:{s:s},s:[],s:[],s:[]}}", "id", 1,
                                   "result", "report", "id", "a", "sections",
                                   "judgements", "recommendations");
        assert_null(shape_fault("report", 1, answer));
        assert_int_equal(json_object_del(json_object_get(answer, "result"),
                                         json_string_value(name)),
                         0);
        assert_non_null(shape_fault("report", 1, answer));
        json_decref(answer);
    }
    json_decref(schema);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_have_types),
        cmocka_unit_test(required_members_are_missed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
