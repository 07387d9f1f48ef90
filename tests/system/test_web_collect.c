/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What is collected with findings-web, without a browser: suggestions, saved
 * searches, batches of themes, and documents of a basket.
 */
#include "browsing.h"

#include "lines/docx.h"
#include "lines/package.h"

#include <glib.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int
open_with_home(void **state)
{
    char *home = test_folder();

    setenv("XDG_CONFIG_HOME", home, 1);
    free(home);
    return browsing_open(state);
}

static int
close_with_home(void **state)
{
    test_folder_remove(strdup(getenv("XDG_CONFIG_HOME")));
    return browsing_close(state);
}

static struct page
post(const struct browsing *f,
     const char *address,
     const char *type,
     const char *body)
{
    char headers[256];

    snprintf(headers, sizeof headers,
             "Origin: http://127.0.0.1:%u\r\nContent-Type: %s\r\n", f->port,
             type);
    return browsing_post(f, address, headers, body);
}

static struct page
post_form(const struct browsing *f, const char *address, const char *body)
{
    return post(f, address, "application/x-www-form-urlencoded", body);
}

static struct page export(const struct browsing *f, const char *body)
{
    return post(f, "/basket/export", "application/json", body);
}

/* The page at the address has the text. */
static void
assert_shows(const struct browsing *f, const char *address, const char *text)
{
    struct page page = browsing_get(f, address);

    assert_int_equal(page.status, 200);
    assert_has(page.body, text);
    page_free(&page);
}

static void
what_is_typed_is_completed(void **state)
{
    static const struct {
        const char *address, *has;
    } cases[] = {
        {"/suggest?q=case+record", "data-words=\"case recording \""},
        {"/suggest?q=case+record&at=2", "data-words=\"cases record\""},
        {"/suggest?q=recordng", "did you mean this?"},
        {"/suggest?q=records+northm",
         "data-address=\"/?q=records&amp;authority=Northmere\""},
        {"/suggest?q=west+cald&grade=good",
         "data-address=\"/?grade=good&amp;authority=West%20Calder%20Vale\""},
        {"/suggest?q=in+looked+aft",
         "data-address=\"/?q=in&amp;area=looked-after-children\""},
        {"/suggest?q=requires+imp", "grade=requires-improvement"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_shows(*state, cases[i].address, cases[i].has);
}

static void
what_nothing_can_follow_has_no_suggestions(void **state)
{
    static const char *const addresses[] = {
        "/suggest",       "/suggest?q=%20",     "/suggest?q=qqqqqqqqq",
        "/suggest?q=%22", "/suggest?q=@nobody", "/suggest?q=case%20&at=5"};

    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        struct page page = browsing_get(*state, addresses[i]);
        assert_int_equal(page.status, 200);
        assert_string_equal(page.body, "");
        page_free(&page);
    }
}

static void
a_search_is_saved_for_the_terminal_too(void **state)
{
    const struct browsing *f = *state;
    struct page page = post_form(
        f, "/saved",
        "name=weak&q=case+%22files%22+-x&grade=inadequate&exact=1&from=2010");
    const char *const args[] = {"save", NULL};

    assert_int_equal(page.status, 303);
    page_free(&page);
    struct test_run run = test_program("findings", args);
    assert_string_equal(run.out, "weak\t'case \"files\" -x' --grade inadequate "
                                 "--from 2010 --exact\n");
    test_run_free(&run);
    page = browsing_get(f, "/?q=@weak+records&grade=good");
    assert_int_equal(page.status, 303);
    char *location = page_header(&page, "Location");
    assert_string_equal(location, "/?q=case%20%22files%22%20-x%20records&"
                                  "grade=good&from=2010&exact=true");
    free(location);
    page_free(&page);
    page = post_form(f, "/saved", "remove=weak");
    assert_int_equal(page.status, 303);
    page_free(&page);
    run = test_program("findings", args);
    assert_int_equal(run.status, 1); /* none */
    test_run_free(&run);
}

static void
what_cannot_be_saved_is_explained(void **state)
{
    static const struct {
        const char *body, *says;
        int status;
    } cases[] = {
        {"name=a+b&q=case", "letters, digits", 400},
        {"name=&q=case", "letters, digits", 400},
        {"name=../x&q=case", "letters, digits", 400},
        {"name=empty", "Search for words", 400},
        {"name=again&q=@weak", "cannot begin with another", 400},
        {"name=x&q=case&match=some", "takes", 400},
        {"name=x&q=%ff", "fields of its form", 400},
        {"name=x&q=a%00b", "fields of its form", 400},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct page page = post_form(*state, "/saved", cases[i].body);
        assert_int_equal(page.status, cases[i].status);
        assert_has(page.body, cases[i].says);
        page_free(&page);
    }
}

static void
an_unknown_saved_search_is_not_found(void **state)
{
    struct page page = browsing_get(*state, "/?q=@nobody");

    assert_int_equal(page.status, 404);
    assert_has(page.body, "no saved query");
    page_free(&page);
}

static void
a_batch_counts_as_the_terminal_does(void **state)
{
    const struct browsing *f = *state;
    char *themes = test_path(f->world.folder, "themes");
    const char text[] = "recording: case recording\n\"case files\"\n";
    const char *const args[] = {"batch",   themes,       "--csv",
                                "--rows",  "year",       "--count",
                                "reports", "--socket",   f->world.socket,
                                "--grade", "inadequate", NULL};

    test_write(themes, text, strlen(text));
    struct test_run run = test_program("findings", args);
    struct page page =
        post_form(f, "/batch",
                  "themes=recording:+case+recording%0D%0A%22case+files%22&"
                  "rows=year&count=reports&grade=inadequate&as=csv");
    assert_int_equal(page.status, 200);
    assert_string_equal(page.body, run.out);
    page_free(&page);
    test_run_free(&run);
    free(themes);
    /* The box has them again, line by line. */
    page = browsing_get(f, "/batch?themes=case+files%0D%0Aneglect%0D%0A");
    assert_has(page.body, ">\ncase files\nneglect\n</textarea>");
    page_free(&page);
}

static void
a_name_that_does_not_match_is_explained_by_the_browser(void **state)
{
    struct page page = browsing_get(*state, "/saved?q=case");

    assert_has(page.body, "title=\"Letters, digits, - and _, without blanks\"");
    page_free(&page);
}

static void
a_batch_that_cannot_be_counted_is_explained(void **state)
{
    char many[4096] = "themes=";

    for (int i = 0; i <= 200; i++)
        sprintf(many + strlen(many), "w%d%%0A", i);
    struct page page = post_form(*state, "/batch", many);
    char *location = page.status == 303 ? page_header(&page, "Location") : NULL;
    if (location) {
        page_free(&page);
        page = browsing_get(*state, location);
    }
    assert_int_equal(page.status, 400);
    assert_has(page.body, "at most 200");
    free(location);
    page_free(&page);
    page = browsing_get(*state, "/batch?themes=case&rows=colour");
    assert_int_equal(page.status, 400);
    assert_has(page.body, "colour");
    page_free(&page);
}

#define KEPT                                                                   \
    "\"items\": [{\"id\": \"northmere-2010-02-19/23\", \"note\": \"a & "       \
    "<b>\"}, {\"id\": \"gone/1\"}]"

/* The lines of the document, each after a letter for its role. */
static char *
lines_of(const struct page *page)
{
    char reason[REASON_SIZE];
    struct package *package = package_open(page->body, page->len, reason);
    struct lines lines;
    GString *out = g_string_new(NULL);

    assert_non_null(package);
    assert_true(docx_read(package, &lines, reason));
    for (size_t i = 0; i < lines.count; i++)
        g_string_append_printf(out, "%c %.*s\n",
                               lines.list[i].role == LINE_HEADING ? 'H' : 'T',
                               (int)lines.list[i].len, lines.list[i].text);
    lines_fini(&lines);
    package_close(package);
    return g_string_free(out, FALSE);
}

static void
a_document_has_headings_quotations_references_and_notes(void **state)
{
    struct page page = export(
        *state, "{\"format\": \"docx\", \"title\": \"Recording\", " KEPT "}");

    assert_int_equal(page.status, 200);
    char *lines = lines_of(&page);
    assert_has(lines, "H Northmere, 19 February 2010\n");
    assert_has(lines, "T Case recording is inadequate. In 23 of the 62");
    assert_has(lines, "paragraph 23");
    assert_has(lines, "T a & <b>\n");
    assert_has(lines, "T Not in the index any more: gone/1\n");
    g_free(lines);
    page_free(&page);
}

static void
the_same_basket_gives_the_same_bytes(void **state)
{
    struct page a = export(*state, "{\"format\": \"docx\", " KEPT "}");
    struct page b = export(*state, "{\"format\": \"docx\", " KEPT "}");

    assert_int_equal(a.len, b.len);
    assert_memory_equal(a.body, b.body, a.len);
    page_free(&a);
    page_free(&b);
}

static void
other_formats_have_the_note_and_leave_out_what_is_gone(void **state)
{
    struct page page = export(
        *state, "{\"format\": \"csl\", \"style\": \"harvard\", " KEPT "}");
    json_t *items = json_loads(page.body, 0, NULL);

    assert_int_equal(json_array_size(items), 1);
    assert_string_equal(
        json_string_value(json_object_get(json_array_get(items, 0), "annote")),
        "a & <b>");
    json_decref(items);
    page_free(&page);
    page = export(*state, "{\"format\": \"ris\", " KEPT "}");
    assert_has(page.body, "N1  - a & <b>\r\n");
    page_free(&page);
    page = export(*state,
                  "{\"format\": \"markdown\", \"title\": \"*T*\", " KEPT "}");
    assert_has(page.body, "# \\*T\\*\n");
    assert_has(page.body, "a \\& \\<b\\>");
    page_free(&page);
}

static void
what_is_no_basket_is_refused(void **state)
{
    static const struct {
        const char *body, *says;
    } cases[] = {
        {"", "not a basket"},
        {"[]", "not a basket"},
        {"{\"items\": 5}", "not a basket"},
        {"{\"format\": \"docx\", \"items\": [5]}", "has no id"},
        {"{\"format\": \"docx\", \"items\": [{\"id\": \"\"}]}", "has no id"},
        {"{\"format\": \"exe\", \"items\": []}", "Choose docx"},
        {"{\"items\": []}", "Choose docx"},
        {"{\"format\": \"docx\", \"style\": \"x\", \"items\": []}",
         "harvard or footnote"},
    };

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct page page = export(*state, cases[i].body);
        assert_int_equal(page.status, 400);
        assert_has(page.body, cases[i].says);
        page_free(&page);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_typed_is_completed),
        cmocka_unit_test(what_nothing_can_follow_has_no_suggestions),
        cmocka_unit_test(a_search_is_saved_for_the_terminal_too),
        cmocka_unit_test(what_cannot_be_saved_is_explained),
        cmocka_unit_test(an_unknown_saved_search_is_not_found),
        cmocka_unit_test(a_batch_counts_as_the_terminal_does),
        cmocka_unit_test(
            a_name_that_does_not_match_is_explained_by_the_browser),
        cmocka_unit_test(a_batch_that_cannot_be_counted_is_explained),
        cmocka_unit_test(
            a_document_has_headings_quotations_references_and_notes),
        cmocka_unit_test(the_same_basket_gives_the_same_bytes),
        cmocka_unit_test(
            other_formats_have_the_note_and_leave_out_what_is_gone),
        cmocka_unit_test(what_is_no_basket_is_refused),
    };

    return cmocka_run_group_tests(tests, open_with_home, close_with_home);
}
