/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * words.h: files of share/ that the build makes a part of the program.
 */
#ifndef DAEMON_WORDS_H
#define DAEMON_WORDS_H

#include <stddef.h>

extern const unsigned char words_care[], words_light[], words_needs[],
    words_people[], words_process[], words_quality[], words_questions[];
extern const size_t words_care_len, words_light_len, words_needs_len,
    words_people_len, words_process_len, words_quality_len, words_questions_len;

#endif
