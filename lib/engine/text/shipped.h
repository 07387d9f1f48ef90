/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * shipped.h: the files of share/ that the build embeds in the engine.
 */
#ifndef ENGINE_TEXT_SHIPPED_H
#define ENGINE_TEXT_SHIPPED_H

#include <stddef.h>

extern const unsigned char records_shipped[];
extern const size_t records_shipped_len;
extern const unsigned char stems_shipped[];
extern const size_t stems_shipped_len;
extern const unsigned char variants_shipped[];
extern const size_t variants_shipped_len;

#endif
