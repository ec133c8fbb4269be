#!/usr/bin/env bash
# Checks a host and changes nothing. Reports all problems that prevent it from becoming a node.
#
# Usage, as root: preflight.sh apply <input
# Input: node=<name of the node>  role=server|agent  version=<K3s version to install>  after=<generation>
#        min-free-mib=<free space that is needed below /var/lib>  nfs=<servers that must be reachable>
#        disks=<folders of volumes, each a mounted ext4 or XFS file system>
#        resolver=<IPv4 address that must answer DNS queries>|guess  guess: the address that K8TRE's kare-dns takes on this host
#        takes-pods=yes|no                no: the node has a taint, so its capacity does not count
#        reserved-cpu=<millicores>        reserved-cpu-percent=<number>   not for other pods
#        reserved-memory=<MiB>            reserved-disk-percent=<number>  not for volumes
#        upload=yes|no                    yes: files are uploaded to the host
#        gpu=yes|no                       yes: NVIDIA's driver and container runtime must be there
#        sign-ins=<number that can come at the same time through a bastion>  interface=<network interface that must exist>
# Prints one line: node=... host=... machine=... os=... arch=... cpu=<millicores> memory=<MiB> volumes=<MiB> k3s=yes|no
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/Shared/checks.sh"

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
  [ "$(stat --file-system --format %T /sys/fs/cgroup)" = cgroup2fs ] || [ "$(cut -d . -f 2 <<<"${given[version]}")" -lt 35 ] ||
    problem "the host uses cgroup v1, and the kubelet of ${given[version]} refuses it; start the host with" \
      "systemd.unified_cgroup_hierarchy=1 on the kernel's command line"
  local module
  for module in overlay br_netfilter; do
    has_module "$module" || warn "the kernel has no module $module; K3s needs it unless it is built in"
  done
}

check_resources() {
  local free cores memory wanted_cores=1 wanted_memory=460
  free=$(free_mib "$(existing "$data")")
  # A node that has its version needs no space for another one.
  [ "$free" -ge "${given[min-free-mib]}" ] || [ "$(installed_version)" = "${given[version]}" ] ||
    problem "only $free MiB are free below $data; ${given[min-free-mib]} MiB are needed"
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

# sudo with log_input keeps the standard input of commands, which holds the join token, in /var/log/sudo-io.
check_sudo() {
  local granted user=${SUDO_USER:-}
  [ -n "$user" ] || return 0
  granted=$(sudo -n -l -U "$user" 2>/dev/null | tr ',' '\n' | grep -oE '!?\<(log_input|log_stdin)\>|\<LOG_INPUT:' | tail -n 1) || true
  case "$granted" in
    '' | '!'*) ;;
    *) problem "sudo logs the input of $user's commands ($granted), and join tokens and passwords would stay in its log; write" \
      "'Defaults:$user !log_input' at the end of a file in /etc/sudoers.d, or sign in as root" ;;
  esac
}

# The files of the release are uploaded with SFTP. Unless the SSH server has SFTP built in, the account's shell starts it, as here.
check_upload() {
  local sftp home shell answer user=${SUDO_USER:-root}
  [ "${given[upload]:-no}" = yes ] || return 0
  sftp=$(sshd_settings | sed -n 's/^subsystem sftp //p')
  [ "${sftp%% *}" != internal-sftp ] || return 0
  if [ ! -x "${sftp%% *}" ]; then
    problem "the SSH server offers no SFTP, and artefacts.file is uploaded with it; install openssh-sftp-server and write" \
      "'Subsystem sftp internal-sftp' in /etc/ssh/sshd_config"
    return 0
  fi
  IFS=: read -r _ _ _ _ _ home shell < <(getent passwd "$user")
  # The client's first message. The answer starts with its length, below 64 KiB, and the number 2. At the end of its input, the server
  # exits without one.
  answer=$({ printf '\0\0\0\5\1\0\0\0\3'; sleep 3; } |
    timeout 10 runuser --user "$user" -- /usr/bin/env -i HOME="$home" USER="$user" SHELL="$shell" PATH=/usr/bin:/bin \
      SSH_CLIENT='127.0.0.1 1 22' "$shell" -c "$sftp" 2>/dev/null | od -An -tx1 -N 5 | tr -d ' \n') || true
  [[ "$answer" == 0000????02 ]] ||
    problem "a start file of $user prints text or ends the session, which breaks SFTP, and artefacts.file is uploaded with it;" \
      "let it do so for terminals only, or write 'Subsystem sftp internal-sftp' in /etc/ssh/sshd_config"
}

# The steps for agents on the first server sign in there at the same time. Through a bastion, a refused sign-in is not repeated.
check_sign_ins() {
  local name value wanted=${given[sign-ins]:-0}
  while read -r name value; do
    value=${value%%:*}
    [[ ! "$value" =~ ^[0-9]+$ ]] || [ "$value" -ge "$wanted" ] ||
      problem "the SSH server refuses sign-ins from $((value + 1)) at the same time on ($name), and $wanted can come through the bastion;" \
        "write 'MaxStartups 10:30:100' and no PerSourceMaxStartups in /etc/ssh/sshd_config"
  done < <(sshd_settings | grep -E '^(maxstartups|persourcemaxstartups) ')
}

check_leftovers() {
  local parts
  ! is_ours || return 0
  parts=$(foreign_parts | paste --serial --delimiters ' ')
  [ -z "$parts" ] ||
    problem "finds parts of a K3s that this program did not install, and its own K3s would use them: $parts;" \
      "run k3s-uninstall.sh or k3s-agent-uninstall.sh if it is there, and move the others away"
}

# What holds now can be lost when the host restarts.
check_next_boot() {
  local file key value needed line
  while read -r file key value needed; do
    problem "$file sets $key to $value at the next boot, and K3s then does not start; write $needed there, or remove the line"
  done < <(overridden_kernel_values)
  line=$(grep -hoE '(systemd\.unified_cgroup_hierarchy=(0|no|false|off)|cgroup_disable=memory)\>' /etc/default/grub \
    /etc/default/grub.d/*.cfg /etc/kernel/cmdline 2>/dev/null | head -n 1) || true
  [ -z "$line" ] || problem "the kernel's command line has $line at the next boot, and K3s then does not start; remove it"
}

check_interface() {
  local name=${given[interface]:-}
  [ -z "$name" ] || [ -e "/sys/class/net/$name" ] ||
    problem "there is no network interface $name, which apiEndpoint.virtualInterface names for every server; this one has:" \
      "$(find /sys/class/net -mindepth 1 -not -name lo -printf '%f\n' | sort | paste --serial --delimiters ' ')"
}

# K3s looks for the runtime in these folders: https://docs.k3s.io/advanced#alternative-container-runtime-support
check_gpu() {
  [ "${given[gpu]:-no}" = yes ] || return 0
  [ -e /proc/driver/nvidia/version ] ||
    problem "NVIDIA's driver is not loaded, and gpu: true is set; install it and restart the host, or take gpu out"
  [ -x /usr/local/nvidia/toolkit/nvidia-container-runtime ] || command -v nvidia-container-runtime >/dev/null ||
    problem "finds no nvidia-container-runtime, and gpu: true is set; install the package nvidia-container-toolkit of NVIDIA's repository"
}

check_name_servers() {
  local servers
  servers=$(local_name_servers)
  [ -z "$servers" ] ||
    problem "the host's name servers (${servers% }) are on its loopback, where pods can't ask them, and K3s would give them 8.8.8.8;" \
      "write a name server of the network into /etc/resolv.conf, or use systemd-resolved"
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

check_resolver() {
  local resolver=${given[resolver]:-} whose="resolver is"
  [ -n "$resolver" ] || return 0
  if [ "$resolver" = guess ]; then
    resolver=$(guessed_resolver)
    whose="K8TRE's kare-dns forwards the cluster's DNS queries to"
  fi
  resolves "$resolver" || resolves "$resolver" ||
    problem "$whose $resolver, which does not answer DNS queries from here; set resolver to the address of one that does"
}

take_verb "${1:-}" apply
read_parameters node role version after min-free-mib disks nfs resolver takes-pods reserved-cpu reserved-cpu-percent reserved-memory \
  reserved-disk-percent upload sign-ins interface gpu
need node role version min-free-mib
need_root
check_system
check_resources
check_network
check_name_servers
check_interface
check_gpu
check_sudo
check_upload
check_sign_ins
check_leftovers
check_next_boot
check_role
check_version
check_disks
check_resolver
[ "$problems" -eq 0 ] || fail "${given[node]} can't become a node: $problems problem(s) above; nothing was changed on any host"
has_k3s=no
! is_node || has_k3s=yes
# shellcheck disable=SC1091 # a file of the host
. /etc/os-release
result "node=${given[node]} host=$(hostname) machine=$(cat /etc/machine-id) os=$ID-${VERSION_ID:-rolling}\
 arch=$(dpkg --print-architecture) $(capacity) k3s=$has_k3s"
