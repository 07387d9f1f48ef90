/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * adder.h: documents that were prepared and wait for a thread to add them to
 * the index, while the caller prepares the next ones. They pass in batches,
 * because to wake a thread costs as much as to add a document.
 *
 * One thread may call these functions at a time. While this process forks, the
 * thread of every adder rests, so that the child finds no lock held by a thread
 * that it does not have; a child must not use the adder.
 */
#ifndef ENGINE_TEXT_ADDER_H
#define ENGINE_TEXT_ADDER_H

#include "engine/text/document.h"

struct adder;

/* Starts a thread, which calls add() for each document, in order; NULL if the
 * system has none. */
struct adder *adder_new(void (*add)(void *data,
                                    const struct prepared_document *document),
                        void *data);

/* Wait for all documents, and end the thread. */
void adder_free(struct adder *adder); /* NULL is allowed */

/* The arena for the next document, which lives there until it has been added.
 * Waits while too much is waiting. */
struct arena *adder_arena(struct adder *adder);

/* Let the document, which was made of so many bytes, be added. */
void adder_push(struct adder *adder,
                const struct prepared_document *document,
                size_t size);

/* Wait until every document has been added. Nothing that the thread uses is in
 * use then, until the next adder_push(). */
void adder_wait(struct adder *adder); /* NULL is allowed */

#endif
