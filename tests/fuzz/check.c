/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "check.h"

#include "base/text.h"
#include "base/utf8.h"
#include "index/abbreviations.h"
#include "records/jsonl.h"
#include "records/record.h"
#include "run/transfer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void
check(bool is_so, const char *what)
{
    if (is_so)
        return;
    fprintf(stderr, "check: %s\n", what);
    abort();
}

static bool
is_utf8(const char *text)
{
    return utf8_fault(text, strlen(text)) == strlen(text);
}

/* Whether there is text, and more than blanks. */
static bool
is_said(const char *text)
{
    size_t len = text ? strlen(text) : 0;

    if (!text || !is_utf8(text))
        return false;
    utf8_trim(&text, &len);
    return len > 0;
}

static bool
is_null_or_said(const char *text)
{
    return !text || is_said(text);
}

static void
check_sections(const struct report *r)
{
    for (size_t i = 0; i < r->n_sections; i++) {
        const struct section *section = &r->sections[i];
        check(section->area && section->kind, "a section has no area or kind");
        check(!section->heading || is_utf8(section->heading),
              "a heading is not UTF-8");
        check(!section->chapter || is_utf8(section->chapter),
              "a chapter is not UTF-8");
        check(section->graded_by == NO_SECTION ||
                  section->graded_by < r->n_sections,
              "a section is graded by one that does not exist");
    }
    for (size_t i = 0; i < r->n_judgements; i++) {
        const struct judgement *judgement = &r->judgements[i];
        check(judgement->area && judgement->grade && judgement->source,
              "a judgement has no area, grade or source");
        check(is_said(judgement->name), "a judgement has no name");
    }
    for (size_t i = 0; i < r->n_oddities; i++)
        check(is_said(r->oddities[i].text), "an oddity has no text");
}

static void
check_paragraphs(const struct report *r)
{
    json_t *ids = json_object();

    for (size_t i = 0; i < r->n_paragraphs; i++) {
        const struct paragraph *p = &r->paragraphs[i];
        check(is_said(p->text), "a paragraph has no text");
        check(is_said(p->id), "a paragraph has no id");
        check(json_object_get(ids, p->id) == NULL,
              "an id occurs twice in a report");
        json_object_set_new(ids, p->id, json_null());
        check(p->section < r->n_sections,
              "a paragraph has a section that does not exist");
        check(p->judgement == NO_JUDGEMENT || p->judgement < r->n_judgements,
              "a paragraph has a judgement that does not exist");
        check(p->areas[0] != NULL, "a paragraph has no area");
        check(p->grade && p->grade_source, "a paragraph has no grade");
        check(p->number >= 0 && p->item >= 0, "a number is below zero");
    }
    json_decref(ids);
}

static void
check_abbreviations(const struct report *r)
{
    struct abbreviations found = {0};

    abbreviations_read(r, &found);
    for (size_t i = 0; i < found.count; i++) {
        const char *letters = found.list[i].letters;
        const char *meaning = found.list[i].meaning;
        check(strlen(letters) >= 2 && strlen(letters) <= ABBREVIATION_MAX &&
                  is_utf8(letters),
              "an abbreviation is too short, too long or not UTF-8");
        check(is_said(meaning) && strchr(meaning, ' ') &&
                  !strpbrk(meaning, "\t\n\r,"),
              "an abbreviation stands for no words");
    }
    abbreviations_fini(&found);
}

static void
check_report(const struct report *r)
{
    check(r->n_paragraphs > 0, "a report has no paragraph");
    check(is_said(r->id), "a report has no id");
    check(is_said(r->source) && r->framework,
          "a report has no source or framework");
    check(is_null_or_said(r->title), "a title is empty");
    check(is_null_or_said(r->authority), "an authority is empty");
    check(is_null_or_said(r->provider), "a provider is empty");
    check(is_null_or_said(r->publisher), "a publisher is empty");
    check(is_null_or_said(r->lead_inspector), "an inspector is empty");
    check(!*r->inspected_to || strcmp(r->inspected_from, r->inspected_to) <= 0,
          "an inspection ends before it begins");
    check_sections(r);
    check_paragraphs(r);
    check_abbreviations(r);
}

/* Both texts must be equal; frees them. */
static void
check_same(struct text *a, struct text *b, const char *what)
{
    check(a->len == b->len && memcmp(a->bytes, b->bytes, b->len) == 0, what);
    free(a->bytes);
    free(b->bytes);
}

/* What one process has read arrives unchanged in another. */
static void
check_transfer(const struct transfer *outcome)
{
    struct text there = {0}, back = {0};
    struct transfer taken;
    char reason[REASON_SIZE];

    if (!transfer_write(outcome, &there, reason))
        return; /* a text is too long */
    check(transfer_read(there.bytes, there.len, &taken),
          "reports that were read cannot be handed over");
    check(transfer_write(&taken, &back, reason),
          "reports that were handed over cannot be again");
    check_same(&there, &back, "reports are changed by being handed over");
    transfer_fini(&taken);
}

/* As --dump paragraphs prints it. */
static void
add_records(const struct report_list *reports, struct text *out)
{
    for (size_t i = 0; i < reports->count; i++)
        for (size_t k = 0; k < reports->list[i].n_paragraphs; k++) {
            char *line = record_paragraph_line(&reports->list[i], k);
            text_add_string(out, line);
            text_add(out, "\n", 1);
            free(line);
        }
}

static void
check_records(const struct report_list *reports)
{
    struct text there = {0}, back = {0};
    struct report_list taken;
    char reason[REASON_SIZE];

    add_records(reports, &there);
    if (!jsonl_read(reports->list->source, there.bytes, there.len, &taken,
                    reason))
        check(false, reason);
    add_records(&taken, &back);
    check_same(&there, &back,
               "records that were dumped are not read back unchanged");
    report_list_fini(&taken);
}

static const char a_digest[] =
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

void
check_reports(const struct report_list *reports)
{
    struct transfer outcome = {.is_read = true, .reports = *reports};

    memcpy(outcome.digest, a_digest, sizeof a_digest);
    check(reports->count > 0, "there is no report");
    for (size_t i = 0; i < reports->count; i++)
        check_report(&reports->list[i]);
    check_transfer(&outcome);
    check_records(reports);
}

void
check_read(const struct report_list *reports, enum check_place place)
{
    const struct report *r = &reports->list[0];

    check_reports(reports);
    check(reports->count == 1, "a file is not one report");
    check(!*r->inspected_from == !*r->inspected_to,
          "an inspection has only one of its days");
    for (size_t i = 0; i < r->n_paragraphs; i++)
        check((r->paragraphs[i].page > 0) == (place == CHECK_PAGES) &&
                  (r->paragraphs[i].line > 0) == (place == CHECK_LINES),
              "a paragraph lacks its page or line, or has one too many");
}

void
check_reason(const char *reason)
{
    const size_t len = strlen(reason);

    check(len > 0 && len < REASON_SIZE, "a reason says nothing");
    /* jobs.c makes it one line, and may cut it, but only at the end. */
    check(utf8_fault(reason, len) + 4 > len, "a reason is not UTF-8");
}
