/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands/each.h"
#include "ask/ask.h"
#include "commands/command.h"
#include "print/print.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool
each_is_input(const struct options *options)
{
    return options->n_arguments == 1 && strcmp(options->arguments[0], "-") == 0;
}

/* The exit status of two runs. */
static int
both(int a, int b)
{
    if (a == EXIT_ERROR || b == EXIT_ERROR)
        return EXIT_ERROR;
    return a == EXIT_FOUND || b == EXIT_FOUND ? EXIT_FOUND : EXIT_NOTHING;
}

/* Cut the blanks off both ends. */
static char *
trimmed(char *text)
{
    static const char blanks[] = " \t\r\n";
    char *start = text + strspn(text, blanks);
    size_t len = strlen(start);

    while (len > 0 && strchr(blanks, start[len - 1]))
        len--;
    start[len] = '\0';
    return start;
}

/* The id in the text, which is changed. */
static char *
id_in(char *text)
{
    char *id = trimmed(text), *mark;

    id[strcspn(id, "\t")] = '\0';
    id = trimmed(id);
    const size_t len = strlen(id);
    if (*id == '[' && (mark = strchr(id, ']'))) {
        *mark = '\0';
        return id + 1;
    }
    if (len > 0 && id[len - 1] == ']' && (mark = strrchr(id, '['))) {
        id[len - 1] = '\0';
        return mark + 1;
    }
    return id;
}

struct input {
    struct options *options;
    each_run *run;
    char *(*text_in)(char *line); /* what of a line is meant */
    size_t n_run;
    int status;
};

static void
take_line(struct input *input, char *line, size_t len)
{
    char *text = NULL;

    if (command_is_blank(line) && strlen(line) == len)
        return;
    if (strlen(line) == len)
        text = input->text_in(line);
    else
        print_failure("%sit contains a NUL byte, so it is not text; check "
                      "what standard input comes from",
                      input->options->place);
    const int status =
        text ? input->run(input->options, text, input->n_run++ == 0)
             : EXIT_ERROR;
    input->status = both(input->status, status);
    fflush(stdout); /* whoever writes the lines may wait for the answers */
}

static int
run_lines(struct options *options, each_run *run, char *(*text_in)(char *line))
{
    struct input input = {.options = options,
                          .run = run,
                          .text_in = text_in,
                          .status = EXIT_NOTHING};
    char *line = NULL;
    size_t size = 0, number = 0;
    ssize_t len = 0;

    while (!ask_is_lost() && (len = getline(&line, &size, stdin)) >= 0) {
        snprintf(options->place, sizeof options->place, "line %zu: ", ++number);
        take_line(&input, line, (size_t)len);
    }
    options->place[0] = '\0';
    if (len < 0 && !feof(stdin)) {
        print_failure("cannot read standard input: %s; check where it comes "
                      "from",
                      strerror(errno));
        input.status = EXIT_ERROR;
    }
    free(line);
    return input.status;
}

int
each_line(struct options *options, each_run *run)
{
    return run_lines(options, run, trimmed);
}

int
each_id(struct options *options, each_run *run)
{
    int status = EXIT_NOTHING;

    if (each_is_input(options))
        return run_lines(options, run, id_in);
    for (int i = 0; i < options->n_arguments && !ask_is_lost(); i++)
        status =
            both(status, run(options, id_in(options->arguments[i]), i == 0));
    return status;
}
