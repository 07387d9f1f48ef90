// SPDX-License-Identifier: GPL-2.0-or-later
#include "plan.h"

#include "relatives.h"
#include "values.h"

#include <algorithm>
#include <map>
#include <set>

namespace
{

using xc::Piece;
using xc::Plan;
using xc::Spot;

// How many words are offered for one that is not there.
constexpr std::size_t offers = 5;

// A word of so many bytes that is not there is misspelt rather than rare.
constexpr std::size_t long_word = 6;

bool
has_digit(const std::string &word)
{
    return std::any_of(word.begin(), word.end(),
                       [](char c) { return c >= '0' && c <= '9'; });
}

void
append(std::string &text, const std::string &more)
{
    if (!text.empty() && !more.empty())
        text += ' ';
    text += more;
}

std::string
text_of(const xc::Phrase &words)
{
    std::string text;
    for (const std::string &word : words)
        append(text, word[0] == '=' ? word.substr(1) : word);
    return text;
}

Spot
words_spot(const std::vector<const xc::Vocabulary::Word *> &words,
           const std::string &prefix)
{
    Spot spot;
    spot.prefix = prefix;
    for (const xc::Vocabulary::Word *word : words)
        spot.words.push_back(word->text);
    return spot;
}

// Parts that follow one another; one is itself.
Spot
sequence(std::vector<Spot> parts)
{
    if (parts.size() == 1)
        return std::move(parts[0]);
    Spot spot;
    spot.kind = Spot::PHRASE;
    spot.parts = std::move(parts);
    return spot;
}

Spot
either(std::vector<Spot> parts)
{
    if (parts.size() == 1)
        return std::move(parts[0]);
    Spot spot;
    spot.kind = Spot::EITHER;
    spot.parts = std::move(parts);
    return spot;
}

// A bare word of a bag: one word, or several that marks hold together.
struct Bare {
    Piece piece;
    xc::Phrase words;
    bool is_common;
    bool is_settled; // it was tried to put it right
};

class Planner
{
  public:
    Planner(xc_match match,
            bool literal,
            xc::Correcting how,
            const xc::PlanSource &from)
        : is_literal(literal), correcting(how),
          all_words(match == XC_MATCH_ALL), source(from), kinship(from)
    {
    }

    xc::Understood plan(const xc::Asked &asked, xc_match match)
    {
        if (match == XC_MATCH_AUTO && asked.has_operators)
            all_words = true;
        // Who joins words by operators, or wants them all, means these words.
        adds_near = !is_literal && !all_words && !asked.has_operators;
        result.plan = part(asked.whole, result.text);
        std::stable_sort(
            result.corrections.begin(), result.corrections.end(),
            [](const auto &a, const auto &b) { return a.offset < b.offset; });
        return std::move(result);
    }

  private:
    // Each adds to text how it was understood.
    Plan part(const Piece &piece, std::string &text)
    {
        switch (piece.kind) {
        case Piece::AND:
            return two(Plan::ALL, piece, " AND ", text);
        case Piece::OR:
            return two(Plan::ANY, piece, " OR ", text);
        case Piece::NOT:
            return two(Plan::WITHOUT, piece, " NOT ", text);
        case Piece::GROUP: {
            std::string inner;
            Plan plan = part(piece.parts[0], inner);
            append(text, "(" + inner + ")");
            return plan;
        }
        case Piece::BAG:
            return bag(piece, text);
        case Piece::WORD:
        case Piece::PHRASE:
        case Piece::VALUES:
        case Piece::NEAR:
            break;
        }
        return item(piece, text);
    }

    Plan two(Plan::Kind kind,
             const Piece &piece,
             const char *between,
             std::string &text)
    {
        Plan plan;
        plan.kind = kind;
        std::string left, right;
        plan.parts.push_back(part(piece.parts[0], left));
        excluding += kind == Plan::WITHOUT;
        plan.parts.push_back(part(piece.parts[1], right));
        excluding -= kind == Plan::WITHOUT;
        append(text, left + between + right);
        return plan;
    }

    // Of a bag, by what its parts ask for.
    struct Bag {
        std::vector<Plan> words;
        std::vector<Plan> required;
        bool requires_words = false; // or only filters
        std::vector<Plan> excluded;
        std::vector<Plan::Pair> pairs;
        // As understood -> its first term; none of what is no bare word.
        std::map<std::string, std::size_t> said;
    };

    // Selects documents; says nothing of what they are about.
    static bool is_filter(const Piece &piece)
    {
        const auto selects = [](const Piece &p) {
            return p.sign == '-' || is_filter(p);
        };
        switch (piece.kind) {
        case Piece::VALUES:
            return true;
        case Piece::WORD:
        case Piece::PHRASE:
            return piece.field;
        case Piece::NEAR:
            return false;
        case Piece::NOT:
            return is_filter(piece.parts[0]);
        case Piece::BAG:
        case Piece::AND:
        case Piece::OR:
        case Piece::GROUP:
            break;
        }
        return std::all_of(piece.parts.begin(), piece.parts.end(), selects);
    }

    static bool is_bare(const Piece &piece)
    {
        return piece.kind == Piece::WORD && !piece.sign && !piece.is_exact &&
               !piece.is_prefix && !piece.field;
    }

    Plan bag(const Piece &piece, std::string &text)
    {
        Bag items;
        bool has_content = false; // beside bare common words
        std::vector<Bare> bares;
        for (const Piece &p : piece.parts) {
            if (is_bare(p)) {
                bares.push_back(bare(p));
                has_content |= !bares.back().is_common;
            } else {
                has_content |= p.sign != '-' && p.kind != Piece::VALUES;
            }
        }
        if (!has_content)
            for (Bare &b : bares)
                b.is_common = false;
        std::size_t next = 0; // bare word
        for (std::size_t i = 0; i < piece.parts.size();) {
            if (!is_bare(piece.parts[i])) {
                add_item(items, piece.parts[i++], text);
                continue;
            }
            std::size_t end = i;
            while (end < piece.parts.size() && is_bare(piece.parts[end]))
                end++;
            add_words(items, bares, next, next + (end - i), text);
            next += end - i;
            i = end;
        }
        return combined(items);
    }

    Plan combined(Bag &items)
    {
        Plan plan;
        const std::size_t n = items.words.size() + items.required.size();
        if (!items.words.empty()) {
            plan.kind = all_words ? Plan::ALL : Plan::ANY;
            plan.parts = std::move(items.words);
            plan.pairs = std::move(items.pairs);
            if (!all_words && !excluding && (n > 1 || has_parts(plan.parts[0])))
                result.has_alternatives = true;
        }
        if (!items.required.empty()) {
            Plan required;
            required.kind = Plan::ALL;
            required.parts = std::move(items.required);
            if (plan.parts.empty()) {
                plan = std::move(required);
            } else {
                Plan whole;
                // A filter selects among what the words find.
                whole.kind = all_words || !items.requires_words ? Plan::ALL
                                                                : Plan::PREFER;
                whole.parts.push_back(std::move(required));
                whole.parts.push_back(std::move(plan));
                plan = std::move(whole);
            }
        }
        for (Plan &excluded : items.excluded) {
            Plan whole;
            whole.kind = Plan::WITHOUT;
            whole.parts.push_back(std::move(plan));
            whole.parts.push_back(std::move(excluded));
            plan = std::move(whole);
        }
        return plan;
    }

    static bool has_parts(const Plan &concept_)
    {
        return concept_.kind == Plan::CONCEPT &&
               (concept_.typed.size() > 1 || concept_.near != xc::none);
    }

    // All but bare words.
    void add_item(Bag &items, const Piece &piece, std::string &text)
    {
        std::string spoken;
        const std::size_t n_terms = result.terms.size();
        excluding += piece.sign == '-';
        Plan plan = piece.kind == Piece::GROUP ? part(piece, spoken)
                                               : item(piece, spoken);
        excluding -= piece.sign == '-';
        if (piece.sign)
            spoken.insert(0, 1, piece.sign);
        append(text, spoken);
        const bool selects = is_filter(piece);
        items.requires_words |= piece.sign == '+' && !selects;
        if (piece.sign == '-')
            items.excluded.push_back(std::move(plan));
        else if (piece.sign == '+' || selects)
            items.required.push_back(std::move(plan));
        else if (items.said.emplace(spoken, xc::none).second)
            items.words.push_back(std::move(plan));
        else // once is enough
            result.terms.erase(result.terms.begin() +
                                   static_cast<std::ptrdiff_t>(n_terms),
                               result.terms.end());
    }

    Plan item(const Piece &piece, std::string &text)
    {
        if (piece.kind == Piece::VALUES)
            return values(piece, text);
        if (piece.kind == Piece::BAG || piece.kind == Piece::GROUP)
            return part(piece, text);
        if (is_bare(piece) ||
            (piece.kind == Piece::WORD && piece.sign && !piece.is_exact &&
             !piece.is_prefix && !piece.field)) {
            Bag items;
            std::vector<Bare> bares{bare(piece)};
            bares[0].is_common = false;
            add_words(items, bares, 0, 1, text);
            return std::move(items.words[0]);
        }
        std::string spoken;
        bool is_cut = false;
        Spot spot = place(piece, spoken, is_cut);
        append(text, spoken);
        Plan plan;
        if (excluding || piece.field) {
            plan.kind = Plan::PLACE;
            plan.spot = std::move(spot);
            return plan;
        }
        plan.kind = Plan::CONCEPT;
        plan.typed.push_back(add_term(spoken, XC_TYPED, xc::none,
                                      std::move(spot), is_cut, false));
        return plan;
    }

    std::size_t add_term(const std::string &text,
                         xc_origin origin,
                         std::size_t of,
                         Spot spot,
                         bool is_cut,
                         bool in_headings)
    {
        const std::size_t place = result.terms.size();
        result.terms.push_back({text, origin, of == xc::none ? place : of,
                                std::move(spot), is_cut, in_headings, 1,
                                place});
        return place;
    }

    // Where a piece that is not just a bare word has its places.
    Spot place(const Piece &piece, std::string &text, bool &is_cut)
    {
        if (piece.kind == Piece::NEAR) {
            Spot spot;
            std::string left, right;
            spot.kind = Spot::NEAR;
            spot.distance = piece.distance;
            spot.parts.push_back(place(piece.parts[0], left, is_cut));
            spot.parts.push_back(place(piece.parts[1], right, is_cut));
            append(text, left + " NEAR/" + std::to_string(piece.distance) +
                             " " + right);
            return spot;
        }
        if (piece.kind == Piece::GROUP) {
            std::string inner;
            Spot spot = place(piece.parts[0], inner, is_cut);
            append(text, "(" + inner + ")");
            return spot;
        }
        if (piece.kind == Piece::OR || piece.kind == Piece::BAG) {
            std::vector<Spot> parts;
            std::string inner;
            for (const Piece &p : piece.parts) {
                std::string spoken;
                parts.push_back(place(p, spoken, is_cut));
                inner += (inner.empty()             ? ""
                          : piece.kind == Piece::OR ? " OR "
                                                    : " ") +
                         spoken;
            }
            append(text, inner);
            return either(std::move(parts));
        }
        return words(piece, text, is_cut);
    }

    // A word or phrase.
    Spot words(const Piece &piece, std::string &text, bool &is_cut)
    {
        const std::string prefix = piece.field ? piece.field->prefix : "";
        std::vector<Spot> parts;
        xc::Phrase spoken;
        for (const xc::Token &token : piece.tokens) {
            if (token.is_compound)
                continue;
            const bool is_last = token.end == piece.tokens.back().end;
            std::string word = token.word;
            if (piece.is_prefix && is_last) {
                parts.push_back(beginning(word, prefix, is_cut));
                word += '*';
            } else if (piece.is_exact) {
                Spot spot;
                spot.prefix = prefix;
                spot.words.push_back(word);
                parts.push_back(std::move(spot));
            } else {
                Spot spot = forms(word, prefix);
                if (spot.words.empty())
                    spot = corrected(word, piece, token, prefix);
                parts.push_back(std::move(spot));
            }
            spoken.push_back(word);
        }
        Spot spot = sequence(std::move(parts));
        if (!piece.is_exact && !piece.is_prefix && piece.kind == Piece::WORD)
            spot = with_joined(std::move(spot), spoken, prefix);
        std::string whole = text_of(spoken);
        if (piece.kind == Piece::PHRASE || spoken.size() > 1)
            whole = '"' + whole + '"';
        if (piece.is_exact)
            whole.insert(0, 1, '=');
        if (piece.field)
            whole.insert(0, piece.field->name + ":");
        append(text, whole);
        return spot;
    }

    Spot forms(const std::string &word, const std::string &prefix) const
    {
        return words_spot(source.vocabulary(prefix).of_stem(source.stem(word)),
                          prefix);
    }

    // Words that marks hold together are found written as one, too.
    Spot with_joined(Spot spot,
                     const xc::Phrase &phrase,
                     const std::string &prefix) const
    {
        if (phrase.size() < 2)
            return spot;
        std::string one;
        for (const std::string &word : phrase)
            one += word;
        Spot as_one = forms(one, prefix);
        if (as_one.words.empty())
            return spot;
        std::vector<Spot> both;
        both.push_back(std::move(spot));
        both.push_back(std::move(as_one));
        return either(std::move(both));
    }

    Spot beginning(const std::string &letters,
                   const std::string &prefix,
                   bool &is_cut) const
    {
        std::vector<const xc::Vocabulary::Word *> found =
            source.vocabulary(prefix).of_prefix(letters);
        if (found.size() > XC_FORMS_MAX) {
            std::stable_sort(found.begin(), found.end(), [](auto a, auto b) {
                return a->documents > b->documents;
            });
            found.resize(XC_FORMS_MAX);
            is_cut = true;
        }
        return words_spot(found, prefix);
    }

    // The word is not there in any form: what is there instead. It changes the
    // word where it is to be taken for it.
    Spot corrected(std::string &word,
                   const Piece &piece,
                   const xc::Token &token,
                   const std::string &prefix)
    {
        Spot nothing;
        nothing.prefix = prefix;
        if (has_digit(word))
            return nothing;
        xc::Correction correction{piece.offset + piece.text_start + token.start,
                                  token.end - token.start,
                                  source.vocabulary(prefix).like(word, offers),
                                  !excluding &&
                                      (correcting == xc::Correcting::ALWAYS ||
                                       (correcting == xc::Correcting::LONG &&
                                        word.size() >= long_word))};
        if (correction.words.empty())
            return nothing;
        const bool is_put = correction.is_put;
        const std::string better = correction.words[0]->text;
        result.corrections.push_back(std::move(correction));
        if (!is_put)
            return nothing;
        word = better;
        return forms(word, prefix);
    }

    static Bare bare(const Piece &piece)
    {
        Bare b{piece, {}, false, false};
        for (const xc::Token &token : piece.tokens)
            if (!token.is_compound)
                b.words.push_back(token.word);
        b.is_common = b.words.size() == 1 && xc::is_stopword(b.words[0]);
        return b;
    }

    xc::Added added_to(const std::vector<Bare> &bares,
                       std::size_t first,
                       std::size_t last) const
    {
        xc::Phrase words;
        bool has_content = false;
        for (std::size_t i = first; i < last; i++) {
            words.insert(words.end(), bares[i].words.begin(),
                         bares[i].words.end());
            has_content |= !bares[i].is_common;
        }
        if (is_literal || !has_content)
            return {};
        return kinship.of(words, adds_near && !excluding);
    }

    // The longest term of the lexicon that begins at the word, and its end:
    // else the word alone.
    xc::Added longest_term(const std::vector<Bare> &bares,
                           std::size_t first,
                           std::size_t last,
                           std::size_t &end) const
    {
        for (end = std::min(last, first + kinship.longest()); end > first;
             end--) {
            xc::Added added = added_to(bares, first, end);
            if (!added.empty())
                return added;
        }
        end = first + 1;
        return {};
    }

    // Put right what is no term, nor a part of one, so that it may become one.
    void correct(std::vector<Bare> &bares, std::size_t first, std::size_t last)
    {
        while (first < last) {
            std::size_t end;
            const bool is_known =
                !longest_term(bares, first, last, end).empty();
            Bare &b = bares[first];
            if (!is_known && b.words.size() == 1 &&
                forms(b.words[0], "").words.empty()) {
                corrected(b.words[0], b.piece, b.piece.tokens[0], "");
                b.piece.tokens[0].word = b.words[0];
                b.is_settled = true;
            }
            first = end;
        }
    }

    // Bare words that stand side by side: the longest terms of the lexicon
    // first, each word once.
    void add_words(Bag &items,
                   std::vector<Bare> &bares,
                   std::size_t first,
                   std::size_t last,
                   std::string &text)
    {
        std::size_t before = xc::none; // the typed term
        correct(bares, first, last);
        while (first < last) {
            std::size_t end;
            const xc::Added added = longest_term(bares, first, last, end);
            add_concept(items, bares, first, end, added, before, text);
            first = end;
        }
    }

    // Whether the words are a term that its common words belong to: "out of
    // hours" is not about hours, nor "well being" about what is well.
    static bool is_one(const std::vector<Bare> &bares,
                       std::size_t first,
                       std::size_t last,
                       const xc::Added &added)
    {
        std::size_t common = 0;
        for (std::size_t i = first; i < last; i++)
            common += bares[i].is_common;
        return common > 0 && !added.empty() &&
               (!added.same.empty() || last - first - common == 1);
    }

    void add_concept(Bag &items,
                     const std::vector<Bare> &bares,
                     std::size_t first,
                     std::size_t last,
                     const xc::Added &added,
                     std::size_t &before,
                     std::string &text)
    {
        Plan plan;
        std::vector<Spot> spots, all; // all: common words as well
        std::vector<std::string> texts;
        std::string whole;
        const bool is_phrase = is_one(bares, first, last, added);
        for (std::size_t i = first; i < last; i++) {
            std::string spoken;
            all.push_back(bare_spot(bares[i], !added.empty(), spoken));
            if (is_phrase)
                append(whole, spoken);
            if (bares[i].is_common || is_phrase)
                continue;
            spots.push_back(all.back());
            texts.push_back(spoken);
            append(whole, spoken);
        }
        if (is_phrase) {
            whole = '"' + whole + '"';
            spots.push_back(sequence(all));
            texts.push_back(whole);
        }
        if (spots.empty())
            return;
        const auto [said, is_new] =
            items.said.emplace(whole, result.terms.size());
        if (!is_new) {
            // Said twice is twice as much.
            if (!excluding && said->second != xc::none) {
                for (std::size_t i = 0; i < spots.size(); i++)
                    result.terms[said->second + i].times++;
                before = said->second + spots.size() - 1;
            }
            return;
        }
        append(text, whole);
        std::vector<Spot> same, near;
        std::string same_text, near_text;
        xc_origin origin = XC_JOINED;
        for (const auto &[phrase, how] : added.same) {
            same.push_back(xc::spot_of(phrase, source));
            same_text += (same_text.empty() ? "" : ", ") + text_of(phrase);
            if (how == XC_SAME)
                origin = XC_SAME;
        }
        for (const xc::Phrase &phrase : added.near) {
            near.push_back(xc::spot_of(phrase, source));
            near_text += (near_text.empty() ? "" : ", ") + text_of(phrase);
        }
        if (excluding) {
            same.push_back(sequence(std::move(all)));
            plan.kind = Plan::PLACE;
            plan.spot = either(std::move(same));
            items.words.push_back(std::move(plan));
            return;
        }
        plan.kind = Plan::CONCEPT;
        plan.needs_all = all_words;
        for (std::size_t i = 0; i < spots.size(); i++)
            plan.typed.push_back(
                add_term(texts[i], XC_TYPED, xc::none, spots[i], false, true));
        const std::size_t typed = plan.typed[0];
        for (const std::size_t t : plan.typed) {
            if (before != xc::none)
                add_pair(items, before, t);
            before = t;
        }
        std::set<std::string> apart; // "face-to-face" has one face
        for (std::size_t i = first; i < last; i++)
            if (bares[i].words.size() > 1 && !all_words)
                for (const std::string &word : bares[i].words)
                    if (!xc::is_stopword(word) && apart.insert(word).second)
                        plan.apart.push_back(add_term(word, XC_PART, typed,
                                                      forms(word, ""), false,
                                                      false));
        if (!same.empty()) {
            // The term as typed belongs to them: they are one.
            same.push_back(sequence(std::move(all)));
            plan.same = add_term(same_text, origin, typed,
                                 either(std::move(same)), false, false);
        }
        if (!near.empty())
            plan.near = add_term(near_text, XC_NEAR, typed,
                                 either(std::move(near)), false, false);
        items.words.push_back(std::move(plan));
    }

    // By their first forms: those are of one stem.
    void add_pair(Bag &items, std::size_t first, std::size_t second)
    {
        const Spot &a = result.terms[first].spot;
        const Spot &b = result.terms[second].spot;
        if (a.kind != Spot::WORDS || b.kind != Spot::WORDS || a.words.empty() ||
            b.words.empty())
            return;
        Spot spot;
        spot.words.push_back(
            xc::pair_term(source.stem(a.words[0]), source.stem(b.words[0])));
        const std::string text =
            result.terms[first].text + ' ' + result.terms[second].text;
        items.pairs.push_back(
            {add_term(text, XC_PAIR, first, std::move(spot), false, false),
             first, second});
        result.terms.back().with = second;
    }

    Spot bare_spot(const Bare &b, bool has_relatives, std::string &text)
    {
        // A word that the index lacks, but that means something, is right.
        if (b.is_settled || (has_relatives && b.words.size() == 1)) {
            text = b.words[0];
            return forms(b.words[0], "");
        }
        bool unused = false;
        return words(b.piece, text, unused);
    }

    Plan values(const Piece &piece, std::string &text)
    {
        const bool is_quoted = piece.text.find(' ') != std::string::npos;
        append(text, piece.field->name + ":" +
                         (is_quoted ? '"' + piece.text + '"' : piece.text));
        return xc::plan_of_values(piece);
    }

    bool is_literal;
    xc::Correcting correcting;
    bool all_words;
    bool adds_near = false;
    const xc::PlanSource &source;
    xc::Kinship kinship;
    unsigned excluding = 0;
    xc::Understood result;
};

} // namespace

namespace xc
{

Spot
spot_of(const Phrase &phrase, const PlanSource &source)
{
    std::vector<Spot> parts;
    const Vocabulary &vocabulary = source.vocabulary("");
    for (const std::string &word : phrase) {
        std::vector<const Vocabulary::Word *> words;
        if (word[0] != '=') {
            words = vocabulary.of_stem(source.stem(word));
        } else {
            for (const std::string &form : forms_of(word))
                if (const Vocabulary::Word *w = vocabulary.find(form))
                    words.push_back(w);
        }
        parts.push_back(words_spot(words, ""));
    }
    return sequence(std::move(parts));
}

Understood
make_plan(const Asked &asked,
          xc_match match,
          bool is_literal,
          Correcting correcting,
          const PlanSource &source)
{
    return Planner(match, is_literal, correcting, source).plan(asked, match);
}

} // namespace xc
