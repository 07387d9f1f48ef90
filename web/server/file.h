/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * file.h: a file as a reply: the whole of it, or the range of its bytes that
 * the browser asks for, which libmicrohttpd leaves to us.
 */
#ifndef WEB_SERVER_FILE_H
#define WEB_SERVER_FILE_H

#include "server/reply.h"
#include "server/request.h"

#include <stdbool.h>
#include <stddef.h>

enum file_range {
    FILE_WHOLE, /* no range is asked for, or one in a form that is not served */
    FILE_RANGE,
    FILE_BEYOND /* the range is not in the file */
};

/* Read the value of a header Range, which may be NULL, for a file of this size:
 * where the range begins, and how many bytes it has. Several ranges at a time
 * are not served: the whole file is sent for them, which HTTP allows. */
enum file_range
file_range(const char *header, size_t size, size_t *start, size_t *len);

/* Send the file, which is open as fd and has this size, and which the reply
 * then owns. */
void file_send(struct reply *reply,
               const struct request *request,
               int fd,
               size_t size);

#endif
