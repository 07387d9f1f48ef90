/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/packed.h"

#include <glib.h>
#include <zstd.h>

/* Of compression. Level 6 would save 2 % more, and take twice as long. */
enum { LEVEL = 1 };

struct packer {
    ZSTD_CCtx *packing;   /* NULL until it is needed */
    ZSTD_DCtx *unpacking; /* NULL until it is needed */
};

struct packer *
packer_new(void)
{
    return g_new0(struct packer, 1);
}

void
packer_free(struct packer *packer)
{
    if (!packer)
        return;
    ZSTD_freeCCtx(packer->packing);
    ZSTD_freeDCtx(packer->unpacking);
    g_free(packer);
}

static void *
must_have(void *memory)
{
    if (!memory)
        g_error("out of memory");
    return memory;
}

/* With a checksum, as damage might otherwise go unnoticed. */
static ZSTD_CCtx *
new_packing(void)
{
    ZSTD_CCtx *packing = must_have(ZSTD_createCCtx());

    ZSTD_CCtx_setParameter(packing, ZSTD_c_compressionLevel, LEVEL);
    ZSTD_CCtx_setParameter(packing, ZSTD_c_checksumFlag, 1);
    return packing;
}

struct string
pack(struct packer *packer, struct arena *arena, const char *bytes, size_t len)
{
    struct string out = {0};

    if (len == 0)
        return out;
    if (!packer->packing)
        packer->packing = new_packing();
    const size_t room = ZSTD_compressBound(len);
    out.at = arena_alloc(arena, room);
    out.len = ZSTD_compress2(packer->packing, out.at, room, bytes, len);
    /* As there is enough room, it can only fail for want of memory. */
    if (ZSTD_isError(out.len))
        g_error("a document cannot be packed: %s", ZSTD_getErrorName(out.len));
    return out;
}

struct string
unpack(struct packer *packer,
       struct arena *arena,
       const char *bytes,
       size_t len)
{
    struct string out = {0};
    unsigned long long size = 0;

    if (len > 0)
        size = ZSTD_getFrameContentSize(bytes, len);
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR ||
        size >= SIZE_MAX)
        arena_fail(arena, FE_CORRUPT, 0, "the data of a document is damaged");
    out.at = arena_alloc(arena, (size_t)size + 1);
    if (len == 0)
        return out;
    if (!packer->unpacking)
        packer->unpacking = must_have(ZSTD_createDCtx());
    out.len = ZSTD_decompressDCtx(packer->unpacking, out.at, size, bytes, len);
    if (ZSTD_isError(out.len))
        arena_fail(arena, FE_CORRUPT, 0, "the data of a document is damaged");
    out.at[out.len] = '\0';
    return out;
}
