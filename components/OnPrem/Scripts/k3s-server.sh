#!/usr/bin/env bash
# Installs the first K3s server of a cluster, starts it and waits until its API is ready. Safe to run again: only what differs is
# changed, and K3s restarts only then.
#
# Usage, as root: k3s-server.sh apply|remove <input
# Input:   location=<URL of the release's artefacts>
#          version=<K3s version, v1.35.4+k3s1>
#          server=<URL of the API as clients reach it>
#          facts=<what prepare-host printed>
#          an empty line, then config.yaml
# Prints the administrator's kubeconfig.
set -euo pipefail
umask 077

binary=/usr/local/bin/k3s
links=(kubectl crictl ctr)
config=/etc/rancher/k3s/config.yaml
unit=/etc/systemd/system/k3s.service
data=/var/lib/rancher/k3s
# Stands from the first change until K3s runs with it: a run that is cut off in between is made good by the next one.
pending=/etc/rancher/k3s/restart-pending
work=

say() { printf 'k3s-server: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

location='' version='' server=''
read_parameters() {
  local line
  while IFS= read -r line && [ -n "$line" ]; do
    case "$line" in
      location=*) location=${line#*=} ;;
      version=*) version=${line#*=} ;;
      server=*) server=${line#*=} ;;
      facts=*) ;;
      *) fail "does not know the parameter '${line%%=*}'" ;;
    esac
  done
  if [ -z "$location" ] || [ -z "$version" ] || [ -z "$server" ]; then
    fail "needs location=, version= and server= on standard input"
  fi
}

# Puts standard input into a file, where that changes anything.
place() {
  local file=$1 mode=$2
  cat >"$work/new"
  cmp --silent "$work/new" "$file" && return 0
  touch "$pending"
  install -D -m "$mode" "$work/new" "$file"
}

install_binary() {
  local arch suffix='' expected actual
  [ -x "$binary" ] && [ "$("$binary" --version | sed -n 's/^k3s version \([^ ]*\).*/\1/p')" = "$version" ] && return 0
  arch=$(dpkg --print-architecture)
  [ "$arch" = amd64 ] || suffix=-$arch
  say "downloading $version"
  download "sha256sum-$arch.txt" "$work/sums"
  download "k3s$suffix" "$work/k3s"
  expected=$(awk -v name="k3s$suffix" '$2 == name { print $1 }' "$work/sums")
  actual=$(sha256sum "$work/k3s" | cut -d ' ' -f 1)
  [ "$expected" = "$actual" ] || fail "k3s$suffix has sha256 $actual, its release says '$expected'; nothing was changed"
  # A rename within the file system swaps the program in one step, also while the old one runs.
  install -m 0755 "$work/k3s" "$binary.new"
  touch "$pending"
  mv -f "$binary.new" "$binary"
}

download() {
  curl --fail --silent --show-error --location --proto '=https' --tlsv1.2 --retry 3 --max-time 600 --output "$2" "$location$1" ||
    fail "could not download $location$1; check the host's way to the internet, then run again"
}

link_tools() {
  local name
  for name in "${links[@]}"; do
    [ -e "/usr/local/bin/$name" ] || ln -s k3s "/usr/local/bin/$name"
  done
}

unit_text() {
  cat <<END
[Unit]
Description=Lightweight Kubernetes
Documentation=https://docs.k3s.io
Wants=network-online.target
After=network-online.target

[Service]
Type=notify
ExecStartPre=-/sbin/modprobe br_netfilter
ExecStartPre=-/sbin/modprobe overlay
ExecStart=$binary server
KillMode=process
Delegate=yes
LimitNOFILE=1048576
LimitNPROC=infinity
LimitCORE=infinity
TasksMax=infinity
TimeoutStartSec=300
Restart=always
RestartSec=5

[Install]
WantedBy=multi-user.target
END
}

start() {
  systemctl daemon-reload
  systemctl enable --quiet k3s
  if [ -e "$pending" ] || ! systemctl is-active --quiet k3s; then
    say "starting $version"
    systemctl restart k3s || diagnose "K3s did not start"
    rm -f "$pending"
  fi
}

wait_until_ready() {
  local deadline=$((SECONDS + 300))
  until "$binary" kubectl get --raw /readyz >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$deadline" ] || diagnose "the API did not become ready within 5 minutes"
    sleep 2
  done
}

diagnose() {
  say "$1; the last lines of its journal:"
  journalctl --unit k3s --no-pager --lines 30 >&2 || true
  fail "mend what they name, then run again"
}

apply() {
  read_parameters
  [ "$(id -u)" -eq 0 ] || fail "needs root; sign in as root, or as a user with passwordless sudo"
  [ ! -e /etc/systemd/system/k3s-agent.service ] || fail "the host is a K3s agent; remove that first"
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  mkdir -p "${config%/*}"
  cat >"$work/config"
  install_binary
  place "$config" 0600 <"$work/config"
  place "$unit" 0644 < <(unit_text)
  link_tools
  start
  wait_until_ready
  sed "s#https://127.0.0.1:6443#$server#" /etc/rancher/k3s/k3s.yaml
}

# Pods outlive the server on purpose (KillMode=process): taking it away means ending them, and letting go of their mounts and links.
remove() {
  systemctl disable --now --quiet k3s 2>/dev/null || true
  pkill -KILL -f "^$data/data/[^/]*/bin/containerd-shim" || true
  local mount link name
  while read -r mount; do
    umount "$mount" || umount --lazy "$mount" || say "warning: $mount is still mounted"
  done < <(awk '$2 ~ "^(/run/k3s|/var/lib/kubelet/pods|/run/netns/cni-)" { print $2 }' /proc/self/mounts | sort -r)
  for link in cilium_host cilium_net cilium_vxlan cilium_wg0; do
    ip link delete "$link" 2>/dev/null || true
  done
  for name in "${links[@]}"; do
    [ "$(readlink "/usr/local/bin/$name")" != k3s ] || rm -f "/usr/local/bin/$name"
  done
  rm -f "$binary" "$unit" "$config" "$pending" /etc/rancher/k3s/k3s.yaml
  systemctl daemon-reload
  say "took K3s away; the cluster's data stays in $data, volumes in /var/lib/kubelet and /var/lib/longhorn"
}

case "${1:-}" in
  apply) apply ;;
  remove) remove ;;
  *) fail "say 'apply' or 'remove', not '${1:-}'" ;;
esac
