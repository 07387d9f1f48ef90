/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Fuzz target: lines out of a stream of bytes. The first byte of the input is
 * the length limit of a line, the second the number of bytes that arrive at a
 * time. The lines that come out must be those found by looking at all the bytes
 * at once.
 */
#include "check.h"

#include "findings/wire.h"

#include <string.h>

struct wire {
    struct findings_frames frames;
    const char *rest; /* the bytes from the next line on */
    const char *end;
};

/* Takes all lines that have arrived; false once one is too long. */
static bool
take_lines(struct wire *wire)
{
    enum findings_frame frame;
    char *line;
    size_t len;

    while ((frame = findings_frames_next(&wire->frames, &line, &len)) ==
           FINDINGS_FRAME_LINE) {
        const size_t left = (size_t)(wire->end - wire->rest);
        const char *newline = memchr(wire->rest, '\n', left);
        check(newline && (size_t)(newline - wire->rest) == len &&
                  memcmp(wire->rest, line, len) == 0 && line[len] == '\0',
              "a line is not what was sent");
        check(len + 1 <= wire->frames.max, "a line is longer than allowed");
        wire->rest = newline + 1;
    }
    if (frame == FINDINGS_FRAME_NONE)
        return true;
    check(frame == FINDINGS_FRAME_TOO_LONG,
          "no line came out, without a reason");
    check(findings_frames_next(&wire->frames, &line, &len) ==
              FINDINGS_FRAME_TOO_LONG,
          "a stream that was too long is accepted again");
    return false;
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    if (len < 2)
        return 0;
    const size_t max = (size_t)bytes[0] + 1, step = (size_t)bytes[1] + 1;
    const char *p = (const char *)bytes + 2, *end = p + (len - 2);
    struct wire wire = {.frames = {.max = max}, .rest = p, .end = end};
    bool is_in_step = true;

    while (p < end && is_in_step) {
        const size_t left = (size_t)(end - p);
        const size_t n = step < left ? step : left;
        check(findings_frames_feed(&wire.frames, p, n) == FINDINGS_FRAME_NONE,
              "bytes are not accepted");
        p += n;
        is_in_step = take_lines(&wire);
    }
    const char *newline = memchr(wire.rest, '\n', (size_t)(end - wire.rest));
    if (is_in_step)
        check(!newline && (size_t)(end - wire.rest) < max,
              "a line neither came out nor was too long");
    else
        check((newline ? (size_t)(newline - wire.rest) + 1
                       : (size_t)(end - wire.rest)) >= max,
              "a line of the longest length allowed is too long");
    findings_frames_fini(&wire.frames);
    return 0;
}
