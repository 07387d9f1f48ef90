/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * saved_address.h: saved queries (ask/saved.h) as addresses of the search. An
 * address has the words and filters, and not the name: whoever gets it sees the
 * same.
 */
#ifndef WEB_PAGE_SAVED_ADDRESS_H
#define WEB_PAGE_SAVED_ADDRESS_H

#include "ask/options.h"
#include "server/reply.h"
#include "server/request.h"

#include "findings/places.h"

#include <jansson.h>

/* The parameters of a text that begins with the name of a saved query: its
 * "query", "filters" and the like. The caller frees them; NULL with a reason.
 * Several threads may call it. */
json_t *saved_address_params(const char *text,
                             char reason[FINDINGS_REASON_SIZE]);

/* The address of what the saved query of this name selects; NULL with a reason.
 * The caller frees it with g_free(). */
char *saved_address(const char *name, char reason[FINDINGS_REASON_SIZE]);

/* If the words of the request begin with @NAME, reply with the address of the
 * same view of what it selects, or with why there is none, and return true. The
 * request's own filters take the place of those that are saved. */
bool saved_address_reply(const struct request *request, struct reply *reply);

#endif
