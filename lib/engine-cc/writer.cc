// SPDX-License-Identifier: GPL-2.0-or-later
//
// The writing side. Everything between two commits is one Xapian transaction,
// since Xapian by itself would commit in the middle of a report whenever
// enough documents have come together.
#include "analysis.h"
#include "boundary.h"
#include "likeness.h"
#include "negation.h"
#include "stemmer.h"

#include <xapian.h>

#include <iterator>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

struct xc_writer {
    explicit xc_writer(const char *path)
        : db(path, Xapian::DB_CREATE_OR_OPEN), stemmer(xc::english_stemmer())
    {
    }

    // Stemming is half of the work, and most words come again.
    const std::string &stem(const std::string &word)
    {
        if (stems.size() > stems_max)
            stems.clear();
        std::string &stem = stems[word];
        if (stem.empty())
            stem = stemmer(word);
        return stem;
    }

    void begin()
    {
        if (!in_transaction)
            db.begin_transaction();
        in_transaction = true;
    }

    static constexpr std::size_t stems_max = 100000;

    Xapian::WritableDatabase db;
    Xapian::Stem stemmer;
    std::unordered_map<std::string, std::string> stems;
    bool in_transaction = false;
};

namespace
{

// Between two texts of a document, so that no phrase reaches from one into the
// other.
constexpr Xapian::termpos gap = 100;

// Words that stand side by side, common ones passed over.
void
add_pairs(xc_writer &writer,
          Xapian::Document &doc,
          const std::vector<xc::Token> &tokens)
{
    std::string before;
    for (const xc::Token &token : tokens) {
        if (token.is_compound || xc::is_stopword(token.word))
            continue;
        const std::string &stem = writer.stem(token.word);
        if (!before.empty())
            doc.add_term(xc::pair_term(before, stem));
        before = stem;
    }
}

// Words of fields add nothing to a document's length, which is its own text's.
void
add_texts(xc_writer &writer, Xapian::Document &doc, const xc_document &document)
{
    std::map<std::string, Xapian::termpos> ends; // of the texts, by prefix
    std::vector<xc::Token> all;
    for (std::size_t i = 0; i < document.n_texts; i++) {
        const xc_text &text = document.texts[i];
        const std::string prefix(text.prefix ? text.prefix : "");
        const Xapian::termcount times = prefix.empty() ? text.weight : 0;
        const Xapian::termpos before = ends[prefix];
        std::vector<xc::Token> tokens =
            xc::tokens_of({text.text, text.text_len});
        for (const xc::Token &token : tokens) {
            if (token.is_compound)
                doc.add_boolean_term(prefix + token.word);
            else
                doc.add_posting(prefix + token.word, before + token.place,
                                times);
            ends[prefix] = before + token.place + gap;
        }
        if (prefix.empty()) {
            add_pairs(writer, doc, tokens);
            for (const xc::Token *token :
                 xc::negated(tokens, {text.text, text.text_len}))
                doc.add_boolean_term(
                    xc::negated_term(writer.stem(token->word)));
        }
        if (prefix.empty())
            all.insert(all.end(), std::make_move_iterator(tokens.begin()),
                       std::make_move_iterator(tokens.end()));
    }
    doc.add_value(xc::likeness_slot, xc::sketch_of(all));
}

} // namespace

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
        add_texts(*writer, doc, *document);
        for (std::size_t i = 0; i < document->n_terms; i++) {
            const std::string term(document->terms[i]);
            // Xapian would notice only when the document is added, and then
            // forget all that was added before it.
            if (term.size() > XC_TERM_MAX)
                throw Xapian::InvalidArgumentError("the term is too long: " +
                                                   term);
            doc.add_boolean_term(term);
        }
        for (std::size_t i = 0; i < document->n_values; i++) {
            XC_REQUIRE(document->values[i].slot < XC_SLOTS_MAX);
            doc.add_value(document->values[i].slot, document->values[i].value);
        }
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
