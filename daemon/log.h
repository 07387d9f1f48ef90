/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * log.h: the log, one line per event, on standard error. For any thread.
 */
#ifndef DAEMON_LOG_H
#define DAEMON_LOG_H

void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
