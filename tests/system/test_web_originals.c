/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The files that reports were read from, as findings-web sends and shows them:
 * by id, and no others.
 */
#include "browsing.h"
#include "zipped.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct originals {
    struct browsing web;
    char *reports; /* the folder */
};

static void
add(const struct originals *f, const char *name, const char *bytes, size_t len)
{
    char *path = test_path(f->reports, name);

    test_write(path, bytes, len);
    free(path);
}

static void
add_copy(const struct originals *f, const char *name)
{
    char *corpus = test_source("corpus"), *path = test_path(corpus, name);
    size_t len;
    char *bytes = test_read(path, &len);

    assert_non_null(bytes);
    add(f, name, bytes, len);
    free(bytes);
    free(path);
    free(corpus);
}

static void
run_index(const struct originals *f, const char *path, const char *input)
{
    const char *const args[] = {
        "--db", f->web.world.db, "--as", "piped.txt", path, NULL};
    struct test_run run =
        test_program_fed("findings-index", args, input, strlen(input));

    assert_int_equal(run.status, 0);
    test_run_free(&run);
}

static int
open_world(void **state)
{
    static const char html[] =
        "<!doctype html>\n<html><head><title>Inspection of kites</title>"
        "<script>alert(1)</script></head><body><h1>Kites</h1>"
        "<p>The kites of the council are late.</p></body></html>\n";
    static const char lamps[] =
        "Inspection of lamps\n\nThe lamps of the council are late.\n";
    static const char *const none[] = {NULL};
    struct originals *f = calloc(1, sizeof *f);
    char *folder = test_folder();
    size_t len;

    f->reports = folder;
    add_copy(f, "wyndmoor-2015.pdf");
    add_copy(f, "northmere-2010.txt");
    add(f, "kites.html", html, sizeof html - 1);
    add(f, "lamps.txt", lamps, sizeof lamps - 1);
    char *docx = zipped_docx("<w:p><w:r><w:t>The trains of the council are "
                             "late.</w:t></w:r></w:p>",
                             NULL, NULL, &len);
    add(f, "trains.docx", docx, len);
    free(docx);
    char *odt = zipped_odt("<text:p>The boats of the council are late."
                           "</text:p>",
                           NULL, &len);
    add(f, "boats.odt", odt, len);
    free(odt);
    test_world_open(&f->web.world, f->reports);
    run_index(f, "-", "Inspection of ships\n\nThe ships are late.\n");
    browsing_start(&f->web, none);
    *state = f;
    return 0;
}

static int
close_world(void **state)
{
    struct originals *f = *state;

    assert_int_equal(browsing_stop(&f->web), 0);
    test_world_close(&f->web.world);
    test_folder_remove(f->reports);
    free(f);
    return 0;
}

/* The id of the report that was read from the file; the caller frees it. */
static char *
report_of(const struct originals *f, const char *source)
{
    json_t *answer =
        test_ask(f->web.world.socket, "{\"id\": 1, \"method\": \"reports\", "
                                      "\"params\": {}}\n");
    json_t *report;
    char *id = NULL;
    size_t i;

    json_array_foreach(json_object_get(answer, "part"), i, report)
    {
        const char *read = json_string_value(json_object_get(report, "source"));
        if (strcmp(read, source) == 0)
            id = strdup(json_string_value(json_object_get(report, "id")));
    }
    json_decref(answer);
    assert_non_null(id);
    return id;
}

/* Gets the address of the report, made by the format, with these headers. */
static struct page
get(const struct originals *f,
    const char *method,
    const char *path,
    const char *source,
    const char *headers)
{
    char *id = report_of(f, source);
    char request[1024];
    const int n = snprintf(request, sizeof request,
                           "%s /%s/%s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n"
                           "%sConnection: close\r\n\r\n",
                           method, path, id, f->web.port, headers);

    free(id);
    return browsing_send(&f->web, request, (size_t)n);
}

static void
assert_header(const struct page *page, const char *name, const char *part)
{
    char *value = page_header(page, name);

    assert_has(value, part);
    free(value);
}

static void
each_kind_of_file_is_sent_as_what_it_is(void **state)
{
    static const struct {
        const char *source, *type, *disposition, *policy;
    } cases[] = {
        {"wyndmoor-2015.pdf", "application/pdf", "inline; ", "default-src"},
        {"northmere-2010.txt", "text/plain; charset=utf-8", "inline; ",
         "sandbox"},
        {"kites.html", "text/html", "inline; ", "sandbox"},
        {"trains.docx",
         "application/"
         "vnd.openxmlformats-officedocument.wordprocessingml.document",
         "attachment; ", "sandbox"},
        {"boats.odt", "application/vnd.oasis.opendocument.text", "attachment; ",
         "sandbox"},
    };
    const struct originals *f = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *path = test_path(f->reports, cases[i].source);
        char *id = report_of(f, cases[i].source);
        size_t len;
        char *bytes = test_read(path, &len);
        struct page page = get(f, "GET", "original", cases[i].source, "");
        assert_int_equal(page.status, 200);
        assert_int_equal(page.len, len);
        assert_memory_equal(page.body, bytes, len);
        char *type = page_header(&page, "Content-Type");
        assert_string_equal(type, cases[i].type);
        free(type);
        assert_header(&page, "Content-Disposition", cases[i].disposition);
        assert_header(&page, "Content-Disposition", id);
        assert_header(&page, "Content-Security-Policy", cases[i].policy);
        assert_header(&page, "Content-Security-Policy", "default-src 'none'");
        assert_header(&page, "X-Content-Type-Options", "nosniff");
        page_free(&page);
        free(bytes);
        free(id);
        free(path);
    }
}

static void
a_part_of_a_file_is_sent(void **state)
{
    static const struct {
        const char *headers;
        int status;
        size_t start, len; /* 0: to the end */
    } cases[] = {
        {"Range: bytes=0-4\r\n", 206, 0, 5},
        {"Range: bytes=100-\r\n", 206, 100, 0},
        {"Range: bytes=99999999-\r\n", 416, 0, 0},
        {"Range: bytes=1-2,4-5\r\n", 200, 0, 0},
        {"Range: bytes=0-4\r\nIf-Range: \"a\"\r\n", 200, 0, 0},
    };
    const struct originals *f = *state;
    char *path = test_path(f->reports, "wyndmoor-2015.pdf");
    char wanted[96];
    size_t size;
    char *bytes = test_read(path, &size);

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const size_t len = cases[i].len ? cases[i].len : size - cases[i].start;
        struct page page =
            get(f, "GET", "original", "wyndmoor-2015.pdf", cases[i].headers);
        assert_int_equal(page.status, cases[i].status);
        if (page.status == 416) {
            snprintf(wanted, sizeof wanted, "bytes */%zu", size);
            assert_int_equal(page.len, 0);
        } else {
            snprintf(wanted, sizeof wanted, "bytes %zu-%zu/%zu", cases[i].start,
                     cases[i].start + len - 1, size);
            assert_header(&page, "Accept-Ranges", "bytes");
            assert_int_equal(page.len, len);
            assert_memory_equal(page.body, bytes + cases[i].start, len);
        }
        if (page.status != 200)
            assert_header(&page, "Content-Range", wanted);
        page_free(&page);
    }
    struct page head = get(f, "HEAD", "original", "wyndmoor-2015.pdf", "");
    snprintf(wanted, sizeof wanted, "%zu", size);
    assert_header(&head, "Content-Length", wanted);
    assert_int_equal(head.len, 0);
    page_free(&head);
    free(bytes);
    free(path);
}

static void
nothing_but_a_report_is_sent(void **state)
{
    static const char *const addresses[] = {
        "/original/",
        "/original/..",
        "/original/wyndmoor-2015.pdf",
        "/original/wyndmoor",
        "/original/WYNDMOOR-2015-03-26",
        "/original//etc/passwd",
        "/original/../../../../etc/passwd",
        "/original/..%2f..%2f..%2f..%2fetc%2fpasswd",
        "/original/%2fetc%2fpasswd",
        "/original/wyndmoor-2015-03-26/../../etc/passwd",
        "/original/wyndmoor-2015-03-26/1",
        "/view/../../etc/passwd",
        "/text/%2fetc%2fpasswd",
        "/pdfjs/../findings-web",
        "/pdfjs/%2e%2e/findings-web",
        "/pdfjs/standard_fonts/../../findings-web",
        "/pdfjs/standard_fonts/",
        "/pdfjs/package.json",
    };
    const struct originals *f = *state;

    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        struct page page = browsing_get(&f->web, addresses[i]);
        if (page.status != 404)
            fail_msg("%s: %d\n%s", addresses[i], page.status, page.body);
        assert_null(strstr(page.body, "root:"));
        page_free(&page);
    }
}

static void
what_came_by_standard_input_has_no_file(void **state)
{
    const struct originals *f = *state;
    struct page page = get(f, "GET", "original", "piped.txt", "");

    assert_int_equal(page.status, 404);
    assert_has(page.body, "standard input");
    page_free(&page);
    page = get(f, "GET", "text", "piped.txt", "");
    assert_int_equal(page.status, 200);
    assert_has(page.body, "standard input");
    assert_has(page.body, "The ships are late.");
    page_free(&page);
}

/* Puts a link to the target in the place of the file. */
static void
put_link(const struct originals *f, const char *name, const char *target)
{
    char *path = test_path(f->reports, name);

    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink(target, path), 0);
    free(path);
}

static void
a_link_is_followed_to_what_was_indexed_only(void **state)
{
    const struct originals *f = *state;
    char *path = test_path(f->reports, "lamps.txt");
    char *moved = test_path(f->reports, "moved.txt");
    char *secret = test_path(f->web.world.folder, "secret.txt");

    test_write(secret, "A secret.\n", 10);
    assert_int_equal(rename(path, moved), 0);
    assert_int_equal(symlink(moved, path), 0);
    struct page page = get(f, "GET", "original", "lamps.txt", "");
    assert_int_equal(page.status, 200);
    assert_has(page.body, "of the council are late");
    page_free(&page);

    put_link(f, "lamps.txt", secret);
    page = get(f, "GET", "original", "lamps.txt", "");
    assert_int_equal(page.status, 404);
    assert_has(page.body, "a link has taken its place");
    assert_null(strstr(page.body, "A secret."));
    page_free(&page);

    /* What is not a file is not waited for. */
    assert_int_equal(unlink(path), 0);
    assert_int_equal(symlink(f->reports, path), 0);
    page = get(f, "GET", "original", "lamps.txt", "");
    assert_int_equal(page.status, 404);
    page_free(&page);

    assert_int_equal(unlink(path), 0);
    page = get(f, "GET", "original", "lamps.txt", "");
    assert_int_equal(page.status, 404);
    assert_has(page.body, "No such file");
    assert_has(page.body, "findings-index");
    page_free(&page);
    assert_int_equal(rename(moved, path), 0);
    free(path);
    free(moved);
    free(secret);
}

static void
a_file_that_has_changed_is_shown_with_a_note(void **state)
{
    static const char note[] = "has changed since it was indexed";
    const struct originals *f = *state;

    struct page page = get(f, "GET", "text", "kites.html", "");
    assert_null(strstr(page.body, note));
    page_free(&page);
    add(f, "kites.html", "<!doctype html><p>Other kites.", 30);
    page = get(f, "GET", "text", "kites.html", "");
    assert_int_equal(page.status, 200);
    assert_has(page.body, note);
    assert_has(page.body, "The kites of the council are late.");
    page_free(&page);
}

/* Whether this build has pdf.js. */
static bool
has_pdfjs(const struct originals *f)
{
    struct page page = browsing_get(&f->web, "/pdfjs/pdf.min.mjs");
    const bool is_there = page.status == 200;

    page_free(&page);
    return is_there;
}

static void
a_pdf_is_shown_at_the_page_of_the_paragraph(void **state)
{
    const struct originals *f = *state;
    struct page page = browsing_get(&f->web, "/view/wyndmoor-2015-03-26/7");

    if (!has_pdfjs(f)) {
        assert_int_equal(page.status, 303);
        assert_header(&page, "Location",
                      "/original/wyndmoor-2015-03-26#page=4");
        page_free(&page);
        return;
    }
    assert_int_equal(page.status, 200);
    assert_has(page.body, "data-pdf=\"/original/wyndmoor-2015-03-26\" "
                          "data-page=\"4\"");
    assert_has(page.body, "<noscript>");
    assert_null(strstr(page.headers, "unsafe"));
    page_free(&page);
    page = browsing_get(&f->web, "/pdfjs/pdf.worker.min.mjs");
    assert_header(&page, "Content-Type", "text/javascript");
    assert_header(&page, "Content-Security-Policy", "'wasm-unsafe-eval'");
    page_free(&page);
}

static void
other_files_are_shown_as_text_with_the_paragraph_marked(void **state)
{
    const struct originals *f = *state;
    struct page page = browsing_get(
        &f->web, "/view/northmere-2010-02-19/23?q=case%20recording&offset=10");

    assert_int_equal(page.status, 303);
    assert_header(
        &page, "Location",
        "/text/northmere-2010-02-19/23?q=case%20recording&offset=10#23");
    page_free(&page);
    page = browsing_get(&f->web, "/text/northmere-2010-02-19/23");
    assert_int_equal(page.status, 200);
    assert_has(page.body, "<article id=\"23\" class=\"near\">");
    assert_has(page.body, "</span>23</a> <mark>");
    assert_ptr_equal(strstr(strstr(page.body, "<mark>") + 1, "<mark>"), NULL);
    assert_has(page.body, "<article id=\"24\" class=\"near\">");
    assert_has(page.body, "href=\"/text/northmere-2010-02-19/24#24\"");
    page_free(&page);
}

static void
hits_follow_each_other(void **state)
{
    enum { HITS = 13 };
    const struct originals *f = *state;
    json_t *answer =
        test_ask(f->web.world.socket,
                 "{\"id\": 1, \"method\": \"search\", \"params\": {\"query\": "
                 "\"case recording\", \"limit\": 13}}\n");
    const json_t *hits =
        json_object_get(json_object_get(answer, "result"), "hits");
    char address[512], wanted[512];

    assert_int_equal(json_array_size(hits), HITS);
    for (size_t i = 0; i + 1 < HITS; i++) {
        const char *id =
            json_string_value(json_object_get(json_array_get(hits, i), "id"));
        const char *next = json_string_value(
            json_object_get(json_array_get(hits, i + 1), "id"));
        snprintf(address, sizeof address,
                 "/text/%s?q=case%%20recording&offset=%s", id,
                 i < 10 ? "" : "10");
        struct page page = browsing_get(&f->web, address);
        snprintf(wanted, sizeof wanted,
                 "<a rel=\"next\" href=\"/text/%s?q=case%%20recording%s#%s\">"
                 "Next hit</a>",
                 next, i + 1 < 10 ? "" : "&amp;offset=10",
                 strrchr(next, '/') + 1);
        assert_has(page.body, wanted);
        assert_int_equal(strstr(page.body, "Previous hit") != NULL, i > 0);
        assert_has(page.body, "Back to the results");
        page_free(&page);
    }
    json_decref(answer);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_file_is_sent_as_what_it_is),
        cmocka_unit_test(a_part_of_a_file_is_sent),
        cmocka_unit_test(nothing_but_a_report_is_sent),
        cmocka_unit_test(what_came_by_standard_input_has_no_file),
        cmocka_unit_test(a_link_is_followed_to_what_was_indexed_only),
        cmocka_unit_test(a_file_that_has_changed_is_shown_with_a_note),
        cmocka_unit_test(a_pdf_is_shown_at_the_page_of_the_paragraph),
        cmocka_unit_test(
            other_files_are_shown_as_text_with_the_paragraph_marked),
        cmocka_unit_test(hits_follow_each_other),
    };

    return cmocka_run_group_tests(tests, open_world, close_world);
}
