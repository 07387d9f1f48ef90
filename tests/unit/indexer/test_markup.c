/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Web pages and word processors' files: their lines, and the reports that are
 * read from them.
 */
#include "support.h"

#include "base/memory.h"
#include "lines/docx.h"
#include "lines/html.h"
#include "lines/odt.h"
#include "reading.h"
#include "zipped.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* The lines as text: a letter for the role (T, H, I, R), "+" if the line goes
 * on with a paragraph, and the text, with bars for tabs. The caller frees it.
 */
static char *
drawn(const struct lines *lines)
{
    static const char roles[] = "?THIR";
    GString *text = g_string_new(NULL);

    for (size_t i = 0; i < lines->count; i++) {
        const struct line *line = &lines->list[i];
        g_string_append_printf(text, "%c%s%s ", roles[line->role],
                               line->is_bold ? "b" : "",
                               line->after_blank ? "" : "+");
        for (size_t k = 0; k < line->len; k++)
            g_string_append_c(text,
                              line->text[k] == '\t' ? '|' : line->text[k]);
        g_string_append_c(text, '\n');
    }
    return g_string_free(text, FALSE);
}

static void
assert_lines(struct lines *lines, const char *expected)
{
    char *text = drawn(lines);

    assert_string_equal(text, expected);
    g_free(text);
    lines_fini(lines);
}

static void
assert_page(const char *page, const char *expected)
{
    struct lines lines;
    char reason[REASON_SIZE] = "";

    if (!html_read(page, strlen(page), &lines, reason))
        fail_msg("%s\nis refused: %s", page, reason);
    assert_lines(&lines, expected);
}

static void
a_page_is_its_headings_paragraphs_lists_and_tables(void **state)
{
    (void)state;
    assert_page("<!DOCTYPE html><title>x</title><h1>Boats &amp; nets</h1>"
                "<p>Boats are\n  mended by <b>two</b> people.</p>"
                "<ul><li>oars</li><li><p>sails</p><ul><li>red</li></ul></li>"
                "</ul><ol start=3><li>nets</li><li>knots</li></ol>"
                "<table><tr><th>Part</th><th>Grade</th></tr>"
                "<tr><td>Oars</td><td>Good</td></tr></table>"
                "<p><strong>All of it</strong></p>Loose text",
                "H Boats & nets\nT Boats are mended by two people.\nI oars\n"
                "I sails\nI red\nI 3. nets\nI 4. knots\nRb Part|Grade\n"
                "R Oars|Good\nTb All of it\nT Loose text\n");
}

static void
what_belongs_to_the_site_is_left_out(void **state)
{
    (void)state;
    assert_page("<html><body><header role=banner><p>The inspectorate</p>"
                "</header><nav><a href=a>Home</a></nav>"
                "<div class='site-menu'>Menu</div><div hidden>Secret</div>"
                "<ul><li><a href=a>Schools</a></li><li><a href=b>Homes</a></li>"
                "<li><a href=c>Boats</a></li></ul>"
                "<p>Boats are mended.</p><script>var a = 1;</script>"
                "<style>p {}</style><form><button>Send</button></form>"
                "<footer role='contentinfo'>Address</footer></body></html>",
                "T Boats are mended.\n");
    /* A list of links with words beside them is text. */
    assert_page("<body><ul><li>See <a href=a>boats</a> and what is about them"
                "</li><li><a href=b>nets</a></li><li><a href=c>oars</a></li>"
                "</ul>",
                "I See boats and what is about them\nI nets\nI oars\n");
}

static void
only_the_main_part_of_a_page_is_read(void **state)
{
    (void)state;
    assert_page("<body><p>Cookies</p><main><p>Boats.</p></main><p>Contact</p>",
                "T Boats.\n");
    assert_page("<body><p>Cookies</p><div role=main><p>Boats.</p></div>",
                "T Boats.\n");
    /* Two articles are not one text with something around it. */
    assert_page("<body><article><p>Boats.</p></article>"
                "<article><p>Nets.</p></article>",
                "T Boats.\nT Nets.\n");
}

static void
lines_are_broken_within_a_paragraph(void **state)
{
    (void)state;
    assert_page("<p>1 Quay Road<br>Northmere<br><br>NM1</p><h2>Boats<br>and"
                "<br>nets</h2><li>oars<br>and more",
                "T 1 Quay Road\nT+ Northmere\nT+ NM1\nH Boats and nets\n"
                "I oars\nT+ and more\n");
}

static void
a_box_and_columns_of_text_are_not_rows(void **state)
{
    GString *page = g_string_new("<table><tr><td><p>A box.</p><p>Two "
                                 "paragraphs.</p></td></tr></table>"
                                 "<table><tr><td><p>Left.</p><p>");

    (void)state;
    for (int i = 0; i < 40; i++)
        g_string_append(page, "Boats are mended. ");
    g_string_append(page, "</p></td><td><p>Right.</p></td></tr></table>");
    struct lines lines;
    char reason[REASON_SIZE];
    assert_true(html_read(page->str, page->len, &lines, reason));
    assert_int_equal(lines.count, 5);
    for (size_t i = 0; i < lines.count; i++)
        assert_int_equal(lines.list[i].role, LINE_TEXT);
    assert_memory_equal(lines.list[4].text, "Right.", 6);
    lines_fini(&lines);
    g_string_free(page, TRUE);
}

static void
pages_of_a_page_made_from_a_pdf_leave_nothing(void **state)
{
    (void)state;
    assert_page("<p>Boats are mended by</p><p>September 2011</p><p>Page 1</p>"
                "<p>two people.</p><p>Nets.</p><p>September 2011</p>"
                "<p>Page 2</p><p>Oars.</p>",
                "T Boats are mended by\nT+ two people.\nT Nets.\nT+ Oars.\n");
}

static void
letters_of_another_encoding_are_read(void **state)
{
    (void)state;
    assert_page("<p>Caf\xc3\xa9</p>", "T Caf\xc3\xa9\n");
    assert_page("<html><head><meta charset=iso-8859-1></head><p>Caf\xe9</p>",
                "T Caf\xc3\xa9\n");
    assert_page("<p>Caf\xe9</p>", "T Caf\xc3\xa9\n");
    assert_page("<p>2&\xd7 boats</p>", "T 2&\xef\xbf\xbd boats\n");
}

static void
a_page_without_text_is_refused(void **state)
{
    static const char *const pages[] = {
        "<html><body><script>show()</script></body></html>", "<html>", ""};
    struct lines lines;
    char reason[REASON_SIZE];

    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        assert_false(html_read(pages[i], strlen(pages[i]), &lines, reason));
        assert_has(reason, "web page without text");
    }
}

static void
deep_elements_are_read(void **state)
{
    GString *page = g_string_new("<body>");

    (void)state;
    for (int i = 0; i < 5000; i++)
        g_string_append(page, "<div>");
    g_string_append(page, "Boats.");
    struct lines lines;
    char reason[REASON_SIZE];
    /* libxml2 has a limit of its own. */
    if (html_read(page->str, page->len, &lines, reason))
        lines_fini(&lines);
    g_string_free(page, TRUE);
}

/* Word. */

#define P(style, text)                                                         \
    "<w:p><w:pPr><w:pStyle w:val=\"" style "\"/></w:pPr><w:r><w:t>" text       \
    "</w:t></w:r></w:p>"
#define LISTED(list, level, text)                                              \
    "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" level "\"/><w:numId w:val=\"" list \
    "\"/></w:numPr></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define STYLES                                                                 \
    "<w:style w:styleId=\"H1\"><w:name w:val=\"heading 1\"/></w:style>"        \
    "<w:style w:styleId=\"Mine\"><w:name w:val=\"My heading\"/>"               \
    "<w:basedOn w:val=\"H1\"/></w:style>"                                      \
    "<w:style w:styleId=\"TOC1\"><w:name w:val=\"toc 1\"/></w:style>"          \
    "<w:style w:styleId=\"Loop\"><w:name w:val=\"Loop\"/>"                     \
    "<w:basedOn w:val=\"Loop\"/></w:style>"                                    \
    "<w:style w:styleId=\"Strong\"><w:rPr><w:b/></w:rPr></w:style>"            \
    "<w:style w:styleId=\"Light\"><w:basedOn w:val=\"Strong\"/><w:rPr><w:b "   \
    "w:val=\"0\"/></w:rPr></w:style>"
#define LISTS                                                                  \
    "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\">"                \
    "<w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/>"                      \
    "<w:lvlText w:val=\"%1.\"/></w:lvl><w:lvl w:ilvl=\"1\">"                   \
    "<w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.%2\"/></w:lvl>"        \
    "</w:abstractNum><w:abstractNum w:abstractNumId=\"1\"><w:lvl "             \
    "w:ilvl=\"0\"><w:numFmt w:val=\"bullet\"/></w:lvl></w:abstractNum>"        \
    "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>"              \
    "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"1\"/></w:num>"              \
    "<w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/><w:lvlOverride "       \
    "w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>"

static struct package *
opened(const char *bytes, size_t len)
{
    char reason[REASON_SIZE] = "";
    struct package *package = package_open(bytes, len, reason);

    if (!package)
        fail_msg("%s", reason);
    return package;
}

static void
assert_docx(const char *body, const char *expected)
{
    size_t len;
    char *bytes = zipped_docx(body, STYLES, LISTS, &len);
    char reason[REASON_SIZE] = "";
    struct package *package = opened(bytes, len);
    struct lines lines;

    assert_true(docx_is(package));
    if (!docx_read(package, &lines, reason))
        fail_msg("%s\nis refused: %s", body, reason);
    package_close(package);
    assert_lines(&lines, expected);
    free(bytes);
}

static void
a_word_document_is_read_by_its_styles(void **state)
{
    (void)state;
    assert_docx(P("H1", "Boats") P("Mine", "Nets") P("Loop", "Sails are torn.")
                    P("None", "Oars."),
                "H Boats\nH Nets\nT Sails are torn.\nT Oars.\n");
    assert_docx("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Bold</w:t></w:r></w:p>"
                "<w:p><w:r><w:rPr><w:b w:val=\"0\"/></w:rPr><w:t>Not</w:t>"
                "</w:r><w:r><w:br/><w:t>one</w:t></w:r></w:p>",
                "Tb Bold\nT Not\nT+ one\n");
}

static void
numbers_of_word_lists_are_counted(void **state)
{
    (void)state;
    assert_docx(LISTED("1", "0", "Boats") LISTED("1", "1", "red")
                    LISTED("1", "1", "blue") LISTED("2", "0", "a bullet")
                        LISTED("1", "0", "Nets") LISTED("1", "1", "dry")
                            LISTED("9", "0", "in no list"),
                "I 1. Boats\nI 1.1 red\nI 1.2 blue\nI a bullet\nI 2. Nets\n"
                "I 2.1 dry\nT in no list\n");
}

static void
a_style_may_say_that_text_is_bold_or_not(void **state)
{
    (void)state;
    assert_docx(
        P("Strong", "Boats")
            P("Light",
              "Nets") "<w:p><w:r><w:rPr><w:rStyle w:val=\"Strong\"/></w:rPr>"
                      "<w:t>Oars</w:t></w:r></w:p>",
        "Tb Boats\nT Nets\nTb Oars\n");
}

static void
a_list_may_begin_with_any_number(void **state)
{
    (void)state;
    assert_page("<ol start=3><li>nets<li value=7>knots<li>oars</ol>"
                "<ol start=9223372036854775807><li>red<li>blue</ol>",
                "I 3. nets\nI 7. knots\nI 8. oars\nI 1. red\nI 2. blue\n");
    assert_docx(LISTED("3", "0", "Boats") LISTED("3", "0", "Nets"),
                "I 5. Boats\nI 6. Nets\n");
}

/* The numbers were counted from the first item for each. */
static void
a_long_list_is_read_at_once(void **state)
{
    enum { ITEMS = 40000 };
    GString *page = g_string_new("<ol>");
    const gint64 begun = g_get_monotonic_time();
    struct lines lines;
    char reason[REASON_SIZE];

    (void)state;
    for (int i = 0; i < ITEMS; i++)
        g_string_append(page, "<li>x</li>");
    assert_true(html_read(page->str, page->len, &lines, reason));
    assert_int_equal(lines.count, ITEMS);
    assert_true(g_get_monotonic_time() - begun < 10 * G_USEC_PER_SEC);
    lines_fini(&lines);
    g_string_free(page, TRUE);
}

static void
what_word_does_not_show_is_left_out(void **state)
{
    (void)state;
    assert_docx(
        P("TOC1", "Boats 3") "<w:p><w:r><w:t>Boats</w:t></w:r><w:del><w:r>"
                             "<w:delText>gone</w:delText></w:r></w:del>"
                             "<w:ins><w:r><w:t xml:space=\"preserve\"> are "
                             "mended.</w:t></w:r></w:ins><w:r><w:rPr>"
                             "<w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
                             "<w:r><w:instrText>PAGE</w:instrText></w:r></w:p>",
        "T Boats are mended.\n");
}

static void
a_word_table_has_rows_and_a_box_has_paragraphs(void **state)
{
    (void)state;
    assert_docx("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Oars</w:t></w:r></w:p>"
                "</w:tc><w:tc><w:p><w:r><w:t>Good</w:t></w:r></w:p></w:tc>"
                "</w:tr></w:tbl><w:tbl><w:tr><w:tc>" P("H1", "A case")
                    P("None", "Ola was helped.") "</w:tc></w:tr></w:tbl>",
                "R Oars|Good\nH A case\nT Ola was helped.\n");
}

static void
an_empty_or_damaged_document_is_refused(void **state)
{
    static const struct zipped_part broken[] = {
        {"word/document.xml", "<w:document"}, {NULL, NULL}};
    static const struct zipped_part empty[] = {
        {"word/document.xml", "<w:document xmlns:w=\"w\"><w:body/>"
                              "</w:document>"},
        {NULL, NULL}};
    const struct zipped_part *const cases[] = {broken, empty};
    static const char *const reasons[] = {"not valid XML", "no text"};

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        size_t len;
        char *bytes = zipped(cases[i], &len), reason[REASON_SIZE] = "";
        struct package *package = opened(bytes, len);
        struct lines lines;
        assert_false(docx_read(package, &lines, reason));
        assert_has(reason, reasons[i]);
        package_close(package);
        free(bytes);
    }
    char reason[REASON_SIZE] = "";
    assert_null(package_open("PK\3\4 no archive", 15, reason));
    assert_has(reason, "damaged");
}

/* OpenDocument. */

static void
an_opendocument_text_is_read(void **state)
{
    size_t len;
    char *bytes = zipped_odt(
        "<text:h>Boats</text:h><text:table-of-content><text:p>Boats 3</text:p>"
        "</text:table-of-content><text:p text:style-name=\"B\">Bold</text:p>"
        "<text:p>Boats<text:s/>are<text:note><text:p>a note</text:p>"
        "</text:note> mended<text:line-break/>here.</text:p>"
        "<text:list text:style-name=\"N\"><text:list-item><text:p>one</text:p>"
        "</text:list-item><text:list-item text:start-value=\"4\"><text:p>four"
        "</text:p></text:list-item><text:list-item><text:p>five</text:p>"
        "</text:list-item>"
        "</text:list><text:list text:style-name=\"D\"><text:list-item>"
        "<text:p>dot</text:p></text:list-item></text:list><table:table>"
        "<table:table-row><table:table-cell><text:p>Oars</text:p>"
        "</table:table-cell><table:table-cell><text:p>Good</text:p>"
        "</table:table-cell></table:table-row></table:table>",
        "<style:style style:name=\"B\"><style:text-properties "
        "fo:font-weight=\"bold\"/></style:style><text:list-style "
        "style:name=\"N\"><text:list-level-style-number text:level=\"1\" "
        "style:num-format=\"1\"/></text:list-style>",
        &len);
    struct package *package = opened(bytes, len);
    char reason[REASON_SIZE] = "";
    struct lines lines;

    (void)state;
    assert_true(odt_is(package));
    if (!odt_read(package, &lines, reason))
        fail_msg("%s", reason);
    package_close(package);
    assert_lines(&lines,
                 "H Boats\nTb Bold\nT Boats are mended\nT+ here.\n"
                 "I 1. one\nI 4. four\nI 5. five\nI dot\nR Oars|Good\n");
    free(bytes);
}

/* Reports. */

#define HELP                                                                   \
    "The experiences and progress of children who need help and protection"
#define IMPACT                                                                 \
    "The impact of leaders on social work practice with children and families"

static const char ilacs_page[] =
    "<!DOCTYPE html><nav><a href=x>Home</a></nav><main>"
    "<h1>Inspection of Northmere local authority children\xe2\x80\x99s services"
    "</h1><p>Inspection dates: 11 to 22 September 2023</p>"
    "<p>Lead inspector: Ada Quill, His Majesty\xe2\x80\x99s Inspector</p>"
    "<table><tr><th>Judgement</th><th>Grade</th></tr>"
    "<tr><td>" HELP "</td><td>Inadequate</td></tr>"
    "<tr><td>" IMPACT "</td><td>Good</td></tr></table>"
    "<h2>What needs to improve?</h2><ul><li>The state of the nets.</li></ul>"
    "<h2>" HELP ": inadequate</h2><p>1. Help comes late.</p>"
    "<p>2. Doors are locked.</p><h2>" IMPACT ": good</h2>"
    "<p>3. Leaders listen.</p></main>";

static const char ilacs_docx[] = P(
    "H1",
    "Inspection of Northmere local authority children\xe2\x80\x99s "
    "services") P("None", "Inspection dates: 11 to 22 September 2023")
    P("None",
      "Lead inspector: Ada Quill, His Majesty\xe2\x80\x99s "
      "Inspector") "<w:tbl><w:tr><w:tc>" P("None",
                                           HELP) "</w:tc><w:tc>" P("None",
                                                                   "Inadequat"
                                                                   "e") "</"
                                                                        "w:"
                                                                        "tc><"
                                                                        "/w:"
                                                                        "tr><"
                                                                        "w:"
                                                                        "tr>"
                                                                        "<w:"
                                                                        "tc"
                                                                        ">" P("None", IMPACT) "</w:tc><w:tc>" P(
                                                                            "No"
                                                                            "n"
                                                                            "e",
                                                                            "Go"
                                                                            "o"
                                                                            "d") "</w:tc></w:tr></w:tbl>" P("H1",
                                                                                                            "What needs to improve?")
                                                                            LISTED(
                                                                                "2",
                                                                                "0",
                                                                                "The state of the nets.")
                                                                                P("H1", HELP ": inadequate") LISTED(
                                                                                    "1",
                                                                                    "0",
                                                                                    "Help comes late.")
                                                                                    LISTED(
                                                                                        "1",
                                                                                        "0",
                                                                                        "Doors are locked.")
                                                                                        P("H1",
                                                                                          IMPACT
                                                                                          ": good")
                                                                                            LISTED(
                                                                                                "1",
                                                                                                "0",
                                                                                                "Leaders listen.");

static struct report_list
read_good(const char *source, const char *bytes, size_t len)
{
    struct report_list reports;
    char *copy = memory_strndup(bytes, len), reason[REASON_SIZE] = "";

    if (!reading_bytes(source, copy, len, &reports, reason))
        fail_msg("refused: %s", reason);
    free(copy);
    return reports;
}

static void
assert_is_the_report(struct report_list *reports)
{
    static const struct {
        const char *id, *text, *kind, *grade;
    } expected[] = {
        {"p1", "The state of the nets.", "recommendation", "ungraded"},
        {"1", "Help comes late.", "finding", "inadequate"},
        {"2", "Doors are locked.", "finding", "inadequate"},
        {"3", "Leaders listen.", "finding", "good"},
    };
    const struct report *r = reports->list;

    assert_string_equal(r->framework, "ilacs");
    assert_string_equal(r->authority, "Northmere");
    assert_string_equal(r->inspected_to, "2023-09-22");
    assert_string_equal(r->lead_inspector, "Ada Quill");
    assert_int_equal(r->n_judgements, 2);
    assert_int_equal(r->n_paragraphs, 4);
    for (size_t i = 0; i < 4; i++) {
        const struct paragraph *p = &r->paragraphs[i];
        assert_string_equal(p->id, expected[i].id);
        assert_string_equal(p->text, expected[i].text);
        assert_string_equal(r->sections[p->section].kind, expected[i].kind);
        assert_string_equal(p->grade, expected[i].grade);
        assert_int_equal(p->line, 0);
        assert_int_equal(p->page, 0);
    }
    report_list_fini(reports);
}

static void
a_report_is_the_same_in_any_format(void **state)
{
    size_t len;
    char *docx = zipped_docx(ilacs_docx, STYLES, LISTS, &len);
    struct report_list reports = read_good("2023/x.docx", docx, len);

    (void)state;
    assert_is_the_report(&reports);
    free(docx);
    reports = read_good("2023/x.html", ilacs_page, sizeof ilacs_page - 1);
    assert_is_the_report(&reports);
    /* By its content, whatever its name. */
    reports = read_good("2023/x.txt", ilacs_page, sizeof ilacs_page - 1);
    assert_is_the_report(&reports);
}

static void
assert_refused(const char *source,
               const char *bytes,
               size_t len,
               const char *why)
{
    struct report_list reports;
    char *copy = memory_strndup(bytes, len), reason[REASON_SIZE] = "";

    assert_false(reading_bytes(source, copy, len, &reports, reason));
    assert_has(reason, why);
    free(copy);
}

static void
a_page_named_pdf_and_other_archives_are_refused(void **state)
{
    static const struct zipped_part sheet[] = {{"xl/workbook.xml", "<x/>"},
                                               {NULL, NULL}};
    size_t len;
    char *bytes = zipped(sheet, &len);

    (void)state;
    assert_refused("x.pdf", ilacs_page, sizeof ilacs_page - 1,
                   "it is named .pdf but is a web page");
    assert_refused("x.xlsx", bytes, len, "archive");
    assert_refused("x.rtf", "{\\rtf1 Boats}", 13, "RTF");
    free(bytes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_page_is_its_headings_paragraphs_lists_and_tables),
        cmocka_unit_test(what_belongs_to_the_site_is_left_out),
        cmocka_unit_test(only_the_main_part_of_a_page_is_read),
        cmocka_unit_test(lines_are_broken_within_a_paragraph),
        cmocka_unit_test(a_box_and_columns_of_text_are_not_rows),
        cmocka_unit_test(pages_of_a_page_made_from_a_pdf_leave_nothing),
        cmocka_unit_test(letters_of_another_encoding_are_read),
        cmocka_unit_test(a_page_without_text_is_refused),
        cmocka_unit_test(deep_elements_are_read),
        cmocka_unit_test(a_word_document_is_read_by_its_styles),
        cmocka_unit_test(numbers_of_word_lists_are_counted),
        cmocka_unit_test(a_style_may_say_that_text_is_bold_or_not),
        cmocka_unit_test(a_list_may_begin_with_any_number),
        cmocka_unit_test(a_long_list_is_read_at_once),
        cmocka_unit_test(what_word_does_not_show_is_left_out),
        cmocka_unit_test(a_word_table_has_rows_and_a_box_has_paragraphs),
        cmocka_unit_test(an_empty_or_damaged_document_is_refused),
        cmocka_unit_test(an_opendocument_text_is_read),
        cmocka_unit_test(a_report_is_the_same_in_any_format),
        cmocka_unit_test(a_page_named_pdf_and_other_archives_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
