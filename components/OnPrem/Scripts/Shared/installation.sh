#!/usr/bin/env bash
# Functions of the scripts that install, start and uninstall K3s. This file is sourced, not run.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/k3s.sh"

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
    restart_unit "$unit" || start_with_stored_files "$unit" || diagnose "$unit" "$unit did not start"
  fi
}

# K3s itself has no time limit: a first start on a slow disk or a large etcd takes long, and a restart begins anew. It also tries without
# an end to join a cluster that rejects it.
restart_unit() {
  local since job
  since=$(date +%s)
  timeout 1200 systemctl restart "$1" &
  job=$!
  while kill -0 "$job" 2>/dev/null; do
    journalctl --unit "$1" --since "@$since" --output cat | awk '/Node password rejected/ { found = 1 } END { exit found }' || {
      systemctl stop "$1"
      fail "the cluster has another node ${given[node]}, or knows this host from before it was reinstalled; for a reinstalled host, set" \
        "lost: true on its entry and run pulumi up, take the entry out and run it again, and then add the host"
    }
    sleep 0.3
  done
  wait "$job"
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
  restart_unit "$1"
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
