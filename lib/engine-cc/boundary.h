// SPDX-License-Identifier: GPL-2.0-or-later
//
// Where C++ ends. Every extern "C" function that can fail has one body: clear
// the outputs, then guarded(err, lambda). No exception passes it.
#ifndef XC_BOUNDARY_H
#define XC_BOUNDARY_H

#include "findings/engine-cc.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace xc
{

// Thrown by the query parser: a message for the person who typed the query.
struct BadQuery {
    std::size_t offset;
    std::string message;
};

// Thrown where there is no index at the path, no document of the term.
struct NoIndex {
    std::string message;
};
struct NoDocument {
};

// Thrown where the index is not what it was.
struct HasChanged {
};

// Thrown where the index is not of the version that was expected.
struct OtherVersion {
};

// At most so many bytes of a text, and no part of a character, for a message.
std::string_view cut(std::string_view text, std::size_t most) noexcept;

// Sort the exception in flight into a status and fill *err. Must be called
// from within a catch block.
xc_status status_of_current_exception(xc_error *err) noexcept;

template <typename Body>
xc_status
guarded(xc_error *err, Body &&body) noexcept
{
    try {
        std::forward<Body>(body)();
        return XC_OK;
    } catch (...) {
        return status_of_current_exception(err);
    }
}

} // namespace xc

// A caller's mistake, such as a null handle: said at once, with NDEBUG too.
#define XC_REQUIRE(condition)                                                  \
    ((condition) ? (void)0 : xc_misused(__func__, #condition))

[[noreturn]] void xc_misused(const char *function, const char *condition);

#endif
