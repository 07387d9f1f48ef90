# SPDX-License-Identifier: GPL-2.0-or-later
#
# Completion of findings, findings-index, findings-web and findingsd for bash: "findings complete"
# says what the word at the cursor may become, quoted for bash.

_findings() {
    mapfile -t COMPREPLY < <(
        # It is not exported, and says which part of the word bash replaces.
        COMP_WORDBREAKS=$COMP_WORDBREAKS command findings complete \
            --shell bash -- "${COMP_LINE:0:COMP_POINT}" 2>/dev/null
    )
    case ${COMPREPLY[0]-} in
    $'\tfile')
        COMPREPLY=()
        compopt -o default
        ;;
    $'\tfolder')
        COMPREPLY=()
        compopt -o dirnames
        ;;
    *[/:=]) compopt -o nospace ;; # something comes after it
    esac
} &&
    complete -o nosort -F _findings findings findings-index findings-web findingsd
