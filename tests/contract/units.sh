#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-or-later
#
# units.sh BUILD DAEMON INDEXER WEB: checks that systemd understands each unit, and rates
# the exposure of each service below 2.0 of 10. It needs no systemd that runs.
set -eu

build=$1 daemon=$2 indexer=$3 web=$4
if ! command -v systemd-analyze >/dev/null; then
    echo "systemd-analyze is not installed: units are not checked"
    exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_RUNTIME_DIR="$work" SYSTEMD_COLORS=0

found=0
for scope in system user; do
    mkdir "$work/$scope"
    for unit in "$build/share/systemd/$scope"/*; do
        # The programs that were built, because none may be installed.
        sed -e "s|^ExecStart=[^ ]*/findingsd|ExecStart=$daemon|" \
            -e "s|^ExecStart=[^ ]*/findings-index|ExecStart=$indexer|" \
            -e "s|^ExecStart=[^ ]*/findings-web|ExecStart=$web|" \
            "$unit" >"$work/$scope/${unit##*/}"
    done
    systemd-analyze "--$scope" --man=no verify "$work/$scope"/* \
        >"$work/log" 2>&1 || found=1
    # It says so of settings that it ignores, too.
    if grep -F "$work/$scope" "$work/log"; then
        found=1
    fi
    for service in "$work/$scope"/*.service; do
        systemd-analyze security --offline=yes --no-pager --threshold=19 \
            "$service" >"$work/log" || {
            echo "$scope: ${service##*/}:"
            tail -n 1 "$work/log"
            found=1
        }
    done
done
exit "$found"
