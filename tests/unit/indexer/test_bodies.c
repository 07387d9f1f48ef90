/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "terms/bodies.h"

#include <stdlib.h>
#include <string.h>

static void
a_name_ends_where_it_should(void **state)
{
    static const struct {
        const char *text;
        const char *name; /* NULL: it is none */
    } cases[] = {
        {"Board of Boats", "Board of Boats"},
        {"Boat Safety Commission is independent.", "Boat Safety Commission"},
        {"Department for Boats and Nets, 2024.",
         "Department for Boats and Nets"},
        {"Department of Boats & River Care",
         "Department of Boats & River Care"},
        {"Office of Justice Boats Bureau of Boat Statistics",
         "Office of Justice Boats"},
        {"Bureau of Boats of the U.S. Department of Rivers is",
         "Bureau of Boats"},
        {"Office of the Boat Commissioner", "Office of the Boat Commissioner"},
        {"Boat Inspectorate Wales", "Boat Inspectorate Wales"},
        {"Boat Safety Bureau PO Box 7", "Boat Safety Bureau"},
        {"Boat Safety Bureau Email: x@y", "Boat Safety Bureau"},
        {"River Fire & Rescue Inspectorate",
         "River Fire & Rescue Inspectorate"},
        {"BOARD OF BOATS", "BOARD OF BOATS"},
        /* Not a body, part of a sentence, letters set apart. */
        {"Boats on the River", NULL},
        {"Report of the Board of Boats", NULL},
        {"the board of boats", NULL},
        {"Commission", NULL},
        {"B O A T COMMISSION", NULL},
        {"", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const size_t len = bodies_at(cases[i].text);
        const size_t wanted = cases[i].name ? strlen(cases[i].name) : 0;
        if (len != wanted)
            fail_msg("\"%s\" names \"%.*s\"", cases[i].text, (int)len,
                     cases[i].text);
    }
}

static void
capitals_are_kept_at_the_beginning_of_words(void **state)
{
    static const char *const cases[][2] = {
        {"OFFICE OF THE BOAT COMMISSIONER", "Office of the Boat Commissioner"},
        {"HM INSPECTORATE OF BOATS", "HM Inspectorate of Boats"},
        {"HM Inspectorate of Boats", "HM Inspectorate of Boats"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *name = bodies_name(cases[i][0], strlen(cases[i][0]));
        assert_string_equal(name, cases[i][1]);
        free(name);
    }
}

static void
a_name_in_brackets_is_what_it_is_called(void **state)
{
    static const char *const cases[][2] = {
        {"Office for Boats, Nets and Rivers (Ofboat) inspects", "Ofboat"},
        {"Boat Safety Commission (BSC) inspects", NULL},
        {"Boat Safety Commission (the Commission) inspects", NULL},
        {"Boat Safety Commission. It (Ofboat) inspects", NULL},
        {"Boat Safety Commission (Ofboat", NULL},
        {"Boat Safety Commission", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *name = bodies_called(cases[i][0]);
        if (!name != !cases[i][1] || (name && strcmp(name, cases[i][1]) != 0))
            fail_msg("\"%s\": %s", cases[i][0], name ? name : "none");
        free(name);
    }
}

static void
councils_and_trusts_are_inspected(void **state)
{
    (void)state;
    assert_true(bodies_is_inspected("Northmere City Council", 22));
    assert_true(bodies_is_inspected("Quay Hospitals Trust", 20));
    assert_true(bodies_is_inspected("Governing Board", 15));
    assert_false(bodies_is_inspected("Board of Boats", 14));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_ends_where_it_should),
        cmocka_unit_test(capitals_are_kept_at_the_beginning_of_words),
        cmocka_unit_test(a_name_in_brackets_is_what_it_is_called),
        cmocka_unit_test(councils_and_trusts_are_inspected),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
