/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Real reports as PDFs, and what a person read on their first pages; skipped,
 * with a message, if they are not available. Each report is read once, and
 * every test looks at all that was read. Under a sanitizer, which makes reading
 * slow, only some of the reports are read.
 */
#include "support.h"

#include "base/memory.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/words.h"
#include "lines/pdf.h"
#include "reading.h"
#include "run/workers.h"
#include "files/sources.h"

#include <poppler.h>

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
enum { EVERY = 8 };
#else
enum { EVERY = 1 };
#endif

enum {
    LETTERS_MIN = 4,     /* the shortest word that is compared */
    RUNNING_MIN = 16,    /* bytes; a shorter running line says nothing */
    PARAGRAPH_MIN = 12,  /* bytes; a shorter paragraph is a fragment */
    PARAGRAPH_MAX = 4000 /* bytes; a longer one is several paragraphs */
};

/* The least share of a report's words that must come out, and the least mean:
 * they were 0.778 and 0.930 when this was written. */
static const double kept_least = 0.75, kept_mean = 0.91;

/* A file, and what was read from it. */
struct reading {
    const char *name;
    struct report_list reports; /* one report; none if the file was refused */
    char reason[REASON_SIZE];
    double kept;         /* share of the PDF's words that came out */
    size_t n_paragraphs; /* and those among them with text that is not theirs */
    size_t n_odd;
    bool has_running_line;
};

struct readings {
    struct sources sources;
    struct reading *list;
    size_t count;
    char *gold; /* NULL: not available */
};

/* The words of a text, sorted; the caller frees the list and the bytes. */
struct words {
    char *bytes;
    const char **list;
    size_t count;
};

static int
by_spelling(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static struct words
words_of(const char *text, size_t len)
{
    struct words words = {.bytes = words_plain(text, len)};
    char *rest = words.bytes;

    for (char *word; (word = strsep(&rest, " "));) {
        if (strlen(word) < LETTERS_MIN || !isalpha((unsigned char)*word))
            continue;
        words.list = memory_grow(words.list, words.count, sizeof *words.list);
        words.list[words.count++] = word;
    }
    if (words.count > 0)
        qsort(words.list, words.count, sizeof *words.list, by_spelling);
    return words;
}

static void
words_fini(struct words *words)
{
    free(words->bytes);
    free(words->list);
}

/* The share of the words that the other text has, too. */
static double
part_kept(const struct words *all, const struct words *kept)
{
    size_t same = 0;

    for (size_t i = 0, k = 0; i < all->count && k < kept->count;) {
        const int order = strcmp(all->list[i], kept->list[k]);
        same += order == 0;
        i += order <= 0;
        k += order >= 0;
    }
    return all->count > 0 ? (double)same / (double)all->count : 1;
}

/* Poppler's own text of all pages, and the last line of each. */
struct pages {
    struct text text;
    char **last_lines;
    size_t count;
};

static struct pages
pages_of(const char *bytes, size_t len)
{
    struct pages pages = {0};
    GBytes *data = g_bytes_new_static(bytes, len);
    PopplerDocument *document =
        poppler_document_new_from_bytes(data, NULL, NULL);

    assert_non_null(document);
    g_bytes_unref(data);
    pages.count = (size_t)poppler_document_get_n_pages(document);
    pages.last_lines = calloc(pages.count, sizeof *pages.last_lines);
    for (size_t i = 0; i < pages.count; i++) {
        PopplerPage *page = poppler_document_get_page(document, (int)i);
        char *text = poppler_page_get_text(page);
        const char *line = text;
        for (char *p = text; *p; p++)
            if (*p == '\n' && strlen(p + 1) >= RUNNING_MIN)
                line = p + 1;
        pages.last_lines[i] = memory_strndup(line, strcspn(line, "\n"));
        text_add_string(&pages.text, text);
        text_add(&pages.text, "\n", 1);
        g_free(text);
        g_object_unref(page);
    }
    g_object_unref(document);
    return pages;
}

static void
pages_fini(struct pages *pages)
{
    for (size_t i = 0; i < pages->count; i++)
        free(pages->last_lines[i]);
    free(pages->last_lines);
    free(pages->text.bytes);
}

/* The line at the foot of most pages; NULL if there is none. */
static const char *
running_line(const struct pages *pages)
{
    for (size_t i = 0; i < pages->count; i++) {
        size_t same = 0;
        for (size_t k = 0; k < pages->count; k++)
            same += strcmp(pages->last_lines[i], pages->last_lines[k]) == 0;
        if (2 * same > pages->count && same > 2 &&
            strlen(pages->last_lines[i]) >= RUNNING_MIN)
            return pages->last_lines[i];
    }
    return NULL;
}

/* Whether a paragraph contains text that belongs in none. One that mentions the
 * title of its report is wrongly taken for odd if the title is the running
 * line. */
static bool
is_odd(const struct paragraph *p, const char *running)
{
    /* What imprints print, and what the inspectorate says about itself. */
    static const char *const furniture[] = {
        "Crown copyright",
        "Piccadilly Gate",
        "may be reproduced",
        "Further copies of this report",
        "Any complaints about the inspection",
        "You may reuse this information",
        NULL};
    const size_t len = strlen(p->text);
    unsigned code;

    for (const char *const *words = furniture; *words; words++)
        if (strstr(p->text, *words))
            return true;
    for (size_t i = 0; i < len; i += utf8_char(p->text + i, len - i, &code)) {
        utf8_char(p->text + i, len - i, &code);
        if ((code >= 0xe000 && code <= 0xf8ff) || code == 0xfffd)
            return true;
    }
    return len < PARAGRAPH_MIN || len > PARAGRAPH_MAX ||
           (running && strstr(p->text, running));
}

static void
look_at(struct reading *reading, const char *bytes, size_t len)
{
    const struct report *report = reading->reports.list;
    struct pages pages = pages_of(bytes, len);
    const char *running = running_line(&pages);
    struct text out = {0};

    reading->has_running_line = running != NULL;
    for (size_t i = 0; i < report->n_paragraphs; i++) {
        const struct paragraph *p = &report->paragraphs[i];
        text_add_string(&out, p->text);
        text_add(&out, "\n", 1);
        if (is_odd(p, running)) {
            print_message("%s, page %u: \"%.60s\"\n", reading->name, p->page,
                          p->text);
            reading->n_odd++;
        }
    }
    reading->n_paragraphs = report->n_paragraphs;
    struct words all = words_of(pages.text.bytes, pages.text.len);
    struct words kept = words_of(out.bytes, out.len);
    reading->kept = part_kept(&all, &kept);
    words_fini(&all);
    words_fini(&kept);
    free(out.bytes);
    pages_fini(&pages);
}

static char *
shared(const char *name)
{
    return test_path(TEST_SHARED, name);
}

static int
set_up(void **state)
{
    struct readings *r = calloc(1, sizeof *r);
    char *folder = shared("reports"), *gold = shared("gold/reports.tsv");
    char reason[REASON_SIZE];

    sources_add(&r->sources, folder);
    assert_int_equal(r->sources.n_refused, 0);
    r->list = calloc(r->sources.count, sizeof *r->list);
    for (size_t i = 0; i < r->sources.count; i += EVERY) {
        struct reading *reading = &r->list[r->count++];
        char *bytes;
        size_t len;
        reading->name = r->sources.list[i].name;
        assert_true(source_read(&r->sources.list[i],
                                workers_file(r->sources.list[i].path), &bytes,
                                &len, reason));
        if (reading_bytes(reading->name, bytes, len, &reading->reports,
                          reading->reason))
            look_at(reading, bytes, len);
        free(bytes);
    }
    r->gold = test_read(gold, NULL);
    free(folder);
    free(gold);
    *state = r;
    return 0;
}

static int
tear_down(void **state)
{
    struct readings *r = *state;

    for (size_t i = 0; i < r->count; i++)
        report_list_fini(&r->list[i].reports);
    free(r->list);
    sources_fini(&r->sources);
    free(r->gold);
    free(r);
    return 0;
}

static bool
is_of(const struct reading *reading, const char *const *frameworks)
{
    for (; *frameworks && reading->reports.count > 0; frameworks++)
        if (strcmp(reading->reports.list->framework, *frameworks) == 0)
            return true;
    return false;
}

static void
every_report_is_read_and_a_web_page_is_refused(void **state)
{
    const struct readings *r = *state;

    for (size_t i = 0; i < r->count; i++) {
        const struct reading *reading = &r->list[i];
        const bool is_report = strncmp(reading->name, "notpdf/", 7) != 0;
        if (is_report != (reading->reports.count == 1))
            fail_msg("%s: %s", reading->name,
                     is_report ? reading->reason : "it was read");
    }
}

/* Whether each number is one more than the last; lists within the report may
 * start again at one. */
static bool
numbers_run_on(const struct report *report)
{
    int last = 0, broken_off = 0;

    for (size_t i = 0; i < report->n_paragraphs; i++) {
        const int number = report->paragraphs[i].number;
        if (number == 0 || report->paragraphs[i].item > 0)
            continue;
        if (number == 1 && last > broken_off)
            broken_off = last;
        else if (number != 1 && number != last + 1 && number != broken_off + 1)
            return false;
        last = number;
    }
    return true;
}

static void
printed_numbers_run_on(void **state)
{
    static const char *const numbered[] = {"ilacs", "sif", "lac", NULL};
    const struct readings *r = *state;
    size_t all = 0, good = 0;

    for (size_t i = 0; i < r->count; i++) {
        if (!is_of(&r->list[i], numbered))
            continue;
        all++;
        if (numbers_run_on(r->list[i].reports.list))
            good++;
        else
            print_message("%s: its numbers do not run on\n", r->list[i].name);
    }
    print_message("numbers run on in %zu of %zu reports\n", good, all);
    assert_true(100 * good >= 97 * all);
}

static void
few_paragraphs_have_text_that_is_not_theirs(void **state)
{
    const struct readings *r = *state;
    size_t all = 0, odd = 0, running = 0;

    for (size_t i = 0; i < r->count; i++) {
        running += r->list[i].has_running_line;
        all += r->list[i].n_paragraphs;
        odd += r->list[i].n_odd;
    }
    print_message("%zu of %zu paragraphs are odd; a line runs through %zu "
                  "reports\n",
                  odd, all, running);
    assert_true(all > 0 && 1000 * odd < 5 * all);
}

/* The words that do not come out are covers, contents, headings, running lines,
 * notes, and what the inspectorate says about itself; in an area SEND report
 * these are a fifth of all words. */
static void
the_words_of_a_report_come_out(void **state)
{
    const struct readings *r = *state;
    double sum = 0, least = 1;
    size_t n = 0;

    for (size_t i = 0; i < r->count; i++) {
        const struct reading *reading = &r->list[i];
        if (reading->reports.count == 0)
            continue;
        if (reading->kept < kept_least)
            print_message("%s: %.3f of its words\n", reading->name,
                          reading->kept);
        least = reading->kept < least ? reading->kept : least;
        sum += reading->kept;
        n++;
    }
    print_message("words kept: %.3f, at the least %.3f\n", sum / (double)n,
                  least);
    assert_true(least >= kept_least);
    assert_true(sum >= kept_mean * (double)n);
}

/* The columns of a row of the gold. */
enum {
    GOLD_FILE,
    GOLD_FRAMEWORK,
    GOLD_AUTHORITY,
    GOLD_FROM,
    GOLD_TO,
    GOLD_PUBLISHED,
    GOLD_GRADES,
    GOLD_COLUMNS = GOLD_GRADES + 5
};

static const char *const gold_areas[] = {
    "general", "leadership", "safeguarding", "looked-after-children",
    "care-leavers"};

/* The gold's row for a file; its cells point into *line, which the caller
 * frees. */
static bool
gold_row(const struct readings *r,
         const char *name,
         char **line,
         const char *cells[GOLD_COLUMNS])
{
    const size_t n = strlen(name);
    const char *at = r->gold;

    while (at && (strncmp(at, name, n) != 0 || at[n] != '\t')) {
        at = strchr(at, '\n');
        at += at != NULL;
    }
    if (!at)
        return false;
    *line = memory_strndup(at, strcspn(at, "\r\n"));
    char *rest = *line;
    for (size_t i = 0; i < GOLD_COLUMNS; i++) {
        const char *cell = rest ? strsep(&rest, "\t") : NULL;
        cells[i] = cell ? cell : "";
    }
    return true;
}

/* The first grade of the area: from the table or record if it is there,
 * otherwise from a heading; "" if there is none. */
static const char *
grade_of_area(const struct report *report, const char *area)
{
    const char *heading = "";

    for (size_t i = 0; i < report->n_judgements; i++) {
        const struct judgement *j = &report->judgements[i];
        if (strcmp(j->area, area) != 0)
            continue;
        if (strcmp(j->source, "heading") != 0)
            return j->grade;
        if (!*heading)
            heading = j->grade;
    }
    return heading;
}

struct tally {
    size_t all, good;
};

static void
hold(struct tally *tally,
     const char *name,
     const char *what,
     const char *got,
     const char *wanted)
{
    tally->all++;
    if (strcmp(got ? got : "", wanted) == 0)
        tally->good++;
    else
        print_message("%s: %s is \"%s\", not \"%s\"\n", name, what,
                      got ? got : "", wanted);
}

static void
assert_rate(const struct tally *tally, const char *what, size_t hundredth)
{
    print_message("%s: %zu of %zu\n", what, tally->good, tally->all);
    assert_true(tally->all > 0);
    assert_true(100 * tally->good >= hundredth * tally->all);
}

static void
covers_and_judgements_are_those_that_a_person_read(void **state)
{
    static const char *const graded[] = {"ilacs", "sif", "lac", NULL};
    const struct readings *r = *state;
    struct tally framework = {0}, authority = {0}, from = {0}, to = {0},
                 published = {0}, grades = {0};

    if (!r->gold)
        skip();
    for (size_t i = 0; i < r->count; i++) {
        const struct report *report = r->list[i].reports.list;
        const char *name = r->list[i].name, *cells[GOLD_COLUMNS];
        char *line;
        if (r->list[i].reports.count == 0 || !gold_row(r, name, &line, cells))
            continue;
        hold(&framework, name, "framework", report->framework,
             cells[GOLD_FRAMEWORK]);
        hold(&authority, name, "authority", report->authority,
             cells[GOLD_AUTHORITY]);
        hold(&from, name, "first day", report->inspected_from,
             cells[GOLD_FROM]);
        hold(&to, name, "last day", report->inspected_to, cells[GOLD_TO]);
        hold(&published, name, "day of publication", report->published,
             cells[GOLD_PUBLISHED]);
        for (size_t c = 0; c < 5 && is_of(&r->list[i], graded); c++)
            if (*cells[GOLD_GRADES + c])
                hold(&grades, name, gold_areas[c],
                     grade_of_area(report, gold_areas[c]),
                     cells[GOLD_GRADES + c]);
        free(line);
    }
    assert_rate(&framework, "framework", 99);
    assert_rate(&authority, "authority", 98);
    assert_rate(&from, "first day", 98);
    assert_rate(&to, "last day", 98);
    assert_rate(&published, "day of publication", 98);
    assert_rate(&grades, "grades", 99);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_report_is_read_and_a_web_page_is_refused),
        cmocka_unit_test(printed_numbers_run_on),
        cmocka_unit_test(few_paragraphs_have_text_that_is_not_theirs),
        cmocka_unit_test(the_words_of_a_report_come_out),
        cmocka_unit_test(covers_and_judgements_are_those_that_a_person_read),
    };
    char *folder = shared("reports");
    struct stat st;
    const bool is_there = stat(folder, &st) == 0;

    free(folder);
    if (!is_there) {
        printf("skipped: there are no real reports at %s/reports; point the "
               "CMake option FINDINGS_SHARED at them\n",
               TEST_SHARED);
        return TEST_SKIPPED;
    }
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
