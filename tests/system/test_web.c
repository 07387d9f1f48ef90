/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * findings-web: pages are shown, and what nobody may do is refused.
 */
#include "browsing.h"

#include <stdlib.h>
#include <string.h>

static void
search_finds(void **state)
{
    struct page page = browsing_get(*state, "/?q=case+recording");
    char *type = page_header(&page, "Content-Type");

    assert_int_equal(page.status, 200);
    assert_string_equal(type, "text/html; charset=utf-8");
    assert_has(page.body, "<mark>");
    assert_has(page.body, "/paragraph/");
    free(type);
    page_free(&page);
}

static void
text_is_escaped(void **state)
{
    struct page page =
        browsing_get(*state, "/?q=%3Cscript%3Ealert(%22x%22)%3C/script%3E%27");

    assert_null(strstr(page.body, "<script>"));
    page_free(&page);
}

static void
unknown_pages_are_not_found(void **state)
{
    struct page page = browsing_get(*state, "/nowhere");

    assert_int_equal(page.status, 404);
    page_free(&page);
}

static void
bad_queries_are_explained(void **state)
{
    struct page page = browsing_get(*state, "/?q=%22case");

    assert_int_equal(page.status, 400);
    assert_has(page.body, "quotation");
    page_free(&page);
}

static void
bytes_that_are_no_text_are_refused(void **state)
{
    static const char *const addresses[] = {"/?q=%ff", "/?q=a%00b", "/%ff"};

    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        struct page page = browsing_get(*state, addresses[i]);
        assert_int_equal(page.status, 400);
        page_free(&page);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(search_finds),
        cmocka_unit_test(text_is_escaped),
        cmocka_unit_test(unknown_pages_are_not_found),
        cmocka_unit_test(bad_queries_are_explained),
        cmocka_unit_test(bytes_that_are_no_text_are_refused),
    };

    return cmocka_run_group_tests(tests, browsing_open, browsing_close);
}
