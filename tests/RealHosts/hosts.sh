#!/usr/bin/env bash
# Creates temporary Debian hosts with systemd as PID 1 and a real sshd: systemd-nspawn on an overlay of a cached base.
# A lab is a set of hosts with a network of its own. Its folder is a tmpfs and has all its files. Processes are ended by id.
#
# Usage, as root:
#   hosts.sh base                          builds the base if it is not cached, and prints its folder
#   hosts.sh up [OWNER]                    creates a lab and prints its folder; the lab ends with its owner (a process id)
#   hosts.sh start LAB [--bastion|--private] NAME...
#                                          boots hosts at the same time; prints "name address key" for each, with the host's key
#   hosts.sh stop|crash|reboot LAB NAME    shuts down; stops without a shutdown; restarts. `start` boots it again
#   hosts.sh exec LAB NAME COMMAND...      runs a command as root on the host, without SSH
#   hosts.sh hang-up LAB NAME              ends the SSH sessions on the host; their commands continue
#   hosts.sh cut|mend LAB NAME             disconnects the network cable; connects it again
#   hosts.sh uplink LAB NAME off|on        disconnects the uplink, to the lab's machine and beyond; keeps SSH to the host
#   hosts.sh limit LAB NAME FOLDER SIZE    mounts a file system of that size (1M) over a folder of the host
#   hosts.sh mute LAB                      prints an address that never answers
#   hosts.sh rekey LAB NAME                replaces the SSH host key and prints the new one
#   hosts.sh down LAB|all                  ends the hosts and removes everything
#
# Networks of lab N: 10.99.N.0/24, with the machine at .1; 10.98.N.0/24, with the bastion (.2) and private hosts only.
# Users: root; admin (sudo), careful (sudo with the password `careful`), guest (no sudo). The lab's `key` is for all of them.
# In LAB: key, ca.crt, artefacts.pem (certificate and key for 10.99.N.1, signed by the CA that the hosts trust), shared/ (on
# all hosts: /var/lib/k3s-standin), hosts/NAME/log (the console).
set -euo pipefail
# Without this, $(base) would go on after a failed command and leave an empty base in the cache.
shopt -s inherit_errexit
umask 022

labs=/run/k8tre-hosts
cache=${XDG_CACHE_HOME:-$HOME/.cache}/k8tre/hosts
suite=bookworm
packages=(systemd systemd-sysv dbus openssh-server iproute2 iptables nftables procps kmod ca-certificates sudo curl
  iputils-ping python3 openssl open-iscsi nfs-common csh fish python3-grpcio python3-cryptography etcd-server etcd-client)
script=$(readlink -f "${BASH_SOURCE[0]}")

fail() { printf 'hosts.sh: %s\n' "$*" >&2; exit 1; }
hash_of() { sha256sum | head -c 16; }

# --- The base --------------------------------------------------------------------------------------------------------------------

# Runs inside the base.
recipe() {
  cat <<'END'
set -eu
rm -f /etc/ssh/ssh_host_* /etc/machine-id /etc/resolv.conf
systemctl --quiet mask rpcbind.service rpcbind.socket nfs-client.target e2scrub_reap.service \
  console-getty.service getty@tty1.service run-rpc_pipefs.mount
systemctl --quiet disable apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer
for user in admin careful guest; do useradd --create-home --shell /bin/bash "$user"; done
echo careful:careful | chpasswd
printf 'admin ALL=(ALL) NOPASSWD: ALL\ncareful ALL=(ALL) ALL\n' >/etc/sudoers.d/k8tre

# A container cannot load the kernel modules of iSCSI, so the unit that Longhorn needs exists and does nothing.
cat >/etc/systemd/system/iscsid.service <<'UNIT'
[Unit]
Description=Stands in for the iSCSI initiator daemon
[Service]
ExecStart=/bin/sleep infinity
[Install]
WantedBy=multi-user.target
UNIT
systemctl --quiet disable open-iscsi.service iscsid.socket
# The stand-in for K3s starts it.
systemctl --quiet disable etcd.service

# The kernel's values belong to the machine. Files replace them, new at each boot, so that a host can set values of its own.
cat >/usr/local/sbin/own-sysctls <<'SH'
#!/bin/sh
set -eu
mkdir -p /run/own-sysctls/proc
mount -t proc proc /run/own-sysctls/proc
mount --bind /run/own-sysctls/proc/sys/net /proc/sys/net
umount /run/own-sysctls/proc
own() {
  [ -e "/proc/sys/$1" ] || return 0
  file=/run/own-sysctls/$(echo "$1" | tr / .)
  echo "$2" >"$file"
  mount --bind "$file" "/proc/sys/$1"
}
own vm/panic_on_oom 0
own vm/overcommit_memory 0
own vm/max_map_count 65530
own vm/swappiness 60
own kernel/panic 0
own kernel/panic_on_oops 0
own kernel/pid_max 32768
own kernel/keys/root_maxkeys 1000000
own kernel/keys/root_maxbytes 25000000
own fs/file-max 100000
own fs/inotify/max_user_watches 8192
own fs/inotify/max_user_instances 128
own fs/inotify/max_queued_events 16384
SH
chmod 755 /usr/local/sbin/own-sysctls
cat >/etc/systemd/system/own-sysctls.service <<'UNIT'
[Unit]
Description=Gives this host kernel values of its own
DefaultDependencies=no
Before=systemd-sysctl.service
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/local/sbin/own-sysctls
[Install]
WantedBy=sysinit.target
UNIT
systemctl --quiet enable own-sysctls.service
END
}

base() {
  local tar base
  tar=$cache/base-$(printf '%s\n' "$suite" "${packages[@]}" | hash_of).tar
  base=$cache/$({ echo "$tar"; recipe; } | hash_of)
  mkdir -p "$cache"
  (
    flock 9
    if [ ! -e "$tar" ]; then
      mmdebstrap --quiet --variant=minbase --include="$(IFS=,; echo "${packages[*]}")" "$suite" "$tar.new.tar" >&2
      mv "$tar.new.tar" "$tar"
    fi
    if [ ! -e "$base" ]; then
      rm -rf "$base.new"
      mkdir "$base.new"
      tar --extract --file "$tar" --directory "$base.new" --numeric-owner
      recipe | chroot "$base.new" sh
      mv "$base.new" "$base"
    fi
  ) 9>"$cache/lock"
  echo "$base"
}

# --- A lab -----------------------------------------------------------------------------------------------------------------------

number() { basename "$lab"; }
# Prints the start time of a process, which identifies it if its id is used again. Prints nothing if the process has ended.
birth() { awk '$3 != "Z" { print $22 }' "/proc/$1/stat" 2>/dev/null; }
is_orphan() { read -r pid born <"$1/owner" && [ "$(birth "$pid")" != "$born" ]; }

up() {
  local owner=${1:-} n base
  base=$(base)
  mkdir -p "$labs"
  exec 8>"$labs/lock"
  flock 8
  for lab in "$labs"/*/; do
    lab=${lab%/}
    if [ -e "$lab/owner" ] && is_orphan "$lab"; then down "$lab"; fi
  done
  for n in {1..250}; do
    lab=$labs/$n
    [ -e "$lab" ] || ip link show "k8tre$n" >/dev/null 2>&1 || break
  done
  mkdir "$lab"
  mount -t tmpfs -o mode=755 k8tre "$lab"
  exec 8>&-
  mkdir "$lab/hosts" "$lab/shared"
  ln -s "$base" "$lab/base"
  ssh-keygen -q -t ed25519 -N '' -C lab -f "$lab/key"
  certificates

  ip link add "k8tre$n" type bridge
  ip address add "10.99.$n.1/24" dev "k8tre$n"
  ip link add "k8tre${n}p" type bridge
  ip link set "k8tre$n" up
  ip link set "k8tre${n}p" up
  nft -f - <<END
table inet k8tre$n {
  set no_uplink { type ipv4_addr; }
  chain input { type filter hook input priority -10; ip saddr @no_uplink tcp flags & (syn | ack) == syn reject; }
  chain forward { type filter hook forward priority -10; ip saddr @no_uplink reject; }
}
END
  if [ -n "$owner" ]; then
    echo "$owner $(birth "$owner")" >"$lab/owner"
    setsid "$script" watch "$lab" </dev/null >/dev/null 2>&1 &
  fi
  echo "$lab"
}

certificates() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj '/CN=lab CA' \
    -keyout "$lab/ca.key" -out "$lab/ca.crt" 2>/dev/null
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj '/CN=artefacts' -keyout "$lab/artefacts.key" 2>/dev/null \
    | openssl x509 -req -CA "$lab/ca.crt" -CAkey "$lab/ca.key" -days 3650 2>/dev/null \
      -extfile <(echo "subjectAltName=IP:10.99.$(number).1") >"$lab/artefacts.crt"
  cat "$lab/artefacts.crt" "$lab/artefacts.key" >"$lab/artefacts.pem"
}

# Ends the lab when its owner has ended.
watch() {
  local owner
  owner=$(<"$lab/owner")
  while [ "$(cat "$lab/owner" 2>/dev/null)" = "$owner" ]; do
    if is_orphan "$lab"; then down "$lab"; fi
    sleep 1
  done
}

down() {
  local n folder
  lab=$1
  n=$(number)
  for folder in "$lab"/hosts/*/; do unplug "$folder"; done
  for folder in "$lab"/hosts/*/; do
    ended "$folder"
    ip netns delete "k8tre$n-$(basename "$folder")" 2>/dev/null || true
    dissolve "$(control_groups)/k8tre$n-$(basename "$folder")"
    umount --lazy "${folder}root" 2>/dev/null || true
  done
  nft delete table inet "k8tre$n" 2>/dev/null || true
  ip link delete "k8tre$n" 2>/dev/null || true
  ip link delete "k8tre${n}p" 2>/dev/null || true
  umount --lazy "$lab" 2>/dev/null || true
  rmdir "$lab" 2>/dev/null || true
}

# --- A host ----------------------------------------------------------------------------------------------------------------------

start() {
  local kind=public name
  case "${1:-}" in --bastion | --private) kind=${1#--}; shift ;; esac
  for name in "$@"; do [ -e "$lab/hosts/$name" ] || make "$name" "$kind"; done
  for name in "$@"; do
    # The runner must not keep the output or the locks of the caller open.
    setsid "$script" run "$lab" "$name" </dev/null >>"$lab/hosts/$name/log" 2>&1 8>&- 9>&- &
    echo $! >"$lab/hosts/$name/runner"
  done
  for name in "$@"; do
    answers "$name"
    echo "$name $(<"$lab/hosts/$name/address") $(cut -d' ' -f1,2 "$lab/hosts/$name/root/etc/ssh/ssh_host_ed25519_key.pub")"
  done
}

make() {
  local name=$1 kind=$2 folder index root n home
  n=$(number)
  folder=$lab/hosts/$name
  root=$folder/root
  index=$((10 + $(find "$lab/hosts" -mindepth 1 -maxdepth 1 | wc -l)))
  [ "$kind" != bastion ] || index=2
  mkdir -p "$folder"/{upper,work,root}
  echo "$kind" >"$folder/kind"
  echo "$index" >"$folder/index"
  if [ "$kind" = private ]; then echo "10.98.$n.$index"; else echo "10.99.$n.$index"; fi >"$folder/address"
  mount -t overlay overlay -o "lowerdir=$(readlink "$lab/base"),upperdir=$folder/upper,workdir=$folder/work" "$root"

  echo "$name" >"$root/etc/hostname"
  tr -d - </proc/sys/kernel/random/uuid >"$root/etc/machine-id"
  printf '127.0.0.1 localhost\n127.0.1.1 %s\n' "$name" >"$root/etc/hosts"
  # Nobody answers there. The preflight refuses a resolver on the loopback, which the machine may have.
  echo 'nameserver 192.0.2.53' >"$root/etc/resolv.conf"
  cat "$lab/ca.crt" >>"$root/etc/ssl/certs/ca-certificates.crt"
  ssh-keygen -q -t ed25519 -N '' -C "$name" -f "$root/etc/ssh/ssh_host_ed25519_key"
  for home in root home/admin home/careful home/guest; do
    install -d -m 700 -o "$(stat -c %u "$root/$home")" -g "$(stat -c %g "$root/$home")" "$root/$home/.ssh"
    install -m 600 -o "$(stat -c %u "$root/$home")" -g "$(stat -c %g "$root/$home")" "$lab/key.pub" "$root/$home/.ssh/authorized_keys"
  done
}

# Boots the host again as long as it reboots: systemd-nspawn then ends with 133.
run() {
  local name=$1 folder=$lab/hosts/$1 status=133
  while [ "$status" -eq 133 ]; do
    plug "$name"
    boot "$name" &
    echo $! >"$folder/nspawn"
    status=0
    wait $! || status=$?
  done
  rm -f "$folder/nspawn"
}

# Each host needs a control group of its own. In a shared one, hosts would stop the services of other hosts.
boot() {
  local machine group
  machine=k8tre$(number)-$1
  group=$(control_groups)/$machine
  mkdir -p "$group"
  echo "$BASHPID" >"$group/cgroup.procs"
  export SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1
  exec systemd-nspawn --quiet --directory="$lab/hosts/$1/root" --machine="$machine" --register=no --keep-unit --boot \
    --network-namespace-path="/run/netns/$machine" --capability=all --bind="$lab/shared:/var/lib/k3s-standin" \
    --console=pipe --link-journal=no --resolv-conf=off
}

# The kernel needs a moment to remove killed processes from control groups.
dissolve() {
  local tries
  for tries in {1..40}; do
    find "$1" -depth -type d -exec rmdir {} + 2>/dev/null || true
    [ -e "$1" ] || return 0
    sleep 0.05
  done
  printf 'hosts.sh: warning: %s is still there after %s tries\n' "$1" "$tries" >&2
}

control_groups() { findmnt --noheadings --first-only --types cgroup2 --output TARGET; }

# Each boot gets a new network namespace, so that no address, route or rule remains after a restart.
plug() {
  local name=$1 n ns index kind
  n=$(number)
  ns=k8tre$n-$name
  index=$(<"$lab/hosts/$name/index")
  kind=$(<"$lab/hosts/$name/kind")
  ip netns delete "$ns" 2>/dev/null || true
  ip netns add "$ns"
  ip -n "$ns" link set lo up
  case "$kind" in
    public) leg eth0 "k8tre$n" 99 && ip -n "$ns" route add default via "10.99.$n.1" ;;
    private) leg eth0 "k8tre${n}p" 98 && ip -n "$ns" route add default via "10.98.$n.2" ;;
    bastion) leg eth0 "k8tre$n" 99 && ip -n "$ns" route add default via "10.99.$n.1" && leg eth1 "k8tre${n}p" 98 ;;
  esac
}

leg() {
  local outer
  outer=$(cable "$index" "$1")
  ip link delete "$outer" 2>/dev/null || true
  ip link add "$outer" type veth peer name "$1" address "$(printf '02:00:00:%02x:%02x:%02x' "$3" "$n" "$index")" netns "$ns"
  ip link set "$outer" master "$2" up
  ip -n "$ns" address add "10.$3.$n.$index/24" dev "$1"
  ip -n "$ns" link set "$1" up
}

cable() { echo "k8tre$(number)-$1-${2#eth}"; }

answers() {
  local ns tries
  ns=k8tre$(number)-$1
  for tries in {1..300}; do
    # The test uses the address, not the loopback, to include the network. It runs inside, where private hosts answer too.
    if ip netns exec "$ns" bash -c "exec 3<>/dev/tcp/$(<"$lab/hosts/$1/address")/22 && read -r -t 2 <&3" 2>/dev/null; then return 0; fi
    sleep 0.05
  done
  tail -n 20 "$lab/hosts/$1/log" >&2
  fail "$1 did not answer on SSH after $tries tries; the last lines of its console stand above"
}

# PID 1 of the host: the child of systemd-nspawn.
leader() {
  local pid
  pid=$(<"$lab/hosts/$1/nspawn") && pgrep --parent "$pid" | head -n 1
}

inside() {
  local pid
  pid=$(leader "$1") || fail "$1 does not run"
  shift
  nsenter --target "$pid" --all -- "$@"
}

unplug() {
  local pid init
  [ -e "${1}nspawn" ] || return 0
  pid=$(<"${1}nspawn")
  init=$(pgrep --parent "$pid" || true)
  # shellcheck disable=SC2086 # can be empty
  kill -KILL $init "$pid" 2>/dev/null || true
}

# Waits for the end of a host's runner.
ended() {
  local runner tries
  runner=$(cat "${1}runner" 2>/dev/null) || return 0
  for tries in {1..400}; do
    [ -n "$(birth "$runner")" ] || break
    [ "$tries" -ne 300 ] || unplug "$1"
    sleep 0.05
  done
  rm -f "${1}nspawn"
}

hang_up() {
  local sshd
  sshd=$(inside "$1" systemctl show --property=MainPID --value ssh)
  inside "$1" pkill --parent "$sshd" || true
}

reboot_host() {
  local before
  before=$(leader "$1")
  inside "$1" systemctl reboot
  while [ "$(leader "$1" 2>/dev/null || echo "$before")" = "$before" ]; do sleep 0.05; done
  answers "$1"
}

rekey() {
  local key=/etc/ssh/ssh_host_ed25519_key
  inside "$1" sh -c "rm $key; ssh-keygen -q -t ed25519 -N '' -f $key; systemctl restart ssh"
  answers "$1"
  inside "$1" cut -d' ' -f1,2 "$key.pub"
}

mute() {
  local n
  n=$(number)
  # A known neighbour that does not exist: packets to it are lost without an error.
  ip neighbour replace "10.99.$n.250" lladdr 02:00:00:00:00:01 dev "k8tre$n" nud permanent
  echo "10.99.$n.250"
}

uplink() {
  local verb=add
  [ "$2" = off ] || verb=delete
  nft "$verb" element inet "k8tre$(number)" no_uplink "{ $(<"$lab/hosts/$1/address") }"
}

[ "$(id -u)" -eq 0 ] || fail "needs root"
verb=${1:-}
[ $# -eq 0 ] || shift
case "$verb" in
  base) base; exit ;;
  up) up "$@"; exit ;;
  down)
    if [ "${1:-}" = all ]; then set -- "$labs"/*/; fi
    for lab in "$@"; do [ ! -d "$lab" ] || down "${lab%/}"; done
    exit
    ;;
esac
[ -d "${1:-}" ] || fail "knows no '$verb ${1:-}'; see the head of this script"
lab=${1%/}
shift
case "$verb" in
  watch | start | run | rekey | mute | uplink) "$verb" "$@" ;;
  exec) inside "$@" ;;
  stop)
    kill -TERM "$(<"$lab/hosts/$1/nspawn")"
    ended "$lab/hosts/$1/"
    ;;
  crash) unplug "$lab/hosts/$1/"; ended "$lab/hosts/$1/" ;;
  reboot) reboot_host "$@" ;;
  hang-up) hang_up "$1" ;;
  cut) ip link set "$(cable "$(<"$lab/hosts/$1/index")" eth0)" down ;;
  mend)
    ip link set "$(cable "$(<"$lab/hosts/$1/index")" eth0)" up
    ip neighbour flush dev "k8tre$(number)"
    ;;
  limit) inside "$1" mount -t tmpfs -o "size=$3" limited "$2" ;;
  *) fail "knows no '$verb'; see the head of this script" ;;
esac
