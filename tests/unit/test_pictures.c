/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Tables of counts and grades, as HTML and as SVG, and the addresses of what
 * their cells count.
 */
#include "support.h"

#include "page/grade_changes.h"
#include "page/other_views.h"
#include "page/selecting.h"
#include "page/tables.h"
#include "page/year_counts.h"

#include "ask/trending.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

static const char hostile[] =
    "<script>\"x\" & 'y'</script> \x01\x1b[2J \xef\xbf\xbe \xe2\x80\xae";

/* A request for the path with these pairs of arguments, up to a NULL. */
static struct request *
request_of(const char *path, const char *const *pairs)
{
    struct request *request = request_new();

    request->path = g_strdup(path);
    for (; *pairs; pairs += 2)
        request_add(request, pairs[0], pairs[1]);
    return request;
}

#define REQUEST(path, ...)                                                     \
    request_of(path, (const char *const[]){__VA_ARGS__, NULL})

static void
assert_address(char *address, const char *wanted)
{
    if (wanted)
        assert_string_equal(address, wanted);
    else
        assert_null(address);
    free(address);
}

static void
a_cell_is_searched_by_its_values(void **state)
{
    struct request *request =
        REQUEST("/matrix", "q", "case & file", "rows", "year", "grade", "good",
                "grade", "adequate", "offset", "50", "match", "all");
    const struct selected_value both[] = {{"authority", "North & South"},
                                          {"grade", "good"}};
    const struct selected_value none[] = {{"authority", ""}};
    const struct selected_value date[] = {{"date", "2010-02"}};

    (void)state;
    assert_address(selecting_search(request, both, 2),
                   "/?q=case%20%26%20file&match=all&authority=North%20%26%20"
                   "South&grade=good");
    assert_address(selecting_search(request, none, 1), NULL);
    assert_address(selecting_search(request, date, 1),
                   "/?q=case%20%26%20file&grade=good&grade=adequate&match=all&"
                   "from=2010-02-01&to=2010-02-28");
    assert_address(selecting_search(request, NULL, 0),
                   "/?q=case%20%26%20file&grade=good&grade=adequate&match=all");
    request_free(request);
}

static void
a_month_is_no_longer_than_the_range(void **state)
{
    struct request *request =
        REQUEST("/matrix", "from", "2010-02-10", "to", "2011");
    const struct selected_value date[] = {{"date", "2010-02"}};

    (void)state;
    assert_address(selecting_search(request, date, 1),
                   "/?from=2010-02-10&to=2010-02-28");
    request_free(request);
}

/* A paragraph may be about two areas: among those about care leavers, there is
 * a row for those that are also about children in care, which no filter
 * selects. */
static void
a_cell_that_no_filter_selects_has_no_address(void **state)
{
    struct request *request = REQUEST("/matrix", "area", "care leavers");
    const struct selected_value own[] = {{"service_area", "care-leavers"}};
    const struct selected_value other[] = {
        {"service_area", "looked-after-children"}};

    (void)state;
    assert_address(selecting_search(request, own, 1), "/?area=care-leavers");
    assert_address(selecting_search(request, other, 1), NULL);
    request_free(request);
}

static void
other_views_keep_only_what_is_selected(void **state)
{
    struct request *request =
        REQUEST("/matrix", "q", hostile, "columns", "year", "kind", "finding");
    struct request *wordless = REQUEST("/", "kind", "finding");
    GString *out = g_string_new(NULL);

    (void)state;
    other_views_put(out, request);
    assert_has(out->str, "href=\"/trend?q=%3Cscript%3E");
    assert_has(out->str, "kind=finding");
    assert_null(strstr(out->str, "columns"));
    assert_null(strstr(out->str, "/matrix"));
    g_string_truncate(out, 0);
    other_views_put(out, wordless);
    assert_has(out->str, "href=\"/matrix?kind=finding\"");
    assert_null(strstr(out->str, "/trend"));
    g_string_free(out, TRUE);
    request_free(request);
    request_free(wordless);
}

/* Three rows whose texts and numbers are in different orders. */
static json_t *
table_of(const char *name)
{
    json_t *table = tables_new(name);
    static const struct {
        const char *text;
        size_t count;
    } rows[] = {{"beta", 2}, {"alpha", 10}, {"gamma", 7}};

    tables_add_column(table, name, NULL, "name", NULL);
    tables_add_column(table, "n", name, "n", NULL);
    for (size_t i = 0; i < 3; i++) {
        json_t *cell = tables_count(rows[i].count, "/?q=\"&x=1");
        json_object_set_new(cell, "note", json_string(name));
        json_object_set_new(cell, "shade", json_string("heat-2"));
        json_array_append_new(
            json_object_get(table, "rows"),
            json_pack("[o, o]", tables_cell(rows[i].text, NULL), cell));
    }
    json_object_set_new(
        table, "foot",
        json_pack("[o, o]", tables_cell(name, NULL), tables_count(19, NULL)));
    return table;
}

static const char *
first_of(const json_t *table, size_t row)
{
    const json_t *rows = json_object_get(table, "rows");

    return json_string_value(
        json_object_get(json_array_get(json_array_get(rows, row), 0), "text"));
}

static void
rows_are_sorted_by_the_column_asked_for(void **state)
{
    struct request *by_name = REQUEST("/matrix", "order", "name");
    struct request *by_count = REQUEST("/matrix", "order", "n");
    struct request *by_nothing = REQUEST("/matrix", "order", "other");
    json_t *table = table_of("x");

    (void)state;
    tables_sort(table, by_nothing);
    assert_string_equal(first_of(table, 0), "beta");
    tables_sort(table, by_name);
    assert_string_equal(first_of(table, 0), "alpha");
    assert_string_equal(first_of(table, 1), "beta");
    tables_sort(table, by_count);
    assert_string_equal(first_of(table, 0), "alpha");
    assert_string_equal(first_of(table, 1), "gamma");
    assert_string_equal(first_of(table, 2), "beta");
    tables_cut(table, 1, 1);
    assert_string_equal(first_of(table, 0), "gamma");
    assert_int_equal(json_array_size(json_object_get(table, "rows")), 1);
    json_decref(table);
    request_free(by_name);
    request_free(by_count);
    request_free(by_nothing);
}

static void
a_table_says_what_its_rows_and_columns_are(void **state)
{
    struct request *request = REQUEST("/matrix", "order", "n", "q", "x");
    json_t *table = table_of(hostile);
    GString *out = g_string_new(NULL);

    (void)state;
    tables_sort(table, request);
    tables_put(out, request, table);
    assert_has(out->str, "<caption>&lt;script&gt;");
    assert_has(out->str, "<th scope=\"col\" aria-sort=\"descending\">");
    assert_has(out->str, "href=\"/matrix?q=x&amp;order=name\"");
    assert_has(out->str, "<th scope=\"row\">alpha</th>");
    assert_has(out->str, "<td class=\"number heat-2\">"
                         "<a href=\"/?q=&quot;&amp;x=1\">10</a> "
                         "<span class=\"beside\">&lt;script&gt;");
    assert_null(strstr(out->str, "<script"));
    assert_null(strstr(out->str, "style="));
    g_string_free(out, TRUE);
    json_decref(table);
    request_free(request);
}

static void
a_drawing_is_well_formed_and_complete(void **state)
{
    json_t *table = table_of(hostile);
    GString *out = g_string_new(NULL);

    (void)state;
    tables_put_svg(out, table);
    xmlDocPtr document =
        xmlReadMemory(out->str, (int)out->len, "table.svg", NULL,
                      XML_PARSE_NONET | XML_PARSE_NOERROR);
    if (!document)
        fail_msg("not XML: %s", out->str);
    assert_string_equal((const char *)xmlDocGetRootElement(document)->name,
                        "svg");
    xmlFreeDoc(document);
    assert_null(strstr(out->str, "href"));
    assert_null(strstr(out->str, "<script"));
    assert_null(strstr(out->str, "style"));
    assert_has(out->str, "<title id=");
    assert_has(out->str, "<desc id=");
    assert_has(out->str, "gamma: ");
    assert_has(out->str, ">alpha</text>");
    assert_has(out->str, ">19</text>");
    g_string_free(out, TRUE);
    json_decref(table);
}

static void
shades_follow_shares(void **state)
{
    (void)state;
    assert_null(tables_shade_of_share(0, 0.5));
    assert_null(tables_shade_of_share(0, 0));
    assert_string_equal(tables_shade_of_share(0.001, 0.5), "heat-1");
    assert_string_equal(tables_shade_of_share(0.1, 0.5), "heat-1");
    assert_string_equal(tables_shade_of_share(0.11, 0.5), "heat-2");
    assert_string_equal(tables_shade_of_share(0.5, 0.5), "heat-5");
    assert_string_equal(tables_shade_of_share(0.7, 0.5), "heat-5");
}

static void
grades_of_different_scales_are_not_compared(void **state)
{
    (void)state;
    assert_int_equal(grade_change_of("good", "good", false), GRADE_SAME);
    assert_int_equal(grade_change_of("adequate", "good", true), GRADE_BETTER);
    assert_int_equal(grade_change_of("good", "inadequate", true), GRADE_WORSE);
    assert_int_equal(grade_change_of("adequate", "requires-improvement", false),
                     GRADE_DIFFERENT);
    assert_int_equal(grade_change_of("good", "ungraded", true),
                     GRADE_DIFFERENT);
    assert_int_equal(grade_change_of("good", NULL, true), GRADE_ONLY_FIRST);
    assert_int_equal(grade_change_of(NULL, "good", true), GRADE_ONLY_SECOND);
}

/* The member of the year in the series. */
static size_t
in_year(const json_t *trend, size_t series, size_t year, const char *key)
{
    const json_t *years = json_object_get(
        json_array_get(json_object_get(trend, "series"), series), "years");

    return (size_t)json_integer_value(
        json_object_get(json_array_get(years, year), key));
}

static void
reports_become_a_trend(void **state)
{
    json_t *counts = year_counts_new();
    json_t *grades = json_pack("[s, s]", "good", "inadequate");
    const json_t *results[TRENDING_QUESTIONS];

    (void)state;
    year_counts_add(counts, "2012-05-01", "good");
    year_counts_add(counts, "", "good");
    year_counts_add(counts, "2010-01-01", "good");
    year_counts_add(counts, "2010-12-31", "inadequate");
    json_t *found = year_counts_matrix(counts, "grade", grades, false);
    json_t *base = year_counts_matrix(counts, "grade", grades, true);
    json_object_set_new(found, "query", json_object());
    json_object_set_new(found, "unknown", json_array());
    results[0] = found;
    results[1] = results[2] = base;
    json_t *trend = trending_of(results, "grade", "reports", json_integer(7));
    /* 2010, 2011, 2012 and no date. */
    assert_int_equal(in_year(trend, 0, 0, "count"), 1);
    assert_int_equal(in_year(trend, 0, 0, "of"), 2);
    assert_int_equal(in_year(trend, 1, 0, "count"), 1);
    assert_int_equal(in_year(trend, 0, 1, "of"), 0);
    assert_int_equal(in_year(trend, 0, 2, "count"), 1);
    assert_int_equal(in_year(trend, 1, 2, "count"), 0);
    assert_int_equal(in_year(trend, 0, 3, "count"), 1);
    assert_int_equal(json_integer_value(json_object_get(trend, "of")), 4);
    json_decref(trend);
    json_decref(found);
    json_decref(base);
    json_decref(grades);
    json_decref(counts);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_is_searched_by_its_values),
        cmocka_unit_test(a_month_is_no_longer_than_the_range),
        cmocka_unit_test(a_cell_that_no_filter_selects_has_no_address),
        cmocka_unit_test(other_views_keep_only_what_is_selected),
        cmocka_unit_test(rows_are_sorted_by_the_column_asked_for),
        cmocka_unit_test(a_table_says_what_its_rows_and_columns_are),
        cmocka_unit_test(a_drawing_is_well_formed_and_complete),
        cmocka_unit_test(shades_follow_shares),
        cmocka_unit_test(grades_of_different_scales_are_not_compared),
        cmocka_unit_test(reports_become_a_trend),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
