/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * intruder.h: what the library intruder is told, by variables of the
 * environment, and what it says.
 */
#ifndef TESTS_INTRUDER_H
#define TESTS_INTRUDER_H

/* A folder with a file of the name "file", in which nothing may be changed. */
#define INTRUDER_FOLDER "INTRUDER_FOLDER"

/* The folder of saved searches. */
#define INTRUDER_SAVED "INTRUDER_SAVED"

/* What it tried, and errno of each: "read 0, write 13, make 13, remove 13, run
 * 13, save 13". */
#define INTRUDER_HEADER "X-Intruder"

#endif
