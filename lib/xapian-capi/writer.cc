// SPDX-License-Identifier: GPL-2.0-or-later
//
// Writing. Everything between two commits is one Xapian transaction, because
// without a transaction Xapian commits by itself after a number of documents.
#include "folder.h"
#include "reader.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <sstream>
#include <stdexcept>

namespace
{

// Write files of an index that is as it was before if this fails. Xapian does
// not always say that it was the system that failed, so make sure that it is
// not taken for damage.
template <typename Body>
void
write_files(Body &&body)
{
    try {
        body();
    } catch (const Xapian::DatabaseCorruptError &) {
        throw;
    } catch (const Xapian::DatabaseLockError &) {
        throw;
    } catch (const Xapian::DatabaseVersionError &) {
        throw;
    } catch (const Xapian::DatabaseError &e) {
        if (e.get_error_string())
            throw;
        throw std::runtime_error(e.get_msg());
    }
}

} // namespace

struct xc_writer {
    // If an index was only begun, Xapian does not create it unless it is asked
    // to overwrite one.
    xc_writer(const char *where, bool is_begun)
        : path(where), db(capi::open_supported([where, is_begun] {
              return Xapian::WritableDatabase(
                  where, is_begun ? Xapian::DB_CREATE_OR_OVERWRITE
                                  : Xapian::DB_CREATE_OR_OPEN);
          }))
    {
    }

    // Make a change. If it fails, Xapian forgets the changes before it, so
    // committing those after it would commit only a part of the transaction.
    template <typename Change> void change(Change &&change)
    {
        check();
        if (!in_transaction)
            db.begin_transaction();
        in_transaction = true;
        is_broken = true;
        change();
        is_broken = false;
    }

    void commit()
    {
        check();
        if (!in_transaction)
            return;
        in_transaction = false;
        is_broken = true;
        write_files([this] { db.commit_transaction(); });
        is_broken = false;
    }

    void cancel()
    {
        if (is_broken) {
            reopen();
        } else if (in_transaction) {
            in_transaction = false;
            is_broken = true;
            db.cancel_transaction();
        }
        in_transaction = is_broken = false;
    }

    void check() const
    {
        if (is_broken)
            throw Xapian::InvalidOperationError(
                "an earlier change or commit failed: cancel, and begin again");
    }

    // After a failure Xapian may have closed the index, or may still have
    // changes that it would write later. Closing within a transaction discards
    // them.
    void reopen()
    {
        if (!in_transaction)
            db.begin_transaction(false);
        in_transaction = true;
        db.close();
        db = Xapian::WritableDatabase(path, Xapian::DB_OPEN);
    }

    const std::string path;
    Xapian::WritableDatabase db;
    bool in_transaction = false; // of Xapian
    bool is_broken = false;      // a change or a commit failed
};

namespace
{

// Check the length of a term here: Xapian would notice only when the document
// is added, and then forget all that was added before it. In the index a NUL
// takes two bytes.
void
check_term(const std::string &term)
{
    const auto nuls = std::count(term.begin(), term.end(), '\0');
    if (term.size() + static_cast<std::size_t>(nuls) > XC_TERM_MAX)
        throw Xapian::InvalidArgumentError("the term is too long: " + term);
}

Xapian::Document
document_of(const xc_document &from)
{
    Xapian::Document made;
    if (from.data_len > 0)
        made.set_data(std::string(from.data, from.data_len));
    for (std::size_t i = 0; i < from.n_terms; i++) {
        const xc_term &term = from.terms[i];
        const std::string text(term.text, term.len);
        check_term(text);
        made.add_term(text, term.frequency);
        for (std::size_t p = 0; p < term.n_positions; p++)
            made.add_posting(text, term.positions[p], 0);
    }
    for (std::size_t i = 0; i < from.n_values; i++) {
        const xc_value &value = from.values[i];
        made.add_value(value.slot, std::string(value.bytes, value.len));
    }
    return made;
}

// The first line of a check of tables that is not about a table in order.
std::string
first_fault(const std::string &text)
{
    std::istringstream lines(text);
    std::string line;
    while (std::getline(lines, line)) {
        const bool is_name = !line.empty() && line.back() == ':';
        if (!line.empty() && !is_name &&
            line.find(" checked OK") == std::string::npos &&
            line.find("not yet used") == std::string::npos)
            return line;
    }
    return "the tables do not agree";
}

// Check what the version file says of all documents, which Xapian does not.
void
check_totals(const Xapian::Database &db)
{
    Xapian::doccount n = 0;
    Xapian::docid last = 0;
    Xapian::totallength length = 0;
    for (auto it = db.postlist_begin(""); it != db.postlist_end(""); ++it) {
        n++;
        last = *it;
        length += it.get_doclength();
    }
    if (n != db.get_doccount() || last > db.get_lastdocid() ||
        length != db.get_total_length())
        throw Xapian::DatabaseCorruptError(
            "the version file does not agree with the lengths of documents");
}

} // namespace

xc_status
xc_writer_open(const char *path, xc_writer **out, xc_error *err)
{
    XC_REQUIRE(path && out);
    *out = nullptr;
    return capi::guarded(err, [&] {
        struct stat info;
        // Xapian would treat a file as a stub, which lists indexes.
        if (stat(path, &info) == 0 && !S_ISDIR(info.st_mode))
            throw capi::NoIndex{std::string(path) + " is a file, not an index"};
        const std::string state = capi::state_of(path);
        capi::check_folder(path, state);
        if (state.empty())
            write_files(
                [&] { *out = new xc_writer(path, capi::is_begun(path)); });
        else
            *out = new xc_writer(path, false);
    });
}

xc_status
xc_writer_add(xc_writer *writer,
              const xc_document *document,
              uint32_t *id,
              xc_error *err)
{
    XC_REQUIRE(writer && document);
    if (id)
        *id = 0;
    return capi::guarded(err, [&] {
        const Xapian::Document made = document_of(*document);
        Xapian::docid given = 0;
        writer->change([&] { given = writer->db.add_document(made); });
        if (id)
            *id = given;
    });
}

xc_status
xc_writer_replace(xc_writer *writer,
                  uint32_t id,
                  const xc_document *document,
                  xc_error *err)
{
    XC_REQUIRE(writer && id > 0 && document);
    return capi::guarded(err, [&] {
        const Xapian::Document made = document_of(*document);
        writer->change([&] { writer->db.replace_document(id, made); });
    });
}

xc_status
xc_writer_remove(xc_writer *writer, const char *term, size_t len, xc_error *err)
{
    XC_REQUIRE(writer && term && len > 0);
    return capi::guarded(err, [&] {
        const std::string text(term, len);
        writer->change([&] { writer->db.delete_document(text); });
    });
}

xc_status
xc_writer_set_metadata(xc_writer *writer,
                       const char *key,
                       const char *value,
                       size_t len,
                       xc_error *err)
{
    XC_REQUIRE(writer && key && *key && (value || len == 0));
    return capi::guarded(err, [&] {
        if (std::strlen(key) > XC_TERM_MAX)
            throw Xapian::InvalidArgumentError(std::string("the key is too "
                                                           "long: ") +
                                               key);
        const std::string bytes(value, len);
        writer->change([&] { writer->db.set_metadata(key, bytes); });
    });
}

xc_status
xc_writer_metadata(
    xc_writer *writer, const char *key, char **out, size_t *len, xc_error *err)
{
    XC_REQUIRE(writer && key && *key && out);
    *out = nullptr;
    if (len)
        *len = 0;
    return capi::guarded(err, [&] {
        writer->check();
        capi::give(writer->db.get_metadata(key), out, len);
    });
}

xc_status
xc_writer_documents(xc_writer *writer,
                    const char *term,
                    size_t len,
                    uint32_t from,
                    uint32_t *ids,
                    size_t room,
                    size_t *n,
                    xc_error *err)
{
    XC_REQUIRE(writer && term && len > 0 && (ids || room == 0) && n);
    *n = 0;
    return capi::guarded(err, [&] {
        writer->check();
        const std::string text(term, len);
        auto it = writer->db.postlist_begin(text);
        const auto end = writer->db.postlist_end(text);
        if (it != end)
            it.skip_to(from);
        size_t filled = 0;
        for (; filled < room && it != end; ++it)
            ids[filled++] = *it;
        *n = filled;
    });
}

xc_status
xc_writer_term_beside(xc_writer *writer,
                      const char *term,
                      size_t len,
                      const char *prefix,
                      size_t prefix_len,
                      char **out,
                      xc_error *err)
{
    XC_REQUIRE(writer && term && len > 0 && (prefix || prefix_len == 0) && out);
    *out = nullptr;
    return capi::guarded(err, [&] {
        writer->check();
        const std::string text(term, len), start(prefix, prefix_len);
        const Xapian::PostingIterator first = writer->db.postlist_begin(text);
        std::string found;
        if (first != writer->db.postlist_end(text)) {
            Xapian::TermIterator it = writer->db.termlist_begin(*first);
            it.skip_to(start);
            if (it != writer->db.termlist_end(*first) &&
                (*it).compare(0, start.size(), start) == 0)
                found = *it;
        }
        capi::give(found, out, nullptr);
    });
}

xc_status
xc_writer_commit(xc_writer *writer, xc_error *err)
{
    XC_REQUIRE(writer);
    return capi::guarded(err, [&] { writer->commit(); });
}

xc_status
xc_writer_cancel(xc_writer *writer, xc_error *err)
{
    XC_REQUIRE(writer);
    return capi::guarded(err, [&] { writer->cancel(); });
}

void
xc_writer_close(xc_writer *writer)
{
    if (!writer)
        return;
    xc_writer_cancel(writer, nullptr);
    capi::guarded(nullptr, [&] { delete writer; });
}

xc_status
xc_compact(const char *const *paths,
           size_t n_paths,
           const char *to,
           xc_error *err)
{
    XC_REQUIRE(paths && n_paths > 0 && to);
    return capi::guarded(err, [&] {
        struct stat info;
        // Xapian would overwrite what is there.
        if (stat(to, &info) == 0)
            throw Xapian::InvalidArgumentError(std::string(to) +
                                               " is there already");
        Xapian::Database all =
            capi::open_all(capi::Paths(paths, paths + n_paths));
        all.compact(to);
    });
}

xc_status
xc_check(const char *path, xc_error *err)
{
    XC_REQUIRE(path);
    return capi::guarded(err, [&] {
        std::ostringstream found;
        const std::string state = capi::state_of(path);
        if (state.empty())
            throw capi::NoIndex{std::string("no index in ") + path};
        capi::check_folder(path, state);
        // Xapian opens what it checks for writing, and takes a refusal for
        // damage.
        if (access((std::string(path) + "/postlist.glass").c_str(), W_OK) < 0 &&
            errno != ENOENT)
            throw capi::Refusal{"tables that cannot be written are not checked",
                                errno};
        if (Xapian::Database::check(path, 0, &found) > 0)
            throw Xapian::DatabaseCorruptError(first_fault(found.str()));
        check_totals(Xapian::Database(path));
    });
}
