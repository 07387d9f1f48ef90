// SPDX-License-Identifier: GPL-2.0-or-later
//
// The one translator from exceptions to statuses. Xapian::Error is no
// std::exception, so both families are listed, most derived first. It uses
// get_msg(), which cannot throw; get_description() can.
#include "boundary.h"

#include <xapian.h>

#include <cstdio>
#include <cstdlib>
#include <new>

static_assert(noexcept(std::declval<const Xapian::Error &>().get_msg()),
              "the translator relies on get_msg() not throwing");

namespace
{

xc_status
report(xc_error *err,
       xc_status status,
       const char *message,
       std::size_t offset = 0) noexcept
{
    if (err) {
        err->status = status;
        err->offset = offset;
        const std::string_view said =
            xc::cut(message && *message ? message : "unknown error",
                    sizeof err->message - 1);
        std::snprintf(err->message, sizeof err->message, "%.*s",
                      static_cast<int>(said.size()), said.data());
    }
    return status;
}

xc_status
report_xapian(xc_error *err,
              xc_status status,
              const Xapian::Error &error) noexcept
{
    const char *system = error.get_error_string();
    if (!system)
        return report(err, status, error.get_msg().c_str());
    char message[sizeof err->message];
    std::snprintf(message, sizeof message, "%s (%s)", error.get_msg().c_str(),
                  system);
    return report(err, status, message);
}

} // namespace

namespace xc
{

std::string_view
cut(std::string_view text, std::size_t most) noexcept
{
    if (text.size() <= most)
        return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80)
        most--;
    text.remove_suffix(text.size() - most);
    return text;
}

xc_status
status_of_current_exception(xc_error *err) noexcept
{
    try {
        throw;
    } catch (const BadQuery &e) {
        return report(err, XC_BAD_QUERY, e.message.c_str(), e.offset);
    } catch (const NoIndex &e) {
        return report(err, XC_NOT_FOUND, e.message.c_str());
    } catch (const NoDocument &) {
        return report(err, XC_NO_DOCUMENT, "no document has this term");
    } catch (const HasChanged &) {
        return report(err, XC_STALE, "the index has changed; ask again");
    } catch (const OtherVersion &) {
        return report(err, XC_WRONG_VERSION, "the index is of another version");
    } catch (const Xapian::DatabaseModifiedError &) {
        return report(err, XC_STALE,
                      "the index changes faster than it can be read; try "
                      "again");
    } catch (const Xapian::DatabaseLockError &e) {
        return report_xapian(err, XC_LOCKED, e);
    } catch (const Xapian::DatabaseCorruptError &e) {
        return report_xapian(err, XC_CORRUPT, e);
    } catch (const Xapian::DatabaseVersionError &e) {
        return report_xapian(err, XC_WRONG_VERSION, e);
    } catch (const Xapian::DatabaseNotFoundError &e) {
        return report_xapian(err, XC_NOT_FOUND, e);
    } catch (const Xapian::DatabaseError &e) {
        // Where the system did not fail, the files are not what they should
        // be, whatever it is that Xapian stumbled over.
        return report_xapian(err, e.get_error_string() ? XC_FAILED : XC_CORRUPT,
                             e);
    } catch (const Xapian::Error &e) {
        return report_xapian(err, XC_FAILED, e);
    } catch (const std::bad_alloc &) {
        return report(err, XC_NO_MEMORY, "out of memory");
    } catch (const std::exception &e) {
        return report(err, XC_FAILED, e.what());
    } catch (...) {
        return report(err, XC_FAILED, "unknown C++ exception");
    }
}

} // namespace xc

void
xc_misused(const char *function, const char *condition)
{
    std::fprintf(stderr, "xapian-capi: %s was called wrongly: not (%s)\n",
                 function, condition);
    std::abort();
}

const char *
xc_xapian_version(void)
{
    return Xapian::version_string();
}
