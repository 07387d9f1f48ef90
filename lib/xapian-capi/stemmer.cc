// SPDX-License-Identifier: GPL-2.0-or-later
#include "stemmer.h"

#include "engine/stem.h"

#include <memory>
#include <new>
#include <string>

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

    std::string operator()(const std::string &word) override
    {
        std::size_t len;
        const char *stem =
            stemmer_stem(stemmer.get(), word.data(), word.size(), &len);
        if (!stem)
            throw std::bad_alloc();
        return std::string(stem, len);
    }

    std::string get_description() const override { return "findings"; }

  private:
    struct Deleter {
        void operator()(struct stemmer *s) const { stemmer_free(s); }
    };
    std::unique_ptr<struct stemmer, Deleter> stemmer;
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
