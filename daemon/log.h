/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * log.h: the log, on standard error, one line per event. Any thread may use it.
 */
#ifndef DAEMON_LOG_H
#define DAEMON_LOG_H

void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
