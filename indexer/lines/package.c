/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "lines/package.h"
#include "base/memory.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

/* Bytes of a part when unpacked. The text of a report of a thousand pages takes
 * a quarter; a small archive may claim any size. */
enum { PART_MAX = 64 << 20 };

struct package {
    zip_t *zip;
};

struct package *
package_open(const char *bytes, size_t len, char reason[REASON_SIZE])
{
    zip_error_t error;

    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes, len, 0, &error);
    zip_t *zip =
        source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
    if (!zip) {
        snprintf(reason, REASON_SIZE,
                 "it is damaged (%.150s); open it in a word processor, and "
                 "save it again",
                 zip_error_strerror(&error));
        zip_source_free(source);
        zip_error_fini(&error);
        return NULL;
    }
    zip_error_fini(&error);
    struct package *package = memory_resize(NULL, sizeof *package);
    package->zip = zip;
    return package;
}

void
package_close(struct package *package)
{
    zip_discard(package->zip);
    free(package);
}

bool
package_has(const struct package *package, const char *part)
{
    return zip_name_locate(package->zip, part, 0) >= 0;
}

/* The bytes of the part; NULL with a reason. The caller frees them. */
static char *
unpack(const struct package *package,
       const char *part,
       size_t *len,
       char *reason)
{
    zip_stat_t stat;
    zip_file_t *file = zip_fopen(package->zip, part, 0);

    if (!file || zip_stat(package->zip, part, 0, &stat) < 0 ||
        !(stat.valid & ZIP_STAT_SIZE)) {
        snprintf(reason, REASON_SIZE,
                 "its part %.60s cannot be read (%.100s); open it in a word "
                 "processor, and save it again without a password",
                 part, zip_strerror(package->zip));
        if (file)
            zip_fclose(file);
        return NULL;
    }
    if (stat.size > PART_MAX) {
        snprintf(reason, REASON_SIZE,
                 "its text takes more than %d MB; divide it into several files",
                 PART_MAX >> 20);
        zip_fclose(file);
        return NULL;
    }
    *len = (size_t)stat.size;
    char *bytes = memory_resize(NULL, *len + 1);
    const zip_int64_t got = zip_fread(file, bytes, *len);
    const int failed = zip_fclose(file);
    if (got != (zip_int64_t)*len || failed != 0) {
        snprintf(reason, REASON_SIZE,
                 "its part %.60s is damaged; open it in a word processor, and "
                 "save it again",
                 part);
        free(bytes);
        return NULL;
    }
    return bytes;
}

xmlDoc *
package_xml(struct package *package, const char *part, char reason[REASON_SIZE])
{
    size_t len;
    char *bytes = unpack(package, part, &len, reason);

    if (!bytes)
        return NULL;
    /* No entity is expanded and nothing else is loaded. */
    xmlDoc *doc = xmlReadMemory(bytes, (int)len, NULL, NULL,
                                XML_PARSE_NONET | XML_PARSE_NOERROR |
                                    XML_PARSE_NOWARNING | XML_PARSE_COMPACT);
    free(bytes);
    if (!doc || !xmlDocGetRootElement(doc)) {
        snprintf(reason, REASON_SIZE,
                 "its part %.60s is not valid XML; open it in a word "
                 "processor, and save it again",
                 part);
        xmlFreeDoc(doc);
        return NULL;
    }
    return doc;
}
