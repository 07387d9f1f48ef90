/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include "terms/dates.h"

struct dated {
    const char *text;
    const char *first;
    const char *last;
};

static void
assert_dated(const struct dated *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char first[DAY_SIZE] = "", last[DAY_SIZE] = "";
        if (!dates_find(cases[i].text, first, last))
            fail_msg("no date in \"%s\"", cases[i].text);
        assert_string_equal(first, cases[i].first);
        assert_string_equal(last, cases[i].last);
    }
}

#define ASSERT_DATED(cases) assert_dated(cases, sizeof cases / sizeof *cases)

static void
a_range_with_month_and_year_once(void **state)
{
    static const struct dated cases[] = {
        {"4 \xe2\x80\x93 15 October 2010", "2010-10-04", "2010-10-15"},
        {"4\xe2\x80\x93"
         "15 October 2010",
         "2010-10-04", "2010-10-15"},
        {"4 - 15 October 2010", "2010-10-04", "2010-10-15"},
        {"4-15 October 2010", "2010-10-04", "2010-10-15"},
        {"4 \xe2\x80\x94 15 October 2010", "2010-10-04", "2010-10-15"},
        {"4 \xe2\x80\x91 15 October 2010", "2010-10-04", "2010-10-15"},
        {"4 \xe2\x80\x92 15 October 2010", "2010-10-04", "2010-10-15"},
        {"4 \xe2\x80\x95 15 October 2010", "2010-10-04", "2010-10-15"},
        {"4 \xe2\x88\x92 15 October 2010", "2010-10-04", "2010-10-15"},
        {"4 to 15 October 2010", "2010-10-04", "2010-10-15"},
        {"4 TO 15 OCTOBER 2010", "2010-10-04", "2010-10-15"},
        {"18 and 19 February 2025", "2025-02-18", "2025-02-19"},
        {"18 & 19 February 2025", "2025-02-18", "2025-02-19"},
    };

    (void)state;
    ASSERT_DATED(cases);
}

static void
a_range_with_the_year_once(void **state)
{
    static const struct dated cases[] = {
        {"21 March-1 April 2011", "2011-03-21", "2011-04-01"},
        {"21 March \xe2\x80\x93 1 April 2011", "2011-03-21", "2011-04-01"},
        {"25 September to 19 October 2017", "2017-09-25", "2017-10-19"},
        {"30 April and 1 May 2019", "2019-04-30", "2019-05-01"},
    };

    (void)state;
    ASSERT_DATED(cases);
}

static void
a_range_with_the_year_twice(void **state)
{
    static const struct dated cases[] = {
        {"14 January 2014 - 5 February 2014", "2014-01-14", "2014-02-05"},
        {"14 January 2014\xe2\x80\x93"
         "5 February 2014",
         "2014-01-14", "2014-02-05"},
        {"30 June 2025 to 4 July 2025", "2025-06-30", "2025-07-04"},
        {"28 November 2011 to 6 January 2012", "2011-11-28", "2012-01-06"},
    };

    (void)state;
    ASSERT_DATED(cases);
}

static void
a_range_over_new_year_with_the_year_once(void **state)
{
    static const struct dated cases[] = {
        {"28 November to 6 January 2012", "2011-11-28", "2012-01-06"},
        {"12 December \xe2\x80\x93 13 January 2017", "2016-12-12",
         "2017-01-13"},
    };

    (void)state;
    ASSERT_DATED(cases);
}

static void
the_year_may_be_printed_only_with_the_first_day(void **state)
{
    static const struct dated cases[] = {
        {"11 September 2023 to 22 September", "2023-09-11", "2023-09-22"},
        {"28 November 2022 \xe2\x80\x93 9 January", "2022-11-28", "2023-01-09"},
    };

    (void)state;
    ASSERT_DATED(cases);
}

static void
days_of_two_weeks_are_one_list(void **state)
{
    static const struct dated cases[] = {
        {"21 to 25 January and 4 to 8 February 2019", "2019-01-21",
         "2019-02-08"},
        {"11 to 15 and 22 to 26 September 2023", "2023-09-11", "2023-09-26"},
        {"28, 29 November, 5 December and 9 January 2023", "2022-11-28",
         "2023-01-09"},
        {"30 April 2018 and 1 May 2018", "2018-04-30", "2018-05-01"},
    };

    (void)state;
    ASSERT_DATED(cases);
}

static void
a_second_range_is_ignored(void **state)
{
    static const struct dated cases[] = {
        {"5 to 9 December 2022 and 14 to 15 February 2023", "2022-12-05",
         "2022-12-09"},
        {"5 December 2022 to 9 December 2022 and 14 February 2023 to 15 "
         "February 2023",
         "2022-12-05", "2022-12-09"},
        {"11\xe2\x80\x93"
         "22 September 2023 and 2 October 2023",
         "2023-09-11", "2023-09-22"},
    };
    char first[DAY_SIZE], last[DAY_SIZE];

    (void)state;
    ASSERT_DATED(cases);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(dates_next(cases[i].text, first, last), "");
}

static void
weekdays_do_not_matter(void **state)
{
    static const struct dated cases[] = {
        {"Monday 11 to Friday 22 September 2023", "2023-09-11", "2023-09-22"},
        {"Monday, 11 September 2023 to Friday, 22 September 2023", "2023-09-11",
         "2023-09-22"},
        {"Mon 11 \xe2\x80\x93 Fri 22 September 2023", "2023-09-11",
         "2023-09-22"},
        {"Tue 11, Wed. 12 and Thurs. 13 September 2023", "2023-09-11",
         "2023-09-13"},
    };

    (void)state;
    ASSERT_DATED(cases);
}

static void
three_days_with_commas(void **state)
{
    static const struct dated cases[] = {
        {"6, 7 and 8 May 2019", "2019-05-06", "2019-05-08"},
        {"6, 7, and 8 May 2019", "2019-05-06", "2019-05-08"},
        {"30 April, 1 and 2 May 2019", "2019-04-30", "2019-05-02"},
    };

    (void)state;
    ASSERT_DATED(cases);
}

static void
a_single_day_is_its_own_range(void **state)
{
    static const struct dated cases[] = {
        {"24 October 2018", "2018-10-24", "2018-10-24"},
        {"09 August 2021", "2021-08-09", "2021-08-09"},
        {"29 February 2012", "2012-02-29", "2012-02-29"},
        {"31 December 2010.", "2010-12-31", "2010-12-31"},
    };

    (void)state;
    ASSERT_DATED(cases);
}

static void
months_may_be_short(void **state)
{
    static const struct dated cases[] = {
        {"18 Feb 2014", "2014-02-18", "2014-02-18"},
        {"3 Sept - 2 Oct 2015", "2015-09-03", "2015-10-02"},
        {"7 may 2013", "2013-05-07", "2013-05-07"},
    };

    (void)state;
    ASSERT_DATED(cases);
}

static void
months_may_be_misspelt(void **state)
{
    static const struct dated cases[] = {
        {"22 January to 2 Febuary 2014", "2014-01-22", "2014-02-02"},
        {"11 Septmber 2023", "2023-09-11", "2023-09-11"},
        {"3 Novemeber 2015", "2015-11-03", "2015-11-03"},
    };

    (void)state;
    ASSERT_DATED(cases);
}

static void
days_may_be_plain_figures(void **state)
{
    static const struct dated cases[] = {
        {"12/09/2016 to 06/10/2016", "2016-09-12", "2016-10-06"},
        {"1/06/2015 - 25/06/2015", "2015-06-01", "2015-06-25"},
        {"01/06/2015\xe2\x80\x93"
         "25/06/2015",
         "2015-06-01", "2015-06-25"},
        {"3/4/2014", "2014-04-03", "2014-04-03"},
    };

    (void)state;
    ASSERT_DATED(cases);
}

static void
days_may_be_written_as_in_america(void **state)
{
    static const struct dated cases[] = {
        {"August 24, 2004", "2004-08-24", "2004-08-24"},
        {"Aug. 24-26, 2004", "2004-08-24", "2004-08-26"},
        {"September 9 2014", "2014-09-09", "2014-09-09"},
        {"May 30 to June 2, 2014", "2014-05-30", "2014-06-02"},
        {"June 3rd is no date; March 4, 2013", "2013-03-04", "2013-03-04"},
        {"09/28/2016", "2016-09-28", "2016-09-28"},
        {"in March 4 of the 12 came; 5 May 2013", "2013-05-05", "2013-05-05"},
    };

    (void)state;
    ASSERT_DATED(cases);
}

static void
days_may_be_written_as_in_tables(void **state)
{
    static const struct dated cases[] = {
        {"2016-09-12", "2016-09-12", "2016-09-12"},
        {"2016-09-12 to 2016-09-14", "2016-09-12", "2016-09-14"},
        {"12.09.2016 - 14.09.2016", "2016-09-12", "2016-09-14"},
        {"08-07-2014", "2014-07-08", "2014-07-08"},
        {"01-Jul-21 to 30-Jun-22", "2021-07-01", "2022-06-30"},
    };

    (void)state;
    ASSERT_DATED(cases);
}

static void
days_may_be_ordinals(void **state)
{
    static const struct dated cases[] = {
        {"4th to 15th October 2010", "2010-10-04", "2010-10-15"},
        {"1st March 2011", "2011-03-01", "2011-03-01"},
        {"15th - 16th October 2001", "2001-10-15", "2001-10-16"},
        {"2nd and 3rd June 2014", "2014-06-02", "2014-06-03"},
        {"22nd-31st May 2012", "2012-05-22", "2012-05-31"},
        {"11th to 22nd of September 2023", "2023-09-11", "2023-09-22"},
    };

    (void)state;
    ASSERT_DATED(cases);
}

static void
a_date_is_found_among_words(void **state)
{
    static const struct dated cases[] = {
        {"Inspection dates: 8 - 12 July 2013", "2013-07-08", "2013-07-12"},
        {"Inspection dates 8 - 12 July 2013 Reporting inspector A N Other",
         "2013-07-08", "2013-07-12"},
        {"were visited on 18 and 19 February 2025 by two inspectors",
         "2025-02-18", "2025-02-19"},
        {"Tuesday 4 October 2010", "2010-10-04", "2010-10-04"},
        {"of the 12 children seen on 4 October 2010", "2010-10-04",
         "2010-10-04"},
        {"Working Together 2010, seen on 4 October 2011", "2011-10-04",
         "2011-10-04"},
    };

    (void)state;
    ASSERT_DATED(cases);
}

static void
figures_after_a_date_are_not_part_of_it(void **state)
{
    static const struct dated cases[] = {
        {"on 30 October 2018, 2 inspectors came", "2018-10-30", "2018-10-30"},
        {"on 30 October 2018 and 12 weeks later", "2018-10-30", "2018-10-30"},
        {"8 - 12 July 2013 12 children", "2013-07-08", "2013-07-12"},
    };

    (void)state;
    ASSERT_DATED(cases);
}

static void
a_date_may_be_broken_over_lines_and_odd_blanks(void **state)
{
    static const struct dated cases[] = {
        {"4 \xe2\x80\x93\n15 October\n2010", "2010-10-04", "2010-10-15"},
        {"4\xc2\xa0\xe2\x80\x93\xc2\xa0"
         "15\xc2\xa0October\xc2\xa0"
         "2010",
         "2010-10-04", "2010-10-15"},
        {"4  -  15  October  2010", "2010-10-04", "2010-10-15"},
    };

    (void)state;
    ASSERT_DATED(cases);
}

static void
the_first_of_two_dates_is_found(void **state)
{
    static const struct dated cases[] = {
        {"4 - 15 October 2010. Published: 16 November 2010", "2010-10-04",
         "2010-10-15"},
        {"31 February 2010, then 4 October 2010", "2010-10-04", "2010-10-04"},
    };

    (void)state;
    ASSERT_DATED(cases);
}

static void
assert_undated(const char *const *texts)
{
    for (; *texts; texts++) {
        char first[DAY_SIZE] = "", last[DAY_SIZE] = "";
        if (dates_find(*texts, first, last))
            fail_msg("\"%s\" has no date, not %s to %s", *texts, first, last);
        assert_string_equal(first, "");
        assert_string_equal(last, "");
    }
}

static void
what_is_not_a_date_is_not_found(void **state)
{
    static const char *const texts[] = {
        "",
        "no figures",
        "Working Together 2010",
        "2010",
        "2010/11",
        "2009-10",
        "October 2010",
        "4 October",
        "4 to 15 October",
        "31 February 2010",
        "29 February 2011",
        "31 April 2010",
        "32 January 2010",
        "0 May 2010",
        "4 Marching 2010",
        "4 Mayor 2010",
        "4 Oc 2010",
        "104 October 2010",
        "paragraphs 4 - 15",
        NULL,
    };

    (void)state;
    assert_undated(texts);
}

static void
figures_with_slashes_need_a_month_and_a_year(void **state)
{
    static const char *const texts[] = {"13/13/2016", "12/0/2016", "12/09",
                                        "12/09/",     "12/09/x",   "24/7/365",
                                        "1/2",        NULL};

    (void)state;
    assert_undated(texts);
}

static void
a_range_that_runs_backwards_is_not_a_date(void **state)
{
    static const char *const texts[] = {
        "15 - 4 October 2010",
        "15 October 2010 to 4 October 2010",
        "06/10/2016 to 12/09/2016",
        NULL,
    };

    (void)state;
    assert_undated(texts);
}

static void
a_date_at_a_place_is_not_looked_for_elsewhere(void **state)
{
    char first[DAY_SIZE] = "", last[DAY_SIZE] = "";

    (void)state;
    assert_string_equal(dates_at("4 - 15 October 2010, noon", first, last),
                        ", noon");
    assert_string_equal(first, "2010-10-04");
    assert_string_equal(last, "2010-10-15");
    assert_null(dates_at("on 4 October 2010", first, last));
    assert_null(dates_at("", first, last));
}

static void
a_month_has_a_name_and_a_year(void **state)
{
    static const char *const none[] = {"September",  "September 14",
                                       "Sept 20145", "4 September 2014",
                                       "in May",     "",
                                       NULL};
    char month[MONTH_SIZE] = "";

    (void)state;
    assert_string_equal(dates_month("September 2014, noon", month), ", noon");
    assert_string_equal(month, "2014-09");
    assert_string_equal(dates_month("May, 2015", month), "");
    assert_string_equal(month, "2015-05");
    for (size_t i = 0; none[i]; i++)
        assert_null(dates_month(none[i], month));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_date_at_a_place_is_not_looked_for_elsewhere),
        cmocka_unit_test(a_month_has_a_name_and_a_year),
        cmocka_unit_test(a_range_with_month_and_year_once),
        cmocka_unit_test(a_range_with_the_year_once),
        cmocka_unit_test(a_range_with_the_year_twice),
        cmocka_unit_test(a_range_over_new_year_with_the_year_once),
        cmocka_unit_test(the_year_may_be_printed_only_with_the_first_day),
        cmocka_unit_test(days_of_two_weeks_are_one_list),
        cmocka_unit_test(a_second_range_is_ignored),
        cmocka_unit_test(weekdays_do_not_matter),
        cmocka_unit_test(three_days_with_commas),
        cmocka_unit_test(a_single_day_is_its_own_range),
        cmocka_unit_test(months_may_be_short),
        cmocka_unit_test(months_may_be_misspelt),
        cmocka_unit_test(days_may_be_plain_figures),
        cmocka_unit_test(days_may_be_written_as_in_america),
        cmocka_unit_test(days_may_be_written_as_in_tables),
        cmocka_unit_test(days_may_be_ordinals),
        cmocka_unit_test(a_date_is_found_among_words),
        cmocka_unit_test(figures_after_a_date_are_not_part_of_it),
        cmocka_unit_test(a_date_may_be_broken_over_lines_and_odd_blanks),
        cmocka_unit_test(the_first_of_two_dates_is_found),
        cmocka_unit_test(what_is_not_a_date_is_not_found),
        cmocka_unit_test(figures_with_slashes_need_a_month_and_a_year),
        cmocka_unit_test(a_range_that_runs_backwards_is_not_a_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
