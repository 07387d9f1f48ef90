/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The pages that people read: what they show is what the daemon says, each link
 * changes one thing, and whatever a report says stays text.
 */
#include "browsing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Text that would do harm if it were more than text, for every field. */
#define HOSTILE                                                                \
    "<script>alert(1)</script>\\\"><img src=x onerror=alert(1)>'&amp;"         \
    "\\u202egnp\\u202c</title></textarea>"

static const char hostile[] =
    "{\"report\": \"h'\\\"><b>-1\", \"id\": \"h'\\\"><b>-1/" HOSTILE "\", "
    "\"framework\": \"other\", \"title\": \"T" HOSTILE "\", "
    "\"authority\": \"A" HOSTILE "\", \"publisher\": \"P" HOSTILE "\", "
    "\"date\": \"2019-05-01\", \"chapter\": \"C" HOSTILE "\", "
    "\"section\": \"S" HOSTILE "\", \"judgement\": \"J" HOSTILE "\", "
    "\"grade\": \"good\", \"grade_source\": \"carried\", "
    "\"section_grade\": \"adequate\", \"number\": \"1.2\", "
    "\"text\": \"brimborion " HOSTILE "\"}\n"
    "{\"report\": \"h'\\\"><b>-1\", \"id\": \"h'\\\"><b>-1/2\", "
    "\"framework\": \"other\", \"title\": \"T" HOSTILE "\", "
    "\"authority\": \"A" HOSTILE "\", \"publisher\": \"P" HOSTILE "\", "
    "\"date\": \"2019-05-01\", \"kind\": \"recommendation\", "
    "\"deadline\": \"immediately\", \"number\": 2, "
    "\"text\": \"brimborion too " HOSTILE "\"}\n"
    "{\"provider\": \"Q" HOSTILE "\", \"date\": \"2020-05-01\", "
    "\"text\": \"brimborion and nothing else\"}\n";

/* corpus/ and the hostile reports. */
static int
open_world(void **state)
{
    browsing_open(state);
    const struct browsing *f = *state;
    char *path = test_path(f->world.folder, "hostile.jsonl");

    test_write(path, hostile, strlen(hostile));
    const char *const args[] = {"--db", f->world.db, path, NULL};
    struct test_run run = test_program("findings-index", args);
    assert_string_equal(run.err, run.status == 0 ? run.err : "");
    assert_int_equal(run.status, 0);
    test_run_free(&run);
    free(path);
    return 0;
}

static struct page
get(const struct browsing *f, const char *address)
{
    struct page page = browsing_get(f, address);

    if (page.status != 200)
        fail_msg("%s: status %d\n%s", address, page.status, page.body);
    return page;
}

/* The number after the text in the page; fails if it is not there. */
static size_t
number_after(const char *body, const char *text)
{
    const char *at = strstr(body, text);

    if (!at)
        fail_msg("there is no %s", text);
    return strtoul(at + strlen(text), NULL, 10);
}

static size_t
total_of(const struct browsing *f, const char *address)
{
    struct page page = get(f, address);
    const size_t total = number_after(page.body, "data-total=\"");

    page_free(&page);
    return total;
}

static size_t
count_of(const char *body, const char *text)
{
    size_t n = 0;

    for (const char *p = body; (p = strstr(p, text)); p++)
        n++;
    return n;
}

/* The part of the page from the text on, up to the end. The caller frees it. */
static char *
part_of(const char *body, const char *from, const char *to)
{
    const char *begin = strstr(body, from);

    if (!begin)
        fail_msg("there is no %s", from);
    const char *end = strstr(begin, to);
    assert_non_null(end);
    return strndup(begin, (size_t)(end - begin));
}

/* The i-th link in the text, as an address; NULL if there are not so many. The
 * caller frees it. */
static char *
link_at(const char *text, size_t i)
{
    for (const char *p = text; (p = strstr(p, "<a href=\"")); p++) {
        if (i-- > 0)
            continue;
        p += strlen("<a href=\"");
        char *link = strndup(p, strcspn(p, "\"")), *amp;
        while ((amp = strstr(link, "&amp;")))
            memmove(amp + 1, amp + 5, strlen(amp + 5) + 1);
        return link;
    }
    return NULL;
}

/* What a form sends for a box is what the page has as its value: exactly the
 * authority, though some of it is not shown. */
static void
a_box_has_the_exact_value(void **state)
{
    struct page page = get(*state, "/?q=brimborion+OR+neglect");
    char *value =
        part_of(page.body, "name=\"authority\" value=\"A", "> <span>");

    assert_has(value, "&#8238;gnp&#8236;");
    assert_null(strstr(value, "\xef\xbf\xbd"));
    free(value);
    page_free(&page);
    page = get(*state, "/?q=case&report=a%E2%80%8Eb");
    assert_has(page.body, "name=\"report\" value=\"a&#8206;b\"");
    page_free(&page);
}

static void
a_chip_removes_exactly_one_thing(void **state)
{
    static const char *const arguments[] = {
        "q=case%20recording", "grade=inadequate", "grade=adequate",
        "area=safeguarding", "from=2009"};
    enum { N = sizeof arguments / sizeof *arguments };
    struct page page =
        get(*state, "/?q=case+recording&grade=inadequate&grade=adequate&"
                    "area=safeguarding&from=2009&offset=1");
    char *chips = part_of(page.body, "<ul class=\"chips\"", "</ul>");

    /* Each of them but the query, in order; the page is the first again. */
    for (size_t gone = 1; gone < N; gone++) {
        char *link = link_at(chips, gone - 1), wanted[256] = "/";
        for (size_t i = 0; i < N; i++)
            if (i != gone) {
                strcat(wanted, wanted[1] ? "&" : "?");
                strcat(wanted, arguments[i]);
            }
        assert_string_equal(link, wanted);
        free(link);
    }
    char *all = link_at(chips, N - 1);
    assert_string_equal(all, "/?q=case%20recording");
    assert_null(link_at(chips, N));
    free(all);
    free(chips);
    page_free(&page);
}

/* What choosing a value would give is what its count says, and the daemon. */
static void
counts_are_those_of_the_daemon(void **state)
{
    static const char *const fields[][2] = {{"grade", "grade"},
                                            {"authority", "authority"},
                                            {"service_area", "area"},
                                            {"framework", "framework"},
                                            {"kind", "kind"}};
    const struct browsing *f = *state;
    json_t *answer = test_ask(
        f->world.socket,
        "{\"id\": 1, \"method\": \"search\", \"params\": {\"query\": \"case "
        "recording\", \"filters\": {\"grade\": [\"adequate\"]}, \"limit\": 0, "
        "\"facets\": [\"grade\", \"authority\", \"service_area\", "
        "\"framework\", \"kind\"]}}\n");
    const json_t *result = json_object_get(answer, "result"), *count;
    struct page page = get(f, "/?q=case+recording&grade=adequate");
    size_t i, n = 0;

    assert_int_equal(number_after(page.body, "data-total=\""),
                     json_integer_value(json_object_get(result, "total")));
    for (size_t k = 0; k < sizeof fields / sizeof *fields; k++)
        json_array_foreach(
            json_object_get(json_object_get(result, "facets"), fields[k][0]), i,
            count)
        {
            char text[256], address[256];
            const char *value =
                json_string_value(json_object_get(count, "value"));
            const json_int_t wanted =
                json_integer_value(json_object_get(count, "count"));
            snprintf(text, sizeof text, "name=\"%s\" value=\"%s\"",
                     fields[k][1], value);
            /* A field that cannot narrow the search is not shown. */
            if (!strstr(page.body, text))
                continue;
            const char *at = strstr(page.body, text);
            assert_int_equal(number_after(at, "class=\"n\">"), wanted);
            n++;
            if (k == 0 || strchr(value, ' '))
                continue;
            snprintf(address, sizeof address,
                     "/?q=case+recording&grade=adequate&%s=%s", fields[k][1],
                     value);
            assert_int_equal(total_of(f, address), wanted);
        }
    assert_true(n > 8);
    page_free(&page);
    json_decref(answer);
}

static void
hits_are_those_of_the_daemon(void **state)
{
    const struct browsing *f = *state;
    json_t *answer = test_ask(
        f->world.socket,
        "{\"id\": 1, \"method\": \"search\", \"params\": {\"query\": "
        "\"supervision recorded\", \"limit\": 100, \"collapse\": true}}\n");
    const json_t *hits =
                     json_object_get(json_object_get(answer, "result"), "hits"),
                 *hit;
    struct page page = get(f, "/?q=supervision+recorded&n=100");
    const char *at = page.body;
    const char *parted = strstr(page.body, "id=\"in-part\"");
    size_t i, n_counted = 0;

    assert_non_null(parted);
    json_array_foreach(hits, i, hit)
    {
        char text[256];
        snprintf(text, sizeof text, "<h3><a href=\"/paragraph/%s\">",
                 json_string_value(json_object_get(hit, "id")));
        at = strstr(at, text);
        assert_non_null(at);
        /* Those that match in part come below the line. */
        if (json_is_true(json_object_get(hit, "counted")))
            n_counted++;
        assert_int_equal(json_is_true(json_object_get(hit, "counted")),
                         at < parted);
    }
    assert_int_equal(count_of(page.body, "<article class=\"hit\">"),
                     json_array_size(hits));
    assert_true(n_counted > 0 && n_counted < json_array_size(hits));
    page_free(&page);
    json_decref(answer);
}

static void
the_title_says_what_is_shown(void **state)
{
    struct page page = get(*state, "/?q=case+recording&grade=inadequate");
    char wanted[128];

    snprintf(wanted, sizeof wanted,
             "<title>case recording, inadequate – %zu paragraphs – findings",
             number_after(page.body, "data-total=\""));
    assert_has(page.body, wanted);
    page_free(&page);
    page = get(*state, "/compare?side=Northmere&side=Alderbrook");
    assert_has(page.body, "<title>Northmere, 19 February 2010 and Alderbrook, "
                          "1 April 2011 – ");
    page_free(&page);
    page = get(*state, "/text/northmere-2010-02-19/23");
    assert_has(page.body, "<title>Northmere, 19 February 2010 – ");
    page_free(&page);
}

/* By links from the first page, without knowing addresses. */
static void
every_view_is_a_click_away(void **state)
{
    static const char *const views[] = {"/reports", "/matrix",     "/trend",
                                        "/compare", "/judgements", "/absent",
                                        "/batch",   "/saved"};
    struct page page = get(*state, "/");
    char link[64], here[96];

    for (size_t i = 0; i < sizeof views / sizeof *views; i++) {
        snprintf(link, sizeof link, "<li><a href=\"%s\"", views[i]);
        snprintf(here, sizeof here, "%s aria-current=\"page\"", link);
        assert_has(page.body, link);
        struct page view = get(*state, views[i]);
        assert_has(view.body, here);
        page_free(&view);
    }
    page_free(&page);
}

static void
an_authority_is_added_to_those_chosen(void **state)
{
    struct page page = get(*state, "/judgements");

    assert_has(page.body, ">Authority</label>");
    page_free(&page);
    page = get(*state, "/judgements?authority=Northmere");
    assert_has(page.body, ">Another authority</label>");
    page_free(&page);
}

static void
pages_join_without_gaps(void **state)
{
    struct page all = get(*state, "/?q=recording&n=30");
    char *address = strdup("/?q=recording&n=10");
    const char *at = all.body;

    for (int i = 0; i < 3; i++) {
        struct page page = get(*state, address);
        for (const char *p = page.body; (p = strstr(p, "<h3><a href=\""));
             p++) {
            char *hit = strndup(p, strcspn(p, ">"));
            at = strstr(at, hit);
            assert_non_null(at);
            free(hit);
        }
        char *paging = part_of(page.body, "<nav class=\"paging\"", "</nav>");
        assert_has(paging, "rel=\"next\"");
        free(address);
        address = link_at(paging, i > 0 ? 1 : 0);
        free(paging);
        page_free(&page);
    }
    free(address);
    page_free(&all);
}

static void
what_is_counted_can_be_taken_away(void **state)
{
    struct page page =
        get(*state, "/?q=children&grade=adequate&n=25&all=1&offset=25");
    const size_t total = number_after(page.body, "data-total=\"");
    char *exports = part_of(page.body, "<p class=\"exports\">", "</p>");
    char *link = link_at(exports, 3);
    struct page file = get(*state, link);

    assert_true(total > 25);
    assert_int_equal(count_of(file.body, "\n"), total);
    free(link);
    free(exports);
    page_free(&file);
    page_free(&page);
}

static void
words_that_were_corrected_can_be_searched_for(void **state)
{
    struct page page = get(*state, "/?q=supervison");

    assert_has(page.body, "No paragraph contains “supervison”");
    assert_has(page.body, "href=\"/?q=supervison&amp;exact=1\"");
    page_free(&page);
}

static void
a_named_value_can_become_a_filter(void **state)
{
    struct page page = get(*state, "/?q=supervision+northmere");

    assert_has(page.body, "href=\"/?q=supervision&amp;authority=Northmere\"");
    /* Each part can be left out. */
    assert_has(page.body, "class=\"remove\" href=\"/?q=northmere\"");
    assert_has(page.body, "class=\"remove\" href=\"/?q=supervision\"");
    page_free(&page);
    page = get(*state, "/?q=supervision+AND+northmere");
    assert_null(strstr(page.body, "class=\"remove\""));
    page_free(&page);
}

static void
unknown_values_have_suggestions(void **state)
{
    struct page page = get(*state, "/?q=case&authority=Northmare");

    assert_has(page.body, "href=\"/?q=case&amp;authority=Northmere\"");
    /* What the filter costs is said. */
    assert_has(page.body, "Without the filter on authority</a>: ");
    page_free(&page);
}

static void
a_part_is_only_that(void **state)
{
    static const char *const addresses[] = {
        "/?q=case&part=results", "/?part=results", "/?q=xyzzyq&part=results"};

    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        struct page page = get(*state, addresses[i]);
        assert_null(strstr(page.body, "<html"));
        assert_null(strstr(page.body, "part=results"));
        assert_ptr_equal(strstr(page.body, "<div"), page.body);
        char *first = strndup(page.body, strcspn(page.body, ">"));
        assert_has(first, "data-title=\"");
        free(first);
        page_free(&page);
    }
}

static void
a_mistake_in_a_query_is_shown_in_its_place(void **state)
{
    struct page page = browsing_get(*state, "/?q=case+%22record");

    assert_int_equal(page.status, 400);
    assert_has(page.body, "case <mark>&quot;record</mark>");
    assert_has(page.body, "value=\"case &quot;record\"");
    page_free(&page);
}

static void
a_paragraph_has_neighbours_and_citations(void **state)
{
    struct page page =
        get(*state, "/paragraph/northmere-2010-02-19/23?before=2&after=0");

    assert_has(page.body, "<article id=\"21\"");
    assert_has(page.body, "<article id=\"22\"");
    assert_has(page.body, "<article id=\"here\"");
    assert_null(strstr(page.body, "<article id=\"24\""));
    assert_has(page.body,
               "rel=\"next\" href=\"/paragraph/northmere-2010-02-19/24\"");
    assert_has(page.body, "?after=0&amp;before=7#here");
    assert_int_equal(count_of(page.body, "class=\"citation\""), 4);
    assert_has(page.body, "Ofsted (2010) ");
    assert_has(page.body,
               "/api/paragraph?id=northmere-2010-02-19%2F23&amp;format=ris");
    /* Its grade is stated, that of its section is another. */
    assert_has(page.body, "states the grade");
    assert_has(page.body, "The section as a whole is adequate.");
    page_free(&page);
}

static void
a_report_has_its_whole_text(void **state)
{
    const struct browsing *f = *state;
    struct page page = get(f, "/report/wyndmoor-2015-03-26");
    const size_t n = number_after(page.body, "<dt>Length</dt><dd>");

    assert_has(page.body, "Overall effectiveness");
    assert_has(page.body, "id=\"recommendations\"");
    char *contents = part_of(page.body, "id=\"contents\"", "</table>");
    char *link = link_at(contents, 0);
    char anchor[128];
    snprintf(anchor, sizeof anchor, "<article id=\"%s\"",
             strchr(link, '#') + 1);
    page_free(&page);
    page = get(f, "/report/wyndmoor-2015-03-26?all=1");
    assert_int_equal(count_of(page.body, "<article id="), n);
    assert_has(page.body, anchor);
    page_free(&page);
    free(link);
    free(contents);
}

static void
reports_are_sorted_filtered_and_taken_away(void **state)
{
    struct page page = get(*state, "/reports?sort=newest&framework=slac");
    const char *newer = strstr(page.body, "Alderbrook</a>");
    const char *older = strstr(page.body, "Northmere</a>");

    assert_non_null(newer);
    assert_true(newer < older);
    char *table = part_of(page.body, "<tbody>", "</tbody>");
    assert_null(strstr(table, "Wyndmoor"));
    free(table);
    page_free(&page);
    page = get(*state, "/reports?framework=slac&as=csv");
    char *type = page_header(&page, "Content-Type");
    assert_string_equal(type, "text/csv; charset=utf-8");
    assert_int_equal(strncmp(page.body, "report,date,", 12), 0);
    assert_has(page.body, "northmere-2010-02-19,2010-02-19,Northmere,");
    free(type);
    page_free(&page);
}

/* "What had to improve in inadequate councils": recommendations have no grade,
 * so it takes the reports. */
static void
recommendations_are_found_by_the_grade_of_their_report(void **state)
{
    const struct browsing *f = *state;
    static const char around[] = "<p class=\"ungraded\">";
    static const char within[] = "<p class=\"within\">";
    struct page page = get(f, "/?q=recording&grade=inadequate"
                              "&kind=recommendation&deadline=immediately");

    assert_int_equal(number_after(page.body, "data-total=\""), 0);
    char *link = link_at(strstr(page.body, around), 0);
    page_free(&page);
    assert_string_equal(link, "/reports?q=recording&grade=inadequate");
    page = get(f, link);
    free(link);
    const size_t n = count_of(page.body, "<th scope=\"row\">");
    assert_in_range(n, 1, 100);
    link = link_at(strstr(page.body, within), 0);
    page_free(&page);
    page = get(f, link);
    assert_int_equal(count_of(link, "report="), n);
    assert_null(strstr(link, "grade="));
    page_free(&page);
    char recommended[4096];
    const int len = snprintf(recommended, sizeof recommended,
                             "%s&kind=recommendation", link);
    assert_in_range(len, 1, sizeof recommended - 1);
    assert_in_range(total_of(f, recommended), 1, 1000);
    free(link);

    /* Of all reports, there is the search. */
    page = get(f, "/reports?q=recording");
    assert_null(strstr(page.body, within));
    page_free(&page);
    page = get(f, "/?q=recording&grade=ungraded");
    assert_null(strstr(page.body, around));
    page_free(&page);
}

static void
many_reports_are_one_chip(void **state)
{
    struct page page =
        get(*state, "/?q=recording&report=a&report=b&report=c&report=d"
                    "&report=e&year=2010");
    char *chips = part_of(page.body, "<ul class=\"chips\"", "</ul>");
    char *link = link_at(chips, 0);

    assert_has(chips, "5 reports <");
    assert_int_equal(count_of(chips, "<li>"), 2);
    assert_string_equal(link, "/?q=recording&year=2010");
    free(link);
    free(chips);
    page_free(&page);
    page = get(*state, "/?q=recording&report=a&report=b");
    chips = part_of(page.body, "<ul class=\"chips\"", "</ul>");
    assert_int_equal(count_of(chips, "<span class=\"of\">report</span>"), 2);
    free(chips);
    page_free(&page);
}

static void
what_is_similar_is_not_the_paragraph_itself(void **state)
{
    struct page page = get(*state, "/similar/northmere-2010-02-19/23");

    assert_true(count_of(page.body, "<article class=\"hit\">") > 0);
    assert_null(strstr(page.body,
                       "<h3><a href=\"/paragraph/northmere-2010-02-19/23\""));
    page_free(&page);
}

static void
what_is_not_there_has_a_way_on(void **state)
{
    static const char *const addresses[] = {"/nowhere", "/paragraph/nowhere/1",
                                            "/report/nowhere-2010",
                                            "/similar/nowhere/1"};

    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        struct page page = browsing_get(*state, addresses[i]);
        assert_int_equal(page.status, 404);
        assert_has(page.body, "role=\"alert\"");
        assert_has(page.body, "<input id=\"q\"");
        page_free(&page);
    }
}

static void
without_a_daemon_it_says_what_to_do(void **state)
{
    static const char *const none[] = {NULL};
    struct browsing other = *(struct browsing *)*state;

    other.world.socket = test_path(other.world.folder, "nobody");
    /* Which has the port of the other one. */
    char *out = test_path(other.world.folder, "web.out");
    unlink(out);
    free(out);
    browsing_start(&other, none);
    struct page page = browsing_get(&other, "/");
    assert_int_equal(page.status, 503);
    assert_has(page.body, "findingsd");
    page_free(&page);
    assert_int_equal(browsing_stop(&other), 0);
    free(other.world.socket);
}

/* Whether nothing of the text has become more than that. */
static void
assert_harmless(const struct browsing *f, const char *address)
{
    static const char *const harms[] = {"<script>",    "<img",         "<b>-1",
                                        "</textarea>", "\xe2\x80\xae", "\"><"};
    struct page page = browsing_get(f, address);

    assert_true(page.status == 200 || page.status == 400);
    for (size_t i = 0; i < sizeof harms / sizeof *harms; i++) {
        const char *harm = strstr(page.body, harms[i]);
        /* Ours end an attribute and a tag too. */
        for (; harm && strcmp(harms[i], "\"><") == 0;
             harm = strstr(harm + 1, harms[i]))
            if (strncmp(harm, "\"><img", 6) == 0 ||
                strncmp(harm, "\"><b>-", 6) == 0)
                break;
        if (harm)
            fail_msg("%s: %.200s", address, harm);
    }
    assert_int_equal(count_of(page.body, "</title>"),
                     count_of(page.body, "<title>"));
    page_free(&page);
}

static void
whatever_a_report_says_stays_text(void **state)
{
    const struct browsing *f = *state;
    struct page page = get(f, "/?q=brimborion");
    static const char *const addresses[] = {
        "/?q=brimborion",
        "/?q=brimborion&part=results",
        "/?sort=newest",
        "/",
        "/reports",
        "/reports?provider=Q%3Cscript%3Ealert(1)%3C/script%3E",
        "/report/h%27%22%3E%3Cb%3E-1",
        "/report/h%27%22%3E%3Cb%3E-1?all=1",
        "/paragraph/h%27%22%3E%3Cb%3E-1/2?before=5",
        "/similar/h%27%22%3E%3Cb%3E-1/2",
        /* And what an address says. */
        "/?q=%3Cscript%3E%22%3E%3Cimg+src=x%3E%E2%80%AE",
        "/?authority=%3Cscript%3E%22%3E%3Cimg+src=x%3E%E2%80%AE&q=a",
        "/?q=a&section=%22%3E%3Cimg+src=x%3E&%22%3E%3Cimg=1",
    };

    assert_int_equal(number_after(page.body, "data-total=\""), 3);
    assert_has(page.body, "&lt;script&gt;alert(1)&lt;/script&gt;");
    /* Links of the list lead to the paragraphs, whatever is in their ids. */
    for (size_t i = 0; i < 3; i++) {
        const char *at = page.body;
        for (size_t k = 0; k <= i; k++)
            at = strstr(at + 1, "<h3>");
        char *link = link_at(at, 0);
        assert_harmless(f, link);
        free(link);
    }
    page_free(&page);
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
        assert_harmless(f, addresses[i]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_box_has_the_exact_value),
        cmocka_unit_test(a_chip_removes_exactly_one_thing),
        cmocka_unit_test(counts_are_those_of_the_daemon),
        cmocka_unit_test(hits_are_those_of_the_daemon),
        cmocka_unit_test(the_title_says_what_is_shown),
        cmocka_unit_test(every_view_is_a_click_away),
        cmocka_unit_test(an_authority_is_added_to_those_chosen),
        cmocka_unit_test(pages_join_without_gaps),
        cmocka_unit_test(what_is_counted_can_be_taken_away),
        cmocka_unit_test(words_that_were_corrected_can_be_searched_for),
        cmocka_unit_test(a_named_value_can_become_a_filter),
        cmocka_unit_test(unknown_values_have_suggestions),
        cmocka_unit_test(a_part_is_only_that),
        cmocka_unit_test(a_mistake_in_a_query_is_shown_in_its_place),
        cmocka_unit_test(a_paragraph_has_neighbours_and_citations),
        cmocka_unit_test(a_report_has_its_whole_text),
        cmocka_unit_test(reports_are_sorted_filtered_and_taken_away),
        cmocka_unit_test(
            recommendations_are_found_by_the_grade_of_their_report),
        cmocka_unit_test(many_reports_are_one_chip),
        cmocka_unit_test(what_is_similar_is_not_the_paragraph_itself),
        cmocka_unit_test(what_is_not_there_has_a_way_on),
        cmocka_unit_test(without_a_daemon_it_says_what_to_do),
        cmocka_unit_test(whatever_a_report_says_stays_text),
    };

    return cmocka_run_group_tests(tests, open_world, browsing_close);
}
