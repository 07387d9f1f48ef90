// SPDX-License-Identifier: GPL-2.0-or-later
//
// An open index: a view of one commit.
#ifndef XAPIAN_CAPI_READER_H
#define XAPIAN_CAPI_READER_H

#include "boundary.h"

#include <xapian.h>

#include <cstdint>
#include <string>
#include <vector>

namespace capi
{

using Paths = std::vector<std::string>;

// Call open(), which opens an index. Xapian has no error of its own for a
// format that it no longer supports, such as Flint: that becomes a version
// error, so that elsewhere an unavailable feature means a damaged index.
template <typename Open>
auto
open_supported(Open &&open)
{
    try {
        return open();
    } catch (const Xapian::FeatureUnavailableError &e) {
        throw Xapian::DatabaseVersionError(e.get_msg());
    }
}

// Open the indexes at the paths as one.
Xapian::Database open_all(const Paths &paths);

} // namespace capi

struct xc_reader {
    explicit xc_reader(const capi::Paths &where);

    // The database to read from. Throws (XC_STALE) if reopening has failed.
    Xapian::Database &view();

    // Move to the last commit; returns whether it is a new one.
    bool reopen();

    // Whether this is a single index on this machine: then its document numbers
    // are those of the database, and its revision is known.
    bool is_simple() const { return revision != 0; }

    const capi::Paths paths;
    std::string state; // of the folders when they were opened (folder.h); "" if
                       // one of them is no folder
    Xapian::Database db;
    std::string uuid;       // of all indexes together
    std::uint64_t revision; // 0 if there is none
    bool is_open = true;
};

#endif
