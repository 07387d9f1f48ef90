/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "findings/engine.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define ELLIPSIS "\u2026"

enum { WHOLE = 100000 };

/* The quoted texts need not be in the index, but their words are: the terms of
 * a query only contain words that the index has. */
struct fixture {
    char *folder;
    struct fe_lexicon *lexicon;
    struct fe_reader *reader;
};

static int
set_up(void **state)
{
    static const char *const texts[] = {
        "The case of a multi-agency plan",
        "Case recording is good",
        "Case planning and the quality of care",
        "Case by case",
        "Recordings recorded by the council of Ynys M\u00f4n, its large "
        "schools, the MASH safeguarding hub, poor, multiagency, 63300 "
        "children's plans, A&E and follow-up later",
        NULL};
    static const char words[] = "mash = multi-agency safeguarding hub\n"
                                "harm ~ poor care\n";
    struct fixture *fx = calloc(1, sizeof *fx);
    struct fe_writer *writer;

    assert_non_null(fx);
    fx->folder = test_folder();
    char *db = test_path(fx->folder, "db");
    assert_int_equal(fe_writer_open(db, &writer, NULL), FE_OK);
    for (const char *const *text = texts; *text; text++) {
        const struct fe_text one = {
            .text = *text, .text_len = strlen(*text), .weight = 1};
        const struct fe_document document = {.texts = &one, .n_texts = 1};
        assert_int_equal(fe_writer_add(writer, &document, NULL), FE_OK);
    }
    assert_int_equal(fe_writer_commit(writer, NULL), FE_OK);
    fe_writer_close(writer);
    assert_int_equal(fe_lexicon_new(&fx->lexicon, NULL), FE_OK);
    assert_int_equal(fe_lexicon_add_words(fx->lexicon, "words", words,
                                          sizeof words - 1, NULL),
                     FE_OK);
    assert_int_equal(fe_lexicon_finish(fx->lexicon, NULL), FE_OK);
    assert_int_equal(fe_reader_open_path(db, fx->lexicon, &fx->reader, NULL),
                     FE_OK);
    free(db);
    *state = fx;
    return 0;
}

static int
tear_down(void **state)
{
    struct fixture *fx = *state;

    fe_reader_close(fx->reader);
    fe_lexicon_free(fx->lexicon);
    test_folder_remove(fx->folder);
    free(fx);
    return 0;
}

static struct fe_hits *
search(struct fixture *fx, const char *query)
{
    const struct fe_request request = {.query = query,
                                       .query_len = strlen(query)};
    struct fe_hits *hits;

    assert_int_equal(fe_reader_search(fx->reader, &request, &hits, NULL),
                     FE_OK);
    return hits;
}

static bool
is_continuation(char c)
{
    return ((unsigned char)c & 0xc0) == 0x80;
}

static size_t
characters(const char *text, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += !is_continuation(text[i]);
    return n;
}

/* Checks what is true of every snippet of a text that is valid UTF-8 and has no
 * ellipsis of its own. */
static void
check(const struct fe_snippet *snippet, const char *text, size_t width)
{
    const char *begin = snippet->text;
    size_t len = snippet->text_len, at = 0;

    assert_int_equal(len, strlen(begin));
    for (size_t i = 0; i < snippet->n_spans; i++) {
        const struct fe_span span = snippet->spans[i];
        assert_true(at <= span.start && span.start < span.end);
        assert_true(span.end <= len);
        assert_false(is_continuation(begin[span.start]));
        assert_false(is_continuation(begin[span.end]));
        at = span.end;
    }
    json_t *string = json_stringn(begin, len); /* fails unless it is UTF-8 */
    assert_non_null(string);
    json_decref(string);

    const bool is_cut_before = strncmp(begin, ELLIPSIS, 3) == 0;
    begin += is_cut_before ? 3 : 0;
    len -= is_cut_before ? 3 : 0;
    const bool is_cut_after =
        len >= 3 && strncmp(begin + len - 3, ELLIPSIS, 3) == 0;
    len -= is_cut_after ? 3 : 0;

    const size_t got = characters(begin, len);
    if (got > width)
        fail_msg("%zu characters of %zu: %s", got, width, snippet->text);
    char *inside = calloc(len + 1, 1);
    assert_non_null(inside);
    memcpy(inside, begin, len);
    assert_non_null(strstr(text, inside));
    free(inside);
    if (!is_cut_before && !is_cut_after)
        assert_string_equal(snippet->text, text);
    if (characters(text, strlen(text)) <= width)
        assert_string_equal(snippet->text, text);
}

/* The snippet with its highlights in [brackets]; the caller frees it. */
static char *
quoted(struct fixture *fx, const char *query, const char *text, size_t width)
{
    const size_t text_len = strlen(text);
    struct fe_hits *hits = search(fx, query);
    struct fe_snippet snippet;
    char *bytes = malloc(text_len + 1); /* no NUL after it */

    assert_non_null(bytes);
    memcpy(bytes, text, text_len);
    char *exact = realloc(bytes, text_len > 0 ? text_len : 1);
    assert_non_null(exact);
    assert_int_equal(
        fe_hits_snippet(hits, exact, text_len, width, &snippet, NULL), FE_OK);
    free(exact);
    check(&snippet, text, width);

    char *out = calloc(snippet.text_len + 2 * snippet.n_spans + 1, 1);
    assert_non_null(out);
    size_t n = 0, span = 0;
    for (size_t i = 0; i <= snippet.text_len; i++) {
        if (span < snippet.n_spans && snippet.spans[span].end == i) {
            out[n++] = ']';
            span++;
        }
        if (span < snippet.n_spans && snippet.spans[span].start == i)
            out[n++] = '[';
        out[n++] = snippet.text[i];
    }
    fe_snippet_free(&snippet);
    fe_hits_free(hits);
    return out;
}

static void
quotes(struct fixture *fx,
       const char *query,
       const char *text,
       size_t width,
       const char *expected)
{
    char *got = quoted(fx, query, text, width);
    assert_string_equal(got, expected);
    free(got);
}

static void
the_words_searched_for_are_marked_and_no_others(void **state)
{
    static const struct {
        const char *query, *text, *expected;
    } cases[] = {
        {"recording", "Case recording is weak.", "Case [recording] is weak."},
        {"RECORDS", "Recorded, not recording.", "[Recorded], not [recording]."},
        {"case", "case", "[case]"},
        {"case", "A showcase.", "A showcase."},
        {"case recording", "(Case) \"recordings\"",
         "([Case]) \"[recordings]\""},
        {"case OR plan", "Case and plan", "[Case] and [plan]"},
        {"+case (plan OR care)", "plan case care", "[plan] [case] [care]"},
        /* Words too common to search for are not marked, either. */
        {"the quality of care", "The quality of the care",
         "The [quality] of the [care]"},
        {"\"quality of care\"", "The quality of care", "The [quality of care]"},
        /* Excluded words are not marked. */
        {"case -plan", "case plan", "[case] plan"},
        {"case NOT plan", "case plan", "[case] plan"},
        {"case NOT (plan OR care)", "case plan care", "[case] plan care"},
        {"case -\"plan care\"", "case plan care", "[case] plan care"},
        {"", "Case recording is weak.", "Case recording is weak."},
        {"unicorn", "Case recording is weak.", "Case recording is weak."},
    };
    struct fixture *fx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        quotes(fx, cases[i].query, cases[i].text, WHOLE, cases[i].expected);
}

static void
a_word_is_marked_as_it_is_written(void **state)
{
    static const struct {
        const char *query, *text, *expected;
    } cases[] = {
        {"case", "Ynys M\u00f4n\u2019s \u201ccase\u201d.",
         "Ynys M\u00f4n\u2019s \u201c"
         "[case]\u201d."},
        {"m\u00f4n", "\U0001f600 M\u00d4N", "\U0001f600 [M\u00d4N]"},
        {"children's", "The children\u2019s home",
         "The [children\u2019s] home"},
        {"A&E", "in A&E, today", "in [A&E], today"},
        {"63300", "some 63,300 people", "some [63,300] people"},
        {"recording", "re\u00adcording it", "[re\u00adcording] it"},
        {"multi-agency", "A multi-agency plan", "A [multi-agency] plan"},
        {"multi-agency", "A multiagency plan", "A [multiagency] plan"},
        {"multi-agency", "A multi agency plan", "A [multi agency] plan"},
        {"multiagency", "A multi-agency plan", "A [multi-agency] plan"},
        {"agency", "A multi-agency plan", "A multi-[agency] plan"},
        {"plan follow-up", "The follow-up plan", "The [follow-up] [plan]"},
        {"multiagency agency case", "case multi-agency case",
         "[case] [multi-agency] [case]"},
    };
    struct fixture *fx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        quotes(fx, cases[i].query, cases[i].text, WHOLE, cases[i].expected);
}

/* A phrase is marked, but not its words elsewhere. */
static void
words_are_marked_only_where_they_match(void **state)
{
    static const struct {
        const char *query, *text, *expected;
    } cases[] = {
        {"\"case recording\"", "A case, no recording. Case recording.",
         "A case, no recording. [Case recording]."},
        {"\"case recording\"", "Case, recording", "[Case, recording]"},
        {"\"case recording\" case", "A case. Case recording.",
         "A [case]. [Case recording]."},
        {"case recording", "A case. Case recording.",
         "A [case]. [Case] [recording]."},
        {"=recording", "Recorded recording", "Recorded [recording]"},
        {"record*", "Recorded recording case", "[Recorded] [recording] case"},
        {"case NEAR/2 plan", "case plan and one more case",
         "[case plan] and one more case"},
        {"case NEAR/2 plan", "plan one case, two plan",
         "[plan one case, two plan]"},
        {"case NEAR/1 plan", "case or plan", "case or plan"},
        {"-plan case", "case plan", "[case] plan"},
    };
    struct fixture *fx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        quotes(fx, cases[i].query, cases[i].text, WHOLE, cases[i].expected);
}

static void
expansions_are_marked_as_well(void **state)
{
    static const struct {
        const char *query, *text, *expected;
    } cases[] = {
        {"mash", "The MASH is a multi-agency safeguarding hub.",
         "The [MASH] is a [multi-agency safeguarding hub]."},
        {"mash", "A hub. Safeguarding.", "A hub. Safeguarding."},
        {"multi-agency safeguarding hub", "The MASH", "The [MASH]"},
        {"harm", "Poor care was poor.", "[Poor care was poor]."},
        {"multi agency", "A multiagency plan", "A [multiagency] plan"},
        {"recordng", "Case recording", "Case [recording]"},
        {"recrding recording", "Case recording", "Case [recording]"},
    };
    struct fixture *fx = *state;

    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        quotes(fx, cases[i].query, cases[i].text, WHOLE, cases[i].expected);
}

/* Whichever punctuation precedes the sentence. */
static void
a_snippet_begins_at_a_sentence_if_it_can(void **state)
{
    static const char *const begins[] = {
        "It is so. Case recording is weak",
        "Is it so? Case recording is weak",
        "So it is! Case recording is weak",
        "It is so: Case recording is weak",
        "(It is so.) Case recording is weak",
        "\"It is so.\" Case recording is weak",
        "\u201cIt is so.\u201d Case recording is weak",
        "(\u2018It is so.\u2019) Case recording is weak",
        "It is so.\nCase recording is weak"};
    struct fixture *fx = *state;

    for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
        char text[300] = "The council is large and has a budget. ";
        strcat(text, begins[i]);
        strcat(text, " and nobody knows why it is so late or who reads it.");
        quotes(fx, "recording", text, 40,
               ELLIPSIS "Case [recording] is weak and nobody knows" ELLIPSIS);
    }
}

static void
a_text_that_fits_is_quoted_whole(void **state)
{
    /* 20 characters, 21 bytes */
    static const char text[] = "Ynys M\u00f4n has a plan.";
    struct fixture *fx = *state;

    quotes(fx, "plan", text, 20, "Ynys M\u00f4n has a [plan].");
    quotes(fx, "ynys", text, 19, "[Ynys] M\u00f4n has a plan" ELLIPSIS);
}

static void
a_long_text_is_cut_with_an_ellipsis(void **state)
{
    static const char text[] =
        "The council is large. It has many schools. Case recording is weak "
        "and late. Leaders know. They have a budget.";
    struct fixture *fx = *state;

    quotes(fx, "council", text, 32, "The [council] is large. It has" ELLIPSIS);
    /* It begins where its sentence does. */
    quotes(fx, "recording", text, 32,
           ELLIPSIS "Case [recording] is weak and late." ELLIPSIS);
}

static void
the_part_with_most_of_the_words_is_quoted(void **state)
{
    static const char text[] =
        "There was a case. There was one more case. The council is large and "
        "has schools. The recording of a plan was poor in the case. The end "
        "came.";
    struct fixture *fx = *state;

    quotes(fx, "case recording plan", text, 65,
           ELLIPSIS "The [recording] of a [plan] was poor in the [case]."
                    " The end came.");
}

/* The sentence is too long to be shown from its beginning to the match. */
static void
a_match_far_from_the_beginning_of_its_sentence_is_shown(void **state)
{
    struct fixture *fx = *state;
    char text[1200] = "It was";

    for (int i = 0; i < 60; i++)
        strcat(text, " very much so");
    strcat(text, " that recording was");
    for (int i = 0; i < 20; i++)
        strcat(text, " very bad");
    char *got = quoted(fx, "recording", text, 60);
    assert_non_null(strstr(got, "that [recording] was"));
    assert_int_equal(strncmp(got, ELLIPSIS, 3), 0);
    free(got);
    for (size_t width = 10; width < 60; width++) {
        got = quoted(fx, "recording", text, width);
        if (!strstr(got, "[recording]"))
            fail_msg("not shown in %zu characters: %s", width, got);
        free(got);
    }
}

static void
a_match_is_shown_whatever_is_between_its_words(void **state)
{
    static const char *const between[] = {"\n", "\t",     "/",
                                          ", ", "\u2014", "\u00a0"};
    struct fixture *fx = *state;

    for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
        char text[2000] = "first";
        for (int k = 0; k < 120; k++) {
            strcat(text, between[i]);
            strcat(text, k == 60 ? "recording" : "word");
        }
        char *got = quoted(fx, "recording", text, 80);
        if (!strstr(got, "[recording]"))
            fail_msg("not shown: %s", got);
        free(got);
    }
}

/* Whether the snippet was cut between two letters of the text. */
static bool
cuts_a_word(const char *got, const char *text)
{
    char *inside = strdup(strncmp(got, ELLIPSIS, 3) == 0 ? got + 3 : got);
    size_t n = 0;

    assert_non_null(inside);
    for (const char *p = inside; *p && strcmp(p, ELLIPSIS) != 0; p++)
        if (*p != '[' && *p != ']')
            inside[n++] = *p;
    inside[n] = '\0';
    const char *begin = strstr(text, inside), *end = begin + n;
    assert_non_null(begin);
    free(inside);
    return (begin > text && isalpha((unsigned char)begin[-1]) &&
            isalpha((unsigned char)*begin)) ||
           (isalpha((unsigned char)end[-1]) && isalpha((unsigned char)*end));
}

static void
no_word_is_cut_in_two_if_it_would_fit(void **state)
{
    static const char *const texts[] = {
        "The council is large and its plans are many and its case recording "
        "is good but somewhat later than planned",
        "\u201c"
        "The council is large and its plans are many\u201d "
        "and \"case recording\" is good but somewhat later than planned",
        "((The council)) (is large) and (its plans) (are many) and its ((case "
        "recording)) is good (but somewhat later) than planned",
    };
    static const char *const queries[] = {"", "recording", "large", "later"};
    struct fixture *fx = *state;

    for (size_t i = 0; i < 12; i++) {
        for (size_t width = 12; width < 130; width++) {
            char *got = quoted(fx, queries[i / 3], texts[i % 3], width);
            if (cuts_a_word(got, texts[i % 3]))
                fail_msg("cut in two at %zu characters: %s", width, got);
            free(got);
        }
    }
}

static void
without_a_match_the_snippet_begins_at_the_start(void **state)
{
    static const char text[] = "The council is large. It has many schools.";
    struct fixture *fx = *state;

    quotes(fx, "unicorn", text, 25, "The council is large. It" ELLIPSIS);
    quotes(fx, "", text, 25, "The council is large. It" ELLIPSIS);
}

static void
a_match_at_the_very_end_is_shown_to_the_end(void **state)
{
    static const char text[] = "The council is large. It has many schools. "
                               "What is weak is the recording.";
    struct fixture *fx = *state;

    quotes(fx, "recording", text, 31,
           ELLIPSIS "What is weak is the [recording].");
}

static void
a_width_smaller_than_a_word_cuts_the_word(void **state)
{
    struct fixture *fx = *state;

    quotes(fx, "unicorn", "Safeguarding is good", 4, "Safe" ELLIPSIS);
    quotes(fx, "unicorn", "\u00f4\u00f4\u00f4 x", 2, "\u00f4\u00f4" ELLIPSIS);
    /* Half a word is not marked; whether it is shown does not matter. */
    free(quoted(fx, "recording", "The case recording is good", 4));
    free(quoted(fx, "recording", "The case recording is good", 1));
    free(quoted(fx, "recording", "The case recording is good", 0));
}

static void
punctuation_counts_as_characters_too(void **state)
{
    struct fixture *fx = *state;
    char text[400] = "One case here";

    strcat(text, " and one there");
    memset(text + strlen(text), '!', 200);
    free(quoted(fx, "case", text, 30)); /* checks the width */
    memset(text, '.', 300);
    memcpy(text + 150, " A case ", 8);
    free(quoted(fx, "case", text, 30));
    memset(text, '-', 300);
    free(quoted(fx, "case", text, 30));
}

static void
an_empty_text_gives_an_empty_snippet(void **state)
{
    struct fixture *fx = *state;
    struct fe_hits *hits = search(fx, "case");
    struct fe_snippet snippet;

    quotes(fx, "case", "", 100, "");
    quotes(fx, "case", "", 0, "");
    assert_int_equal(fe_hits_snippet(hits, NULL, 0, 100, &snippet, NULL),
                     FE_OK);
    assert_string_equal(snippet.text, "");
    assert_int_equal(snippet.n_spans, 0);
    fe_snippet_free(&snippet);
    fe_snippet_free(&snippet); /* empty, so harmless */
    fe_hits_free(hits);
}

static void
bytes_that_are_not_utf8_do_no_harm(void **state)
{
    static const char text[] = "\x80\xff case \xe2\x80 case\0case \xc3";
    struct fixture *fx = *state;
    struct fe_hits *hits = search(fx, "case");

    for (size_t width = 0; width < sizeof text; width++) {
        struct fe_snippet snippet;
        assert_int_equal(
            fe_hits_snippet(hits, text, sizeof text - 1, width, &snippet, NULL),
            FE_OK);
        for (size_t i = 0; i < snippet.n_spans; i++)
            assert_true(snippet.spans[i].end <= snippet.text_len);
        fe_snippet_free(&snippet);
    }
    fe_hits_free(hits);
}

static void
random_texts_are_quoted_within_bounds(void **state)
{
    static const char *const pieces[] = {
        "case",
        "Case",
        "recording",
        "multi-agency",
        "multi",
        "agency",
        "A&E",
        "the",
        "of",
        "council",
        "Ynys M\u00f4n",
        "\U0001f600",
        "\u00ad",
        " ",
        " ",
        " ",
        " ",
        " ",
        ". ",
        ". The ",
        ", ",
        "! ",
        "-",
        "\"",
        "(",
        ")",
        "\u2019",
        "\u201c",
        "\n",
        "\t",
        "/",
        "...",
        "63,300",
        "plan.",
        "e\u0301",
        "verylongwordverylongwordverylongword"};
    static const char *const queries[] = {
        "case recording",   "multi-agency",
        "multiagency plan", "A&E 63300",
        "\"the case of\"",  "m\u00f4n",
        "case -recording",  "case NEAR/3 plan",
        "mash poor",        "rec* OR \"multi-agency plan\""};
    enum {
        N_PIECES = sizeof pieces / sizeof *pieces,
        N_QUERIES = sizeof queries / sizeof *queries
    };
    struct fixture *fx = *state;
    unsigned random = 1969;

    for (int i = 0; i < 4000; i++) {
        char text[4096] = "";
        size_t n = 0;
        random = random * 1103515245u + 12345u;
        for (unsigned left = (random >> 16) % 80; left > 0; left--) {
            random = random * 1103515245u + 12345u;
            const char *piece = pieces[(random >> 16) % N_PIECES];
            strcpy(text + n, piece);
            n += strlen(piece);
        }
        random = random * 1103515245u + 12345u;
        const size_t width = (random >> 16) % 200;
        const char *query = queries[i % N_QUERIES];
        char *whole = quoted(fx, query, text, WHOLE);
        char *cut = quoted(fx, query, text, width);
        /* A match is shown if there is room for it. */
        if (width > 60 && strchr(whole, '[') && !strchr(cut, '['))
            fail_msg("not shown in %zu characters: %s\nof: %s", width, cut,
                     whole);
        free(whole);
        free(cut);
    }
}

#define WITH_INDEX(test)                                                       \
    cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        WITH_INDEX(the_words_searched_for_are_marked_and_no_others),
        WITH_INDEX(a_word_is_marked_as_it_is_written),
        WITH_INDEX(words_are_marked_only_where_they_match),
        WITH_INDEX(expansions_are_marked_as_well),
        WITH_INDEX(a_snippet_begins_at_a_sentence_if_it_can),
        WITH_INDEX(a_text_that_fits_is_quoted_whole),
        WITH_INDEX(a_long_text_is_cut_with_an_ellipsis),
        WITH_INDEX(the_part_with_most_of_the_words_is_quoted),
        WITH_INDEX(a_match_far_from_the_beginning_of_its_sentence_is_shown),
        WITH_INDEX(a_match_is_shown_whatever_is_between_its_words),
        WITH_INDEX(no_word_is_cut_in_two_if_it_would_fit),
        WITH_INDEX(without_a_match_the_snippet_begins_at_the_start),
        WITH_INDEX(a_match_at_the_very_end_is_shown_to_the_end),
        WITH_INDEX(a_width_smaller_than_a_word_cuts_the_word),
        WITH_INDEX(punctuation_counts_as_characters_too),
        WITH_INDEX(an_empty_text_gives_an_empty_snippet),
        WITH_INDEX(bytes_that_are_not_utf8_do_no_harm),
        WITH_INDEX(random_texts_are_quoted_within_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
