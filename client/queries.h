/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * queries.h: findings help queries, which teaches how to write a query by
 * examples.
 */
#ifndef CLIENT_QUERIES_H
#define CLIENT_QUERIES_H

/* Print the examples, each with what it finds. */
void queries_print(void);

#endif
