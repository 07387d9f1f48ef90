/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * A chart as SVG: a panel for each series, one below the other, in one colour.
 * It can be read in black and white, by a screen reader, and without anything
 * from elsewhere.
 */
#include "print/member.h"
#include "print/naming.h"
#include "print/share.h"
#include "print/trend.h"

#include "findings/visible.h"

#include <stdlib.h>
#include <string.h>

/* In pixels. */
enum {
    LEFT = 64,     /* before the first year: the axis and its labels */
    RIGHT = 16,    /* after the last */
    SLOT_MIN = 60, /* of a year */
    BAR = 36,      /* the bar in it */
    HEAD = 36,     /* the title above the panels */
    TOP = 44,      /* above the bars of a panel: its name, the highest label */
    PLOT = 160,    /* the bars */
    BOTTOM = 44,   /* below them: years and their numbers */
    FOOT = 58,     /* below the panels: what is drawn how */
    WIDTH_MIN = 560,
    LETTER = 7 /* about the width of a character */
};

#define INK "#1a1a1a"
#define COLOUR "#1f5f99"

/* Print a text in at most so many characters, as XML needs it. */
static void
put_xml(const char *text, size_t most, FILE *out)
{
    for (size_t n = 0; *text; n++) {
        if (n + 1 == most && print_width(text) > 1) {
            fputs("…", out);
            return;
        }
        if (strncmp(text, "\xef\xbf\xbe", 3) == 0 ||
            strncmp(text, "\xef\xbf\xbf", 3) == 0) {
            putc('?', out); /* XML has no such character */
            text += 3;
            continue;
        }
        switch (*text) {
        case '&':
            fputs("&amp;", out);
            text++;
            break;
        case '<':
            fputs("&lt;", out);
            text++;
            break;
        case '>':
            fputs("&gt;", out);
            text++;
            break;
        case '"':
            fputs("&quot;", out);
            text++;
            break;
        default:
            text += print_data_char(text, out);
        }
    }
}

struct picture {
    const json_t *trend;
    const char *unit;
    double scale;
    size_t n_years, n_series;
    size_t width, height, slot;
    trend_address *address;
    void *data;
    FILE *out;
};

static const json_t *
series_at(const struct picture *p, size_t i)
{
    return json_array_get(json_object_get(p->trend, "series"), i);
}

/* The i-th year of a series. What has no date has no place in the chart. */
static const json_t *
year_at(const json_t *series, size_t i)
{
    return json_array_get(json_object_get(series, "years"), i);
}

static struct picture
picture_of(const json_t *trend, FILE *out)
{
    struct picture p = {.trend = trend,
                        .unit = member_text(trend, "unit"),
                        .scale = trend_scale(trend),
                        .n_series =
                            json_array_size(json_object_get(trend, "series")),
                        .out = out};
    const json_t *first = series_at(&p, 0);

    while (*member_text(year_at(first, p.n_years), "year"))
        p.n_years++;
    p.slot = trend_numbers_width(trend) * LETTER + BAR / 4;
    p.slot = p.slot > SLOT_MIN ? p.slot : SLOT_MIN;
    p.width = LEFT + p.n_years * p.slot + RIGHT;
    p.width = p.width > WIDTH_MIN ? p.width : WIDTH_MIN;
    p.height = HEAD + p.n_series * (TOP + PLOT + BOTTOM) + FOOT;
    return p;
}

static void
put_percent(const json_t *counted, FILE *out)
{
    char percent[SHARE_SIZE];

    put_xml(share_percent(json_object_get(counted, "share"), percent), 0, out);
}

/* "2010: 12 of 40 reports, 30.0%" */
static void
put_words(const struct picture *p, const char *name, const json_t *counted)
{
    put_xml(name, 0, p->out);
    fputs(": ", p->out);
    if (!trend_has_base(counted)) {
        fputs("no reports", p->out);
        return;
    }
    trend_put_count(counted, p->unit, p->out);
    fputs(", ", p->out);
    put_percent(counted, p->out);
}

/* The name of a series; "All" if there is only one. */
static const char *
name_of(const struct picture *p,
        const json_t *series,
        char out[NAMING_VALUE_SIZE])
{
    const char *value = member_text(series, "value");

    if (!json_is_string(json_object_get(p->trend, "by")))
        return "All years";
    return *value ? naming_value(member_text(p->trend, "by"), value, out)
                  : "(none)";
}

/* The counts of the series in all years. */
static const json_t *
sum_of(const struct picture *p, const json_t *series)
{
    return json_object_get(series, "share") ? series : p->trend;
}

/* The title, and all that the chart shows in words. */
static void
put_description(const struct picture *p, const char *query)
{
    char name[NAMING_VALUE_SIZE];

    fputs("<title id=\"findings-title\">", p->out);
    put_xml(query, 0, p->out);
    findings_putf(p->out, ": share of the %s of each year</title>", p->unit);
    fputs("\n<desc id=\"findings-desc\">", p->out);
    for (size_t s = 0; s < p->n_series; s++) {
        const json_t *series = series_at(p, s);
        put_words(p, name_of(p, series, name), sum_of(p, series));
        for (size_t i = 0; i < p->n_years; i++) {
            fputs("; ", p->out);
            put_words(p, member_text(year_at(series, i), "year"),
                      year_at(series, i));
        }
        fputs(".\n", p->out);
    }
    fputs("</desc>\n", p->out);
}

static void
begin_text(const struct picture *p,
           size_t x,
           size_t y,
           const char *anchor,
           const char *more)
{
    findings_putf(p->out, "<text x=\"%zu\" y=\"%zu\" text-anchor=\"%s\"%s>", x,
                  y, anchor, more);
}

static void
end_text(const struct picture *p)
{
    fputs("</text>\n", p->out);
}

/* The lines at nothing, the half and the whole of the scale. */
static void
put_axis(const struct picture *p, size_t top)
{
    for (int half = 0; half <= 2; half++) {
        const size_t y = top + PLOT - (size_t)(half * PLOT / 2);
        findings_putf(p->out,
                      "<line x1=\"%d\" y1=\"%zu\" x2=\"%zu\" y2=\"%zu\" "
                      "class=\"trend-rule\" stroke=\"%s\"/>",
                      LEFT, y, p->width - RIGHT, y, half ? "#c8c8c8" : INK);
        putc('\n', p->out);
        begin_text(p, LEFT - 6, y + 4, "end", "");
        fprintf(p->out, "%g%%", 100 * p->scale * half / 2);
        end_text(p);
    }
    findings_putf(p->out,
                  "<text x=\"16\" y=\"%zu\" text-anchor=\"middle\" "
                  "transform=\"rotate(-90 16 %zu)\">share of the %s</text>",
                  top + PLOT / 2, top + PLOT / 2, p->unit);
    putc('\n', p->out);
}

static void
put_rect(const struct picture *p, const json_t *year, size_t x, size_t top)
{
    const double share = json_number_value(json_object_get(year, "share"));
    const double height = PLOT * share / p->scale;
    const bool is_small = trend_is_small(year);

    fprintf(p->out, "<rect x=\"%zu\" y=\"%.1f\" width=\"%d\" height=\"%.1f\" ",
            x + (p->slot - BAR) / 2, (double)(top + PLOT) - height, (int)BAR,
            height);
    findings_putf(p->out,
                  "class=\"%s\" fill=\"%s\" stroke=\"" COLOUR "\"><title>",
                  is_small ? "trend-small" : "trend-bar",
                  is_small ? "url(#findings-small)" : COLOUR);
    put_words(p, member_text(year, "year"), year);
    fputs("</title></rect>\n", p->out);
    fprintf(p->out, "<text x=\"%zu\" y=\"%.1f\" text-anchor=\"middle\">",
            x + p->slot / 2, (double)(top + PLOT) - height - 5);
    fputs(is_small ? "(" : "", p->out);
    put_percent(year, p->out);
    fputs(is_small ? ")" : "", p->out);
    end_text(p);
}

static void
put_bar(const struct picture *p,
        const json_t *series,
        const json_t *year,
        size_t x,
        size_t top)
{
    const char *value = json_string_value(json_object_get(series, "value"));
    char *address = p->address && member_count(year, "count") > 0
                        ? p->address(member_text(year, "year"), value, p->data)
                        : NULL;

    if (address) {
        /* The table beside it has the same links for the keyboard. */
        fputs("<a tabindex=\"-1\" href=\"", p->out);
        put_xml(address, 0, p->out);
        fputs("\">", p->out);
    }
    put_rect(p, year, x, top);
    fputs(address ? "</a>" : "", p->out);
    free(address);
}

static void
put_year(const struct picture *p,
         const json_t *series,
         const json_t *year,
         size_t x,
         size_t top)
{
    char number[PRINT_NUMBER_SIZE];
    const size_t middle = x + p->slot / 2;

    begin_text(p, middle, top + PLOT + 16, "middle", "");
    put_xml(member_text(year, "year"), 0, p->out);
    end_text(p);
    if (!trend_has_base(year)) {
        begin_text(p, middle, top + PLOT - 5, "middle", " font-size=\"10\"");
        fputs("no reports", p->out);
        end_text(p);
        return;
    }
    put_bar(p, series, year, x, top);
    begin_text(p, middle, top + PLOT + 32, "middle", "");
    fputs(print_number(member_count(year, "count"), number), p->out);
    fputs(" of ", p->out);
    fputs(print_number(member_count(year, "of"), number), p->out);
    end_text(p);
}

static void
put_panel(const struct picture *p, const json_t *series, size_t top)
{
    char name[NAMING_VALUE_SIZE];

    begin_text(p, LEFT, top + 16, "start", " font-weight=\"bold\"");
    put_words(p, name_of(p, series, name), sum_of(p, series));
    end_text(p);
    put_axis(p, top + TOP);
    for (size_t i = 0; i < p->n_years; i++)
        put_year(p, series, year_at(series, i), LEFT + i * p->slot, top + TOP);
}

/* What is drawn how, and what is not drawn. */
static void
put_foot(const struct picture *p)
{
    const size_t y = p->height - FOOT + 18;
    const json_t *last = year_at(series_at(p, 0), p->n_years);

    begin_text(p, LEFT, y, "start", "");
    findings_putf(p->out,
                  "Year of the inspection; below it, how many of the year's %s",
                  p->unit);
    end_text(p);
    begin_text(p, LEFT, y + 16, "start", "");
    findings_putf(p->out,
                  "Hatched, in brackets: a year of fewer than %d reports",
                  TREND_SMALL);
    end_text(p);
    if (!last)
        return;
    begin_text(p, LEFT, y + 32, "start", "");
    fputs("Reports without a date are not shown", p->out);
    end_text(p);
}

void
trend_put_svg(const json_t *trend,
              const char *query,
              trend_address *address,
              void *data,
              FILE *out)
{
    struct picture p = picture_of(trend, out);

    p.address = address;
    p.data = data;
    fprintf(out,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%zu\" "
            "height=\"%zu\" viewBox=\"0 0 %zu %zu\" "
            "font-family=\"sans-serif\" font-size=\"12\" class=\"trend-ink\" "
            "fill=\"" INK "\"",
            p.width, p.height, p.width, p.height);
    if (address)
        fputs(" aria-hidden=\"true\">\n", out);
    else
        fputs(" role=\"img\" "
              "aria-labelledby=\"findings-title findings-desc\">\n",
              out);
    put_description(&p, query);
    fputs("<defs><pattern id=\"findings-small\" width=\"6\" height=\"6\" "
          "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
          "<rect width=\"6\" height=\"6\" class=\"trend-paper\" fill=\"#fff\"/>"
          "<line class=\"trend-hatch\" x1=\"0\" "
          "y1=\"0\" x2=\"0\" y2=\"6\" stroke=\"" COLOUR
          "\" stroke-width=\"3\"/></pattern></defs>\n",
          out);
    fprintf(out,
            "<rect width=\"%zu\" height=\"%zu\" class=\"trend-paper\" "
            "fill=\"#fff\"/>\n",
            p.width, p.height);
    begin_text(&p, LEFT, 24, "start", " font-size=\"16\" font-weight=\"bold\"");
    put_xml(query, (p.width - LEFT - RIGHT) / (LETTER + 3), out);
    end_text(&p);
    for (size_t i = 0; i < p.n_series; i++)
        put_panel(&p, series_at(&p, i), HEAD + i * (TOP + PLOT + BOTTOM));
    put_foot(&p);
    fputs("</svg>\n", out);
}
