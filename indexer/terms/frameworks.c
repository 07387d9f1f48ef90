/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * All frameworks, and what their rules say of a report's words.
 */
#include "terms/frameworks.h"
#include "base/memory.h"
#include "base/words.h"
#include "terms/framework_rules.h"

#include "findings/visible.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static struct framework *frameworks; /* that have a name */
static size_t n_frameworks;
static const struct framework *fallback; /* for reports without a known title */
static struct framework common;          /* what they have in common */

/* Only the programs' own files have one framework without titles. */
static bool
set_fallback(const struct findings_framework *file,
             const struct framework *framework,
             char *reason)
{
    if (framework->titles)
        return true;
    if (!fallback) {
        fallback = framework;
        return true;
    }
    snprintf(reason, FINDINGS_REASON_SIZE,
             "%.200s: the list \"titles\" is missing, so that no report would "
             "be recognised; add it",
             file->file);
    return false;
}

bool
frameworks_prepare(char reason[FINDINGS_REASON_SIZE])
{
    const struct findings_framework *file;
    size_t n = 0;

    if (n_frameworks > 0)
        return true;
    if (!framework_rules_read(findings_framework_at(0), NULL, &common, reason))
        return false;
    while (findings_framework_at(n + 1))
        n++;
    frameworks = memory_resize(NULL, n * sizeof *frameworks);
    memset(frameworks, 0, n * sizeof *frameworks);
    for (size_t i = 0; i < n; i++) {
        file = findings_framework_at(i + 1);
        if (!framework_rules_read(file, common.grades, &frameworks[i],
                                  reason) ||
            !set_fallback(file, &frameworks[i], reason))
            return false;
    }
    n_frameworks = n;
    return true;
}

/* For what does not begin with frameworks_prepare(), as tests. */
static void
be_prepared(void)
{
    char reason[FINDINGS_REASON_SIZE];

    if (frameworks_prepare(reason))
        return;
    findings_putf(stderr, "internal error: %s", reason);
    putc('\n', stderr);
    abort();
}

const struct grade_word *
frameworks_common_grades(void)
{
    be_prepared();
    return common.grades;
}

/* Where the first part of a title stands in the words if they have all of its
 * parts, which "&" separates; NULL if they do not. */
static const char *
title_at(const char *words, const char *title)
{
    const char *first = NULL;
    char part[FRAMEWORK_TITLE_SIZE];

    while (*title) {
        const size_t len = strcspn(title, "&");
        snprintf(part, sizeof part, "%.*s", (int)len, title);
        const char *at = words_find(words, part);
        if (!at)
            return NULL;
        first = first ? first : at;
        title += len + (title[len] == '&');
    }
    return first;
}

/* The first of the framework's titles in the words; NULL if there is none. */
static const char *
title_in(const char *words, const struct framework *framework)
{
    const char *first = NULL;

    for (char *const *title = framework->titles; title && *title; title++) {
        const char *at = title_at(words, *title);
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
    const struct framework *found;
    const char *first = NULL;

    be_prepared();
    found = fallback;
    for (size_t f = 0; f < n_frameworks; f++) {
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
    for (; rule && rule->words; rule++)
        if (matches(rule->words, words))
            return rule;
    return NULL;
}

const struct heading_rule *
framework_heading(const struct framework *framework, const char *words)
{
    const struct heading_rule *rule = rule_for(framework->headings, words);
    return rule ? rule : rule_for(common.headings, words);
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
