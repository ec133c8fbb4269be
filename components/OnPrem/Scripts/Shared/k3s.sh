#!/usr/bin/env bash
# Places of K3s on a host, and functions that ask and change its cluster. This file is sourced, not run.
# shellcheck disable=SC2034 # some of these names are read by the scripts that source this

set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/host.sh"

binary=/usr/local/bin/k3s
data=/var/lib/rancher/k3s
etcd=$data/server/db/etcd
stage=/var/lib/rancher/k3s-stage
images=$data/agent/images
join=/etc/rancher/k3s/config.yaml.d/10-join.yaml
links=(kubectl crictl ctr)
# Exists from the first change until K3s runs with it, so that the next run completes an interrupted one.
pending=$state/restart-pending
# Checksum of the program, in the form of sha256sum. Shows if someone else has replaced the program.
program=$state/program.sha256
# Exists while the node is cordoned by these scripts. The run that completes the change uncordons the node, even after a failed run.
cordoned=$state/cordoned
# Exists from the stop for a restore until the restore is complete or given up. Its text is the path of the snapshot.
restoring=$state/restoring

kubectl() { "$binary" kubectl "$@"; }

installed_version() { [ ! -x "$binary" ] || "$binary" --version | sed -n 's/^k3s version \([^ ]*\).*/\1/p'; }

# Prints a line for each node, or for the given node: name, ready, etcd, voter, version, unschedulable, disrupted.
# The API server checks names. A node writes its version, conditions and annotations itself: a value in another form counts as missing, and
# a random mark begins each node, so that a line break in a value cannot begin another one.
nodes() {
  local mark template path selector=()
  mark=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  template="{range .items[*]}{\"$mark\"}{.metadata.name}"
  for path in '.status.conditions[?(@.type=="Ready")].status' '.metadata.labels.node-role\.kubernetes\.io/etcd' \
    '.status.conditions[?(@.type=="EtcdIsVoter")].status' .status.nodeInfo.kubeletVersion .spec.unschedulable \
    '.metadata.annotations.k8tre\.io/disrupted'; do
    template+="{\"\\t\"}{$path}"
  done
  [ "$#" -eq 0 ] || selector=(--field-selector "metadata.name=$1")
  kubectl get nodes "${selector[@]}" --output "jsonpath=$template{end}" | awk -v RS="$mark" -F '\t' '
    function as(value, pattern) { return NF == 7 && length(value) < 64 && value ~ pattern ? value : "<none>" }
    NR > 1 {
      print $1, as($2, "^(True|False|Unknown)$"), as($3, "^true$"), as($4, "^(True|False|Unknown)$"),
        as($5, "^v[0-9]+[.][0-9]+[.][0-9]+[a-z0-9.+-]*$"), as($6, "^true$"), as($7, "^(blocked-)?[1-9][0-9]*$")
    }'
}

# Prints a field of the given node, 2 to 7 in the order of nodes.
node_field() { nodes "$1" | awk -v field="$2" 'NR == 1 { print $field }'; }

# Refuses to skip a minor version and to downgrade.
check_step() {
  local from=$1 to=$2 from_minor to_minor
  [ "$(printf '%s\n%s\n' "$from" "$to" | sort -V | head -n 1)" = "$from" ] ||
    fail "runs K3s $from, and $to is older; K3s can't go back: set version to $from or newer, or restore a snapshot taken with $to"
  from_minor=$(cut -d . -f 2 <<<"$from")
  to_minor=$(cut -d . -f 2 <<<"$to")
  [ "$((to_minor - from_minor))" -le 1 ] ||
    fail "runs K3s $from, and $to leaves out a minor version; upgrade to a v1.$((from_minor + 1)) first"
}

# Runs a command until it succeeds: wait_for <seconds> <unit> <error> <command...>
wait_for() {
  local deadline=$((SECONDS + $1)) unit=$2 what=$3
  shift 3
  until "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || diagnose "$unit" "$what"
    sleep 1
  done
}

diagnose() {
  say "$2; the last lines of its journal:"
  journalctl --unit "$1" --no-pager --lines 30 >&2 || true
  fail "$2; fix the problem in the journal above, then run pulumi up again to continue"
}

# Names the folders of volumes in an annotation of a node. Longhorn reads it when it starts on the node, if the node has the label for it.
name_disks() {
  local disk list=
  for disk in ${given[disks]:-}; do list+=",{\"path\":\"$disk\",\"allowScheduling\":true}"; done
  if [ -n "$list" ]; then
    kubectl annotate node "$1" "node.longhorn.io/default-disks-config=[${list#,}]" --overwrite >&2
  else
    kubectl annotate node "$1" node.longhorn.io/default-disks-config- >&2
  fi
}

api_ready() { [ "$(kubectl get --raw /readyz)" = ok ]; }
voter() { [ "$(node_field "${given[node]}" 4)" = True ]; }

# Waits until this server serves the API and votes in etcd.
healthy() {
  wait_for 300 k3s "the API did not become ready within 5 minutes" api_ready
  wait_for 300 k3s "the server did not become a voting member of etcd within 5 minutes" voter
}

answers() { curl --silent --insecure --noproxy '*' --connect-timeout 5 --max-time 10 --output /dev/null "https://$1:6443/ping"; }

# Succeeds if the host refuses the connection, which shows that it is running and nothing listens. A silent host proves nothing.
refuses() { [[ "$(timeout 5 bash -c ": </dev/tcp/$1/6443" 2>&1)" == *refused* ]]; }

# Prints the first peer whose server answers, or nothing.
answering_peer() {
  local peer
  for peer in ${given[peers]:-}; do
    if answers "$peer"; then
      printf '%s\n' "$peer"
      return 0
    fi
  done
}

# A wrong clock makes certificates and tokens invalid, and the errors do not mention the clock.
check_clock() {
  local there skew
  there=$(curl --silent --insecure --noproxy '*' --max-time 10 --head "https://$1:6443/ping" | tr -d '\r' | sed -n 's/^[Dd]ate: //p')
  [ -n "$there" ] || return 0
  skew=$(($(date +%s) - $(date --date "$there" +%s)))
  [ "${skew#-}" -le 30 ] ||
    fail "the clock differs from that of $1 by ${skew#-} s; synchronise both with a time server (timedatectl), then run pulumi up again"
}

# Prints the pods of a node that no controller creates again, such as the notebooks of JupyterHub. A drain refuses them.
lone_pods() {
  local template='{range .items[*]}{.metadata.namespace}/{.metadata.name}{" "}'
  template+='{.metadata.ownerReferences[?(@.controller==true)].kind}{"\n"}{end}'
  kubectl get pods --all-namespaces --field-selector "spec.nodeName=$1,status.phase!=Succeeded,status.phase!=Failed" \
    --output "jsonpath=$template" | awk 'NF == 1 && $1 ~ "^[a-z0-9-]+/[a-z0-9.-]+$" { print $1 }'
}

# Drains a node. While the cluster is being destroyed, there is no other node for its pods.
drain() {
  local lone force=()
  if going_away; then
    kubectl cordon "$1" >&2
    return 0
  fi
  lone=$(lone_pods "$1")
  if [ -n "$lone" ]; then
    [ "${given[force-drain]:-}" = yes ] ||
      fail "$1 runs pods that nothing starts again, such as notebooks ($(wc -l <<<"$lone")): $(head -n 10 <<<"$lone" | tr '\n' ' ');" \
        "stop them in JupyterHub, or set forceDrain: true for a maintenance window; $1 was not cordoned"
    say "ends these pods, which nothing starts again: $(tr '\n' ' ' <<<"$lone")"
    force=(--force)
  fi
  kubectl cordon "$1" >&2
  kubectl drain "$1" --ignore-daemonsets --delete-emptydir-data "${force[@]}" --timeout="${given[drain-seconds]:-300}s" >&2 ||
    fail "could not drain $1 within ${given[drain-seconds]:-300} s: the pods named above were not evicted, often because of a" \
      "PodDisruptionBudget; fix that or raise drainTimeoutMinutes, then run pulumi up again (the node stays cordoned)"
}

teardown_mark=k8tre-teardown
going_away() { [ -n "$(kubectl --namespace kube-system get configmap "$teardown_mark" --ignore-not-found --output name)" ]; }

# Refuses to remove a server if fewer than a majority of the remaining members of etcd would be running. A node that waits for its network
# is a member too. K3s takes up to 15 s to see that a member is away.
check_quorum() {
  local counts left healthy
  counts=$(nodes | awk -v gone="$1" '
    $1 != gone && $3 == "true" { left++; healthy += $4 == "True" && $2 != "Unknown" } END { print left + 0, healthy + 0 }')
  read -r left healthy <<<"$counts"
  [ "$left" -eq 0 ] || [ "$healthy" -gt "$((left / 2))" ] ||
    fail "taking $1 away would leave $healthy running of $left servers, and etcd needs $((left / 2 + 1)); start the others first" \
      "(sudo k3s kubectl get nodes lists them)"
}

# Deletes a node: forget_node <name> [<address of another server>]. This can take minutes if the leader of K3s itself leaves. A server
# that removes itself needs the address: with its Node it loses its membership of etcd, and then its own API no longer answers. For that
# reason the password is deleted first.
forget_node() {
  kubectl --namespace kube-system delete secret "$1.node-password.k3s" --ignore-not-found >&2
  kubectl ${2:+"--server=https://$2:6443"} delete node "$1" --ignore-not-found --timeout=600s >&2
}
