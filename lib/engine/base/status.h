/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * status.h: how the public functions of engine.h report what went wrong.
 */
#ifndef ENGINE_BASE_STATUS_H
#define ENGINE_BASE_STATUS_H

#include "engine/base/arena.h"
#include "findings/engine.h"
#include "xapian-capi.h"

/* Report a failure of arena_try(), or the status of a function of xapian-capi.
 * Both fill *err, which may be NULL, and return its status. */
enum fe_status status_report(const struct fe_error *failure,
                             struct fe_error *err);
enum fe_status status_of_store(enum xc_status status,
                               const struct xc_error *failed,
                               struct fe_error *err);

/* Check what a caller must ensure, such as a handle that is not NULL. If it is
 * false, the program ends at once, even with NDEBUG. */
#define FE_REQUIRE(condition)                                                  \
    ((condition) ? (void)0 : status_misused(__func__, #condition))

_Noreturn void status_misused(const char *function, const char *condition);

#endif
