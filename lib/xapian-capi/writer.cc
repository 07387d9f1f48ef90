// SPDX-License-Identifier: GPL-2.0-or-later
//
// The writing side. Everything between two commits is one Xapian transaction,
// since Xapian by itself would commit in the middle of a report whenever
// enough documents have come together.
#include "analysis.h"
#include "boundary.h"
#include "stemmer.h"

#include <xapian.h>

struct xc_writer {
    explicit xc_writer(const char *path)
        : db(path, Xapian::DB_CREATE_OR_OPEN), stem(xc::english_stemmer())
    {
    }

    void begin()
    {
        if (!in_transaction)
            db.begin_transaction();
        in_transaction = true;
    }

    Xapian::WritableDatabase db;
    Xapian::Stem stem;
    bool in_transaction = false;
};

xc_status
xc_writer_open(const char *path, xc_writer **out, xc_error *err)
{
    XC_REQUIRE(path && out);
    *out = nullptr;
    return xc::guarded(err, [&] { *out = new xc_writer(path); });
}

xc_status
xc_writer_add(xc_writer *writer, const xc_document *document, xc_error *err)
{
    XC_REQUIRE(writer && document);
    return xc::guarded(err, [&] {
        Xapian::Document doc;
        doc.set_data(std::string(document->data, document->data_len));
        for (const xc::Token &token :
             xc::tokens_of({document->text, document->text_len}))
            doc.add_posting(xc::stem_term(writer->stem, token.word),
                            token.place);
        for (std::size_t i = 0; i < document->n_terms; i++) {
            const std::string term(document->terms[i]);
            // Xapian would notice only when the document is added, and then
            // forget all that was added before it.
            if (term.size() > XC_TERM_MAX)
                throw Xapian::InvalidArgumentError("the term is too long: " +
                                                   term);
            doc.add_boolean_term(term);
        }
        for (std::size_t i = 0; i < document->n_values; i++)
            doc.add_value(document->values[i].slot, document->values[i].value);
        writer->begin();
        writer->db.add_document(doc);
    });
}

xc_status
xc_writer_remove(xc_writer *writer, const char *term, xc_error *err)
{
    XC_REQUIRE(writer && term && *term);
    return xc::guarded(err, [&] {
        writer->begin();
        writer->db.delete_document(std::string(term));
    });
}

xc_status
xc_writer_set_metadata(xc_writer *writer,
                       const char *key,
                       const char *value,
                       xc_error *err)
{
    XC_REQUIRE(writer && key && *key && value);
    return xc::guarded(err, [&] {
        writer->begin();
        writer->db.set_metadata(key, value);
    });
}

xc_status
xc_writer_commit(xc_writer *writer, xc_error *err)
{
    XC_REQUIRE(writer);
    return xc::guarded(err, [&] {
        if (!writer->in_transaction)
            return;
        writer->in_transaction = false;
        writer->db.commit_transaction();
    });
}

xc_status
xc_writer_rollback(xc_writer *writer, xc_error *err)
{
    XC_REQUIRE(writer);
    return xc::guarded(err, [&] {
        if (!writer->in_transaction)
            return;
        writer->in_transaction = false;
        writer->db.cancel_transaction();
    });
}

void
xc_writer_close(xc_writer *writer)
{
    if (!writer)
        return;
    xc_writer_rollback(writer, nullptr);
    xc::guarded(nullptr, [&] { delete writer; });
}
