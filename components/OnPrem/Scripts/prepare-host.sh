#!/usr/bin/env bash
# Prepares a Debian or Ubuntu host for K3s, Cilium and Longhorn. The script can run again.
#
# Usage, as root: prepare-host.sh apply|remove <input
# Input: install=yes|no  yes: missing packages are installed; no: missing packages are an error
#        proxy=<URL of the HTTP proxy for packages>  after=<generation>
#        encrypt-volumes=yes   Longhorn encrypts volumes; without it, it does not
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/Shared/host.sh"
umask 022

packages=(open-iscsi nfs-common curl ca-certificates)
modules=(overlay br_netfilter wireguard iscsi_tcp dm_crypt)
modules_file=/etc/modules-load.d/k8tre.conf
multipath_file=/etc/multipath/conf.d/k8tre.conf
swap_mark='#k8tre# '

# Longhorn and nodes with many pods need the inotify values.
# https://docs.k3s.io/security/hardening-guide
sysctls() {
  kernel_values
  cat <<'END'
fs.inotify.max_user_watches = 524288
fs.inotify.max_user_instances = 2048
fs.inotify.max_queued_events = 65536
END
}

install_packages() {
  local missing=() package options=(-q -o DPkg::Lock::Timeout=300)
  for package in "${packages[@]}"; do
    [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null)" = installed ] || missing+=("$package")
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  [ "${given[install]:-yes}" = yes ] ||
    fail "lacks the packages ${missing[*]}, and installPackages is false; install them, then run pulumi up again"
  [ -z "${given[proxy]:-}" ] || options+=(-o "Acquire::http::Proxy=${given[proxy]}" -o "Acquire::https::Proxy=${given[proxy]}")
  say "installs ${missing[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get "${options[@]}" update >&2 || fail "could not reach the package mirror; see the lines above," \
    "or install ${missing[*]} by other means and set installPackages to false"
  apt-get "${options[@]}" -y install --no-install-recommends "${missing[@]}" >&2
}

start_iscsi() {
  systemctl enable --now --quiet iscsid && return 0
  journalctl --unit iscsid --no-pager --lines 10 >&2 || true
  fail "iscsid does not start, and Longhorn's volumes need it; fix the problem in its journal above, then run pulumi up again"
}

load_modules() {
  local module
  printf '%s\n' "${modules[@]}" >"$modules_file"
  for module in "${modules[@]}"; do
    modprobe "$module" 2>/dev/null || has_module "$module" || say "warning: the kernel has no module $module"
  done
}

# Swap can write secrets to a disk, and it makes the memory limits of kubelet ineffective.
stop_swap() {
  [ "$(wc -l </proc/swaps)" -le 1 ] || { say "turns swap off"; swapoff --all; }
  sed -i -E "s/^([^#[:space:]]+[[:space:]]+[^[:space:]]+[[:space:]]+swap[[:space:]])/$swap_mark\1/" /etc/fstab
}

# Without this, multipathd treats Longhorn's volumes as paths of a disk: https://longhorn.io/kb/troubleshooting-volume-with-multipath/
exclude_volumes() {
  [ -d /etc/multipath ] || return 0
  install -d "${multipath_file%/*}"
  printf 'blacklist {\n  devnode "^sd[a-z0-9]+"\n}\n' >"$multipath_file"
  ! systemctl is-active --quiet multipathd || systemctl restart multipathd
}

# https://longhorn.io/docs/1.7.2/advanced-resources/security/volume-encryption/
need_encryption() {
  [ "${given[encrypt-volumes]:-}" = yes ] || return 0
  modprobe dm_crypt 2>/dev/null || has_module dm_crypt ||
    fail "the kernel has no module dm_crypt, which encrypted volumes need; use a distribution kernel, or remove encryptVolumes"
  packages+=(cryptsetup-bin)
}

apply() {
  need_encryption
  install_packages
  start_iscsi
  load_modules
  sysctls >"$sysctl_file"
  sysctl --quiet --load="$sysctl_file"
  stop_swap
  exclude_volumes
  [ "$(timedatectl show --property NTPSynchronized --value)" = yes ] ||
    say "warning: the clock is not synchronised with a time server; a node whose clock is wrong by more than 30 s is refused"
}

remove() {
  rm -f "$modules_file" "$sysctl_file" "$multipath_file"
  sed -i "s/^$swap_mark//" /etc/fstab
  say "removed its settings; the packages ${packages[*]} stay installed, and the kernel keeps its values until it restarts"
}

take_verb "${1:-}" apply remove
read_parameters install proxy after encrypt-volumes
need_root
lock_host
"$verb"
