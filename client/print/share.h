/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * share.h: a share of a whole, as a JSON number from 0 to 1, or null if there
 * is no whole, as people read it.
 */
#ifndef CLIENT_PRINT_SHARE_H
#define CLIENT_PRINT_SHARE_H

#include <jansson.h>

enum { SHARE_SIZE = 32 };

/* In per cent with one decimal: "12.5%"; "<0.1%" if it is less but not nothing;
 * "" for null. Returns out. */
const char *share_percent(const json_t *share, char out[SHARE_SIZE]);

/* The same as a number for another program, without the sign and with two
 * decimals. Returns out. */
const char *share_number(const json_t *share, char out[SHARE_SIZE]);

#endif
