/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * rate.h and peer.h: each peer has a bucket of its own.
 */
#include "server/rate.h"

#include "support.h"

#include <stdio.h>

enum { PER_SECOND = 10, BURST = PER_SECOND * RATE_BURST_S };

static unsigned
count_allowed(struct rate *rate, struct peer peer, int64_t now, unsigned tries)
{
    unsigned n = 0;

    for (; tries > 0; tries--)
        n += rate_allows(rate, &peer, now);
    return n;
}

static void
a_burst_is_allowed_and_then_the_rate(void **state)
{
    struct rate *rate = rate_new(PER_SECOND);
    const struct peer peer = peer_of_user(1000);

    (void)state;
    assert_int_equal(count_allowed(rate, peer, 5000, 2 * BURST), BURST);
    assert_int_equal(count_allowed(rate, peer, 5099, 5), 0);
    assert_int_equal(count_allowed(rate, peer, 5100, 5), 1);
    assert_int_equal(count_allowed(rate, peer, 6100, 20), PER_SECOND);
    assert_int_equal(count_allowed(rate, peer, 900000000, 2 * BURST), BURST);
    rate_free(rate);
}

static void
peers_do_not_share(void **state)
{
    struct rate *rate = rate_new(PER_SECOND);
    struct peer a, b, c;

    (void)state;
    assert_true(peer_of_text("192.0.2.1", &a));
    assert_true(peer_of_text("192.0.2.2", &b));
    assert_true(peer_of_text("2001:db8::1", &c));
    assert_int_equal(count_allowed(rate, a, 0, 100), BURST);
    assert_int_equal(count_allowed(rate, b, 0, 100), BURST);
    assert_int_equal(count_allowed(rate, c, 0, 100), BURST);
    assert_int_equal(count_allowed(rate, peer_of_user(0), 0, 100), BURST);
    rate_free(rate);
}

static void
many_peers_are_forgotten_in_turn(void **state)
{
    struct rate *rate = rate_new(PER_SECOND);
    struct peer first, peer;

    (void)state;
    assert_true(peer_of_text("192.0.2.1", &first));
    assert_int_equal(count_allowed(rate, first, 0, 100), BURST);
    for (unsigned i = 0; i < 1000; i++) {
        char text[32];
        snprintf(text, sizeof text, "198.51.%u.%u", i / 256, i % 256);
        assert_true(peer_of_text(text, &peer));
        assert_true(rate_allows(rate, &peer, 1 + (int)i));
    }
    assert_int_equal(count_allowed(rate, first, 1001, 100), BURST);
    rate_free(rate);
}

static void
peers_are_networks(void **state)
{
    struct peer a, b;

    (void)state;
    assert_true(peer_of_text("2001:db8::1", &a));
    assert_true(peer_of_text("2001:db8::2:3:4", &b));
    assert_true(peer_is_same(&a, &b));
    assert_true(peer_of_text("2001:db8:0:1::1", &b));
    assert_false(peer_is_same(&a, &b));
    assert_true(peer_of_text("::ffff:192.0.2.1", &a));
    assert_true(peer_of_text("192.0.2.1", &b));
    assert_true(peer_is_same(&a, &b));
    assert_false(peer_of_text("example.org", &a));
    assert_false(peer_of_text("", &a));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_burst_is_allowed_and_then_the_rate),
        cmocka_unit_test(peers_do_not_share),
        cmocka_unit_test(many_peers_are_forgotten_in_turn),
        cmocka_unit_test(peers_are_networks),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
