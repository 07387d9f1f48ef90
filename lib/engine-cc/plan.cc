// SPDX-License-Identifier: GPL-2.0-or-later
#include "plan.h"

#include "negation.h"
#include "relatives.h"
#include "values.h"

#include "engine/text/variants.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

namespace
{

using xc::Piece;
using xc::Plan;
using xc::Spot;

// What is denied stands within so many words of what denies it.
constexpr std::size_t denied_max = 4;

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
    bool is_settled; // it was tried to correct it
    bool is_denied;  // a "not" stands before it
};

class Planner
{
  public:
    Planner(xc_match match, bool literal, const xc::PlanSource &from)
        : is_literal(literal), all_words(match == XC_MATCH_ALL), source(from),
          kinship(from)
    {
    }

    xc::Understood plan(const xc::Asked &asked, xc_match match)
    {
        if (match == XC_MATCH_AUTO && asked.has_operators)
            all_words = true;
        // Who joins words by operators, or wants them all, means these words.
        adds_near = !is_literal && !all_words && !asked.has_operators;
        result.plan = part(asked.whole, result.text);
        // Where there are no others, they are what is asked for.
        if (std::all_of(result.ideas.begin(), result.ideas.end(),
                        [](const xc::Idea &i) { return i.is_light; }))
            for (xc::Idea &idea : result.ideas)
                idea.is_light = idea.typed.empty();
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
        std::vector<std::size_t> pairs;
        // As understood -> its idea; none of what is no bare word.
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

    // "R & D" and "R and D" are one thing, as "R&D" is.
    static std::vector<Piece> with_letters_joined(const std::vector<Piece> &parts)
    {
        const auto is_letter = [](const Piece &p) {
            return is_bare(p) && p.tokens.size() == 1 &&
                   p.tokens[0].word.size() == 1;
        };
        std::vector<Piece> joined;
        for (std::size_t i = 0; i < parts.size(); i++) {
            joined.push_back(parts[i]);
            if (i + 2 >= parts.size() || !is_letter(parts[i]) ||
                !is_bare(parts[i + 1]) || parts[i + 1].tokens.size() != 1 ||
                parts[i + 1].tokens[0].word != "and" ||
                !is_letter(parts[i + 2]))
                continue;
            Piece &whole = joined.back();
            for (std::size_t k = i + 1; k <= i + 2; k++) {
                xc::Token token = parts[k].tokens[0];
                const std::size_t shift = parts[k].offset - whole.offset;
                token.start += shift;
                token.end += shift;
                token.place = static_cast<Xapian::termpos>(k - i + 1);
                whole.tokens.push_back(std::move(token));
            }
            whole.length =
                parts[i + 2].offset + parts[i + 2].length - whole.offset;
            i += 2;
        }
        return joined;
    }

    static xc::Phrase words_of(const Piece &piece)
    {
        xc::Phrase words;
        for (const xc::Token &token : piece.tokens)
            if (!token.is_compound)
                words.push_back(token.word);
        return words;
    }

    // The words as one, where the index writes them so; else "".
    std::string as_one(const xc::Phrase &words) const
    {
        std::string one;
        for (const std::string &word : words)
            one += word;
        return words.size() > 1 && !forms(one, "").words.empty()
                   ? one
                   : std::string();
    }

    // A word that stands for several, which follow it in the query.
    static Piece made_one(const Piece &first,
                          const Piece &last,
                          const std::string &word)
    {
        Piece piece = first;
        piece.length = last.offset + last.length - first.offset;
        piece.kind = Piece::WORD;
        piece.tokens = {{word, 0, piece.length - piece.text_start, 1, false}};
        return piece;
    }

    // However words are joined, they are read alike: "well-being" and "well
    // being" as "wellbeing" where the index has that, "foster-carer" and
    // "fostercarer" as "foster carer" where it has no such word.
    std::vector<Piece> written_alike(const std::vector<Piece> &parts) const
    {
        std::vector<Piece> alike;
        for (std::size_t i = 0; i < parts.size(); i++) {
            const Piece &p = parts[i];
            const xc::Phrase words =
                is_bare(p) || is_plain_phrase(p) ? words_of(p) : xc::Phrase();
            const std::string one = as_one(words);
            if (!one.empty() && (is_bare(p) || is_compound(one, words))) {
                alike.push_back(made_one(p, p, one));
            } else if (!is_bare(p)) {
                alike.push_back(p);
            } else if (words.size() > 1 && is_separable(words)) {
                split(p, alike);
            } else if (words.size() == 1 && forms(words[0], "").words.empty() &&
                       is_separable(parts_of(words[0]))) {
                for (const std::string &part : parts_of(words[0]))
                    alike.push_back(made_one(p, p, part));
            } else if (words.size() == 1 && i + 1 < parts.size() &&
                       is_hyphened_elsewhere(p, parts[i + 1])) {
                alike.push_back(made_one(
                    p, parts[i + 1],
                    words[0] + parts[i + 1].tokens[0].word));
                i++;
            } else {
                alike.push_back(p);
            }
        }
        return alike;
    }

    // What the index has for the word with a hyphen; else empty.
    xc::Phrase parts_of(const std::string &word) const
    {
        return source.vocabulary("").parts_of(source.stem(word));
    }

    // Not "face-to-face", nor "A&E".
    static bool is_separable(const xc::Phrase &words)
    {
        return !words.empty() &&
               std::none_of(words.begin(), words.end(),
                            [](const std::string &word) {
                                return xc::is_stopword(word) ||
                                       word.size() < 2;
                            });
    }

    // Whether the index has the two as one word, and with a hyphen, where they
    // cannot be two: of "well being" the second is a common word.
    bool is_hyphened_elsewhere(const Piece &p, const Piece &next) const
    {
        if (!is_bare(next) || next.tokens.size() != 1)
            return false;
        const xc::Phrase words{p.tokens[0].word, next.tokens[0].word};
        if (is_separable(words))
            return false;
        const std::string one = as_one(words);
        return !one.empty() && is_compound(one, words);
    }

    // Whether the index has the word with a hyphen between the others.
    bool is_compound(const std::string &one, const xc::Phrase &words) const
    {
        return parts_of(one) == words;
    }

    static bool is_plain_phrase(const Piece &piece)
    {
        return piece.kind == Piece::PHRASE && !piece.sign && !piece.is_exact &&
               !piece.field;
    }

    static void split(const Piece &p, std::vector<Piece> &into)
    {
        for (const xc::Token &token : p.tokens) {
            if (token.is_compound)
                continue;
            Piece one = p;
            one.offset = p.offset + p.text_start + token.start;
            one.length = token.end - token.start;
            one.text_start = 0;
            one.tokens = {{token.word, 0, one.length, 1, false}};
            into.push_back(std::move(one));
        }
    }

    Plan bag(const Piece &whole, std::string &text)
    {
        Bag items;
        bool has_content = false; // beside bare common words
        std::vector<Bare> bares;
        Piece piece = whole;
        piece.parts = with_letters_joined(whole.parts);
        if (!is_literal)
            piece.parts = written_alike(piece.parts);
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

    // The field whose value a part of the plan must have; or nullptr.
    const xc::Field *needed_field(const Plan &plan) const
    {
        if (plan.kind != Plan::IDEA || !result.ideas[plan.idea].is_needed)
            return nullptr;
        const std::vector<xc::Named> &values = result.ideas[plan.idea].values;
        const bool is_one =
            std::all_of(values.begin(), values.end(), [&](const auto &value) {
                return value.field == values[0].field;
            });
        return is_one ? values[0].field : nullptr;
    }

    // No paragraph is of Hull and of Leeds: who names both wants either.
    std::vector<Plan> with_choices(std::vector<Plan> parts) const
    {
        std::vector<Plan> list;
        std::map<const xc::Field *, std::size_t> first;
        for (Plan &part : parts) {
            const xc::Field *field = needed_field(part);
            const auto [known, is_new] = first.emplace(field, list.size());
            if (!field || is_new) {
                list.push_back(std::move(part));
                continue;
            }
            Plan &choice = list[known->second];
            if (choice.kind == Plan::IDEA) {
                Plan one = std::move(choice);
                choice = Plan();
                choice.kind = Plan::ONE_OF;
                choice.parts.push_back(std::move(one));
            }
            choice.parts.push_back(std::move(part));
        }
        return list;
    }

    Plan combined(Bag &items)
    {
        Plan plan;
        if (!items.words.empty()) {
            plan.kind = all_words ? Plan::ALL : Plan::ANY;
            if (!all_words)
                items.words = with_choices(std::move(items.words));
            plan.parts = std::move(items.words);
            plan.pairs = std::move(items.pairs);
            if (!all_words && !excluding)
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

    // All but bare words.
    void add_item(Bag &items, const Piece &piece, std::string &text)
    {
        std::string spoken;
        const std::size_t n_terms = result.terms.size();
        const std::size_t n_ideas = result.ideas.size();
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
            forget(n_terms, n_ideas);
    }

    void forget(std::size_t n_terms, std::size_t n_ideas)
    {
        result.terms.erase(result.terms.begin() +
                               static_cast<std::ptrdiff_t>(n_terms),
                           result.terms.end());
        result.ideas.erase(result.ideas.begin() +
                               static_cast<std::ptrdiff_t>(n_ideas),
                           result.ideas.end());
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
        xc::Idea idea;
        idea.text = spoken;
        idea.offset = piece.offset;
        idea.length = piece.length;
        idea.typed.push_back(
            add_term(spoken, XC_TYPED, xc::none, std::move(spot), is_cut,
                     false));
        return plan_of(std::move(idea));
    }

    Plan plan_of(xc::Idea idea)
    {
        Plan plan;
        plan.kind = Plan::IDEA;
        plan.idea = result.ideas.size();
        result.ideas.push_back(std::move(idea));
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
                                std::move(spot), is_cut, in_headings});
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
                correct_word(word, piece, token, prefix);
                parts.push_back(forms(word, prefix));
            }
            spoken.push_back(word);
        }
        Spot spot = piece.is_exact || piece.is_prefix
                        ? sequence(std::move(parts))
                        : written(parts, spoken, prefix);
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

    // All words of the stem.
    Spot forms(const std::string &word, const std::string &prefix) const
    {
        return xc::forms_of_word(word, prefix, source);
    }

    // Words that follow one another, however they are joined: two of them may
    // be written as one, and one as two with a hyphen. Whichever way they are
    // typed, the spot is the same. Where a word could be joined to either
    // neighbour, each is a way.
    Spot written(const std::vector<Spot> &parts,
                 const xc::Phrase &words,
                 const std::string &prefix) const
    {
        std::vector<Spot> ways{joined_but(xc::none, parts, words, prefix)};
        for (std::size_t i = 0; i + 2 < words.size(); i++)
            if (!joined(words, i, prefix).words.empty() &&
                !joined(words, i + 1, prefix).words.empty())
                ways.push_back(joined_but(i, parts, words, prefix));
        return either(std::move(ways));
    }

    // The word that two make; of no words where the index has none.
    Spot joined(const xc::Phrase &words,
                std::size_t first,
                const std::string &prefix) const
    {
        return first + 1 < words.size()
                   ? forms(words[first] + words[first + 1], prefix)
                   : Spot();
    }

    // Each two words that may be one are either, from the left; except at one
    // place.
    Spot joined_but(std::size_t except,
                    const std::vector<Spot> &parts,
                    const xc::Phrase &words,
                    const std::string &prefix) const
    {
        std::vector<Spot> row;
        for (std::size_t i = 0; i < words.size(); i++) {
            Spot one = i == except ? Spot() : joined(words, i, prefix);
            std::vector<Spot> apart;
            if (!one.words.empty()) {
                apart = {parts[i], parts[i + 1]};
                i++;
            } else {
                one = parts[i];
                for (const std::string &word :
                     source.vocabulary(prefix).parts_of(source.stem(words[i])))
                    apart.push_back(forms(word, prefix));
            }
            std::vector<Spot> both{std::move(one)};
            if (!apart.empty())
                both.push_back(sequence(std::move(apart)));
            row.push_back(either(std::move(both)));
        }
        return sequence(std::move(row));
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

    // Judge a word that may be misspelt: it is told what the index has instead,
    // and the word is changed where it is certainly that.
    void correct_word(std::string &word,
                      const Piece &piece,
                      const xc::Token &token,
                      const std::string &prefix)
    {
        xc::Correction correction{piece.offset + piece.text_start + token.start,
                                  token.end - token.start,
                                  {},
                                  false};
        const std::string_view typed =
            source.text.substr(correction.offset, correction.length);
        const auto capitals =
            std::count_if(typed.begin(), typed.end(),
                          [](char c) { return c >= 'A' && c <= 'Z'; });
        spelling_answer answer;
        spelling_judge(source.spelling_of(prefix), word.c_str(), capitals > 1,
                       &answer);
        if (answer.verdict == SPELLING_RIGHT)
            return;
        // What has the same stem is found anyway: "plan" where there are plans.
        const std::string_view likeliest = answer.words[0].text;
        if (source.stem(word) == source.stem(answer.words[0].text) &&
            (answer.verdict == SPELLING_OFFER ||
             likeliest.substr(0, word.size()) == word))
            return;
        for (std::size_t i = 0; i < answer.n_words; i++)
            correction.words.push_back(
                {answer.words[i].text, answer.words[i].documents});
        correction.is_put =
            answer.verdict == SPELLING_CORRECT && !excluding && !is_literal;
        if (correction.is_put)
            word = correction.words[0].text;
        result.corrections.push_back(std::move(correction));
    }

    static Bare bare(const Piece &piece)
    {
        Bare b{piece, words_of(piece), false, false, false};
        b.is_common = b.words.size() == 1 && xc::is_stopword(b.words[0]);
        return b;
    }

    static xc::Phrase words_of(const std::vector<Bare> &bares,
                               std::size_t first,
                               std::size_t last)
    {
        xc::Phrase words;
        for (std::size_t i = first; i < last; i++)
            words.insert(words.end(), bares[i].words.begin(),
                         bares[i].words.end());
        return words;
    }

    // The longest term that begins at the word, and its end: else the word
    // alone.
    xc::Added longest_term(const std::vector<Bare> &bares,
                           std::size_t first,
                           std::size_t last,
                           std::size_t &end) const
    {
        for (end = is_literal ? first
                              : std::min(last, first + kinship.longest());
             end > first; end--) {
            const bool has_content = std::any_of(
                bares.begin() + static_cast<std::ptrdiff_t>(first),
                bares.begin() + static_cast<std::ptrdiff_t>(end),
                [](const Bare &b) { return !b.is_common; });
            if (!has_content)
                break;
            xc::Added added = kinship.of(words_of(bares, first, end));
            remove_untyped(added, bares, first, end);
            if (added.is_unit())
                return added;
        }
        end = first + 1;
        return {};
    }

    // Of names that are abbreviations, those that were not typed so.
    void remove_untyped(xc::Added &added,
                        const std::vector<Bare> &bares,
                        std::size_t first,
                        std::size_t last) const
    {
        const Piece &end = bares[last - 1].piece;
        const std::string_view typed = source.text.substr(
            bares[first].piece.offset,
            end.offset + end.length - bares[first].piece.offset);
        const bool has_small = std::any_of(
            typed.begin(), typed.end(), [](char c) { return c >= 'a' && c <= 'z'; });
        added.values.erase(
            std::remove_if(added.values.begin(), added.values.end(),
                           [&](const xc::Named &named) {
                               return named.in_capitals && has_small;
                           }),
            added.values.end());
    }

    // Correct what is no term, nor a part of one, so that it may become one; and
    // what is one by its stem alone ("permanance").
    void correct(std::vector<Bare> &bares, std::size_t first, std::size_t last)
    {
        while (first < last) {
            std::size_t end;
            const xc::Added added = longest_term(bares, first, last, end);
            for (; first < end; first++) {
                Bare &b = bares[first];
                if (b.words.size() > 1 || b.is_common ||
                    !added.values.empty() ||
                    (added.is_unit() && kinship.is_written(b.words[0])))
                    continue;
                correct_word(b.words[0], b.piece, b.piece.tokens[0], "");
                b.piece.tokens[0].word = b.words[0];
                b.is_settled = !added.is_unit();
            }
        }
    }

    // Which words a "not" stands before: "not seen alone" denies both.
    static void find_denied(std::vector<Bare> &bares,
                            std::size_t first,
                            std::size_t last)
    {
        std::size_t left = 0;
        for (std::size_t i = first; i < last; i++) {
            bares[i].is_denied = left > 0;
            if (bares[i].words.size() == 1 && xc::is_negation(bares[i].words[0]))
                left = denied_max;
            else if (left > 0)
                left--;
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
        if (!is_literal) {
            correct(bares, first, last);
            find_denied(bares, first, last);
        }
        const std::size_t start = first;
        while (first < last) {
            std::size_t end;
            const xc::Added added = longest_term(bares, first, last, end);
            add_idea(items, bares, first, end, added, before, text);
            first = end;
        }
        if (!is_literal && adds_near && !excluding)
            add_frames(items, bares, start, last);
    }

    // What questions ask about beside their words: "how long" about delay.
    void add_frames(Bag &items,
                    const std::vector<Bare> &bares,
                    std::size_t first,
                    std::size_t last)
    {
        while (first < last) {
            std::size_t end = std::min(last, first + kinship.longest());
            xc::Added added;
            for (; end > first; end--) {
                added = kinship.asked(words_of(bares, first, end));
                if (!added.near.empty())
                    break;
            }
            if (end > first)
                add_frame(items, bares, first, end, added);
            first = std::max(end, first + 1);
        }
    }

    void add_frame(Bag &items,
                   const std::vector<Bare> &bares,
                   std::size_t first,
                   std::size_t last,
                   const xc::Added &added)
    {
        xc::Idea idea;
        idea.text = text_of(words_of(bares, first, last));
        idea.is_light = true;
        take_range(idea, bares, first, last);
        const std::size_t term =
            add_others(added.near, XC_NEAR, result.terms.size());
        if (term == xc::none)
            return;
        idea.near = term;
        items.words.push_back(plan_of(std::move(idea)));
    }

    static void take_range(xc::Idea &idea,
                           const std::vector<Bare> &bares,
                           std::size_t first,
                           std::size_t last)
    {
        const Piece &end = bares[last - 1].piece;
        idea.offset = bares[first].piece.offset;
        idea.length = end.offset + end.length - idea.offset;
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
        return common > 0 && added.is_unit() && added.values.empty() &&
               last - first - common <= 1;
    }

    // A term for phrases that are alternatives; none where the index has no
    // word of them.
    std::size_t add_others(const std::vector<xc::Phrase> &phrases,
                           xc_origin origin,
                           std::size_t of)
    {
        std::vector<Spot> spots;
        std::string text;
        for (const xc::Phrase &phrase : phrases) {
            Spot spot = origin == XC_JOINED ? xc::spot_of(phrase, source)
                                            : xc::loose_spot(phrase, source);
            if (spot.empty())
                continue;
            spots.push_back(std::move(spot));
            text += (text.empty() ? "" : ", ") + text_of(phrase);
        }
        return spots.empty() ? xc::none
                             : add_term(text, origin, of,
                                        either(std::move(spots)), false, false);
    }

    void add_idea(Bag &items,
                  const std::vector<Bare> &bares,
                  std::size_t first,
                  std::size_t last,
                  const xc::Added &added,
                  std::size_t &before,
                  std::string &text)
    {
        xc::Idea idea;
        std::vector<Spot> spots;
        std::vector<std::string> texts;
        const bool is_phrase = is_one(bares, first, last, added);
        for (std::size_t i = first; i < last; i++) {
            if (is_phrase) {
                append(idea.text, text_of(bares[i].words));
                continue;
            }
            if (bares[i].is_common)
                continue;
            std::string spoken;
            Spot spot = bare_spot(bares[i], added.is_unit(), spoken);
            // A word by itself has what it is joined to as another name.
            if (last - first > 1 && spot.kind == Spot::WORDS)
                spot = written({spot}, bares[i].words, "");
            spots.push_back(std::move(spot));
            texts.push_back(spoken);
            append(idea.text, spoken);
        }
        if (is_phrase) {
            const xc::Phrase words = words_of(bares, first, last);
            idea.text = '"' + idea.text + '"';
            spots.push_back(xc::spot_of(words, source));
            texts.push_back(idea.text);
        }
        if (spots.empty())
            return;
        const auto [said, is_new] =
            items.said.emplace(idea.text, result.ideas.size());
        if (!is_new) {
            // Said twice is twice as much.
            if (!excluding && said->second != xc::none) {
                xc::Idea &known = result.ideas[said->second];
                known.times++;
                before = known.typed.size() == 1 ? known.typed[0] : xc::none;
            }
            return;
        }
        append(text, idea.text);
        take_range(idea, bares, first, last);
        if (excluding) {
            items.words.push_back(excluded(bares, first, last, added));
            said->second = xc::none;
            return;
        }
        const std::size_t typed = result.terms.size();
        for (std::size_t i = 0; i < spots.size(); i++)
            idea.typed.push_back(add_term(texts[i], XC_TYPED, typed,
                                          std::move(spots[i]), false, true));
        // Words of one idea count where they stand together without that.
        const bool is_single = idea.typed.size() == 1;
        if (is_single && before != xc::none)
            add_pair(items, before, typed);
        before = is_single ? typed : xc::none;
        add_relatives(idea, bares, first, last, added);
        items.words.push_back(plan_of(std::move(idea)));
    }

    // What an idea is beside its typed words.
    void add_relatives(xc::Idea &idea,
                       const std::vector<Bare> &bares,
                       std::size_t first,
                       std::size_t last,
                       const xc::Added &added)
    {
        const std::size_t typed = idea.typed[0];
        const auto add = [&](std::vector<xc::Phrase> phrases, xc_origin origin) {
            const std::size_t term =
                is_literal ? xc::none : add_others(phrases, origin, typed);
            if (term != xc::none)
                idea.others.push_back(term);
        };
        name_values(idea, added);
        add(added.joined, XC_JOINED);
        std::vector<xc::Phrase> same = added.same;
        // Of several words the phrase that they make says it by itself.
        if (idea.typed.size() > 1)
            same.insert(same.begin(), words_of(bares, first, last));
        add(same, XC_SAME);
        // Who names a value wants that, not what is like it.
        if (!idea.is_needed) {
            add(added.wordings, XC_WORDING);
            add(added.narrower, XC_NARROWER);
            if (adds_near)
                idea.near = add_others(added.near, XC_NEAR, typed);
        }
        add_apart(idea, bares, first, last);
        add_denied(idea, bares, first, last);
        add_values(idea);
        idea.is_light = !is_literal && !added.is_named &&
                        added.values.empty() && are_light(bares, first, last);
    }

    // "What happens when" says little, whatever it may hint at.
    bool are_light(const std::vector<Bare> &bares,
                   std::size_t first,
                   std::size_t last) const
    {
        for (std::size_t i = first; i < last; i++)
            for (const std::string &word : bares[i].words)
                if (!xc::is_stopword(word) && !kinship.is_light(word))
                    return false;
        return true;
    }

    // "Face-to-face" has one face.
    void add_apart(xc::Idea &idea,
                   const std::vector<Bare> &bares,
                   std::size_t first,
                   std::size_t last)
    {
        std::set<std::string> apart;
        for (std::size_t i = first; i < last; i++)
            if (bares[i].words.size() > 1 && !all_words)
                for (const std::string &word : bares[i].words)
                    if (!xc::is_stopword(word) && apart.insert(word).second)
                        idea.apart.push_back(add_term(word, XC_PART,
                                                      idea.typed[0],
                                                      forms(word, ""), false,
                                                      false));
    }

    void add_denied(xc::Idea &idea,
                    const std::vector<Bare> &bares,
                    std::size_t first,
                    std::size_t last)
    {
        for (std::size_t i = first; i < last; i++) {
            const Bare &b = bares[i];
            if (!b.is_denied || b.is_common || b.words.size() > 1)
                continue;
            Spot spot;
            spot.words.push_back(xc::negated_term(source.stem(b.words[0])));
            idea.negated.push_back(add_term("not " + b.words[0], XC_NEGATED,
                                            idea.typed[0], std::move(spot),
                                            false, false));
        }
    }

    void name_values(xc::Idea &idea, const xc::Added &added) const
    {
        if (is_literal)
            return;
        idea.values = added.values;
        for (const xc::Named &value : idea.values) {
            idea.is_needed |= value.field->naming != XC_NAMES_TOPIC;
            idea.is_listed |= !value.field->words.empty();
        }
    }

    void add_values(xc::Idea &idea)
    {
        std::string text;
        for (const xc::Named &value : idea.values)
            text += (text.empty() ? "" : ", ") + value.field->name + ":" +
                    value.value;
        if (!text.empty())
            idea.value =
                add_term(text, XC_VALUE, idea.typed[0], Spot(), false, false);
    }

    // What is left out where the words are: as typed, under another name, or
    // by the value.
    Plan excluded(const std::vector<Bare> &bares,
                  std::size_t first,
                  std::size_t last,
                  const xc::Added &added)
    {
        std::vector<Spot> ways{xc::spot_of(words_of(bares, first, last), source)};
        if (last - first == 1 && bares[first].words.size() > 1) {
            std::string unused;
            bool is_cut = false;
            ways.push_back(words(bares[first].piece, unused, is_cut));
        }
        for (const xc::Phrase &phrase : added.joined)
            ways.push_back(xc::spot_of(phrase, source));
        for (const xc::Phrase &phrase : added.same)
            ways.push_back(xc::loose_spot(phrase, source));
        Plan place;
        place.kind = Plan::PLACE;
        place.spot = either(std::move(ways));
        if (added.values.empty() || is_literal)
            return place;
        Plan plan;
        plan.kind = Plan::ANY;
        plan.parts.push_back(std::move(place));
        for (const xc::Named &value : added.values) {
            Plan one;
            one.kind = Plan::VALUES;
            one.field = value.field;
            one.values.push_back(value.value);
            plan.parts.push_back(std::move(one));
        }
        return plan;
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
            add_term(text, XC_PAIR, first, std::move(spot), false, false));
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
        return xc::plan_of_values(piece, source.has_value);
    }

    bool is_literal;
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
forms_of_word(const std::string &word,
              const std::string &prefix,
              const PlanSource &source)
{
    const Vocabulary &vocabulary = source.vocabulary(prefix);
    std::vector<const Vocabulary::Word *> words =
        vocabulary.of_stem(source.stem(word));
    // Of the other spelling, American or British, where the index has it.
    char variants[VARIANTS_MAX][VARIANT_SIZE];
    const std::size_t n =
        variants_of(word.data(), word.size(), variants, VARIANTS_MAX);
    for (std::size_t i = 0; i < n; i++) {
        if (!vocabulary.find(variants[i]))
            continue;
        for (const Vocabulary::Word *other :
             vocabulary.of_stem(source.stem(variants[i])))
            if (std::find(words.begin(), words.end(), other) == words.end())
                words.push_back(other);
    }
    return words_spot(words, prefix);
}

namespace
{

// The words that a word of a term stands for.
Spot
term_word(const std::string &word, const PlanSource &source)
{
    if (word[0] != '=')
        return forms_of_word(word, "", source);
    std::vector<const Vocabulary::Word *> words;
    for (const std::string &form : forms_of(word))
        if (const Vocabulary::Word *w = source.vocabulary("").find(form))
            words.push_back(w);
    return words_spot(words, "");
}

} // namespace

Spot
spot_of(const Phrase &phrase, const PlanSource &source)
{
    std::vector<Spot> parts;
    for (const std::string &word : phrase)
        parts.push_back(term_word(word, source));
    return sequence(std::move(parts));
}

Spot
loose_spot(const Phrase &phrase, const PlanSource &source)
{
    Spot spot = spot_of(phrase, source);
    if (spot.kind != Spot::PHRASE)
        return spot;
    for (const Spot &part : spot.parts)
        if (part.words.empty())
            return Spot(); // the index does not have it
    // Words of one stem each, none of them common: the index has their pairs.
    for (std::size_t i = 0; i < phrase.size(); i++)
        if (phrase[i][0] == '=' || is_stopword(phrase[i]))
            return spot;
    for (std::size_t i = 0; i + 1 < phrase.size(); i++)
        spot.pairs.push_back(
            pair_term(source.stem(phrase[i]), source.stem(phrase[i + 1])));
    spot.kind = Spot::LOOSE;
    return spot;
}

Understood
make_plan(const Asked &asked,
          xc_match match,
          bool is_literal,
          const PlanSource &source)
{
    return Planner(match, is_literal, source).plan(asked, match);
}

} // namespace xc
