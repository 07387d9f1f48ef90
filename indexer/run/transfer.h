/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * transfer.h: carries the outcome of reading a file, as bytes, from the process
 * that read it to the one that asked for it. The format is particular to one
 * machine and one build, and is not for storage.
 *
 * The bytes are not trusted: a hostile file may have taken over the process
 * that read it.
 */
#ifndef INDEXER_TRANSFER_H
#define INDEXER_TRANSFER_H

#include "base/text.h"
#include "files/digest.h"
#include "report/report.h"

#include <stdbool.h>
#include <stddef.h>

/* The outcome of reading one file. Free with transfer_fini(). */
struct transfer {
    char digest[DIGEST_SIZE]; /* of the bytes that were read; "": none were */
    bool is_read;
    struct report_list reports; /* if it was read */
    char reason[REASON_SIZE];   /* if it was not: why, in lines */
};

void transfer_fini(struct transfer *transfer);

/* No text in a report, such as that of a paragraph, may be longer (in bytes):
 * indexing it takes many times as much memory. */
enum { TRANSFER_TEXT_MAX = 1 << 20 };

/* Append the outcome to out, as bytes. False with a reason, and out as it was,
 * if a text is too long. */
bool transfer_write(const struct transfer *transfer,
                    struct text *out,
                    char reason[REASON_SIZE]);

/* Read an outcome back from bytes. False if they are malformed, or contain
 * something that could not be indexed: *out is then empty. */
bool transfer_read(const char *bytes, size_t len, struct transfer *out);

#endif
