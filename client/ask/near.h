/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * near.h: which name somebody may have meant who mistyped it.
 */
#ifndef CLIENT_ASK_NEAR_H
#define CLIENT_ASK_NEAR_H

#include <stdbool.h>
#include <stddef.h>

/* Whether somebody who typed a may have meant b: one begins with the other, or
 * few bytes differ. */
bool near_is(const char *a, size_t a_len, const char *b, size_t b_len);

#endif
