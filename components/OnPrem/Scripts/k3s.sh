#!/usr/bin/env bash
# What the scripts share that install, change and remove K3s. Sourced, never run.
# shellcheck disable=SC2034 # some of these names are read by the scripts that source this

set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/host.sh"

binary=/usr/local/bin/k3s
data=/var/lib/rancher/k3s
etcd=$data/server/db/etcd
stage=/var/lib/rancher/k3s-stage
images=$data/agent/images
links=(kubectl crictl ctr)
# Stands from the first change until K3s runs with it: a run that is cut off in between is made good by the next one.
pending=$state/restart-pending
# What the program hashes to, in the form of sha256sum: tells one that somebody else put in its place.
program=$state/program.sha256
# Stands while the node is cordoned by us: the run that ends the change lifts it, also after one that failed.
cordoned=$state/cordoned

kubectl() { "$binary" kubectl "$@"; }

installed_version() { [ ! -x "$binary" ] || "$binary" --version | sed -n 's/^k3s version \([^ ]*\).*/\1/p'; }

# One line a node, of all nodes or the one named: name, ready, etcd, voter, version, unschedulable, disrupted.
nodes() {
  kubectl get nodes "$@" --ignore-not-found --no-headers --output 'custom-columns=NAME:.metadata.name,READY:.status.conditions[?(@.type=="Ready")].status,ETCD:.metadata.labels.node-role\.kubernetes\.io/etcd,VOTER:.status.conditions[?(@.type=="EtcdIsVoter")].status,VERSION:.status.nodeInfo.kubeletVersion,UNSCHEDULABLE:.spec.unschedulable,DISRUPTED:.metadata.annotations.k8tre\.io/disrupted'
}

# Field 2 to 7 of the named node, as in nodes.
node_field() { nodes "$1" | awk -v field="$2" 'NR == 1 { print $field }'; }

# Refuses to leave out a minor version, and to go back.
check_step() {
  local from=$1 to=$2 from_minor to_minor
  [ "$(printf '%s\n%s\n' "$from" "$to" | sort -V | head -n 1)" = "$from" ] ||
    fail "runs K3s $from, and $to is older; K3s can't go back: set version to $from or newer, or restore a snapshot taken with $to"
  from_minor=$(cut -d . -f 2 <<<"$from")
  to_minor=$(cut -d . -f 2 <<<"$to")
  [ "$((to_minor - from_minor))" -le 1 ] ||
    fail "runs K3s $from, and $to leaves out a minor version; go to a v1.$((from_minor + 1)) first"
}

# Puts the staged program and images in place; a rename swaps the program in one step, also while the old one runs.
install_staged() {
  local from=$stage/$1 image
  if [ ! -x "$binary" ] || [ "$(sha256 "$binary")" != "$2" ]; then
    [ -e "$from/k3s" ] || fail "finds no $from/k3s; the staging phase has to run before: run pulumi up again"
    [ "$(sha256 "$from/k3s")" = "$2" ] || fail "$from/k3s has sha256 $(sha256 "$from/k3s"), not the expected $2; nothing was changed"
    touch "$pending"
    install -m 0755 "$from/k3s" "$binary.new"
    mv -f "$binary.new" "$binary"
    for image in "$from"/images.*; do
      [ -e "$image" ] || continue
      install -d -m 0755 "$images"
      rm -f "$images"/k8tre-*
      install -m 0644 "$image" "$images/.new"
      mv -f "$images/.new" "$images/k8tre-${image##*/}"
    done
  fi
  printf '%s  %s\n' "$2" "$binary" >"$program"
  for image in "${links[@]}"; do
    [ -e "/usr/local/bin/$image" ] || ln -s k3s "/usr/local/bin/$image"
  done
}

# Starts the unit, or restarts it where something changed or it does not run.
start_unit() {
  local unit=$1
  systemctl daemon-reload
  systemctl enable --quiet "$unit"
  if [ -e "$pending" ] || ! systemctl is-active --quiet "$unit"; then
    say "starts $unit"
    systemctl restart "$unit" || diagnose "$unit" "$unit did not start"
  fi
}

# Runs a command again until it succeeds: wait_for <seconds> <unit> <what failed> <command...>
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
  fail "$2; mend what the journal above names, then run pulumi up again: it goes on from here"
}

api_ready() { [ "$(kubectl get --raw /readyz)" = ok ]; }

answers() { curl --silent --insecure --noproxy '*' --connect-timeout 5 --max-time 10 --output /dev/null "https://$1:6443/ping"; }

# The host is there and says that nothing listens, which a silent one does not.
refuses() { [[ "$(timeout 5 bash -c ": </dev/tcp/$1/6443" 2>&1)" == *refused* ]]; }

# The first peer whose server answers; nothing when none does.
answering_peer() {
  local peer
  for peer in ${given[peers]:-}; do
    if answers "$peer"; then
      printf '%s\n' "$peer"
      return 0
    fi
  done
}

# A clock that differs from the cluster's makes certificates and tokens invalid in ways that name something else.
check_clock() {
  local there skew
  there=$(curl --silent --insecure --noproxy '*' --max-time 10 --head "https://$1:6443/ping" | tr -d '\r' | sed -n 's/^[Dd]ate: //p')
  [ -n "$there" ] || return 0
  skew=$(($(date +%s) - $(date --date "$there" +%s)))
  [ "${skew#-}" -le 30 ] || fail "the clock differs from that of $1 by ${skew#-} s; let both follow a time server (timedatectl), then run again"
}

# Evicts what runs on a node. Within a cluster that is being taken down there is nowhere to go.
drain() {
  kubectl cordon "$1" >&2
  going_away && return 0
  kubectl drain "$1" --ignore-daemonsets --delete-emptydir-data --timeout="${given[drain-seconds]:-300}s" >&2 ||
    fail "could not drain $1 within ${given[drain-seconds]:-300} s: the pods named above did not go, often because of a PodDisruptionBudget; mend that or raise drainTimeoutMinutes, then run again (the node stays cordoned)"
}

teardown_mark=k8tre-teardown
going_away() { [ -n "$(kubectl --namespace kube-system get configmap "$teardown_mark" --ignore-not-found --output name)" ]; }

# Removing one of the servers must leave a majority of the rest: more than half of what etcd then counts, running.
check_quorum() {
  local counts left healthy
  counts=$(nodes | awk -v gone="$1" '$1 != gone && $3 == "true" { left++; healthy += $2 == "True" } END { print left + 0, healthy + 0 }')
  read -r left healthy <<<"$counts"
  [ "$left" -eq 0 ] || [ "$healthy" -gt "$((left / 2))" ] ||
    fail "taking $1 away would leave $healthy running of $left servers, and etcd needs $((left / 2 + 1)); bring the others up first (sudo k3s kubectl get nodes shows them)"
}

# forget_node <name> [<address of a server that stays>]: the second is for a server that takes itself out. With its Node goes its
# membership of etcd, and so its own API no longer answers. Hence the password comes first too.
forget_node() {
  kubectl --namespace kube-system delete secret "$1.node-password.k3s" --ignore-not-found >&2
  kubectl ${2:+"--server=https://$2:6443"} delete node "$1" --ignore-not-found --timeout=120s >&2
}

# Pods outlive K3s on purpose (KillMode=process): taking it away means ending them, and letting go of their mounts and links. Cilium's
# links and rules go before anything else, so that the host's own network, SSH with it, is not cut.
uninstall() {
  local unit=$1 mount link name table file
  systemctl disable --now --quiet "$unit" 2>/dev/null || true
  pkill -KILL -f "^$data/data/[^/]*/bin/containerd-shim" || true
  for link in cilium_host cilium_net cilium_vxlan cilium_wg0 lxc_health; do
    ip link delete "$link" 2>/dev/null || true
  done
  for table in iptables ip6tables; do
    command -v "$table-save" >/dev/null || continue
    # A rule set that does not mention them is not touched.
    "$table-save" 2>/dev/null | grep -qE 'CILIUM_|KUBE-|CNI-' || continue
    "$table-save" --counters | grep -vE 'CILIUM_|KUBE-|CNI-' | "$table-restore" --counters || say "warning: some $table rules of the cluster stay until the host restarts"
  done
  while read -r mount; do
    umount "$mount" 2>/dev/null || umount --lazy "$mount" || say "warning: $mount is still mounted"
  done < <(awk '$2 ~ "^(/run/k3s|/var/lib/kubelet/(pods|plugins)|/run/netns/cni-)" { print $2 }' /proc/self/mounts | sort -r)
  for name in "${links[@]}"; do
    [ "$(readlink "/usr/local/bin/$name")" != k3s ] || rm -f "/usr/local/bin/$name"
  done
  if [ -e "$manifest" ]; then
    while read -r _ file; do rm -f "$file"; done <"$manifest"
  fi
  rm -f "$binary" "/etc/systemd/system/$unit.service" /etc/rancher/k3s/k3s.yaml /etc/rancher/k3s/token /etc/cni/net.d/05-cilium.conflist
  rm -rf /etc/rancher/k3s/config.yaml.d "$stage" "$state" /run/k3s
  rmdir --ignore-fail-on-non-empty /etc/rancher/k3s 2>/dev/null || true
  systemctl daemon-reload
}

# Data goes only when the operator named the cluster: an answer that fits one cluster alone.
remove_data() {
  local path
  if [ "${given[remove-data]:-}" = yes ]; then
    # Never across a mount: what is mounted below is somebody else's.
    rm -rf --one-file-system "$data" /var/lib/kubelet /etc/rancher/node
    rmdir --ignore-fail-on-non-empty /etc/rancher /var/lib/rancher 2>/dev/null || true
    say "took away K3s and its data"
  fi
  for path in "$data" /var/lib/kubelet /var/lib/longhorn ${given[disks]:-}; do
    [ -z "$(ls -A "$path" 2>/dev/null)" ] || say "stays: $path ($(du -sh --one-file-system "$path" 2>/dev/null | cut -f 1))"
  done
}
