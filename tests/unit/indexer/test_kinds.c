/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A paper of each kind that is not about a council, set as it is printed, and
 * what is read from it. The establishments are invented.
 */
#include "read_paper.h"
#include "read_text.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#define BOATS "Boats are kept by the harbour, and pupils come in them.\n"

/* What a report says of itself. */
struct said {
    const char *framework;
    const char *authority; /* NULL: none */
    const char *provider;
    const char *from;
    const char *to;
};

static void
assert_said(const struct report *report, struct said wanted)
{
    assert_string_equal(report->framework, wanted.framework);
    if (g_strcmp0(report->authority, wanted.authority) != 0)
        fail_msg("authority \"%s\"", report->authority);
    assert_string_equal(report->provider, wanted.provider);
    assert_string_equal(report->inspected_from, wanted.from);
    assert_string_equal(report->inspected_to, wanted.to);
}

#define ASSERT_JUDGED(report, ...)                                             \
    do {                                                                       \
        const struct judged wanted[] = {__VA_ARGS__};                          \
        ASSERT_JUDGEMENTS(report, wanted);                                     \
    } while (0)

/* Fails unless the paragraph that begins so is in a section of this heading,
 * area and kind. */
static void
assert_in(const struct report *report,
          const char *beginning,
          const char *heading,
          const char *area,
          const char *kind)
{
    const struct paragraph *p = paragraph_that_begins(report, beginning);
    const struct section *section = &report->sections[p->section];

    assert_string_equal(section->heading ? section->heading : "", heading);
    assert_string_equal(section->area, area);
    assert_string_equal(section->kind, kind);
}

static void
assert_paragraph_grade(const struct report *report,
                       const char *beginning,
                       const char *grade,
                       const char *source)
{
    const struct paragraph *p = paragraph_that_begins(report, beginning);

    assert_string_equal(p->grade, grade);
    assert_string_equal(p->grade_source, source);
}

/* Schools */

#define SCHOOL_OF_2002                                                         \
    "= INSPECTION REPORT\n= HARBOUR PRIMARY SCHOOL\nNorthmere\n"               \
    "LEA area: Camden\nUnique reference number: 123456\n"                      \
    "Headteacher: Mr B Marl\nReporting inspector: Mrs A Quill\n"               \
    "Dates of inspection: 15th " RANGE " 18th October 2001\n"                  \
    "Full inspection carried out under section 10 of the School Inspections "  \
    "Act 1996\n.page\n"                                                        \
    "== PART A: SUMMARY OF THE REPORT\n"                                       \
    "=== HOW GOOD THE SCHOOL IS\n" BOATS TYPESET_FILLER                        \
    "=== WHAT COULD BE IMPROVED\n- The nets.\n"                                \
    "=== STANDARDS\nThe nets are mended by all.\n"                             \
    "=== TEACHING AND LEARNING\nThe teaching of knots is unsatisfactory.\n"    \
    "=== WHAT SHOULD THE SCHOOL DO TO IMPROVE FURTHER?\n1. Mend the boats.\n"

static void
a_school_of_section_10_has_its_own_grades(void **state)
{
    struct report report = read_paper(SCHOOL_OF_2002);

    (void)state;
    assert_said(&report, (struct said){"school-section-10", "Camden",
                                       "HARBOUR PRIMARY SCHOOL", "2001-10-15",
                                       "2001-10-18"});
    assert_string_equal(report.lead_inspector, "Mrs A Quill");
    assert_in(&report, "Boats are", "HOW GOOD THE SCHOOL IS", "general",
              "finding");
    assert_in(&report, "The nets are", "STANDARDS", "achievement", "finding");
    assert_in(&report, "Mend the",
              "WHAT SHOULD THE SCHOOL DO TO IMPROVE FURTHER?", "general",
              "recommendation");
    assert_paragraph_grade(&report, "The teaching", "unsatisfactory", "stated");
    report_fini(&report);
}

static void
a_school_of_2007_has_grades_below_headings(void **state)
{
    struct report report = read_report(
        "Harbour School\n\nInspection Report\n\n"
        "Unique Reference Number\t123456\nLocal Authority\tCamden\n"
        "Inspection dates\t15-16 May 2007\nReporting inspector\tAda Quill\n\n"
        "This inspection was carried out under section 5 of the Education Act "
        "2005.\n\n"
        "# Description of the school\n\nIt is by the sea.\n\n"
        "# Key for inspection grades\n\nGrade 1\tOutstanding\n"
        "Grade 2\tGood\nGrade 3\tSatisfactory\nGrade 4\tInadequate\n\n"
        "# Overall effectiveness of the school\n\nGrade: 2\n\n" BOATS
        "\n# What the school should do to improve further\n\n- Mend them.\n\n"
        "# Achievement and standards\n\nGrade: 3\n\nAll learn to row.\n");

    (void)state;
    assert_said(&report, (struct said){"school", "Camden", "Harbour School",
                                       "2007-05-15", "2007-05-16"});
    ASSERT_JUDGED(&report,
                  {"general", "Overall effectiveness", "good", "heading"},
                  {"achievement", "Achievement and standards", "satisfactory",
                   "heading"});
    assert_in(&report, "It is by", "Description of the school", "general",
              "context");
    assert_in(&report, "Boats are", "Overall effectiveness of the school",
              "general", "finding");
    assert_in(&report, "Mend them",
              "What the school should do to improve further", "general",
              "recommendation");
    assert_paragraph_grade(&report, "All learn", "satisfactory", "section");
    report_fini(&report);
}

#define SCHOOL_OF_2011                                                         \
    "= Harbour School\n=== Inspection report\n.cells 388\n"                    \
    "| Unique Reference Number | 123456\n| Local Authority | Camden\n"         \
    "| Inspection dates | 9" RANGE "10 March 2011\n"                           \
    "| Reporting inspector | Ada Quill\n"                                      \
    "This inspection of the school was carried out under section 5 of the "    \
    "Education Act 2005.\n"                                                    \
    "| Type of school | Primary\n.page\n"                                      \
    "== Introduction\nThe inspectors came by boat.\n" TYPESET_FILLER           \
    "== Inspection judgements\n.cells 500\n"                                   \
    "| Overall effectiveness: how good is the school? | 2\n"                   \
    "| The school's capacity for sustained improvement | 3\n"                  \
    "== Main findings\n" BOATS                                                 \
    "== What does the school need to do to improve further?\n- Mend them.\n"   \
    "== Outcomes for individuals and groups of pupils\n.cells 500\n"           \
    "|  | 1\n"                                                                 \
    "The sea is calm.\n"                                                       \
    "=== These are the grades for pupils' outcomes\n"                          \
    "| The extent to which pupils feel safe | 2\n"                             \
    "| Pupils' attainment | 3\n.page\n"                                        \
    "== What inspection judgements mean\n.cells 150\n"                         \
    "| Grade 1 | Outstanding: it leads.\n| Grade 2 | Good: it does well.\n"    \
    "| Grade 3 | Satisfactory: it does.\n| Grade 4 | Inadequate: it fails.\n"

static void
a_school_of_2011_has_grades_in_figures(void **state)
{
    struct report report = read_paper(SCHOOL_OF_2011);

    (void)state;
    assert_said(&report, (struct said){"school", "Camden", "Harbour School",
                                       "2011-03-09", "2011-03-10"});
    assert_string_equal(report.lead_inspector, "Ada Quill");
    ASSERT_JUDGED(
        &report,
        {"general", "Overall effectiveness: how good is the school?", "good",
         "table"},
        {"leadership", "The school's capacity for sustained improvement",
         "satisfactory", "table"},
        {"behaviour", "The extent to which pupils feel safe", "good", "table"},
        {"achievement", "Pupils' attainment", "satisfactory", "table"},
        {"achievement", "Outcomes for individuals and groups of pupils",
         "outstanding", "heading"});
    assert_in(&report, "This inspection of", "", "general", "context");
    assert_in(&report, "Type of school", "", "general", "context");
    assert_in(&report, "The inspectors", "Introduction", "general", "context");
    assert_in(&report, "Boats are", "Main findings", "general", "finding");
    assert_in(&report, "Mend them",
              "What does the school need to do to improve further?", "general",
              "recommendation");
    assert_in(&report, "The sea",
              "Outcomes for individuals and groups of "
              "pupils",
              "achievement", "finding");
    assert_paragraph_grade(&report, "The sea", "outstanding", "section");
    assert_in(&report, "Grade 4", "What inspection judgements mean", "general",
              "context");
    report_fini(&report);
}

#define SCHOOL_OF_2015                                                         \
    "= Harbour Primary School\n=== School report\n"                            \
    "Tower Street, Northmere\n.cells 300\n"                                    \
    "| _Inspection dates_ | 28" RANGE "29 January 2015\n"                      \
    "| Overall effectiveness | Good\n"                                         \
    "| Leadership and management | Outstanding\n"                              \
    "| Quality of teaching | Good\n"                                           \
    "| Overall effectiveness at previous inspection | Requires improvement\n"  \
    "== Summary of key findings for parents and pupils\n"                      \
    "=== This is a good school because\n- " BOATS                              \
    "=== It is not yet an outstanding school because\n- Nets are torn.\n"      \
    ".page\n== Full report\n" TYPESET_FILLER                                   \
    "=== What does the school need to do to improve further?\n- Mend nets.\n"  \
    "== Inspection judgements\n.cells 388\n"                                   \
    "| _The leadership and management_ | _are outstanding_\n"                  \
    "- The head can swim.\n"                                                   \
    "| _The quality of teaching_ | _is good_\n- All learn to row.\n.page\n"    \
    "== School details\n.cells 300\n"                                          \
    "| Unique reference number | 123456\n| Local authority | Camden\n"

static void
a_school_of_2015_has_a_table_and_graded_headings(void **state)
{
    struct report report = read_paper(SCHOOL_OF_2015);

    (void)state;
    assert_said(&report,
                (struct said){"school", "Camden", "Harbour Primary School",
                              "2015-01-28", "2015-01-29"});
    ASSERT_JUDGED(
        &report, {"general", "Overall effectiveness", "good", "table"},
        {"leadership", "Leadership and management", "outstanding", "table"},
        {"education", "Quality of teaching", "good", "table"});
    assert_in(&report, "The head", "The leadership and management",
              "leadership", "finding");
    assert_paragraph_grade(&report, "The head", "outstanding", "section");
    assert_paragraph_grade(&report, "All learn", "good", "section");
    assert_in(&report, "Mend nets",
              "What does the school need to do to improve further?", "general",
              "recommendation");
    assert_in(&report, "Local authority", "School details", "general",
              "context");
    report_fini(&report);
}

/* Although the names of its rows are those of headings in the report. */
static void
a_row_of_a_table_of_grades_opens_no_section(void **state)
{
    struct report report = read_paper(SCHOOL_OF_2015);

    (void)state;
    assert_in(&report, "Boats are", "This is a good school because", "general",
              "finding");
    for (size_t i = 0; i < report.n_sections; i++)
        if (report.sections[i].heading)
            assert_string_not_equal(report.sections[i].heading,
                                    "Quality of teaching");
    report_fini(&report);
}

static void
a_row_of_a_table_states_no_grade(void **state)
{
    struct report report = read_paper(
        "= Harbour Primary School\n=== School report\n"
        "== Summary of key findings for parents and pupils\n" TYPESET_FILLER
        "== The quality of teaching\n" BOATS ".cells 300\n"
        "| Teaching at previous inspection | Requires improvement\n"
        "The teaching of knots is good.\n");

    (void)state;
    assert_paragraph_grade(&report, "Teaching at previous", "ungraded", "none");
    assert_paragraph_grade(&report, "The teaching of knots", "good", "stated");
    report_fini(&report);
}

#define SCHOOL_OF_2022                                                         \
    "= Inspection of a good school: Harbour School\n"                          \
    "Tower Street, Northmere\n.cells 300\n"                                    \
    "| Inspection dates: | 7 and 8 June 2022\n"                                \
    "| _Overall effectiveness_ | _Requires improvement_\n"                     \
    "| The quality of education | Requires improvement\n"                      \
    "| Behaviour and attitudes | Good\n"                                       \
    "| Personal development | Good\n"                                          \
    "| Leadership and management | Requires improvement\n"                     \
    "| Previous inspection grade | Outstanding\n.page\n"                       \
    "== What is it like to attend this school?\n" BOATS TYPESET_FILLER         \
    "== What does the school do well and what does it need to do better?\n"    \
    "The sea is calm.\n"                                                       \
    "== Safeguarding\nLife jackets are worn.\n"                                \
    "== What does the school need to do to improve?\n"                         \
    "=== (Information for the school and appropriate authority)\n"             \
    "- Mend the nets.\n.page\n"                                                \
    "== School details\n"                                                      \
    "| Unique reference number | 123456\n| Local authority | Camden\n"         \
    "== Information about this school\nIts roof is new.\n"

static void
a_school_since_2019_asks_what_it_is_like(void **state)
{
    struct report report = read_paper(SCHOOL_OF_2022);

    (void)state;
    assert_said(&report, (struct said){"school", "Camden", "Harbour School",
                                       "2022-06-07", "2022-06-08"});
    ASSERT_JUDGED(
        &report,
        {"general", "Overall effectiveness", "requires-improvement", "table"},
        {"education", "The quality of education", "requires-improvement",
         "table"},
        {"behaviour", "Behaviour and attitudes", "good", "table"},
        {"personal-development", "Personal development", "good", "table"},
        {"leadership", "Leadership and management", "requires-improvement",
         "table"});
    assert_in(&report, "Boats are", "What is it like to attend this school?",
              "general", "finding");
    assert_in(&report, "The sea",
              "What does the school do well and what does it need to do "
              "better?",
              "education", "finding");
    assert_in(&report, "Life jackets", "Safeguarding", "safeguarding",
              "finding");
    assert_string_equal(
        report.sections[paragraph_that_begins(&report, "Mend the")->section]
            .kind,
        "recommendation");
    assert_in(&report, "Its roof", "Information about this school", "general",
              "context");
    report_fini(&report);
}

static void
a_letter_says_what_progress_a_school_makes(void **state)
{
    struct report report = read_report(
        "25 November 2011\n\nMr B Marl\nHeadteacher\nHarbour School\n\n"
        "Dear Mr Marl\n\n"
        "Special measures: monitoring inspection of Harbour School\n\n"
        "Following my visit to your school on 23 and 24 November 2011, I write "
        "to say what I saw.\n\n"
        "Progress since being subject to special measures: satisfactory\n\n"
        "# The effectiveness of provision\n\nThe boats are clean.\n");

    (void)state;
    assert_string_equal(report.framework, "school");
    assert_string_equal(report.provider, "Harbour School");
    assert_string_equal(report.inspected_to, "2011-11-24");
    assert_string_equal(report.published, "2011-11-25");
    ASSERT_JUDGED(&report, {"general",
                            "Progress since being subject to special measures",
                            "satisfactory", "heading"});
    assert_in(&report, "The boats", "The effectiveness of provision",
              "education", "finding");
    report_fini(&report);
}

static void
a_report_card_has_standards(void **state)
{
    struct report report = read_paper(
        "= Harbour School\nTower Street, Northmere\n"
        "Inspected on 18 and 19 November 2025\n.cells 300\n"
        "| _Safeguarding_ | Standards met\n| Inclusion | Strong standard\n"
        "| Attendance and behaviour | Needs attention\n"
        "| Personal development and well-being | Expected standard\n"
        "| Leadership and governance | Expected standard\n.page\n"
        "== What it\xe2\x80\x99s like to be a pupil at this school\n" BOATS
            TYPESET_FILLER
        "== Attendance and behaviour\n=== Needs attention\nThey are late.\n"
        "== Next steps\n- Mend the clock.\n");

    (void)state;
    assert_string_equal(report.framework, "school-report-card");
    ASSERT_JUDGED(
        &report, {"safeguarding", "Safeguarding", "met", "table"},
        {"inclusion", "Inclusion", "strong-standard", "table"},
        {"behaviour", "Attendance and behaviour", "needs-attention", "table"},
        {"personal-development", "Personal development and well-being",
         "expected-standard", "table"},
        {"leadership", "Leadership and governance", "expected-standard",
         "table"});
    assert_paragraph_grade(&report, "They are", "needs-attention", "section");
    assert_in(&report, "Mend the", "Next steps", "general", "recommendation");
    report_fini(&report);
}

/* Early years */

static void
a_nursery_since_2019_is_not_a_school(void **state)
{
    struct report report = read_paper(
        "= Inspection of Harbour Nursery\nTower Street, Northmere\n.cells 300\n"
        "| Inspection date: | 7 June 2022\n"
        "| _Overall effectiveness_ | _Good_\n"
        "| The quality of education | Good\n"
        "| Behaviour and attitudes | Outstanding\n"
        "| Personal development | Good\n"
        "| Leadership and management | Good\n"
        "| Overall effectiveness at previous inspection | Inadequate\n"
        "== What is it like to attend this early years setting?\n"
        "=== The provision is good\n" BOATS TYPESET_FILLER
        "== Safeguarding\nThe pond is fenced.\n"
        "== Setting details\n| Local authority | Camden\n");

    (void)state;
    assert_said(&report,
                (struct said){"early-years-setting", "Camden",
                              "Harbour Nursery", "2022-06-07", "2022-06-07"});
    ASSERT_JUDGED(
        &report, {"general", "Overall effectiveness", "good", "table"},
        {"education", "The quality of education", "good", "table"},
        {"behaviour", "Behaviour and attitudes", "outstanding", "table"},
        {"personal-development", "Personal development", "good", "table"},
        {"leadership", "Leadership and management", "good", "table"},
        {"general", "The provision", "good", "heading"});
    assert_in(&report, "Boats are", "The provision", "general", "finding");
    assert_in(&report, "The pond", "Safeguarding", "safeguarding", "finding");
    assert_in(&report, "Local authority", "Setting details", "general",
              "context");
    report_fini(&report);
}

/* Children's homes */

#define HOME                                                                   \
    "= SC001234\nRegistered provider: Harbour Care Ltd\n"                      \
    "=== Full inspection\n"                                                    \
    "Inspected under the social care common inspection framework\n"            \
    "== Information about this " CHILDREN " home\n"                            \
    "The home has a boat.\n"                                                   \
    "Inspection dates: 18 and 19 June 2024\n.cells 388\n"                      \
    "| _Overall experiences and progress of children and young people_, "      \
    "taking into account | _good_\n"                                           \
    "| How well children and young people are helped and protected | "         \
    "outstanding\n"                                                            \
    "| The effectiveness of leaders and managers | inadequate\n"               \
    "Date of last inspection: 11 July 2023\n"                                  \
    "Overall judgement at last inspection: outstanding\n.page\n"               \
    "== Recent inspection history\n.cells 200\n"                               \
    "| Inspection date | Inspection judgement\n"                               \
    "| 11/07/2023 | Outstanding\n| 08/08/2022 | Inadequate\n" TYPESET_FILLER   \
    "== Inspection judgements\n"                                               \
    "=== Overall experiences and progress of children and young people: "      \
    "good\nThe sea is calm.\n"                                                 \
    "=== How well children and young people are helped and protected: "        \
    "outstanding\nLife jackets are worn.\n"                                    \
    "=== The effectiveness of leaders and managers: inadequate\nNobody "       \
    "leads.\n.page\n"                                                          \
    "== What does the " CHILDREN " home need to do to improve?\n"              \
    "=== Statutory requirements\n"                                             \
    "This section sets out the actions that must be taken.\n"                  \
    "| Requirement | Due date\n"                                               \
    "| The boat must float. | 31 July 2024\n"                                  \
    "=== Recommendations\n- Paint the boat.\n.page\n"                          \
    "== "                                                                      \
    "Children\xe2\x80\x99s home details\n"                                     \
    "Unique reference number: SC001234\nRegistered manager: Bede Marl\n"       \
    "== Inspector\nAda Quill, Social Care Inspector\n"

static void
a_childrens_home_has_three_judgements_and_requirements(void **state)
{
    struct report report = read_paper(HOME);

    (void)state;
    assert_said(&report, (struct said){"childrens-home", NULL, "SC001234",
                                       "2024-06-18", "2024-06-19"});
    assert_string_equal(report.lead_inspector, "Ada Quill");
    ASSERT_JUDGED(
        &report,
        {"general",
         "Overall experiences and progress of children and young people, "
         "taking into account",
         "good", "table"},
        {"safeguarding",
         "How well children and young people are helped and protected",
         "outstanding", "table"},
        {"leadership", "The effectiveness of leaders and managers",
         "inadequate", "table"});
    assert_in(&report, "Life jackets",
              "How well children and young people are helped and protected",
              "safeguarding", "finding");
    assert_paragraph_grade(&report, "Life jackets", "outstanding", "section");
    assert_paragraph_grade(&report, "Nobody leads", "inadequate", "section");
    assert_in(&report, "11/07/2023", "Recent inspection history", "general",
              "context");
    assert_in(&report, "Overall judgement at",
              "Information about this children\xe2\x80\x99s home", "general",
              "context");
    assert_in(&report, "This section", "Statutory requirements", "general",
              "context");
    assert_in(&report, "The boat must", "Statutory requirements", "general",
              "recommendation");
    assert_in(&report, "Paint the", "Recommendations", "general",
              "recommendation");
    report_fini(&report);
}

/* Health and social care */

#define CQC_QUESTIONS                                                          \
    "| _Is the service safe?_ | Requires improvement\n"                        \
    "| _Is the service effective?_ | Good\n"                                   \
    "| _Is the service caring?_ | Outstanding\n"                               \
    "| _Is the service responsive?_ | Good\n"                                  \
    "| _Is the service well-led?_ | Good\n"
#define CQC_JUDGED                                                             \
    {"general", "Overall rating for this service", "good", "table"},           \
        {"safe", "Is the service safe?", "requires-improvement", "table"},     \
        {"effective", "Is the service effective?", "good", "table"},           \
        {"caring", "Is the service caring?", "outstanding", "table"},          \
        {"responsive", "Is the service responsive?", "good", "table"},         \
    {                                                                          \
        "well-led", "Is the service well-led?", "good", "table"                \
    }

static void
a_care_home_is_rated_by_five_questions(void **state)
{
    struct report report = read_paper(
        "= Harbour Lodge\n=== Harbour Care Limited\n"
        "== Inspection report\nTower Street, Northmere\n"
        "Date of inspection visit: 07 May 2019\n"
        "Date of publication: 12 June 2019\n.cells 388\n"
        "== Ratings\n| _Overall rating for this service_ | Good\n" CQC_QUESTIONS
        ".page\n"
        "== Overall summary\n" BOATS TYPESET_FILLER
        "== Why we inspected\nIt was time.\n.page\n"
        "== Is the service safe?\n=== Requires improvement\n"
        "The stairs are steep.\n"
        "== Is the service well-led?\n=== Good\nThe manager can swim.\n"
        "== Action we have told the provider to take\nMend the stairs.\n");

    (void)state;
    assert_string_equal(report.framework, "cqc");
    assert_string_equal(report.inspected_to, "2019-05-07");
    assert_string_equal(report.published, "2019-06-12");
    ASSERT_JUDGED(&report, CQC_JUDGED);
    assert_in(&report, "Boats are", "Overall summary", "general", "finding");
    assert_in(&report, "It was time", "Why we inspected", "general", "context");
    assert_in(&report, "The stairs", "Is the service safe?", "safe", "finding");
    assert_paragraph_grade(&report, "The stairs", "requires-improvement",
                           "section");
    assert_paragraph_grade(&report, "The manager", "good", "section");
    assert_in(&report, "Mend the", "Action we have told the provider to take",
              "general", "recommendation");
    report_fini(&report);
}

/* Until 2014. */
static void
standards_are_met_or_not(void **state)
{
    struct report report = read_paper(
        "== Care Quality Commission\n= Inspection report\nHarbour Lodge\n"
        "Date of inspection: 7 May 2012\n.cells 388\n"
        "| Respecting and involving people | Met this standard\n"
        "| Care and welfare of people | Action needed\n.page\n"
        "== Why we carried out this inspection\nIt was time.\n"
        "== What people told us\n" BOATS TYPESET_FILLER);

    (void)state;
    assert_string_equal(report.framework, "cqc");
    ASSERT_JUDGED(
        &report, {"general", "Respecting and involving people", "met", "table"},
        {"general", "Care and welfare of people", "not-met", "table"});
    assert_in(&report, "It was time", "Why we carried out this inspection",
              "general", "context");
    assert_in(&report, "Boats are", "What people told us", "general",
              "finding");
    report_fini(&report);
}

static struct report
read_page(const char *page)
{
    struct report_list reports;
    char reason[REASON_SIZE] = "";
    char *bytes = g_strdup(page);

    if (!reading_bytes("x.html", bytes, strlen(bytes), &reports, reason))
        fail_msg("refused: %s", reason);
    g_free(bytes);
    struct report report = reports.list[0];
    free(reports.list);
    return report;
}

/* The questions of a surgery are about services, and its page has the same
 * words as a report on paper. */
static void
a_saved_page_of_a_surgery_is_rated_too(void **state)
{
    struct report report = read_page(
        "<html><head><title>Harbour Surgery</title></head><body><main>"
        "<h1>Harbour Surgery</h1><p>Care Quality Commission</p>"
        "<p>Date of inspection visit: 7 May 2019</p>"
        "<table><tr><td>Overall rating for this service</td><td>Good</td></tr>"
        "<tr><td>Are services safe?</td><td>Good</td></tr>"
        "<tr><td>Are services effective?</td><td>Inadequate</td></tr></table>"
        "<h2>Are services safe?</h2><p>The stairs are steep.</p>"
        "<h2>Are services effective?</h2><p>They wait for long.</p>"
        "</main></body></html>");

    (void)state;
    assert_string_equal(report.framework, "cqc");
    assert_string_equal(report.inspected_to, "2019-05-07");
    ASSERT_JUDGED(
        &report,
        {"general", "Overall rating for this service", "good", "table"},
        {"safe", "Are services safe?", "good", "table"},
        {"effective", "Are services effective?", "inadequate", "table"});
    assert_in(&report, "The stairs", "Are services safe?", "safe", "finding");
    assert_in(&report, "They wait", "Are services effective?", "effective",
              "finding");
    report_fini(&report);
}

/* Accidents */

static void
an_accident_has_facts_an_analysis_and_findings(void **state)
{
    struct report report = read_paper(
        "= Collision of the ferry Heron with a pier, Northmere\n"
        "=== 7 May 2019\nTransport Accident Investigation Commission\n.page\n"
        "== Abstract\n" BOATS TYPESET_FILLER
        "== Data summary\nVessel name: Heron\n"
        "== 1. Factual information\n=== 1.1 Narrative\n"
        "1.1.1 On 7 May 2019 the ferry left at noon.\n1.1.2 It met the pier.\n"
        "== 2. Analysis\n2.1 The pier was seen by all.\n"
        "== 3. Findings\n3.1 The ferry was fast.\n"
        "== 4. Safety actions\n4.1 The ferry is to be slower.\n");

    (void)state;
    assert_string_equal(report.framework, "transport-safety");
    assert_string_equal(report.provider, "Heron");
    assert_string_equal(report.inspected_from, "2019-05-07");
    assert_string_equal(paragraph_of(&report, "1.1.2")->text,
                        "It met the pier.");
    assert_in(&report, "On 7 May", "Narrative", "general", "context");
    assert_in(&report, "The pier was", "Analysis", "general", "finding");
    assert_in(&report, "The ferry was", "Findings", "general", "finding");
    assert_in(&report, "The ferry is to", "Safety actions", "general",
              "recommendation");
    assert_int_equal(report.n_judgements, 0);
    report_fini(&report);
}

/* In whatever type it is set. */
static void
a_label_with_figures_is_not_a_heading(void **state)
{
    struct report report = read_paper(
        "= Visit to the Heron lighthouse\n.page\n"
        "== Foreword\n" TYPESET_FILLER
        "=== Unit number: 4711\nThe lamp is clean. It is seen from afar.\n"
        "=== Unit: the lamp\nIt is lit.\n");

    (void)state;
    assert_in(&report, "The lamp is", "Foreword", "general", "finding");
    assert_in(&report, "It is lit", "Unit: the lamp", "general", "finding");
    report_fini(&report);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_school_of_section_10_has_its_own_grades),
        cmocka_unit_test(a_school_of_2007_has_grades_below_headings),
        cmocka_unit_test(a_school_of_2011_has_grades_in_figures),
        cmocka_unit_test(a_school_of_2015_has_a_table_and_graded_headings),
        cmocka_unit_test(a_row_of_a_table_of_grades_opens_no_section),
        cmocka_unit_test(a_row_of_a_table_states_no_grade),
        cmocka_unit_test(a_school_since_2019_asks_what_it_is_like),
        cmocka_unit_test(a_letter_says_what_progress_a_school_makes),
        cmocka_unit_test(a_report_card_has_standards),
        cmocka_unit_test(a_nursery_since_2019_is_not_a_school),
        cmocka_unit_test(
            a_childrens_home_has_three_judgements_and_requirements),
        cmocka_unit_test(a_care_home_is_rated_by_five_questions),
        cmocka_unit_test(standards_are_met_or_not),
        cmocka_unit_test(a_saved_page_of_a_surgery_is_rated_too),
        cmocka_unit_test(an_accident_has_facts_an_analysis_and_findings),
        cmocka_unit_test(a_label_with_figures_is_not_a_heading),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
