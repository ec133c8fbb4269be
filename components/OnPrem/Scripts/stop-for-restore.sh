#!/usr/bin/env bash
# Runs on every server after all checks of a restore, so that no server continues with the old state.
#
# Usage, as root: stop-for-restore.sh apply <input
# Input: restore=<path of the snapshot>
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/Shared/restore.sh"

take_verb "${1:-}" apply
read_parameters restore
need restore
need_root
lock_host
if [ -e /etc/systemd/system/k3s.service ] && ! is_restored "${given[restore]}"; then begin_restore "${given[restore]}"; fi
