/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * columns.h: how many columns of a terminal a character takes.
 */
#ifndef CLIENT_PRINT_COLUMNS_H
#define CLIENT_PRINT_COLUMNS_H

#include <stddef.h>

/* Of a text as it is printed (findings/visible.h): a character takes one
 * column, two if it is wide, as in Chinese, or none if it joins the one before
 * it. */
size_t columns_of(const char *shown);

#endif
