/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * places.h: the default places of the index, the socket, the settings, and the
 * user's own words, frameworks and saved queries. Read the settings first
 * (settings.h): what they say about a place comes before its default.
 */
#ifndef FINDINGS_PLACES_H
#define FINDINGS_PLACES_H

#include <stdbool.h>
#include <stddef.h>

/* Why there is no place: one line, for a person. */
#define FINDINGS_REASON_SIZE 512

/* The index: $FINDINGS_DB, else db of the settings, else
 * $XDG_DATA_HOME/findings, else ~/.local/share/findings. False with a reason if
 * there is none of these. */
bool
findings_default_db(char *out, size_t size, char reason[FINDINGS_REASON_SIZE]);

/* The socket: $FINDINGS_SOCKET, else socket of the settings, else
 * $XDG_RUNTIME_DIR/findings.sock, else
 * findings.sock in a folder of the user's own under /tmp. The folder is created
 * if it does not exist; false with a reason if others can access it. */
bool findings_default_socket(char *out,
                             size_t size,
                             char reason[FINDINGS_REASON_SIZE]);

/* The file of settings: $XDG_CONFIG_HOME/findings/config, else
 * ~/.config/findings/config. It need not exist; false if there is no place for
 * it. */
bool findings_settings_file(char *out, size_t size);

/* The folder of what programs note about their own runs, such as a log:
 * $XDG_STATE_HOME/findings, else ~/.local/state/findings. It is created, for
 * the user alone, if it does not exist; false with a reason if it cannot be. */
bool findings_state_folder(char *out,
                           size_t size,
                           char reason[FINDINGS_REASON_SIZE]);

/* The user's own words for findingsd: $XDG_CONFIG_HOME/findings/words.txt, else
 * ~/.config/findings/words.txt. The file need not exist; false if there is no
 * place for it. */
bool findings_default_words(char *out, size_t size);

/* The user's own frameworks: $XDG_CONFIG_HOME/findings/frameworks, else
 * ~/.config/findings/frameworks. The folder need not exist; false if there is
 * no place for it. */
bool findings_default_frameworks(char *out, size_t size);

/* The saved queries of the user: $XDG_CONFIG_HOME/findings/queries, else
 * ~/.config/findings/queries. The file need not exist; false if there is no
 * place for it. */
bool findings_default_queries(char *out, size_t size);

/* Whether a socket can have this path. The system limits it to about a hundred
 * bytes, and the rest would be cut off silently. */
bool findings_socket_path_fits(const char *path,
                               char reason[FINDINGS_REASON_SIZE]);

#endif
