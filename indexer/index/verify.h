/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * verify.h: whether an index is what a run would have written: every record is
 * whole, the terms and values of a paragraph are those of its record, each
 * report has all of its paragraphs, and the tables agree with each other.
 */
#ifndef INDEXER_VERIFY_H
#define INDEXER_VERIFY_H

#include "findings/engine.h"

/* Say what is wrong with the index at db (a char *), each with its report or
 * paragraph. FE_CORRUPT if anything is; *err then says what was first. For
 * fe_run_apart(). */
enum fe_status verify_index(void *db, struct fe_error *err);

#endif
