/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "asking.h"

static const char *socket_path;

int
asking_open(void **state)
{
    test_corpus_open(state);
    socket_path = ((struct test_world *)*state)->socket;
    return 0;
}

struct test_run
asking_run(const char *a, const char *b, const char *c, const char *d)
{
    const char *args[] = {"--socket", socket_path, "--text", a, b, c, d, NULL};
    return test_program("findings", args);
}

long
asking_number(const json_t *object, const char *key)
{
    return (long)json_integer_value(json_object_get(object, key));
}

const char *
asking_text(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}
