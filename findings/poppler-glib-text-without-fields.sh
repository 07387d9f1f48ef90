#!/usr/bin/env bash
# poppler-glib: poppler_page_get_text() has no word of what was filled in or
# typed on a page, though poppler_page_render() draws it.
#
# One would guess that the text of a page is the text that one sees on it: the
# value of a form field, and a note typed on the page (FreeText), have an
# appearance that the page is drawn with. Rendering draws both. The text, its
# layout and its attributes come from the page's content alone; the values have
# to be asked for by poppler_page_get_form_field_mapping() and
# poppler_page_get_annot_mapping(), and put in their place.
#
# Needs a C compiler and the headers of cairo. Fails if the text has the words,
# or if the page is drawn without them.
set -euo pipefail

version=22.12.0-2+deb12u3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get -o APT::Sandbox::User=root download "libpoppler-glib8=$version" \
    "libpoppler-glib-dev=$version" "libpoppler126=$version" >/dev/null
for package in ./*.deb; do
    dpkg-deb -x "$package" root
done
libraries=$(dirname "$(find root -name 'libpoppler.so.126' | head -1)")

# A page with one line of text, a field with a value, and a note; the field and
# the note have appearances.
python3 - <<'PY'
def stream(words):
    return "BT /F 12 Tf 2 4 Td (%s) Tj ET" % words


form = ("<< /Type /XObject /Subtype /Form /BBox [0 0 200 16] "
        "/Resources << /Font << /F 4 0 R >> >> /Length %d >>\nstream\n%s\nendstream")
content = "BT /F 12 Tf 72 700 Td (printed) Tj ET"
value, note = stream("filled"), stream("typed")
objects = [
    "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] >> >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
    "/Resources << /Font << /F 4 0 R >> >> /Annots [6 0 R 7 0 R] >>",
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    "<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    "<< /Type /Annot /Subtype /Widget /FT /Tx /T (name) /V (filled) /F 4 "
    "/DA (/F 12 Tf 0 g) /Rect [72 600 272 616] /AP << /N 8 0 R >> >>",
    "<< /Type /Annot /Subtype /FreeText /Contents (typed) /F 4 "
    "/DA (/F 12 Tf 0 g) /Rect [72 500 272 516] /AP << /N 9 0 R >> >>",
    form % (len(value), value),
    form % (len(note), note),
]
out, starts = "%PDF-1.4\n", []
for number, words in enumerate(objects, 1):
    starts.append(len(out))
    out += "%d 0 obj\n%s\nendobj\n" % (number, words)
table = len(out)
out += "xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
out += "".join("%010d 00000 n \n" % start for start in starts)
out += ("trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
        % (len(objects) + 1, table))
open("page.pdf", "w").write(out)
PY

cat >page.c <<'C'
#include <poppler.h>

#include <cairo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How many pixels are dark between two heights, from the top. */
static int
dark(cairo_surface_t *surface, int from, int to)
{
    const unsigned char *data = cairo_image_surface_get_data(surface);
    const int stride = cairo_image_surface_get_stride(surface);
    int n = 0;

    for (int y = from; y < to; y++)
        for (int x = 0; x < 595; x++)
            n += data[y * stride + 4 * x] < 128;
    return n;
}

int
main(void)
{
    char *path = realpath("page.pdf", NULL);
    char *uri = g_filename_to_uri(path, NULL, NULL);
    PopplerDocument *document = poppler_document_new_from_file(uri, NULL, NULL);
    PopplerPage *page = poppler_document_get_page(document, 0);
    const char *text = poppler_page_get_text(page);
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, 595, 842);
    cairo_t *cairo = cairo_create(surface);

    cairo_set_source_rgb(cairo, 1, 1, 1);
    cairo_paint(cairo);
    poppler_page_render(page, cairo);
    cairo_surface_flush(surface);
    const int field = dark(surface, 226, 242), note = dark(surface, 326, 342);
    printf("poppler %s\ntext: \"%s\"\n", poppler_get_version(), text);
    printf("drawn: field %s, note %s\n", field ? "yes" : "no",
           note ? "yes" : "no");
    return strstr(text, "printed") && !strstr(text, "filled") &&
                   !strstr(text, "typed") && field && note
               ? 0
               : 1;
}
C
# shellcheck disable=SC2046
cc page.c -o page -I"$(dirname "$(find root -name poppler.h | head -1)")" \
    $(pkg-config --cflags glib-2.0 gobject-2.0 gio-2.0 cairo) \
    "$libraries/libpoppler-glib.so.8" -Wl,-rpath-link,"$libraries" \
    $(pkg-config --libs glib-2.0 gobject-2.0 gio-2.0 cairo)
LD_LIBRARY_PATH=$libraries ./page
