/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What the daemon finds and counts is what a scan of all paragraphs finds and
 * counts: in the sample reports, and in texts made of few words, in which all
 * words occur together.
 */
#include "oracle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { QUESTIONS = 140, TEXTS = 120 };

static void
the_sample_reports_are_searched_as_by_a_scan(void **state)
{
    char *corpus = test_source("corpus");
    const char *paths[] = {corpus, NULL};
    struct scan scan;

    scan_open(&scan, paths);
    oracle_check(*state, &scan, QUESTIONS);
    scan_close(&scan);
    free(corpus);
}

static char *
draw_text(unsigned *seed)
{
    static const char *const words[] = {
        "plan",   "plans",       "planned",  "child's",      "the",
        "multi",  "agency",      "of",       "Care",         "caring",
        "timely", "time",        "A&E",      "2.1",          "U.K.",
        "uk",     "caf\xc3\xa9", "children", "multi-agency", "multiagency"};
    GString *text = g_string_new("Text");

    for (unsigned n = 2 + draw(seed, 30); n > 0; n--)
        g_string_append_printf(text, "%s%s", draw(seed, 9) > 0 ? " " : ". ",
                               words[draw(seed, 20)]);
    return g_string_free(text, FALSE);
}

static void
write_texts(const char *path)
{
    static const char *const grades[] = {"good", "inadequate", "adequate"};
    static const char *const sections[] = {"Planning of care", "Agencies"};
    static const char *const areas[] = {
        "\"adoption\"", "[\"adoption\", \"send\"]",
        "[\"care-leavers\", \"adoption\"]", "null"};
    GString *lines = g_string_new(NULL);
    unsigned seed = 7;

    for (unsigned i = 0; i < TEXTS; i++) {
        char *text = draw_text(&seed);
        g_string_append_printf(
            lines,
            "{\"report\": \"r%u\", \"authority\": \"Authority %u\", \"date\": "
            "\"20%02u-%02u-11\", \"number\": %u, \"grade\": \"%s\", "
            "\"section\": \"%s\", \"service_area\": %s, \"text\": \"%s\"}\n",
            i % 12, i % 12 / 2, 9 + i % 12 / 3, 1 + i % 12, i + 1,
            grades[draw(&seed, 3)], sections[draw(&seed, 2)],
            areas[draw(&seed, 4)], text);
        g_free(text);
    }
    test_write(path, lines->str, lines->len);
    g_string_free(lines, TRUE);
}

static void
texts_of_few_words_are_searched_as_by_a_scan(void **state)
{
    char *folder = test_folder(), *file = test_path(folder, "texts.jsonl");
    const char *paths[] = {file, NULL};
    struct test_world world;
    struct scan scan;

    (void)state;
    write_texts(file);
    test_world_open(&world, file);
    scan_open(&scan, paths);
    oracle_check(&world, &scan, QUESTIONS);
    scan_close(&scan);
    test_world_close(&world);
    free(file);
    test_folder_remove(folder);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_sample_reports_are_searched_as_by_a_scan),
        cmocka_unit_test(texts_of_few_words_are_searched_as_by_a_scan),
    };
    return cmocka_run_group_tests(tests, test_corpus_open, test_corpus_close);
}
