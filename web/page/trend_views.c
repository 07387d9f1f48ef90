/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "page/trend_views.h"

#include "page/html.h"
#include "page/selecting.h"
#include "page/tables.h"
#include "print/member.h"
#include "print/share.h"

#include <stdio.h>
#include <stdlib.h>

void
trend_views_put_svg(GString *out,
                    const json_t *trend,
                    const char *title,
                    trend_address *address,
                    void *data)
{
    char *text = NULL;
    size_t size = 0;
    FILE *file = open_memstream(&text, &size);

    if (!file)
        return;
    trend_put_svg(trend, title, address, data, file);
    fclose(file);
    /* Its texts are escaped where it is drawn. */
    g_string_append_len(out, text, (gssize)size);
    free(text);
}

/* "of 40, 30.0%"; a share of a small base in brackets. */
static json_t *
note_of(const json_t *counted)
{
    char percent[SHARE_SIZE];
    const bool is_small = trend_is_small(counted);

    share_percent(json_object_get(counted, "share"), percent);
    return json_sprintf("of %zu%s%s%s", member_count(counted, "of"),
                        is_small ? " (" : ", ", percent, is_small ? ")" : "");
}

static json_t *
cell_of(const json_t *counted,
        double greatest,
        const char *year,
        const char *value,
        trend_address *address,
        void *data)
{
    const size_t count = member_count(counted, "count");
    const double share = json_number_value(json_object_get(counted, "share"));

    if (!trend_has_base(counted)) {
        json_t *cell = tables_cell("no reports", NULL);
        json_object_set_new(cell, "number", json_integer(-1));
        return cell;
    }
    char *link = count > 0 ? address(year, value, data) : NULL;
    json_t *cell = tables_count(count, link);
    free(link);
    json_object_set_new(cell, "note", note_of(counted));
    const char *shade = tables_shade_of_share(share, greatest);
    if (shade && !trend_is_small(counted))
        json_object_set_new(cell, "shade", json_string(shade));
    return cell;
}

/* The name of a series: its value, or what is counted if there is only one. */
static const char *
name_of(const json_t *trend, const json_t *series, char out[NAMING_VALUE_SIZE])
{
    const char *by = member_text(trend, "by");

    return *by ? selecting_name(by, member_text(series, "value"), out)
               : member_text(trend, "unit");
}

static json_t *
row_of(const json_t *trend,
       size_t index,
       double greatest,
       trend_address *address,
       void *data)
{
    json_t *row = json_array(), *series;
    size_t i;

    json_array_foreach(json_object_get(trend, "series"), i, series)
    {
        const json_t *year =
            json_array_get(json_object_get(series, "years"), index);
        const char *name = member_text(year, "year");
        if (i == 0)
            json_array_append_new(
                row, tables_cell(*name ? name : "(no date)", NULL));
        json_array_append_new(
            row, cell_of(year, greatest, name,
                         json_string_value(json_object_get(series, "value")),
                         address, data));
    }
    return row;
}

/* The sums of all years, which no year may shade. */
static json_t *
foot_of(const json_t *trend)
{
    json_t *row = json_array(), *series;
    size_t i;

    json_array_append_new(row, tables_cell("all years", NULL));
    json_array_foreach(json_object_get(trend, "series"), i, series)
    {
        const json_t *sum = json_object_get(series, "share") ? series : trend;
        json_t *cell = tables_count(member_count(sum, "count"), NULL);
        json_object_set_new(cell, "note", note_of(sum));
        json_array_append_new(row, cell);
    }
    return row;
}

static json_t *
table_of(const json_t *trend,
         const char *title,
         trend_address *address,
         void *data)
{
    json_t *table = tables_new(title), *series;
    const double greatest = trend_scale(trend);
    char out[NAMING_VALUE_SIZE];
    size_t i;

    tables_add_column(table, "year", NULL, "year", NULL);
    json_array_foreach(json_object_get(trend, "series"), i, series)
    {
        const char *name = name_of(trend, series, out);
        char *key = g_strdup_printf("=%s", member_text(series, "value"));
        tables_add_column(table, name, NULL, key, NULL);
        g_free(key);
    }
    const json_t *years = json_object_get(
        json_array_get(json_object_get(trend, "series"), 0), "years");
    for (i = 0; i < json_array_size(years); i++)
        json_array_append_new(json_object_get(table, "rows"),
                              row_of(trend, i, greatest, address, data));
    json_object_set_new(table, "foot", foot_of(trend));
    return table;
}

void
trend_views_put(GString *out,
                const struct request *request,
                const json_t *trend,
                const char *title,
                trend_address *address,
                void *data)
{
    if (!trend_has_base(trend)) {
        html(out, "<p role=\"status\">No reports are selected.</p>\n");
        return;
    }
    json_t *table = table_of(trend, title, address, data);
    tables_sort(table, request);
    html(out, "<div class=\"wide\" role=\"region\" tabindex=\"0\" "
              "aria-label=\"Chart\">\n<figure class=\"chart\">\n");
    trend_views_put_svg(out, trend, title, address, data);
    html(out, "<figcaption>The table below says the same.</figcaption>\n"
              "</figure>\n</div>\n");
    tables_put(out, request, table);
    html(out,
         "<p class=\"legend\">Each count is a link to what it counts; a share "
         "is of the year’s %s that the same filters select. In brackets: a "
         "year of fewer than %d reports, so the share says little.</p>\n",
         member_text(trend, "unit"), (int)TREND_SMALL);
    json_decref(table);
}
