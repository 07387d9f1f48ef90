/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Replays the conversation in docs/protocol.md: the daemon must answer what the
 * page says. In an expected answer, "..." matches any value or, at the end of a
 * list, any further values; the member "...": "..." matches any further
 * members. Without it, an object must have exactly the members that are shown.
 */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool
is_anything(const json_t *expected)
{
    const char *text = json_string_value(expected);
    return text && strcmp(text, "...") == 0;
}

static bool
matches(json_t *expected, json_t *actual)
{
    const char *key;
    json_t *value;
    size_t i;

    if (is_anything(expected))
        return actual != NULL;
    if (json_is_object(expected)) {
        const bool is_open = json_object_get(expected, "...") != NULL;
        bool fits =
            is_open || json_object_size(actual) == json_object_size(expected);
        json_object_foreach(expected, key, value)
        {
            if (strcmp(key, "...") != 0)
                fits &= matches(value, json_object_get(actual, key));
        }
        return fits;
    }
    if (json_is_array(expected)) {
        const size_t n = json_array_size(expected);
        const bool is_open =
            n > 1 && is_anything(json_array_get(expected, n - 1));
        const size_t shown = is_open ? n - 1 : n;
        bool fits =
            json_is_array(actual) && (is_open ? json_array_size(actual) >= shown
                                              : json_array_size(actual) == n);
        for (i = 0; i < shown; i++)
            fits &=
                matches(json_array_get(expected, i), json_array_get(actual, i));
        return fits;
    }
    return json_equal(expected, actual);
}

static void
the_conversation_in_the_manual_is_what_happens(void **state)
{
    const struct test_world *world = *state;
    char *path = test_source("docs/protocol.md");
    char *page = test_read(path, NULL);
    const int fd = test_connect(world->socket);
    int said = 0, answered = 0;

    assert_non_null(page);
    for (char *rest = page, *line; (line = strsep(&rest, "\n"));) {
        if (strncmp(line, "> ", 2) == 0) {
            test_send(fd, line + 2);
            test_send(fd, "\n");
            said++;
        } else if (strncmp(line, "< ", 2) == 0) {
            json_t *expected = json_loads(line + 2, 0, NULL);
            json_t *actual = test_receive(fd);
            assert_non_null(expected);
            if (!matches(expected, actual)) {
                char *got = json_dumps(actual, 0);
                /* The message of fail_msg() would be cut short. */
                fprintf(stderr, "the manual says\n%s\nthe daemon\n%s\n",
                        line + 2, got);
                fail_msg("the daemon says otherwise than the manual");
            }
            json_decref(expected);
            json_decref(actual);
            answered++;
        }
    }
    assert_true(said >= 8);
    assert_true(answered > said); /* the greeting, and lines of an export */
    close(fd);
    free(page);
    free(path);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_conversation_in_the_manual_is_what_happens),
    };
    return cmocka_run_group_tests(tests, test_corpus_open, test_corpus_close);
}
