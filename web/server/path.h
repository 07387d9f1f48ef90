/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * path.h: the paths of addresses, in which any id can be. Browsers, and some
 * proxies, take the parts "." and ".." out of a path, also if their dots are
 * percent-encoded. So they are sent with a "~" after them, and where an id has
 * "..~", that has one more.
 */
#ifndef WEB_SERVER_PATH_H
#define WEB_SERVER_PATH_H

#include <glib.h>

/* Append the path, percent-encoded but for its slashes. */
void path_encode(GString *out, const char *path);

/* The path that was sent, which is percent-decoded already. The caller frees
 * it. */
char *path_decode(const char *sent);

#endif
