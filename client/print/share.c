/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/share.h"

#include <stdio.h>

const char *
share_percent(const json_t *share, char out[SHARE_SIZE])
{
    const double percent = 100 * json_number_value(share);

    out[0] = '\0';
    if (percent > 0 && percent < 0.1)
        snprintf(out, SHARE_SIZE, "<0.1%%");
    else if (json_is_number(share))
        snprintf(out, SHARE_SIZE, "%.1f%%", percent);
    return out;
}

const char *
share_number(const json_t *share, char out[SHARE_SIZE])
{
    out[0] = '\0';
    if (json_is_number(share))
        snprintf(out, SHARE_SIZE, "%.2f", 100 * json_number_value(share));
    return out;
}
