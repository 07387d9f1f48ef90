// SPDX-License-Identifier: GPL-2.0-or-later
//
// Translates every exception into a status. Xapian::Error is not derived from
// std::exception, so classes of both families are caught, most derived first.
// Messages come from get_msg(), which does not throw; get_description() may.
#include "boundary.h"

#include <xapian.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>

static_assert(noexcept(std::declval<const Xapian::Error &>().get_msg()),
              "the translator relies on get_msg() not throwing");

namespace
{

// Make the message one line of whole characters. is_cut: it did not fit, and
// its last character may be incomplete.
void
tidy(char *message, bool is_cut) noexcept
{
    std::size_t len = std::strlen(message);
    if (is_cut) {
        while (len > 0 &&
               (static_cast<unsigned char>(message[len - 1]) & 0xc0) == 0x80)
            len--;
        if (len > 0 && static_cast<unsigned char>(message[len - 1]) >= 0xc0)
            len--;
        message[len] = '\0';
    }
    for (; *message; message++)
        if (static_cast<unsigned char>(*message) < ' ')
            *message = ' ';
}

bool
has_ending(const char *text, const char *ending) noexcept
{
    const std::size_t len = std::strlen(text), n = std::strlen(ending);
    return n <= len && std::strcmp(text + len - n, ending) == 0;
}

// The number of the system's error that ends the text, which is all that Xapian
// keeps of it; 0 if there is none.
int
number_of(const char *text) noexcept
{
    constexpr int numbers[] = {ENOSPC, EDQUOT, EFBIG,  EIO,    EROFS,
                               EACCES, EPERM,  EMFILE, ENFILE, ENOMEM,
                               ENOENT, ENOLCK, ESTALE};
    // Xapian's own words for both limits of open files
    if (has_ending(text, "too many open files"))
        return EMFILE;
    for (const int number : numbers)
        if (has_ending(text, std::strerror(number)))
            return number;
    return 0;
}

xc_status
report(xc_error *err,
       xc_status status,
       const char *message,
       const char *system = nullptr,
       int number = 0) noexcept
{
    if (err) {
        err->status = status;
        err->system = number ? number : system ? number_of(system) : 0;
        const int len = std::snprintf(
            err->message, sizeof err->message, system ? "%s (%s)" : "%s",
            *message ? message : "unknown error", system);
        tidy(err->message, len >= static_cast<int>(sizeof err->message));
    }
    return status;
}

xc_status
report(xc_error *err, xc_status status, const Xapian::Error &error) noexcept
{
    return report(err, status, error.get_msg().c_str(),
                  error.get_error_string());
}

// Xapian calls every failure to lock an index a lock error.
xc_status
report_lock(xc_error *err, const Xapian::Error &error) noexcept
{
    const char *message = error.get_msg().c_str();
    if (has_ending(message, "already locked"))
        return report(err, XC_LOCKED, error);
    return report(err, XC_FAILED, message, nullptr, number_of(message));
}

} // namespace

namespace capi
{

xc_status
status_of_current_exception(xc_error *err) noexcept
{
    try {
        throw;
    } catch (const NoIndex &e) {
        return report(err, XC_NOT_FOUND, e.message.c_str());
    } catch (const Refusal &e) {
        return report(err, XC_FAILED, e.message.c_str(),
                      std::strerror(e.number), e.number);
    } catch (const Xapian::DocNotFoundError &e) {
        return report(err, XC_NOT_FOUND, e);
    } catch (const Xapian::DatabaseModifiedError &) {
        return report(err, XC_STALE,
                      "the index has moved on by two commits; reopen it");
    } catch (const Xapian::DatabaseClosedError &e) {
        return report(err, XC_STALE, e);
    } catch (const Xapian::DatabaseLockError &e) {
        return report_lock(err, e);
    } catch (const Xapian::DatabaseCorruptError &e) {
        return report(err, XC_CORRUPT, e);
    } catch (const Xapian::FeatureUnavailableError &e) {
        // No call here asks for an optional feature: what is unavailable is a
        // table of the index whose file is missing.
        return report(err, XC_CORRUPT, e);
    } catch (const Xapian::DatabaseVersionError &e) {
        return report(err, XC_WRONG_VERSION, e);
    } catch (const Xapian::DatabaseNotFoundError &e) {
        return report(err, XC_NOT_FOUND, e);
    } catch (const Xapian::DatabaseError &e) {
        // Unless a system call failed, the files are damaged, whichever error
        // it is.
        return report(err, e.get_error_string() ? XC_FAILED : XC_CORRUPT, e);
    } catch (const Xapian::RangeError &e) {
        // A number in a block that cannot be: no call here passes one that may
        // be out of range.
        return report(err, XC_CORRUPT, e);
    } catch (const Xapian::SerialisationError &e) {
        return report(err, XC_CORRUPT, e);
    } catch (const Xapian::Error &e) {
        return report(err, XC_FAILED, e);
    } catch (const std::bad_alloc &) {
        return report(err, XC_NO_MEMORY, "out of memory");
    } catch (const std::exception &e) {
        return report(err, XC_FAILED, e.what());
    } catch (...) {
        return report(err, XC_FAILED, "unknown C++ exception");
    }
}

void
give(const std::string &bytes, char **out, std::size_t *len)
{
    char *copy = static_cast<char *>(std::malloc(bytes.size() + 1));
    if (!copy)
        throw std::bad_alloc();
    std::memcpy(copy, bytes.c_str(), bytes.size() + 1);
    *out = copy;
    if (len)
        *len = bytes.size();
}

void
misused(const char *function, const char *condition) noexcept
{
    std::fprintf(stderr, "xapian-capi: %s was called wrongly: not (%s)\n",
                 function, condition);
    std::abort();
}

} // namespace capi

const char *
xc_xapian_version(void)
{
    return Xapian::version_string();
}
