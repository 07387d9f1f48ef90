/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * pdfjs_files.h: the files of pdf.js that the page needs, as web/CMakeLists.txt
 * lists them.
 */
#ifndef WEB_PDFJS_FILES_H
#define WEB_PDFJS_FILES_H

/* Names within the folder of pdf.js; NULL after the last. */
extern const char *const pdfjs_files[];

#endif
