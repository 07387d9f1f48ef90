/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "ask/form.h"
#include "print/print.h"

#include <stdio.h>

/* Options that ask for records, and for a form of their own. */
#define RECORDS                                                                \
    (OPTION_BIT(OPTION_ONLY_FIELDS) | OPTION_BIT(OPTION_ONLY_IDS) |            \
     OPTION_BIT(OPTION_ONLY_PATHS) | OPTION_BIT(OPTION_HEADER) |               \
     OPTION_BIT(OPTION_NUL))
#define OTHERS                                                                 \
    (OPTION_BIT(OPTION_CITE) | OPTION_BIT(OPTION_FORMAT) |                     \
     OPTION_BIT(OPTION_CSV) | OPTION_BIT(OPTION_SVG) |                         \
     OPTION_BIT(OPTION_PROMETHEUS) | OPTION_BIT(OPTION_JSON))

bool
form_is_records(const struct options *options)
{
    if (options->given & OTHERS)
        return false;
    return options->given & RECORDS ||
           (!options_have(options, OPTION_AS_TEXT) &&
            !print_is_terminal(stdout));
}

bool
form_is_for_person(const struct options *options)
{
    return !(options->given & OTHERS) && !form_is_records(options);
}
