#!/usr/bin/env bash
# Runs on a server. Drains an agent before its K3s version changes. Waits until fewer nodes than allowed are drained.
# A node that is not in the cluster yet, or has the version already, is not changed.
#
# Usage, as root: vacate-node.sh apply <input
# Input: node=<name>  version=<K3s version to install>  at-once=<number, or share with %, of agents that can be drained at the same time>
#        drain-seconds=<number>  force-drain=yes|no
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/Shared/k3s.sh"

# An annotation marks a drained node until it is admitted again: with the time of its drain, or of the failure of its drain. Other texts,
# which a node can write into its own annotation, count as no mark.
mark() { kubectl annotate node "${given[node]}" "k8tre.io/disrupted=$1" --overwrite >&2; }

# This run soon renews a mark of an earlier run. Otherwise the mark belongs to a node that this run does not change.
others_away() {
  nodes | awk -v me="${given[node]}" -v began="$began" -v now="$(date +%s)" '
    $1 != me && $7 != "<none>" { since = $7; sub(/^blocked-/, "", since); if (since >= began || now < began + 120) print $1, $7 }'
}

# Prints how many agents can be drained at the same time. A share is at least one agent.
at_once() {
  local share=${given[at-once]}
  [[ "$share" = *% ]] || { printf '%s\n' "$share"; return 0; }
  nodes | awk -v share="${share%\%}" '$3 != "true" { agents++ } END { away = int(agents * share / 100); print (away > 0 ? away : 1) }'
}

# Several of these scripts run at the same time, so counting and marking are one step.
take_turn() (
  flock 9
  away=$(others_away) || exit 1
  [ "$(grep -c . <<<"$away")" -lt "$(at_once)" ] && mark "$(date +%s)"
) 9>/run/k8tre-vacate.lock

# Fails if a drained node will not return: this run would wait in vain.
check_hope() {
  local name since patience=$((${given[drain-seconds]:-300} + 1200))
  while read -r name since; do
    [[ "$since" != blocked-* ]] || [ "${since#blocked-}" -lt "$began" ] ||
      fail "${given[node]} stays as it is, since $name could not be emptied; see its messages, then run pulumi up again"
    [ "$(($(date +%s) - ${since#blocked-}))" -lt "$patience" ] || [ "${since#blocked-}" -lt "$began" ] ||
      fail "${given[node]} stays as it is, since $name is away for more than $((patience / 60)) minutes; start it, then run pulumi up again"
  done < <(others_away)
}

wait_for_turn() {
  if take_turn; then return 0; fi
  say "waits for these drained nodes: $(others_away | cut -d ' ' -f 1 | tr '\n' ' ')"
  until take_turn; do
    check_hope
    sleep 2
  done
}

take_verb "${1:-}" apply
read_parameters node version at-once drain-seconds force-drain
need node version at-once
need_root
began=$(date +%s)
is=$(node_field "${given[node]}" 5)
if [ -n "$is" ] && [ "$is" != "${given[version]}" ]; then
  if [ "$(node_field "${given[node]}" 7)" != '<none>' ]; then
    # An earlier run drained it already.
    mark "$(date +%s)"
  else
    # Someone else cordoned the node and decides when to uncordon it.
    [ "$(node_field "${given[node]}" 6)" != true ] ||
      fail "the node ${given[node]} is cordoned by somebody; uncordon it (sudo k3s kubectl uncordon ${given[node]}) before its upgrade"
    wait_for_turn
  fi
  (drain "${given[node]}") || {
    mark "blocked-$(date +%s)"
    exit 1
  }
fi
