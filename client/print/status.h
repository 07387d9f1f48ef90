/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * status.h: what the daemon serves and has done, and which words are in force,
 * for a person.
 */
#ifndef CLIENT_PRINT_STATUS_H
#define CLIENT_PRINT_STATUS_H

#include "print/print.h"

/* Print the result of status. */
void print_status(const json_t *result, const struct style *style);

/* Print when words were read, and their files, as status, words and reload have
 * them. */
void print_word_files(const json_t *words, const struct style *style);

#endif
