/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "run/progress.h"
#include "run/clock.h"

#include "findings/visible.h"

#include <stdio.h>
#include <string.h>

enum { EVERY_MS = 100 };

void
progress_begin(struct progress *p, const char *what, size_t all)
{
    p->what = what;
    p->all = all;
    p->begun_ms = p->shown_ms = clock_ms();
}

void
progress_line(const struct progress *p,
              size_t done,
              size_t paragraphs,
              int64_t elapsed_ms,
              char line[PROGRESS_SIZE])
{
    const double rate =
        elapsed_ms > 0 ? 1000 * (double)done / (double)elapsed_ms : 0;
    int n = snprintf(line, PROGRESS_SIZE, "%s: %zu/%zu files", p->what, done,
                     p->all);

    if (paragraphs > 0 && n < PROGRESS_SIZE)
        n += snprintf(line + n, PROGRESS_SIZE - (size_t)n, ", %zu paragraphs",
                      paragraphs);
    if (p->steps > 0 && n < PROGRESS_SIZE) {
        snprintf(line + n, PROGRESS_SIZE - (size_t)n, ", OCR: page %u/%u",
                 p->step + 1, p->steps);
    } else if (rate > 0 && n < PROGRESS_SIZE) {
        const unsigned long left =
            (unsigned long)((double)(p->all - done) / rate + 0.5);
        snprintf(line + n, PROGRESS_SIZE - (size_t)n,
                 ", %.*f files/s, %lu:%02lu left", rate < 10, rate, left / 60,
                 left % 60);
    }
}

void
progress_show(struct progress *p, size_t done, size_t paragraphs)
{
    const int64_t now = clock_ms();
    char line[PROGRESS_SIZE];

    if (!p->is_on || now - p->shown_ms < EVERY_MS)
        return;
    p->shown_ms = now;
    progress_line(p, done, paragraphs, now - p->begun_ms, line);
    const size_t width = strlen(line);
    /* Overwrite the rest of a longer line with spaces. */
    putc('\r', stderr);
    findings_putf(stderr, "%s%*s", line,
                  p->width > width ? (int)(p->width - width) : 0, "");
    fflush(stderr);
    p->width = p->width > width ? p->width : width;
}

void
progress_erase(struct progress *p)
{
    if (p->width > 0)
        fprintf(stderr, "\r%*s\r", (int)p->width, "");
    p->width = 0;
}
