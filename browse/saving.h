/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * saving.h: the query as arguments of findings.
 */
#ifndef BROWSE_SAVING_H
#define BROWSE_SAVING_H

#include "model.h"

/* The arguments that save the query, with its filters and options, under the
 * name that was typed. The caller frees them with g_strfreev(). */
char **saving_arguments(const struct model *model);

#endif
