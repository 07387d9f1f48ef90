// SPDX-License-Identifier: GPL-2.0-or-later
#include "values.h"

#include "boundary.h"
#include "engine/query/values.h"

#include <algorithm>
#include <deque>
#include <vector>

namespace
{

// The rule for a field's values, and what it points to.
class Rule
{
  public:
    explicit Rule(const xc::Field &field)
    {
        rule.field = field.name.c_str();
        rule.kind = field.kind == XC_FIELD_NUMBER ? VALUE_NUMBER
                    : field.kind != XC_FIELD_DATE ? VALUE_NAME
                    : field.length                ? VALUE_YEAR
                                                  : VALUE_DATE;
        for (const xc::Field::Word &word : field.words) {
            std::string &also = others.emplace_back();
            for (const std::string &other : word.also)
                also += (also.empty() ? "" : "|") + other;
            words.push_back({word.word.c_str(), also.c_str()});
        }
        if (words.empty())
            return;
        words.push_back({nullptr, nullptr});
        rule.words = words.data();
    }
    Rule(const Rule &) = delete;
    Rule &operator=(const Rule &) = delete;

    // As the index has it.
    std::string read(const xc::Piece &piece, std::string_view text) const
    {
        std::string out(text.size() + 1, '\0');
        if (const char *value =
                value_read(&rule, text.data(), text.size(), out.data()))
            return value;
        if (text.find_first_not_of(' ') == text.npos)
            throw xc::BadQuery{piece.offset, "a value of " + piece.field->name +
                                                 " is missing here"};
        char reason[VALUE_MESSAGE_SIZE];
        value_refusal(&rule, text.data(), text.size(), reason);
        throw xc::BadQuery{piece.offset, reason + hint(piece)};
    }

    bool has_ranges() const { return rule.kind != VALUE_NAME; }
    bool is_open() const { return rule.kind == VALUE_NAME && !rule.words; }

  private:
    std::string hint(const xc::Piece &piece) const
    {
        if (!has_ranges())
            return "";
        return std::string(", or a range such as ") + piece.field->name + ":" +
               (rule.kind == VALUE_NUMBER ? "40..50" : "2010..2013");
    }

    value_rule rule = {};
    std::vector<value_word> words;
    std::deque<std::string> others; // whose places stay
};

// Whether a range ends before it begins.
bool
is_backward(const xc::Field &field,
            const std::string &from,
            const std::string &to)
{
    if (from.empty() || to.empty())
        return false;
    if (field.kind == XC_FIELD_NUMBER && from.size() != to.size())
        return from.size() > to.size();
    // The end of a year is after all its days.
    return from.substr(0, to.size()) > to;
}

void
read_range(xc::Plan &plan,
           const xc::Piece &piece,
           const Rule &rule,
           std::size_t dots)
{
    const std::string_view text = piece.text;
    const auto end = [&](std::string_view value) {
        return value.find_first_not_of(' ') == value.npos
                   ? std::string()
                   : rule.read(piece, value);
    };
    plan.from = end(text.substr(0, dots));
    plan.to = end(text.substr(dots + 2));
    if (is_backward(*piece.field, plan.from, plan.to))
        throw xc::BadQuery{piece.offset, "this range ends before it begins"};
    if (plan.from.empty() && plan.to.empty())
        throw xc::BadQuery{
            piece.offset,
            "a range needs an end, as in " + piece.field->name + ":" +
                (piece.field->kind == XC_FIELD_NUMBER ? "40..50"
                                                      : "2010..2013")};
}

} // namespace

namespace xc
{

Plan
plan_of_values(const Piece &piece, const HasValue &has_value)
{
    const Rule rule(*piece.field);
    const std::size_t dots = piece.text.find("..");
    Plan plan;
    plan.kind = Plan::VALUES;
    plan.field = piece.field;
    if (rule.has_ranges() && dots != std::string::npos) {
        read_range(plan, piece, rule, dots);
        return plan;
    }
    struct Lookup {
        const Field &field;
        const HasValue &has_value;
    } lookup{*piece.field, has_value};
    const auto exists = [](const char *text, std::size_t len, void *data) {
        const Lookup &in = *static_cast<const Lookup *>(data);
        return in.has_value(in.field, std::string(text, len));
    };
    std::string_view rest = piece.text;
    for (bool has_more = true; has_more;) {
        const std::size_t size = value_first(
            rest.data(), rest.size(),
            rule.is_open() && has_value ? +exists : nullptr, &lookup);
        plan.values.push_back(rule.read(piece, rest.substr(0, size)));
        has_more = size < rest.size();
        rest.remove_prefix(std::min(size + 1, rest.size()));
    }
    return plan;
}

} // namespace xc
