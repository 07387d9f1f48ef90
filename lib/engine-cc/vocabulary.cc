// SPDX-License-Identifier: GPL-2.0-or-later
#include "vocabulary.h"

#include "analysis.h"

#include <algorithm>

namespace
{

std::vector<std::string>
split(const std::string &compound)
{
    std::vector<std::string> parts(1);
    for (const char c : compound) {
        if (c == '-')
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

std::u32string
letters(std::string_view text)
{
    std::u32string out;
    for (Xapian::Utf8Iterator it(text.data(), text.size());
         it != Xapian::Utf8Iterator(); ++it)
        out += static_cast<char32_t>(*it);
    return out;
}

unsigned
distance_of(const std::u32string &a, const std::u32string &b, unsigned most)
{
    const std::size_t n = a.size(), m = b.size();
    if ((n > m ? n - m : m - n) > most)
        return most + 1;
    std::vector<unsigned> above(m + 1), row(m + 1), before(m + 1);
    for (std::size_t j = 0; j <= m; j++)
        row[j] = static_cast<unsigned>(j);
    for (std::size_t i = 1; i <= n; i++) {
        before.swap(above);
        above.swap(row);
        row[0] = static_cast<unsigned>(i);
        unsigned least = row[0];
        for (std::size_t j = 1; j <= m; j++) {
            const unsigned differs = a[i - 1] != b[j - 1];
            row[j] = std::min(
                {above[j] + 1, row[j - 1] + 1, above[j - 1] + differs});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = std::min(row[j], before[j - 2] + 1);
            least = std::min(least, row[j]);
        }
        if (least > most)
            return most + 1;
    }
    return row[m];
}

} // namespace

namespace xc
{

unsigned
distance(std::string_view a, std::string_view b, unsigned most)
{
    return distance_of(letters(a), letters(b), most);
}

Vocabulary::Vocabulary(const Xapian::Database &db,
                       const Xapian::Stem &stem,
                       const std::string &prefix)
{
    std::vector<std::pair<std::string, Xapian::doccount>> hyphened;
    auto it = db.allterms_begin(prefix);
    const auto end = db.allterms_end(prefix);
    while (it != end) {
        const std::string term = *it;
        if (prefix.empty() && is_field_term(term)) {
            it.skip_to("["); // behind 'Z'
            continue;
        }
        if (prefix.empty() && term[0] == pair_mark) {
            it.skip_to(">"); // behind '='
            continue;
        }
        const std::string word = term.substr(prefix.size());
        if (word.find('-') != std::string::npos)
            hyphened.emplace_back(word, it.get_termfreq());
        else if (!word.empty() && !is_field_term(word))
            words.push_back({word, it.get_termfreq()});
        ++it;
    }
    for (std::uint32_t i = 0; i < words.size(); i++)
        stems[stem(words[i].text)].push_back(i);
    // Of several ways to part it, the one most often written.
    std::stable_sort(
        hyphened.begin(), hyphened.end(),
        [](const auto &a, const auto &b) { return a.second > b.second; });
    for (const auto &[compound, documents] : hyphened)
        compounds.try_emplace(stem(joined(compound)), compound);
}

const Vocabulary::Word *
Vocabulary::find(const std::string &word) const
{
    const auto it = std::lower_bound(
        words.begin(), words.end(), word,
        [](const Word &w, const std::string &text) { return w.text < text; });
    return it != words.end() && it->text == word ? &*it : nullptr;
}

std::vector<const Vocabulary::Word *>
Vocabulary::of_stem(const std::string &stem) const
{
    std::vector<const Word *> found;
    const auto it = stems.find(stem);
    if (it != stems.end())
        for (const std::uint32_t i : it->second)
            found.push_back(&words[i]);
    return found;
}

std::vector<const Vocabulary::Word *>
Vocabulary::of_prefix(const std::string &prefix) const
{
    std::vector<const Word *> found;
    auto it = std::lower_bound(
        words.begin(), words.end(), prefix,
        [](const Word &w, const std::string &text) { return w.text < text; });
    for (; it != words.end() && it->text.compare(0, prefix.size(), prefix) == 0;
         ++it)
        found.push_back(&*it);
    return found;
}

std::vector<std::string>
Vocabulary::parts_of(const std::string &stem) const
{
    const auto it = compounds.find(stem);
    return it == compounds.end() ? std::vector<std::string>()
                                 : split(it->second);
}

} // namespace xc
