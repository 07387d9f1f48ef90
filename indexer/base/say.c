/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/say.h"

#include "findings/visible.h"

void
say_args(const char *format, va_list args)
{
    findings_message("findings-index", format, args);
}

void
say(const char *format, ...)
{
    va_list args;

    va_start(args, format);
    say_args(format, args);
    va_end(args);
}

void
say_more(const char *line)
{
    fputs("    ", stderr);
    findings_put_text(line, stderr);
    putc('\n', stderr);
}
