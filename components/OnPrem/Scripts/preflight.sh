#!/usr/bin/env bash
# Checks a host and changes nothing. Reports all problems that prevent it from becoming a node.
#
# Usage, as root: preflight.sh apply <input
# Input: node=<name of the node>  role=server|agent  version=<K3s version to install>
#        min-free-mib=<free space that is needed below /var/lib>  nfs=<servers that must be reachable>
#        disks=<folders of volumes, each a mounted ext4 or XFS file system>
# Prints one line: node=... host=... machine=... os=... arch=... k3s=yes|no
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/k3s.sh"

problems=0
problem() { say "$*"; problems=$((problems + 1)); }
warn() { say "warning: $*"; }

check_system() {
  [ -d /run/systemd/system ] || problem "systemd is not the init system; install the host with systemd"
  command -v apt-get >/dev/null || problem "finds no apt-get; only Debian and Ubuntu are supported"
  [ "$(dpkg --print-architecture 2>/dev/null)" = amd64 ] || problem "the host is not amd64; K8TRE's images are built for amd64 only"
  [ -s /etc/machine-id ] || problem "/etc/machine-id is empty; run: systemd-machine-id-setup"
  if ! grep -qw memory /sys/fs/cgroup/cgroup.controllers 2>/dev/null &&
    ! awk '$1 == "memory" && $4 == 1 { found = 1 } END { exit !found }' /proc/cgroups; then
    problem "the kernel gives no memory cgroup; add cgroup_enable=memory to its command line and restart the host"
  fi
  local module
  for module in overlay br_netfilter; do
    has_module "$module" || warn "the kernel has no module $module; K3s needs it unless it is built in"
  done
}

check_resources() {
  local free cores memory wanted_cores=1 wanted_memory=460
  free=$(free_mib "$(existing "$data")")
  [ "$free" -ge "${given[min-free-mib]}" ] || problem "only $free MiB are free below $data; ${given[min-free-mib]} MiB are needed"
  # https://docs.k3s.io/installation/requirements, less the memory that firmware and kernel reserve
  if [ "${given[role]}" = server ]; then wanted_cores=2 wanted_memory=1800; fi
  cores=$(nproc)
  memory=$(awk '$1 == "MemTotal:" { print int($2 / 1024) }' /proc/meminfo)
  [ "$cores" -ge "$wanted_cores" ] || warn "$cores cores; a ${given[role]} should have $wanted_cores"
  [ "$memory" -ge "$wanted_memory" ] || warn "$memory MiB of memory; a ${given[role]} should have more than $wanted_memory"
}

check_network() {
  local port server
  [ -n "$(ip route show default)$(ip -6 route show default)" ] ||
    problem "there is no default route, and K3s needs one to find the node's address; in a closed network, add a dummy one:" \
      "ip link add dummy0 type dummy; ip link set dummy0 up; ip route add default dev dummy0"
  if [ ! -e /etc/systemd/system/k3s.service ] && [ ! -e /etc/systemd/system/k3s-agent.service ]; then
    for port in 6443 2379 2380 10250; do
      [ "${given[role]}" = server ] || [ "$port" = 10250 ] || continue
      [ -z "$(ss --no-header --listening --numeric --tcp "sport = :$port")" ] || problem "port $port is in use:" \
        "$(ss --no-header --listening --numeric --tcp --processes "sport = :$port" | awk '{ print $NF }'); stop that service"
    done
  fi
  for server in ufw firewalld nm-cloud-setup; do
    ! systemctl is-active --quiet "$server" ||
      warn "$server is active; it must let the cluster's ports through: https://docs.k3s.io/installation/requirements#networking"
  done
  for server in ${given[nfs]:-}; do
    timeout 5 bash -c ": </dev/tcp/$server/2049" 2>/dev/null ||
      problem "the NFS server $server does not answer on port 2049; allow access to it, or remove it from nfsExports"
  done
}

check_role() {
  local other=k3s-agent
  if [ "${given[role]}" = agent ]; then other=k3s; fi
  [ ! -e "/etc/systemd/system/$other.service" ] ||
    problem "the host runs $other; a node can't change its role: remove it from the settings, run pulumi up, then add it in its new role"
}

check_version() {
  local from
  from=$(installed_version)
  [ -z "$from" ] || (check_step "$from" "${given[version]}") || problems=$((problems + 1))
}

check_disks() {
  local disk kind
  for disk in ${given[disks]:-}; do
    kind=$(findmnt --noheadings --output FSTYPE --mountpoint "$disk" || true)
    case "$kind" in
      ext4 | xfs) ;;
      '') problem "nothing is mounted at $disk; mount an ext4 or XFS file system there for volumes, or remove it from disks" ;;
      *) problem "$disk is $kind; Longhorn needs ext4 or XFS" ;;
    esac
  done
}

take_verb "${1:-}" apply
read_parameters node role version min-free-mib disks nfs
need node role version min-free-mib
need_root
check_system
check_resources
check_network
check_role
check_version
check_disks
[ "$problems" -eq 0 ] || fail "${given[node]} can't become a node: $problems problem(s) above; nothing was changed on any host"
has_k3s=no
[ ! -e /etc/systemd/system/k3s.service ] && [ ! -e /etc/systemd/system/k3s-agent.service ] || has_k3s=yes
# shellcheck disable=SC1091 # a file of the host
. /etc/os-release
printf 'node=%s host=%s machine=%s os=%s-%s arch=%s k3s=%s' \
  "${given[node]}" "$(hostname)" "$(cat /etc/machine-id)" "$ID" "${VERSION_ID:-rolling}" "$(dpkg --print-architecture)" "$has_k3s"
