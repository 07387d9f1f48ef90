// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemmer.h"

#include "engine/text/stem.h"

#include <functional>
#include <memory>
#include <new>
#include <string>
#include <vector>

namespace
{

class EngineStemmer : public Xapian::StemImplementation
{
  public:
    EngineStemmer() : stemmer(stemmer_new())
    {
        if (!stemmer)
            throw std::bad_alloc();
    }

    // A few words make up most of a text: their stems are kept.
    std::string operator()(const std::string &word) override
    {
        Known &known = met[std::hash<std::string>()(word) % met.size()];
        if (known.word != word) {
            known.stem = found(word);
            known.word = word;
        }
        return known.stem;
    }

    std::string get_description() const override { return "findings"; }

  private:
    struct Known {
        std::string word, stem;
    };
    struct Deleter {
        void operator()(struct stemmer *s) const { stemmer_free(s); }
    };

    std::string found(const std::string &word) const
    {
        std::size_t len;
        const char *stem =
            stemmer_stem(stemmer.get(), word.data(), word.size(), &len);
        if (!stem)
            throw std::bad_alloc();
        return std::string(stem, len);
    }

    std::unique_ptr<struct stemmer, Deleter> stemmer;
    std::vector<Known> met = std::vector<Known>(8192);
};

} // namespace

namespace xc
{

Xapian::Stem
english_stemmer()
{
    return Xapian::Stem(new EngineStemmer);
}

} // namespace xc
