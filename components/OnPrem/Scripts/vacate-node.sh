#!/usr/bin/env bash
# Run on a server: empties an agent before its K3s changes version. Waits for its turn, so that only so many nodes are away at once.
# A node that is not in the cluster yet, or has the version already, is left alone.
#
# Usage, as root: vacate-node.sh apply <input
# Input: node=<name>  version=<K3s version it will get>  at-once=<nodes that may be away>  drain-seconds=<number>  after=<...>
# Prints: node=<name>
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/k3s.sh"

# Counting and marking is one step: several of these scripts run at the same time.
take_turn() {
  exec 9>/run/k8tre-vacate.lock
  flock 9
  local away
  away=$(nodes | awk -v me="${given[node]}" '$1 != me && $7 == "true"' | wc -l)
  if [ "$away" -lt "${given[at-once]}" ]; then
    kubectl annotate node "${given[node]}" k8tre.io/disrupted=true --overwrite >&2
    exec 9>&-
    return 0
  fi
  exec 9>&-
  return 1
}

take_verb "${1:-}" apply
read_parameters node version at-once drain-seconds after
need node version at-once
need_root
is=$(node_field "${given[node]}" 5)
if [ -n "$is" ] && [ "$is" != "${given[version]}" ]; then
  # Whoever cordoned the node before us decides when it ends.
  [ "$(node_field "${given[node]}" 6)" != true ] || [ "$(node_field "${given[node]}" 7)" = true ] ||
    fail "the node ${given[node]} is cordoned by somebody; uncordon it (sudo k3s kubectl uncordon ${given[node]}) before its upgrade"
  until take_turn; do sleep 2; done
  drain "${given[node]}"
fi
printf 'node=%s' "${given[node]}"
