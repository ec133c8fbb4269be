#!/usr/bin/env bash
# Runs on a server. Waits until an agent is in the cluster with its version, then labels and uncordons it.
# The verb remove drains the node and deletes it from the cluster.
#
# Usage, as root: admit-node.sh apply|remove <input
# Input: node=<name>  version=<K3s version of the node>  labels=<key=value ...>  taints=<key=value:Effect ...>
#        disks=<folders of volumes>  drain-seconds=<number>  force-drain=yes|no  after=<key of the host>
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/Shared/k3s.sh"

has_version() { [ "$(node_field "${given[node]}" 5)" = "${given[version]}" ]; }
is_ready() { [ "$(node_field "${given[node]}" 2)" = True ]; }

apply() {
  local pair
  need version
  wait_for 300 k3s \
    "the node ${given[node]} did not come with ${given[version]} within 5 minutes; on its host, run: journalctl -u k3s-agent" has_version
  for pair in ${given[labels]:-}; do kubectl label node "${given[node]}" "$pair" --overwrite >&2; done
  for pair in ${given[taints]:-}; do kubectl taint node "${given[node]}" "$pair" --overwrite >&2; done
  name_disks "${given[node]}"
  if [ "$(node_field "${given[node]}" 7)" != '<none>' ]; then
    wait_for 300 k3s \
      "the node ${given[node]} did not become ready within 5 minutes of its upgrade; on its host, run: journalctl -u k3s-agent" is_ready
    kubectl uncordon "${given[node]}" >&2
    kubectl annotate node "${given[node]}" k8tre.io/disrupted- >&2
  fi
}

remove() {
  [ -n "$(nodes "${given[node]}")" ] || return 0
  drain "${given[node]}"
  forget_node "${given[node]}"
}

take_verb "${1:-}" apply remove
read_parameters node version labels taints disks drain-seconds force-drain after
need node
need_root
"$verb"
