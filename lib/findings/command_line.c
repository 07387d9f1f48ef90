/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "findings/command_line.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

void
findings_explain_option(const char *program,
                        char *const *argv,
                        int failure,
                        char reason[FINDINGS_REASON_SIZE])
{
    const char *given = argv[optind - 1];
    const int name = (int)strcspn(given, "=");

    if (failure == ':')
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "%.200s needs a value; see %s --help", given, program);
    else if (optopt != 0 && given[name])
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "%.*s does not take a value; leave out \"%.200s\"", name,
                 given, given + name);
    else
        snprintf(reason, FINDINGS_REASON_SIZE,
                 "\"%.200s\" is not an option; see %s --help", given, program);
}
