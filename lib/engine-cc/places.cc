// SPDX-License-Identifier: GPL-2.0-or-later
#include "places.h"

#include <algorithm>

namespace
{

using xc::Stretch;

void
settle(std::vector<Stretch> &list)
{
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
}

std::vector<Stretch>
words(const xc::Spot &spot, const xc::PlacesOf &places_of)
{
    std::vector<Xapian::termpos> places;
    for (const std::string &word : spot.words)
        places_of(spot.prefix, word, places);
    std::vector<Stretch> list;
    for (const Xapian::termpos place : places)
        list.push_back({place, place});
    settle(list);
    return list;
}

// Stretches of the left list, each grown by one of the right that begins just
// behind it.
std::vector<Stretch>
followed(const std::vector<Stretch> &left, const std::vector<Stretch> &right)
{
    std::vector<Stretch> list;
    for (const Stretch &l : left) {
        auto r = std::lower_bound(right.begin(), right.end(),
                                  Stretch{l.last + 1, 0});
        for (; r != right.end() && r->first == l.last + 1; ++r)
            list.push_back({l.first, r->last});
    }
    settle(list);
    return list;
}

std::vector<Stretch>
by_end(std::vector<Stretch> list)
{
    std::stable_sort(
        list.begin(), list.end(),
        [](const Stretch &a, const Stretch &b) { return a.last < b.last; });
    return list;
}

// Of those that begin or end at one place, the shortest.
void
settle_shortest(std::vector<Stretch> &list)
{
    settle(list);
    std::vector<Stretch> kept, others;
    for (const Stretch &s : list)
        if (kept.empty() || kept.back().first != s.first)
            kept.push_back(s);
    for (const Stretch &s : by_end(list)) {
        if (!others.empty() && others.back().last == s.last)
            others.pop_back();
        others.push_back(s);
    }
    kept.insert(kept.end(), others.begin(), others.end());
    settle(kept);
    list = std::move(kept);
}

// The nearest of the others to each of the list, on either side; or all that
// are near enough.
void
add_nearby(const std::vector<Stretch> &list,
           const std::vector<Stretch> &others,
           unsigned distance,
           bool wants_all,
           std::vector<Stretch> &found)
{
    // One that begins later may end before another does.
    const std::vector<Stretch> ends = by_end(others);
    for (const Stretch &s : list) {
        for (auto o = std::lower_bound(others.begin(), others.end(),
                                       Stretch{s.last + 1, 0});
             o != others.end() && o->first - s.last <= distance; ++o) {
            found.push_back({s.first, o->last});
            if (!wants_all)
                break;
        }
        auto o = std::lower_bound(ends.begin(), ends.end(), s.first,
                                  [](const Stretch &e, Xapian::termpos place) {
                                      return e.last < place;
                                  });
        while (o != ends.begin() && s.first - (--o)->last <= distance) {
            found.push_back({o->first, s.last});
            if (!wants_all)
                break;
        }
    }
}

// How far apart words stand that are side by side but for common words.
constexpr unsigned loose_distance = 3;

// In a text that says the same words over and over there are far too many.
constexpr std::size_t pairs_max = 1 << 16;

std::vector<Stretch>
nearby(const std::vector<Stretch> &left,
       const std::vector<Stretch> &right,
       unsigned distance,
       bool wants_all)
{
    std::vector<Stretch> list;
    wants_all &= left.size() * right.size() <= pairs_max;
    add_nearby(left, right, distance, wants_all, list);
    if (wants_all) {
        settle(list);
    } else {
        // Whichever of them was typed first.
        add_nearby(right, left, distance, wants_all, list);
        settle_shortest(list);
    }
    return list;
}

// Of what stands beside something else every place counts: the nearest to each
// other may not be those that are near to a third.
std::vector<Stretch>
places_of_part(const xc::Spot &spot,
               const xc::PlacesOf &places_of,
               bool wants_all)
{
    std::vector<Stretch> list;
    switch (spot.kind) {
    case xc::Spot::WORDS:
        return words(spot, places_of);
    case xc::Spot::PHRASE:
        list = places_of_part(spot.parts[0], places_of, true);
        for (std::size_t i = 1; i < spot.parts.size() && !list.empty(); i++)
            list =
                followed(list, places_of_part(spot.parts[i], places_of, true));
        return list;
    case xc::Spot::LOOSE:
        list = places_of_part(spot.parts[0], places_of, true);
        for (std::size_t i = 1; i < spot.parts.size() && !list.empty(); i++)
            list = nearby(list, places_of_part(spot.parts[i], places_of, true),
                          loose_distance, true);
        return list;
    case xc::Spot::NEAR:
        list = places_of_part(spot.parts[0], places_of, true);
        return list.empty()
                   ? list
                   : nearby(list,
                            places_of_part(spot.parts[1], places_of, true),
                            spot.distance, wants_all);
    case xc::Spot::EITHER:
        for (const xc::Spot &part : spot.parts) {
            const std::vector<Stretch> more =
                places_of_part(part, places_of, wants_all);
            list.insert(list.end(), more.begin(), more.end());
        }
        settle(list);
        return list;
    }
    return list;
}

} // namespace

namespace xc
{

std::vector<Stretch>
places(const Spot &spot, const PlacesOf &places_of)
{
    return places_of_part(spot, places_of, false);
}

} // namespace xc
