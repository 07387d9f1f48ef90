/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/query/thesaurus.h"

#include "support.h"

#include <glib.h>
#include <stdio.h>
#include <string.h>

static struct thesaurus *
filled(const char *const *files)
{
    struct thesaurus *t = thesaurus_new();
    struct thesaurus_error err = {0};

    for (size_t i = 0; files[i]; i++) {
        char *name = g_strdup_printf("file %zu", i + 1);
        if (!thesaurus_add(t, name, files[i], strlen(files[i]), &err))
            fail_msg("%s, line %zu: %s", err.source, err.line, err.message);
        g_free(name);
    }
    if (!thesaurus_finish(t, &err))
        fail_msg("%s, line %zu: %s", err.source, err.line, err.message);
    return t;
}

/* The terms of a concept on one line: "=name +wording ^said -hint ?asked". */
static char *
terms_of(const struct thesaurus *t, size_t number)
{
    static const char marks[] = "=+^-?";
    const struct fe_concept *c = thesaurus_at(t, number);
    GString *out = g_string_new(c->is_one_way ? "~" : "");

    for (size_t i = 0; i < c->n_terms; i++)
        g_string_append_printf(out, "%s%c%s", out->len ? " " : "",
                               marks[c->terms[i].role], c->terms[i].text);
    return g_string_free(out, FALSE);
}

static void
assert_terms(const struct thesaurus *t, size_t number, const char *expected)
{
    char *terms = terms_of(t, number);

    assert_string_equal(terms, expected);
    g_free(terms);
}

static void
assert_relatives(const struct thesaurus *t,
                 size_t number,
                 enum fe_relation relation,
                 const char *expected)
{
    const struct fe_concept *c = thesaurus_at(t, number);
    GString *out = g_string_new(NULL);

    for (size_t i = 0; i < c->n_relatives[relation]; i++)
        g_string_append_printf(out, "%s%zu", i ? " " : "",
                               c->relatives[relation][i]);
    assert_string_equal(out->str, expected);
    g_string_free(out, TRUE);
}

static void
assert_refused(const char *text, size_t line, const char *part)
{
    struct thesaurus *t = thesaurus_new();
    struct thesaurus_error err = {0};

    if (thesaurus_add(t, "mine.txt", text, strlen(text), &err) &&
        thesaurus_finish(t, &err))
        fail_msg("not refused: %s", text);
    assert_string_equal(err.source, "mine.txt");
    if (err.line != line || !strstr(err.message, part))
        fail_msg("\"%s\": line %zu: %s", text, err.line, err.message);
    thesaurus_free(t);
}

static void
an_entry_is_a_concept_with_its_terms_by_role(void **state)
{
    const char *const files[] = {
        "# comment\n"
        "\n"
        "staff turnover = turnover of staff # = not a name\n"
        "    hints: leaving, resign\r\n"
        "\tsaid: churn, staff keep leaving\n"
        "    wordings: high turnover\n"
        "  asked : why do they leave\n"
        "    said: revolving door\n",
        NULL};
    struct thesaurus *t = filled(files);

    (void)state;
    assert_int_equal(thesaurus_size(t), 1);
    assert_terms(t, 0,
                 "=staff turnover =turnover of staff +high turnover ^churn "
                 "^staff keep leaving ^revolving door -leaving -resign "
                 "?why do they leave");
    thesaurus_free(t);
}

static void
names_alone_are_one_concept(void **state)
{
    const char *const files[] = {
        "\xef\xbb\xbfkids = children = youngsters\nlone\n said: single", NULL};
    struct thesaurus *t = filled(files);

    (void)state;
    assert_int_equal(thesaurus_size(t), 2);
    assert_terms(t, 0, "=kids =children =youngsters");
    assert_terms(t, 1, "=lone ^single");
    thesaurus_free(t);
}

static void
entries_that_share_a_name_are_merged_even_across_files(void **state)
{
    const char *const files[] = {"a one = a two\n"
                                 "b one = b two\n"
                                 "c one\n  said: see\n",
                                 "C-One = b two\n"
                                 "  wordings: see\n"
                                 "d one = d two\n",
                                 NULL};
    struct thesaurus *t = filled(files);

    (void)state;
    assert_int_equal(thesaurus_size(t), 3);
    assert_terms(t, 0, "=a one =a two");
    assert_terms(t, 1, "=b one =b two =c one +see");
    assert_terms(t, 2, "=d one =d two");
    thesaurus_free(t);
}

static void
names_match_in_any_spelling_except_abbreviations(void **state)
{
    static const char *const same[][2] = {
        {"Multi-Agency work", "multi agency work"},
        {"care leaver", "care leavers"},
        {"LSCB", "LSCBs"},
        {"children\u2019s home", "children's homes"},
        {"risk & harm", "risk and harm"},
        {"foster\u00e9d child", "fostered child"},
        {"strategies", "strategy"},
    };
    static const char *const others[][2] = {
        {"SEND", "send"}, {"news", "new"}, {"assess", "asses"}};

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(same) + G_N_ELEMENTS(others); i++) {
        const bool is_same = i < G_N_ELEMENTS(same);
        const char *const *pair =
            is_same ? same[i] : others[i - G_N_ELEMENTS(same)];
        char *text = g_strdup_printf("%s = p\n%s = q\n", pair[0], pair[1]);
        const char *const files[] = {text, NULL};
        struct thesaurus *t = filled(files);
        if (thesaurus_size(t) != (is_same ? 1 : 2))
            fail_msg("%s, %s", pair[0], pair[1]);
        thesaurus_free(t);
        g_free(text);
    }
}

static void
a_term_occurs_once_in_its_strongest_role(void **state)
{
    const char *const files[] = {"pay = wages\n hints: money, salary, pays\n"
                                 " said: Salary\n asked: money, salary\n"
                                 " said: money\n wordings: salary\n",
                                 NULL};
    struct thesaurus *t = filled(files);

    (void)state;
    assert_terms(t, 0, "=pay =wages +salary ^money -pays ?money ?salary");
    thesaurus_free(t);
}

static void
relations_are_found_by_name_and_hold_both_ways(void **state)
{
    const char *const files[] = {
        "workforce = staff\n related: pay\n"
        "turnover\n broader: Staff\n related: vacancy\n"
        "vacancies = vacant posts\n broader: workforce\n",
        "pay = wages\n narrower: low-pay\nlow pay = poor pay\n"
        "wages = remuneration\n narrower: low pay\n related: low pay\n",
        NULL};
    struct thesaurus *t = filled(files);

    (void)state;
    assert_int_equal(thesaurus_size(t), 5);
    assert_relatives(t, 0, FE_RELATION_NARROWER, "1 2");
    assert_relatives(t, 0, FE_RELATION_BROADER, "");
    assert_relatives(t, 0, FE_RELATION_RELATED, "3");
    assert_relatives(t, 1, FE_RELATION_BROADER, "0");
    assert_relatives(t, 1, FE_RELATION_RELATED, "2");
    assert_relatives(t, 2, FE_RELATION_RELATED, "1");
    assert_relatives(t, 3, FE_RELATION_NARROWER, "4");
    assert_relatives(t, 3, FE_RELATION_RELATED, "0");
    assert_relatives(t, 4, FE_RELATION_BROADER, "3");
    assert_relatives(t, 4, FE_RELATION_RELATED, "");
    thesaurus_free(t);
}

static void
a_concept_is_not_its_own_relative(void **state)
{
    const char *const files[] = {"a b\n broader: c d\nc d = e f\n",
                                 "a b = c d\n", NULL};
    struct thesaurus *t = filled(files);

    (void)state;
    assert_int_equal(thesaurus_size(t), 1);
    assert_relatives(t, 0, FE_RELATION_BROADER, "");
    assert_relatives(t, 0, FE_RELATION_NARROWER, "");
    thesaurus_free(t);
}

static void
a_line_with_a_tilde_is_a_concept_of_its_own_and_goes_one_way(void **state)
{
    const char *const files[] = {
        "pay, wage ~ salary, low pay # near\nsalary = remuneration\n"
        "salary ~ pay\n",
        NULL};
    struct thesaurus *t = filled(files);

    (void)state;
    assert_int_equal(thesaurus_size(t), 3);
    assert_terms(t, 0, "~ =salary =low pay -pay -wage");
    assert_terms(t, 1, "=salary =remuneration");
    assert_terms(t, 2, "~ =pay -salary");
    assert_true(thesaurus_at(t, 0)->is_one_way);
    assert_false(thesaurus_at(t, 1)->is_one_way);
    thesaurus_free(t);
}

static void
what_is_wrong_is_reported_with_its_line(void **state)
{
    (void)state;
    assert_refused("a = b\n\n\xff", 3, "UTF-8");
    assert_refused("a = b*\n", 1, "'*'");
    assert_refused("a\n said: \"b c\"\n", 2, "quotation mark");
    assert_refused("a\n said: \u201cb c\u201d\n", 2, "quotation mark");
    assert_refused("a\n says: b\n", 2, "wordings, said");
    assert_refused("a\n said b\n", 2, "colon");
    assert_refused("# a\n said: b\n", 2, "without names");
    assert_refused("a ~ b\n said: b\n", 2, "without names");
    assert_refused("a = \n", 1, "missing");
    assert_refused("a\n said: b,, c\n", 2, "missing");
    assert_refused("a\n said:\n", 2, "missing");
    assert_refused("a\n said: b, --\n", 2, "letters");
    assert_refused("a ~ b ~ c\n", 1, "twice");
    assert_refused("a ~ b = c\n", 1, "both");
    assert_refused("a\n said: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17\n", 2,
                   "16 words");
    assert_refused("a = b\nalone\nc = d\n", 2, "one name");
    assert_refused("a = b\n\nalone", 3, "one name");
    assert_refused("a = b\nsaid: c\n", 2, "indent");
}

static void
a_relation_to_no_concept_is_reported_with_its_line(void **state)
{
    (void)state;
    assert_refused("a = b\n\nc\n  broader: a, z\n", 4, "\"z\"");
    assert_refused("a = b\nc\n  related: d\nd ~ e\n", 3, "\"d\"");
    assert_refused("a = b\n broader: c\nc = d\n broader: b\n", 4, "both");
}

static void
a_file_may_be_empty(void **state)
{
    struct thesaurus *t = thesaurus_new();
    struct thesaurus_error err;

    (void)state;
    assert_true(thesaurus_add(t, "empty", NULL, 0, &err));
    assert_true(thesaurus_add(t, "only a mark", "\xef\xbb\xbf", 3, &err));
    assert_true(thesaurus_finish(t, &err));
    assert_int_equal(thesaurus_size(t), 0);
    thesaurus_free(t);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry_is_a_concept_with_its_terms_by_role),
        cmocka_unit_test(names_alone_are_one_concept),
        cmocka_unit_test(
            entries_that_share_a_name_are_merged_even_across_files),
        cmocka_unit_test(names_match_in_any_spelling_except_abbreviations),
        cmocka_unit_test(a_term_occurs_once_in_its_strongest_role),
        cmocka_unit_test(relations_are_found_by_name_and_hold_both_ways),
        cmocka_unit_test(a_concept_is_not_its_own_relative),
        cmocka_unit_test(
            a_line_with_a_tilde_is_a_concept_of_its_own_and_goes_one_way),
        cmocka_unit_test(what_is_wrong_is_reported_with_its_line),
        cmocka_unit_test(a_relation_to_no_concept_is_reported_with_its_line),
        cmocka_unit_test(a_file_may_be_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
