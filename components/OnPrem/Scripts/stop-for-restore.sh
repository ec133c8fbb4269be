#!/usr/bin/env bash
# Runs on every server before a snapshot is restored, so that no server continues with the old state. The leading server comes first and
# checks the snapshot. The verb remove starts K3s again after a restore that was taken out of the settings before it was complete.
#
# Usage, as root: stop-for-restore.sh apply|remove <input
# Input: restore=<path of the snapshot>  leads=yes|no  token=<password of the cluster>
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/restore.sh"

apply() {
  need restore leads token
  # The settings name again what was restored before.
  if is_restored "${given[restore]}"; then start_again; return 0; fi
  [ "${given[leads]}" != yes ] || check_snapshot "${given[restore]}" "${given[token]}"
  if [ -e /etc/systemd/system/k3s.service ]; then begin_restore "${given[restore]}"; fi
}

remove() { start_again; }

start_again() {
  [ -e "$restoring" ] || return 0
  give_up_restore
  say "starts K3s with the data from before the restore"
  timeout 600 systemctl start k3s ||
    diagnose k3s "k3s did not start; if another server was restored, set restoreFrom again and run pulumi up, so that this one joins it"
}

take_verb "${1:-}" apply remove
read_parameters restore leads token
need_root
lock_host
"$verb"
