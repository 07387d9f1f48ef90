/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * keys.h: lists the keys of an index's metadata.
 */
#ifndef ENGINE_BASE_KEYS_H
#define ENGINE_BASE_KEYS_H

#include "findings/engine.h"
#include "xapian-capi.h"

/* The keys that begin with the prefix, in byte order; free them with
 * fe_keys_free(). After a failure *out has those that were read before. */
enum xc_status keys_read(struct xc_reader *store,
                         const char *prefix,
                         struct fe_keys *out,
                         struct xc_error *err);

#endif
