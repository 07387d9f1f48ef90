/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * methods.h: the API: which address asks which method of the daemon, and which
 * arguments it takes. The answers and their description (openapi.h) are made of
 * this table, that of the client's options and that of the fields.
 */
#ifndef WEB_API_METHODS_H
#define WEB_API_METHODS_H

#include "server/request.h"

#include "ask/options.h"

#include "findings/places.h"
#include "findings/schema.h"

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum api_answer {
    API_RESULT,  /* the daemon's result, as it is */
    API_LIST,    /* an answer in parts, as one object with the list of parts */
    API_RECORDS, /* an answer in parts that are records, in a format */
    API_RECORD   /* a result with a paragraph, or that in a format */
};

struct api_method {
    const char *name;   /* of the address: /api/NAME */
    const char *method; /* of the daemon */
    enum api_answer answer;
    bool has_query;                /* q */
    const char *filters;           /* by these fields, '|' between them; "*" for
                                      all, NULL for none */
    uint64_t options;              /* a set of the client's options */
    const struct option_row *more; /* and these, up to one without a name */
    /* Change the parameters from what the address can say to what the daemon
     * expects; NULL if they are the same. False with a reason if an argument is
     * wrong. */
    bool (*finish)(json_t *params, char reason[FINDINGS_REASON_SIZE]);
    const char *summary; /* one line */
};

/* All of them, up to one without a name. */
extern const struct api_method api_methods[];

/* The method of this name; NULL if there is none. */
const struct api_method *api_method(const char *name);

/* Whether the method filters by the field, which has an option. */
bool api_has_filter(const struct api_method *method,
                    const struct findings_field *field);

/* The i-th of the method's arguments that are not filters or the query; NULL if
 * there are not so many. */
const struct option_row *api_option(const struct api_method *method, size_t i);

/* The parameters of a request, which the caller owns. NULL with a reason if an
 * argument is unknown, is given twice but is no list, or cannot be read. */
json_t *api_params(const struct api_method *method,
                   const struct request *request,
                   char reason[FINDINGS_REASON_SIZE]);

/* The name of the argument that sets this parameter of the daemon; the
 * parameter's own name if no other is known. */
const char *api_argument(const struct api_method *method, const char *param);

/* The value of an argument that is a choice, "format"; the first of its words
 * if it is missing. */
const char *api_choice(const struct api_method *method,
                       const struct request *request,
                       const char *name,
                       char out[32]);

#endif
