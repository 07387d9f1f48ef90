/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "value_names.h"

#include "engine/query/gazetteer.h"
#include "findings/schema.h"

#include "support.h"

#include <glib.h>
#include <string.h>

static bool
add_name(void *to, const struct value_name *name)
{
    const unsigned field = (unsigned)(name->field - findings_fields);
    const unsigned flags =
        (name->in_capitals ? GAZETTEER_CAPITALS : 0u) |
        (name->field->named == FINDINGS_PLACE ? GAZETTEER_PLACE : 0u);

    if (name->names_nothing)
        gazetteer_exclude(to, name->name);
    else
        gazetteer_add(to, field, name->value, name->name, flags);
    return true;
}

static int
set_up(void **state)
{
    struct gazetteer *gazetteer = gazetteer_new();

    value_names_each(add_name, gazetteer);
    gazetteer_finish(gazetteer);
    *state = gazetteer;
    return 0;
}

static int
tear_down(void **state)
{
    gazetteer_free(*state);
    return 0;
}

/* What the first words of the query name, as "words: field=value, ..."; "" if
 * they name nothing. */
static char *
named(const struct gazetteer *gazetteer, const char *query)
{
    char **words = g_strsplit(query, " ", -1);
    GString *out = g_string_new(NULL);
    struct gazetteer_match found;

    if (gazetteer_find(gazetteer, (const char *const *)words,
                       g_strv_length(words), 0, &found)) {
        assert_true(gazetteer_may_begin(gazetteer, words[0]));
        g_string_append_printf(out, "%zu:", found.n_words);
        for (size_t i = 0; i < found.n_values; i++)
            g_string_append_printf(out, "%s %s=%s%s", i ? "," : "",
                                   findings_fields[found.values[i].field].name,
                                   found.values[i].value,
                                   found.values[i].flags & GAZETTEER_CAPITALS
                                       ? " (capitals)"
                                       : "");
    }
    g_strfreev(words);
    return g_string_free(out, FALSE);
}

struct claim {
    const char *query, *named;
};

static void
assert_named(const struct gazetteer *gazetteer,
             const struct claim *claims,
             size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char *is = named(gazetteer, claims[i].query);
        if (strcmp(is, claims[i].named) != 0)
            fail_msg("%s: \"%s\", not \"%s\"", claims[i].query, is,
                     claims[i].named);
        g_free(is);
    }
}

#define ASSERT_NAMED(names, claims)                                            \
    assert_named(names, claims, G_N_ELEMENTS(claims))

static void
an_authority_is_recognised_however_it_is_written(void **state)
{
    static const struct claim claims[] = {
        {"rotherham child sexual exploitation", "1: authority=Rotherham"},
        {"tower hamlets recommendations", "2: authority=Tower Hamlets"},
        {"barking & dagenham", "3: authority=Barking and Dagenham"},
        {"barking and dagenham", "3: authority=Barking and Dagenham"},
        {"b&nes", "1: authority=Bath and North East Somerset"},
        {"stoke on trent", "3: authority=Stoke-on-Trent"},
        {"st helens", "2: authority=St Helens"},
        {"hull's", "1: authority=Kingston upon Hull"},
        {"hull", "1: authority=Kingston upon Hull"},
        {"herts", "1: authority=Hertfordshire"},
        {"county durham", "2: authority=Durham"},
        {"bournemouth christchurch and poole",
         "4: authority=Bournemouth, Christchurch and Poole"},
        {"reading", "1: authority=Reading"},
        {"case recording", ""},
    };

    ASSERT_NAMED(*state, claims);
}

static void
what_councils_call_themselves_is_a_part_of_the_name(void **state)
{
    static const struct claim claims[] = {
        {"city of york", "3: authority=York"},
        {"the city of york council", "5: authority=York"},
        {"london borough of brent", "4: authority=Brent"},
        {"royal borough of kensington and chelsea",
         "6: authority=Kensington and Chelsea"},
        {"royal borough of kensington", "4: authority=Kensington and Chelsea"},
        {"leeds city council", "3: authority=Leeds"},
        {"bury metropolitan borough council", "4: authority=Bury"},
        {"rochdale mbc", "2: authority=Rochdale"},
        {"kent county council leadership", "3: authority=Kent"},
        {"bedford borough", "2: authority=Bedford"},
        {"the city of london", "4: authority=City of London"},
        {"city of london corporation", "4: authority=City of London"},
        {"the leadership", ""},
        {"the", ""},
        {"city of", ""},
        {"council", ""},
    };

    ASSERT_NAMED(*state, claims);
}

static void
what_only_begins_like_a_name_is_not_one(void **state)
{
    static const struct claim claims[] = {
        {"kent county lines", "1: authority=Kent"},
        {"hackney council housing", "1: authority=Hackney"},
        {"hackney council", "2: authority=Hackney"},
        {"leeds city centre", "1: authority=Leeds"},
        {"recommendations council", "1: kind=recommendation"},
        {"leeds local authority designated officer", "1: authority=Leeds"},
        {"leeds metropolitan", "1: authority=Leeds"},
    };

    ASSERT_NAMED(*state, claims);
}

static void
a_part_of_a_name_is_enough_if_it_is_unique(void **state)
{
    static const struct claim claims[] = {
        {"kensington", "1: authority=Kensington and Chelsea"},
        {"chelsea", "1: authority=Kensington and Chelsea"},
        {"dagenham", "1: authority=Barking and Dagenham"},
        {"hove", "1: authority=Brighton and Hove"},
        {"telford", "1: authority=Telford and Wrekin"},
        {"darwen", "1: authority=Blackburn with Darwen"},
        {"christchurch", "1: authority=Bournemouth, Christchurch and Poole"},
        {"stoke", "1: authority=Stoke-on-Trent"},
        /* It was a council of its own once. */
        {"poole", "1: authority=Poole"},
        /* Two authorities contain it, but it is another name of only one. */
        {"kingston", "1: authority=Kingston upon Thames"},
        {"bath", ""}, /* an ordinary word */
        {"thames", ""},
        {"trent", ""},
        {"sea", ""},
        {"tyne", ""},
        {"yorkshire", ""},
        {"north", ""},
    };

    ASSERT_NAMED(*state, claims);
}

static void
councils_with_similar_names_are_not_confused(void **state)
{
    static const struct claim claims[] = {
        {"herefordshire", "1: authority=Herefordshire"},
        {"hertfordshire", "1: authority=Hertfordshire"},
        {"north lincolnshire", "2: authority=North Lincolnshire"},
        {"lincolnshire", "1: authority=Lincolnshire"},
        {"bedford", "1: authority=Bedford"},
        {"central bedfordshire", "2: authority=Central Bedfordshire"},
        {"bedfordshire", "1: authority=Bedfordshire"},
        {"nottingham city council", "3: authority=Nottingham"},
        {"nottinghamshire county council", "3: authority=Nottinghamshire"},
        {"cheshire", "1: authority=Cheshire"},
        {"cheshire west", "2: authority=Cheshire West and Chester"},
        {"east cheshire", "2: authority=Cheshire East"},
    };

    ASSERT_NAMED(*state, claims);
}

static void
words_of_the_field_table_name_their_values(void **state)
{
    static const struct claim claims[] = {
        {"inadequate", "1: grade=inadequate"},
        {"good", "1: grade=good"},
        {"requires improvement", "2: grade=requires-improvement"},
        {"requires improvement to be good", "5: grade=requires-improvement"},
        {"recommendations 2016", "1: kind=recommendation"},
        {"priority action", "2: deadline=priority"},
        {"areas for priority action", "4: deadline=priority"},
        {"areas for improvement", "3: kind=recommendation, polarity=weakness"},
        {"jtai", "1: framework=jtai"},
        {"joint targeted area inspections", "4: framework=jtai"},
        {"focused visit", "2: framework=focused-visit"},
        {"focussed visits", "2: framework=focused-visit"},
        {"single inspection", "2: framework=sif"},
        {"single inspection framework", "3: framework=sif"},
        {"sif", "1: framework=sif"},
        {"ilacs", "1: framework=ilacs"},
        {"inspection of local authority children's services",
         "6: framework=ilacs"},
        {"care leavers", "2: service_area=care-leavers"},
        {"care leaver's", "2: service_area=care-leavers"},
        {"leaving care", "2: service_area=care-leavers"},
        {"adoption", "1: service_area=adoption"},
        {"help and protection", "3: service_area=safeguarding"},
        {"help & protection", "3: service_area=safeguarding"},
        {"lscb", "1: service_area=safeguarding-board"},
        {"within three months", "3: deadline=three-months"},
        {"send", "1: service_area=send (capitals), framework=send (capitals)"},
    };

    ASSERT_NAMED(*state, claims);
}

static void
ordinary_words_name_nothing(void **state)
{
    static const char *const words[] = {"ungraded",     "other",    "general",
                                        "finding",      "findings", "context",
                                        "immediately",  "now",      "none",
                                        "three months", "overall",  "quality"};

    for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
        char *is = named(*state, words[i]);
        if (*is)
            fail_msg("%s: %s", words[i], is);
        g_free(is);
    }
}

static void
a_name_in_the_middle_is_found_where_it_begins(void **state)
{
    static const char *const words[] = {"good", "practice", "in",   "city",
                                        "of",   "york",     "b&nes"};
    struct gazetteer_match found;

    for (size_t i = 0; i <= G_N_ELEMENTS(words); i++) {
        const bool is =
            gazetteer_find(*state, words, G_N_ELEMENTS(words), i, &found);
        const size_t wanted[] = {1, 0, 0, 3, 0, 1, 1, 0};
        assert_int_equal(is, wanted[i] > 0);
        assert_int_equal(found.n_words, wanted[i]);
    }
}

static void
all_names_can_be_listed(void **state)
{
    struct gazetteer_entry each;
    bool has_hamlets = false;
    size_t n = 0;

    for (; gazetteer_at(*state, n, &each); n++) {
        assert_true(*each.name && each.n_values > 0);
        has_hamlets = has_hamlets || strcmp(each.name, "tower hamlets") == 0;
    }
    assert_true(n > 200);
    assert_true(has_hamlets);
}

static void
years_are_named_by_their_digits(void **state)
{
    static const struct {
        const char *query;
        unsigned first, last;
        size_t n_words;
    } claims[] = {
        {"2016", 2016, 2016, 1},
        {"in 2016", 2016, 2016, 2},
        {"2015-16", 2015, 2016, 1},
        {"2015/16", 2015, 2016, 1},
        {"2015\u2013"
         "16",
         2015, 2016, 1},
        {"2015-2016", 2015, 2016, 1},
        {"2015 16", 2015, 2016, 2},
        {"2015 2016", 2015, 2016, 2},
        {"1999-00", 1999, 2000, 1},
        {"2015 17", 2015, 2015, 1},
        {"2015 leadership", 2015, 2015, 1},
        {"in", 0, 0, 0},
        {"in care", 0, 0, 0},
        {"1066", 0, 0, 0},
        {"20166", 0, 0, 0},
        {"2015-18", 0, 0, 0},
        {"1999-0x", 0, 0, 0},
        {"1999-001", 0, 0, 0},
        {"2015a", 0, 0, 0},
        {"16", 0, 0, 0},
        {"", 0, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(claims); i++) {
        char **words = g_strsplit(claims[i].query, " ", -1);
        struct gazetteer_years years = {0};
        const bool is = gazetteer_find_years((const char *const *)words,
                                             g_strv_length(words), 0, &years);
        if (is != (claims[i].n_words > 0) ||
            (is &&
             (years.first != claims[i].first || years.last != claims[i].last ||
              years.n_words != claims[i].n_words)))
            fail_msg("%s: %d, %u to %u, %zu words", claims[i].query, is,
                     years.first, years.last, years.n_words);
        g_strfreev(words);
    }
}

static void
most_words_do_not_begin_a_name(void **state)
{
    const char *const none[] = {"visits", "late", "timely", "of", "a"};
    const char *const some[] = {"the", "royal", "hull", "Hull's", "lb", "..."};

    for (size_t i = 0; i < G_N_ELEMENTS(none); i++)
        if (gazetteer_may_begin(*state, none[i]))
            fail_msg("%s", none[i]);
    for (size_t i = 0; i < G_N_ELEMENTS(some); i++)
        if (!gazetteer_may_begin(*state, some[i]))
            fail_msg("%s", some[i]);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_authority_is_recognised_however_it_is_written),
        cmocka_unit_test(what_councils_call_themselves_is_a_part_of_the_name),
        cmocka_unit_test(what_only_begins_like_a_name_is_not_one),
        cmocka_unit_test(a_part_of_a_name_is_enough_if_it_is_unique),
        cmocka_unit_test(councils_with_similar_names_are_not_confused),
        cmocka_unit_test(words_of_the_field_table_name_their_values),
        cmocka_unit_test(ordinary_words_name_nothing),
        cmocka_unit_test(a_name_in_the_middle_is_found_where_it_begins),
        cmocka_unit_test(most_words_do_not_begin_a_name),
        cmocka_unit_test(all_names_can_be_listed),
        cmocka_unit_test(years_are_named_by_their_digits),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
