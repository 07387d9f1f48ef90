/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * pdfjs.h: the files of pdf.js, by which the page shows PDFs. They are not
 * parts of the program, because they are larger than it: they are in the folder
 * pdfjs beside it or, once they are installed, in share/findings/pdfjs.
 */
#ifndef WEB_PAGE_PDFJS_H
#define WEB_PAGE_PDFJS_H

#include "web.h"

/* Their folder, which is looked for beside the running program, once; NULL if
 * it is not there, so that browsers show PDFs in their own way. */
const char *pdfjs_folder(void);

/* Show the file that the rest of the path names, if it is one of those that are
 * needed (pdfjs_files.h). */
void
pdfjs_show(struct web *web, const struct request *request, struct reply *reply);

#endif
