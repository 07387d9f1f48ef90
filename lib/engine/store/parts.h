/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * parts.h: the parts of an index, each with the places where it can be read,
 * and which places can be used now. All readers of the index share what they
 * find out. A place that could not be used is away: it is tried again after a
 * second, then after two, four, and so on up to half a minute, and meanwhile
 * the next place of its part is used or, if there is none, the part is missing.
 *
 * A place is a folder or the socket of a shard (remote.h), which is known by
 * being a socket or by a name that ends in ".sock". A part that has only a
 * folder never goes missing: not to find that is an error.
 *
 * All functions may be called by several threads at a time.
 */
#ifndef ENGINE_STORE_PARTS_H
#define ENGINE_STORE_PARTS_H

#include "engine/store/remote.h"

#include "findings/engine.h"

struct parts;

/* All strings are copied. A call of a place is to be answered within so many
 * milliseconds. */
struct parts *
parts_new(const struct fe_shard *shards, size_t n, unsigned answer_ms);
void parts_free(struct parts *parts); /* NULL is allowed */

size_t parts_count(const struct parts *parts);
size_t parts_places(const struct parts *parts, size_t part);
const char *parts_path(const struct parts *parts, size_t part, size_t place);
unsigned parts_answer_ms(const struct parts *parts);

/* Whether the place is the socket of a shard. */
bool parts_is_remote(const struct parts *parts, size_t part, size_t place);

/* Whether the part can go missing: it has several places, or a socket. */
bool parts_may_be_missing(const struct parts *parts, size_t part);

/* The first place of the part, from this one on, that is not away; the number
 * of its places if there is none. */
size_t parts_choice(struct parts *parts, size_t part, size_t from);

/* Note that a place cannot be used, and why. Other places of the part that are
 * away are then due at once. */
void
parts_lose(struct parts *parts, size_t part, size_t place, const char *why);

/* Note that it can be used, and when the index there was last written. */
void
parts_find(struct parts *parts, size_t part, size_t place, int64_t written);

/* A place that is away and due to be tried again, which the caller does: it is
 * not due again for a while. False if there is none. */
bool parts_due(struct parts *parts, size_t *part, size_t *place);

/* Whether this place is, likewise. */
bool parts_is_due(struct parts *parts, size_t part, size_t place);

/* The state of a place; its texts are copied. */
void parts_state(struct parts *parts,
                 size_t part,
                 size_t place,
                 struct fe_location *out);

#endif
