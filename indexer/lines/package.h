/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * package.h: files of word processors, which are ZIP archives of XML. What is
 * read of them (docx.h, odt.h) is the body of the text, without headers,
 * footers, footnotes, comments, text that was deleted, and lists of contents.
 */
#ifndef INDEXER_PACKAGE_H
#define INDEXER_PACKAGE_H

#include "base/text.h"

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

struct package;

/* Open the archive; the bytes must stay. NULL with a reason, for a person, if
 * it is damaged. Close it with package_close(). */
struct package *
package_open(const char *bytes, size_t len, char reason[REASON_SIZE]);
void package_close(struct package *package);

bool package_has(const struct package *package, const char *part);

/* The part as XML, which the caller frees with xmlFreeDoc(). NULL with a
 * reason if it is missing or damaged, or takes too much room. */
xmlDoc *package_xml(struct package *package,
                    const char *part,
                    char reason[REASON_SIZE]);

#endif
