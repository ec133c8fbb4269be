#!/usr/bin/env bash
# Runs on a server. Deletes the node of a lost host from the cluster, and its membership of etcd.
#
# Usage, as root: forget-node.sh apply <input
# Input: node=<name>
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/Shared/k3s.sh"

take_verb "${1:-}" apply
read_parameters node
need node
need_root
# A new cluster knows no lost node.
[ -e "$etcd" ] || exit 0
line=$(nodes "${given[node]}")
[ -n "$line" ] || exit 0
# A node that waits for its network is not ready either. Kubernetes does not know the state of a lost one.
[[ "$(awk '{ print $2 }' <<<"$line")" != @(True|False) ]] ||
  fail "the node ${given[node]} is running, so it is not lost; remove it from the settings instead"
[ "$(awk '{ print $3 }' <<<"$line")" != true ] || check_quorum "${given[node]}"
forget_node "${given[node]}"
