/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "read_paper.h"
#include "read_text.h"

#include <string.h>

#define BODY                                                                   \
    "\nWhat was found\n\n1. The boats were late on the river all summer.\n\n"  \
    "2. Nobody had mended the nets, and nobody had asked for them.\n\n"
#define DETAILS                                                                \
    "Details\n\nUnique reference number: SC000001\n\n"                         \
    "Registered provider: Boat Care Limited\n"

struct named {
    const char *text;
    const char *provider; /* NULL: none */
};

static void
assert_named(const struct named *cases, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct report r = read_report(cases[i].text);
        const char *wanted = cases[i].provider;
        if (!r.provider != !wanted ||
            (wanted && strcmp(r.provider, wanted) != 0))
            fail_msg("about %s: %s", r.provider ? r.provider : "nothing",
                     cases[i].text);
        report_fini(&r);
    }
}

#define ASSERT_NAMED(...)                                                      \
    do {                                                                       \
        static const struct named cases[] = {__VA_ARGS__};                     \
        assert_named(cases, sizeof cases / sizeof *cases);                     \
    } while (0)

static void
a_label_asks_for_the_name(void **state)
{
    (void)state;
    ASSERT_NAMED(
        {"Boats at School\n\nName of school: Quay Street School\n" BODY,
         "Quay Street School"},
        {"Boats at School\n\nSchool name: Quay Street School\n" BODY,
         "Quay Street School"},
        {"Boats at Sea\n\nName of the vessel\n\nMolly Marl\n" BODY,
         "Molly Marl"},
        {"Boats at Sea\n\nVessel's name: Molly Marl\n" BODY, "Molly Marl"},
        {"Boats at Sea\n\nVessel\xe2\x80\x99s name: Molly Marl\n" BODY,
         "Molly Marl"},
        /* Blanks in words, as some forms have them. */
        {"Boats at School\n\nNa me of sch ool: Quay Street School\n" BODY,
         "Quay Street School"},
        /* The home, not the company that runs it. */
        {"Boats\n\nProvider name: Boat Care Limited\n\nService name: Quay "
         "House\n" BODY,
         "Quay House"},
        {"Boats\n\nProvider name: Boat Care Limited\n" BODY,
         "Boat Care Limited"},
        /* No label, no name, and the head of a table. */
        {"Boats\n\nThe name of the school: nobody knew it.\n" BODY, NULL},
        {"Boats\n\nSchool name: it was never said by anybody who had been "
         "there, and those who knew had forgotten it.\n" BODY,
         NULL},
        {"Boats\n\nSchool name\tBoats\tNets\n" BODY, NULL});
}

static void
a_form_about_one_establishment_begins_with_its_name(void **state)
{
    (void)state;
    ASSERT_NAMED(
        {"Quay House\n\nInspection report\n" BODY DETAILS, "Quay House"},
        {"School report\n\nQuay Street School\n\n1 Quay Street\n" BODY
         "Type of school: Primary\n",
         "Quay Street School"},
        {"better boats for all\n\nQuay House\n" BODY DETAILS, "Quay House"},
        {"Inspection of Quay Street School\n\n1 Quay Street\n" BODY DETAILS,
         "Quay Street School"},
        {"Inspection of Quay House\n\n1 Quay Street\n" BODY DETAILS,
         "Quay House"},
        {"Inspection of a good school: Quay Lane\n\n1 Quay Street\n" BODY
             DETAILS,
         "Quay Lane"},
        /* A home whose name is kept from the public has a number. */
        {"SC000001\n\nRegistered provider: Boat Care Limited\n" BODY,
         "SC000001"},
        {"Inspection report for boats\n\nInspection date: 7 March 2012\n" BODY
             DETAILS,
         "SC000001"},
        /* Without such labels a title is not the name of anything. */
        {"Quay House\n\nInspection report\n" BODY, NULL},
        {"Boats on the River\n" BODY, NULL});
}

static void
a_title_or_a_letter_says_what_was_inspected(void **state)
{
    (void)state;
    ASSERT_NAMED(
        {"Monitoring inspection of Quay Street School\n" BODY,
         "Quay Street School"},
        {"Ms B Quill\n\nHeadteacher\n\nDear Ms Quill\n\nVisit to Quay Street "
         "Primary School on 7 March 2012\n" BODY,
         "Quay Street Primary School"},
        {"Report on an unannounced inspection of HMP Northmere by the boat "
         "inspectors\n" BODY,
         "HMP Northmere"},
        {"An inspection of Northmere Police\n" BODY, "Northmere Police"},
        {"Report on an unannounced inspection of\n\nHMP Northmere\n" BODY,
         "HMP Northmere"},
        {"Inspection of a good school: Quay Street School\n\n1 Quay "
         "Street\n" BODY DETAILS,
         "Quay Street School"},
        {"A report on the quality of education in\n\nYsgol Glan y Don\n" BODY,
         "Ysgol Glan y Don"},
        {"A report on\n\nQuay Street School\n" BODY, "Quay Street School"},
        {"Investigation into the death of a prisoner at HMP Northmere on 7 "
         "March 2012\n" BODY,
         "HMP Northmere"},
        {"Report (announced)\n\nQuay Practice\n" BODY
         "We completed an inspection of Quay Practice in the spring.\n",
         "Quay Practice"},
        {"Report (announced)\n\nQuay Practice\n" BODY
         "We completed an inspection of Quay Practices in the spring.\n",
         NULL},
        {"Inspection of\n\nBoats on the River\n" BODY, NULL},
        {"A report on\n\nBoats on the River\n" BODY, NULL},
        /* Councils, and what has no name. */
        {"Inspection of Northmere City Council\n" BODY, NULL},
        {"Inspection of Northmere children's services\n" BODY, NULL},
        {"The inspection of the school\n" BODY, NULL},
        {COVER SAFEGUARDING PROVISION "1. Boats are late.\n", NULL},
        {LETTER "Dear Ada\n\nWe came on 7 March 2012.\n\n"
                "Boats are late on the river, and so are the nets.\n",
         NULL});
}

static void
a_rated_service_is_named_on_its_cover(void **state)
{
    struct report report =
        read_paper(".size 12\nBoat Care Limited\n= Quay House\n.size 10\n"
                   "1 Quay Road, Northmere\n.cells 388\n"
                   "| Overall rating for this service | Good\n"
                   "| Is the service safe? | Good\n.page\n" TYPESET_FILLER);

    (void)state;
    ASSERT_NAMED({"Quay House\n\nUnannounced\n\nService no: CS2003\n\n" BODY,
                  "Quay House"},
                 {"Quay House\n\n1 Quay Road\n\nIs the service safe?\tGood\n"
                  "\n" BODY,
                  "Quay House"});
    assert_string_equal(report.provider, "Quay House");
    report_fini(&report);
}

static void
a_cover_may_name_a_vessel_or_train(void **state)
{
    (void)state;
    ASSERT_NAMED(
        {"Boat Bulletin\n\nAircraft Type and Registration:\tHeron 2, G-ABCD\n"
         "\n" BODY,
         "Heron 2, G-ABCD"},
        {"Collision involving freight train 12, Northmere\n" BODY,
         "freight train 12"},
        {"Locomotive AB123, derailment, Northmere\n" BODY, "Locomotive AB123"},
        {"Sinking of the fishing vessel Molly Marl near Northmere\n" BODY,
         "fishing vessel Molly Marl"},
        {"Loss of the Bulk Carrier AB12\n" BODY, "Bulk Carrier AB12"},
        /* Words of a title are not a name. */
        {"Fishing Vessel Safety\n" BODY, NULL},
        {"How to train Boatmen\n" BODY, NULL},
        {"The leadership Team\n" BODY, NULL},
        {"Boats on the River\n" BODY "The vessel Molly Marl was late.\n",
         NULL});
}

static void
without_a_council_it_names_the_report(void **state)
{
    struct report home =
        read_report("SC000001\n\nRegistered provider: Boat Care Limited\n\n"
                    "Inspection dates: 6 and 7 March 2012\n" BODY);
    struct report school = read_report(
        "School report\n\nQuay Street School\n\nType of school: Primary\n\n"
        "Sheffield\n\nInspection dates: 6 and 7 March 2012\n" BODY);

    (void)state;
    assert_string_equal(home.id, "sc000001-2012-03-07");
    assert_string_equal(school.provider, "Quay Street School");
    report_fini(&home);
    report_fini(&school);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_label_asks_for_the_name),
        cmocka_unit_test(a_form_about_one_establishment_begins_with_its_name),
        cmocka_unit_test(a_title_or_a_letter_says_what_was_inspected),
        cmocka_unit_test(a_rated_service_is_named_on_its_cover),
        cmocka_unit_test(a_cover_may_name_a_vessel_or_train),
        cmocka_unit_test(without_a_council_it_names_the_report),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
