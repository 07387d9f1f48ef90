/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Reports of kinds that are not known, which are read by how they are set.
 */
#include "paper.h"
#include "read_paper.h"

#include "lines/running_lines.h"
#include "read_text.h"

#include <stdlib.h>
#include <string.h>

#define LIGHTHOUSE                                                             \
    "= Visit to the Heron lighthouse\nLight station 47\n"                      \
    "Harbour Road, Northmere\n.page\n"

static void
what_usually_closes_a_report_does_not_end_it(void **state)
{
    struct report report = read_paper(
        LIGHTHOUSE
        "== Introduction\n" TYPESET_FILLER
        "The Office for Standards in Education, Children's Services and "
        "Skills inspects what is for children.\n"
        "You may copy this report.\n"
        "=== Inspection team\nAda Quill\n.page\n"
        "== Main findings\nThe lamp is clean. It is seen from afar.\n");

    (void)state;
    const struct paragraph *p = paragraph_that_begins(&report, "The lamp is");
    assert_string_equal(report.sections[p->section].heading, "Main findings");
    assert_string_equal(report.sections[p->section].kind, "finding");
    p = paragraph_that_begins(&report, "The Office for Standards");
    assert_string_equal(report.sections[p->section].heading, "Introduction");
    assert_string_equal(report.sections[p->section].kind, "context");
    p = paragraph_that_begins(&report, "You may copy");
    assert_string_equal(report.sections[p->section].kind, "context");
    p = paragraph_that_begins(&report, "Ada Quill");
    assert_string_equal(report.sections[p->section].heading, "Inspection team");
    assert_string_equal(report.sections[p->section].kind, "context");
    report_fini(&report);
}

static void
a_cover_is_context_and_does_not_count(void **state)
{
    struct report report =
        read_paper(LIGHTHOUSE "== Foreword\nThe lamp is clean. It is seen from "
                              "afar.\n" TYPESET_FILLER);

    (void)state;
    const struct paragraph *p = paragraph_of(&report, "c1");
    assert_string_equal(p->text, "Light station 47");
    assert_string_equal(report.sections[p->section].kind, "context");
    assert_null(report.sections[p->section].heading);
    assert_string_equal(paragraph_of(&report, "c2")->text,
                        "Harbour Road, Northmere");
    p = paragraph_of(&report, "p1");
    assert_string_equal(report.sections[p->section].heading, "Foreword");
    assert_string_equal(report.sections[p->section].kind, "finding");
    report_fini(&report);
}

static void
a_title_above_the_first_sentence_is_not_a_section(void **state)
{
    struct report report =
        read_paper("= Visit to the Heron lighthouse\n"
                   "The lamp is clean. It is seen from afar.\n" TYPESET_FILLER);

    (void)state;
    const struct paragraph *p = paragraph_that_begins(&report, "The lamp is");
    assert_null(report.sections[p->section].heading);
    report_fini(&report);
}

static void
a_page_number_out_of_all_pages_is_not_text(void **state)
{
    struct report report = read_paper(
        LIGHTHOUSE
        "== Foreword\nThe lamp is clean.\n"
        ".at 50 30 Report on the lighthouse | 2 of 4\n" TYPESET_FILLER
        "It is seen from the\f sea and from the hills.\n"
        ".at 50 30 Report on the lighthouse | 3 of 4\n.page\n"
        ".at 50 30 Report on the lighthouse | 4 of 4\nIt is lit.\n");

    (void)state;
    for (size_t i = 0; i < report.n_paragraphs; i++)
        assert_null(strstr(report.paragraphs[i].text, "Report on"));
    report_fini(&report);
}

static struct report
read_page(const char *page)
{
    struct report_list reports;
    char reason[REASON_SIZE] = "";
    char *bytes = strdup(page);

    if (!reading_bytes("x.html", bytes, strlen(bytes), &reports, reason))
        fail_msg("refused: %s", reason);
    free(bytes);
    struct report report = reports.list[0];
    free(reports.list);
    return report;
}

/* Fails unless the paragraph that begins so is in this section and chapter. */
static void
assert_under(const struct report *report,
             const char *beginning,
             const char *chapter,
             const char *heading)
{
    const struct paragraph *p = paragraph_that_begins(report, beginning);
    const struct section *section = &report->sections[p->section];

    assert_string_equal(section->heading, heading);
    if (chapter)
        assert_string_equal(section->chapter, chapter);
    else
        assert_null(section->chapter);
}

static void
a_number_with_parts_is_a_number(void **state)
{
    struct report report = read_paper(
        LIGHTHOUSE "== 1. Facts\n=== 1.1 The lamp\n" TYPESET_FILLER
                   "1.1.1 The lamp was lit, and it cost\v2.5 million.\n"
                   "1.1.2 It went out at night.\n"
                   "- at one\n- at two\n"
                   "=== 1.2 The sea\n1.2.1 It was calm.\n");

    (void)state;
    const struct paragraph *p = paragraph_of(&report, "1.1.1");
    assert_string_equal(p->parts, "1.1.1");
    assert_int_equal(p->number, 0);
    assert_string_equal(p->text, "The lamp was lit, and it cost 2.5 million.");
    p = paragraph_of(&report, "1.1.2.2");
    assert_string_equal(p->parts, "1.1.2");
    assert_string_equal(p->text, "at two");
    assert_under(&report, "It went out", "Facts", "The lamp");
    assert_under(&report, "It was calm.", "Facts", "The sea");
    report_fini(&report);
}

static void
a_number_out_of_order_is_not_that_of_a_paragraph(void **state)
{
    struct report report = read_paper(LIGHTHOUSE "== Facts\n" TYPESET_FILLER
                                                 "1.1 The lamp was lit.\n"
                                                 "10.4 Boats came each day.\n");

    (void)state;
    assert_string_equal(paragraph_of(&report, "1.1")->text,
                        "The lamp was lit.");
    assert_string_equal(
        paragraph_that_begins(&report, "10.4 Boats came")->parts, "");
    report_fini(&report);
}

static void
a_heading_is_below_the_last_that_is_larger(void **state)
{
    struct report report = read_paper(
        LIGHTHOUSE "== Facts\n=== The lamp\n" TYPESET_FILLER
                   "=== The sea\nIt was calm.\n"
                   "== Recommendations\n=== To the keeper\nTrim the lamp.\n");

    (void)state;
    assert_under(&report, "The port has", "Facts", "The lamp");
    assert_under(&report, "It was calm.", "Facts", "The sea");
    assert_under(&report, "Trim the lamp.", "Recommendations", "To the keeper");
    const struct paragraph *p = paragraph_that_begins(&report, "Trim");
    assert_string_equal(report.sections[p->section].kind, "recommendation");
    report_fini(&report);
}

static void
a_caption_is_context_and_not_a_section(void **state)
{
    struct report report = read_paper(
        LIGHTHOUSE "== Facts\n" TYPESET_FILLER "The lamp was lit.\n"
                   "=== Figure 2: The lamp at night\nIt went out at two.\n");

    (void)state;
    assert_under(&report, "It went out", NULL, "Facts");
    const struct paragraph *p = paragraph_that_begins(&report, "Figure 2");
    assert_string_equal(report.sections[p->section].kind, "context");
    assert_string_equal(report.sections[p->section].heading, "Facts");
    report_fini(&report);
}

static void
prose_set_like_a_heading_is_not_one(void **state)
{
    struct report report = read_paper(
        LIGHTHOUSE
        "== Ada\n" TYPESET_FILLER
        "_The keeper has been at the station for two years and lives there "
        "alone. The cost of her oil was paid by the port until last spring, "
        "when it stopped, and since then she has paid for it herself, which "
        "she says that she cannot do for long._\n");

    (void)state;
    for (size_t i = 0; i < report.n_sections; i++)
        if (report.sections[i].heading)
            assert_string_equal(report.sections[i].heading, "Ada");
    report_fini(&report);
}

static void
a_way_to_reach_somebody_is_not_a_heading(void **state)
{
    struct report report = read_paper(
        LIGHTHOUSE "== Ada\n" TYPESET_FILLER "=== Harbour Office, 4 Quay Road\n"
                   "=== Northmere NM1 4AB\n\n=== Tel: 01632 960000\n\n"
                   "=== E: ada@example.org\n\n=== www.example.org\n"
                   "The office is open at low tide.\n");

    (void)state;
    for (size_t i = 0; i < report.n_sections; i++)
        if (report.sections[i].heading)
            assert_string_equal(report.sections[i].heading, "Ada");
    assert_true(is_anywhere(&report, "Harbour Office, 4 Quay Road"));
    assert_true(is_anywhere(&report, "ada@example.org"));
    report_fini(&report);

    report =
        read_page("<html><h1>The lighthouse</h1><h2>Ada</h2><p>The keeper has "
                  "been at the station for "
                  "two years and lives there alone.</p>"
                  "<p><b>Tel: 01632 960000</b></p>"
                  "<p>The office is open at low tide.</p>");
    assert_under(&report, "The office is open", NULL, "Ada");
    report_fini(&report);
}

static void
a_table_may_have_a_column_for_each_grade(void **state)
{
    static const char *const wanted[][2] = {
        {"Care of the lamps", "good"},
        {"Mending of nets", "requires-improvement"},
        {"Counting of ships", "inadequate"}};
    struct report report = read_page(
        "<html><h1>The lighthouse</h1><h2>What was judged</h2><p>The lamp is "
        "clean and burns all night.</p><table>"
        "<tr><th>Good<th>Requires improvement<th>Inadequate</tr>"
        "<tr><td>Care of the lamps<td>Mending of nets<td></tr>"
        "<tr><td><td><td>Counting of ships</tr></table><h2>Ada</h2>"
        "<table><tr><th>Ships<th>2011<th>2012</tr>"
        "<tr><td><b>At night</b><td><td></tr><tr><td>Sail<td>7<td>3</tr>"
        "</table>"
        "<p>The keeper has been at the station for two years.</p>");

    (void)state;
    assert_int_equal(report.n_judgements, 3);
    for (size_t i = 0; i < report.n_judgements; i++) {
        assert_string_equal(report.judgements[i].name, wanted[i][0]);
        assert_string_equal(report.judgements[i].grade, wanted[i][1]);
    }
    /* A row may have one cell that is not empty. */
    assert_under(&report, "Sail | 7 | 3", NULL, "Ada");
    assert_string_equal(paragraph_that_begins(&report, "At night")->text,
                        "At night");
    report_fini(&report);
}

static void
a_date_and_a_caption_are_not_headings(void **state)
{
    struct report report =
        read_page("<html><h1>The lighthouse</h1><h2>Ada</h2><p>The keeper has "
                  "been at the station for two years and lives there alone.</p>"
                  "<p><b>3 to 7 March 2014</b></p>"
                  "<p>The office is open at low tide.</p>"
                  "<p><b>Figure 2: The bay</b></p><p>The bay is deep.</p>");

    (void)state;
    assert_under(&report, "The office is open", NULL, "Ada");
    assert_under(&report, "The bay is deep", NULL, "Ada");
    const struct paragraph *p = paragraph_that_begins(&report, "Figure 2");
    assert_string_equal(report.sections[p->section].kind, "context");
    report_fini(&report);

    report = read_paper(LIGHTHOUSE "== Ada\n" TYPESET_FILLER
                                   "=== 3 to 7 March 2014\n"
                                   "The office is open at low tide.\n");
    for (size_t i = 0; i < report.n_sections; i++)
        if (report.sections[i].heading)
            assert_string_equal(report.sections[i].heading, "Ada");
    report_fini(&report);
}

static void
the_level_of_a_heading_is_its_size(void **state)
{
    struct report report = read_page(
        "<html><p><b>Board of Lights</b></p><p><b>Heron lighthouse visited</b>"
        "</p><h1>The Heron lighthouse</h1><h2>Facts</h2>"
        "<p>The keeper has been at the station for two years.</p>"
        "<h3>The lamp</h3><p>The lamp is clean and burns all night.</p>"
        "<p><b>Oil</b></p><p>The oil is paid for by the keeper.</p>"
        "<h2>Findings</h2><p>The station is kept well and costs little.</p>");

    (void)state;
    assert_string_equal(report.title, "The Heron lighthouse");
    assert_under(&report, "The keeper has", NULL, "Facts");
    assert_under(&report, "The lamp is", "Facts", "The lamp");
    assert_under(&report, "The oil is", "The lamp", "Oil");
    assert_under(&report, "The station is", NULL, "Findings");
    report_fini(&report);

    /* "Section 1" is a number. */
    report = read_page(
        "<html><h1>The Heron lighthouse</h1><h2>Section 1 - Facts</h2>"
        "<p>The keeper has been at the station for two years.</p>"
        "<h2>Section 2. Findings</h2><p>The lamp is clean.</p>"
        "<h2>Section 47 visits</h2><p>The keeper was visited.</p>");
    assert_under(&report, "The keeper has", NULL, "Facts");
    assert_under(&report, "The lamp is", NULL, "Findings");
    assert_under(&report, "The keeper was", NULL, "Section 47 visits");
    report_fini(&report);

    /* Headings of one level begin parts, and are no title. */
    report = read_page(
        "<html><p>The Heron lighthouse</p><h1>Introduction</h1>"
        "<p>The keeper has been at the station for two years and lives there "
        "alone.</p><h1>Findings</h1><p>The lamp is clean.</p>");
    assert_string_equal(report.title, "The Heron lighthouse");
    report_fini(&report);
}

static void
half_a_sentence_is_not_a_heading(void **state)
{
    struct report report = read_page(
        "<html><h1>The Heron lighthouse</h1><h2>Facts</h2>"
        "<p>The lamp is clean.</p><h3>The keeper has been at the station for "
        "two years, which enables her</h3><p>to know every ship that passes."
        "</p>");

    (void)state;
    assert_under(&report, "The keeper has", NULL, "Facts");
    assert_true(is_anywhere(&report, "which enables her to know every ship"));
    report_fini(&report);
}

/* The report read from a paper, which is freed. */
static struct report
read_drawn(struct paper *paper)
{
    struct report_list reports;
    char reason[REASON_SIZE] = "";
    size_t len;
    char *bytes = paper_bytes(paper, &len);

    if (!reading_bytes("x.pdf", bytes, len, &reports, reason))
        fail_msg("refused: %s", reason);
    free(bytes);
    paper_free(paper);
    struct report report = reports.list[0];
    free(reports.list);
    return report;
}

/* Put lines of this size at x, and return where the next may be. */
static double
put_lines(struct paper *paper,
          double x,
          double y,
          double size,
          const char *const *lines)
{
    for (; *lines; lines++, y += 1.2 * size)
        paper_text(paper, x, y, PAPER_PLAIN, size, *lines);
    return y + size;
}

static const char *const keeper[] = {
    "The keeper has been at the station for two years and lives there alone.",
    "She trims the lamp before it is dark, and writes down every ship that",
    "passes, with the hour and the weather, in a book that nobody reads.",
    NULL};

/* Even if nothing is between them. */
static void
the_lines_of_a_cover_are_apart(void **state)
{
    static const char *const cover[] = {
        "A report on the quality of education in",
        "Ysgol Glan y Don",
        "1 Quay Road",
        "Northmere",
        "Date of inspection: March 2014",
        NULL};
    struct paper *paper = paper_new();

    (void)state;
    paper_page(paper);
    put_lines(paper, 60, 80, 10, cover);
    paper_page(paper);
    paper_text(paper, 60, 80, PAPER_BOLD, 14, "How it is kept");
    put_lines(paper, 60, 110, 10, keeper);
    struct report report = read_drawn(paper);
    assert_string_equal(report.provider, "Ysgol Glan y Don");
    assert_string_equal(report.inspected_to, "2014-03-31");
    paragraph_that_begins(&report, "1 Quay Road");
    paragraph_that_begins(&report, "Northmere");
    report_fini(&report);
}

static void
the_title_of_a_box_does_not_end_the_section(void **state)
{
    static const char *const example[] = {
        "Ada came to the station as a girl. She learned",
        "the trade from her "
        "aunt, who kept the lamp",
        "until she could not climb the stairs.", NULL};
    struct paper *paper = paper_new();
    double y = 80;

    (void)state;
    paper_page(paper);
    paper_text(paper, 60, y, PAPER_BOLD, 20, "The Heron lighthouse");
    paper_text(paper, 60, y += 40, PAPER_BOLD, 14, "How it is kept");
    y = put_lines(paper, 60, y + 25, 10, keeper);
    y = put_lines(paper, 60, y, 10, keeper);
    paper_text(paper, 72, y += 10, PAPER_BOLD, 12, "Ada");
    y = put_lines(paper, 72, y + 18, 12, example);
    put_lines(paper, 60, y + 10, 10, keeper);
    struct report report = read_drawn(paper);
    for (size_t i = 0; i < report.n_sections; i++)
        if (report.sections[i].heading)
            assert_string_equal(report.sections[i].heading, "How it is kept");
    const struct paragraph *p = paragraph_that_begins(&report, "Ada");
    assert_string_equal(p->text, "Ada");
    assert_string_equal(report.sections[p->section].kind, "context");
    p = paragraph_that_begins(&report, "Ada came");
    assert_string_equal(report.sections[p->section].kind, "finding");
    report_fini(&report);
}

static void
the_labels_of_a_figure_are_one_paragraph(void **state)
{
    static const char *const before[] = {
        "From the station the lamp is seen over the whole of the bay, and on a",
        "clear night, when there is no moon and the wind is from the land, it",
        NULL};
    static const char *const after[] = {
        "may be seen from the hills, which are marked on the map.", NULL};
    static const char *const labels[] = {"North", "0 km", "5 km", "Station",
                                         "the hills"};
    struct paper *paper = paper_new();
    double y = 80;

    (void)state;
    paper_page(paper);
    paper_text(paper, 60, y, PAPER_BOLD, 20, "The Heron lighthouse");
    paper_text(paper, 60, y += 40, PAPER_BOLD, 14, "How it is kept");
    y = put_lines(paper, 60, y + 25, 10, keeper);
    y = put_lines(paper, 60, y, 10, before);
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        paper_text(paper, 120 + 30 * (double)i, y += 23, PAPER_PLAIN, 7,
                   labels[i]);
    paper_text(paper, 120, y += 30, PAPER_BOLD, 10, "Figure 1: The bay");
    put_lines(paper, 60, y + 30, 10, after);
    struct report report = read_drawn(paper);
    const struct paragraph *p = paragraph_that_begins(&report, "North");
    assert_string_equal(p->text, "North | 0 km | 5 km | Station | the hills");
    assert_string_equal(report.sections[p->section].kind, "context");
    p = paragraph_that_begins(&report, "From the station");
    assert_non_null(strstr(p->text, "from the land, it may be seen"));
    report_fini(&report);
}

static void
a_bold_row_of_a_table_is_not_a_section(void **state)
{
    static const char *const rows[][2] = {
        {"Ships seen", "12"},     {"By night", NULL}, {"Under sail", "7"},
        {"Under steam", "3"},     {"By day", NULL},   {"Under sail", "1"},
        {"Nobody was asked", "0"}};
    struct paper *paper = paper_new();
    double y = 80;

    (void)state;
    paper_page(paper);
    paper_text(paper, 60, y, PAPER_BOLD, 20, "The Heron lighthouse");
    paper_text(paper, 60, y += 40, PAPER_BOLD, 14, "What was seen");
    y = put_lines(paper, 60, y + 25, 10, keeper) + 10;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++, y += 12) {
        paper_text(paper, 60, y, rows[i][1] ? PAPER_PLAIN : PAPER_BOLD, 10,
                   rows[i][0]);
        for (double x = 300; x <= 400 && rows[i][1]; x += 100)
            paper_text(paper, x, y, PAPER_PLAIN, 10, rows[i][1]);
    }
    struct report report = read_drawn(paper);
    assert_under(&report, "By night", NULL, "What was seen");
    assert_under(&report, "Under steam | 3 | 3", NULL, "What was seen");
    assert_under(&report, "Nobody was asked | 0 | 0", NULL, "What was seen");
    report_fini(&report);
}

static void
a_contents_list_ends_where_its_pages_do(void **state)
{
    struct report report =
        read_paper("= Visit to the Heron lighthouse\n== Contents\n"
                   "Facts ............ 3\nFindings ............ 5\n.page\n"
                   "| Boats | 4\n| Nets | 2\n| Sails | 1\n"
                   "== Facts\n" TYPESET_FILLER);

    (void)state;
    paragraph_that_begins(&report, "Nets | 2");
    for (size_t i = 0; i < report.n_paragraphs; i++)
        assert_null(strstr(report.paragraphs[i].text, "...."));
    report_fini(&report);
}

static void
contents_without_pages_are_the_headings_that_follow(void **state)
{
    struct report report = read_paper(
        "= Visit to the Heron lighthouse\n== Contents\n"
        "Foreword\n\nRecommendations\n\n.page\n== Foreword\n" TYPESET_FILLER
        "== Recommendations\nTrim the lamp.\n");

    (void)state;
    for (size_t i = 0; i < report.n_paragraphs; i++) {
        assert_string_not_equal(report.paragraphs[i].text, "Foreword");
        assert_string_not_equal(report.paragraphs[i].text, "Recommendations");
    }
    assert_under(&report, "Trim the lamp.", NULL, "Recommendations");
    report_fini(&report);
}

#define HTML_FULL                                                              \
    "The keeper has been at the station for two years and lives there "

static void
a_page_without_headings_has_those_that_look_like_one(void **state)
{
    struct report report =
        read_page("<html><body><p>Visit to the Heron lighthouse</p>"
                  "<p>Ada Quill</p><p>Harbour Road</p>"
                  "<p>" HTML_FULL "alone. It is lit.</p>"
                  "<p>The lamp at night</p><p>" HTML_FULL "with his</p>"
                  "<p>wife. She trims the lamp.</p></body></html>");

    (void)state;
    assert_string_equal(paragraph_of(&report, "c1")->text, "Ada Quill");
    assert_under(&report, HTML_FULL "with his wife. She trims", NULL,
                 "The lamp at night");
    assert_int_equal(report.n_paragraphs, 4);
    report_fini(&report);
}

static void
a_report_goes_on_after_a_letter_with_a_list(void **state)
{
    struct report report = read_paper(
        LIGHTHOUSE "== Facts\n" TYPESET_FILLER "Yours sincerely\nAda Quill\n"
                   "* The lamp must be trimmed.\nIt must be lit.\n");

    (void)state;
    const struct paragraph *p =
        paragraph_that_begins(&report, "Yours sincerely");
    assert_string_equal(report.sections[p->section].kind, "context");
    p = paragraph_that_begins(&report, "The lamp must");
    assert_string_equal(report.sections[p->section].kind, "finding");
    p = paragraph_that_begins(&report, "It must be lit.");
    assert_string_equal(report.sections[p->section].kind, "finding");
    report_fini(&report);
}

static void
page_numbers_are_not_text_however_they_are_set(void **state)
{
    static const char *const numbers[] = {
        "iv",           "3 | Page",
        "14 | P a g e", "\xe2\x80\xba 7 \xe2\x80\xb9",
        "Page 3 of 12", "- 6 -"};

    (void)state;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        const struct line line = {.text = numbers[i],
                                  .len = strlen(numbers[i])};
        if (!running_is_page_number(&line))
            fail_msg("\"%s\" is not a page number", numbers[i]);
    }
    static const char *const others[] = {"12.",  "civil", "2012",
                                         "Page", "mix",   "3 boats"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        const struct line line = {.text = others[i], .len = strlen(others[i])};
        if (running_is_page_number(&line))
            fail_msg("\"%s\" is a page number", others[i]);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_usually_closes_a_report_does_not_end_it),
        cmocka_unit_test(a_cover_is_context_and_does_not_count),
        cmocka_unit_test(a_title_above_the_first_sentence_is_not_a_section),
        cmocka_unit_test(a_page_number_out_of_all_pages_is_not_text),
        cmocka_unit_test(a_number_with_parts_is_a_number),
        cmocka_unit_test(a_number_out_of_order_is_not_that_of_a_paragraph),
        cmocka_unit_test(a_heading_is_below_the_last_that_is_larger),
        cmocka_unit_test(a_caption_is_context_and_not_a_section),
        cmocka_unit_test(prose_set_like_a_heading_is_not_one),
        cmocka_unit_test(a_table_may_have_a_column_for_each_grade),
        cmocka_unit_test(a_date_and_a_caption_are_not_headings),
        cmocka_unit_test(a_way_to_reach_somebody_is_not_a_heading),
        cmocka_unit_test(the_level_of_a_heading_is_its_size),
        cmocka_unit_test(half_a_sentence_is_not_a_heading),
        cmocka_unit_test(the_lines_of_a_cover_are_apart),
        cmocka_unit_test(the_title_of_a_box_does_not_end_the_section),
        cmocka_unit_test(the_labels_of_a_figure_are_one_paragraph),
        cmocka_unit_test(a_bold_row_of_a_table_is_not_a_section),
        cmocka_unit_test(a_contents_list_ends_where_its_pages_do),
        cmocka_unit_test(contents_without_pages_are_the_headings_that_follow),
        cmocka_unit_test(a_page_without_headings_has_those_that_look_like_one),
        cmocka_unit_test(a_report_goes_on_after_a_letter_with_a_list),
        cmocka_unit_test(page_numbers_are_not_text_however_they_are_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
