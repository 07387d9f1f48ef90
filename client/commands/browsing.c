/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "commands/browsing.h"
#include "ask/program.h"
#include "print/print.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where the program is, from the folder of this one: beside it, as it is built,
 * or where it is installed. */
static const char *const places[] = {"findings-browse",
                                     FINDINGS_BROWSE_INSTALLED};

static bool
find_program(char out[PATH_MAX])
{
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (program_beside(places[i], out))
            return true;
    return false;
}

/* Write the options about the daemon that were given, "--socket=PATH"; the
 * caller frees each. Returns how many there are. */
static size_t
copy_options(const struct options *options, char *out[OPTIONS])
{
    size_t n = 0;

    for (int id = 0; id < OPTIONS; id++) {
        const char *value = options->values[id] ? options->values[id] : "";
        char name[32];
        if (!options_have(options, (enum option_id)id) ||
            !(OPTIONS_OF_ALL & OPTION_BIT(id)))
            continue;
        const size_t size = sizeof name + strlen(value) + 2;
        if (!(out[n] = malloc(size)))
            break;
        snprintf(out[n++], size, "%s%s%s",
                 options_spelling((enum option_id)id, name),
                 options_rows[id].kind == OPTION_FLAG ? "" : "=", value);
    }
    return n;
}

int
browsing_run(const struct options *options)
{
    char own[PATH_MAX], program[PATH_MAX];
    const ssize_t len = readlink("/proc/self/exe", own, sizeof own - 1);
    char *argv[OPTIONS + 4] = {program};
    char *params = json_dumps(options->params, JSON_COMPACT);
    size_t n = 1;

    own[len > 0 ? len : 0] = '\0';
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
        print_failure("-i needs a terminal; leave it out to print the hits");
    } else if (!find_program(program)) {
        print_failure("findings-browse, which -i runs, is not installed; "
                      "install findings again");
    } else if (params) {
        n += copy_options(options, argv + n);
        argv[n] = own;
        argv[n + 1] = params;
        execv(program, argv);
        print_failure("cannot run \"%s\": %s; install findings again", program,
                      strerror(errno));
    }
    for (size_t i = 1; i < n; i++)
        free(argv[i]);
    free(params);
    return EXIT_ERROR;
}
