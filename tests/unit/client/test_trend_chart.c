/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Charts of counts by year: on a terminal of any width, and as an SVG.
 */
#include "print/trend.h"

#include "support.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static json_t *
year(const char *name, int count, int of, int reports)
{
    return json_pack("{s:s, s:i, s:i, s:i, s:o}", "year", name, "count", count,
                     "of", of, "of_reports", reports, "share",
                     of > 0 ? json_real((double)count / of) : json_null());
}

/* A trend with this unit, divided by a field or not. */
static json_t *
trend_of(const char *unit, const char *by, const char *value)
{
    json_t *years = json_array();

    json_array_append_new(years, year("2009", 1, 2, 2));
    json_array_append_new(years, year("2010", 0, 0, 0));
    json_array_append_new(years, year("2011", 0, 0, 0));
    json_array_append_new(years, year("2012", 0, 0, 0));
    json_array_append_new(years, year("2013", 0, 40, 40));
    json_array_append_new(years, year("2014", 12, 40, 40));
    json_array_append_new(years, year("2015", 0, 0, 0));
    json_array_append_new(years, year("2016", 123456, 246912, 5));
    return json_pack(
        "{s:s, s:s?, s:i, s:i, s:i, s:f, s:[{s:s?, s:i, s:i, s:i, s:f, s:o}]}",
        "unit", unit, "by", by, "count", 13, "of", 82, "of_reports", 82,
        "share", 13.0 / 82, "series", "value", value, "count", 13, "of", 82,
        "of_reports", 82, "share", 13.0 / 82, "years", years);
}

/* The chart in this width; the caller frees it. */
static char *
chart(const json_t *trend, size_t width)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    const struct style style = {.out = out,
                                .width = width,
                                .screen = width,
                                .mark = "*",
                                .unmark = "*",
                                .strong = "",
                                .dim = "",
                                .id = "",
                                .plain = ""};

    trend_show(trend, &style);
    fclose(out);
    return text;
}

static char *
svg(const json_t *trend, const char *query)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    trend_put_svg(trend, query, NULL, NULL, out);
    fclose(out);
    return text;
}

static void
no_line_is_too_long(void **state)
{
    static const char *const units[] = {"paragraphs", "reports", "authorities"};

    (void)state;
    for (size_t width = 40; width <= 200; width++) {
        for (size_t i = 0; i < 6; i++) {
            json_t *trend = trend_of(units[i % 3], i < 3 ? NULL : "grade",
                                     i < 3 ? NULL : "requires-improvement");
            char *text = chart(trend, width);
            size_t column = 0, longest = 0;
            for (const char *p = text; *p; p++) {
                column = *p == '\n' ? 0 : column + ((*p & 0xc0) != 0x80);
                longest = column > longest ? column : longest;
            }
            if (longest > width)
                fail_msg("%zu columns in %zu:\n%s", longest, width, text);
            assert_has(text, "12 of 40"); /* nothing is cut off */
            assert_has(text, "123,456 of 246,912");
            assert_has(text, "█");
            free(text);
            json_decref(trend);
        }
    }
}

static void
gaps_zeros_and_small_bases_differ(void **state)
{
    json_t *trend = trend_of("reports", NULL, NULL);
    char *text = chart(trend, 80);

    (void)state;
    assert_has(text, "\n2010-2012  no reports\n");
    assert_has(text, "\n2015  no reports\n");
    assert_has(text, " 0.0%              0 of 40 reports\n");
    assert_has(text, "▎                 30.0%             12 of 40 reports\n");
    assert_has(text, "░  (50.0%)              1 of 2 reports\n");
    assert_has(text, "All years: 13 of 82 reports, 15.9%\n");
    assert_has(text, "A full bar is 50% of the year's reports. Light bars and "
                     "brackets: fewer than 5\nreports");
    free(text);
    json_decref(trend);
}

static void
a_series_without_a_hit_is_one_line(void **state)
{
    json_t *trend = trend_of("reports", "grade", "good");
    json_t *series = json_array_get(json_object_get(trend, "series"), 0);
    char *text = chart(trend, 80);

    (void)state;
    assert_has(text, "good: 13 of 82 reports, 15.9%\n2009  ");
    free(text);
    json_object_set_new(series, "count", json_integer(0));
    text = chart(trend, 80);
    assert_has(text, "good: 0 of 82 reports, 15.9%\n\nAll years: ");
    free(text);
    json_decref(trend);
}

static void
an_image_is_well_formed_and_complete(void **state)
{
    static const char *const queries[] = {
        "case recording",
        "<script>\"&\" ]]> </title>",
        "\x01\x1b[2J \xef\xbf\xbe \xef\xbf\xbf",
        "caf\xc3\xa9 \xe2\x80\xae \xe2\x80\xa8",
        "",
    };

    (void)state;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        json_t *trend = trend_of("paragraphs", "authority", queries[i]);
        char *text = svg(trend, queries[i]);
        xmlDocPtr document =
            xmlReadMemory(text, (int)strlen(text), "chart.svg", NULL,
                          XML_PARSE_NONET | XML_PARSE_NOERROR);
        if (!document)
            fail_msg("not XML: %s", text);
        const xmlNode *root = xmlDocGetRootElement(document);
        assert_string_equal((const char *)root->name, "svg");
        xmlFreeDoc(document);
        assert_null(strstr(text, "<script"));
        assert_null(strstr(text, "href"));
        assert_has(text, "<title id=");
        assert_has(text, "<desc id=");
        assert_has(text, ">share of the paragraphs</text>");
        assert_has(text, ">12 of 40</text>"); /* the base below the year */
        assert_has(text, ">(50.0%)</text>");
        assert_has(text, ">no reports</text>");
        assert_has(text, "; 2010: no reports; ");
        assert_has(text, "2014: 12 of 40 paragraphs, 40 reports, 30.0%");
        free(text);
        json_decref(trend);
    }
}

static void
what_has_no_date_comes_last(void **state)
{
    json_t *trend = trend_of("reports", NULL, NULL);
    json_t *years = json_object_get(
        json_array_get(json_object_get(trend, "series"), 0), "years");

    (void)state;
    json_array_append_new(years, year("", 3, 6, 6));
    char *text = chart(trend, 80);
    assert_has(text, "\n2015    no reports\n");
    assert_has(text, "\n(none)  █");
    free(text);
    text = svg(trend, "x");
    assert_has(text, "Reports without a date are not shown");
    free(text);
    json_decref(trend);
}

/* An address that has all that a bar is of, and characters that XML needs
 * escaped. */
static char *
address_of_bar(const char *year, const char *value, void *data)
{
    char *address = NULL;
    size_t size;
    FILE *out;

    if (strcmp(year, "2013") == 0)
        return NULL;
    out = open_memstream(&address, &size);
    fprintf(out, "%s?year=%s&value=%s\"", (const char *)data, year,
            value ? value : "none");
    fclose(out);
    return address;
}

static void
bars_are_links_if_there_are_addresses(void **state)
{
    json_t *trend = trend_of("reports", "grade", "good");
    char *text = NULL, path[] = "/search";
    size_t size;
    FILE *out = open_memstream(&text, &size);

    (void)state;
    trend_put_svg(trend, "x", address_of_bar, path, out);
    fclose(out);
    assert_has(text, "<a tabindex=\"-1\" href=\"/search?year=2014&amp;"
                     "value=good&quot;\"><rect");
    assert_null(strstr(text, "year=2013")); /* no address */
    assert_null(strstr(text, "year=2010")); /* no bar */
    assert_has(text, "aria-hidden=\"true\"");
    assert_null(strstr(text, "role="));
    xmlDocPtr document = xmlReadMemory(text, (int)strlen(text), "chart.svg",
                                       NULL, XML_PARSE_NONET);
    assert_non_null(document);
    xmlFreeDoc(document);
    free(text);
    json_decref(trend);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_line_is_too_long),
        cmocka_unit_test(gaps_zeros_and_small_bases_differ),
        cmocka_unit_test(a_series_without_a_hit_is_one_line),
        cmocka_unit_test(an_image_is_well_formed_and_complete),
        cmocka_unit_test(bars_are_links_if_there_are_addresses),
        cmocka_unit_test(what_has_no_date_comes_last),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
