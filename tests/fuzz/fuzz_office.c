/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Fuzz target: files of word processors. The input is an archive, or else the
 * XML of the part that has the text: of an OpenDocument text if it mentions
 * one, of a Word document otherwise.
 */
#include "check.h"

#include "base/memory.h"
#include "findings/format.h"
#include "reading.h"
#include "zipped.h"

#include <stdlib.h>
#include <string.h>

static void
read_archive(char *bytes, size_t len)
{
    struct report_list reports;
    char reason[REASON_SIZE] = "";

    if (!reading_bytes("2010/x.docx", bytes, len, &reports, reason)) {
        check(reports.count == 0, "what is refused is not empty");
        check_reason(reason);
        return;
    }
    check_read(&reports, CHECK_NO_PLACE);
    report_list_fini(&reports);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
    if (findings_format_of((const char *)bytes, len) == FINDINGS_FORMAT_ZIP) {
        char *copy = memory_strndup((const char *)bytes, len);
        read_archive(copy, len);
        free(copy);
        return 0;
    }
    char *xml = memory_strndup((const char *)bytes, len);
    const struct zipped_part parts[] = {
        {strstr(xml, "opendocument") ? "content.xml" : "word/document.xml",
         xml},
        {NULL, NULL}};
    size_t size;
    char *archive = zipped(parts, &size);
    read_archive(archive, size);
    free(archive);
    free(xml);
    return 0;
}
