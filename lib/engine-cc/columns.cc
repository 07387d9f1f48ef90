// SPDX-License-Identifier: GPL-2.0-or-later
#include "columns.h"

#include "analysis.h"

#include <algorithm>
#include <map>
#include <unordered_map>
#include <utility>

namespace
{

// Compares whole numbers, written without leading zeros, as numbers.
bool
is_less(const std::string &a, const std::string &b)
{
    return a.size() != b.size() ? a.size() < b.size() : a < b;
}

// A name without what people write in several ways.
std::string
bare(const std::string &text)
{
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "and";
        else if ((c & 0x80) || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            out += c;
    }
    return out;
}

} // namespace

namespace xc
{

Column::Column(const Xapian::Database &db, unsigned slot, std::size_t length)
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
        const std::string value = length ? (*it).substr(0, length) : *it;
        Entry *&entry = met[value];
        if (!entry)
            entry = &entries.try_emplace(folded(value), Entry{value, 0})
                         .first->second;
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

void
Column::admit(const std::string &value, std::vector<bool> &passes) const
{
    const std::string wanted = folded(value);
    const auto it = std::lower_bound(keys.begin() + 1, keys.end(), wanted);
    if (it != keys.end() && *it == wanted) {
        passes[static_cast<std::size_t>(it - keys.begin())] = true;
        return;
    }
    const std::string bare_wanted = bare(wanted);
    for (Code c = 1; c < keys.size(); c++)
        if (bare(keys[c]) == bare_wanted)
            passes[c] = true;
}

bool
Column::has(const std::string &value) const
{
    std::vector<bool> passes(values.size());
    admit(value, passes);
    return std::find(passes.begin(), passes.end(), true) != passes.end();
}

std::vector<bool>
Column::passing(const xc_filter &filter) const
{
    std::vector<bool> passes(values.size());
    if (filter.n_values > 0) {
        for (std::size_t i = 0; i < filter.n_values; i++)
            admit(filter.values[i], passes);
        return passes;
    }
    for (Code c = 1; c < values.size(); c++)
        passes[c] = (!filter.from || values[c] >= filter.from) &&
                    (!filter.to || values[c] <= filter.to);
    return passes;
}

std::vector<bool>
Column::passing(const Plan &plan) const
{
    const bool is_number = plan.field->kind == XC_FIELD_NUMBER;
    const bool is_date = plan.field->kind == XC_FIELD_DATE;
    std::vector<bool> passes(values.size());
    if (!is_date)
        for (const std::string &value : plan.values)
            admit(value, passes);
    for (Code c = 1; c < values.size(); c++) {
        const std::string &v = values[c];
        // A year has all its days.
        const auto begins = [&](const std::string &date) {
            return v.compare(0, date.size(), date) == 0;
        };
        if (is_date && plan.values.empty())
            passes[c] = (plan.from.empty() || v >= plan.from) &&
                        (plan.to.empty() || v <= plan.to || begins(plan.to));
        else if (is_date)
            passes[c] =
                std::any_of(plan.values.begin(), plan.values.end(), begins);
        else if (is_number && plan.values.empty())
            passes[c] = (plan.from.empty() || !is_less(v, plan.from)) &&
                        (plan.to.empty() || !is_less(plan.to, v));
    }
    return passes;
}

} // namespace xc
