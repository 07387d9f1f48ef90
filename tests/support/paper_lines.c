/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "paper_lines.h"
#include "typeset.h"

#include "lines/pdf.h"

#include <stdlib.h>

/* Frees the bytes. */
static struct lines
lines_of(char *bytes, size_t len)
{
    struct lines lines;
    char reason[REASON_SIZE] = "";

    if (!pdf_read(bytes, len, &lines, reason))
        fail_msg("refused: %s", reason);
    free(bytes);
    return lines;
}

struct lines
paper_lines(struct paper *paper)
{
    size_t len;
    char *bytes = paper_bytes(paper, &len);

    paper_free(paper);
    return lines_of(bytes, len);
}

struct lines
typeset_lines(const char *source)
{
    size_t len;
    char *bytes = typeset(source, &len);

    return lines_of(bytes, len);
}

void
assert_paper_refused(struct paper *paper, const char *words)
{
    struct lines lines;
    char reason[REASON_SIZE] = "";
    size_t len;
    char *bytes = paper_bytes(paper, &len);

    assert_false(pdf_read(bytes, len, &lines, reason));
    assert_has(reason, words);
    free(bytes);
    paper_free(paper);
}
