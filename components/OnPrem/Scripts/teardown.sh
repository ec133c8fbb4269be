#!/usr/bin/env bash
# Runs on a server. The verb remove marks the cluster as being destroyed, so that nodes leave it without moving their pods to
# other nodes. The verb apply deletes the mark.
#
# Usage, as root: teardown.sh apply|remove <<<''
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/Shared/k3s.sh"

apply() {
  kubectl --namespace kube-system delete configmap "$teardown_mark" --ignore-not-found >&2
}

remove() {
  if ! api_ready 2>/dev/null; then
    say "warning: the cluster does not answer; its nodes are removed one at a time"
  elif ! going_away; then
    kubectl --namespace kube-system create configmap "$teardown_mark" --from-literal=reason=destroy >&2
  fi
}

take_verb "${1:-}" apply remove
read_parameters ''
need_root
"$verb"
