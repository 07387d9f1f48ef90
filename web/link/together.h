/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * together.h: several questions whose answers must be about the same state of
 * the index.
 */
#ifndef WEB_LINK_TOGETHER_H
#define WEB_LINK_TOGETHER_H

#include "link/link.h"

#include "ask/session.h"

#include <stdbool.h>
#include <stddef.h>

/* Ask the questions that have no answer; all answers then have a "result"
 * (session.h). Those that a commit has made old, or for which other parts of
 * the index answered, are asked for again; *is_one is false if it changed too
 * fast for that. False after a failure of any. */
bool together_ask(struct link *link,
                  struct question *questions,
                  size_t n,
                  bool *is_one,
                  struct link_failure *failure);

#endif
