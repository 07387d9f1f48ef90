/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * readers.h: the readers of the index, one for each worker thread, which are
 * lent to jobs. All functions are for the loop's thread; a reader that is lent
 * may be used on another thread.
 */
#ifndef DAEMON_READERS_H
#define DAEMON_READERS_H

#include "messages/served.h"

#include "findings/engine.h"

#include <stdbool.h>
#include <stddef.h>

enum { READERS_MAX = 34 };

struct readers {
    struct fe_index *index; /* shared by all readers */
    struct fe_reader *all[READERS_MAX];
    struct fe_reader *free[READERS_MAX];
    size_t count;
    size_t n_free;
};

/* Open count readers of the index with these parts, which use the lexicon until
 * they are closed. False with *err if it cannot be read. */
bool readers_open(struct readers *readers,
                  const struct served *served,
                  size_t count,
                  const struct fe_lexicon *lexicon,
                  struct fe_error *err);

/* Lend a reader, to be given back by readers_return(); NULL if all are lent. */
struct fe_reader *readers_lend(struct readers *readers);
void readers_return(struct readers *readers, struct fe_reader *reader);

/* Close all readers, which must have been returned. */
void readers_close(struct readers *readers);

#endif
