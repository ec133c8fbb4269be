#!/usr/bin/env bash
# Runs on a server. Takes a snapshot of etcd.
#
# Usage, as root: save-snapshot.sh apply <input
# Input: name=<first part of the snapshot's name>
# Prints the path of the snapshot's file.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/Shared/k3s.sh"

take_verb "${1:-}" apply
read_parameters name
need name
need_root
"$binary" etcd-snapshot save --name "${given[name]}" >&2 || diagnose k3s "the snapshot could not be taken"
begin_result
find "$data/server/db/snapshots" -name "${given[name]}-*" -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d ' ' -f 2
end_result
