#!/usr/bin/env bash
# Runs on every server before any of them stops for a restore. The leading server checks the snapshot. The verb remove starts K3s again
# after a restore that was taken out of the settings before it was complete, even if the stop lost its connection.
#
# Usage, as root: check-restore.sh apply|remove <input
# Input: restore=<path of the snapshot>  token=<password of the cluster>  leader=<address of the leading server, for the others>
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/Shared/restore.sh"

apply() {
  need restore token
  # The settings name again what was restored before.
  if is_restored "${given[restore]}"; then start_again; return 0; fi
  [ -n "${given[leader]:-}" ] || check_snapshot "${given[restore]}" "${given[token]}"
}

# The leading server comes last. If the cluster is destroyed, K3s is no longer there.
remove() {
  start_again
  [ -n "${given[leader]:-}" ] || ! api_ready 2>/dev/null ||
    kubectl --namespace kube-system delete configmap "$(restore_mark "${given[restore]}")" --ignore-not-found >&2
}

# With their data from before the restore, the other servers would be a second cluster beside a leading server that was restored.
check_leader() {
  local mark
  [ -n "${given[leader]:-}" ] || return 0
  mark=$(kubectl "--server=https://${given[leader]}:6443" --namespace kube-system get configmap \
    "$(restore_mark "$(cat "$restoring")")" --ignore-not-found --output name 2>/dev/null) || true
  [ -z "$mark" ] ||
    fail "${given[leader]} was restored, and this server was not; set restoreFrom again and run pulumi up, so that this one joins it"
}

start_again() {
  [ -e "$restoring" ] || return 0
  check_leader
  give_up_restore
  say "starts K3s with the data from before the restore"
  timeout 600 systemctl start k3s || diagnose k3s "k3s did not start"
}

take_verb "${1:-}" apply remove
read_parameters restore token leader
need_root
lock_host
"$verb"
