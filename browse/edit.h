/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * edit.h: one line of text that is being typed, with its cursor. Keys do what
 * they do in readline. A character and those that combine with it are one.
 */
#ifndef BROWSE_EDIT_H
#define BROWSE_EDIT_H

#include "keys.h"

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

/* No more is accepted: far more than anybody types, and less than the daemon
 * takes. */
enum { EDIT_MAX = 2000 }; /* bytes */

struct edit {
    GString *text; /* UTF-8 */
    size_t cursor; /* byte offset */
};

void edit_init(struct edit *edit, const char *text);
void edit_fini(struct edit *edit);

enum edit_effect { EDIT_NOTHING, EDIT_MOVED, EDIT_CHANGED };

/* What the key does to the line; EDIT_NOTHING if it means nothing here. */
enum edit_effect edit_press(struct edit *edit, const struct press *press);

#endif
