#!/usr/bin/env bash
# Functions of the scripts that install, change and remove K3s. This file is sourced, not run.
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

# fetch <name in the release> <uploaded file or nothing> <file> <sha256>
fetch() {
  local name=$1 uploaded=$2 file=$3 expected=$4 actual
  if [ -e "$file" ] && [ "$(sha256 "$file")" = "$expected" ]; then return 0; fi
  if [ -n "$uploaded" ]; then
    [ -e "$uploaded" ] || fail "the uploaded $uploaded is not there any more; increase applyGeneration by one to upload it again"
    cp "$uploaded" "$file.new"
  else
    say "downloads $name ${given[version]}"
    https_proxy=${given[proxy]:-} curl --fail --silent --show-error --location --proto '=https' --tlsv1.2 --retry 3 \
      --connect-timeout 15 --max-time 900 --output "$file.new" "${given[location]}$name" ||
      fail "could not download ${given[location]}$name; allow access to it (proxy, mirror), or set files in the settings;" \
        "nothing that runs was changed"
  fi
  actual=$(sha256 "$file.new")
  if [ "$actual" != "$expected" ]; then
    rm -f "$file.new"
    fail "$name has sha256 $actual, expected is $expected; the file was changed, or the version is wrong; nothing that runs was changed"
  fi
  mv -f "$file.new" "$file"
}

# Downloads what somebody deleted after the release was staged. Files of the operator are not on the host any more.
stage_again() {
  local to=$stage/${given[version]}
  install -d -m 0755 "$to"
  if [ ! -e "$to/k3s" ] && ! { [ -x "$binary" ] && [ "$(sha256 "$binary")" = "${given[sha256]}" ]; }; then
    [ -n "${given[location]:-}" ] ||
      fail "finds no $to/k3s: somebody deleted the staged release; increase applyGeneration by one to upload it again"
    fetch k3s '' "$to/k3s" "${given[sha256]}"
    chmod 0755 "$to/k3s"
  fi
  if [ -n "${given[images]:-}" ] && [ -n "${given[location]:-}" ] && [ ! -e "$to/images.tar.zst" ] &&
    [ ! -e "$images/k8tre-images.tar.zst" ]; then
    fetch k3s-airgap-images-amd64.tar.zst '' "$to/images.tar.zst" "${given[images]}"
  fi
}

# Installs the staged program and images. A rename replaces the program in one step, even while the old one runs.
install_staged() {
  local from=$stage/$1 image placed
  # Images come before the program: if the program is installed, an interrupted run has installed the images too.
  for image in "$from"/images.*; do
    placed=$images/k8tre-${image##*/}
    if [ ! -e "$image" ] || cmp --silent "$image" "$placed"; then continue; fi
    touch "$pending"
    install -d -m 0755 "$images"
    install -m 0644 "$image" "$images/.new"
    rm -f "$images"/k8tre-*
    mv -f "$images/.new" "$placed"
  done
  if [ ! -x "$binary" ] || [ "$(sha256 "$binary")" != "$2" ]; then
    [ "$(sha256 "$from/k3s")" = "$2" ] ||
      fail "$from/k3s has sha256 $(sha256 "$from/k3s"), not the expected $2; nothing was changed"
    touch "$pending"
    install -m 0755 "$from/k3s" "$binary.new"
    mv -f "$binary.new" "$binary"
  fi
  grep -qsxF "$2  $binary" "$program" || printf '%s  %s\n' "$2" "$binary" >"$program"
  for image in "${links[@]}"; do
    [ -e "/usr/local/bin/$image" ] || ln -s k3s "/usr/local/bin/$image"
  done
}

# Restarts the unit if something changed or it does not run.
start_unit() {
  local unit=$1
  systemctl daemon-reload
  systemctl enable --quiet "$unit"
  if [ -e "$pending" ] || ! systemctl is-active --quiet "$unit"; then
    say "starts $unit"
    # K3s itself has no time limit: a first start on a slow disk or a large etcd takes long, and a restart begins anew.
    timeout 1200 systemctl restart "$unit" || start_with_stored_files "$unit" || diagnose "$unit" "$unit did not start"
  fi
}

# Servers keep passwords and keys in etcd too. K3s does not start if its own copy is newer, for example after an interrupted rotation, and
# says to remove the copy: it then writes the stored one.
start_with_stored_files() {
  local file newer
  newer=$(journalctl --unit "$1" --since -1min --output cat | grep 'newer than datastore' |
    grep -oE "$data/server/(cred|tls)/[a-z0-9./-]+" | sort -u) || return 1
  systemctl stop "$1"
  for file in $newer; do
    [[ "$file" != *..* && -f "$file" ]] || return 1
    say "moves $file aside, which differs from what the cluster stores"
    mv -f "$file" "$file.k8tre-old"
  done
  timeout 1200 systemctl restart "$1"
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

# Deletes a node: forget_node <name> [<address of another server>]. A server that removes itself needs the address: with its
# Node it loses its membership of etcd, and then its own API no longer answers. For that reason the password is deleted first.
forget_node() {
  kubectl --namespace kube-system delete secret "$1.node-password.k3s" --ignore-not-found >&2
  kubectl ${2:+"--server=https://$2:6443"} delete node "$1" --ignore-not-found --timeout=120s >&2
}

# Removes the chains of Kubernetes, Cilium and its CNI plugins, their rules, and jumps to them from the output of iptables-save. Rules
# of others stay, whatever their comments contain.
without_cluster_rules() {
  awk '
    BEGIN {
      own = "(KUBE-(SERVICES|EXTERNAL-SERVICES|NODEPORTS|NODE-PORT|POSTROUTING|MARK-MASQ|MARK-DROP|FORWARD|FIREWALL|PROXY-FIREWALL"
      own = own "|PROXY-CANARY|KUBELET-CANARY|IPTABLES-HINT|LOAD-BALANCER|(SVC|SVL|SEP|FW|EXT|XLB)-[A-Z0-9]+)"
      own = own "|(OLD_)?CILIUM_[A-Za-z_]+|CNI-(HOSTPORT-[A-Z]+|DN-[0-9a-f]+|SN-[0-9a-f]+|[0-9a-f]+))"
    }
    {
      line = $0
      gsub(/"([^"\\\\]|\\\\.)*"/, "text", line)
      if (line !~ ("^:" own " ") && line !~ ("(^|\\] )-A " own "( |$)") && line !~ (" -[jg] " own "( |$)")) print
    }'
}

# Uninstalls K3s. Pods continue to run when K3s stops (KillMode=process), so their processes, mounts and links are removed too.
# Cilium's links and rules are removed first, so that the host keeps its network and its SSH connection.
uninstall() {
  local unit=$1 mount link name table file rules
  systemctl disable --now --quiet "$unit" 2>/dev/null || true
  pkill -KILL -f "^$data/data/[^/]*/bin/containerd-shim" || true
  for link in cilium_host cilium_net cilium_vxlan cilium_wg0 lxc_health; do
    ip link delete "$link" 2>/dev/null || true
  done
  for table in iptables ip6tables; do
    command -v "$table-save" >/dev/null || continue
    # Rule sets without rules of the cluster are not changed.
    rules=$("$table-save" 2>/dev/null | grep -v '^#' || true)
    [ "$rules" != "$(without_cluster_rules <<<"$rules")" ] || continue
    "$table-save" --counters | without_cluster_rules | "$table-restore" --counters ||
      say "warning: some $table rules of the cluster stay until the host restarts"
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
  rm -f "$join"
  rm -rf "$stage" "$state" /run/k3s
  rmdir --ignore-fail-on-non-empty "${join%/*}" /etc/rancher/k3s 2>/dev/null || true
  systemctl daemon-reload
}

# Data is removed only if the operator named the cluster in the settings.
remove_data() {
  local path
  if [ "${given[remove-data]:-}" = yes ]; then
    # Mount points stay, and so do other file systems that are mounted below.
    find "$data" /var/lib/kubelet /etc/rancher/node -xdev -depth -delete 2>/dev/null || true
    rmdir --ignore-fail-on-non-empty /etc/rancher /var/lib/rancher 2>/dev/null || true
    say "removed K3s and its data"
  fi
  for path in "$data" /var/lib/kubelet /var/lib/longhorn ${given[disks]:-}; do
    [ -z "$(ls -A "$path" 2>/dev/null)" ] || say "stays: $path ($(du -sh --one-file-system "$path" 2>/dev/null | cut -f 1))"
  done
}
