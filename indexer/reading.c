/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "reading.h"
#include "base/memory.h"
#include "blocks/blocks.h"
#include "blocks/layout.h"
#include "report/cover.h"
#include "report/imprint.h"
#include "terms/frameworks.h"
#include "records/jsonl.h"
#include "report/judging.h"
#include "report/oddities.h"
#include "report/printed_grades.h"
#include "findings/format.h"
#include "lines/docx.h"
#include "lines/html.h"
#include "lines/ocr.h"
#include "lines/odt.h"
#include "lines/package.h"
#include "lines/pdf.h"
#include "lines/txt.h"
#include "report/subject.h"
#include "report/walk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OPENING_LINES = 10 }; /* of a letter: greeting, title, first sentence */

/* The framework that the first lines from this one name. */
static const struct framework *
framework_from(const struct lines *lines, size_t first, size_t most)
{
    struct lines part = *lines;

    part.list += first;
    part.count -= first;
    part.count = part.count < most ? part.count : most;
    char *head = lines_head(&part);
    const struct framework *framework = framework_of(head);
    free(head);
    return framework;
}

bool
reading_with_ocr(void (*progress)(unsigned done, unsigned all),
                 char reason[REASON_SIZE])
{
    return ocr_switch_on(progress, reason);
}

void
reading_prepare(void)
{
    ocr_prepare();
}

/* A report is recognised by its first page. A letter may have its title only on
 * the next one, after the names of all whom it greets. */
const struct framework *
reading_framework(const struct lines *lines)
{
    const struct framework *framework = framework_from(lines, 0, lines->count);

    for (size_t i = 0; i < lines->count && !framework->titles; i++)
        if (strncmp(lines->list[i].text, "Dear ", 5) == 0)
            return framework_from(lines, i, OPENING_LINES);
    return framework;
}

/* Report how the pages were read. */
static void
take_remarks(const struct lines *lines, struct report *report)
{
    for (size_t i = 0; i < lines->n_remarks; i++) {
        const struct remark *remark = &lines->remarks[i];
        report_add_oddity(report, 0, remark->page, remark->text);
        report->oddities[report->n_oddities - 1].is_damage = remark->is_damage;
    }
    report->unread_pages = lines->unread_pages;
    report->recognised_pages = lines->recognised_pages;
}

bool
reading_lines(const char *source,
              struct lines *lines,
              struct report *out,
              char reason[REASON_SIZE])
{
    const struct framework *framework = reading_framework(lines);
    struct blocks blocks;

    *out = (struct report){0};
    layout_read(lines, framework, &blocks);
    if (framework->is_by_print)
        printed_grades_find(framework->grades, &blocks);
    out->source = memory_strdup(source);
    out->framework = framework->name;
    cover_read(&blocks, framework, out);
    imprint_read(lines, &blocks, framework, out);
    subject_read(&blocks, out);
    walk_blocks(&blocks, framework,
                framework->themes ? cover_theme(&blocks, framework)
                                  : framework->area,
                out);
    judging_grade(out, framework);
    oddities_find(out);
    take_remarks(lines, out);
    report_name(out);
    blocks_fini(&blocks);
    lines_fini(lines);
    if (out->n_paragraphs == 0) {
        snprintf(
            reason, REASON_SIZE,
            "it contains no paragraphs; check that it is an inspection report");
        report_fini(out);
        return false;
    }
    return true;
}

/* Read a file of a word processor. */
static bool
package_read(const char *bytes, size_t len, struct lines *out, char *reason)
{
    struct package *package = package_open(bytes, len, reason);
    bool is_read = false;

    if (!package)
        return false;
    if (docx_is(package))
        is_read = docx_read(package, out, reason);
    else if (odt_is(package))
        is_read = odt_read(package, out, reason);
    else
        snprintf(reason, REASON_SIZE,
                 "it is an archive, or a file of a kind that is not read; save "
                 "its reports as PDF, HTML, DOCX, ODT or text");
    package_close(package);
    return is_read;
}

/* Read the lines of a report in any format. */
static bool
lines_read(char *bytes, size_t len, struct lines *out, char *reason)
{
    switch (findings_format_of(bytes, len)) {
    case FINDINGS_FORMAT_PDF:
        return pdf_read(bytes, len, out, reason);
    case FINDINGS_FORMAT_HTML:
        return html_read(bytes, len, out, reason);
    case FINDINGS_FORMAT_ZIP:
        return package_read(bytes, len, out, reason);
    case FINDINGS_FORMAT_TEXT:
        return txt_read(bytes, len, out, reason);
    case FINDINGS_FORMAT_OTHER:
        break;
    }
    snprintf(reason, REASON_SIZE, "it is %s", findings_format_name(bytes, len));
    return false;
}

/* Records are recognised by the name of the file, all others by their bytes. A
 * file that is named .pdf but is not a PDF is refused, since it is usually an
 * error message of the site in place of the report. */
bool
reading_bytes(const char *source,
              char *bytes,
              size_t len,
              struct report_list *out,
              char reason[REASON_SIZE])
{
    struct lines lines;
    bool is_read;

    *out = (struct report_list){0};
    if (text_has_ending(source, ".jsonl"))
        return jsonl_read(source, bytes, len, out, reason);
    is_read = lines_read(bytes, len, &lines, reason);
    if (is_read && !lines.has_type && text_has_ending(source, ".pdf")) {
        snprintf(reason, REASON_SIZE,
                 lines.has_roles
                     ? "it is named .pdf but is a web page or a word "
                       "processor's file; if it is the report, rename it"
                     : "it is named .pdf but is text; rename it to .txt");
        lines_fini(&lines);
        is_read = false;
    }
    if (is_read && reading_lines(source, &lines, report_list_add(out), reason))
        return true;
    out->count = 0; /* its only report is empty already */
    report_list_fini(out);
    return false;
}
