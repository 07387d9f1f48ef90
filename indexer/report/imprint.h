/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * imprint.h: who published a report, and when, according to what is printed
 * around its text: the imprint, the letterhead, a copyright line.
 */
#ifndef INDEXER_IMPRINT_H
#define INDEXER_IMPRINT_H

#include "blocks/blocks.h"
#include "report/report.h"
#include "terms/frameworks.h"

/* Read the publisher and, if the cover did not say it, the date of publication.
 * What the text does not say, a web page may say of itself. What is not certain
 * stays unknown. Call after cover_read(). */
void imprint_read(const struct lines *lines,
                  const struct blocks *blocks,
                  const struct framework *framework,
                  struct report *report);

#endif
