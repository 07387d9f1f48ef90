/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * params.h: from the arguments of an address to the parameters of a request to
 * the daemon. The arguments have the names of the client's options: q (the
 * query), authority, area, grade and the other filters, from, to, match, sort,
 * n, offset ... An argument that is given several times is a list.
 */
#ifndef WEB_LINK_PARAMS_H
#define WEB_LINK_PARAMS_H

#include "server/request.h"

#include "ask/options.h"

#include "findings/places.h"
#include "findings/schema.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* The options that decide what is selected. */
#define PARAMS_SELECTION                                                       \
    (OPTION_BIT(OPTION_FROM) | OPTION_BIT(OPTION_TO) |                         \
     OPTION_BIT(OPTION_MATCH) | OPTION_BIT(OPTION_EXACT))

/* The query, filters and these options, a set, of the request; other arguments
 * are left. The caller owns the result; NULL with a reason if an argument
 * cannot be read. An empty argument is the same as none. */
json_t *params_read(const struct request *request,
                    uint64_t options,
                    char reason[FINDINGS_REASON_SIZE]);

/* Set the parameter of one option to a value as it was typed. False with a
 * reason if it cannot be read. */
bool params_set(json_t *params,
                const struct option_row *row,
                const char *value,
                char reason[FINDINGS_REASON_SIZE]);

/* The field that is filtered by this argument; NULL if it is not a filter. */
const struct findings_field *params_field(const char *option);

#endif
