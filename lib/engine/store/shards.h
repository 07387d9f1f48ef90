/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * shards.h: several indexes read as one. The documents of the second follow
 * those of the first, and so on: document 7 of a shard has the number base + 7,
 * the base being the highest number ever used in the shards before. With a
 * single index nothing is translated.
 *
 * A struct shards belongs to one reader, and is used by one thread at a time.
 */
#ifndef ENGINE_STORE_SHARDS_H
#define ENGINE_STORE_SHARDS_H

#include "engine/store/site.h"

struct ahead;

struct shard {
    struct site *site;
    size_t part; /* its number in the parts */
    uint32_t base;
    uint32_t last_id; /* its own, without the base */
};

struct shards {
    struct parts *parts;
    struct shard *list;
    size_t n;
    size_t at; /* the one that was read last: after a failure, whose it is */
    bool is_unsettled;   /* the last reopening failed: some shards may be at
                            another commit, and the bases may not fit any more */
    struct ahead *ahead; /* or NULL */
    struct fe_stop stop; /* when to give up a call to another process */
};

/* Open the parts that are not missing, at their last commits. If that fails,
 * err->shard says for which part. The parts must remain. */
enum fe_status
shards_open(struct parts *parts, struct shards **out, struct fe_error *err);
void shards_close(struct shards *shards); /* NULL is allowed */

/* Have one shard answer a call. */
enum xc_status shards_ask(struct shards *shards,
                          size_t shard,
                          const struct call *call,
                          struct call_answer *answer,
                          struct xc_error *err);

/* What a shard says of itself. */
const struct call_info *shards_info(const struct shards *shards, size_t shard);

bool shards_has_remote(const struct shards *shards);

/* Whether they are those that would be opened now. */
bool shards_are_current(const struct shards *shards);

/* Whether a call has failed because a place was lost. */
bool shards_are_lost(const struct shards *shards);

/* The part of the shard that was read last. */
size_t shards_part(const struct shards *shards);

/* Move all of them to their last commits. A failure is as that of
 * xc_reader_reopen(). */
enum xc_status
shards_reopen(struct shards *shards, bool *has_changed, struct xc_error *err);

/* The number of the shard that has the document, which is not 0. */
size_t shards_of(const struct shards *shards, uint32_t id);

/* What follows is as the functions of xapian-capi of the same names, over all
 * shards, but shards_values_of() may do less than all at once. XC_CORRUPT also
 * if a document number is not one of its shard. */

enum xc_status shards_frequency(struct shards *shards,
                                const char *term,
                                uint32_t *documents,
                                struct xc_error *err);
enum xc_status shards_postings(struct shards *shards,
                               const char *term,
                               uint32_t from,
                               uint32_t *ids,
                               uint32_t *frequencies,
                               size_t room,
                               size_t *n,
                               struct xc_error *err);
enum xc_status shards_lengths(struct shards *shards,
                              uint32_t from,
                              uint32_t *ids,
                              uint32_t *lengths,
                              size_t room,
                              size_t *n,
                              struct xc_error *err);
enum xc_status shards_values(struct shards *shards,
                             unsigned slot,
                             uint32_t from,
                             uint32_t *ids,
                             struct xc_strings *values,
                             size_t room,
                             size_t *n,
                             bool *is_end,
                             struct xc_error *err);

/* The documents must be of the same shard. */
enum xc_status shards_values_of(struct shards *shards,
                                unsigned slot,
                                const uint32_t *ids,
                                size_t n_ids,
                                struct xc_strings *values,
                                size_t *n,
                                struct xc_error *err);
/* The first term of the document that begins with the prefix, or comes after
 * all that do; *n is 0 if there is none. */
enum xc_status shards_term(struct shards *shards,
                           uint32_t id,
                           const char *prefix,
                           struct xc_strings *term,
                           size_t *n,
                           struct xc_error *err);

/* Of one shard. */
enum xc_status shards_metadata(struct shards *shards,
                               size_t shard,
                               const char *key,
                               char **out,
                               size_t *len,
                               struct xc_error *err);
enum xc_status shards_metadata_keys(struct shards *shards,
                                    size_t shard,
                                    const char *prefix,
                                    const char *from,
                                    struct xc_strings *keys,
                                    size_t room,
                                    size_t *n,
                                    bool *is_end,
                                    struct xc_error *err);

#endif
