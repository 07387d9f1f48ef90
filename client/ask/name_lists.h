/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * name_lists.h: comma-separated lists of names. A name may contain a comma, so
 * only the index can say where it ends.
 */
#ifndef CLIENT_ASK_NAME_LISTS_H
#define CLIENT_ASK_NAME_LISTS_H

#include "ask/options.h"

/* Split those values of filters that are lists. False if the daemon could not
 * be asked, which has been reported. */
bool name_lists_split(const struct options *options);

#endif
