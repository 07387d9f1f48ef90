/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A document of a word processor: a package of XML files (ECMA-376), with the
 * few parts that one needs. Headings, quotations, references and notes have
 * styles of their own, which people can change at once.
 */
#include "page/basket.h"

#include "page/html.h"
#include "print/member.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define OFFICE                                                                 \
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define WORD "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define WORD_TYPE                                                              \
    "application/vnd.openxmlformats-officedocument.wordprocessingml."

static const char types[] =
    XML "<Types xmlns=\"" PACKAGE "content-types\">"
        "<Default Extension=\"rels\" ContentType=\"application/"
        "vnd.openxmlformats-package.relationships+xml\"/>"
        "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
        "<Override PartName=\"/word/document.xml\" ContentType=\"" WORD_TYPE
        "document.main+xml\"/>"
        "<Override PartName=\"/word/styles.xml\" ContentType=\"" WORD_TYPE
        "styles+xml\"/>"
        "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/"
        "vnd.openxmlformats-package.core-properties+xml\"/>"
        "</Types>";

static const char relations[] =
    XML "<Relationships xmlns=\"" PACKAGE "relationships\">"
        "<Relationship Id=\"r1\" Type=\"" OFFICE
        "officeDocument\" Target=\"word/document.xml\"/>"
        "<Relationship Id=\"r2\" Type=\"" PACKAGE
        "relationships/metadata/core-properties\" "
        "Target=\"docProps/core.xml\"/>"
        "</Relationships>";

static const char document_relations[] = XML
    "<Relationships xmlns=\"" PACKAGE "relationships\">"
    "<Relationship Id=\"r1\" Type=\"" OFFICE "styles\" Target=\"styles.xml\"/>"
    "</Relationships>";

/* A style, its name, how its paragraphs are set, and its letters. */
#define STYLE(id, name, paragraph, letters)                                    \
    "<w:style w:type=\"paragraph\" w:styleId=\"" id "\"><w:name w:val=\"" name \
    "\"/><w:basedOn w:val=\"Normal\"/><w:next w:val=\"Normal\"/><w:qFormat/>"  \
    "<w:pPr>" paragraph "</w:pPr><w:rPr>" letters "</w:rPr></w:style>"

static const char styles[] = XML
    "<w:styles xmlns:w=\"" WORD "\">"
    "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"22\"/>"
    "<w:lang w:val=\"en-GB\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
    "<w:spacing w:after=\"120\" w:line=\"276\" w:lineRule=\"auto\"/></w:pPr>"
    "</w:pPrDefault></w:docDefaults>"
    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
    "<w:name w:val=\"Normal\"/><w:qFormat/></w:style>" STYLE(
        "Title",
        "Title",
        "<w:spacing w:after=\"240\"/>",
        "<w:b/><w:sz w:val=\"40\"/>")
        STYLE("Heading1",
              "heading 1",
              "<w:keepNext/><w:spacing w:before=\"280\" w:after=\"80\"/>"
              "<w:outlineLvl w:val=\"0\"/>",
              "<w:b/><w:sz w:val=\"28\"/>")
            STYLE("Quote",
                  "Quote",
                  "<w:keepLines/><w:ind w:left=\"567\" w:right=\"567\"/>",
                  "") STYLE("Citation",
                            "Citation",
                            "<w:ind w:left=\"567\" w:right=\"567\"/>",
                            "<w:sz w:val=\"20\"/>")
                STYLE("Note", "Note", "", "<w:i/>") "</w:styles>";

/* Write a paragraph for each line of the text. */
static void
put_lines(GString *out, const char *style, const char *before, const char *text)
{
    char **lines = g_strsplit(text, "\n", -1);

    for (size_t i = 0; lines[i]; i++)
        html(out,
             "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr><w:r><w:t "
             "xml:space=\"preserve\">%s%s</w:t></w:r></w:p>\n",
             style, i == 0 ? before : "", g_strchomp(lines[i]));
    g_strfreev(lines);
}

static void
put_paragraph(const struct basket *basket, const json_t *record, GString *out)
{
    char *heading = basket_heading(record);
    char *reference = basket_reference(basket, record);
    const char *note = member_text(record, "annotation");
    char *cited = g_strdup_printf("%s [%s]", g_strchomp(reference),
                                  member_text(record, "id"));

    put_lines(out, "Heading1", "", heading);
    put_lines(out, "Quote", "", member_text(record, "text"));
    put_lines(out, "Citation", "", cited);
    if (*note)
        put_lines(out, "Note", "", note);
    g_free(cited);
    g_free(heading);
    free(reference);
}

static GString *
make_document(const struct basket *basket)
{
    GString *out =
        g_string_new(XML "<w:document xmlns:w=\"" WORD "\"><w:body>\n");
    const json_t *record, *id;
    size_t i;

    put_lines(out, "Title", "", *basket->title ? basket->title : "Paragraphs");
    json_array_foreach(basket->records, i, record)
    {
        put_paragraph(basket, record, out);
    }
    json_array_foreach(basket->missing, i, id)
    {
        put_lines(out, "Note",
                  "Not in the index any more: ", json_string_value(id));
    }
    html(out, "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar "
              "w:top=\"1440\" w:right=\"1440\" w:bottom=\"1440\" "
              "w:left=\"1440\" w:header=\"708\" w:footer=\"708\" "
              "w:gutter=\"0\"/></w:sectPr></w:body></w:document>\n");
    return out;
}

static GString *
make_properties(const struct basket *basket)
{
    GString *out =
        g_string_new(XML "<cp:coreProperties xmlns:cp=\"" PACKAGE
                         "metadata/core-properties\" "
                         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">");

    html(out, "<dc:title>%s</dc:title></cp:coreProperties>", basket->title);
    return out;
}

/* Add a file to the package; the text must remain until that is closed. */
static bool
add(zip_t *zip, const char *name, const char *text, size_t len)
{
    zip_source_t *source = zip_source_buffer(zip, text, len, 0);
    const zip_int64_t i =
        source ? zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8) : -1;

    if (source && i < 0)
        zip_source_free(source);
    /* The day on which DOS began, so that the same basket gives the same bytes.
     */
    return i >= 0 &&
           zip_file_set_dostime(zip, (zip_uint64_t)i, 0, 0x21, 0) == 0;
}

/* Append what has been written to memory. */
static void
append_source(zip_source_t *memory, GString *out)
{
    char bytes[16384];
    zip_int64_t n;

    if (zip_source_open(memory) != 0)
        return;
    while ((n = zip_source_read(memory, bytes, sizeof bytes)) > 0)
        g_string_append_len(out, bytes, (gssize)n);
    zip_source_close(memory);
}

void
basket_put_docx(const struct basket *basket, GString *out)
{
    GString *document = make_document(basket);
    GString *properties = make_properties(basket);
    zip_error_t error;
    zip_source_t *memory = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_t *zip =
        memory ? zip_open_from_source(memory, ZIP_TRUNCATE, &error) : NULL;

    /* Only memory can be lacking, without which the program ends. */
    if (!zip)
        g_error("cannot make a document: out of memory");
    zip_source_keep(memory);
    if (!add(zip, "[Content_Types].xml", types, strlen(types)) ||
        !add(zip, "_rels/.rels", relations, strlen(relations)) ||
        !add(zip, "docProps/core.xml", properties->str, properties->len) ||
        !add(zip, "word/document.xml", document->str, document->len) ||
        !add(zip, "word/styles.xml", styles, strlen(styles)) ||
        !add(zip, "word/_rels/document.xml.rels", document_relations,
             strlen(document_relations)) ||
        zip_close(zip) != 0)
        g_error("cannot make a document: %s", zip_strerror(zip));
    append_source(memory, out);
    zip_source_free(memory);
    g_string_free(document, TRUE);
    g_string_free(properties, TRUE);
}
