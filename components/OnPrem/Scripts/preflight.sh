#!/usr/bin/env bash
# Checks a host and changes nothing. Reports all problems that prevent it from becoming a node.
#
# Usage, as root: preflight.sh apply <input
# Input: node=<name of the node>  role=server|agent  version=<K3s version to install>
#        min-free-mib=<free space that is needed below /var/lib>  nfs=<servers that must be reachable>
#        disks=<folders of volumes, each a mounted ext4 or XFS file system>
#        resolver=<IPv4 address that must answer DNS queries>|guess  guess: the address that K8TRE's kare-dns takes on this host
#        takes-pods=yes|no                no: the node has a taint, so its capacity does not count
#        reserved-cpu=<millicores>        reserved-cpu-percent=<number>   not for other pods
#        reserved-memory=<MiB>            reserved-disk-percent=<number>  not for volumes
#        upload=yes|no                    yes: files are uploaded to the host
# Prints one line: node=... host=... machine=... os=... arch=... cpu=<millicores> memory=<MiB> volumes=<MiB> k3s=yes|no
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

# The files of the release are uploaded with SFTP.
check_upload() {
  local sftp
  [ "${given[upload]:-no}" = yes ] || return 0
  sftp=$({ "$(command -v sshd || printf /usr/sbin/sshd)" -T 2>/dev/null || true; } | awk '$1 == "subsystem" && $2 == "sftp" { print $3 }')
  [ "$sftp" = internal-sftp ] || [ -x "${sftp:-/nowhere}" ] ||
    problem "the SSH server offers no SFTP, and artefacts.file is uploaded with it; install openssh-sftp-server and write" \
      "'Subsystem sftp internal-sftp' in /etc/ssh/sshd_config"
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

# Prints the address to which kare-dns forwards: the default gateway, or else a name server of the host.
guessed_resolver() {
  local ipv4='^[0-9]+[.][0-9]+[.][0-9]+[.][0-9]+$' found
  found=$(ip route show default | awk '{ print $3; exit }')
  if [[ ! "$found" =~ $ipv4 ]]; then
    found=$(cat /run/systemd/resolve/resolv.conf /etc/resolv.conf 2>/dev/null |
      awk '$1 == "nameserver" && $2 != "127.0.0.53" { print $2; exit }')
  fi
  if [[ "$found" =~ $ipv4 ]]; then printf '%s\n' "$found"; else printf '8.8.8.8\n'; fi
}

# Sends a query for the root's name servers over UDP. Succeeds with any answer but REFUSED, since a closed network knows no root.
resolves() {
  local answer
  # shellcheck disable=SC2016 # the inner shell expands it
  answer=$(timeout 3 bash -c '
    exec 3<>"/dev/udp/$1/53"
    printf "\x6b\x38\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x02\x00\x01" >&3
    dd bs=4 count=1 <&3 2>/dev/null | od -An -tx1' resolves "$1" 2>/dev/null | tr -d ' \n') || return 1
  [[ "$answer" = 6b38* && "$answer" != *5 ]]
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

# Prints the part of a number that is left after some percent of it.
without_percent() { echo $(($1 - $1 * $2 / 100)); }

# Prints what the host gives to pods and volumes: cpu=<millicores> memory=<MiB> volumes=<MiB>
capacity() {
  local cpu memory volumes=0 disk size free seen=' ' device percent=${given[reserved-disk-percent]:-0}
  cpu=$(($(without_percent $(($(nproc) * 1000)) "${given[reserved-cpu-percent]:-0}") - ${given[reserved-cpu]:-0}))
  memory=$(($(awk '$1 == "MemTotal:" { print int($2 / 1024) }' /proc/meminfo) - ${given[reserved-memory]:-0}))
  for disk in ${given[disks]:-/var/lib/longhorn}; do
    read -r device size free < <(df --output=source,size,avail -m "$(existing "$disk")" | tail -n 1)
    [[ "$seen" != *" $device "* ]] || continue
    seen+="$device "
    # A node holds volumes already, which take space that would otherwise be free.
    ! is_node || free=$size
    volumes=$((volumes + free - size * percent / 100))
  done
  if [ "${given[takes-pods]:-yes}" = no ]; then cpu=0 memory=0 volumes=0; fi
  printf 'cpu=%s memory=%s volumes=%s' "$((cpu > 0 ? cpu : 0))" "$((memory > 0 ? memory : 0))" "$((volumes > 0 ? volumes : 0))"
}

is_node() { [ -e /etc/systemd/system/k3s.service ] || [ -e /etc/systemd/system/k3s-agent.service ]; }

take_verb "${1:-}" apply
read_parameters node role version min-free-mib disks nfs resolver takes-pods reserved-cpu reserved-cpu-percent reserved-memory \
  reserved-disk-percent upload
need node role version min-free-mib
need_root
check_system
check_resources
check_network
check_sudo
check_upload
check_role
check_version
check_disks
check_resolver
[ "$problems" -eq 0 ] || fail "${given[node]} can't become a node: $problems problem(s) above; nothing was changed on any host"
has_k3s=no
! is_node || has_k3s=yes
# shellcheck disable=SC1091 # a file of the host
. /etc/os-release
printf 'node=%s host=%s machine=%s os=%s-%s arch=%s %s k3s=%s' \
  "${given[node]}" "$(hostname)" "$(cat /etc/machine-id)" "$ID" "${VERSION_ID:-rolling}" "$(dpkg --print-architecture)" "$(capacity)" \
  "$has_k3s"
