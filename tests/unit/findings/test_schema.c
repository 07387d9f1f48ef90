/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "findings/schema.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whether both are set and equal; fields without an option or prefix do not
 * collide. */
static bool
collide(const char *a, const char *b)
{
    return a && b && strcmp(a, b) == 0;
}

static void
no_two_fields_share_a_name_an_option_a_prefix_or_a_slot(void **state)
{
    (void)state;
    assert_true(findings_n_fields > 0);
    for (size_t i = 0; i < findings_n_fields; i++) {
        const struct findings_field *a = &findings_fields[i];
        for (size_t k = i + 1; k < findings_n_fields; k++) {
            const struct findings_field *b = &findings_fields[k];
            assert_string_not_equal(a->name, b->name);
            assert_false(collide(a->option, b->option));
            assert_false(collide(a->prefix, b->prefix));
            assert_false(a->slot > 0 && a->slot == b->slot &&
                         a->length == b->length);
        }
    }
}

static void
every_field_can_be_looked_up_and_has_a_help_text(void **state)
{
    (void)state;
    for (size_t i = 0; i < findings_n_fields; i++) {
        const struct findings_field *field = &findings_fields[i];
        assert_ptr_equal(findings_field(field->name), field);
        assert_string_not_equal(field->name, "");
        assert_string_not_equal(field->help, "");
        /* A field is searched, filtered or counted; otherwise it has no use. */
        assert_true(field->prefix || field->slot > 0);
        assert_false(field->is_counted && field->slot == 0);
        /* Texts are searched; all other fields are looked up in their slot. */
        const bool is_text = field->kind == FINDINGS_TEXT;
        assert_false(is_text && (field->slot > 0 || !field->prefix));
        assert_true(is_text == (field->weight > 0));
    }
    assert_null(findings_field("nothing"));
    assert_null(findings_field(""));
    assert_null(findings_field("Grade"));
}

static void
what_a_facet_counts_is_a_field(void **state)
{
    (void)state;
    for (size_t i = 0; i < findings_n_fields; i++) {
        const struct findings_field *field = &findings_fields[i];
        if (field->slot > 0)
            assert_ptr_equal(findings_field_of_slot(field->slot, field->length),
                             field);
    }
    const unsigned date = findings_field("date")->slot;
    assert_string_equal(findings_field_of_slot(date, 4)->name, "year");
    assert_null(findings_field_of_slot(date, 3));
    assert_null(findings_field_of_slot(99, 0));
    assert_null(findings_field_of_slot((unsigned)-1, 0));
}

/* Xapian's rule: Q is the identifier, and prefixes of our own begin with X. */
static void
a_prefix_is_q_or_begins_with_x(void **state)
{
    (void)state;
    for (size_t i = 0; i < findings_n_fields; i++) {
        const char *prefix = findings_fields[i].prefix;
        if (!prefix)
            continue;
        assert_true(strcmp(prefix, "Q") == 0 || prefix[0] == 'X');
        for (const char *p = prefix; *p; p++)
            assert_true(isupper((unsigned char)*p));
    }
}

/* The text in capitals, with blanks that a person might type. */
static void
shout(const char *text, char *out, size_t size)
{
    size_t n = 0;
    out[n++] = ' ';
    for (; *text; text++) {
        assert_true(n + 4 < size);
        if (*text == '-') {
            memcpy(out + n, " _ ", 3);
            n += 3;
        } else {
            out[n++] = (char)toupper((unsigned char)*text);
        }
    }
    out[n++] = '\t';
    out[n] = '\0';
}

static void
means(const struct findings_field *field, const char *text, const char *word)
{
    char shouted[128];

    assert_non_null(findings_field_word(field, text));
    assert_string_equal(findings_field_word(field, text), word);
    shout(text, shouted, sizeof shouted);
    assert_non_null(findings_field_word(field, shouted));
    assert_string_equal(findings_field_word(field, shouted), word);
}

static void
a_word_and_its_synonyms_are_understood_however_they_are_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < findings_n_fields; i++) {
        const struct findings_field *field = &findings_fields[i];
        for (const struct findings_word *w = findings_words(field);
             w && w->word; w++) {
            char also[1024];
            means(field, w->word, w->word);
            snprintf(also, sizeof also, "%s", w->also ? w->also : "");
            for (char *p = strtok(also, "|"); p; p = strtok(NULL, "|"))
                means(field, p, w->word);
        }
    }
}

static void
what_people_call_a_thing_means_its_value(void **state)
{
    static const struct {
        const char *field, *text, *word;
    } cases[] = {
        {"service_area", "Children in care", "looked-after-children"},
        {"service_area", "Help and protection", "safeguarding"},
        {"service_area", "Care_Leavers", "care-leavers"},
        {"grade", "Requires improvement to be good", "requires-improvement"},
        {"grade", "requires  improvement", "requires-improvement"},
        {"grade", "ADEQUATE", "adequate"},
        {"deadline", "Within three months", "three-months"},
        {"kind", "Recommendations", "recommendation"},
        {"framework", "focused visit", "focused-visit"},
        {"framework", "Joint targeted area inspections", "jtai"},
        {"framework", "inspection of local authority children's services",
         "ilacs"},
        {"service_area", "special educational needs", "send"},
        {"kind", "priority actions", "recommendation"},
        {"deadline", "Areas for priority action", "priority"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(
            findings_field_word(findings_field(cases[i].field), cases[i].text),
            cases[i].word);
}

static void
ordinary_words_name_no_value_in_a_query(void **state)
{
    static const struct {
        const char *field, *word, *name;
        enum findings_naming naming;
    } cases[] = {
        {"grade", "good", "good", FINDINGS_NAMES_IT},
        {"grade", "requires-improvement", "requires-improvement",
         FINDINGS_NAMES_IT},
        {"grade", "requires-improvement", "ri", FINDINGS_NAMES_IN_CAPITALS},
        {"grade", "ungraded", "ungraded", FINDINGS_NAMES_NOTHING},
        {"grade", "ungraded", "none", FINDINGS_NAMES_NOTHING},
        {"framework", "other", "other", FINDINGS_NAMES_NOTHING},
        {"framework", "send", "send", FINDINGS_NAMES_IN_CAPITALS},
        {"framework", "send", "area-send", FINDINGS_NAMES_IT},
        {"kind", "finding", "findings", FINDINGS_NAMES_NOTHING},
        {"kind", "recommendation", "recommendations", FINDINGS_NAMES_IT},
        {"deadline", "immediately", "now", FINDINGS_NAMES_NOTHING},
        {"kind", "recommendation", "priority-actions", FINDINGS_NAMES_NOTHING},
        {"deadline", "priority", "priority-actions", FINDINGS_NAMES_IT},
        {"deadline", "priority", "priority", FINDINGS_NAMES_NOTHING},
        {"polarity", "weakness", "weaknesses", FINDINGS_NAMES_NOTHING},
        {"deadline", "three-months", "within-three-months", FINDINGS_NAMES_IT},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct findings_word *w =
            findings_words(findings_field(cases[i].field));
        while (strcmp(w->word, cases[i].word) != 0)
            w++;
        if (findings_word_naming(w, cases[i].name) != cases[i].naming)
            fail_msg("%s: %s", cases[i].field, cases[i].name);
    }
}

/* Otherwise the list would have an entry for a word that does not exist. */
static void
ordinary_words_are_among_the_words_of_their_value(void **state)
{
    (void)state;
    for (size_t i = 0; i < findings_n_fields; i++) {
        const struct findings_field *field = &findings_fields[i];
        for (const struct findings_word *w = findings_words(field);
             w && w->word; w++) {
            char ordinary[256];
            snprintf(ordinary, sizeof ordinary, "%s",
                     w->ordinary ? w->ordinary : "");
            for (char *p = strtok(ordinary, "|"); p; p = strtok(NULL, "|"))
                assert_string_equal(findings_field_word(field, p), w->word);
        }
    }
}

static void
what_is_not_in_the_vocabulary_means_no_value(void **state)
{
    static const struct {
        const char *field, *text;
    } cases[] = {
        {"grade", ""},
        {"grade", "  "},
        {"grade", "splendid"},
        {"grade", "goo"},
        {"grade", "goods"},
        {"grade", "good,adequate"},
        {"grade", "requiresimprovement"},
        {"grade", "good good good good good good good good good good good good "
                  "good good good good good good good good good good good"},
        {"service_area", "children"},
        {"service_area", "in-care"},
        {"service_area", "|"},
        {"service_area", "children-in-care|children-looked-after"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (findings_field_word(findings_field(cases[i].field), cases[i].text))
            fail_msg("\"%s\" was taken for a %s", cases[i].text,
                     cases[i].field);
}

static void
a_field_without_a_vocabulary_takes_any_text_as_it_is(void **state)
{
    static const char text[] = "South  Gloucestershire";

    (void)state;
    assert_ptr_equal(findings_field_word(findings_field("authority"), text),
                     text);
}

static void
the_words_of_a_field_are_listed(void **state)
{
    static const char all[] = "priority, immediately, three-months, six-months";
    const struct findings_field *deadline = findings_field("deadline");
    char out[1024];

    (void)state;
    assert_true(findings_field_words(deadline, out, sizeof out));
    assert_string_equal(out, all);
    assert_true(findings_field_words(deadline, out, sizeof all));
    assert_string_equal(out, all);
    assert_false(findings_field_words(deadline, out, sizeof all - 1));
    assert_false(
        findings_field_words(findings_field("authority"), out, sizeof out));
    /* The daemon lists all of them in an error message. */
    for (size_t i = 0; i < findings_n_fields; i++)
        if (findings_words(&findings_fields[i]))
            assert_true(
                findings_field_words(&findings_fields[i], out, sizeof out));
}

static void
a_term_is_the_same_however_its_value_is_capitalised(void **state)
{
    static const struct {
        const char *field, *value, *term;
    } cases[] = {
        {"id", "sheffield-2010-10-15/47", "Q:sheffield-2010-10-15/47"},
        {"id", "Sheffield-2010-10-15/47", "Q:sheffield-2010-10-15/47"},
        {"report", "LEEDS", "XR:leeds"},
        {"report", ":x", "XR::x"},
        {"report", "", "XR:"},
        /* Only ASCII letters are folded; all other bytes stay the same. */
        {"report", "Ynys M\u00f4n", "XR:ynys m\u00f4n"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *term =
            findings_term(findings_field(cases[i].field), cases[i].value);
        assert_string_equal(term, cases[i].term);
        free(term);
    }
}

static void
values_that_count_as_one_have_one_key(void **state)
{
    static const char *const same[] = {"Caf\u00e9", "CAFE", "cafe\u0301"};

    (void)state;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        char *key = findings_value_key(same[i]);
        assert_string_equal(key, "cafe");
        free(key);
    }
    char *key = findings_value_key("a-b/2 c");
    assert_string_equal(key, "a-b/2 c");
    free(key);
}

/* The term of Q and a value "Rx" must differ from that of XR and a value "x".
 */
static void
a_value_is_never_read_as_part_of_the_prefix(void **state)
{
    const struct findings_field a = {.name = "a", .prefix = "X"};
    const struct findings_field b = {.name = "b", .prefix = "XR"};

    (void)state;
    char *one = findings_term(&a, "Rx"), *other = findings_term(&b, "x");
    assert_string_not_equal(one, other);
    free(one);
    free(other);
}

static void
a_date_is_a_year_a_month_or_a_day(void **state)
{
    static const struct {
        const char *text, *first, *last;
    } cases[] = {
        {"2010", "2010-01-01", "2010-12-31"},
        {"2010-10", "2010-10-01", "2010-10-31"},
        {"2010-09", "2010-09-01", "2010-09-30"},
        {"2010-02", "2010-02-01", "2010-02-28"},
        {"2012-02", "2012-02-01", "2012-02-29"},
        {"1900-02", "1900-02-01", "1900-02-28"},
        {"2000-02", "2000-02-01", "2000-02-29"},
        {"2010-10-15", "2010-10-15", "2010-10-15"},
        {"2012-02-29", "2012-02-29", "2012-02-29"},
        {"2010-12-31", "2010-12-31", "2010-12-31"},
        {"0001", "0001-01-01", "0001-12-31"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char first[FINDINGS_DATE_SIZE], last[FINDINGS_DATE_SIZE];
        assert_true(findings_date_range(cases[i].text, first, last));
        assert_string_equal(first, cases[i].first);
        assert_string_equal(last, cases[i].last);
    }
}

static void
what_is_not_a_date_is_refused(void **state)
{
    static const char *const cases[] = {
        "",
        "2",
        "201",
        "20100",
        "0000",
        "2010-",
        "2010-1",
        "2010-00",
        "2010-13",
        "2010-1x",
        "2010-10-",
        "2010-10-1",
        "2010-10-00",
        "2010-10-32",
        "2010-09-31",
        "2010-02-30",
        "2010-02-29",
        "1900-02-29",
        "2010/10/15",
        "2010-10/15",
        "2010 10 15",
        "15-10-2010",
        "2010-10-15 ",
        " 2010",
        "+201",
        "-201",
        "2010-+1",
        "2010-10-+5",
        "today",
        "20101015",
        "2010-10-155",
        "October",
        "1e3x",
        "\u00b2010",
        "2010-10-15T00:00:00",
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char first[FINDINGS_DATE_SIZE], last[FINDINGS_DATE_SIZE];
        if (findings_date_range(cases[i], first, last))
            fail_msg("\"%s\" was taken for a date", cases[i]);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(
            no_two_fields_share_a_name_an_option_a_prefix_or_a_slot),
        cmocka_unit_test(every_field_can_be_looked_up_and_has_a_help_text),
        cmocka_unit_test(what_a_facet_counts_is_a_field),
        cmocka_unit_test(a_prefix_is_q_or_begins_with_x),
        cmocka_unit_test(
            a_word_and_its_synonyms_are_understood_however_they_are_written),
        cmocka_unit_test(what_people_call_a_thing_means_its_value),
        cmocka_unit_test(ordinary_words_name_no_value_in_a_query),
        cmocka_unit_test(ordinary_words_are_among_the_words_of_their_value),
        cmocka_unit_test(what_is_not_in_the_vocabulary_means_no_value),
        cmocka_unit_test(a_field_without_a_vocabulary_takes_any_text_as_it_is),
        cmocka_unit_test(the_words_of_a_field_are_listed),
        cmocka_unit_test(a_term_is_the_same_however_its_value_is_capitalised),
        cmocka_unit_test(values_that_count_as_one_have_one_key),
        cmocka_unit_test(a_value_is_never_read_as_part_of_the_prefix),
        cmocka_unit_test(a_date_is_a_year_a_month_or_a_day),
        cmocka_unit_test(what_is_not_a_date_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
