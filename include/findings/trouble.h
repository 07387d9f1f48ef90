/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * trouble.h: what to tell a person when an index cannot be read or written.
 */
#ifndef FINDINGS_TROUBLE_H
#define FINDINGS_TROUBLE_H

#include "findings/engine.h"

#define FINDINGS_TROUBLE_SIZE 832

/* Say what has happened to the index at db and what to do, on one line: a cause
 * that may pass, such as a full disk or a folder that is not mounted, is called
 * so, and only a damaged index is to be repaired. db may be NULL: the index
 * that the reader of the message has in mind. */
void findings_trouble(const struct fe_error *err,
                      const char *db,
                      char out[FINDINGS_TROUBLE_SIZE]);

/* Whether the system lacks something that it may have again in a moment, such
 * as open files. */
bool findings_trouble_may_pass(const struct fe_error *err);

/* The same of the errno of a failed call, and what to do about one. */
bool findings_lacks(int number);
const char *findings_advice(int number);

#endif
