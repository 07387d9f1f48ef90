/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * site.h: where one reader reads one part of the index: in a folder, or from
 * another findingsd.
 *
 * If that one takes unusually long to answer and there is another place with
 * the same commit, the call is sent there as well, and the first answer taken
 * (a hedged request): reading twice does no harm.
 */
#ifndef ENGINE_STORE_SITE_H
#define ENGINE_STORE_SITE_H

#include "engine/store/call.h"
#include "engine/store/parts.h"

struct site;

/* Open the part at the first place where that can be done; *out is NULL if the
 * part is missing (parts.h), which is no failure. */
enum fe_status site_open(struct parts *parts,
                         size_t part,
                         struct site **out,
                         struct fe_error *err);
void site_close(struct site *site); /* NULL is allowed */

size_t site_place(const struct site *site);
bool site_is_remote(const struct site *site);

/* What the index said of itself when it was last opened or reopened. */
const struct call_info *site_info(const struct site *site);

/* Send a call ahead, so that several sites work on theirs at a time. If the
 * same call is the next one for site_call(), that takes its answer. Does
 * nothing for a folder. */
void site_begin(struct site *site, const struct call *call);

/* Have the call answered. XC_FAILED with EHOSTUNREACH if the place has been
 * lost: then every other call fails, and the part must be opened again. The
 * place is away, unless only a connection of an earlier request has ended.
 * XC_FAILED with ECANCELED if the request is to stop before another process has
 * answered. */
enum xc_status site_call(struct site *site,
                         const struct call *call,
                         const struct fe_stop *stop,
                         struct call_answer *answer,
                         struct xc_error *err);
bool site_is_lost(const struct site *site);

/* Find out whether a place can be used, and note it. */
void site_probe(struct parts *parts, size_t part, size_t place);

#endif
