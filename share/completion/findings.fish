# SPDX-License-Identifier: GPL-2.0-or-later
#
# Completion of findings, findings-index, findings-web and findingsd for fish: "findings complete"
# says what the word at the cursor may become, with a description after a tab.

function __findings_complete
    set -l rows (command findings complete --shell fish -- \
        (commandline -cp | string join ' ') 2>/dev/null)
    set -l option (string match -r -- '^--[^=]*=' (commandline -ct))
    set -l path (string replace -r -- '^--[^=]*=' '' (commandline -ct))
    switch "$rows[1]"
        case \tfile
            string replace -r -- '^' "$option" (__fish_complete_path "$path")
        case \tfolder
            string replace -r -- '^' "$option" (__fish_complete_directories "$path")
        case '*'
            printf '%s\n' $rows
    end
end

for program in findings findings-index findings-web findingsd
    complete -c $program -e
    complete -c $program -f -k -a '(__findings_complete)'
end
