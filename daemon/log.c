/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "log.h"

#include "findings/visible.h"

#include <stdarg.h>

void
log_line(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    findings_message("findingsd", format, args);
    va_end(args);
}
