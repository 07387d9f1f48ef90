/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * prometheus.h: the daemon's status in the text format of Prometheus, for a
 * collector of metrics such as node_exporter's textfile collector.
 */
#ifndef CLIENT_PRINT_PROMETHEUS_H
#define CLIENT_PRINT_PROMETHEUS_H

#include <jansson.h>
#include <stdio.h>

/* Print the result of status, which has histograms. */
void print_prometheus(const json_t *result, FILE *out);

#endif
