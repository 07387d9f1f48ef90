// SPDX-License-Identifier: GPL-2.0-or-later
//
// Opening and reopening an index, and reading single elements of it; lists.cc
// reads lists.
#include "reader.h"
#include "folder.h"

#include <sys/stat.h>

#include <cstring>

namespace
{

// The beginning of the address of a remote index, "tcp:HOST:PORT".
constexpr char tcp[] = "tcp:";

bool
is_remote(const std::string &path)
{
    return path.compare(0, sizeof tcp - 1, tcp) == 0;
}

Xapian::Database
open_remote(const std::string &path)
{
    const std::size_t host = sizeof tcp - 1, colon = path.rfind(':');
    unsigned port = 0;
    for (std::size_t i = colon + 1; i < path.size(); i++) {
        if (path[i] < '0' || path[i] > '9' || port > 65535) {
            port = 0;
            break;
        }
        port = 10 * port + static_cast<unsigned>(path[i] - '0');
    }
    if (colon <= host || port == 0 || port > 65535)
        throw Xapian::InvalidArgumentError(path + " is not tcp:HOST:PORT");
    return Xapian::Remote::open(path.substr(host, colon - host), port);
}

// Open a file, which may be an index in one file, or a stub that lists indexes.
// Xapian treats any other file as a stub as well, with a bad line if it is
// text, or without any index if it is empty.
Xapian::Database
open_file(const std::string &path)
{
    try {
        Xapian::Database db(path);
        if (!db.get_uuid().empty())
            return db;
    } catch (const Xapian::DatabaseVersionError &) {
        throw;
    } catch (const Xapian::DatabaseNotFoundError &) {
        throw;
    } catch (const Xapian::DatabaseOpeningError &e) {
        if (e.get_error_string())
            throw;
    }
    throw capi::NoIndex{path + " is a file, not an index"};
}

Xapian::Database
open_one(const std::string &path)
{
    struct stat info;
    if (is_remote(path))
        return open_remote(path);
    if (stat(path.c_str(), &info) || S_ISDIR(info.st_mode)) {
        capi::check_folder(path, capi::state_of(path));
        return Xapian::Database(path);
    }
    if (!S_ISREG(info.st_mode))
        throw capi::NoIndex{path + " is not an index"};
    return open_file(path);
}

// The revision of an index; 0 for several indexes or a remote one, which have
// none.
std::uint64_t
revision_of(const Xapian::Database &db)
{
    try {
        return db.get_revision();
    } catch (const Xapian::InvalidOperationError &) {
        return 0;
    } catch (const Xapian::UnimplementedError &) {
        return 0;
    }
}

// The states of all folders; "" if one of the indexes is in no folder, so that
// only Xapian can say whether it has changed.
std::string
state_of_all(const capi::Paths &paths)
{
    std::string all;
    for (const std::string &path : paths) {
        const std::string state = is_remote(path) ? "" : capi::state_of(path);
        if (state.empty())
            return {};
        all += state;
    }
    return all;
}

} // namespace

Xapian::Database
capi::open_all(const Paths &paths)
{
    return open_supported([&] {
        if (paths.size() == 1)
            return open_one(paths[0]);
        Xapian::Database all;
        for (const std::string &path : paths)
            all.add_database(open_one(path));
        return all;
    });
}

xc_reader::xc_reader(const capi::Paths &where)
    : paths(where), state(state_of_all(paths)), db(capi::open_all(paths)),
      uuid(db.get_uuid()), revision(revision_of(db))
{
}

Xapian::Database &
xc_reader::view()
{
    if (!is_open)
        throw Xapian::DatabaseClosedError("the index could not be reopened");
    return db;
}

bool
xc_reader::reopen()
{
    bool is_later = false, is_other = !is_open;
    is_open = false;
    std::string at = state_of_all(paths);
    if (!is_other && !at.empty() && at == state) {
        is_open = true;
        return false;
    }
    // Xapian compares revisions only, and an index that was rebuilt, or put
    // back from a backup, may have the same revision as before. It may also
    // fail to reopen the files of another index.
    for (const std::string &path : paths)
        if (!at.empty())
            capi::check_folder(path, capi::state_of(path));
    try {
        if (!is_other) {
            is_later = db.reopen();
            is_other = db.get_uuid() != uuid || (!is_later && !at.empty());
        }
    } catch (const Xapian::Error &) {
        is_other = true;
    }
    if (is_other)
        db = capi::open_all(paths);
    const std::uint64_t now = revision_of(db);
    std::string id = db.get_uuid();
    const bool has_changed = id != uuid || now != revision || is_later ||
                             (is_other && !at.empty() && at != state) ||
                             (now == 0 && is_other);
    state.swap(at);
    uuid.swap(id);
    revision = now;
    is_open = true;
    return has_changed;
}

xc_status
xc_reader_open(const char *const *paths,
               size_t n_paths,
               xc_reader **out,
               xc_error *err)
{
    XC_REQUIRE(paths && n_paths > 0 && out);
    *out = nullptr;
    return capi::guarded(err, [&] {
        *out = new xc_reader(capi::Paths(paths, paths + n_paths));
    });
}

void
xc_reader_close(xc_reader *reader)
{
    capi::guarded(nullptr, [&] { delete reader; });
}

xc_status
xc_reader_reopen(xc_reader *reader, bool *has_changed, xc_error *err)
{
    XC_REQUIRE(reader);
    if (has_changed)
        *has_changed = false;
    return capi::guarded(err, [&] {
        const bool is_new = reader->reopen();
        if (has_changed)
            *has_changed = is_new;
    });
}

xc_status
xc_reader_info(xc_reader *reader, xc_info *out, xc_error *err)
{
    XC_REQUIRE(reader && out);
    *out = {};
    return capi::guarded(err, [&] {
        const Xapian::Database &db = reader->view();
        xc_info info = {};
        info.revision = reader->revision;
        info.documents = db.get_doccount();
        info.last_id = db.get_lastdocid();
        info.average_length = db.get_avlength();
        if (reader->uuid.size() < sizeof info.uuid)
            std::memcpy(info.uuid, reader->uuid.c_str(),
                        reader->uuid.size() + 1);
        *out = info;
    });
}

xc_status
xc_reader_metadata(
    xc_reader *reader, const char *key, char **out, size_t *len, xc_error *err)
{
    XC_REQUIRE(reader && key && out);
    *out = nullptr;
    if (len)
        *len = 0;
    return capi::guarded(
        err, [&] { capi::give(reader->view().get_metadata(key), out, len); });
}

xc_status
xc_reader_data(
    xc_reader *reader, uint32_t id, char **out, size_t *len, xc_error *err)
{
    XC_REQUIRE(reader && out);
    *out = nullptr;
    if (len)
        *len = 0;
    return capi::guarded(err, [&] {
        if (id == 0)
            throw Xapian::DocNotFoundError("no document has the number 0");
        // Checking first that the document exists would double the cost, so
        // that is only done if there is no data.
        const Xapian::Database &db = reader->view();
        std::string data =
            db.get_document(id, Xapian::DOC_ASSUME_VALID).get_data();
        if (data.empty())
            data = db.get_document(id).get_data();
        capi::give(data, out, len);
    });
}

xc_status
xc_reader_frequency(xc_reader *reader,
                    const char *term,
                    size_t len,
                    uint32_t *documents,
                    uint64_t *occurrences,
                    xc_error *err)
{
    XC_REQUIRE(reader && (term || len == 0));
    if (documents)
        *documents = 0;
    if (occurrences)
        *occurrences = 0;
    return capi::guarded(err, [&] {
        const Xapian::Database &db = reader->view();
        const std::string text(term, len);
        const Xapian::doccount n = documents ? db.get_termfreq(text) : 0;
        if (occurrences)
            *occurrences = db.get_collection_freq(text);
        if (documents)
            *documents = n;
    });
}
