/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * descriptors.h: how many open files the process may have, and for what.
 */
#ifndef DAEMON_DESCRIPTORS_H
#define DAEMON_DESCRIPTORS_H

#include "messages/limits.h"

#include <stdbool.h>
#include <stddef.h>

/* Lower the limit on connections to what the process may open beside so many
 * readers, so that it never runs out of descriptors while it serves. False, and
 * it is logged, if that leaves too few. Call before anything is opened. */
bool descriptors_share(struct limit *limits, size_t readers);

#endif
