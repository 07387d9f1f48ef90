/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * grades_by_year.h: how the overall grades of reports are distributed, year by
 * year, and the latest of each authority.
 */
#ifndef WEB_PAGE_GRADES_BY_YEAR_H
#define WEB_PAGE_GRADES_BY_YEAR_H

#include "web.h"

#include <jansson.h>
#include <stdbool.h>

struct grades_by_year {
    json_t *trend;       /* print/trend.h */
    json_t *authorities; /* by name: {reports, date, overall}, the last two of
                            the latest report that has an overall grade */
    size_t n_ungraded;   /* reports without an overall grade */
};

/* Ask for the reports that the parameters select, whatever their grades. False
 * after a failure; call fini() in any case. */
bool grades_by_year_ask(struct grades_by_year *grades,
                        struct web *web,
                        const json_t *params,
                        struct link_failure *failure);
void grades_by_year_fini(struct grades_by_year *grades);

/* Reply with what is asked for if it is a file (downloads.h). */
bool grades_by_year_reply(struct reply *reply,
                          const struct request *request,
                          const struct grades_by_year *grades,
                          const char *title);

/* Write the chart and its table; the table of authorities. */
void grades_by_year_put(GString *out,
                        const struct request *request,
                        const struct grades_by_year *grades,
                        const char *title);
void grades_by_year_put_authorities(GString *out,
                                    const struct request *request,
                                    const struct grades_by_year *grades);

#endif
