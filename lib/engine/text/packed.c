/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "engine/text/packed.h"

#include "engine/text/shipped.h"

#include <glib.h>
#include <pthread.h>
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

/* The dictionary, prepared for either way: shared by all, and never freed. */
static ZSTD_CDict *packing_dictionary;
static ZSTD_DDict *unpacking_dictionary;

static void
prepare_dictionaries(void)
{
    packing_dictionary = must_have(
        ZSTD_createCDict(records_shipped, records_shipped_len, LEVEL));
    unpacking_dictionary =
        must_have(ZSTD_createDDict(records_shipped, records_shipped_len));
}

static void
need_dictionaries(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;

    pthread_once(&once, prepare_dictionaries);
}

/* With a checksum, as damage might otherwise go unnoticed. */
static ZSTD_CCtx *
new_packing(void)
{
    ZSTD_CCtx *packing = must_have(ZSTD_createCCtx());

    need_dictionaries();
    ZSTD_CCtx_setParameter(packing, ZSTD_c_checksumFlag, 1);
    ZSTD_CCtx_refCDict(packing, packing_dictionary);
    return packing;
}

static ZSTD_DCtx *
new_unpacking(void)
{
    ZSTD_DCtx *unpacking = must_have(ZSTD_createDCtx());

    need_dictionaries();
    ZSTD_DCtx_refDDict(unpacking, unpacking_dictionary);
    return unpacking;
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
        packer->unpacking = new_unpacking();
    out.len = ZSTD_decompressDCtx(packer->unpacking, out.at, size, bytes, len);
    if (ZSTD_isError(out.len))
        arena_fail(arena, FE_CORRUPT, 0, "the data of a document is damaged");
    out.at[out.len] = '\0';
    return out;
}
