/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * The tables of all frameworks. docs/hacking.md ("A framework") lists the other
 * places where a new one has to be added.
 */
#include "terms/frameworks.h"
#include "base/words.h"

#include <stdlib.h>
#include <string.h>

#define SAFEGUARDING "safeguarding"
#define LOOKED_AFTER "looked-after-children"
#define LEAVERS "care-leavers"
#define ADOPTION "adoption"
#define LEADERSHIP "leadership"
#define BOARD "safeguarding-board"
#define SEND "send"
#define GENERAL "general"
#define FINDING "finding"
#define CONTEXT "context"
#define RECOMMENDATION "recommendation"
#define PRIORITY "priority"

/* clang-format off */

/* Headings of all frameworks, looked up after a framework's own. */
static const struct heading_rule common_headings[] = {
    {HEADING_SECTION,  "about this inspection", GENERAL, CONTEXT},
    {HEADING_SECTION,  "areas for improvement", NULL, RECOMMENDATION},
    {HEADING_SECTION,  "area for improvement", NULL, RECOMMENDATION},
    {HEADING_SECTION,  "what needs to improve*", NULL, RECOMMENDATION},
    {HEADING_PRIORITY, "area for priority action", NULL, PRIORITY},
    {HEADING_PRIORITY, "areas for priority action", NULL, PRIORITY},
    {HEADING_PRIORITY, "area s for priority action", NULL, PRIORITY},
    {HEADING_SECTION,  "area s for improvement", NULL, RECOMMENDATION},
    {HEADING_PRIORITY, "priority action", NULL, PRIORITY},
    {HEADING_PRIORITY, "priority actions", NULL, PRIORITY},
    {HEADING_SECTION,  "recommendations", NULL, RECOMMENDATION},
    {HEADING_DEADLINE, "immediately", NULL, "immediately"},
    {HEADING_DEADLINE, "within three months", NULL, "three-months"},
    {HEADING_DEADLINE, "within 3 months", NULL, "three-months"},
    {HEADING_DEADLINE, "within six months", NULL, "six-months"},
    {HEADING_DEADLINE, "within 6 months", NULL, "six-months"},
    {HEADING_RECORD,   "record of main findings*", NULL, NULL},
    /* What the inspectorate says about itself at the end. */
    {HEADING_CLOSE,    "the office for standards in education*", NULL, NULL},
    {HEADING_CLOSE,    "any complaints about*", NULL, NULL},
    {HEADING_CLOSE,    "crown copyright*", NULL, NULL},
    {HEADING_CLOSE,    "the inspection team", NULL, NULL},
    {HEADING_CLOSE,    "inspection team", NULL, NULL},
    {HEADING_SECTION,  "context", NULL, CONTEXT},
    {HEADING_CLOSE,    "yours sincerely", NULL, NULL},
    {HEADING_CLOSE,    "your sincerely", NULL, NULL}, /* a misprint */
    {HEADING_CLOSE,    "yours faithfully", NULL, NULL},
    {HEADING_CLOSE,    "kind regards", NULL, NULL},
    {HEADING_END_OF_TABLE, NULL, NULL, NULL},
};

static const struct heading_rule slac_headings[] = {
    {HEADING_TITLE,    "inspection of safeguarding and looked after children services", NULL, NULL},
    {HEADING_TITLE,    "inspection of safeguarding and looked after childrens services", NULL, NULL},
    {HEADING_SECTION,  "the inspection judgements and what they mean", GENERAL, CONTEXT},
    {HEADING_SECTION,  "service information", GENERAL, CONTEXT},
    {HEADING_PART,     "the inspection outcomes safeguarding services", SAFEGUARDING, NULL},
    {HEADING_PART,     "safeguarding services", SAFEGUARDING, NULL},
    {HEADING_PART,     "the inspection outcomes services for looked after children", LOOKED_AFTER, NULL},
    {HEADING_PART,     "services for looked after children", LOOKED_AFTER, NULL},
    {HEADING_SECTION,  "overall effectiveness", NULL, NULL},
    {HEADING_SECTION,  "capacity for improvement", NULL, NULL},
    {HEADING_SECTION,  "outcomes for children and young people", NULL, NULL},
    {HEADING_SECTION,  "safeguarding outcomes for children and young people", NULL, NULL},
    {HEADING_SECTION,  "how good are outcomes for looked after children and care leavers", NULL, NULL},
    {HEADING_SECTION,  "outcomes for looked after children and care leavers", NULL, NULL},
    {HEADING_SECTION,  "children and young people are safe and feel safe", NULL, NULL},
    {HEADING_SECTION,  "the effectiveness of services in taking reasonable steps to ensure*", NULL, NULL},
    {HEADING_SECTION,  "the quality of provision", NULL, NULL},
    {HEADING_SECTION,  "quality of provision", NULL, NULL},
    {HEADING_SECTION,  "the contribution of health agencies to keeping children and young people safe", NULL, NULL},
    {HEADING_SECTION,  "ambition and prioritisation", NULL, NULL},
    {HEADING_SECTION,  "leadership and management", NULL, NULL},
    {HEADING_SECTION,  "performance management and quality assurance", NULL, NULL},
    {HEADING_SECTION,  "partnership working", NULL, NULL},
    {HEADING_SECTION,  "equality and diversity", NULL, NULL},
    {HEADING_SECTION,  "being healthy", NULL, NULL},
    {HEADING_SECTION,  "staying safe", NULL, NULL},
    {HEADING_SECTION,  "enjoying and achieving", NULL, NULL},
    {HEADING_SECTION,  "making a positive contribution*", NULL, NULL},
    {HEADING_SECTION,  "economic well being", NULL, NULL},
    {HEADING_SECTION,  "economic wellbeing", NULL, NULL},
    {HEADING_END_OF_TABLE, NULL, NULL, NULL},
};

static const struct heading_rule lac_headings[] = {
    {HEADING_TITLE,    "inspection of looked after children services", NULL, NULL},
    {HEADING_TITLE,    "inspection of looked after childrens services", NULL, NULL},
    {HEADING_SECTION,  "the inspection judgements and what they mean", GENERAL, CONTEXT},
    {HEADING_SECTION,  "service information", GENERAL, CONTEXT},
    {HEADING_PART,     "services for looked after children", LOOKED_AFTER, NULL},
    {HEADING_SECTION,  "overall effectiveness of services for looked after children and young people", NULL, NULL},
    {HEADING_SECTION,  "overall effectiveness", NULL, NULL},
    {HEADING_SECTION,  "capacity to improve", NULL, NULL},
    {HEADING_SECTION,  "outcomes for looked after children and young people", NULL, NULL},
    {HEADING_SECTION,  "being healthy", NULL, NULL},
    {HEADING_SECTION,  "staying safe", NULL, NULL},
    {HEADING_SECTION,  "enjoying and achieving", NULL, NULL},
    {HEADING_SECTION,  "making a positive contribution*", NULL, NULL},
    {HEADING_SECTION,  "economic well being", NULL, NULL},
    {HEADING_SECTION,  "quality of provision", NULL, NULL},
    {HEADING_SECTION,  "leadership and management", NULL, NULL},
    {HEADING_END_OF_TABLE, NULL, NULL, NULL},
};

static const struct heading_rule visit_headings[] = {
    {HEADING_TITLE,    "focused visit*", NULL, NULL},
    {HEADING_TITLE,    "ofsted focused visit*", NULL, NULL},
    {HEADING_SECTION,  "overview", NULL, NULL},
    {HEADING_SECTION,  "headline findings", NULL, NULL},
    {HEADING_SECTION,  "findings", NULL, NULL},
    {HEADING_SECTION,  "main findings", NULL, NULL},
    {HEADING_END_OF_TABLE, NULL, NULL, NULL},
};

static const struct heading_rule sif_headings[] = {
    {HEADING_TITLE,    "inspection of services for children in need of help and protection*", NULL, NULL},
    {HEADING_TITLE,    "re inspection of services*", NULL, NULL},
    {HEADING_TITLE,    "reinspection of services*", NULL, NULL},
    {HEADING_OVERALL,  "the overall judgement*", GENERAL, NULL},
    {HEADING_OVERALL,  "overall judgement*", GENERAL, NULL},
    {HEADING_OVERALL,  "childrens services*", GENERAL, NULL},
    {HEADING_OVERALL,  "*childrens services", GENERAL, NULL},
    {HEADING_OVERALL,  "childrens social care services*", GENERAL, NULL},
    {HEADING_OVERALL,  "this local authority*", GENERAL, NULL},
    {HEADING_OVERALL,  "services for children*", GENERAL, NULL},
    {HEADING_NAME,     "the local authority", GENERAL, NULL},
    {HEADING_PART,     "section 1 the local authority", GENERAL, NULL},
    {HEADING_NAME,     "the local safeguarding children*", BOARD, NULL},
    {HEADING_PART,     "the effectiveness of the local safeguarding*", BOARD, NULL},
    {HEADING_PART,     "the effectiveness of the lscb", BOARD, NULL},
    {HEADING_PART,     "section 2 the effectiveness of the local safeguarding*", BOARD, NULL},
    {HEADING_PART,     "section 2 the local safeguarding*", BOARD, NULL},
    {HEADING_NAME,     "the lscb", BOARD, NULL},
    {HEADING_SECTION,  "information about this local authority area", GENERAL, CONTEXT},
    {HEADING_SECTION,  "information about the local authority area", GENERAL, CONTEXT},
    {HEADING_SECTION,  "information about this inspection", GENERAL, CONTEXT},
    {HEADING_SECTION,  "information about the inspection*", GENERAL, CONTEXT},
    {HEADING_SECTION,  "previous ofsted inspections", GENERAL, CONTEXT},
    {HEADING_SECTION,  "previous ofsted inspection", GENERAL, CONTEXT},
    {HEADING_SECTION,  "other ofsted inspections", GENERAL, CONTEXT},
    {HEADING_SECTION,  "local leadership", GENERAL, CONTEXT},
    {HEADING_SECTION,  "children living in this area", GENERAL, CONTEXT},
    {HEADING_SECTION,  "children and young people living in this area", GENERAL, CONTEXT},
    {HEADING_SECTION,  "child protection in this area", GENERAL, CONTEXT},
    {HEADING_SECTION,  "children looked after in this area", GENERAL, CONTEXT},
    {HEADING_SECTION,  "children and young people looked after in this area", GENERAL, CONTEXT},
    {HEADING_SECTION,  "other information about this area", GENERAL, CONTEXT},
    {HEADING_SECTION,  "the casework model used in this area", GENERAL, CONTEXT},
    {HEADING_SCALE,    "what the inspection judgements mean*", GENERAL, CONTEXT},
    {HEADING_SCALE,    "what the inspection judgments mean*", GENERAL, CONTEXT},
    {HEADING_WITHIN,   "executive summary", NULL, NULL},
    {HEADING_SECTION,  "summary of findings", NULL, NULL},
    {HEADING_SECTION,  "summary of key findings", NULL, NULL},
    {HEADING_SECTION,  "summary for children and young people", NULL, NULL},
    {HEADING_WITHIN,   "key strengths and weaknesses*", NULL, NULL},
    {HEADING_SECTION,  "the local authoritys strengths", NULL, NULL},
    {HEADING_SECTION,  "the lscbs strengths", NULL, NULL},
    {HEADING_SECTION,  "progress since the last inspection", NULL, NULL},
    {HEADING_SECTION,  "inspection judgements about the local authority", NULL, NULL},
    {HEADING_SECTION,  "what does the local authority need to improve", NULL, RECOMMENDATION},
    {HEADING_SECTION,  "what does the lscb need to improve", NULL, RECOMMENDATION},
    {HEADING_DEADLINE, "priority and immediate action", NULL, "immediately"},
    {HEADING_AREA,     "*children who need help and protection", SAFEGUARDING, NULL},
    {HEADING_AREA,     "*children looked after and achieving permanence", LOOKED_AFTER, NULL},
    {HEADING_AREA,     "*looked after children and achieving permanence", LOOKED_AFTER, NULL},
    {HEADING_AREA,     "*adoption performance", ADOPTION, NULL},
    {HEADING_AREA,     "*experience and progress of care leavers", LEAVERS, NULL},
    {HEADING_AREA,     "*experiences and progress of care leavers", LEAVERS, NULL},
    {HEADING_AREA,     "*leadership management and governance", LEADERSHIP, NULL},
    {HEADING_AREA,     "*leadership management governance", LEADERSHIP, NULL}, /* with "&" */
    {HEADING_TOPIC,    "help and protection", SAFEGUARDING, NULL},
    {HEADING_TOPIC,    "early help and protection", SAFEGUARDING, NULL},
    {HEADING_TOPIC,    "looked after children", LOOKED_AFTER, NULL},
    {HEADING_TOPIC,    "children looked after", LOOKED_AFTER, NULL},
    {HEADING_TOPIC,    "care leavers", LEAVERS, NULL},
    {HEADING_TOPIC,    "adoption", ADOPTION, NULL},
    {HEADING_WITHIN,   "inspection judgement about the lscb", NULL, NULL},
    {HEADING_WITHIN,   "inspection findings*", NULL, NULL},
    {HEADING_WITHIN,   "summary", NULL, NULL},
    {HEADING_END_OF_TABLE, NULL, NULL, NULL},
};

static const struct area_rule sif_judgements[] = {
    {"overall effectiveness", GENERAL},
    {"childrens services in", GENERAL},
    {"adoption performance", ADOPTION},
    {"care leavers", LEAVERS},
    {"children looked after", LOOKED_AFTER},
    {"achieving permanence", LOOKED_AFTER},
    {"help and protection", SAFEGUARDING},
    {"leadership management and governance", LEADERSHIP},
    {"leadership management governance", LEADERSHIP},
    {"safeguarding children board", BOARD},
    {NULL, NULL},
};

static const struct heading_rule ilacs_headings[] = {
    {HEADING_TITLE,    "inspection of*", NULL, NULL},
    {HEADING_SECTION,  "the impact of leaders on*", LEADERSHIP, NULL},
    {HEADING_SECTION,  "the experiences and progress of children who need help and protection*", SAFEGUARDING, NULL},
    {HEADING_SECTION,  "the experiences and progress of children in care*", LOOKED_AFTER, NULL},
    {HEADING_SECTION,  "the experiences and progress of care leavers*", LEAVERS, NULL},
    {HEADING_SECTION,  "the experiences and progress of children care leavers*", LEAVERS, NULL}, /* a misprint */
    {HEADING_END_OF_TABLE, NULL, NULL, NULL},
};

static const struct area_rule ilacs_judgements[] = {
    {"overall effectiveness", GENERAL},
    {"impact of leaders", LEADERSHIP},
    {"help and protection", SAFEGUARDING},
    {"children in care", LOOKED_AFTER},
    {"care leavers", LEAVERS},
    {NULL, NULL},
};

/* Judgements of the record, for a framework with only one part. */
static const struct area_rule lac_judgements[] = {
    {"overall effectiveness", GENERAL},
    {"leadership and management", LEADERSHIP},
    {NULL, NULL},
};

/* The judgements of the 2012 and 2013 inspections of child protection. */
static const struct area_rule other_judgements[] = {
    {"overall effectiveness", GENERAL},
    {"leadership and governance", LEADERSHIP},
    {"help and protection", SAFEGUARDING},
    {"quality of practice", SAFEGUARDING},
    {"safeguarding children board", BOARD},
    {NULL, NULL},
};

static const struct heading_rule jtai_headings[] = {
    {HEADING_TITLE,    "joint targeted area inspection*", NULL, NULL},
    {HEADING_SECTION,  "headline findings", NULL, NULL},
    {HEADING_SECTION,  "main findings", NULL, NULL},
    {HEADING_SECTION,  "strengths", NULL, NULL},
    {HEADING_SECTION,  "key strengths", NULL, NULL},
    /* Unlike those of other reports, these are findings. */
    {HEADING_SECTION,  "areas for improvement", NULL, FINDING},
    {HEADING_SECTION,  "area for improvement", NULL, FINDING},
    {HEADING_SECTION,  "area s for improvement", NULL, FINDING},
    {HEADING_BOX,      "case study*", NULL, NULL},
    {HEADING_BOX,      "case studies*", NULL, NULL},
    {HEADING_BOX,      "practice study*", NULL, NULL},
    {HEADING_BOX,      "practice studies*", NULL, NULL},
    {HEADING_BOX,      "places and spaces*", NULL, NULL},
    {HEADING_SECTION,  "next steps", NULL, CONTEXT},
    {HEADING_END_OF_TABLE, NULL, NULL, NULL},
};

static const struct heading_rule send_headings[] = {
    {HEADING_TITLE,    "area send inspection of*", NULL, NULL},
    {HEADING_TITLE,    "area send full inspection*", NULL, NULL},
    {HEADING_TITLE,    "area send monitoring inspection*", NULL, NULL},
    {HEADING_SECTION,  "inspection outcome", NULL, NULL},
    {HEADING_SECTION,  "information about the local area partnership", NULL, CONTEXT},
    {HEADING_SECTION,  "information about this inspection", NULL, CONTEXT},
    {HEADING_SECTION,  "what is it like to be a child*", NULL, NULL},
    {HEADING_SECTION,  "what is the area partnership doing*", NULL, NULL},
    {HEADING_SECTION,  "what is the local area partnership doing*", NULL, NULL},
    {HEADING_SECTION,  "what does the area partnership need*", NULL, NULL},
    {HEADING_SECTION,  "what does the local area partnership need*", NULL, NULL},
    {HEADING_CLOSE,    "local area partnership details", NULL, NULL},
    {HEADING_END_OF_TABLE, NULL, NULL, NULL},
};

static const struct area_rule visit_themes[] = {
    {"care leavers", LEAVERS},
    {"leaving care", LEAVERS},
    {"left care", LEAVERS},
    {"care experienced", LEAVERS},
    {"children in care", LOOKED_AFTER},
    {"young people in care", LOOKED_AFTER},
    {"looked after", LOOKED_AFTER},
    {"permanence", LOOKED_AFTER},
    {"placements", LOOKED_AFTER},
    {"placement", LOOKED_AFTER},
    {"children in need", SAFEGUARDING},
    {"child in need", SAFEGUARDING},
    {"child protection", SAFEGUARDING},
    {"help and protection", SAFEGUARDING},
    {"front door", SAFEGUARDING},
    {"contacts and referrals", SAFEGUARDING},
    {"contact and referral", SAFEGUARDING},
    {"edge of care", SAFEGUARDING},
    {"exploitation", SAFEGUARDING},
    {"extra familial", SAFEGUARDING},
    {"early help", SAFEGUARDING},
    {"mash", SAFEGUARDING},
    {"multi agency safeguarding hub", SAFEGUARDING},
    {"thresholds", SAFEGUARDING},
    {"pre proceedings", SAFEGUARDING},
    {"cared for children", LOOKED_AFTER},
    {"unaccompanied", LOOKED_AFTER},
    {"adoption", ADOPTION},
    {NULL, NULL},
};

/* How the sentence that says what a visit looked at begins. */
static const char *const visit_openings[] = {
    "inspectors looked at", "inspectors evaluated", "inspectors reviewed",
    "inspectors considered", "inspectors examined", "visit looked at",
    "visit focused on", "visit was to", "focus of the visit", NULL};

/* Headings that other kinds of report have in common with the known ones. */
static const struct heading_rule other_headings[] = {
    {HEADING_SECTION,  "about the inspection", NULL, CONTEXT},
    {HEADING_SECTION,  "service information", NULL, CONTEXT},
    {HEADING_SCALE,    "the inspection judgements and what they mean", NULL, CONTEXT},
    {HEADING_SECTION,  "evidence", NULL, CONTEXT},
    {HEADING_SECTION,  "context", NULL, CONTEXT},
    {HEADING_SECTION,  "information about this area", NULL, CONTEXT},
    {HEADING_SECTION,  "information about this review", NULL, CONTEXT},
    {HEADING_SECTION,  "children living in this area", NULL, CONTEXT},
    {HEADING_SECTION,  "child protection in this area", NULL, CONTEXT},
    {HEADING_SECTION,  "children looked after in this area", NULL, CONTEXT},
    {HEADING_SECTION,  "priorities for further improvement", NULL, RECOMMENDATION},
    {HEADING_PART,     "the local safeguarding children board*", BOARD, NULL},
    {HEADING_END_OF_TABLE, NULL, NULL, NULL},
};

/* That there is nothing to do; and what the form says around the grades. */
static const struct opening_rule sif_standing[] = {
    {"the judgements on areas", CONTEXT, NULL},
    {"the judgments on areas", CONTEXT, NULL},
    {"the judgements on the areas", CONTEXT, NULL},
    {"the judgments on the areas", CONTEXT, NULL},
    {"it is ofsteds expectation", CONTEXT, NULL},
    {"there are no priority", CONTEXT, NULL},
    {"there are no areas for priority", CONTEXT, NULL},
    {NULL, NULL, NULL},
};

/* Stock paragraphs: about the letter, what happens next, or that there are no
 * priority actions. */
static const struct opening_rule visit_standing[] = {
    {"ofsted will take", CONTEXT, CONTEXT},
    {"the findings from this focused visit", CONTEXT, CONTEXT},
    {"these findings will be taken", CONTEXT, CONTEXT},
    {"this letter will be published", CONTEXT, CONTEXT},
    {"we have notified the", CONTEXT, CONTEXT},
    {"i am copying this letter", CONTEXT, CONTEXT},
    {"there are no priority actions", CONTEXT, NULL},
    {"there are no areas for priority action", CONTEXT, NULL},
    {NULL, NULL, NULL},
};

static const struct opening_rule jtai_standing[] = {
    {"this letter to all", CONTEXT, FINDING},
    {"this jtai includes", CONTEXT, NULL},
    {"this jtai included", CONTEXT, NULL},
    {"this joint targeted area inspection", CONTEXT, NULL},
    {"the joint targeted area inspection", CONTEXT, NULL},
    {"the inspectorates recognise", CONTEXT, NULL},
    {NULL, NULL, NULL},
};

static const struct opening_rule send_standing[] = {
    {"the next full area send inspection", CONTEXT, CONTEXT},
    {"ofsted and cqc ask", CONTEXT, CONTEXT},
    {"ofsted and the cqc ask", CONTEXT, CONTEXT},
    {"ofsted and care quality commission", CONTEXT, CONTEXT},
    {"ofsted and the care quality commission", CONTEXT, CONTEXT},
    {"a monitoring inspection will", CONTEXT, CONTEXT},
    {"as a result of this inspection", CONTEXT, CONTEXT},
    {NULL, NULL, NULL},
};

/* The titles, and the standing words of a first page, by which each framework
 * is recognised. */
static const char *const slac_titles[] = {
    "inspection of safeguarding and looked after children services",
    "inspection of safeguarding and looked after childrens services", NULL};
static const char *const lac_titles[] = {
    "inspection of looked after children services",
    "inspection of looked after childrens services", NULL};
static const char *const sif_titles[] = {
    "inspection of services for children in need of help and protection",
    "reinspection of services for children in need of help and protection", NULL};
static const char *const ilacs_titles[] = {
    "inspection of childrens social care services",
    "inspection of local authority childrens services",
    "local authority childrens services inspection dates",
    "the impact of leaders on", NULL};
static const char *const visit_titles[] = {
    "focused visit to", "focused visit of", NULL};
static const char *const jtai_titles[] = {
    "joint targeted area inspection of",
    "joint targeted area inspection jtai of",
    "joint inspection of the multi agency response to", NULL};
static const char *const send_titles[] = {
    "area send inspection of", "area send full inspection",
    "area send monitoring inspection", "local area partnership report", NULL};

static const struct framework frameworks[] = {
    {.name = "slac",
     .is_graded = true,
     .titles = slac_titles,
     .headings = slac_headings,
     .area = GENERAL,
     .is_numbered = true,
     .first_judgement = "overall effectiveness"},
    {.name = "lac",
     .is_graded = true,
     .titles = lac_titles,
     .headings = lac_headings,
     .judgements = lac_judgements,
     .area = LOOKED_AFTER,
     .is_numbered = true,
     .first_judgement = "overall effectiveness"},
    {.name = "sif",
     .is_graded = true,
     .titles = sif_titles,
     .headings = sif_headings,
     .judgements = sif_judgements,
     .openings = sif_standing,
     .area = GENERAL},
    {.name = "ilacs",
     .is_graded = true,
     .titles = ilacs_titles,
     .headings = ilacs_headings,
     .judgements = ilacs_judgements,
     .area = GENERAL,
     .opens_after_table = true},
    {.name = "focused-visit",
     .titles = visit_titles,
     .headings = visit_headings,
     .themes = visit_themes,
     .openings = visit_standing,
     .theme_openings = visit_openings,
     .area = GENERAL,
     .is_letter = true,
     .is_signed = true},
    {.name = "jtai",
     .titles = jtai_titles,
     .headings = jtai_headings,
     .openings = jtai_standing,
     .area = SAFEGUARDING,
     .is_letter = true},
    {.name = "send",
     .titles = send_titles,
     .headings = send_headings,
     .openings = send_standing,
     .area = SEND},
    {.name = "other",
     .is_graded = true,
     .headings = other_headings,
     .judgements = other_judgements,
     .area = GENERAL},
};
/* clang-format on */

enum { N_FRAMEWORKS = sizeof frameworks / sizeof *frameworks };

/* The first of the framework's titles in the words; NULL if there is none. */
static const char *
title_in(const char *words, const struct framework *framework)
{
    const char *first = NULL;

    for (const char *const *title = framework->titles; *title; title++) {
        const char *at = words_find(words, *title);
        if (at && (!first || at < first))
            first = at;
    }
    return first;
}

/* A report may mention another kind of inspection; its own title comes first.
 */
const struct framework *
framework_of(const char *head)
{
    const struct framework *found = &frameworks[N_FRAMEWORKS - 1];
    const char *first = NULL;

    for (size_t f = 0; f + 1 < N_FRAMEWORKS; f++) {
        const char *at = title_in(head, &frameworks[f]);
        if (at && (!first || at < first)) {
            found = &frameworks[f];
            first = at;
        }
    }
    return found;
}

const char *
framework_judgement(const struct framework *framework,
                    const char *name,
                    size_t len)
{
    char *words = words_plain(name, len);
    const char *area = NULL;

    for (const struct area_rule *rule = framework->judgements;
         rule && rule->words && !area; rule++)
        if (words_contain(words, rule->words))
            area = rule->area;
    free(words);
    return area;
}

/* Whether the words match the rule. A '*' at the end of the rule stands for any
 * words after it, one at its beginning for any words before it. */
static bool
matches(const char *rule, const char *words)
{
    const bool is_open = *rule == '*';
    const size_t n = strlen(rule += is_open), words_len = strlen(words);

    if (n > 0 && rule[n - 1] == '*')
        return is_open ? false : strncmp(words, rule, n - 1) == 0;
    return words_len >= n && strcmp(words + words_len - n, rule) == 0 &&
           (words_len == n || is_open);
}

static const struct heading_rule *
rule_for(const struct heading_rule *rule, const char *words)
{
    for (; rule->words; rule++)
        if (matches(rule->words, words))
            return rule;
    return NULL;
}

const struct heading_rule *
framework_heading(const struct framework *framework, const char *words)
{
    const struct heading_rule *rule = rule_for(framework->headings, words);
    return rule ? rule : rule_for(common_headings, words);
}

const struct opening_rule *
framework_opening(const struct framework *framework,
                  const char *text,
                  size_t len)
{
    const struct opening_rule *found = NULL;
    char *words;

    if (!framework->openings)
        return NULL;
    words = words_plain(text, len);
    for (const struct opening_rule *rule = framework->openings;
         rule->words && !found; rule++)
        if (words_begin(words, rule->words))
            found = rule;
    free(words);
    return found;
}

bool
framework_rule_is_open(const struct heading_rule *rule)
{
    return rule->words[strlen(rule->words) - 1] == '*';
}
