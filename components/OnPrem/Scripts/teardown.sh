#!/usr/bin/env bash
# Run on a server: says that the cluster is there to stay, or, when it is removed, that all of it is going: then nodes leave without
# moving their pods to nodes that go as well.
#
# Usage, as root: teardown.sh apply|remove <input
# Input: after=<...>
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/k3s.sh"

apply() {
  kubectl --namespace kube-system delete configmap "$teardown_mark" --ignore-not-found >&2
}

remove() {
  if ! api_ready 2>/dev/null; then
    say "warning: the cluster does not answer; its nodes are taken away one by one"
  elif ! going_away; then
    kubectl --namespace kube-system create configmap "$teardown_mark" --from-literal=reason=destroy >&2
  fi
}

take_verb "${1:-}" apply remove
read_parameters after
need_root
"$verb"
