/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * choosing.h: forms that choose what a view shows and how. They work without a
 * script: each is sent to the address of the view.
 */
#ifndef WEB_PAGE_CHOOSING_H
#define WEB_PAGE_CHOOSING_H

#include "web.h"

#include <stdbool.h>

/* A choice: a value of an argument, and what people read. */
struct choice {
    const char *value, *text; /* value is NULL after the last */
};

/* Begin the form of the request's view: a field for the words, with this
 * label. */
void
choosing_open(GString *out, const struct request *request, const char *label);

/* A choice of one of several values; the first is chosen if the request has
 * none. */
void choosing_put_one(GString *out,
                      const struct request *request,
                      const char *label,
                      const char *name,
                      const struct choice *choices);

/* A field for text. With list, the id of a list of suggestions (which may be
 * NULL). */
void choosing_put_text(GString *out,
                       const char *label,
                       const char *name,
                       const char *value,
                       const char *list);

/* A choice of a field to count by, but for the one of this name, which may be
 * NULL; with_dates: also of years and months. The argument's value is the name
 * of the field's option. */
void choosing_put_field(GString *out,
                        const struct request *request,
                        const char *label,
                        const char *name,
                        const char *preset,
                        bool with_dates);

/* The filters that apply, each with a link that removes it, and fields to add
 * others, with the counts of what they would select; then the end of the form.
 * Filters of these names, up to a NULL, are not offered. */
void choosing_close(GString *out,
                    struct web *web,
                    const struct request *request,
                    const char *const *but);

/* A list of all authorities, as suggestions, with this id. */
void choosing_put_authorities(GString *out, struct web *web, const char *id);

#endif
