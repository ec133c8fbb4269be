#!/usr/bin/env bash
# Runs on every server before a snapshot is restored, so that no server continues with the old state.
#
# Usage, as root: stop-for-restore.sh apply <input
# Input: restore=<path of the snapshot>
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/k3s.sh"

take_verb "${1:-}" apply
read_parameters restore
need restore
need_root
lock_host
if [ "$(cat "$state/restored" 2>/dev/null)" != "${given[restore]}" ]; then
  systemctl stop k3s 2>/dev/null || true
fi
