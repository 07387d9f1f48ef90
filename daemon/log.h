/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * log.h: one line an event, to standard error.
 */
#ifndef DAEMON_LOG_H
#define DAEMON_LOG_H

void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
