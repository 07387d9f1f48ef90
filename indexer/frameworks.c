/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "frameworks.h"
#include "text.h"

#include <stdlib.h>
#include <string.h>

#define SAFEGUARDING "safeguarding"
#define LOOKED_AFTER "looked-after-children"
#define LEAVERS "care-leavers"
#define GENERAL "general"
#define CONTEXT "context"
#define RECOMMENDATION "recommendation"

/* clang-format off */

/* What they all say; looked up after a framework's own. */
static const struct heading_rule common_headings[] = {
    {HEADING_SECTION,  "about this inspection", GENERAL, CONTEXT},
    {HEADING_SECTION,  "areas for improvement", NULL, RECOMMENDATION},
    {HEADING_SECTION,  "area for improvement", NULL, RECOMMENDATION},
    {HEADING_SECTION,  "what needs to improve*", NULL, RECOMMENDATION},
    {HEADING_SECTION,  "recommendations", NULL, RECOMMENDATION},
    {HEADING_DEADLINE, "immediately", NULL, "immediately"},
    {HEADING_DEADLINE, "within three months", NULL, "three-months"},
    {HEADING_DEADLINE, "within 3 months", NULL, "three-months"},
    {HEADING_DEADLINE, "within six months", NULL, "six-months"},
    {HEADING_DEADLINE, "within 6 months", NULL, "six-months"},
    {HEADING_RECORD,   "record of main findings*", NULL, NULL},
    {HEADING_CLOSE,    "yours sincerely", NULL, NULL},
    {HEADING_CLOSE,    "your sincerely", NULL, NULL}, /* so misprinted */
    {HEADING_CLOSE,    "yours faithfully", NULL, NULL},
    {HEADING_END_OF_TABLE, NULL, NULL, NULL},
};

static const struct heading_rule slac_headings[] = {
    {HEADING_TITLE,    "inspection of safeguarding and looked after children services", NULL, NULL},
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
    {HEADING_TITLE,    "focused visit to*", NULL, NULL},
    {HEADING_SECTION,  "overview", NULL, NULL},
    {HEADING_SECTION,  "headline findings", NULL, NULL},
    {HEADING_SECTION,  "area for priority action", NULL, RECOMMENDATION},
    {HEADING_SECTION,  "areas for priority action", NULL, RECOMMENDATION},
    {HEADING_SECTION,  "findings", NULL, NULL},
    {HEADING_SECTION,  "main findings", NULL, NULL},
    {HEADING_END_OF_TABLE, NULL, NULL, NULL},
};

static const struct theme_rule visit_themes[] = {
    {"care leavers", LEAVERS},
    {"leaving care", LEAVERS},
    {"left care", LEAVERS},
    {"care experienced", LEAVERS},
    {"children in care", LOOKED_AFTER},
    {"young people in care", LOOKED_AFTER},
    {"looked after", LOOKED_AFTER},
    {"permanence", LOOKED_AFTER},
    {"placements", LOOKED_AFTER},
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
    {NULL, NULL},
};

/* How the sentence begins that says what a visit looked at. */
static const char *const visit_openings[] = {
    "inspectors looked at", "inspectors evaluated", "inspectors reviewed",
    "this visit looked at", "the visit looked at", "visit was to",
    "focus of the visit", NULL};

static const struct heading_rule no_headings[] = {
    {HEADING_END_OF_TABLE, NULL, NULL, NULL},
};

static const struct framework frameworks[] = {
    {.name = "slac",
     .is_graded = true,
     .title = "inspection of safeguarding and looked after children services",
     .headings = slac_headings,
     .area = GENERAL,
     .is_numbered = true,
     .first_judgement = "overall effectiveness"},
    {.name = "lac",
     .is_graded = true,
     .title = "inspection of looked after children services",
     .headings = lac_headings,
     .area = LOOKED_AFTER,
     .is_numbered = true,
     .first_judgement = "overall effectiveness"},
    {.name = "focused-visit",
     .title = "focused visit to",
     .headings = visit_headings,
     .themes = visit_themes,
     .theme_openings = visit_openings,
     .area = GENERAL,
     .is_letter = true},
    {.name = "other",
     .is_graded = true,
     .headings = no_headings,
     .area = GENERAL},
};
/* clang-format on */

enum {
    N_FRAMEWORKS = sizeof frameworks / sizeof *frameworks,
    /* A report says what it is on its first page. */
    TITLE_LINES = 60
};

const struct framework *
framework_of(const struct lines *lines)
{
    struct text head = {0};
    const struct framework *found = &frameworks[N_FRAMEWORKS - 1];

    for (size_t i = 0; i < lines->count && i < TITLE_LINES; i++) {
        text_add(&head, lines->list[i].text, lines->list[i].len);
        text_add(&head, "\n", 1);
    }
    char *words = plain_words(head.bytes, head.len);
    for (size_t f = 0; f + 1 < N_FRAMEWORKS; f++) {
        if (words_hold(words, frameworks[f].title)) {
            found = &frameworks[f];
            break;
        }
    }
    free(words);
    free(head.bytes);
    return found;
}

/* Whether the words are those of the rule; a '*' at its end stands for any that
 * follow, one at its beginning for any before. */
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
