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

# A node is away from its turn until it is admitted again, and says so: since when, or when it could not be emptied.
mark() { kubectl annotate node "${given[node]}" "k8tre.io/disrupted=$1" --overwrite >&2; }

# A mark of an earlier run is renewed by this one within moments, or belongs to a node that this run does not touch.
others_away() {
  nodes | awk -v me="${given[node]}" -v began="$began" -v now="$(date +%s)" '
    $1 != me && $7 != "<none>" { since = $7; sub(/^blocked-/, "", since); if (since >= began || now < began + 120) print $1, $7 }'
}

# Counting and marking is one step: several of these scripts run at the same time.
take_turn() (
  flock 9
  away=$(others_away) || exit 1
  [ "$(grep -c . <<<"$away")" -lt "${given[at-once]}" ] && mark "$(date +%s)"
) 9>/run/k8tre-vacate.lock

# Whoever is away comes back, or nobody's turn comes any more: this run would wait for nothing.
check_hope() {
  local name since patience=$((${given[drain-seconds]:-300} + 1200))
  while read -r name since; do
    [[ "$since" != blocked-* ]] || [ "${since#blocked-}" -lt "$began" ] ||
      fail "${given[node]} stays as it is, since $name could not be emptied; see there, then run again"
    [ "$(($(date +%s) - ${since#blocked-}))" -lt "$patience" ] || [ "${since#blocked-}" -lt "$began" ] ||
      fail "${given[node]} stays as it is, since $name is away for more than $((patience / 60)) minutes; bring it back, then run again"
  done < <(others_away)
}

wait_for_turn() {
  if take_turn; then return 0; fi
  say "waits for its turn; away are: $(others_away | cut -d ' ' -f 1 | tr '\n' ' ')"
  until take_turn; do
    check_hope
    sleep 2
  done
}

take_verb "${1:-}" apply
read_parameters node version at-once drain-seconds after
need node version at-once
need_root
began=$(date +%s)
is=$(node_field "${given[node]}" 5)
if [ -n "$is" ] && [ "$is" != "${given[version]}" ]; then
  if [ "$(node_field "${given[node]}" 7)" != '<none>' ]; then
    # An earlier run took it away already.
    mark "$(date +%s)"
  else
    # Whoever cordoned the node before us decides when it ends.
    [ "$(node_field "${given[node]}" 6)" != true ] ||
      fail "the node ${given[node]} is cordoned by somebody; uncordon it (sudo k3s kubectl uncordon ${given[node]}) before its upgrade"
    wait_for_turn
  fi
  (drain "${given[node]}") || {
    mark "blocked-$(date +%s)"
    exit 1
  }
fi
printf 'node=%s' "${given[node]}"
