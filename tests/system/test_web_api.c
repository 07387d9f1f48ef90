/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The API of findings-web: the daemon's answers, its errors, records in the
 * formats of other programs, and a description that agrees with what it does.
 */
#include "browsing.h"

#include "api/methods.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The object at the address; the caller owns it. */
static json_t *
get_json(const struct browsing *f, const char *address, int status)
{
    struct page page = browsing_get(f, address);
    char *type = page_header(&page, "Content-Type");
    json_t *object = json_loadb(page.body, page.len, 0, NULL);

    if (page.status != status || !json_is_object(object))
        fail_msg("%s: %d\n%s", address, page.status, page.body);
    assert_string_equal(type, "application/json");
    free(type);
    page_free(&page);
    return object;
}

static long
number_at(const json_t *object, const char *key)
{
    return (long)json_integer_value(json_object_get(object, key));
}

/* What the daemon answers to the request. */
static json_t *
ask_daemon(const struct browsing *f, const char *request)
{
    json_t *answer = test_ask(f->world.socket, request);
    json_t *result = json_incref(json_object_get(answer, "result"));

    json_decref(answer);
    assert_non_null(result);
    return result;
}

static void
assert_same_without_time(json_t *a, json_t *b)
{
    json_object_del(a, "took_us");
    json_object_del(b, "took_us");
    if (!json_equal(a, b))
        fail_msg("%s\nis not\n%s", json_dumps(a, 0), json_dumps(b, 0));
    json_decref(a);
    json_decref(b);
}

static void
answers_are_the_daemons(void **state)
{
    static const struct {
        const char *address, *request;
    } cases[] = {
        {"/api/search?q=case+recording&grade=inadequate&grade=good&n=2&"
         "snippet=40&facets=grade&facets=area&from=2010&to=2013&sort=newest",
         "{\"id\":1,\"method\":\"search\",\"params\":{\"query\":\"case "
         "recording\",\"filters\":{\"grade\":[\"inadequate\",\"good\"]},"
         "\"limit\":2,\"snippet\":40,\"facets\":[\"grade\",\"service_area\"],"
         "\"date_from\":\"2010\",\"date_to\":\"2013\",\"sort\":\"newest\"}}\n"},
        {"/api/search?q=supervison&exact=1&collapse=true&n=0",
         "{\"id\":1,\"method\":\"search\",\"params\":{\"query\":"
         "\"supervison\",\"exact\":true,\"collapse\":true,\"limit\":0}}\n"},
        {"/api/explain?q=caf",
         "{\"id\":1,\"method\":\"explain\",\"params\":{\"query\":\"caf\"}}\n"},
        {"/api/matrix?q=supervision&rows=year&columns=area&count=reports",
         "{\"id\":1,\"method\":\"matrix\",\"params\":{\"query\":"
         "\"supervision\",\"rows\":\"year\",\"columns\":\"service_area\","
         "\"count\":\"reports\"}}\n"},
        {"/api/absent?q=supervision&of=authorities&framework=sif",
         "{\"id\":1,\"method\":\"absent\",\"params\":{\"query\":"
         "\"supervision\",\"of\":\"authorities\",\"filters\":{\"framework\":"
         "[\"sif\"]}}}\n"},
        {"/api/paragraph?id=northmere-2010-02-19/23&before=1&after=2",
         "{\"id\":1,\"method\":\"get\",\"params\":{\"id\":"
         "\"northmere-2010-02-19/23\",\"before\":1,\"after\":2}}\n"},
        {"/api/similar?id=stonebeck-2023-06-16/20&n=1",
         "{\"id\":1,\"method\":\"similar\",\"params\":{\"id\":"
         "\"stonebeck-2023-06-16/20\",\"limit\":1}}\n"},
        {"/api/report?id=wyndmoor-2015",
         "{\"id\":1,\"method\":\"report\",\"params\":{\"id\":"
         "\"wyndmoor-2015\"}}\n"},
        {"/api/judgements?authority=wyndmoor&grade=good",
         "{\"id\":1,\"method\":\"judgements\",\"params\":{\"filters\":"
         "{\"authority\":[\"wyndmoor\"],\"grade\":[\"good\"]}}}\n"},
        {"/api/compare?report=wyndmoor-2015-03-26&report=stonebeck-2023-06-16"
         "&q=supervision&n=1",
         "{\"id\":1,\"method\":\"compare\",\"params\":{\"reports\":"
         "[\"wyndmoor-2015-03-26\",\"stonebeck-2023-06-16\"],\"query\":"
         "\"supervision\",\"limit\":1}}\n"},
        {"/api/compare?authority=Northmere&authority=Alderbrook",
         "{\"id\":1,\"method\":\"compare\",\"params\":{\"sides\":"
         "[{\"authority\":\"Northmere\"},{\"authority\":\"Alderbrook\"}]}}\n"},
        {"/api/suggest?field=area&value=safe",
         "{\"id\":1,\"method\":\"suggest\",\"params\":{\"field\":"
         "\"service_area\",\"value\":\"safe\"}}\n"},
        {"/api/words?word=vacancies&n=1",
         "{\"id\":1,\"method\":\"words\",\"params\":{\"word\":\"vacancies\","
         "\"limit\":1}}\n"},
        {"/api/ping", "{\"id\":1,\"method\":\"ping\"}\n"},
    };
    const struct browsing *f = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_same_without_time(get_json(f, cases[i].address, 200),
                                 ask_daemon(f, cases[i].request));
}

static void
reports_are_one_list(void **state)
{
    json_t *all = get_json(*state, "/api/reports", 200);
    json_t *none = get_json(*state, "/api/reports?authority=nowhere", 200);

    assert_int_equal(json_array_size(json_object_get(all, "reports")),
                     number_at(all, "total"));
    assert_true(number_at(all, "total") > 5);
    assert_int_equal(json_array_size(json_object_get(none, "reports")), 0);
    assert_int_equal(json_array_size(json_object_get(none, "unknown")), 1);
    json_decref(all);
    json_decref(none);
}

static size_t
count(const char *text, const char *part)
{
    size_t n = 0;

    while ((text = strstr(text, part))) {
        text += strlen(part);
        n++;
    }
    return n;
}

static void
everything_is_exported(void **state)
{
    const struct browsing *f = *state;
    json_t *found = get_json(f, "/api/search?n=0", 200);
    const size_t total = (size_t)number_at(found, "total");
    struct page jsonl = browsing_get(f, "/api/export");
    struct page ris = browsing_get(f, "/api/export?format=ris");
    struct page csl = browsing_get(f, "/api/export?format=csl");
    struct page csv = browsing_get(f, "/api/export?format=csv");
    char *name = page_header(&ris, "Content-Disposition");
    json_t *list = json_loadb(csl.body, csl.len, 0, NULL);

    assert_true(total > 200); /* several parts */
    assert_int_equal(count(jsonl.body, "\n"), total);
    assert_int_equal(count(ris.body, "TY  - "), total);
    assert_int_equal(json_array_size(list), total);
    assert_true(count(csv.body, "\r\n") >= total + 1);
    assert_string_equal(name, "attachment; filename=\"findings-export.ris\"");
    free(name);
    json_decref(list);
    json_decref(found);
    page_free(&jsonl);
    page_free(&ris);
    page_free(&csl);
    page_free(&csv);
}

static void
one_paragraph_is_a_reference(void **state)
{
    struct page ris = browsing_get(
        *state, "/api/paragraph?id=northmere-2010-02-19/23&format=ris");

    assert_int_equal(ris.status, 200);
    assert_int_equal(count(ris.body, "TY  - "), 1);
    assert_int_equal(count(ris.body, "ER  - "), 1);
    page_free(&ris);
}

static void
errors_are_explained(void **state)
{
    static const struct {
        const char *address, *says;
        int status;
        long code;
    } cases[] = {
        {"/api/search?q=%22case", "not closed", 400, -32001},
        {"/api/search?kind=complaint", "not a value of kind", 400, -32602},
        {"/api/search?colour=red", "no argument \"colour\"", 400, -32602},
        {"/api/search?n=ten", "whole number", 400, -32602},
        {"/api/search?n=1&n=2", "given twice", 400, -32602},
        {"/api/search?q=a&q=b", "given twice", 400, -32602},
        {"/api/search?sort=best", "relevance|newest|oldest", 400, -32602},
        {"/api/search?exact=perhaps", "true or false", 400, -32602},
        {"/api/search?n=100000", "1000", 400, -32602},
        {"/api/paragraph?id=nothing/1", "no paragraph", 404, -32002},
        {"/api/paragraph", "id", 400, -32602},
        {"/api/report?q=case", "no argument \"q\"; it takes id", 400, -32602},
        {"/api/compare?authority=a&report=b", "report twice", 400, -32602},
        {"/api/ping?x=y", "takes none", 400, -32602},
        {"/api/export?format=pdf", "jsonl|ris|csl|csv", 400, -32602},
        {"/api/cancel", "no such method", 404, -32601},
        {"/api/search/", "no such method", 404, -32601},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *answer = get_json(*state, cases[i].address, cases[i].status);
        const json_t *error = json_object_get(answer, "error");
        assert_int_equal(number_at(error, "code"), cases[i].code);
        assert_has(json_string_value(json_object_get(error, "message")),
                   cases[i].says);
        json_decref(answer);
    }
}

static void
errors_name_the_argument(void **state)
{
    json_t *answer = get_json(*state, "/api/search?n=100000", 400);
    const json_t *data =
        json_object_get(json_object_get(answer, "error"), "data");

    assert_string_equal(json_string_value(json_object_get(data, "param")), "n");
    json_decref(answer);
}

/* Every method is described, with every argument that it takes and no other. */
static void
the_description_agrees(void **state)
{
    json_t *all = get_json(*state, "/api/openapi.json", 200);
    const json_t *paths = json_object_get(all, "paths");
    size_t n = 0;

    for (const struct api_method *method = api_methods; method->name;
         method++, n++) {
        char path[64];
        snprintf(path, sizeof path, "/api/%s", method->name);
        const json_t *get =
            json_object_get(json_object_get(paths, path), "get");
        const json_t *parameters = json_object_get(get, "parameters");
        const json_t *parameter;
        size_t i;
        assert_non_null(parameters);
        json_array_foreach(parameters, i, parameter)
        {
            struct request *request = request_new();
            char reason[FINDINGS_REASON_SIZE];
            request_add(request,
                        json_string_value(json_object_get(parameter, "name")),
                        "");
            json_t *params = api_params(method, request, reason);
            if (!params && strstr(reason, "no argument"))
                fail_msg("%s: %s", method->name, reason);
            json_decref(params);
            request_free(request);
        }
    }
    assert_int_equal(json_object_size(paths), n);
    json_decref(all);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_are_the_daemons),
        cmocka_unit_test(reports_are_one_list),
        cmocka_unit_test(everything_is_exported),
        cmocka_unit_test(one_paragraph_is_a_reference),
        cmocka_unit_test(errors_are_explained),
        cmocka_unit_test(errors_name_the_argument),
        cmocka_unit_test(the_description_agrees),
    };

    return cmocka_run_group_tests(tests, browsing_open, browsing_close);
}
