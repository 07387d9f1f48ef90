// SPDX-License-Identifier: GPL-2.0-or-later
//
// The part of a text that shows why it matched. Xapian's own snippets mark
// with strings, not offsets, and begin anywhere; this reads the text with the
// same tokens and stems as the index, so what matched is what is marked.
#include "analysis.h"
#include "boundary.h"
#include "hits.h"
#include "places.h"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <cstring>
#include <new>
#include <set>
#include <unordered_map>

namespace
{

constexpr std::string_view ellipsis = "\xe2\x80\xa6";

// Words shown before the first match where a quotation cannot begin with its
// sentence.
constexpr std::size_t lead_words = 6;

// Of a text far longer than any paragraph, not every match is tried.
constexpr std::size_t starts_max = 200;
constexpr std::size_t sentence_max = 200; // words

bool
is_continuation(char c)
{
    return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

std::size_t
characters(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

// The length of the quotation mark or bracket that text ends with, 0 where
// none.
std::size_t
closing(std::string_view text)
{
    for (const std::string_view mark :
         {"\"", "'", ")", "]", "\xe2\x80\x9d", "\xe2\x80\x99"})
        if (text.size() >= mark.size() &&
            text.substr(text.size() - mark.size()) == mark)
            return mark.size();
    return 0;
}

// A sentence ends with a stop, a blank and a capital letter or a figure.
bool
begins_sentence(std::string_view text, std::size_t start)
{
    if (start == 0)
        return true;
    if (start < 2 || !std::isspace(static_cast<unsigned char>(text[start - 1])))
        return false;
    std::size_t i = start - 1;
    while (const std::size_t n = closing(text.substr(0, i)))
        i -= n;
    if (i == 0 || !std::strchr(".!?;:", text[i - 1]))
        return false;
    return std::islower(static_cast<unsigned char>(text[start])) == 0;
}

// What matched: tokens, and the term that they are.
struct Marked {
    std::size_t token; // index of the first
    std::size_t last;
    std::size_t term;
    double weight;
};

// A stretch of the text, in bytes, and what it is worth to show.
struct Window {
    std::size_t start;
    std::size_t end;
    double worth;
};

class Quoter
{
  public:
    Quoter(std::string_view whole, std::size_t most, const xc_hits &found)
        : text(whole), width(most), hits(found)
    {
        for (xc::Token &token : xc::tokens_of(text))
            if (!token.is_compound)
                tokens.push_back(std::move(token));
        find_marks();
    }

    void quote(xc_snippet *out) const
    {
        const Window best = characters(text) > width
                                ? best_window()
                                : Window{0, text.size(), 0};
        std::string quoted;
        if (best.start > 0)
            quoted += ellipsis;
        const std::size_t shift = quoted.size();
        quoted += text.substr(best.start, best.end - best.start);
        if (best.end < text.size())
            quoted += ellipsis;
        store(quoted, best, shift, out);
    }

  private:
    // In the order of their places.
    void find_marks()
    {
        std::unordered_map<std::string, std::vector<Xapian::termpos>> held;
        for (const xc::Token &token : tokens)
            held[token.word].push_back(token.place);
        const auto places_of = [&](const std::string &prefix,
                                   const std::string &word,
                                   std::vector<Xapian::termpos> &list) {
            const auto it = held.find(word);
            if (prefix.empty() && it != held.end())
                list.insert(list.end(), it->second.begin(), it->second.end());
        };
        for (std::size_t t = 0; t < hits.terms.size(); t++) {
            const xc::Term &term = hits.terms[t];
            for (const xc::Stretch &s : xc::places(term.spot, places_of))
                marks.push_back({s.first - 1, s.last - 1, t, term.rarity});
        }
        std::stable_sort(
            marks.begin(), marks.end(),
            [](const Marked &a, const Marked &b) { return a.token < b.token; });
    }

    // Tried are the beginning of each match's sentence, a few words before the
    // match, and the match itself.
    Window best_window() const
    {
        std::set<std::size_t> starts{0}; // tokens
        for (const Marked &mark : marks) {
            if (starts.size() >= starts_max)
                break;
            std::size_t i = mark.token;
            for (std::size_t lead = 0; lead <= lead_words; lead += 3)
                starts.insert(i > lead ? i - lead : 0);
            const std::size_t least = i > sentence_max ? i - sentence_max : 0;
            while (i > least && !begins_sentence(text, opening(i)))
                i--;
            starts.insert(i);
        }
        Window best{0, 0, -1};
        for (const std::size_t first : starts) {
            const Window window = judged(first);
            if (window.worth > best.worth)
                best = window;
        }
        return best;
    }

    // The longest stretch from that token on that ends with a word. A term
    // counts in full once and little thereafter; a sentence's beginning is
    // worth a little.
    Window judged(std::size_t first) const
    {
        const std::size_t start = tokens.empty() ? 0 : opening(first);
        const std::size_t limit = behind(start, width);
        Window window{start, limit, 0};
        std::size_t last = tokens.size();
        if (limit < text.size()) {
            for (last = first; last < tokens.size(); last++) {
                if (tokens[last].end > limit)
                    break;
                window.end =
                    std::max(tokens[last].end, last == first ? 0 : window.end);
            }
            while (window.end < limit &&
                   std::strchr(".,;:!?)'\"", text[window.end]))
                window.end++;
        }
        std::set<std::size_t> shown; // terms
        const auto from = std::lower_bound(
            marks.begin(), marks.end(), first,
            [](const Marked &mark, std::size_t i) { return mark.token < i; });
        for (auto mark = from; mark != marks.end() && mark->token < last;
             ++mark)
            if (mark->last < last)
                window.worth +=
                    mark->weight * (shown.insert(mark->term).second ? 1 : 0.1);
        if (begins_sentence(text, start))
            window.worth *= 1.2;
        return window;
    }

    // The place so many characters behind another, or the text's end.
    std::size_t behind(std::size_t at, std::size_t count) const
    {
        for (; at < text.size() && count > 0; count--)
            do
                at++;
            while (at < text.size() && is_continuation(text[at]));
        return at;
    }

    // Where the token begins; a quotation mark or bracket that opens before it
    // belongs to it.
    std::size_t opening(std::size_t index) const
    {
        if (index == 0)
            return 0;
        const std::size_t least = tokens[index - 1].end;
        std::size_t start = tokens[index].start;
        while (start > least &&
               !std::isspace(static_cast<unsigned char>(text[start - 1])))
            start--;
        return start > least ? start : tokens[index].start;
    }

    void store(const std::string &quoted,
               const Window &window,
               std::size_t shift,
               xc_snippet *out) const
    {
        out->text = static_cast<char *>(std::malloc(quoted.size() + 1));
        out->spans = static_cast<xc_span *>(
            std::calloc(marks.size() + 1, sizeof *out->spans));
        if (!out->text || !out->spans)
            throw std::bad_alloc();
        std::memcpy(out->text, quoted.c_str(), quoted.size() + 1);
        out->text_len = quoted.size();
        for (const Marked &mark : marks) {
            const std::size_t start = tokens[mark.token].start;
            const std::size_t end = tokens[mark.last].end;
            if (start < window.start || end > window.end)
                continue;
            xc_span span{start - window.start + shift,
                         end - window.start + shift};
            // A phrase may hold words that are marked as well.
            while (out->n_spans > 0 &&
                   out->spans[out->n_spans - 1].end > span.start) {
                const xc_span &last = out->spans[out->n_spans - 1];
                span = {std::min(span.start, last.start),
                        std::max(span.end, last.end)};
                out->n_spans--;
            }
            out->spans[out->n_spans++] = span;
        }
    }

    std::string_view text;
    std::size_t width;
    const xc_hits &hits;
    std::vector<xc::Token> tokens;
    std::vector<Marked> marks;
};

} // namespace

xc_status
xc_hits_snippet(const xc_hits *hits,
                const char *text,
                size_t text_len,
                size_t width,
                xc_snippet *out,
                xc_error *err)
{
    XC_REQUIRE(hits && (text || text_len == 0) && out);
    *out = {};
    const xc_status status = xc::guarded(err, [&] {
        Quoter({text, text_len}, width, *hits).quote(out);
    });
    if (status != XC_OK)
        xc_snippet_free(out);
    return status;
}

void
xc_snippet_free(xc_snippet *snippet)
{
    if (!snippet)
        return;
    std::free(snippet->text);
    std::free(snippet->spans);
    *snippet = {};
}
