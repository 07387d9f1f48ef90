/* SPDX-License-Identifier: GPL-2.0-or-later
 *
 * places.h: where the index, the socket and the user's words are when nobody
 * says.
 */
#ifndef FINDINGS_PLACES_H
#define FINDINGS_PLACES_H

#include <stdbool.h>
#include <stddef.h>

/* What may be said when a place cannot be told: one line, for a person. */
#define FINDINGS_REASON_SIZE 512

/* The index: $FINDINGS_DB, else $XDG_DATA_HOME/findings, else
 * ~/.local/share/findings. False with a reason where none can be told. */
bool
findings_default_db(char *out, size_t size, char reason[FINDINGS_REASON_SIZE]);

/* The socket: $FINDINGS_SOCKET, else $XDG_RUNTIME_DIR/findings.sock, else
 * findings.sock in a folder of the user's own under /tmp, which is made where
 * it is not there and refused where it is not this user's alone. */
bool findings_default_socket(char *out,
                             size_t size,
                             char reason[FINDINGS_REASON_SIZE]);

/* The user's own words for findingsd: $XDG_CONFIG_HOME/findings/words.txt, else
 * ~/.config/findings/words.txt. They need not be there; false where there is no
 * place for them. */
bool findings_default_words(char *out, size_t size);

/* Whether a socket can have this path: it has a limit of some hundred bytes,
 * beyond which it would be cut without a word. */
bool findings_socket_path_fits(const char *path,
                               char reason[FINDINGS_REASON_SIZE]);

#endif
