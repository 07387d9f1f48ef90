/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * name_lists.h: comma-separated lists of names, some of which have commas in
 * them: only the index can say where a name ends.
 */
#ifndef CLIENT_ASK_NAME_LISTS_H
#define CLIENT_ASK_NAME_LISTS_H

#include "ask/options.h"

/* Split the lists among the values of the filters. False if the daemon could
 * not be asked, which has been reported. */
bool name_lists_split(const struct options *options);

#endif
