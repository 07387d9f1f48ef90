/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "zipped.h"

#include "support.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define WORD "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"

char *
zipped(const struct zipped_part *parts, size_t *len)
{
    zip_error_t error;
    zip_source_t *memory = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip = zip_open_from_source(memory, ZIP_TRUNCATE, &error);

    assert_non_null(zip);
    zip_source_keep(memory);
    for (; parts->name; parts++) {
        zip_source_t *part =
            zip_source_buffer(zip, parts->content, strlen(parts->content), 0);
        assert_true(zip_file_add(zip, parts->name, part, 0) >= 0);
    }
    assert_int_equal(zip_close(zip), 0);
    zip_stat_t stat;
    assert_int_equal(zip_source_stat(memory, &stat), 0);
    *len = (size_t)stat.size;
    char *bytes = malloc(*len);
    assert_non_null(bytes);
    assert_int_equal(zip_source_open(memory), 0);
    assert_int_equal(zip_source_read(memory, bytes, *len), *len);
    zip_source_close(memory);
    zip_source_free(memory);
    return bytes;
}

static char *
docx_part(const char *name, const char *content)
{
    return g_strconcat("<?xml version=\"1.0\"?><w:", name,
                       " xmlns:w=\"" WORD "\">", content ? content : "",
                       "</w:", name, ">", NULL);
}

char *
zipped_docx(const char *body,
            const char *styles,
            const char *lists,
            size_t *len)
{
    char *content = g_strconcat("<w:body>", body, "</w:body>", NULL);
    char *document = docx_part("document", content);
    char *style_part = docx_part("styles", styles);
    char *list_part = docx_part("numbering", lists);
    const struct zipped_part parts[] = {{"[Content_Types].xml", "<Types/>"},
                                        {"word/document.xml", document},
                                        {"word/styles.xml", style_part},
                                        {"word/numbering.xml", list_part},
                                        {NULL, NULL}};
    char *bytes = zipped(parts, len);

    g_free(content);
    g_free(document);
    g_free(style_part);
    g_free(list_part);
    return bytes;
}

char *
zipped_odt(const char *text, const char *styles, size_t *len)
{
    char *content = g_strconcat(
        "<?xml version=\"1.0\"?><office:document-content xmlns:office=\"" OASIS
        "office:1.0\" xmlns:text=\"" OASIS "text:1.0\" xmlns:table=\"" OASIS
        "table:1.0\" xmlns:style=\"" OASIS "style:1.0\" xmlns:fo=\"" OASIS
        "xsl-fo-compatible:1.0\"><office:automatic-styles>",
        styles ? styles : "",
        "</office:automatic-styles><office:body><office:text>", text,
        "</office:text></office:body></office:document-content>", NULL);
    const struct zipped_part parts[] = {
        {"mimetype", "application/vnd.oasis.opendocument.text"},
        {"content.xml", content},
        {NULL, NULL}};
    char *bytes = zipped(parts, len);

    g_free(content);
    return bytes;
}
