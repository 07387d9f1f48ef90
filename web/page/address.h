/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * address.h: the addresses of views. What a view shows is in its address, so an
 * address that differs in one argument is the view with one thing changed.
 *
 * All functions return an address that the caller frees, percent-encoded, to be
 * written by %s of html() as any text is.
 */
#ifndef WEB_PAGE_ADDRESS_H
#define WEB_PAGE_ADDRESS_H

#include "server/request.h"

/* "/report/ID", with the id encoded as path.h says. */
char *address_of(const char *path, const char *id);

/* The address, which is encoded already, at the element with this id. */
char *address_of_place(const char *address, const char *name);

/* The address of the search for a query. */
char *address_of_search(const char *query);

/* The address of the request's view at another path, or at its own if path is
 * NULL. The arguments that say how to show it, and not what (see
 * address_is_of_view()), are left out. */
char *address_at(const struct request *request, const char *path);

/* An argument that differs: the value `from` of it is taken away, or all if
 * that is NULL, and `to` is added, unless that is NULL. */
struct address_change {
    const char *name, *from, *to;
};

/* The same with these changes; if there are any, without the page (offset). */
char *address_changed(const struct request *request,
                      const char *path,
                      const struct address_change *changes,
                      size_t n_changes);

/* The same with the argument once, with this value, in place of those it had;
 * without it if the value is NULL. The page (offset) is left out, unless it
 * is what is set. */
char *address_with(const struct request *request,
                   const char *path,
                   const char *name,
                   const char *value);

/* The same with this value of the argument added, or taken away if it is
 * there. */
char *address_toggled(const struct request *request,
                      const char *path,
                      const char *name,
                      const char *value);

/* Whether the argument says how a view is shown: a part of the page only, or as
 * a file. */
bool address_is_of_view(const char *name);

#endif
