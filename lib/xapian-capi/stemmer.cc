// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemmer.h"

#include <libstemmer.h>

#include <memory>
#include <new>
#include <string>

namespace
{

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
        const sb_symbol *stem = sb_stemmer_stem(
            stemmer.get(), reinterpret_cast<const sb_symbol *>(word.data()),
            static_cast<int>(word.size()));
        if (!stem)
            throw std::bad_alloc();
        return std::string(
            reinterpret_cast<const char *>(stem),
            static_cast<std::size_t>(sb_stemmer_length(stemmer.get())));
    }

    std::string get_description() const override
    {
        return "libstemmer(english)";
    }

  private:
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
