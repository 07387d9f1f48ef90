/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Damage in compressed parts of a PDF.
 */
#include "support.h"

#include "lines/checksums.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

/* A PDF with one compressed part, up to 2000 bytes; the byte of the data at
 * `wrong` (from their end, from 1) is changed, unless it is 0. */
struct file {
    char bytes[2000];
    size_t len;
};

static struct file
with_part(const char *dictionary, size_t wrong, const char *end)
{
    static const char text[] = "BT (Boats are mended by the board.) Tj ET";
    unsigned char data[500];
    uLongf n = sizeof data;
    struct file file;

    assert_int_equal(
        compress(data, &n, (const unsigned char *)text, sizeof text), Z_OK);
    if (wrong > 0)
        data[n - wrong] ^= 0x55;
    file.len = (size_t)snprintf(file.bytes, sizeof file.bytes,
                                "%%PDF-1.7\n1 0 obj\n<< /Subtype /Image >>\n"
                                "endobj\n2 0 obj\n<< %s >>\nstream\r\n",
                                dictionary);
    memcpy(file.bytes + file.len, data, n);
    file.len += n;
    strcpy(file.bytes + file.len, end);
    file.len += strlen(end);
    return file;
}

#define PAGE "/Length 40 /Filter /FlateDecode"
#define END "\nendstream\nendobj\n"

static bool
is_found(const char *dictionary, size_t wrong, const char *end)
{
    const struct file file = with_part(dictionary, wrong, end);
    char *exact = malloc(file.len);

    assert_non_null(exact);
    memcpy(exact, file.bytes, file.len);
    const bool is = checksums_differ(exact, file.len);
    free(exact);
    return is;
}

static void
a_wrong_checksum_is_damage(void **state)
{
    (void)state;
    assert_false(is_found(PAGE, 0, END));
    assert_true(is_found(PAGE, 1, END));
    assert_true(is_found(PAGE, 8, END));
}

static void
pictures_fonts_and_encrypted_files_are_not_looked_at(void **state)
{
    (void)state;
    assert_false(is_found(PAGE " /Subtype /Image", 1, END));
    assert_false(is_found(PAGE " /Length1 90", 1, END));
    assert_false(
        is_found("/Length 40 /Filter [/ASCII85Decode /FlateDecode]", 1, END));
    assert_false(is_found("/Length 40", 1, END));
    assert_false(is_found(PAGE, 1, END "trailer << /Encrypt 3 0 R >>\n"));
}

static void
what_is_cut_off_does_no_harm(void **state)
{
    const struct file file = with_part(PAGE, 1, END);

    (void)state;
    for (size_t len = 0; len < file.len; len++) {
        char *exact = malloc(len + 1);
        assert_non_null(exact);
        memcpy(exact, file.bytes, len);
        checksums_differ(exact, len);
        free(exact);
    }
    assert_false(is_found(PAGE, 1, ""));
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_checksum_is_damage),
        cmocka_unit_test(pictures_fonts_and_encrypted_files_are_not_looked_at),
        cmocka_unit_test(what_is_cut_off_does_no_harm),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
