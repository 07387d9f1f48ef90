/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A PDF of each framework, set as it is printed, and what is read from it. The
 * authorities are invented.
 */
#include "read_paper.h"

#include "base/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct judged {
    const char *area; /* NULL: end of the list */
    const char *name;
    const char *grade;
    const char *source;
};

static void
assert_judged(const struct report *report, const struct judged *wanted)
{
    size_t i = 0;

    for (; wanted->area; wanted++, i++) {
        if (i == report->n_judgements)
            fail_msg("no judgement \"%s\"", wanted->name);
        assert_string_equal(report->judgements[i].name, wanted->name);
        assert_string_equal(report->judgements[i].area, wanted->area);
        assert_string_equal(report->judgements[i].grade, wanted->grade);
        assert_string_equal(report->judgements[i].source, wanted->source);
    }
    if (i < report->n_judgements)
        fail_msg("one judgement too many: \"%s\"", report->judgements[i].name);
}

#define ASSERT_JUDGED(report, ...)                                             \
    assert_judged(report, (const struct judged[]){__VA_ARGS__, {0}})

static void
assert_cover(const struct report *report,
             const char *framework,
             const char *authority,
             const char *from,
             const char *to,
             const char *published)
{
    assert_string_equal(report->framework, framework);
    assert_string_equal(report->authority, authority);
    assert_string_equal(report->inspected_from, from);
    assert_string_equal(report->inspected_to, to);
    assert_string_equal(report->published, published);
}

static void
assert_odd(const struct report *report, const char *text)
{
    for (size_t i = 0; i < report->n_oddities; i++)
        if (strcmp(report->oddities[i].text, text) == 0)
            return;
    fail_msg("nothing says \"%s\"", text);
}

/* ilacs */

static void
an_ilacs_report_says_who_when_and_by_whom(void **state)
{
    struct report report =
        read_paper(ILACS_FOOT ILACS_COVER ILACS_TABLE ILACS_BODY);

    (void)state;
    assert_cover(&report, "ilacs", "Northmere", "2023-09-11", "2023-09-22", "");
    assert_string_equal(report.lead_inspector, "Ada Quill");
    assert_string_equal(report.title, "Inspection of Northmere local authority "
                                      "children\xe2\x80\x99s services");
    assert_string_equal(report.id, "northmere-2023-09-22");
    report_fini(&report);
}

static void
an_ilacs_table_is_its_judgements(void **state)
{
    struct report report =
        read_paper(ILACS_FOOT ILACS_COVER ILACS_TABLE ILACS_BODY);

    (void)state;
    ASSERT_JUDGED(
        &report, {"leadership", IMPACT, "requires-improvement", "table"},
        {"safeguarding", HELP, "inadequate", "table"},
        {"looked-after-children", CARE, "good", "table"},
        {"care-leavers", LEAVERS, "outstanding", "table"},
        {"general", "Overall effectiveness", "requires-improvement", "table"});
    report_fini(&report);
}

static void
an_ilacs_table_may_have_no_overall_row_nor_one_of_care_leavers(void **state)
{
    struct report report = read_paper(
        ILACS_COVER ".middle\n"
                    "| _Judgement_ | _Grade_\n"
                    "| The impact of leaders on practice with children and "
                    "families | Good\n"
                    "| The experiences and progress of children in care and "
                    "care leavers | Requires improvement to be good\n"
                    "| " HELP " | Inadequate\n" TYPESET_FILLER "== " CARE
                    " and care leavers: requires improvement to be "
                    "good\n1. Homes are warm.\n");

    (void)state;
    ASSERT_JUDGED(
        &report,
        {"leadership",
         "The impact of leaders on practice with children and families", "good",
         "table"},
        {"looked-after-children",
         "The experiences and progress of children in care and care leavers",
         "requires-improvement", "table"},
        {"safeguarding", HELP, "inadequate", "table"});
    ASSERT_PLACED(&report, {"Homes are warm.", "looked-after-children",
                            "finding", "requires-improvement"});
    report_fini(&report);
}

static void
ilacs_paragraphs_have_the_area_and_grade_of_their_heading(void **state)
{
    struct report report =
        read_paper(ILACS_FOOT ILACS_COVER ILACS_TABLE ILACS_BODY);

    (void)state;
    ASSERT_PLACED(
        &report, {"The port has", "general", "finding", NULL},
        {"The speed at", "general", "recommendation", NULL},
        {"Help comes late", "safeguarding", "finding", "inadequate"},
        {"Doors are locked.", "safeguarding", "finding", "inadequate"},
        {"Homes are warm.", "looked-after-children", "finding", "good"},
        {"Flats are found.", "care-leavers", "finding", "outstanding"},
        {"Leaders listen.", "leadership", "finding", "requires-improvement"});
    report_fini(&report);
}

static void
a_paragraph_of_a_paper_has_a_page_and_no_line(void **state)
{
    struct report report =
        read_paper(ILACS_FOOT ILACS_COVER ILACS_TABLE ILACS_BODY);
    const struct paragraph *cut = paragraph_that_begins(
        &report,
        "Help comes late, and those who wait for it are not told why.");

    (void)state;
    assert_int_equal(cut->page, 2);
    assert_int_equal(cut->line, 0);
    assert_int_equal(cut->number, 1);
    assert_int_equal(paragraph_that_begins(&report, "Doors are locked.")->page,
                     3);
    assert_int_equal(
        paragraph_that_begins(&report, "The state of the nets.")->item, 2);
    report_fini(&report);
}

static void
of_two_lead_inspectors_the_first_is_named(void **state)
{
    struct report report = read_paper(
        "= Inspection of Northmere local authority " CHILDREN " services\n"
        "Inspection dates: 11 to 22 September 2023\n"
        "Lead inspectors: Ada Quill, His Majesty\xe2\x80\x99s Inspector and "
        "Bede Marl\n" ILACS_TABLE ILACS_BODY);

    (void)state;
    assert_string_equal(report.lead_inspector, "Ada Quill");
    report_fini(&report);
}

static void
what_the_inspectorate_says_of_itself_is_left_out(void **state)
{
    struct report report =
        read_paper(ILACS_FOOT ILACS_COVER ILACS_TABLE ILACS_BODY);

    (void)state;
    assert_false(is_anywhere(&report, "Office for Standards"));
    assert_string_equal(report.paragraphs[report.n_paragraphs - 1].text,
                        "Leaders listen.");
    report_fini(&report);
}

static void
an_older_ilacs_report_names_the_authority_on_a_line_of_its_own(void **state)
{
    struct report report = read_paper(
        "= Northmere City Council\n"
        "= Inspection of " CHILDREN " social care services\n"
        "Inspection dates: 14 January 2019" RANGE "25 January 2019\n"
        "Lead inspector: Ada Quill\n"
        "Her Majesty\xe2\x80\x99s Inspector\n" ILACS_TABLE TYPESET_FILLER
        "== " HELP "\n=== Inadequate\n1. Help comes late.\n");

    (void)state;
    assert_cover(&report, "ilacs", "Northmere", "2019-01-14", "2019-01-25", "");
    assert_string_equal(report.lead_inspector, "Ada Quill");
    ASSERT_PLACED(
        &report, {"Help comes late.", "safeguarding", "finding", "inadequate"});
    report_fini(&report);
}

/* sif */

static void
a_sif_report_says_who_when_and_by_whom(void **state)
{
    struct report report =
        read_paper(SIF_COVER SIF_TABLE SIF_ROWS SIF_BODY SIF_TEAM);

    (void)state;
    assert_cover(&report, "sif", "Northmere", "2014-09-25", "2014-10-19",
                 "2014-12-12");
    assert_string_equal(report.lead_inspector, "Ada Quill");
    report_fini(&report);
}

static void
the_judgements_of_a_sif_report_are_the_graded_rows_of_its_table(void **state)
{
    struct report report =
        read_paper(SIF_COVER SIF_TABLE SIF_ROWS SIF_BODY SIF_TEAM);

    (void)state;
    ASSERT_JUDGED(
        &report,
        {"general", "Overall effectiveness", "requires-improvement", "heading"},
        {"safeguarding", "Children who need help and protection",
         "requires-improvement", "table"},
        {"looked-after-children",
         "Children looked after and achieving permanence", "good", "table"},
        {"care-leavers", "Experiences and progress of care leavers",
         "inadequate", "table"},
        {"leadership", "Leadership, management and governance",
         "requires-improvement", "table"},
        {"safeguarding-board", "The Local Safeguarding Children Board", "good",
         "heading"});
    assert_false(is_anywhere(&report, "Not judged"));
    assert_odd(&report, "the table has no grade for \"2.1 Adoption "
                        "performance\": Not judged");
    report_fini(&report);
}

static void
sif_paragraphs_have_the_area_and_grade_of_their_heading(void **state)
{
    struct report report =
        read_paper(SIF_COVER SIF_TABLE SIF_ROWS SIF_BODY SIF_TEAM);

    (void)state;
    ASSERT_PLACED(
        &report, {"The port has", "general", "finding", NULL},
        {"Mend the boats.", "general", "recommendation", NULL},
        {"Help comes, but", "safeguarding", "finding", "requires-improvement"},
        {"Letters are read.", "safeguarding", "finding",
         "requires-improvement"},
        {"Homes are warm.", "looked-after-children", "finding", "good"},
        {"Flats are damp.", "care-leavers", "finding", "inadequate"},
        {"Leaders listen.", "leadership", "finding", "requires-improvement"},
        {"It meets.", "safeguarding-board", "finding", "good"},
        {"An outstanding authority", "general", "context", NULL},
        {"Case files were read.", "general", "context", NULL});
    assert_false(is_anywhere(&report, "Bede Marl"));
    report_fini(&report);
}

static void
the_overall_judgement_of_a_sif_report_may_be_a_sentence(void **state)
{
    static const char *const sentences[] = {
        "== The overall judgement is requires improvement\n",
        "== The overall judgement is that " CHILDREN " services require "
        "improvement\n",
        "== Children\xe2\x80\x99s services in Northmere require improvement to "
        "be "
        "good\n",
    };

    (void)state;
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        char source[4096] = SIF_COVER;
        strcat(source, sentences[i]);
        strcat(source, SIF_ROWS SIF_BODY);
        struct report report = read_paper(source);
        assert_string_equal(report.judgements[0].area, "general");
        assert_string_equal(report.judgements[0].grade, "requires-improvement");
        report_fini(&report);
    }
}

static void
the_numbers_of_a_sif_table_may_be_cells_of_their_own(void **state)
{
    struct report report = read_paper(
        SIF_COVER SIF_TABLE
        ".at 71 400 1.\n.at 140 400 Children who need help and protection\n"
        ".at 400 400 Good\n.at 71 430 2.1\n.at 140 430 Adoption performance\n"
        ".at 400 430 Outstanding\n.at 71 460 3\n"
        ".at 140 460 Leadership, management & governance\n"
        ".at 400 460 Inadequate\n" SIF_BODY);

    (void)state;
    assert_string_equal(report.judgements[1].name,
                        "Children who need help and protection");
    assert_string_equal(report.judgements[1].grade, "good");
    assert_string_equal(report.judgements[2].name, "Adoption performance");
    assert_string_equal(report.judgements[2].grade, "outstanding");
    assert_string_equal(report.judgements[3].name,
                        "Leadership, management & governance");
    assert_string_equal(report.judgements[3].grade, "inadequate");
    report_fini(&report);
}

static void
the_overall_judgement_of_a_sif_report_may_be_worded_differently(void **state)
{
    static const char *const headings[] = {
        "The overall judgement is good", "Overall judgement: good",
        "Northmere " CHILDREN " services are good",
        "Children\xe2\x80\x99s social care services in Northmere are good",
        NULL};

    (void)state;
    for (size_t i = 0; headings[i]; i++) {
        char source[8192];
        snprintf(source, sizeof source,
                 SIF_COVER ".cells 388\n== %s\n" SIF_ROWS SIF_BODY,
                 headings[i]);
        struct report report = read_paper(source);
        const char *grade = NULL;
        for (size_t j = 0; j < report.n_judgements; j++)
            if (strcmp(report.judgements[j].area, "general") == 0)
                grade = report.judgements[j].grade;
        if (!grade || strcmp(grade, "good") != 0)
            fail_msg("\"%s\" is not good", headings[i]);
        report_fini(&report);
    }
}

static void
the_name_above_the_title_is_not_the_overall_judgement(void **state)
{
    struct report report = read_paper(
        "= Northmere " CHILDREN " services\n"
        "== Inspection of services for children in need of help and "
        "protection, children looked after and care leavers\n"
        "=== Inspection dates: 25 September to 19 October 2014\n"
        "=== Report published: 12 December 2014\n" SIF_TABLE SIF_ROWS SIF_BODY);

    (void)state;
    assert_cover(&report, "sif", "Northmere", "2014-09-25", "2014-10-19",
                 "2014-12-12");
    report_fini(&report);
}

static void
a_contents_list_of_a_sif_report_opens_no_section(void **state)
{
    struct report report = read_paper(
        SIF_COVER SIF_TABLE SIF_ROWS
        ".page\n== Contents\n.cells 500\n"
        "| Executive summary | 2\n| The local authority | 5\n"
        "| The experiences and progress of children who need help and "
        "protection | 10\n"
        "| Leadership, management and governance | 24\n" SIF_BODY SIF_TEAM);

    (void)state;
    assert_int_equal(report.n_judgements, 6);
    assert_false(is_anywhere(&report, "24"));
    ASSERT_PLACED(&report, {"The port has", "general", "finding", NULL});
    report_fini(&report);
}

static void
an_executive_summary_may_come_before_all_judgements(void **state)
{
    struct report report = read_paper(
        SIF_COVER ".page\n== Executive summary\n" TYPESET_FILLER
                  "The port is safe.\n" SIF_TABLE SIF_ROWS
                  "== The experiences and progress of children who need help "
                  "and protection are good\n1. Help comes soon.\n");

    (void)state;
    ASSERT_PLACED(&report, {"The port has", "general", "finding", NULL},
                  {"The port is safe.", "general", "finding", NULL},
                  {"Help comes soon.", "safeguarding", "finding", "good"});
    report_fini(&report);
}

/* Until the middle of 2014 the details of the inspection came before the body.
 */
static void
an_early_sif_report_continues_after_its_inspectors(void **state)
{
    struct report report = read_paper(
        SIF_COVER
        ".page\n== Section 1: the local authority\n"
        "== Summary of key findings\n" TYPESET_FILLER SIF_TEAM
        "=== The visits\nThere were two.\n.page\n"
        "== Information about this local authority area\n"
        "- It has a port.\n"
        "== Inspection judgements about the local authority\n"
        "== The experiences and progress of children who need help "
        "and protection are good\n"
        "1. Help comes soon.\n.page\n"
        "== Section 2: The effectiveness of the Local Safeguarding "
        "Children Board\n"
        "=== Areas for improvement\n2. It should meet.\n"
        "=== Key strengths and weaknesses of the NSCB\n3. It is old.\n");

    (void)state;
    assert_string_equal(report.lead_inspector, "Ada Quill");
    assert_false(is_anywhere(&report, "Bede Marl"));
    assert_false(is_anywhere(&report, "There were two."));
    ASSERT_PLACED(
        &report, {"Case files were read.", "general", "context", NULL},
        {"It has a port.", "general", "context", NULL},
        {"Help comes soon.", "safeguarding", "finding", "good"},
        {"It should meet.", "safeguarding-board", "recommendation", NULL},
        {"It is old.", "safeguarding-board", "finding", NULL});
    report_fini(&report);
}

/* lac */

#define LAC                                                                    \
    "= Inspection of looked after children services\n"                         \
    "Northmere County Council\n"                                               \
    "Inspection dates: 8" RANGE "12 July 2013\n"                               \
    "Reporting inspector Ada Quill HMI\n"                                      \
    "| Age group: Published: | All 16 August 2013\n.page\n"                    \
    "= About this inspection\n1. Files were read.\n"                           \
    "= Service information\n2. The port has a school.\n"                       \
    "= Services for looked after children\n"                                   \
    "== Overall effectiveness\nGrade 3 (adequate)\n" TYPESET_FILLER            \
    "3. Homes are warm.\n"                                                     \
    "== Areas for improvement\n4. These are needed.\n"                         \
    "=== Immediately:\n- Mend the boats.\n"                                    \
    "=== Within three months:\n- Write it down.\n"                             \
    "== Staying safe\n.page\nGrade 4 (inadequate)\n5. Doors are open.\n"       \
    "= Record of main findings\n"                                              \
    "| _Services for looked after children_ | \n"                              \
    "| Overall effectiveness | Adequate\n"                                     \
    "| Staying safe: children and young people are safe | Inadequate\n"        \
    "| Leadership and management | Good\n"

static void
a_lac_report_is_read_whole(void **state)
{
    struct report report = read_paper(LAC);

    (void)state;
    assert_cover(&report, "lac", "Northmere", "2013-07-08", "2013-07-12",
                 "2013-08-16");
    assert_string_equal(report.lead_inspector, "Ada Quill");
    ASSERT_PLACED(
        &report, {"Files were read.", "general", "context", NULL},
        {"The port has a school.", "general", "context", NULL},
        {"Homes are warm.", "looked-after-children", "finding", "adequate"},
        {"Mend the boats.", "looked-after-children", "recommendation", NULL},
        {"Doors are open.", "looked-after-children", "finding", "inadequate"});
    assert_string_equal(
        paragraph_that_begins(&report, "Mend the boats.")->deadline,
        "immediately");
    assert_string_equal(
        paragraph_that_begins(&report, "Write it down.")->deadline,
        "three-months");
    report_fini(&report);
}

static void
the_record_of_a_lac_report_is_its_judgements(void **state)
{
    struct report report = read_paper(LAC);

    (void)state;
    assert_int_equal(report.n_judgements, 3);
    assert_string_equal(report.judgements[0].name, "Overall effectiveness");
    assert_string_equal(report.judgements[0].grade, "adequate");
    assert_string_equal(report.judgements[1].grade, "inadequate");
    assert_string_equal(report.judgements[2].name, "Leadership and management");
    assert_string_equal(report.judgements[2].grade, "good");
    report_fini(&report);
}

/* Letters. */

#define VISIT                                                                  \
    ".at 71 36 Ofsted, Piccadilly Gate, Manchester\n"                          \
    "09 August 2021\nAda Quill\vDirector of " CHILDREN                         \
    " Services\vNorthmere City Council\vHarbour Road\n"                        \
    "Dear Ms Quill\n"                                                          \
    "=== Focused visit to Northmere " CHILDREN " services\n"                   \
    "This letter summarises the findings of the visit to Northmere on 13 and " \
    "14 July 2021. The inspectors were Bede Marl and Cy North.\n"              \
    "Inspectors looked at the local authority\xe2\x80\x99s arrangements for "  \
    "care leavers.\n"                                                          \
    "=== Headline findings\n" TYPESET_FILLER                                   \
    "=== What needs to improve in this area of social work practice?\n"        \
    "- How soon flats are found.\n"                                            \
    "=== Main findings\nFlats are warm.\n"                                     \
    "Yours sincerely\nBede Marl\vHer Majesty\xe2\x80\x99s Inspector\n"

static void
a_visits_letter_is_read_whole(void **state)
{
    struct report report = read_paper(VISIT);

    (void)state;
    assert_cover(&report, "focused-visit", "Northmere", "2021-07-13",
                 "2021-07-14", "2021-08-09");
    assert_string_equal(report.lead_inspector, "Bede Marl");
    assert_int_equal(report.n_judgements, 0);
    ASSERT_PLACED(&report,
                  {"This letter summarises", "care-leavers", "context", NULL},
                  {"The port has", "care-leavers", "finding", NULL},
                  {"How soon flats", "care-leavers", "recommendation", NULL},
                  {"Flats are warm.", "care-leavers", "finding", NULL});
    assert_string_equal(paragraph_that_begins(&report, "Flats are")->grade,
                        "ungraded");
    assert_false(is_anywhere(&report, "Piccadilly"));
    assert_false(is_anywhere(&report, "sincerely"));
    assert_false(is_anywhere(&report, "Dear"));
    report_fini(&report);
}

#define JTAI                                                                   \
    "31 March 2023\n"                                                          \
    "Ada Quill, Director of " CHILDREN " Services, Northmere City Council\v"   \
    "Bede Marl, Chief Constable, Seashire Police\n"                            \
    "Dear Northmere Local Safeguarding Partnership\n"                          \
    "=== Joint targeted area inspection of Northmere\n"                        \
    "This letter summarises the findings of the joint targeted area "          \
    "inspection.\n"                                                            \
    "This inspection took place from 6 to 10 February 2023.\n"                 \
    "=== Headline findings\n" TYPESET_FILLER "=== What needs to improve?\n"    \
    "* The boats need to be mended.\n"                                         \
    "=== Strengths\n* Nets are well kept.\n"                                   \
    "=== Main findings\nHelp comes soon.\n"                                    \
    "=== Practice study: a strength\nOla was helped at school.\n"              \
    "=== Next steps\nA statement of action is to be written.\n"                \
    "Yours sincerely\nCy North\n"

static void
a_jtai_letter_is_read_whole(void **state)
{
    struct report report = read_paper(JTAI);

    (void)state;
    assert_cover(&report, "jtai", "Northmere", "2023-02-06", "2023-02-10",
                 "2023-03-31");
    assert_int_equal(report.n_judgements, 0);
    ASSERT_PLACED(&report,
                  {"This letter summarises", "safeguarding", "context", NULL},
                  {"The port has", "safeguarding", "finding", NULL},
                  {"The boats need", "safeguarding", "recommendation", NULL},
                  {"Nets are well", "safeguarding", "finding", NULL},
                  {"Help comes soon.", "safeguarding", "finding", NULL},
                  {"Ola was helped", "safeguarding", "finding", NULL},
                  {"A statement of", "safeguarding", "context", NULL});
    assert_false(is_anywhere(&report, "Cy North"));
    report_fini(&report);
}

/* send */

#define SEND                                                                   \
    ".foot Area SEND inspection report: Northmere Local Area Partnership\n"    \
    ".at 57 30 Local area partnership report\n"                                \
    "= _Area SEND inspection of Northmere Local Area Partnership_\n"           \
    "Inspection dates: 18 to 22 November 2024\n"                               \
    "Dates of previous inspection: 4 to 8 March 2019\n"                        \
    "== Inspection outcome\nArrangements typically lead to positive "          \
    "experiences.\n"                                                           \
    "== Information about the local area partnership\n" TYPESET_FILLER         \
    "== What is it like to be a child or young person with special "           \
    "educational needs and/or disabilities (SEND) in this area?\n"             \
    "Children are heard.\n"                                                    \
    "== What is the area partnership doing that is effective?\n"               \
    "* Boats are lent.\n"                                                      \
    "== What does the area partnership need to do better?\n"                   \
    "* Nets are late.\n"                                                       \
    "== Areas for improvement\n"                                               \
    "| _Areas for improvement_ | \n"                                           \
    "Leaders should mend the nets.\n"                                          \
    ".page\n== Local area partnership details\n"                               \
    "| _Local authority_ | _Integrated care board_\n"                          \
    "| Northmere City Council | Seashire\n"

static void
a_send_report_is_read_whole(void **state)
{
    struct report report = read_paper(SEND);

    (void)state;
    assert_cover(&report, "send", "Northmere", "2024-11-18", "2024-11-22", "");
    assert_int_equal(report.n_judgements, 0);
    ASSERT_PLACED(&report, {"Arrangements typically", "send", "finding", NULL},
                  {"The port has", "send", "context", NULL},
                  {"Children are heard.", "send", "finding", NULL},
                  {"Boats are lent.", "send", "finding", NULL},
                  {"Nets are late.", "send", "finding", NULL},
                  {"Leaders should", "send", "recommendation", NULL});
    assert_false(is_anywhere(&report, "Seashire"));
    assert_false(is_anywhere(&report, "Area SEND inspection report"));
    report_fini(&report);
}

/* What is not a report. */

static void
assert_refused(const char *name, const char *text, const char *why)
{
    struct report_list reports;
    char reason[REASON_SIZE] = "", *bytes = memory_strdup(text);

    assert_false(reading_bytes(name, bytes, strlen(bytes), &reports, reason));
    free(bytes);
    if (!strstr(reason, why))
        fail_msg("\"%s\" is not of %s", reason, why);
    assert_int_equal(reports.count, 0);
}

static void
a_page_or_a_text_under_a_pdfs_name_is_refused(void **state)
{
    (void)state;
    assert_refused("a.pdf", "<!DOCTYPE html>\n<html><body>Not found</body>\n",
                   "web page");
    assert_refused("a.PDF", "1. Boats are kept.\n2. Nets, too.\n",
                   "rename it to .txt");
    assert_refused("a.txt", "%PDF-1.4\nand no more\n", "damaged");
}

static void
a_paper_is_read_whatever_its_name_is(void **state)
{
    struct report_list reports;
    char reason[REASON_SIZE] = "";
    size_t len;
    char *bytes = typeset(SEND, &len);

    (void)state;
    assert_true(reading_bytes("a.txt", bytes, len, &reports, reason));
    assert_string_equal(reports.list->framework, "send");
    report_list_fini(&reports);
    free(bytes);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_ilacs_report_says_who_when_and_by_whom),
        cmocka_unit_test(an_ilacs_table_is_its_judgements),
        cmocka_unit_test(
            an_ilacs_table_may_have_no_overall_row_nor_one_of_care_leavers),
        cmocka_unit_test(
            ilacs_paragraphs_have_the_area_and_grade_of_their_heading),
        cmocka_unit_test(a_paragraph_of_a_paper_has_a_page_and_no_line),
        cmocka_unit_test(of_two_lead_inspectors_the_first_is_named),
        cmocka_unit_test(what_the_inspectorate_says_of_itself_is_left_out),
        cmocka_unit_test(
            an_older_ilacs_report_names_the_authority_on_a_line_of_its_own),
        cmocka_unit_test(a_sif_report_says_who_when_and_by_whom),
        cmocka_unit_test(
            the_judgements_of_a_sif_report_are_the_graded_rows_of_its_table),
        cmocka_unit_test(
            sif_paragraphs_have_the_area_and_grade_of_their_heading),
        cmocka_unit_test(
            the_overall_judgement_of_a_sif_report_may_be_a_sentence),
        cmocka_unit_test(the_numbers_of_a_sif_table_may_be_cells_of_their_own),
        cmocka_unit_test(
            the_overall_judgement_of_a_sif_report_may_be_worded_differently),
        cmocka_unit_test(the_name_above_the_title_is_not_the_overall_judgement),
        cmocka_unit_test(a_contents_list_of_a_sif_report_opens_no_section),
        cmocka_unit_test(an_executive_summary_may_come_before_all_judgements),
        cmocka_unit_test(an_early_sif_report_continues_after_its_inspectors),
        cmocka_unit_test(a_lac_report_is_read_whole),
        cmocka_unit_test(the_record_of_a_lac_report_is_its_judgements),
        cmocka_unit_test(a_visits_letter_is_read_whole),
        cmocka_unit_test(a_jtai_letter_is_read_whole),
        cmocka_unit_test(a_send_report_is_read_whole),
        cmocka_unit_test(a_page_or_a_text_under_a_pdfs_name_is_refused),
        cmocka_unit_test(a_paper_is_read_whatever_its_name_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
