/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Views that are tables and pictures: their numbers are the daemon's, each
 * count leads to what it counts, and what can be taken away is complete.
 */
#include "browsing.h"

#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/uri.h>
#include <libxml/xpath.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Views with a table of counts of these units. */
static const struct {
    const char *address, *unit;
    size_t least; /* links that are expected */
} views[] = {
    {"/matrix?q=case+recording", "paragraphs", 15},
    {"/matrix?q=case+recording&count=reports&share=column", "reports", 15},
    {"/matrix?rows=year&columns=area&share=all&grade=good&grade=inadequate",
     "paragraphs", 10},
    {"/matrix?rows=date&columns=kind&count=authorities&from=2010-03&to=2013",
     "authorities", 5},
    {"/matrix?rows=framework&columns=deadline&kind=recommendation",
     "paragraphs", 5},
    {"/trend?q=supervision", "reports", 5},
    {"/trend?q=supervision&by=grade&count=paragraphs", "paragraphs", 10},
    {"/trend?q=supervision&against=chronologies&framework=slac", "reports", 3},
    {"/absent?q=private+fostering", "paragraphs", 3},
    {"/absent?q=private+fostering&absent=authorities&kind=finding",
     "paragraphs", 3},
};
enum { N_VIEWS = sizeof views / sizeof *views };

static int
open_browsing(void **state)
{
    browsing_open(state);
    const struct browsing *f = *state;
    setenv("XDG_CONFIG_HOME", f->world.folder, 1); /* no saved queries */
    return 0;
}

/* Whether the two begin with the same bytes. */
static bool
begins(const char *text, const char *begin)
{
    return strncmp(text, begin, strlen(begin)) == 0;
}

/* An argument of an address as one of the command: the words of q, and options
 * for all others. The caller frees it. */
static char *
argument_of(const char *pair)
{
    char *copy = strdup(pair), *out = malloc(strlen(pair) + 4);

    for (char *p = copy; *p; p++)
        *p = *p == '+' ? ' ' : *p;
    char *text = xmlURIUnescapeString(copy, 0, NULL);
    if (begins(text, "q="))
        strcpy(out, text + 2);
    else
        sprintf(out, "--%s", text);
    free(copy);
    xmlFree(text);
    return out;
}

/* What findings prints when the command is given the arguments of the address,
 * and these others. */
static struct test_run
run_address(const struct browsing *f,
            const char *command,
            const char *address,
            const char *more)
{
    const char *args[64] = {command, "--socket", f->world.socket, more};
    char *owned[64], *copy = strdup(address), *rest = NULL;
    size_t n = 4, n_owned = 0;
    char *query = strchr(copy, '?');

    for (char *pair = query ? strtok_r(query + 1, "&", &rest) : NULL; pair;
         pair = strtok_r(NULL, "&", &rest)) {
        if (begins(pair, "share=") || begins(pair, "order="))
            continue; /* how it is shown */
        args[n++] = owned[n_owned++] = argument_of(pair);
    }
    args[n] = NULL;
    struct test_run run = test_program("findings", args);
    for (size_t i = 0; i < n_owned; i++)
        free(owned[i]);
    free(copy);
    return run;
}

static json_t *
ask_address(const struct browsing *f, const char *command, const char *address)
{
    struct test_run run = run_address(f, command, address, "--json");
    json_t *result = json_loads(run.out, 0, NULL);

    if (!result)
        fail_msg("%s %s: %s", command, address, run.err);
    test_run_free(&run);
    return result;
}

static xmlDocPtr
page_document(const struct browsing *f, const char *address)
{
    struct page page = browsing_get(f, address);

    if (page.status != 200)
        fail_msg("%s: %d", address, page.status);
    xmlDocPtr document =
        htmlReadMemory(page.body, (int)page.len, address, "UTF-8",
                       HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
    assert_non_null(document);
    page_free(&page);
    return document;
}

/* Those that the path finds; the caller frees them. */
static xmlXPathObjectPtr
nodes_at(xmlDocPtr document, const char *path)
{
    xmlXPathContextPtr context = xmlXPathNewContext(document);
    xmlXPathObjectPtr found =
        xmlXPathEvalExpression((const xmlChar *)path, context);

    xmlXPathFreeContext(context);
    assert_non_null(found);
    return found;
}

static size_t
count_at(xmlDocPtr document, const char *path)
{
    xmlXPathObjectPtr found = nodes_at(document, path);
    const size_t n = found->nodesetval ? (size_t)found->nodesetval->nodeNr : 0;

    xmlXPathFreeObject(found);
    return n;
}

/* A number such as "1,492". */
static long
number_in(const xmlNode *node)
{
    xmlChar *text = xmlNodeGetContent(node);
    long n = 0;

    for (const xmlChar *p = text; *p; p++)
        if (isdigit(*p))
            n = n * 10 + (*p - '0');
    xmlFree(text);
    return n;
}

/* What the search at the address finds in all. */
static long
total_of(const struct browsing *f, const char *address, const char *unit)
{
    json_t *result = ask_address(f, "search", address);
    const long total = (long)json_integer_value(
        json_object_get(json_object_get(result, "totals"), unit));

    json_decref(result);
    return total;
}

static void
check_links(const struct browsing *f, const char *address, const char *unit)
{
    xmlDocPtr document = page_document(f, address);
    xmlXPathObjectPtr found =
        nodes_at(document, "//table//td[contains(@class, 'number')]/a");

    for (int i = 0; i < found->nodesetval->nodeNr; i++) {
        xmlNode *link = found->nodesetval->nodeTab[i];
        xmlChar *href = xmlGetProp(link, (const xmlChar *)"href");
        const long n = number_in(link);
        if (!begins((const char *)href, "/?"))
            fail_msg("%s: %s", address, href);
        if (total_of(f, (const char *)href, unit) != n)
            fail_msg("%s: %ld at %s", address, n, href);
        xmlFree(href);
    }
    xmlXPathFreeObject(found);
    xmlFreeDoc(document);
}

static void
each_count_leads_to_what_it_counts(void **state)
{
    for (size_t i = 0; i < N_VIEWS; i++) {
        xmlDocPtr document = page_document(*state, views[i].address);
        if (count_at(document,
                     "//table//td[contains(@class, 'number')]/a[@href]") <
            views[i].least)
            fail_msg("too few links: %s", views[i].address);
        xmlFreeDoc(document);
        check_links(*state, views[i].address, views[i].unit);
    }
}

/* The bars of a chart are the counts of its table, apart from the last row, in
 * the order of the table's columns. */
static void
bars_lead_where_the_table_does(void **state)
{
    xmlDocPtr document =
        page_document(*state, "/trend?q=supervision&against=chronologies");
    const size_t n_bars = count_at(document, "//svg//a");

    assert_true(n_bars > 5);
    assert_int_equal(n_bars, count_at(document, "//tbody//td/a"));
    assert_int_equal(n_bars, count_at(document, "//svg//a[@href = "
                                                "//tbody//td/a/@href]"));
    xmlFreeDoc(document);
}

/* Counts without a link are those that no search selects: of what has no value,
 * and nothing. */
static void
the_cells_are_those_of_the_daemon(void **state)
{
    static const char address[] = "/matrix?q=case+recording&rows=authority";
    json_t *matrix = ask_address(*state, "matrix", address), *value;
    const json_t *rows =
        json_object_get(json_object_get(matrix, "rows"), "values");
    xmlDocPtr document = page_document(*state, address);
    size_t i;

    json_array_foreach(rows, i, value)
    {
        const json_t *cells =
            json_array_get(json_object_get(matrix, "cells"), i);
        for (size_t c = 0; c < json_array_size(cells); c++) {
            char path[512];
            snprintf(path, sizeof path,
                     "//tbody/tr[th = '%s']/td[%zu][starts-with("
                     "concat(normalize-space(.), ' '), '%lld ')]",
                     json_string_value(json_object_get(value, "value")), c + 1,
                     (long long)json_integer_value(json_array_get(cells, c)));
            assert_int_equal(count_at(document, path), 1);
        }
    }
    assert_true(i > 3);
    json_decref(matrix);
    xmlFreeDoc(document);
}

static void
assert_same_csv(const struct browsing *f,
                const char *address,
                const char *command,
                const char *format)
{
    char with[512];

    snprintf(with, sizeof with, "%s%cas=csv", address,
             strchr(address, '?') ? '&' : '?');
    struct page page = browsing_get(f, with);
    struct test_run run = run_address(f, command, address, format);
    char *type = page_header(&page, "Content-Type");
    char *name = page_header(&page, "Content-Disposition");
    assert_string_equal(type, "text/csv; charset=utf-8");
    assert_has(name, "attachment");
    assert_has(name, ".csv");
    assert_string_equal(page.body, run.out);
    free(type);
    free(name);
    test_run_free(&run);
    page_free(&page);
}

static void
a_csv_is_that_of_the_command(void **state)
{
    assert_same_csv(*state, "/matrix?q=case+recording&count=reports", "matrix",
                    "--csv");
    assert_same_csv(*state, "/trend?q=supervision&by=grade", "trend", "--csv");
    assert_same_csv(*state, "/judgements?authority=Northmere", "judgements",
                    "--csv");
}

/* Each row of the CSV at the address has so many cells. */
static void
check_csv(const struct browsing *f, const char *address, size_t n_cells)
{
    struct page page = browsing_get(f, address);
    size_t n = 0, n_rows = 0;
    bool is_quoted = false;

    assert_int_equal(page.status, 200);
    for (const char *p = page.body; *p; p++) {
        if (*p == '"')
            is_quoted = !is_quoted;
        n += !is_quoted && *p == ',';
        if (is_quoted || *p != '\n')
            continue;
        assert_int_equal(n + 1, n_cells);
        n = 0;
        n_rows++;
    }
    assert_false(is_quoted);
    assert_true(n_rows > 3);
    page_free(&page);
}

static void
other_csvs_are_complete(void **state)
{
    check_csv(*state, "/absent?q=private+fostering&as=csv", 7);
    check_csv(*state, "/absent?q=fostering&absent=authorities&as=csv", 2);
    check_csv(*state,
              "/compare?side=northmere-2010-02-19&side=Marlingford&"
              "as=csv",
              7);
    check_csv(*state, "/judgements?as=csv", 6);
    check_csv(*state, "/trend?q=case&against=%3D1%2B1&as=csv", 6);
}

static void
pictures_are_well_formed(void **state)
{
    static const char *const addresses[] = {
        "/matrix?as=svg&q=case+%22%3Cb%3E%22",
        "/matrix?as=svg&n=2&offset=1&order=total",
        "/trend?as=svg&q=case+%22%3Cb%3E%22&by=authority",
        "/trend?as=svg&q=case&against=%22%3Cb%3E%22",
        "/judgements?as=svg",
        "/judgements?as=svg&authority=Northmere",
        "/compare?as=svg&side=Northmere&side=Marlingford",
        "/absent?as=svg&q=fostering",
    };

    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        struct page page = browsing_get(*state, addresses[i]);
        char *type = page_header(&page, "Content-Type");
        xmlDocPtr document =
            xmlReadMemory(page.body, (int)page.len, addresses[i], NULL,
                          XML_PARSE_NONET | XML_PARSE_NOERROR);
        if (page.status != 200 || !document)
            fail_msg("%s: %d", addresses[i], page.status);
        assert_string_equal(type, "image/svg+xml");
        assert_has(page.body, "<title");
        assert_null(strstr(page.body, "<b>"));
        assert_null(strstr(page.body, "href"));
        xmlFreeDoc(document);
        free(type);
        page_free(&page);
    }
}

static void
rows_come_in_pages(void **state)
{
    xmlDocPtr all = page_document(*state, "/matrix?q=case");
    const size_t n = count_at(all, "//tbody/tr");
    xmlDocPtr some = page_document(*state, "/matrix?q=case&n=3");
    xmlDocPtr rest = page_document(*state, "/matrix?q=case&n=100&offset=3");

    assert_true(n > 4);
    assert_int_equal(count_at(some, "//tbody/tr"), 3);
    assert_int_equal(count_at(some, "//a[contains(@href, 'offset=3')]"), 1);
    assert_int_equal(count_at(rest, "//tbody/tr"), n - 3);
    assert_int_equal(count_at(rest, "//tfoot/tr"), 1);
    xmlFreeDoc(all);
    xmlFreeDoc(some);
    xmlFreeDoc(rest);
}

static void
grades_over_time_keep_frameworks_apart(void **state)
{
    xmlDocPtr document =
        page_document(*state, "/judgements?authority=Northmere&authority="
                              "Stonebeck");

    assert_int_equal(count_at(document, "//table"), 2);
    assert_int_equal(count_at(document, "//table[1]//th[@scope = 'col']/a["
                                        "starts-with(@href, '/report/')]"),
                     2);
    assert_true(count_at(document, "//td[@class = 'poor'][. = 'inadequate']") >
                0);
    xmlFreeDoc(document);
}

/* As many reports as the list of reports has. */
static void
overall_grades_are_those_of_the_reports(void **state)
{
    xmlDocPtr document = page_document(*state, "/judgements");
    xmlXPathObjectPtr found =
        nodes_at(document, "//td/a[starts-with(@href, '/reports?')]");

    assert_true(found->nodesetval->nodeNr > 2);
    for (int i = 0; i < found->nodesetval->nodeNr; i++) {
        xmlNode *link = found->nodesetval->nodeTab[i];
        xmlChar *href = xmlGetProp(link, (const xmlChar *)"href");
        json_t *result = ask_address(*state, "reports", (const char *)href);
        assert_int_equal(json_integer_value(json_object_get(result, "total")),
                         number_in(link));
        json_decref(result);
        xmlFree(href);
    }
    xmlXPathFreeObject(found);
    xmlFreeDoc(document);
}

static void
two_reports_are_side_by_side(void **state)
{
    static const char address[] =
        "/compare?side=northmere-2010-02-19&side=Marlingford&q=recording&"
        "grade=good&match=any";
    struct page page = browsing_get(*state, address);
    xmlDocPtr document = page_document(*state, address);
    xmlXPathObjectPtr found =
        nodes_at(document, "//section/p/a[contains(@href, 'report=')]");

    assert_has(page.body, "different kinds");
    assert_int_equal(found->nodesetval->nodeNr, 2);
    for (int i = 0; i < 2; i++) {
        xmlNode *link = found->nodesetval->nodeTab[i];
        xmlChar *href = xmlGetProp(link, (const xmlChar *)"href");
        const long n = total_of(*state, (const char *)href, "paragraphs");
        char text[64];
        snprintf(text, sizeof text, ">%ld paragraph", n);
        assert_has(page.body, text);
        assert_true(n > 0);
        xmlFree(href);
    }
    page_free(&page);
    xmlXPathFreeObject(found);
    xmlFreeDoc(document);
}

static void
absent_ones_are_those_of_the_daemon(void **state)
{
    struct page page = browsing_get(*state, "/absent?q=private+fostering");
    xmlDocPtr document = page_document(*state, "/absent?q=private+fostering");
    json_t *result =
        ask_address(*state, "search", "/?q=private+fostering&absent=reports");
    const size_t n = json_array_size(json_object_get(result, "absent"));
    char text[128];

    assert_true(n > 0);
    assert_int_equal(count_at(document, "//tbody/tr"), n);
    snprintf(
        text, sizeof text, "%zu of %lld reports never mention", n,
        (long long)json_integer_value(json_object_get(result, "selected")));
    assert_has(page.body, text);
    json_decref(result);
    xmlFreeDoc(document);
    page_free(&page);
}

static void
hostile_text_stays_text(void **state)
{
#define HOSTILE "%3Cscript%3Ealert(1)%3C/script%3E%22%27%26"
    static const char *const addresses[] = {
        "/matrix?q=case+OR+%22script%22&authority=" HOSTILE,
        "/matrix?rows=" HOSTILE,
        "/matrix?order=" HOSTILE "&share=" HOSTILE,
        "/trend?q=" HOSTILE,
        "/trend?q=case&against=" HOSTILE "&framework=" HOSTILE,
        "/judgements?authority=" HOSTILE,
        "/judgements?year=" HOSTILE,
        "/compare?side=" HOSTILE,
        "/compare?report=" HOSTILE "&report=b&q=" HOSTILE,
        "/absent?q=" HOSTILE "&absent=" HOSTILE,
        "/absent?as=" HOSTILE,
    };

    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        struct page page = browsing_get(*state, addresses[i]);
        if (page.status == 0 || page.status >= 500)
            fail_msg("%s: %d", addresses[i], page.status);
        assert_null(strstr(page.body, "<script>"));
        assert_null(strstr(page.body, "\"'&"));
        assert_null(strstr(page.body, " style="));
        page_free(&page);
    }
}

static void
mistakes_are_explained(void **state)
{
    static const struct {
        const char *address, *says;
        int status;
    } mistakes[] = {
        {"/matrix?rows=grade&columns=grade", "two different fields", 400},
        {"/matrix?count=sheep", "ount takes paragraphs", 400},
        {"/matrix?q=%22case", "quotation", 400},
        {"/trend?q=case&by=year", "divide it by another field", 400},
        {"/compare?authority=Nowhere", "Nowhere", 404},
        {"/compare?side=Stonebeck&side=Stonebeck", "only one report", 404},
        {"/absent?q=case&absent=sheep", "reports", 400},
        {"/trend", "Give the words of a theme", 200},
        {"/absent", "Give the words of a theme", 200},
        {"/compare", "Choose an authority", 200},
        {"/judgements?kind=finding", "do not apply", 200},
    };

    for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++) {
        struct page page = browsing_get(*state, mistakes[i].address);
        if (page.status != mistakes[i].status)
            fail_msg("%s: %d", mistakes[i].address, page.status);
        assert_has(page.body, mistakes[i].says);
        page_free(&page);
    }
}

/* Another one can be chosen where the first one was. */
static void
what_cannot_be_compared_stays_in_the_form(void **state)
{
    struct page page =
        browsing_get(*state, "/compare?authority=Nowhere&q=recording");

    assert_int_equal(page.status, 404);
    assert_has(page.body, "Nowhere");
    assert_has(page.body, "name=\"side\" list=\"sides\" value=\"Nowhere\"");
    assert_has(page.body, "name=\"q\" type=\"search\" value=\"recording\"");
    page_free(&page);
    page = browsing_get(*state, "/compare?authority=Stonebeck&as=csv");
    assert_int_equal(page.status, 404);
    assert_has(page.body, "two are needed");
    page_free(&page);
}

/* Each report that is offered leads to a comparison that has it. */
static void
an_authority_with_one_report_has_others_to_compare(void **state)
{
    static const char address[] = "/compare?authority=northmere&q=recording";
    struct page page = browsing_get(*state, address);
    xmlDocPtr document = page_document(*state, address);
    xmlXPathObjectPtr found = nodes_at(
        document, "//main//li/a[starts-with(@href, '/compare?report=')]");

    assert_int_equal(page.status, 200);
    assert_has(page.body, "<title>Northmere has no two reports");
    assert_has(page.body, "<a href=\"/report/northmere-2010-02-19\">Northmere, "
                          "19 February 2010</a>");
    assert_has(page.body, "name=\"side\" list=\"sides\" value=\"northmere\"");
    /* Of the same kind, the nearest in time first, the earlier on the left. */
    assert_int_equal(found->nodesetval->nodeNr, 2);
    assert_has(page.body,
               "/compare?report=northmere-2010-02-19&amp;report=west-"
               "calder-vale-2010-06-25&amp;q=recording\">West Calder "
               "Vale, 25 June 2010</a></li>\n<li>");
    for (int i = 0; i < 2; i++) {
        xmlChar *href =
            xmlGetProp(found->nodesetval->nodeTab[i], (const xmlChar *)"href");
        struct page view = browsing_get(*state, (const char *)href);
        assert_int_equal(view.status, 200);
        assert_has(view.body, "<h1>Northmere, 19 February 2010 and ");
        page_free(&view);
        xmlFree(href);
    }
    xmlXPathFreeObject(found);
    xmlFreeDoc(document);
    page_free(&page);
    /* Nothing else is of its kind. */
    page = browsing_get(*state, "/compare?side=Stonebeck");
    assert_int_equal(page.status, 200);
    assert_has(page.body, "<p>Name another authority or report above.</p>");
    page_free(&page);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_count_leads_to_what_it_counts),
        cmocka_unit_test(bars_lead_where_the_table_does),
        cmocka_unit_test(the_cells_are_those_of_the_daemon),
        cmocka_unit_test(a_csv_is_that_of_the_command),
        cmocka_unit_test(other_csvs_are_complete),
        cmocka_unit_test(pictures_are_well_formed),
        cmocka_unit_test(rows_come_in_pages),
        cmocka_unit_test(grades_over_time_keep_frameworks_apart),
        cmocka_unit_test(overall_grades_are_those_of_the_reports),
        cmocka_unit_test(two_reports_are_side_by_side),
        cmocka_unit_test(absent_ones_are_those_of_the_daemon),
        cmocka_unit_test(hostile_text_stays_text),
        cmocka_unit_test(what_cannot_be_compared_stays_in_the_form),
        cmocka_unit_test(an_authority_with_one_report_has_others_to_compare),
        cmocka_unit_test(mistakes_are_explained),
    };

    return cmocka_run_group_tests(tests, open_browsing, browsing_close);
}
