/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings-index over scans. Without tesseract, the tests that need it are
 * skipped; others put a program of that name in its place.
 */
#include "indexing.h"
#include "scanned.h"
#include "typeset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char source[] =
    "= Letter about a visit to Northmere\n"
    "The port has two schools and a clinic. Families come to the harbour for "
    "work in the spring, and many of them stay until the boats are laid up. "
    "Workers know most of them by name, and visit them at home before they "
    "are asked to. In the winter the ferry is late, and so are the letters.\n";

/* Writes a scan to the folder of reports. */
static void
add_scan(const struct indexing *indexing)
{
    size_t len;
    char *bytes = scanned(source, 0, &len);

    test_write(indexing_path(indexing, "reports/scan.pdf"), bytes, len);
    free(bytes);
}

/* Writes a report of which the second page is an image. */
static void
add_mixed(const struct indexing *indexing)
{
    struct paper *paper = paper_new();
    size_t len;
    char *pdf = typeset(source, &len);

    paper_page(paper);
    for (int i = 0; i < 8; i++)
        paper_text(paper, 60, 80 + 20 * i, PAPER_PLAIN, 12,
                   "The council has a boat that goes to the islands.");
    scanned_add(paper, pdf, len, 0);
    free(pdf);
    pdf = paper_bytes(paper, &len);
    test_write(indexing_path(indexing, "reports/mixed.pdf"), pdf, len);
    free(pdf);
    paper_free(paper);
}

/* Puts a program in the place of tesseract, which answers "--list-langs" like
 * it and then does what the script says. */
static void
stand_in(const struct indexing *indexing, const char *script)
{
    const char *folder = indexing_folder(indexing, "bin");
    char text[512];

    snprintf(text, sizeof text,
             "#!/bin/sh\n"
             "[ \"$1\" != --list-langs ] || { printf 'x\\neng\\nosd\\n'; "
             "exit; }\n%s\n",
             script);
    const char *path = indexing_file(indexing, "bin/tesseract", text);
    assert_int_equal(chmod(path, 0700), 0);
    char *all = g_strconcat(folder, ":/usr/bin:/bin", NULL);
    setenv("PATH", all, 1);
    g_free(all);
}

static void
a_scan_that_was_refused_is_read_with_ocr_and_kept(void **state)
{
    const struct indexing *indexing = *state;

    scanned_need_ocr();
    add_scan(indexing);
    assert_run(indexing, indexing->reports, NULL, 3,
               "scan.pdf: 1 of 1 pages is an image; read it with --ocr");
    assert_run(indexing, "--ocr", indexing->reports, 0, "reports indexed: 1");
    assert_run(indexing, indexing->reports, NULL, 0, "unchanged: 1");
    assert_run(indexing, "--ocr", indexing->reports, 0, "unchanged: 1");
}

/* Adds one of the user's own. */
static void
add_framework(const struct indexing *indexing)
{
    indexing_folder(indexing, "findings");
    indexing_folder(indexing, "findings/frameworks");
    indexing_file(indexing, "findings/frameworks/own.txt",
                  "name: quay-visit\n"
                  "titles:\n"
                  "  quay visit report\n");
    setenv("XDG_CONFIG_HOME", indexing->folder, 1);
}

/* Another framework changes how every file is read, as a new version does. */
static void
a_scan_is_kept_when_files_are_read_differently(void **state)
{
    const struct indexing *indexing = *state;

    scanned_need_ocr();
    add_scan(indexing);
    assert_run(indexing, "--ocr", indexing->reports, 0, "reports indexed: 1");
    add_framework(indexing);
    assert_run(indexing, indexing->reports, NULL, 0, "unchanged: 1");
    assert_run(indexing, indexing->reports, NULL, 0,
               "1 file was read with --ocr by an earlier version, or with "
               "other frameworks; read it again with --ocr");
    assert_run(indexing, "--ocr", indexing->reports, 0, "reports indexed: 1");
    assert_run(indexing, indexing->reports, NULL, 0, "unchanged: 1");
    setenv("XDG_CONFIG_HOME", "/proc/nonexistent", 1);
}

static void
pages_that_were_not_read_are_read_with_ocr_and_kept(void **state)
{
    const struct indexing *indexing = *state;

    scanned_need_ocr();
    add_mixed(indexing);
    assert_run(indexing, indexing->reports, NULL, 0,
               "mixed.pdf: 1 of 2 pages is an image; read it with --ocr: "
               "page 2");
    assert_run(indexing, indexing->reports, NULL, 0, "unchanged: 1");
    assert_run(indexing, "--ocr", indexing->reports, 0, "pages read by OCR: 1");
    assert_run(indexing, indexing->reports, NULL, 0, "unchanged: 1");
    assert_run(indexing, "--ocr", indexing->reports, 0, "unchanged: 1");
}

/* Also if it would now be read differently, by another framework. */
static void
text_that_was_recognised_is_kept_by_a_repair(void **state)
{
    const struct indexing *indexing = *state;

    scanned_need_ocr();
    add_mixed(indexing);
    assert_run(indexing, "--ocr", indexing->reports, 0, "pages read by OCR: 1");
    char *before = index_contents(indexing->db);
    assert_run(indexing, "--repair", NULL, 0,
               "with --repair --ocr they are read again");
    char *after = index_contents(indexing->db);
    assert_string_equal(after, before);
    add_framework(indexing);
    assert_run(indexing, "--repair", NULL, 0,
               "1 file was read with --ocr by an earlier version, or with "
               "other frameworks; read it again with --ocr");
    free(after);
    after = index_contents(indexing->db);
    assert_string_equal(after, before);
    assert_run(indexing, "--repair", "--ocr", 0, "pages read by OCR: 1");
    free(after);
    free(before);
}

/* It is not read again without OCR, which would lose the page. */
static void
what_was_read_with_ocr_stays_when_the_file_is_renamed(void **state)
{
    const struct indexing *indexing = *state;
    const char *names[] = {"reports/mixed.pdf", "reports/other.pdf",
                           "reports/third.pdf"};

    scanned_need_ocr();
    add_mixed(indexing);
    assert_run(indexing, "--ocr", indexing->reports, 0, "pages read by OCR: 1");
    const size_t n = index_documents(indexing->db);
    assert_int_equal(rename(indexing_path(indexing, names[0]),
                            indexing_path(indexing, names[1])),
                     0);
    assert_run(indexing, indexing->reports, NULL, 0, "moved: 1;");
    assert_int_equal(index_documents(indexing->db), n);
    assert_int_equal(index_found(indexing->db, "schools clinic"), 1);
    /* With the name of the file in each record. */
    char *contents = index_contents(indexing->db);
    assert_null(strstr(contents, "mixed.pdf"));
    assert_has(contents, "\"source\":\"other.pdf\"");
    free(contents);
    assert_run(indexing, "--verify", NULL, 0, "is intact");
    /* Likewise if a copy takes its place. */
    size_t len;
    char *bytes = test_read(indexing_path(indexing, names[1]), &len);
    test_write(indexing_path(indexing, names[2]), bytes, len);
    free(bytes);
    assert_run(indexing, indexing->reports, NULL, 0, "is a copy of");
    assert_int_equal(unlink(indexing_path(indexing, names[1])), 0);
    assert_run(indexing, "--prune", NULL, 0, "reports dropped: 0");
    assert_run(indexing, indexing->reports, NULL, 0, "unchanged: 1");
    assert_int_equal(index_found(indexing->db, "schools clinic"), 1);
    assert_run(indexing, "--verify", NULL, 0, "is intact");
}

static void
without_tesseract_the_message_says_what_to_install(void **state)
{
    const struct indexing *indexing = *state;
    const char *empty = indexing_folder(indexing, "empty");

    add_mixed(indexing);
    setenv("PATH", empty, 1);
    assert_run(indexing, "--ocr", indexing->reports, 2,
               "--ocr needs the program tesseract, which is not installed; "
               "install the package tesseract-ocr");
}

static void
a_page_on_which_tesseract_fails_costs_that_page(void **state)
{
    static const struct {
        const char *script, *reason;
    } cases[] = {
        {"exit 3", "tesseract could not read it (status 3)"},
        {"kill -SEGV $$", "tesseract crashed on it"},
        {"cat >/dev/null; echo no", "tesseract's answer is not hOCR"},
        {"cat >/dev/null", "tesseract gave no answer"},
        {"yes '<p>'", "tesseract's answer has more than 16 MB"},
    };
    const struct indexing *indexing = *state;

    add_mixed(indexing);
    mkdir(indexing_path(indexing, "bin"), 0700);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        test_folder_remove(g_strdup(indexing_path(indexing, "bin")));
        stand_in(indexing, cases[i].script);
        assert_run(indexing, "--ocr", indexing->reports, 0, cases[i].reason);
    }
}

static int
tear_down(void **state)
{
    setenv("PATH", "/usr/bin:/bin", 1);
    setenv("XDG_CONFIG_HOME", "/proc/nonexistent", 1);
    return indexing_tear_down(state);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, indexing_set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_scan_that_was_refused_is_read_with_ocr_and_kept),
        TEST(a_scan_is_kept_when_files_are_read_differently),
        TEST(pages_that_were_not_read_are_read_with_ocr_and_kept),
        TEST(text_that_was_recognised_is_kept_by_a_repair),
        TEST(what_was_read_with_ocr_stays_when_the_file_is_renamed),
        TEST(without_tesseract_the_message_says_what_to_install),
        TEST(a_page_on_which_tesseract_fails_costs_that_page),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
