/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "asking.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* Let a shell find the client, and the client the daemon. */
static void
set_environment(void)
{
    char *program = test_program_path("findings");
    const char *path = getenv("PATH");
    char *longer = malloc(strlen(program) + strlen(path) + 2);

    assert_non_null(longer);
    *strrchr(program, '/') = '\0';
    sprintf(longer, "%s:%s", program, path);
    setenv("PATH", longer, 1);
    setenv("FINDINGS_SOCKET", socket_path, 1);
    free(longer);
    free(program);
}

void
asking_shell(const char *command)
{
    static bool is_set;
    char byte;

    if (!is_set)
        set_environment();
    is_set = true;
    FILE *out = popen(command, "r");
    assert_non_null(out);
    if (fread(&byte, 1, 1, out) != 1)
        fail_msg("this prints nothing: %s", command);
    while (fread(&byte, 1, 1, out) == 1)
        ;
    if (pclose(out) != 0)
        fail_msg("this fails: %s", command);
}

struct test_run
asking_fed(const char *input, const char *a, const char *b, const char *c)
{
    const char *args[] = {"--text", "--socket", socket_path, a, b, c, NULL};
    return test_program_fed("findings", args, input, strlen(input));
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
