#!/usr/bin/env bash
# Run on a server: takes a node out of the cluster whose host is lost, its etcd membership with it.
#
# Usage, as root: forget-node.sh apply <input
# Input: node=<name>  after=<...>
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/k3s.sh"

take_verb "${1:-}" apply
read_parameters node after
need node
need_root
line=$(nodes "${given[node]}")
[ -n "$line" ] || exit 0
[ "$(awk '{ print $2 }' <<<"$line")" != True ] || fail "the node ${given[node]} is running, so it is not lost; take it out of the settings instead"
[ "$(awk '{ print $3 }' <<<"$line")" != true ] || check_quorum "${given[node]}"
forget_node "${given[node]}"
