// SPDX-License-Identifier: GPL-2.0-or-later
//
// The boundary between C++ and C. Every extern "C" function that can fail
// clears its outputs, then calls guarded(err, lambda), which lets no exception
// through.
#ifndef XAPIAN_CAPI_BOUNDARY_H
#define XAPIAN_CAPI_BOUNDARY_H

#include "xapian-capi.h"

#include <cstddef>
#include <string>
#include <utility>

namespace capi
{

// Thrown if there is no index at a path. Xapian has no error of its own for a
// file that is not an index.
struct NoIndex {
    std::string message;
};

// Thrown if the system refuses a call. Xapian takes some refusals for a lock
// that another process has, or for an index of an unknown kind.
struct Refusal {
    std::string message;
    int number; // errno
};

// Translate the current exception into a status, and fill *err. Must be called
// within a catch block.
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

// Set *out to a copy that the caller frees, with a NUL after it; len may be
// null.
void give(const std::string &bytes, char **out, std::size_t *len);

[[noreturn]] void misused(const char *function, const char *condition) noexcept;

} // namespace capi

// Ends the program if the caller made a mistake, such as passing a null handle;
// also with NDEBUG.
#define XC_REQUIRE(condition)                                                  \
    ((condition) ? (void)0 : capi::misused(__func__, #condition))

#endif
