// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemmer.h"

#include <libstemmer.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <new>
#include <string>
#include <string_view>

namespace
{

struct Exception {
    const char *word;
    const char *stem;
};

// What Porter2 throws together though it means different things: timely work
// is not time, the university no universal service, the authority no author,
// missing children no missed chances. Each inflection has a row. In order.
constexpr Exception apart[] = {
    {"accountability", "accountabl"},
    {"accountable", "accountabl"},
    {"activities", "activiti"},
    {"activity", "activiti"},
    {"allowance", "allowanc"},
    {"allowances", "allowanc"},
    {"apartment", "apartment"},
    {"assistant", "assistant"},
    {"assistants", "assistant"},
    {"authorities", "authoriti"},
    {"authority", "authoriti"},
    {"centred", "centred"},
    {"closed", "closur"},
    {"consultant", "consultant"},
    {"consultants", "consultant"},
    {"continuity", "continuiti"},
    {"designated", "designat"},
    {"diversion", "diversion"},
    {"diversionary", "diversion"},
    {"elective", "elective"},
    {"electively", "elective"},
    {"emergencies", "emergenc"},
    {"emergency", "emergenc"},
    {"equality", "equaliti"},
    {"extremism", "extremism"},
    {"extremist", "extremism"},
    {"extremists", "extremism"},
    {"government", "government"},
    {"housing", "housing"},
    {"informal", "informal"},
    {"internal", "internal"},
    {"internally", "internal"},
    {"international", "international"},
    {"internationally", "international"},
    {"likely", "likelihood"},
    {"localities", "localiti"},
    {"locality", "localiti"},
    {"majorities", "majoriti"},
    {"majority", "majoriti"},
    {"manageable", "manageabl"},
    {"minorities", "minoriti"},
    {"minority", "minoriti"},
    {"missing", "missing"},
    {"nationalities", "nationaliti"},
    {"nationality", "nationaliti"},
    {"officer", "officer"},
    {"officers", "officer"},
    {"permanence", "permanenc"},
    {"permanency", "permanenc"},
    {"personal", "personal"},
    {"position", "position"},
    {"positioned", "position"},
    {"positions", "position"},
    {"practical", "practical"},
    {"relatively", "relatively"},
    {"relatives", "relatives"},
    {"responsibilities", "responsibl"},
    {"responsibility", "responsibl"},
    {"responsible", "responsibl"},
    {"rights", "rights"},
    {"seconded", "secondment"},
    {"secondment", "secondment"},
    {"secondments", "secondment"},
    {"several", "several"},
    {"sexuality", "sexualiti"},
    {"substantiate", "substantiat"},
    {"substantiated", "substantiat"},
    {"succession", "succession"},
    {"sufficiency", "sufficienc"},
    {"timely", "timeli"},
    {"universities", "universiti"},
    {"university", "universiti"},
    {"unsubstantiated", "unsubstantiat"},
};

// What belongs together though Porter2 keeps it apart: irregular plurals and
// past forms, and nouns with their verbs. In order.
constexpr Exception together[] = {
    {"analysis", "analys"},
    {"children", "child"},
    {"crises", "crisi"},
    {"diagnosis", "diagnos"},
    {"embed", "embed"},
    {"evidence", "evidenc"},
    {"failure", "fail"},
    {"failures", "fail"},
    {"felt", "feel"},
    {"financial", "financ"},
    {"financially", "financ"},
    {"focussed", "focus"},
    {"heard", "hear"},
    {"identification", "identifi"},
    {"intervene", "intervent"},
    {"intervening", "intervent"},
    {"kept", "keep"},
    {"learnt", "learn"},
    {"men", "man"},
    {"met", "meet"},
    {"notification", "notifi"},
    {"notifications", "notifi"},
    {"poorer", "poor"},
    {"quicker", "quick"},
    {"reduction", "reduc"},
    {"reductions", "reduc"},
    {"refer", "referr"},
    {"referred", "referr"},
    {"referring", "referr"},
    {"scrutiny", "scrutinis"},
    {"skilful", "skill"},
    {"skilfully", "skill"},
    {"slower", "slow"},
    {"slowly", "slow"},
    {"sought", "seek"},
    {"spoke", "speak"},
    {"spoken", "speak"},
    {"stable", "stabil"},
    {"staffed", "staff"},
    {"staffing", "staff"},
    {"stronger", "strong"},
    {"swifter", "swift"},
    {"understood", "understand"},
    {"weaker", "weak"},
    {"women", "woman"},
    {"written", "write"},
};

// Of words that are written with -ize or -ise, the latter: Porter2 cuts off
// the one, so that "socialize" would be social.
std::string
british(std::string word)
{
    static constexpr std::string_view endings[] = {
        "ize",      "izes", "ized", "izing", "izer", "ization",
        "izations", "yze",  "yzes", "yzed",  "yzing"};
    constexpr std::size_t least = 7; // not of size or prize
    for (const std::string_view ending : endings) {
        if (word.size() < least || word.size() < ending.size())
            continue;
        const std::size_t at = word.size() - ending.size();
        if (word.compare(at, ending.size(), ending) == 0) {
            word[at + 1] = 's';
            break;
        }
    }
    return word;
}

template <std::size_t N>
const char *
find(const Exception (&table)[N], const std::string &word)
{
    const auto it = std::lower_bound(
        std::begin(table), std::end(table), word,
        [](const Exception &e, const std::string &w) { return e.word < w; });
    return it != std::end(table) && it->word == word ? it->stem : nullptr;
}

class SnowballStemmer : public Xapian::StemImplementation
{
  public:
    SnowballStemmer() : stemmer(sb_stemmer_new("english", nullptr))
    {
        if (!stemmer)
            throw std::bad_alloc();
    }

    std::string operator()(const std::string &word) override
    {
        const bool is_possessive =
            word.size() > 2 && word.compare(word.size() - 2, 2, "'s") == 0;
        const std::string bare =
            is_possessive ? word.substr(0, word.size() - 2) : word;
        for (const char *exception : {find(apart, bare), find(together, bare)})
            if (exception)
                return exception;
        return porter2(british(bare));
    }

    std::string get_description() const override
    {
        return "libstemmer(english)";
    }

  private:
    std::string porter2(const std::string &word) const
    {
        const sb_symbol *stem = sb_stemmer_stem(
            stemmer.get(), reinterpret_cast<const sb_symbol *>(word.data()),
            static_cast<int>(word.size()));
        if (!stem)
            throw std::bad_alloc();
        return std::string(
            reinterpret_cast<const char *>(stem),
            static_cast<std::size_t>(sb_stemmer_length(stemmer.get())));
    }

    struct Deleter {
        void operator()(sb_stemmer *s) const { sb_stemmer_delete(s); }
    };
    std::unique_ptr<sb_stemmer, Deleter> stemmer;
};

} // namespace

namespace xc
{

Xapian::Stem
english_stemmer()
{
    return Xapian::Stem(new SnowballStemmer);
}

} // namespace xc
