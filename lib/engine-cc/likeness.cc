// SPDX-License-Identifier: GPL-2.0-or-later
#include "likeness.h"

#include <algorithm>
#include <unordered_map>

namespace
{

constexpr std::size_t hashes = 16, bands = 4, rows = hashes / bands;
constexpr std::size_t agree_min = 11; // of the hashes
constexpr std::size_t run = 3;        // words
constexpr std::size_t words_min = 8;

std::uint64_t
mixed(std::uint64_t x)
{
    x ^= x >> 33;
    x *= 0xff51afd7ed558ccdULL;
    x ^= x >> 33;
    x *= 0xc4ceb9fe1a85ec53ULL;
    return x ^ (x >> 33);
}

std::uint64_t
hash_of(const std::string &word)
{
    std::uint64_t h = 0xcbf29ce484222325ULL;
    for (const char c : word)
        h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    return h;
}

std::size_t
agreeing(const std::string &a, const std::string &b)
{
    std::size_t n = 0;
    for (std::size_t i = 0; i < hashes; i++)
        n += a.compare(2 * i, 2, b, 2 * i, 2) == 0;
    return n;
}

} // namespace

namespace xc
{

std::string
sketch_of(const std::vector<Token> &tokens)
{
    std::vector<std::uint64_t> words;
    for (const Token &token : tokens)
        if (!token.is_compound)
            words.push_back(hash_of(token.word));
    if (words.size() < words_min)
        return {};
    std::string sketch;
    std::vector<std::uint64_t> least(hashes, ~std::uint64_t{0});
    for (std::size_t i = 0; i + run <= words.size(); i++) {
        std::uint64_t h = 0;
        for (std::size_t k = 0; k < run; k++)
            h = mixed(h ^ words[i + k]);
        for (std::size_t f = 0; f < hashes; f++)
            least[f] = std::min(least[f], mixed(h + f * 0x9e3779b97f4a7c15ULL));
    }
    for (const std::uint64_t h : least) {
        sketch += static_cast<char>(h & 0xff);
        sketch += static_cast<char>((h >> 8) & 0xff);
    }
    return sketch;
}

// Documents meet where a band of their sketches is the same, and belong
// together where the sketches agree well.
Likeness::Likeness(const Xapian::Database &db) : groups(db.get_lastdocid() + 1)
{
    struct Entry {
        Xapian::docid id;
        std::string sketch;
    };
    std::vector<Entry> entries;
    std::uint32_t last = 0;                           // group
    std::unordered_map<std::string, std::size_t> met; // a band -> its first
    for (auto it = db.valuestream_begin(likeness_slot);
         it != db.valuestream_end(likeness_slot); ++it) {
        if (it.get_docid() >= groups.size() || (*it).size() != 2 * hashes)
            throw Xapian::DatabaseCorruptError("a sketch of no document");
        entries.push_back({it.get_docid(), *it});
        const Entry &entry = entries.back();
        for (std::size_t b = 0; b < bands; b++) {
            std::string band = entry.sketch.substr(2 * rows * b, 2 * rows);
            band += static_cast<char>('0' + b);
            const auto [place, is_new] =
                met.emplace(std::move(band), entries.size() - 1);
            const Entry &other = entries[place->second];
            if (is_new || other.id == entry.id ||
                agreeing(other.sketch, entry.sketch) < agree_min)
                continue;
            std::uint32_t &group = groups[other.id];
            if (!group)
                group = ++last;
            groups[entry.id] = group;
            break;
        }
    }
}

std::vector<bool>
find_boilerplate(const Likeness &likeness,
                 const Column &reports,
                 const Column &frameworks)
{
    // Not what two or three councils borrow from each other.
    constexpr std::size_t reports_min = 5;
    constexpr double share_min = 0.1; // of the framework's reports

    using Pair = std::pair<std::uint64_t, Column::Code>;
    std::vector<Pair> printed; // a group within a framework, a report
    std::vector<Pair> all;     // a framework, a report
    const auto key = [&](Xapian::docid id) {
        return std::uint64_t{frameworks.code(id)} << 32 | likeness.group(id);
    };
    for (Xapian::docid id = 1; id < likeness.size(); id++) {
        all.emplace_back(frameworks.code(id), reports.code(id));
        if (likeness.group(id))
            printed.emplace_back(key(id), reports.code(id));
    }
    for (std::vector<Pair> *list : {&printed, &all}) {
        std::sort(list->begin(), list->end());
        list->erase(std::unique(list->begin(), list->end()), list->end());
    }
    const auto count = [](const std::vector<Pair> &list, std::uint64_t of) {
        const auto range = std::equal_range(
            list.begin(), list.end(), Pair{of, 0},
            [](const Pair &a, const Pair &b) { return a.first < b.first; });
        return static_cast<std::size_t>(range.second - range.first);
    };
    std::vector<bool> found(likeness.size());
    for (Xapian::docid id = 1; id < likeness.size(); id++) {
        if (!likeness.group(id))
            continue;
        const std::size_t n = count(printed, key(id));
        found[id] = n >= reports_min &&
                    static_cast<double>(n) >=
                        share_min * static_cast<double>(
                                        count(all, frameworks.code(id)));
    }
    return found;
}

} // namespace xc
