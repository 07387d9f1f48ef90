/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * transfer.h: what came of reading a file, as bytes from the process that read
 * it to the one that asked. The bytes are of one machine and one program, and
 * are not to be kept.
 *
 * Whoever takes them does not trust them: a hostile file may have taken over
 * the process that read it.
 */
#ifndef INDEXER_TRANSFER_H
#define INDEXER_TRANSFER_H

#include "base/text.h"
#include "files/digest.h"
#include "report/report.h"

#include <stdbool.h>
#include <stddef.h>

/* What came of one file. Free with transfer_fini(). */
struct transfer {
    char digest[DIGEST_SIZE]; /* of what was read; "": nothing was */
    bool is_read;
    struct report_list reports; /* where it is read */
    char reason[REASON_SIZE];   /* where it is not: why, one line */
};

void transfer_fini(struct transfer *transfer);

/* Add it to out, as bytes. */
void transfer_write(const struct transfer *transfer, struct text *out);

/* Read it back from the bytes. False where they are malformed, or have
 * something in them that could not be indexed: *out is then empty. */
bool transfer_read(const char *bytes, size_t len, struct transfer *out);

#endif
