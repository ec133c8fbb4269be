#!/usr/bin/env bash
# Brings a Debian or Ubuntu host to what K3s, Cilium and Longhorn expect of it. Safe to run again.
#
# Usage, as root: prepare-host.sh apply|remove </dev/null
# Prints what the host is, in one line: os=debian-12 arch=amd64
set -euo pipefail
umask 022

packages=(open-iscsi nfs-common curl)
modules=(overlay br_netfilter wireguard iscsi_tcp)
modules_file=/etc/modules-load.d/k8tre.conf
sysctl_file=/etc/sysctl.d/90-k8tre.conf

say() { printf 'prepare-host: %s\n' "$*" >&2; }
fail() { say "$*"; exit 1; }

# Kubelet refuses to start with other kernel values (protect-kernel-defaults); Longhorn and many pods on a node need the inotify ones.
sysctls() {
  cat <<'END'
vm.panic_on_oom = 0
vm.overcommit_memory = 1
kernel.panic = 10
kernel.panic_on_oops = 1
fs.inotify.max_user_watches = 524288
fs.inotify.max_user_instances = 2048
fs.inotify.max_queued_events = 65536
END
}

check() {
  [ "$(id -u)" -eq 0 ] || fail "needs root; sign in as root, or as a user with passwordless sudo"
  [ -d /run/systemd/system ] || fail "needs systemd as the host's init system"
  command -v apt-get >/dev/null || fail "knows Debian and Ubuntu only, and found no apt-get"
  case "$(dpkg --print-architecture)" in
    amd64) ;;
    *) fail "the host is $(dpkg --print-architecture); K8TRE's images are built for amd64 only" ;;
  esac
}

install_packages() {
  local missing=() package
  for package in "${packages[@]}"; do
    [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  say "installing ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get -q -o DPkg::Lock::Timeout=300 update >&2
  apt-get -q -y -o DPkg::Lock::Timeout=300 install --no-install-recommends "${missing[@]}" >&2
}

iscsid_failed() {
  journalctl --unit iscsid --no-pager --lines 10 >&2 || true
  fail "iscsid does not start, and Longhorn's volumes need it; mend what its journal names, then run again"
}

load_modules() {
  local module
  printf '%s\n' "${modules[@]}" >"$modules_file"
  for module in "${modules[@]}"; do
    # A module built into the kernel can't be loaded and need not be.
    modprobe "$module" 2>/dev/null || [ -d "/sys/module/$module" ] || say "warning: no kernel module $module"
  done
}

apply() {
  check
  install_packages
  systemctl enable --now --quiet iscsid || iscsid_failed
  load_modules
  sysctls >"$sysctl_file"
  sysctl --quiet --load="$sysctl_file"
  # shellcheck disable=SC1091 # lies on the host
  (. /etc/os-release && printf 'os=%s-%s arch=%s\n' "$ID" "${VERSION_ID:-rolling}" "$(dpkg --print-architecture)")
}

remove() {
  rm -f "$modules_file" "$sysctl_file"
  say "took away $modules_file and $sysctl_file; the packages ${packages[*]} stay, and the kernel keeps its values until it restarts"
}

case "${1:-}" in
  apply) apply ;;
  remove) remove ;;
  *) fail "say 'apply' or 'remove', not '${1:-}'" ;;
esac
