/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * form.h: the form that the options ask for: for a person to read, as records
 * for another program (print/records.h), or another one.
 */
#ifndef CLIENT_ASK_FORM_H
#define CLIENT_ASK_FORM_H

#include "ask/options.h"

#include <stdbool.h>

/* Whether records are to be printed: standard output is not a terminal, or an
 * option asks for them; and no option asks for another form. */
bool form_is_records(const struct options *options);

/* Whether a person is to read the result, maybe through a pager. */
bool form_is_for_person(const struct options *options);

#endif
