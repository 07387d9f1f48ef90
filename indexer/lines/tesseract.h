/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * tesseract.h: recognises the text of an image with the program tesseract, if
 * it is installed. It is another process, which inherits the limits of this one
 * and ends with it, so that an image on which it crashes, or which takes it too
 * long, costs that image alone. Nothing is written to files. A process that may
 * not run programs has a helper for it.
 */
#ifndef INDEXER_TESSERACT_H
#define INDEXER_TESSERACT_H

#include "base/text.h"
#include "lines/render.h"

#include <stdbool.h>

/* Whether tesseract can read English here. False with a reason, for a person:
 * what is missing, and what to install. */
bool tesseract_is_usable(char reason[REASON_SIZE]);

/* Start a helper, which runs tesseract for this process from now on, in a
 * sandbox of its own: it gets pixels, not the bytes of an image of any format,
 * and ends with this process. Without one, as if this fails, the program is run
 * directly. */
void tesseract_start_helper(void);

/* The text of the image in hOCR: XHTML with the place of every word. The caller
 * frees the bytes of *out. False with a reason, which follows the name of what
 * was to be read, if it failed or took too long. */
bool tesseract_read(const struct image *image,
                    struct text *out,
                    char reason[REASON_SIZE]);

#endif
