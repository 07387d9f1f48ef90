// SPDX-License-Identifier: GPL-2.0-or-later
#include "columns.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace
{

std::string
folded(const std::string &text)
{
    std::string out;
    for (Xapian::Utf8Iterator it(text); it != Xapian::Utf8Iterator(); ++it)
        Xapian::Unicode::append_utf8(out, Xapian::Unicode::tolower(*it));
    return out;
}

} // namespace

namespace xc
{

Column::Column(const Xapian::Database &db, unsigned slot)
    : values(1), keys(1), codes(db.get_lastdocid() + 1)
{
    struct Entry {
        std::string value; // as first met
        Code code;
    };
    std::map<std::string, Entry> entries; // by folded value, in order
    std::unordered_map<std::string, Entry *> met;
    std::vector<std::pair<Xapian::docid, const Entry *>> found;
    for (auto it = db.valuestream_begin(slot); it != db.valuestream_end(slot);
         ++it) {
        if (it.get_docid() >= codes.size())
            throw Xapian::DatabaseCorruptError("a value of no document");
        Entry *&entry = met[*it];
        if (!entry)
            entry =
                &entries.try_emplace(folded(*it), Entry{*it, 0}).first->second;
        found.emplace_back(it.get_docid(), entry);
    }
    for (auto &[key, entry] : entries) {
        entry.code = static_cast<Code>(values.size());
        values.push_back(entry.value);
        keys.push_back(key);
    }
    for (const auto &[id, entry] : found)
        codes[id] = entry->code;
}

std::vector<bool>
Column::passing(const xc_filter &filter) const
{
    std::vector<bool> passes(values.size());
    if (filter.n_values > 0) {
        for (std::size_t i = 0; i < filter.n_values; i++) {
            const std::string wanted = folded(filter.values[i]);
            const auto it =
                std::lower_bound(keys.begin() + 1, keys.end(), wanted);
            if (it != keys.end() && *it == wanted)
                passes[static_cast<std::size_t>(it - keys.begin())] = true;
        }
        return passes;
    }
    for (Code c = 1; c < values.size(); c++)
        passes[c] = (!filter.from || values[c] >= filter.from) &&
                    (!filter.to || values[c] <= filter.to);
    return passes;
}

} // namespace xc
