/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * gate.h: names, cookies and tokens, as far as system.web_guard does not try
 * them over HTTP.
 */
#include "server/gate.h"

#include "support.h"

#include <string.h>

static const char token[] = "0123456789abcdefghijklmnopqrstuvwxyz";

static unsigned
status_of(const struct gate *gate, const struct gate_asked *asked)
{
    struct gate_refusal refusal = {0};
    bool brings_token;

    if (gate_admits(gate, asked, &brings_token, &refusal))
        return brings_token ? 303 : 200;
    assert_non_null(refusal.message);
    return refusal.status;
}

static unsigned
status_of_host(const struct gate *gate, const char *host)
{
    const struct gate_asked asked = {.method = "GET", .host = host};

    return status_of(gate, &asked);
}

static void
a_name_has_the_port_unless_it_has_its_own(void **state)
{
    struct gate gate;

    (void)state;
    gate_init(&gate, 8737);
    gate_add_name(&gate, "[::1]");
    gate_add_name(&gate, "a.example");
    gate_add_name(&gate, "b.example:443");
    assert_int_equal(status_of_host(&gate, "[::1]:8737"), 200);
    assert_int_equal(status_of_host(&gate, "[::1]"), 421);
    assert_int_equal(status_of_host(&gate, "A.Example:8737"), 200);
    assert_int_equal(status_of_host(&gate, "a.example"), 421);
    assert_int_equal(status_of_host(&gate, "b.example:443"), 200);
    assert_int_equal(status_of_host(&gate, "b.example:8737"), 421);
    assert_int_equal(status_of_host(&gate, NULL), 421);
    gate_fini(&gate);
    gate_init(&gate, 80);
    gate_add_name(&gate, "localhost");
    assert_int_equal(status_of_host(&gate, "localhost"), 200);
    assert_int_equal(status_of_host(&gate, "localhost:80"), 200);
    gate_fini(&gate);
}

static void
addresses_are_no_names(void **state)
{
    static const char *const addresses[] = {"192.0.2.1:8737",
                                            "[2001:db8::1]:8737"};
    static const char *const others[] = {"192.0.2.1",
                                         "192.0.2.1:80",
                                         "192.0.2.1.example:8737",
                                         "[::1",
                                         "[]:8737",
                                         "2001:db8::1",
                                         "0x7f.1:8737",
                                         "192.0.2.1:08737",
                                         "[::1]x:8737",
                                         "[::1%25lo]:80",
                                         "192.0.2.1:8737:8737",
                                         ":8737"};
    struct gate gate;

    (void)state;
    gate_init(&gate, 8737);
    gate.takes_addresses = true;
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++)
        assert_int_equal(status_of_host(&gate, addresses[i]), 200);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (status_of_host(&gate, others[i]) != 421)
            fail_msg("%s is taken for an address", others[i]);
    gate_fini(&gate);
}

/* The cookie that a browser would send back, in buffer. */
static const char *
cookie_of(const struct gate *gate, char buffer[256])
{
    char *cookie = gate_cookie(gate);

    cookie[strcspn(cookie, ";")] = '\0';
    g_strlcpy(buffer, cookie, 256);
    g_free(cookie);
    return buffer;
}

static void
a_cookie_is_of_one_server_and_one_token(void **state)
{
    struct gate gate, other;
    char cookie[256], joined[600];
    struct gate_asked asked = {.method = "GET", .host = "localhost:8737"};

    (void)state;
    gate_init(&gate, 8737);
    gate_add_name(&gate, "localhost");
    gate_set_token(&gate, token);
    assert_int_equal(status_of(&gate, &asked), 401);
    asked.cookie = cookie_of(&gate, cookie);
    assert_int_equal(status_of(&gate, &asked), 200);
    g_snprintf(joined, sizeof joined, "%.14s;;  %s", cookie, cookie);
    asked.cookie = joined;
    assert_int_equal(status_of(&gate, &asked), 200);
    g_snprintf(joined, sizeof joined, "x%s", cookie);
    assert_int_equal(status_of(&gate, &asked), 401);
    cookie[strlen(cookie) - 1] = '\0';
    asked.cookie = cookie;
    assert_int_equal(status_of(&gate, &asked), 401);

    gate_init(&other, 8737);
    gate_set_token(&other, "zyxwvutsrqponmlkjihgfedcba9876543210");
    asked.cookie = cookie_of(&other, cookie);
    assert_int_equal(status_of(&gate, &asked), 401);
    gate_fini(&other);
    gate_fini(&gate);
}

static void
a_token_is_brought_by_a_visit(void **state)
{
    struct gate gate;
    struct gate_asked asked = {
        .method = "GET", .host = "localhost:8737", .token = token};

    (void)state;
    gate_init(&gate, 8737);
    gate_add_name(&gate, "localhost");
    assert_int_equal(status_of(&gate, &asked), 200);
    gate_set_token(&gate, token);
    assert_int_equal(status_of(&gate, &asked), 303);
    asked.method = "POST";
    asked.site = "same-origin";
    assert_int_equal(status_of(&gate, &asked), 401);
    gate_fini(&gate);
}

static void
the_address_loses_the_token_alone(void **state)
{
    static const struct {
        const char *address, *without;
    } all[] = {
        {"/", "/"},
        {"/?token=x", "/"},
        {"/?token", "/"},
        {"/?q=a&token=x", "/?q=a"},
        {"/?token=x&q=a%20b&grade=good", "/?q=a%20b&grade=good"},
        {"/?q=token=x", "/?q=token=x"},
        {"/token=x?tokens=y", "/token=x?tokens=y"},
        {"/?t%6Fken=x&q=1", "/?q=1"},
        {"/?a=1&&token=x&token=y&b", "/?a=1&&b"},
        {"/?%zz=1&token=x", "/?%zz=1"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        char *without = gate_without_token(all[i].address);
        assert_string_equal(without, all[i].without);
        g_free(without);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_name_has_the_port_unless_it_has_its_own),
        cmocka_unit_test(addresses_are_no_names),
        cmocka_unit_test(a_cookie_is_of_one_server_and_one_token),
        cmocka_unit_test(a_token_is_brought_by_a_visit),
        cmocka_unit_test(the_address_loses_the_token_alone),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
