/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "terms/authority.h"

#include <ctype.h>
#include <stdio.h>
#include <glib.h>
#include <stdlib.h>
#include <string.h>

struct printed {
    const char *name;
    const char *short_name;
};

static void
assert_short(const struct printed *printed)
{
    char *name = authority_short(printed->name, strlen(printed->name));

    if (!name || strcmp(name, printed->short_name) != 0)
        fail_msg("\"%s\" is \"%s\", not \"%s\"", printed->name,
                 name ? name : "nothing", printed->short_name);
    free(name);
}

static void
an_authority_not_in_the_table_keeps_its_name(void **state)
{
    static const struct printed cases[] = {
        {"Northmere", "Northmere"},
        {"  Northmere ", "Northmere"},
        {"Northmere Council", "Northmere"},
        {"Northmere City Council", "Northmere"},
        {"Northmere County Council", "Northmere"},
        {"Northmere Borough Council", "Northmere"},
        {"Northmere District Council", "Northmere"},
        {"Northmere Metropolitan Borough Council", "Northmere"},
        {"Northmere Metropolitan District Council", "Northmere"},
        {"NORTHMERE COUNTY COUNCIL", "NORTHMERE"},
        {"London Borough of Elmcastle", "Elmcastle"},
        {"The London Borough of Elmcastle", "Elmcastle"},
        {"the Royal Borough of Elm and Castle", "Elm and Castle"},
        {"Isle of Tarne Council", "Isle of Tarne"},
        {"Thorn & Haven Council", "Thorn and Haven"},
        {"Elm, Tarne and Fell", "Elm, Tarne and Fell"},
        {"West Calder-Vale", "West Calder-Vale"},
        {"Northmere children's services", "Northmere"},
        {"Northmere children\xe2\x80\x99s services", "Northmere"},
        {"Northmere local authority children's services", "Northmere"},
        {"Northmere City Council\xc2\xa0", "Northmere"},
        /* These words only begin or end like those that are left out. */
        {"Theydon Council", "Theydon"},
        {"Boroughby", "Boroughby"},
        {"Newborough", "Newborough"},
        {"Marlincity", "Marlincity"},
        {"City of Tarne", "City of Tarne"},
        {"Northmere1", "Northmere"},
        {"Northmere Council\xc2\xb9", "Northmere"},
        {"Northmere County Council.", "Northmere"},
        {"Northmere Local Area Partnership", "Northmere"},
        {"Northmere Local Safeguarding Children Board", "Northmere"},
        {"Northmere Children and Families Trust", "Northmere"},
        /* A name of the table is not cut out of a longer name. */
        {"Sheffield Marsh Council", "Sheffield Marsh"},
        {"Northmere and Kent", "Northmere and Kent"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_short(&cases[i]);
}

static void
nothing_has_no_short_name(void **state)
{
    (void)state;
    assert_null(authority_short("", 0));
    assert_null(authority_short(" \t ", 3));
}

static void
councils_print_themselves_in_many_ways(void **state)
{
    static const struct printed cases[] = {
        {"London Borough of Bexley", "Bexley"},
        {"LONDON BOROUGH OF BEXLEY", "Bexley"},
        {"SHEFFIELD", "Sheffield"},
        {"Sheffield City", "Sheffield"},
        {"Sheffield City Council", "Sheffield"},
        {"the Royal Borough of Kensington and Chelsea",
         "Kensington and Chelsea"},
        {"City of Bradford Metropolitan District Council", "Bradford"},
        {"Bournemouth, Christchurch and Poole (BCP) Council",
         "Bournemouth, Christchurch and Poole"},
        {"BCP Council", "Bournemouth, Christchurch and Poole"},
        {"Bournemouth Borough Council", "Bournemouth"},
        {"Borough of Poole", "Poole"},
        {"Telford & Wrekin", "Telford and Wrekin"},
        {"Borough of Telford and Wrekin", "Telford and Wrekin"},
        {"Kingston upon Hull City", "Kingston upon Hull"},
        {"Kingston-upon-Hull", "Kingston upon Hull"},
        {"Kingston upon Hull, City of", "Kingston upon Hull"},
        {"Hull", "Kingston upon Hull"},
        {"Hull City Council", "Kingston upon Hull"},
        {"Kingston\xe2\x80\x93upon\xe2\x80\x93Thames", "Kingston upon Thames"},
        {"Royal Borough of Kingston", "Kingston upon Thames"},
        {"the London Borough of Richmond upon Thames and the Royal Borough of "
         "Kingston",
         "Richmond upon Thames"},
        {"London Borough of Richmond", "Richmond upon Thames"},
        {"Kingston upon Thames (Achieving for Children)",
         "Kingston upon Thames"},
        {"Achieving for Children, Windsor and Maidenhead",
         "Windsor and Maidenhead"},
        {"City of Doncaster", "Doncaster"},
        {"City of Doncaster Council", "Doncaster"},
        {"Doncaster Metropolitan Borough Council", "Doncaster"},
        {"Doncaster MBC", "Doncaster"},
        {"Metropolitan Borough of Wirral", "Wirral"},
        {"Durham County Council", "Durham"},
        {"County Durham", "Durham"},
        {"Durham", "Durham"},
        {"Bristol City Council", "Bristol"},
        {"Bristol, City of", "Bristol"},
        {"City of York", "York"},
        {"City of York Council", "York"},
        {"North Yorkshire County Council", "North Yorkshire"},
        {"City of London", "City of London"},
        {"City of London Corporation", "City of London"},
        {"Westminster City Council", "Westminster"},
        {"City of Westminster", "Westminster"},
        {"Nottingham City", "Nottingham"},
        {"Nottingham City Council", "Nottingham"},
        {"Nottinghamshire County Council", "Nottinghamshire"},
        {"Derby City", "Derby"},
        {"Derbyshire County", "Derbyshire"},
        {"Leicester City", "Leicester"},
        {"Stockton on Tees", "Stockton-on-Tees"},
        {"Stockton-on-Tees Borough Council", "Stockton-on-Tees"},
        {"Stoke\xe2\x80\x91on\xe2\x80\x91Trent City Council", "Stoke-on-Trent"},
        {"Stoke-on-\nTrent Local Area Partnership", "Stoke-on-Trent"},
        {"St. Helens", "St Helens"},
        {"ST HELENS COUNCIL", "St Helens"},
        {"Southend on Sea", "Southend-on-Sea"},
        {"Southend-on-Sea City Council", "Southend-on-Sea"},
        {"Herefordshire Council", "Herefordshire"},
        {"County of Herefordshire", "Herefordshire"},
        {"Herefordshire, County of", "Herefordshire"},
        {"Dorset (county)", "Dorset"},
        {"Bath & North East Somerset Council", "Bath and North East Somerset"},
        {"B&NES", "Bath and North East Somerset"},
        {"Bedford Borough", "Bedford"},
        {"Bedfordshire", "Bedfordshire"},
        {"Central Bedfordshire Council", "Central Bedfordshire"},
        {"Cheshire East Unitary Authority", "Cheshire East"},
        {"Council of the Isles of Scilly", "Isles of Scilly"},
        {"Newcastle City Council", "Newcastle upon Tyne"},
        {"Newcastle-upon-Tyne", "Newcastle upon Tyne"},
        {"Blackburn with Darwen Borough Council", "Blackburn with Darwen"},
        {"RBKC", "Kensington and Chelsea"},
        {"Isle of Wight Council", "Isle of Wight"},
        {"Rutland County Council District Council", "Rutland"},
        {"Tri-borough", "Tri-borough"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_short(&cases[i]);
}

static void
so_do_those_who_work_for_them(void **state)
{
    static const struct printed cases[] = {
        {"Bradford Children and Families Trust", "Bradford"},
        {"Birmingham Children's Trust", "Birmingham"},
        {"Birmingham Children\xe2\x80\x99s Trust", "Birmingham"},
        {"Birmingham City Council and Birmingham Children\xe2\x80\x99s Trust",
         "Birmingham"},
        {"Slough Children First", "Slough"},
        {"Together for Children Sunderland", "Sunderland"},
        {"Devon local authority children's services", "Devon"},
        {"Darlington borough council children\xe2\x80\x98s services",
         "Darlington"},
        {"Coventry City Council children\xe2\x80\x99s services", "Coventry"},
        {"Birmingham\xe2\x80\x99s children\xe2\x80\x99s services",
         "Birmingham"},
        {"children's services in Salford", "Salford"},
        {"Brighton and Hove Local Area\nPartnership", "Brighton and Hove"},
        {"Merton, Local Safeguarding Partnership", "Merton"},
        {"Kirklees Safeguarding Children Partnership", "Kirklees"},
        {"Rochdale Borough Local Safeguarding Children Board", "Rochdale"},
        {"Rochdale LSCB", "Rochdale"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_short(&cases[i]);
}

static void
footnote_figures_and_marks_are_not_part_of_a_name(void **state)
{
    static const struct printed cases[] = {
        {"Bexley1", "Bexley"},
        {"Bexley 1", "Bexley"},
        {"Bexley\xc2\xb9", "Bexley"},
        {"Stockton-on-Tees2.", "Stockton-on-Tees"},
        {"Bexley Council*", "Bexley"},
        {"Bexley,", "Bexley"},
        {"\xe2\x80\x9c"
         "Bexley\xe2\x80\x9d",
         "Bexley"},
        {"Bex\xc2\xadley", "Bexley"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_short(&cases[i]);
}

/* Writes the form with the name in place of its '%'. */
static void
compose(char *out, size_t size, const char *form, const char *name)
{
    const int before = (int)strcspn(form, "%");

    snprintf(out, size, "%.*s%s%s", before, form, name, form + before + 1);
}

/* The forms are combined with all names, so that no authority needs its own
 * cases. */
static void
every_authority_is_found_however_it_is_printed(void **state)
{
    static const char *const names[] = {
        "Barking and Dagenham",
        "Barnet",
        "Barnsley",
        "Bath and North East Somerset",
        "Bedford",
        "Bexley",
        "Birmingham",
        "Blackburn with Darwen",
        "Blackpool",
        "Bolton",
        "Bournemouth, Christchurch and Poole",
        "Bracknell Forest",
        "Bradford",
        "Brent",
        "Brighton and Hove",
        "Bristol",
        "Bromley",
        "Buckinghamshire",
        "Bury",
        "Calderdale",
        "Cambridgeshire",
        "Camden",
        "Central Bedfordshire",
        "Cheshire East",
        "Cheshire West and Chester",
        "City of London",
        "Cornwall",
        "Coventry",
        "Croydon",
        "Cumberland",
        "Darlington",
        "Derby",
        "Derbyshire",
        "Devon",
        "Doncaster",
        "Dorset",
        "Dudley",
        "Durham",
        "Ealing",
        "East Riding of Yorkshire",
        "East Sussex",
        "Enfield",
        "Essex",
        "Gateshead",
        "Gloucestershire",
        "Greenwich",
        "Hackney",
        "Halton",
        "Hammersmith and Fulham",
        "Hampshire",
        "Haringey",
        "Harrow",
        "Hartlepool",
        "Havering",
        "Herefordshire",
        "Hertfordshire",
        "Hillingdon",
        "Hounslow",
        "Isle of Wight",
        "Isles of Scilly",
        "Islington",
        "Kensington and Chelsea",
        "Kent",
        "Kingston upon Hull",
        "Kingston upon Thames",
        "Kirklees",
        "Knowsley",
        "Lambeth",
        "Lancashire",
        "Leeds",
        "Leicester",
        "Leicestershire",
        "Lewisham",
        "Lincolnshire",
        "Liverpool",
        "Luton",
        "Manchester",
        "Medway",
        "Merton",
        "Middlesbrough",
        "Milton Keynes",
        "Newcastle upon Tyne",
        "Newham",
        "Norfolk",
        "North East Lincolnshire",
        "North Lincolnshire",
        "North Northamptonshire",
        "North Somerset",
        "North Tyneside",
        "North Yorkshire",
        "Northumberland",
        "Nottingham",
        "Nottinghamshire",
        "Oldham",
        "Oxfordshire",
        "Peterborough",
        "Plymouth",
        "Portsmouth",
        "Reading",
        "Redbridge",
        "Redcar and Cleveland",
        "Richmond upon Thames",
        "Rochdale",
        "Rotherham",
        "Rutland",
        "Salford",
        "Sandwell",
        "Sefton",
        "Sheffield",
        "Shropshire",
        "Slough",
        "Solihull",
        "Somerset",
        "South Gloucestershire",
        "South Tyneside",
        "Southampton",
        "Southend-on-Sea",
        "Southwark",
        "St Helens",
        "Staffordshire",
        "Stockport",
        "Stockton-on-Tees",
        "Stoke-on-Trent",
        "Suffolk",
        "Sunderland",
        "Surrey",
        "Sutton",
        "Swindon",
        "Tameside",
        "Telford and Wrekin",
        "Thurrock",
        "Torbay",
        "Tower Hamlets",
        "Trafford",
        "Wakefield",
        "Walsall",
        "Waltham Forest",
        "Wandsworth",
        "Warrington",
        "Warwickshire",
        "West Berkshire",
        "West Northamptonshire",
        "West Sussex",
        "Westminster",
        "Westmorland and Furness",
        "Wigan",
        "Wiltshire",
        "Windsor and Maidenhead",
        "Wirral",
        "Wokingham",
        "Wolverhampton",
        "Worcestershire",
        "York",
        "Bedfordshire",
        "Bournemouth",
        "Cheshire",
        "Cumbria",
        "Northamptonshire",
        "Poole",
    };
    static const char *const forms[] = {
        "%",
        "The %",
        "% Council",
        "% City Council",
        "% City",
        "% County Council",
        "% Borough Council",
        "% Metropolitan Borough Council",
        "% Metropolitan District Council",
        "% MBC",
        "% unitary authority",
        "City of %",
        "City of % Council",
        "City of % Metropolitan District Council",
        "County of %",
        "London Borough of %",
        "the Royal Borough of %",
        "Metropolitan Borough of %",
        "Borough of %",
        "%, City of",
        "% local authority",
        "% local authority children's services",
        "% Council children\xe2\x80\x99s services",
        "% children\xe2\x80\x99s social care services",
        "% Local Area Partnership",
        "% Local Safeguarding Children Board",
        "% Safeguarding Children Partnership",
        "% Children's Trust",
        "% Children First",
        "%1",
    };
    static const char *const sentences[] = {
        "Joint targeted area inspection of the multi-agency response to abuse "
        "and neglect in %",
        "Dear % Safeguarding Children Partnership",
        "Area SEND inspection of % Local Area Partnership",
        "Focused visit to the London Borough of % children\xe2\x80\x99s "
        "services",
        "Services in %, which were good, are not.",
        "In %\xe2\x80\x99s view, Kent and Leeds do better.",
        "%",
    };
    char printed[256];

    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        for (size_t k = 0; k < sizeof forms / sizeof *forms; k++) {
            /* With "City" added this would name another authority. */
            if (strcmp(names[i], "City of London") == 0 &&
                strstr(forms[k], "City"))
                continue;
            compose(printed, sizeof printed, forms[k], names[i]);
            assert_short(&(struct printed){printed, names[i]});
            for (char *p = printed; *p; p++)
                *p = (char)toupper((unsigned char)*p);
            assert_short(&(struct printed){printed, names[i]});
        }
        for (size_t k = 0; k < sizeof sentences / sizeof *sentences; k++) {
            const char *at = NULL;
            compose(printed, sizeof printed, sentences[k], names[i]);
            const char *found = authority_in(printed, &at);
            if (!found || strcmp(found, names[i]) != 0)
                fail_msg("%s: %s", printed, found ? found : "none");
            assert_int_equal(strncmp(at, names[i], strlen(names[i])), 0);
        }
    }
}

static void
a_text_is_about_the_authority_it_names_first(void **state)
{
    static const struct {
        const char *text;
        const char *authority;
        const char *from;
    } cases[] = {
        {"Joint targeted area inspection of the multi-agency response to "
         "abuse and\nneglect in Salford",
         "Salford", "Salford"},
        {"Dear Kirklees Safeguarding Children Partnership", "Kirklees",
         "Kirklees"},
        {"Area SEND inspection of Durham Local Area Partnership", "Durham",
         "Durham"},
        {"in North East Lincolnshire", "North East Lincolnshire", "North"},
        {"in North Lincolnshire", "North Lincolnshire", "North"},
        {"in Nottinghamshire", "Nottinghamshire", "Nott"},
        {"in Kingston upon Hull", "Kingston upon Hull", "Kingston"},
        {"in Hull", "Kingston upon Hull", "Hull"},
        {"in South Gloucestershire", "South Gloucestershire", "South"},
        {"in Bath and North East Somerset", "Bath and North East Somerset",
         "Bath"},
        {"in Bournemouth,\nChristchurch and Poole",
         "Bournemouth, Christchurch and Poole", "Bournemouth"},
        {"in County Durham", "Durham", "Durham"},
        {"in the City of London, and in Hackney", "City of London", "City"},
        {"in London, and in Hackney", "Hackney", "Hackney"},
        {"in Stoke-on-\nTrent", "Stoke-on-Trent", "Stoke"},
        {"from Leeds to York", "Leeds", "Leeds"},
        {"NOTTINGHAM CITY COUNCIL", "Nottingham", "NOTT"},
        /* Whole words only, beginning with a capital. */
        {"in Yorkshire", NULL, NULL},
        {"in New York", NULL, NULL},
        {"in Middlesex", NULL, NULL},
        {"reading of files, to bury them", NULL, NULL},
        {"the hull of a ship in Derby", "Derby", "Derby"},
        /* Other places, people and police forces. */
        {"Newcastle-under-Lyme", NULL, NULL},
        {"Sutton Coldfield, Birmingham", "Birmingham", "Birmingham"},
        {"Dear Ms Bradford", NULL, NULL},
        {"Dear Mr. Kent, the visit to Swindon", "Swindon", "Swindon"},
        {"Chief Constable, Greater Manchester Police; Salford", "Salford",
         "Salford"},
        {"Avon and Somerset Constabulary, Bristol City Council", "Bristol",
         "Bristol"},
        {"Kent Police and Medway Council", "Medway", "Medway"},
        {"Manchester\nM1 2WD\n\nFocused visit to Wigan", "Wigan", "Wigan"},
        {"2 York Road, Leeds", "Leeds", "Leeds"},
        {"", NULL, NULL},
        {"Northmere", NULL, NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *at = NULL;
        const char *found = authority_in(cases[i].text, &at);
        if (!cases[i].authority) {
            if (found)
                fail_msg("%s: %s", cases[i].text, found);
            continue;
        }
        if (!found || strcmp(found, cases[i].authority) != 0)
            fail_msg("%s: %s", cases[i].text, found ? found : "none");
        assert_ptr_equal(at, strstr(cases[i].text, cases[i].from));
        assert_string_equal(authority_in(cases[i].text, NULL), found);
    }
}

static void
a_place_is_an_authority_by_the_words_beside_it(void **state)
{
    static const char *const cases[][2] = {
        {"The London Borough of Camden, Town Hall", "Camden"},
        {"Kent County Council", "Kent"},
        {"Surrey Safeguarding Children Board", "Surrey"},
        {"Inspection of Leeds", "Leeds"},
        {"Youth justice services in Leeds", "Leeds"},
        {"Fire in Leeds", NULL},
        {"Sutton Trust", NULL},
        {"Birmingham City University", NULL},
        {"Inspection of Birmingham Heartlands", NULL},
        {"Reading", NULL},
        {"Peterborough, Ontario", NULL},
        {"Birmingham City University and Leeds City Council", "Leeds"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *name = authority_as_council(cases[i][0]);
        if (g_strcmp0(name, cases[i][1]) != 0)
            fail_msg("\"%s\" names %s", cases[i][0], name ? name : "none");
    }
}

static void
the_value_of_a_label_is_a_name_or_none(void **state)
{
    static const char *const cases[][2] = {
        {"Camden", "Camden"},
        {"London Borough of Camden", "Camden"},
        {"Northmere", "Northmere"},
        {"Northmere City Council", "Northmere"},
        {"Northmere LEA", "Northmere"},
        {"Not applicable", NULL},
        {"N/A", NULL},
        {"Children's Services", NULL},
        {"The governing body/local authority", NULL},
        {"and other partners", NULL},
        {"24 schools", NULL},
        {"", NULL},
    };

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *name = authority_labelled(cases[i][0], strlen(cases[i][0]));
        if (g_strcmp0(name, cases[i][1]) != 0)
            fail_msg("\"%s\" is %s", cases[i][0], name ? name : "none");
        free(name);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_authority_not_in_the_table_keeps_its_name),
        cmocka_unit_test(nothing_has_no_short_name),
        cmocka_unit_test(councils_print_themselves_in_many_ways),
        cmocka_unit_test(so_do_those_who_work_for_them),
        cmocka_unit_test(footnote_figures_and_marks_are_not_part_of_a_name),
        cmocka_unit_test(every_authority_is_found_however_it_is_printed),
        cmocka_unit_test(a_text_is_about_the_authority_it_names_first),
        cmocka_unit_test(a_place_is_an_authority_by_the_words_beside_it),
        cmocka_unit_test(the_value_of_a_label_is_a_name_or_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
