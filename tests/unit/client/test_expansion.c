/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * What a person is told about how a query was understood, and how much it
 * found.
 */
#include "print/explain.h"
#include "print/show.h"
#include "print/expansion.h"
#include "print/notes.h"

#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { READING, NOTES, TOTALS, TERMS, ACCOUNT };

static json_t *
parse(const char *json)
{
    json_error_t err;
    json_t *object = json_loads(json, 0, &err);

    if (!object)
        fail_msg("%s: %s", err.text, json);
    return object;
}

/* What is printed for a result; params are those of the request. */
static char *
printed(enum kind kind, const char *result, const char *params, size_t offset)
{
    json_t *r = parse(result), *p = parse(params);
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    assert_non_null(out);
    const struct style style = print_style(out);
    switch (kind) {
    case READING:
        expansion_show(r, p, out);
        break;
    case NOTES:
        notes_show(r, p, out);
        break;
    case TOTALS:
        show_totals(r, offset, out);
        break;
    case TERMS:
        explain_query(r, &style);
        break;
    case ACCOUNT:
        explain_hit(r, p, &style);
        break;
    }
    fclose(out);
    json_decref(r);
    json_decref(p);
    return text;
}

static void
assert_reading(const char *query, const char *params, const char *expected)
{
    char *text = printed(READING, query, params, 0);

    assert_string_equal(text, expected);
    free(text);
}

static void
assert_totals(const char *result, size_t offset, const char *expected)
{
    char *text = printed(TOTALS, result, "{}", offset);

    assert_string_equal(text, expected);
    free(text);
}

/* How the query was understood. */

static void
words_searched_as_typed_need_no_line(void **state)
{
    (void)state;
    assert_reading("{\"query\": {\"understood\": [{\"idea\": \"case\", "
                   "\"paragraphs\": 3, \"written\": [\"ca se\"], \"related\": "
                   "[\"file\"]}], \"suggestions\": [], \"notes\": []}}",
                   "{\"query\": \"case\"}", "");
}

static void
a_word_may_be_a_value_as_well_as_text(void **state)
{
    (void)state;
    assert_reading(
        "{\"query\": {\"understood\": ["
        "{\"idea\": \"rotherham\", \"paragraphs\": 5, \"values\": [{\"field\": "
        "\"authority\", \"value\": \"Rotherham\", \"paragraphs\": 5}]},"
        "{\"idea\": \"2016\", \"paragraphs\": 5, \"values\": [{\"field\": "
        "\"year\", \"value\": \"2016\", \"paragraphs\": 5}]}]}}",
        "{\"query\": \"rotherham 2016\"}",
        "rotherham: the authority, or in the text; 2016: the year, or in the "
        "text (narrow\nwith --authority Rotherham --year 2016)\n");
}

static void
a_value_under_another_name_is_named(void **state)
{
    (void)state;
    assert_reading(
        "{\"query\": {\"understood\": [{\"idea\": \"children in care\", "
        "\"paragraphs\": 5, \"values\": [{\"field\": \"service_area\", "
        "\"value\": \"looked-after-children\", \"paragraphs\": 5}]}]}}",
        "{}",
        "children in care: the area looked-after-children, or in the text "
        "(narrow with\n--area looked-after-children)\n");
    assert_reading(
        "{\"query\": {\"understood\": [{\"idea\": \"focused visit\", "
        "\"paragraphs\": 5, \"values\": [{\"field\": \"framework\", "
        "\"value\": \"focused-visit\", \"paragraphs\": 5}]}]}}",
        "{}",
        "focused visit: the framework, or in the text (narrow with "
        "--framework\n"
        "focused-visit)\n");
}

static void
several_values_are_a_choice(void **state)
{
    (void)state;
    assert_reading(
        "{\"query\": {\"understood\": [{\"idea\": \"2015-16\", \"paragraphs\": "
        "5, \"values\": [{\"field\": \"year\", \"value\": \"2015\", "
        "\"paragraphs\": 2}, {\"field\": \"year\", \"value\": \"2016\", "
        "\"paragraphs\": 3}]}]}}",
        "{}",
        "2015-16: the year 2015 or 2016, or in the text (narrow with --year "
        "2015,2016)\n");
    assert_reading(
        "{\"query\": {\"understood\": [{\"idea\": \"send\", \"paragraphs\": 5, "
        "\"values\": [{\"field\": \"service_area\", \"value\": \"send\", "
        "\"paragraphs\": 2}, {\"field\": \"framework\", \"value\": \"send\", "
        "\"paragraphs\": 3}]}]}}",
        "{}",
        "send: the area, the framework, or in the text (narrow with --area "
        "send or\n--framework send)\n");
}

static void
a_value_is_spelt_for_the_shell(void **state)
{
    static const char form[] =
        "{\"query\": {\"understood\": [{\"idea\": \"x\", \"paragraphs\": 5, "
        "\"values\": [{\"field\": \"authority\", \"value\": \"%s\", "
        "\"paragraphs\": 5}]}]}}";
    static const struct {
        const char *value, *argument;
    } cases[] = {
        {"St Helens", "--authority \"St Helens\")"},
        {"King's Lynn", "--authority \"King's Lynn\")"},
        {"It's $HOME", "--authority 'It'\\''s $HOME')"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char result[512];
        snprintf(result, sizeof result, form, cases[i].value);
        char *text = printed(READING, result, "{}", 0);
        for (char *p = text; (p = strchr(p, '\n'));)
            *p = ' '; /* the output may be wrapped here */
        assert_non_null(strstr(text, cases[i].argument));
        free(text);
    }
}

static void
values_that_add_nothing_new_are_left_out(void **state)
{
    static const char named[] =
        "{\"query\": {\"understood\": [{\"idea\": \"leeds\", \"paragraphs\": "
        "0, \"values\": [{\"field\": \"authority\", \"value\": \"Leeds\", "
        "\"paragraphs\": %d}]}]}}";
    char result[256];

    (void)state;
    snprintf(result, sizeof result, named, 0); /* no paragraph has the value */
    assert_reading(result, "{}", "");
    snprintf(result, sizeof result, named, 7); /* already filtered by it */
    assert_reading(result, "{\"filters\": {\"authority\": [\"Leeds\"]}}", "");
}

static void
synonyms_are_listed_briefly(void **state)
{
    (void)state;
    assert_reading("{\"query\": {\"understood\": [{\"idea\": \"boss\", "
                   "\"paragraphs\": 5, \"same\": [\"boss, managers, leaders\"],"
                   " \"wordings\": [\"senior staff\"], \"narrower\": [\"heads "
                   "of service\"], \"related\": [\"supervision\"]}]}}",
                   "{}",
                   "boss: also \"managers\", \"leaders\", \"senior staff\" and "
                   "\"heads of service\"\n");
    assert_reading("{\"query\": {\"understood\": [{\"idea\": \"boss\", "
                   "\"paragraphs\": 5, \"same\": [\"a\", \"b\", \"c, d\", "
                   "\"e, f, g\"]}]}}",
                   "{}", "boss: also \"a\", \"b\", \"c\", \"d\" and 3 more\n");
}

/* Each idea shows one or two synonyms as long as that fits. */
static void
synonyms_take_about_two_lines(void **state)
{
    json_t *ideas = json_array();

    (void)state;
    for (int i = 0; i < 12; i++) {
        json_t *names = json_array();
        for (int j = 0; j < 30; j++)
            json_array_append_new(
                names, json_sprintf("another name %d of idea %d", j, i));
        json_array_append_new(ideas, json_pack("{s:o, s:i, s:o}", "idea",
                                               json_sprintf("an idea %d", i),
                                               "paragraphs", 1, "same", names));
        json_t *result = json_pack("{s:{s:O}}", "query", "understood", ideas);
        char *json = json_dumps(result, 0);
        char *text = printed(READING, json, "{}", 0);
        size_t lines = 0, width = 0;
        for (const char *p = text; *p; p++) {
            width = *p == '\n' ? 0 : width + 1;
            lines += *p == '\n';
            assert_true(width <= 80);
        }
        assert_true(lines == 1 || lines == 2);
        assert_memory_equal(text, "an idea 0: also \"another", 24);
        assert_true(i < 5 || strstr(text, " more (see findings explain)"));
        free(text);
        free(json);
        json_decref(result);
    }
    json_decref(ideas);
}

/* Corrections and suggestions. */

static void
corrections_come_first(void **state)
{
    (void)state;
    assert_reading(
        "{\"query\": {\"understood\": [{\"idea\": \"zzz\", \"paragraphs\": 0}],"
        "\"suggestions\": ["
        "{\"offset\": 0, \"length\": 4, \"words\": [{\"value\": \"cases\", "
        "\"count\": 1}], \"applied\": true},"
        "{\"offset\": 9, \"length\": 6, \"words\": [{\"value\": "
        "\"safeguarding\", \"count\": 1234}], \"applied\": true}],"
        "\"notes\": [\"no paragraph contains \\\"zzz\\\"\"]}}",
        "{\"query\": \"csae zzz safegu\"}",
        "No paragraph contains \"csae\"; searched for \"cases\" (1 "
        "paragraph).\n"
        "No paragraph contains \"safegu\"; searched for \"safeguarding\" "
        "(1,234 "
        "paragraphs).\nUse --exact to search for the words as typed.\n"
        "No paragraph contains \"zzz\".\n");
}

static void
uncertain_corrections_are_suggested(void **state)
{
    static const char form[] =
        "{\"query\": {\"understood\": [{\"idea\": \"famlies\", \"offset\": 0, "
        "\"length\": 7, \"paragraphs\": %d}], \"suggestions\": [{\"offset\": "
        "0, \"length\": 7, \"words\": [{\"value\": \"families\", \"count\": "
        "1234}, {\"value\": \"familiar\", \"count\": 20}], \"applied\": "
        "false}]}}";
    char result[512];

    (void)state;
    snprintf(result, sizeof result, form, 1);
    assert_reading(result, "{\"query\": \"famlies\"}",
                   "\"famlies\": did you mean \"families\" (1,234 paragraphs) "
                   "or \"familiar\" (20)?\n");
    snprintf(result, sizeof result, form, 0);
    assert_reading(result, "{\"query\": \"famlies\"}",
                   "No paragraph contains \"famlies\"; did you mean "
                   "\"families\" (1,234 paragraphs) or\n\"familiar\" (20)?\n");
}

static void
an_explanation_has_the_notes_without_the_synonyms(void **state)
{
    char *text = printed(NOTES,
                         "{\"query\": {\"understood\": [{\"idea\": \"boss\", "
                         "\"same\": [\"managers\"]}], \"notes\": [\"no report "
                         "on Leeds in this index\"]}}",
                         "{}", 0);

    (void)state;
    assert_string_equal(text, "No report on Leeds in this index.\n");
    free(text);
}

/* Totals. */

#define HITS2 "\"hits\": [{}, {}]"

static void
totals_distinguish_what_is_counted_from_partial_matches(void **state)
{
    (void)state;
    assert_totals("{\"total\": 2, \"shown\": 2, \"ranked\": 2, \"totals\": "
                  "{\"reports\": 1, \"authorities\": 1}, " HITS2 "}",
                  0, "2 paragraphs in 1 report of 1 authority\n");
    assert_totals("{\"total\": 25, \"shown\": 25, \"ranked\": 239, "
                  "\"totals\": {\"reports\": 9, \"authorities\": 8}, " HITS2
                  "}",
                  0,
                  "25 paragraphs in 9 reports of 8 authorities; 1 to 2 shown; "
                  "214 more match in\npart\n");
    assert_totals("{\"total\": 1, \"shown\": 1, \"ranked\": 2, \"totals\": "
                  "{\"reports\": 1}, " HITS2 "}",
                  0,
                  "1 paragraph in 1 report; 1 more matches in part\n"
                  "Few paragraphs contain enough of it to be counted. Those "
                  "that match in part come\nafter them; --match any counts "
                  "these too.\n");
    assert_totals("{\"total\": 0, \"shown\": 0, \"ranked\": 605, " HITS2 "}",
                  10,
                  "No paragraph contains all of it; 605 match in part; 11 to "
                  "12 shown\n");
    assert_totals("{\"total\": 0, \"shown\": 0, \"ranked\": 1, \"hits\": "
                  "[{}]}",
                  0, "No paragraph contains all of it; 1 matches in part\n");
    assert_totals("{\"total\": 0, \"shown\": 0, \"ranked\": 0, \"hits\": []}",
                  0, "0 paragraphs found\n");
}

static void
totals_say_when_collapsing_leaves_fewer(void **state)
{
    static const char result[] =
        "{\"total\": 1405, \"shown\": 1364, \"ranked\": 1370, \"totals\": "
        "{\"reports\": 172}, " HITS2 "}";

    (void)state;
    assert_totals(result, 0,
                  "1,405 paragraphs in 172 reports; 1 to 2 of 1,364 different "
                  "ones shown; 6 more\nmatch in part\n");
    assert_totals(result, 1365,
                  "1,405 paragraphs in 172 reports; 1,366 to 1,367 shown; 6 "
                  "more match in part\n");
}

static void
totals_say_what_part_of_the_list_is_shown(void **state)
{
    (void)state;
    assert_totals("{\"total\": 25, \"shown\": 25, \"ranked\": 25, \"hits\": "
                  "[{}]}",
                  20, "25 paragraphs found; number 21 shown\n");
    assert_totals("{\"total\": 25, \"shown\": 25, \"ranked\": 25, \"hits\": "
                  "[]}",
                  30, "25 paragraphs found; the list ends at 25\n");
    /* -n 0 */
    assert_totals("{\"total\": 25, \"shown\": 25, \"ranked\": 25, \"hits\": "
                  "[]}",
                  0, "25 paragraphs found\n");
    /* A list without partial matches after it, such as similar paragraphs. */
    assert_totals("{\"total\": 25, " HITS2 "}", 0,
                  "25 paragraphs found; 1 to 2 shown\n");
}

/* Explanations. */

#define QUERY                                                                  \
    "{\"parsed\": \"rotherham seen\", \"understood\": ["                       \
    "{\"idea\": \"rotherham\", \"paragraphs\": 1, \"weight\": 8.5, "           \
    "\"needed\": true, \"terms\": [0], \"values\": [{\"field\": "              \
    "\"authority\", \"value\": \"Rotherham\", \"paragraphs\": 1}]},"           \
    "{\"idea\": \"seen\", \"paragraphs\": 1200, \"weight\": 0, \"needed\": "   \
    "false, \"terms\": [1, 2]}], \"terms\": ["                                 \
    "{\"text\": \"rotherham\", \"origin\": \"typed\", \"of\": 0, "             \
    "\"paragraphs\": 1, \"rarity\": 5, \"forms\": \"rotherham\"},"             \
    "{\"text\": \"seen\", \"origin\": \"typed\", \"of\": 1, "                  \
    "\"paragraphs\": 1200, \"rarity\": 2.5, \"forms\": \"see seen\"},"         \
    "{\"text\": \"visited\", \"origin\": \"wording\", \"of\": 1, "             \
    "\"paragraphs\": 9, \"rarity\": 4, \"forms\": \"\"},"                      \
    "{\"text\": \"rotherham seen\", \"origin\": \"pair\", \"of\": 0, "         \
    "\"paragraphs\": 0, \"rarity\": 9, \"forms\": \"\"},"                      \
    "{\"text\": \"not seen\", \"origin\": \"negated\", \"of\": 1, "            \
    "\"paragraphs\": 2, \"rarity\": 7, \"forms\": \"\"},"                      \
    "{\"text\": \"delay\", \"origin\": \"related\", \"of\": 5, "               \
    "\"paragraphs\": 2, \"rarity\": 7, \"forms\": \"\"}]}"

static void
an_explanation_lists_ideas_and_their_terms(void **state)
{
    char *text = printed(TERMS, QUERY, "{}", 0);

    (void)state;
    assert_string_equal(
        text, "Searched for: rotherham seen\n"
              "  rotherham: 1 paragraph contains it, weight 8.5, "
              "required\n"
              "    the authority Rotherham: 1 paragraph\n"
              "    as typed\n"
              "      rotherham: 1 paragraph, rarity 5.00\n"
              "    side by side (for ranking only)\n"
              "      rotherham seen: 0 paragraphs, rarity 9.00\n"
              "  seen: 1,200 paragraphs contain it, for ranking only\n"
              "    as typed\n"
              "      seen: 1,200 paragraphs, rarity 2.50\n"
              "          see seen\n"
              "    other wordings\n"
              "      visited: 9 paragraphs, rarity 4.00\n"
              "    denied (for ranking only)\n"
              "      not seen: 2 paragraphs, rarity 7.00\n"
              "    related (counts for less)\n"
              "      delay: 2 paragraphs, rarity 7.00\n"
              "\n");
    free(text);
}

static void
an_explained_score_adds_up_and_mentions_boilerplate(void **state)
{
    char *text = printed(
        ACCOUNT,
        "{\"score\": 3, \"explain\": {\"boilerplate\": true, \"terms\": "
        "[{\"term\": 0, \"occurrences\": 2, \"score\": 1.5}, {\"term\": 2, "
        "\"occurrences\": 1, \"score\": 1.25}, {\"term\": 4, \"occurrences\": "
        "1, \"score\": 0.25}]}}",
        QUERY, 0);

    (void)state;
    assert_string_equal(
        text,
        "    rotherham                                            2 times"
        "    1.500\n"
        "    other wordings of seen                                1 time"
        "    1.250\n"
        "    denied: not seen                                      1 time"
        "    0.250\n"
        "    score                                                       "
        "    3.000\n"
        "    Many reports print nearly the same, so the score is reduced.\n"
        "\n");
    free(text);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_searched_as_typed_need_no_line),
        cmocka_unit_test(a_word_may_be_a_value_as_well_as_text),
        cmocka_unit_test(a_value_under_another_name_is_named),
        cmocka_unit_test(several_values_are_a_choice),
        cmocka_unit_test(a_value_is_spelt_for_the_shell),
        cmocka_unit_test(values_that_add_nothing_new_are_left_out),
        cmocka_unit_test(synonyms_are_listed_briefly),
        cmocka_unit_test(synonyms_take_about_two_lines),
        cmocka_unit_test(corrections_come_first),
        cmocka_unit_test(uncertain_corrections_are_suggested),
        cmocka_unit_test(an_explanation_has_the_notes_without_the_synonyms),
        cmocka_unit_test(
            totals_distinguish_what_is_counted_from_partial_matches),
        cmocka_unit_test(totals_say_when_collapsing_leaves_fewer),
        cmocka_unit_test(totals_say_what_part_of_the_list_is_shown),
        cmocka_unit_test(an_explanation_lists_ideas_and_their_terms),
        cmocka_unit_test(an_explained_score_adds_up_and_mentions_boilerplate),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
