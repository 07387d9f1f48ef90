/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * servant.h: a process that does one thing which findings-web has given up,
 * such as writing files. It reads nothing from the network.
 */
#ifndef WEB_LINK_SERVANT_H
#define WEB_LINK_SERVANT_H

#include "findings/places.h"

#include <glib.h>
#include <stdbool.h>

struct servant;

/* What it does: answers a question, with nothing or with why it could not. The
 * data are those of servant_new(). */
typedef bool servant_deed(const GString *question,
                          const void *data,
                          char reason[FINDINGS_REASON_SIZE]);

/* Start the process. Call it before any thread is started and any socket
 * opened; it ends with this one. NULL with a reason if that fails. The data are
 * borrowed. */
struct servant *servant_new(servant_deed *act,
                            const void *data,
                            char reason[FINDINGS_REASON_SIZE]);
void servant_free(struct servant *servant);

/* Have it do that, and wait. False with a reason if it could not. Any thread
 * may call it: one at a time is served. */
bool servant_ask(struct servant *servant,
                 const char *question,
                 char reason[FINDINGS_REASON_SIZE]);

#endif
