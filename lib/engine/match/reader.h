/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * reader.h: runs a request on a snapshot of the last commit, and again if the
 * index changes meanwhile.
 */
#ifndef ENGINE_MATCH_READER_H
#define ENGINE_MATCH_READER_H

#include "engine/match/snapshot.h"
#include "findings/engine.h"

/* Run body on a fresh snapshot of the index, and again if the index changes
 * meanwhile; or on the one that an earlier call saw, if the reader holds it. On
 * error, *err is set. The arena is reset before each attempt, but not after the
 * last, so results may be read from it until the next call; copy what must
 * outlive the request. */
enum fe_status reader_run(struct fe_reader *reader,
                          void (*body)(const struct snapshot *snapshot,
                                       void *data),
                          void *data,
                          struct fe_error *err);

#endif
