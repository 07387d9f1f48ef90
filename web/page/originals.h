/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * originals.h: the files that reports were read from. They are found by the id
 * of a report alone: no name of a file comes from a browser.
 */
#ifndef WEB_PAGE_ORIGINALS_H
#define WEB_PAGE_ORIGINALS_H

#include "web.h"

#include "findings/format.h"

#include <jansson.h>
#include <stdbool.h>

/* The largest file that is shown, in bytes; a report has at most a few MB. */
enum { ORIGINAL_MAX = 256 << 20 };

/* What the daemon's method "reports" says of the report with exactly this id;
 * the caller frees it. NULL with a failure, also if there is none. */
json_t *originals_report(struct link *link,
                         const char *id,
                         struct link_failure *failure);

struct original {
    int fd;
    size_t size;
    enum findings_format format;
};

/* Open the file of such a report for reading. What is not a file any more is
 * refused, and a link to other bytes than were indexed: false with a reason,
 * for a person; original_close() is then not needed. */
bool original_open(struct original *original,
                   const json_t *report,
                   char reason[FINDINGS_REASON_SIZE]);
void original_close(struct original *original);

/* Whether the file has other bytes than when the report was indexed. False if
 * that is not known. Reads all of it, unless it was read before. */
bool original_has_changed(const struct original *original,
                          const json_t *report);

/* Show the file of the report that the rest of the path names. */
void originals_show(struct web *web,
                    const struct request *request,
                    struct reply *reply);

#endif
