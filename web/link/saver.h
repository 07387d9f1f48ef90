/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * saver.h: a process that writes the file of saved searches, and can do nothing
 * else. In the same folder are the settings, by which programs are run, so that
 * findings-web cannot be let write there.
 */
#ifndef WEB_LINK_SAVER_H
#define WEB_LINK_SAVER_H

#include "link/servant.h"

#include "ask/saved_file.h"

/* The process, which servant_free() ends. */
struct servant *saver_new(char reason[FINDINGS_REASON_SIZE]);

/* Write the file, which is open to be changed, if nothing is wrong with its
 * lines. False with a reason if that fails. */
bool saver_write(struct servant *saver,
                 const struct saved_file *file,
                 char reason[FINDINGS_REASON_SIZE]);

#endif
