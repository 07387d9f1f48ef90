/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * shipped_words.h: the files of words in share/ that the build embeds in the
 * program.
 */
#ifndef DAEMON_SHIPPED_WORDS_H
#define DAEMON_SHIPPED_WORDS_H

#include <stddef.h>

extern const unsigned char shipped_words_care[], shipped_words_light[],
    shipped_words_needs[], shipped_words_people[], shipped_words_process[],
    shipped_words_quality[], shipped_words_questions[];
extern const size_t shipped_words_care_len, shipped_words_light_len,
    shipped_words_needs_len, shipped_words_people_len,
    shipped_words_process_len, shipped_words_quality_len,
    shipped_words_questions_len;

#endif
