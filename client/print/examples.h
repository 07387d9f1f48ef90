/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * examples.h: how to write a query, by examples.
 */
#ifndef CLIENT_PRINT_EXAMPLES_H
#define CLIENT_PRINT_EXAMPLES_H

enum { EXAMPLES = 10 };
struct example {
    const char *typed; /* to a shell */
    const char *query; /* the same without the command and its options */
    const char *finds;
    const char *also; /* what else to say to who types it to a shell; or "" */
};
extern const struct example examples[EXAMPLES];

#endif
