/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * listing.h: the registry as the index keeps it, in pages of its metadata. What
 * "report/ID" says of a report is JSON of a few kilobytes, so to read it of all
 * reports would take longer than a small update does.
 *
 * The pages are numbered from 1, and written with the records of the reports,
 * in one transaction. A report stays in its page, so a run writes the pages of
 * what it changes. The key of a page is LISTING_KEY and its number in six
 * digits.
 *
 * A page has a line for each report, or is an empty line if these have gone.
 * The fields of a line are separated by tabs: the id; "p" if pages of the file
 * were not read, and "r" if pages of it were recognised; the digest, name and
 * path of the file; and those of each of its copies that is noted here. In a
 * field, a backslash, a tab and a newline are written as in C.
 */
#ifndef INDEXER_LISTING_H
#define INDEXER_LISTING_H

#include "index/registry.h"

#include "findings/engine.h"

#include <stdbool.h>

#define LISTING_KEY "files/"
enum { LISTING_KEY_SIZE = sizeof LISTING_KEY + 10 };
void listing_key(unsigned page, char key[LISTING_KEY_SIZE]);

/* Read the pages into an empty registry. */
enum fe_status listing_load(struct registry *registry,
                            struct fe_writer *writer,
                            struct fe_error *err);

/* Add the entries of a page, the one after those that the registry has. False
 * if it is not a page. */
bool listing_take(struct registry *registry, const char *page);

/* Write the pages whose entries have changed, with the next commit. */
enum fe_status listing_save(struct registry *registry,
                            struct fe_writer *writer,
                            struct fe_error *err);

#endif
