/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * adder.h: documents that wait for a thread to add them to the index, so that
 * the caller can prepare the next ones meanwhile.
 *
 * One thread may push at a time. While this process forks, the thread of every
 * adder rests, so that the child finds no lock held by a thread that it does
 * not have; a child must not use the adder.
 */
#ifndef ENGINE_TEXT_ADDER_H
#define ENGINE_TEXT_ADDER_H

#include "findings/engine.h"

struct adder;

/* Starts a thread, which calls add() for each document, in order; NULL if the
 * system has none. */
struct adder *adder_new(void (*add)(void *data,
                                    const struct fe_document *document),
                        void *data);

/* Wait for all documents, and end the thread. */
void adder_free(struct adder *adder); /* NULL is allowed */

/* Copy the document, to be added. Waits while too much is waiting. */
void adder_push(struct adder *adder, const struct fe_document *document);

/* Wait until every document has been added. Nothing that the thread uses is in
 * use then, until the next adder_push(). */
void adder_wait(struct adder *adder); /* NULL is allowed */

#endif
