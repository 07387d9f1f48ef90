/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "print/trend.h"
#include "print/member.h"
#include "print/share.h"
#include "print/sheet.h"

#include "findings/visible.h"

#include <stdlib.h>
#include <string.h>

enum {
    LABEL = 4,      /* columns of a year */
    LABEL_WIDE = 6, /* if some reports have no date */
    PERCENT = 8,    /* of a share in brackets */
    BAR_MIN = 12,   /* of a bar, unless the line is too narrow */
    BAR_LEAST = 4,
    BAR_MAX = 100
};

bool
trend_has_base(const json_t *year)
{
    return member_count(year, "of_reports") > 0;
}

bool
trend_is_small(const json_t *year)
{
    return trend_has_base(year) &&
           member_count(year, "of_reports") < TREND_SMALL;
}

static double
share_of(const json_t *year)
{
    return json_number_value(json_object_get(year, "share"));
}

double
trend_scale(const json_t *trend)
{
    static const double scales[] = {0.01, 0.02, 0.05, 0.1, 0.2, 0.3,
                                    0.4,  0.5,  0.6,  0.7, 0.8, 0.9};
    double most = 0;
    size_t n = 0, i, j;
    json_t *series, *year;

    json_array_foreach(json_object_get(trend, "series"), i, series)
    {
        json_array_foreach(json_object_get(series, "years"), j, year)
        {
            if (share_of(year) > most)
                most = share_of(year);
        }
    }
    while (n < sizeof scales / sizeof *scales && scales[n] < most)
        n++;
    return n < sizeof scales / sizeof *scales ? scales[n] : 1;
}

/* The unit as it follows this number. */
static const char *
unit_after(size_t n, const char *unit)
{
    static const char *const units[][2] = {{"paragraphs", "paragraph"},
                                           {"reports", "report"},
                                           {"authorities", "authority"}};

    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strcmp(units[i][0], unit) == 0)
            return units[i][n == 1];
    return unit;
}

/* "12 of 40" */
static void
put_numbers(const json_t *counted, FILE *out)
{
    char number[PRINT_NUMBER_SIZE];

    fputs(print_number(member_count(counted, "count"), number), out);
    fputs(" of ", out);
    fputs(print_number(member_count(counted, "of"), number), out);
}

void
trend_put_count(const json_t *counted, const char *unit, FILE *out)
{
    put_numbers(counted, out);
    findings_putf(out, " %s", unit_after(member_count(counted, "of"), unit));
    if (strcmp(unit, "reports") != 0) {
        fputs(", ", out);
        print_counted(member_count(counted, "of_reports"), "report", out);
    }
}

/* How the lines of a chart are divided. */
struct chart {
    const struct style *style;
    const char *unit;
    double scale;
    int label;
    size_t bar;
    size_t numbers; /* the columns of "12 of 40" */
    bool has_units; /* whether the units follow */
    bool has_small; /* whether some base is small */
};

/* The text that trend_put_count() prints, or only its numbers; the caller frees
 * it. */
static char *
count_text(const json_t *counted, const char *unit)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    if (!out)
        return NULL;
    if (unit)
        trend_put_count(counted, unit, out);
    else
        put_numbers(counted, out);
    fclose(out);
    return text;
}

static size_t
count_width(const json_t *counted, const char *unit)
{
    char *text = count_text(counted, unit);
    const size_t width = text ? strlen(text) : 0;

    free(text);
    return width;
}

/* The widest numbers of all years or, with a unit, what follows the numbers. */
static size_t
widest(const json_t *trend, const char *unit)
{
    size_t most = 0, i, j;
    json_t *series, *year;

    json_array_foreach(json_object_get(trend, "series"), i, series)
    {
        json_array_foreach(json_object_get(series, "years"), j, year)
        {
            const size_t numbers = count_width(year, NULL);
            const size_t width =
                unit ? count_width(year, unit) - numbers : numbers;
            most = width > most ? width : most;
        }
    }
    return most;
}

size_t
trend_numbers_width(const json_t *trend)
{
    return widest(trend, NULL);
}

/* Whether this is so of some year of some series. */
static bool
has_any(const json_t *trend, bool (*is_so)(const json_t *year))
{
    size_t i, j;
    json_t *series, *year;

    json_array_foreach(json_object_get(trend, "series"), i, series)
    {
        json_array_foreach(json_object_get(series, "years"), j, year)
        {
            if (is_so(year))
                return true;
        }
    }
    return false;
}

static bool
is_undated(const json_t *year)
{
    return !*member_text(year, "year");
}

static struct chart
measure(const json_t *trend, const struct style *style)
{
    const char *unit = member_text(trend, "unit");
    const size_t units = widest(trend, unit);
    struct chart chart = {.style = style,
                          .unit = unit,
                          .scale = trend_scale(trend),
                          .label =
                              has_any(trend, is_undated) ? LABEL_WIDE : LABEL,
                          .numbers = trend_numbers_width(trend),
                          .has_small = has_any(trend, trend_is_small)};

    /* Between the four parts of a line are two blanks, but one before the
     * share. */
    const size_t fixed = (size_t)chart.label + 2 + 1 + PERCENT + 2;
    chart.has_units = fixed + chart.numbers + units + BAR_MIN <= style->screen;
    const size_t rest = fixed + chart.numbers + (chart.has_units ? units : 0);
    chart.bar =
        rest + BAR_LEAST < style->screen ? style->width - rest : BAR_LEAST;
    chart.bar = chart.bar < BAR_MAX ? chart.bar : BAR_MAX;
    return chart;
}

/* Print a bar in its width: in eighths of a column, or, if the base is small,
 * in a light shade. */
static void
put_bar(const struct chart *chart, const json_t *year)
{
    static const char *const parts[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    const double part = share_of(year) / chart->scale;
    const bool is_small = trend_is_small(year);
    FILE *out = chart->style->out;
    size_t eighths = (size_t)(part * (double)chart->bar * 8 + 0.5);

    if (eighths == 0 && part > 0)
        eighths = 1;
    if (is_small)
        eighths = (eighths + 7) / 8 * 8;
    size_t used = eighths / 8;
    for (size_t i = 0; i < used; i++)
        fputs(is_small ? "░" : "█", out);
    if (eighths % 8 > 0) {
        findings_putf(out, "%s", parts[eighths % 8]);
        used++;
    }
    fprintf(out, "%*s", (int)(chart->bar - used), "");
}

/* Print the share, in brackets if the base is small. */
static void
put_share(const struct chart *chart, const json_t *year)
{
    char percent[SHARE_SIZE], text[SHARE_SIZE + 2];
    const bool is_small = trend_is_small(year);

    share_percent(json_object_get(year, "share"), percent);
    snprintf(text, sizeof text, is_small ? "(%s)" : "%s ", percent);
    findings_putf(chart->style->out, " %*s", PERCENT, text);
}

static void
put_year(const struct chart *chart, const json_t *year)
{
    const char *label = member_text(year, "year");
    char *text = count_text(year, chart->has_units ? chart->unit : NULL);
    FILE *out = chart->style->out;

    findings_putf(out, "%-*s  ", chart->label, *label ? label : "(none)");
    put_bar(chart, year);
    put_share(chart, year);
    /* The numbers are below each other, whatever follows them. */
    const size_t width = count_width(year, NULL);
    fprintf(out, "  %*s",
            (int)(chart->numbers > width ? chart->numbers - width : 0), "");
    print_text(text ? text : "", out);
    putc('\n', out);
    free(text);
}

/* Print the years of a series; those without reports that follow one another
 * are one line. */
static void
put_years(const struct chart *chart, const json_t *years)
{
    FILE *out = chart->style->out;
    size_t end;

    for (size_t i = 0; i < json_array_size(years); i = end) {
        const json_t *year = json_array_get(years, i);
        end = i + 1;
        if (trend_has_base(year)) {
            put_year(chart, year);
            continue;
        }
        while (end < json_array_size(years) &&
               !trend_has_base(json_array_get(years, end)))
            end++;
        const char *first = member_text(year, "year");
        const char *last = member_text(json_array_get(years, end - 1), "year");
        if (end > i + 1)
            findings_putf(out, "%s-%s  no reports", first, last);
        else
            findings_putf(out, "%-*s  no reports", chart->label, first);
        putc('\n', out);
    }
}

/* Print what a series counts in all years, after a name. */
static void
put_sum(const char *name, const json_t *counted, const struct chart *chart)
{
    const struct style *style = chart->style;
    char percent[SHARE_SIZE], *line = NULL;
    size_t size;
    FILE *out = open_memstream(&line, &size);

    if (!out)
        return;
    share_percent(json_object_get(counted, "share"), percent);
    findings_putf(out, "%s: ", name);
    trend_put_count(counted, chart->unit, out);
    findings_putf(out, "%s%s", *percent ? ", " : "", percent);
    fclose(out);
    fputs(style->strong, style->out);
    if (line)
        print_wrapped(line, NULL, 0, style);
    fputs(style->plain, style->out);
    free(line);
}

static void
put_legend(const struct chart *chart)
{
    char *line = NULL;
    size_t size;
    FILE *out = open_memstream(&line, &size);

    if (!out)
        return;
    findings_putf(out, "A full bar is %g%% of the year's %s.",
                  100 * chart->scale, chart->unit);
    if (chart->has_small)
        findings_putf(out,
                      " Light bars and brackets: fewer than %d reports, so the "
                      "share says little.",
                      TREND_SMALL);
    fclose(out);
    if (line)
        print_wrapped(line, NULL, 0, chart->style);
    free(line);
}

void
trend_show(const json_t *trend, const struct style *style)
{
    const bool is_divided = json_is_string(json_object_get(trend, "by"));
    const struct chart chart = measure(trend, style);
    size_t i;
    json_t *series;

    if (!trend_has_base(trend)) {
        fputs("No reports are selected.\n", style->out);
        return;
    }
    json_array_foreach(json_object_get(trend, "series"), i, series)
    {
        const char *value = member_text(series, "value");
        if (is_divided)
            put_sum(*value ? value : "(none)", series, &chart);
        /* Twenty lines of nothing say no more than this one. */
        if (!is_divided || member_count(series, "count") > 0)
            put_years(&chart, json_object_get(series, "years"));
        if (is_divided)
            putc('\n', style->out);
    }
    put_sum("All years", trend, &chart);
    put_legend(&chart);
}

static void
add(json_t *row, const char *text)
{
    json_array_append_new(row, json_string(text));
}

json_t *
trend_rows(const json_t *trend)
{
    const char *by = member_text(trend, "by");
    json_t *rows = json_array(), *row = json_array(), *series, *year;
    size_t i, j;

    add(row, "year");
    if (*by)
        add(row, by);
    add(row, "count");
    add(row, "of");
    add(row, "of_reports");
    add(row, "share");
    json_array_append_new(rows, row);
    json_array_foreach(json_object_get(trend, "series"), i, series)
    {
        const char *value = member_text(series, "value");
        json_array_foreach(json_object_get(series, "years"), j, year)
        {
            const char *label = member_text(year, "year");
            char share[SHARE_SIZE];
            row = json_pack("[s]", *label ? label : "(none)");
            if (*by)
                add(row, *value ? value : "(none)");
            json_array_append(row, json_object_get(year, "count"));
            json_array_append(row, json_object_get(year, "of"));
            json_array_append(row, json_object_get(year, "of_reports"));
            add(row, share_number(json_object_get(year, "share"), share));
            json_array_append_new(rows, row);
        }
    }
    return rows;
}
