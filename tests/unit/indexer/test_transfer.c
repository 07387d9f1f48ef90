/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "base/memory.h"
#include "base/text.h"
#include "run/transfer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define A_DIGEST                                                               \
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

/* Fills every member of a report. */
static char reason[REASON_SIZE]; /* why something cannot be written */

static void
fill(struct report *r)
{
    *r = (struct report){.id = memory_strdup("northmere-2010-02-19"),
                         .source = memory_strdup("2010/northmere.txt"),
                         .framework = "slac",
                         .title = memory_strdup("Inspection of safeguarding"),
                         .authority = memory_strdup("Northmere"),
                         .provider = memory_strdup("Boathouse School"),
                         .publisher = memory_strdup("Board of Boats"),
                         .lead_inspector = memory_strdup("Jo Example"),
                         .inspected_from = "2010-02-08",
                         .inspected_to = "2010-02-19",
                         .published = "2010-03-26"};
    r->sections = memory_resize(NULL, 2 * sizeof *r->sections);
    r->n_sections = 2;
    r->sections[0] = (struct section){.area = "general", .kind = "context"};
    r->sections[1] = (struct section){.chapter = memory_strdup("Boats"),
                                      .heading = memory_strdup("Caf\xc3\xa9s"),
                                      .area = "safeguarding",
                                      .kind = "recommendation",
                                      .polarity = "weakness",
                                      .grade = "adequate"};
    report_add_judgement(r, "safeguarding", "Case recording", "inadequate",
                         "table");
    r->paragraphs = memory_resize(NULL, 2 * sizeof *r->paragraphs);
    r->n_paragraphs = 2;
    r->paragraphs[0] = (struct paragraph){.areas = {"general"},
                                          .line = 12,
                                          .parts = "2.39",
                                          .grade = "ungraded",
                                          .grade_source = "none",
                                          .judgement = NO_JUDGEMENT,
                                          .id = memory_strdup("p1"),
                                          .text = memory_strdup("")};
    r->paragraphs[1] =
        (struct paragraph){.section = 1,
                           .areas = {"looked-after-children", "care-leavers"},
                           .line = 40,
                           .page = 3,
                           .number = 47,
                           .item = 2,
                           .deadline = "three-months",
                           .grade = "inadequate",
                           .grade_source = "carried",
                           .judgement = 0,
                           .id = memory_strdup("other/47.2"),
                           .is_id_whole = true,
                           .text = memory_strdup("Record more.")};
    report_add_oddity(r, 7, 1, "a page without words");
}

static struct transfer
two_reports(void)
{
    struct transfer outcome = {.digest = A_DIGEST, .is_read = true};

    fill(report_list_add(&outcome.reports));
    fill(report_list_add(&outcome.reports));
    free(outcome.reports.list[1].authority);
    outcome.reports.list[1].authority = NULL;
    /* The day is not known. */
    outcome.reports.list[1].published[MONTH_SIZE - 1] = '\0';
    outcome.reports.list[1].inspected_from[0] = '\0';
    outcome.reports.list[1].inspected_to[0] = '\0';
    return outcome;
}

static void
assert_same_text(const char *a, const char *b)
{
    assert_int_equal(a != NULL, b != NULL);
    if (a)
        assert_string_equal(a, b);
}

static void
assert_same_report(const struct report *a, const struct report *b)
{
    assert_string_equal(a->id, b->id);
    assert_string_equal(a->source, b->source);
    assert_string_equal(a->framework, b->framework);
    assert_same_text(a->title, b->title);
    assert_same_text(a->authority, b->authority);
    assert_same_text(a->provider, b->provider);
    assert_same_text(a->publisher, b->publisher);
    assert_same_text(a->lead_inspector, b->lead_inspector);
    assert_string_equal(a->inspected_from, b->inspected_from);
    assert_string_equal(a->inspected_to, b->inspected_to);
    assert_string_equal(a->published, b->published);
    assert_int_equal(a->n_sections, b->n_sections);
    for (size_t i = 0; i < a->n_sections; i++) {
        assert_same_text(a->sections[i].chapter, b->sections[i].chapter);
        assert_same_text(a->sections[i].heading, b->sections[i].heading);
        assert_same_text(a->sections[i].area, b->sections[i].area);
        assert_same_text(a->sections[i].kind, b->sections[i].kind);
        assert_same_text(a->sections[i].polarity, b->sections[i].polarity);
        assert_same_text(a->sections[i].grade, b->sections[i].grade);
    }
    assert_int_equal(a->n_judgements, b->n_judgements);
    for (size_t i = 0; i < a->n_judgements; i++) {
        assert_same_text(a->judgements[i].area, b->judgements[i].area);
        assert_same_text(a->judgements[i].grade, b->judgements[i].grade);
        assert_same_text(a->judgements[i].source, b->judgements[i].source);
        assert_same_text(a->judgements[i].name, b->judgements[i].name);
    }
    assert_int_equal(a->n_paragraphs, b->n_paragraphs);
    for (size_t i = 0; i < a->n_paragraphs; i++) {
        const struct paragraph *p = &a->paragraphs[i], *q = &b->paragraphs[i];
        assert_int_equal(p->section, q->section);
        for (size_t k = 0; k < AREAS_MAX; k++)
            assert_same_text(p->areas[k], q->areas[k]);
        assert_int_equal(p->line, q->line);
        assert_int_equal(p->page, q->page);
        assert_int_equal(p->number, q->number);
        assert_string_equal(p->parts, q->parts);
        assert_int_equal(p->item, q->item);
        assert_same_text(p->deadline, q->deadline);
        assert_same_text(p->grade, q->grade);
        assert_same_text(p->grade_source, q->grade_source);
        assert_int_equal(p->judgement, q->judgement);
        assert_string_equal(p->id, q->id);
        assert_int_equal(p->is_id_whole, q->is_id_whole);
        assert_string_equal(p->text, q->text);
    }
    assert_int_equal(a->n_oddities, b->n_oddities);
    for (size_t i = 0; i < a->n_oddities; i++) {
        assert_int_equal(a->oddities[i].line, b->oddities[i].line);
        assert_int_equal(a->oddities[i].page, b->oddities[i].page);
        assert_string_equal(a->oddities[i].text, b->oddities[i].text);
    }
}

static void
reports_arrive_as_they_were_sent(void **state)
{
    struct transfer sent = two_reports(), got;
    struct text bytes = {0};

    (void)state;
    assert_true(transfer_write(&sent, &bytes, reason));
    assert_true(transfer_read(bytes.bytes, bytes.len, &got));
    assert_true(got.is_read);
    assert_string_equal(got.digest, A_DIGEST);
    assert_string_equal(got.reason, "");
    assert_int_equal(got.reports.count, 2);
    for (size_t i = 0; i < 2; i++)
        assert_same_report(&sent.reports.list[i], &got.reports.list[i]);
    transfer_fini(&got);
    transfer_fini(&sent);
    free(bytes.bytes);
}

static void
a_refusal_arrives_with_its_reason(void **state)
{
    const struct transfer sent = {.reason = "it is empty"};
    struct transfer got;
    struct text bytes = {0};

    (void)state;
    assert_true(transfer_write(&sent, &bytes, reason));
    assert_true(transfer_read(bytes.bytes, bytes.len, &got));
    assert_false(got.is_read);
    assert_string_equal(got.reason, "it is empty");
    transfer_fini(&got);
    free(bytes.bytes);
}

/* The bytes are in a block of exactly their length, so that reading past it is
 * caught. */
static bool
is_taken(const char *bytes, size_t len)
{
    char *exact = malloc(len ? len : 1);
    struct transfer got;

    assert_non_null(exact);
    memcpy(exact, bytes, len);
    const bool is = transfer_read(exact, len, &got);
    if (!is)
        assert_null(got.reports.list);
    transfer_fini(&got);
    free(exact);
    return is;
}

static void
a_truncated_or_extended_message_is_refused(void **state)
{
    struct transfer sent = two_reports();
    struct text bytes = {0};

    (void)state;
    assert_true(transfer_write(&sent, &bytes, reason));
    for (size_t len = 0; len < bytes.len; len++)
        assert_false(is_taken(bytes.bytes, len));
    assert_true(is_taken(bytes.bytes, bytes.len));
    text_add(&bytes, "\0", 1);
    assert_false(is_taken(bytes.bytes, bytes.len));
    transfer_fini(&sent);
    free(bytes.bytes);
}

/* A changed number, or letter of a word, may be accepted, but must do no harm.
 */
static void
changed_bytes_do_no_harm(void **state)
{
    static const unsigned char changes[] = {0x01, 0x80, 0xff, 0x20};
    struct transfer sent = two_reports();
    struct text bytes = {0};
    size_t refused = 0;

    (void)state;
    assert_true(transfer_write(&sent, &bytes, reason));
    for (size_t i = 0; i < bytes.len; i++)
        for (size_t c = 0; c < sizeof changes; c++) {
            const char was = bytes.bytes[i];
            bytes.bytes[i] = (char)(was ^ changes[c]);
            refused += !is_taken(bytes.bytes, bytes.len);
            bytes.bytes[i] = was;
        }
    assert_true(refused > bytes.len);
    transfer_fini(&sent);
    free(bytes.bytes);
}

static void
assert_refused(struct transfer *outcome)
{
    struct text bytes = {0};

    assert_true(transfer_write(outcome, &bytes, reason));
    assert_false(is_taken(bytes.bytes, bytes.len));
    transfer_fini(outcome);
    free(bytes.bytes);
}

/* Two valid reports, called "sent", are refused after this change. */
#define ASSERT_REFUSED(change)                                                 \
    do {                                                                       \
        struct transfer sent = two_reports();                                  \
        change;                                                                \
        assert_refused(&sent);                                                 \
    } while (0)

static char *
long_text(size_t len)
{
    char *text = malloc(len + 1);

    assert_non_null(text);
    memset(text, 'a', len);
    text[len] = '\0';
    return text;
}

static void
a_text_that_is_too_long_is_neither_sent_nor_taken(void **state)
{
    struct transfer sent = two_reports();
    struct paragraph *p = &sent.reports.list[1].paragraphs[1];
    struct text bytes = {0};

    (void)state;
    free(p->text);
    p->text = long_text(TRANSFER_TEXT_MAX);
    assert_true(transfer_write(&sent, &bytes, reason));
    assert_true(is_taken(bytes.bytes, bytes.len));
    free(p->text);
    p->text = long_text(TRANSFER_TEXT_MAX + 1);
    bytes.len = 0;
    assert_false(transfer_write(&sent, &bytes, reason));
    assert_int_equal(bytes.len, 0);
    assert_has(reason, p->id);
    assert_has(reason, "is longer than 1 MB; divide it");
    transfer_fini(&sent);
    free(bytes.bytes);
}

static void
unknown_words_are_refused(void **state)
{
    (void)state;
    ASSERT_REFUSED(sent.reports.list[0].framework = "audit");
    ASSERT_REFUSED(sent.reports.list[0].framework = NULL);
    /* A synonym of the vocabulary is not a word of it. */
    ASSERT_REFUSED(sent.reports.list[1].sections[1].area = "lscb");
    ASSERT_REFUSED(sent.reports.list[1].paragraphs[1].areas[1] = "lscb");
    ASSERT_REFUSED(sent.reports.list[1].paragraphs[0].areas[0] = NULL);
    ASSERT_REFUSED(sent.reports.list[1].sections[0].kind = "Context");
    ASSERT_REFUSED(sent.reports.list[0].sections[1].polarity = "strengths");
    ASSERT_REFUSED(sent.reports.list[0].sections[1].grade = "fair");
    ASSERT_REFUSED(sent.reports.list[0].judgements[0].source = "rumour");
    ASSERT_REFUSED(sent.reports.list[0].paragraphs[1].deadline = "soon");
    ASSERT_REFUSED(sent.reports.list[0].paragraphs[1].grade_source = "guessed");
}

static void
what_would_break_an_index_is_refused(void **state)
{
    struct transfer bad_reasons[] = {{.reason = "\033[2J"}, {.reason = ""}};

    (void)state;
    ASSERT_REFUSED(sent.reports.list[0].paragraphs[1].section = 2);
    ASSERT_REFUSED(sent.reports.list[0].paragraphs[1].judgement = 1);
    ASSERT_REFUSED(memcpy(sent.reports.list[0].title, "\xff", 1));
    ASSERT_REFUSED(
        (free(sent.reports.list[0].id), sent.reports.list[0].id = NULL));
    ASSERT_REFUSED(
        memcpy(sent.reports.list[0].published, "yesterday!", DAY_SIZE));
    ASSERT_REFUSED(memcpy(sent.reports.list[0].published, "2010-0x", 8));
    ASSERT_REFUSED(memcpy(sent.reports.list[0].published, "2010-03-", 9));
    ASSERT_REFUSED(memcpy(sent.reports.list[0].inspected_to, "2010-02", 8));
    ASSERT_REFUSED(sent.digest[0] = '/');
    ASSERT_REFUSED(sent.digest[0] = '\0');
    assert_refused(&bad_reasons[0]);
    assert_refused(&bad_reasons[1]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reports_arrive_as_they_were_sent),
        cmocka_unit_test(a_refusal_arrives_with_its_reason),
        cmocka_unit_test(a_truncated_or_extended_message_is_refused),
        cmocka_unit_test(changed_bytes_do_no_harm),
        cmocka_unit_test(a_text_that_is_too_long_is_neither_sent_nor_taken),
        cmocka_unit_test(unknown_words_are_refused),
        cmocka_unit_test(what_would_break_an_index_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
