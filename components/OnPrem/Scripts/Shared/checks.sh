#!/usr/bin/env bash
# Functions that look at a host and change nothing. This file is sourced, not run.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/k3s.sh"

is_node() { [ -e /etc/systemd/system/k3s.service ] || [ -e /etc/systemd/system/k3s-agent.service ]; }

# Succeeds if these scripts have begun to install K3s on this host.
is_ours() { [ -d "$state" ]; }

# Prints the settings of the SSH server, with lower-case names.
sshd_settings() { "$(command -v sshd || printf /usr/sbin/sshd)" -T 2>/dev/null || true; }

# Prints what the next boot sets instead of a value that K3s needs: <file> <key> <value> <needed value>
# The last file wins, in the order of their names. A file in /etc hides one with its name in another folder.
overridden_kernel_values() {
  { /usr/lib/systemd/systemd-sysctl --cat-config 2>/dev/null || true; } | awk -v values="$(kernel_values)" -v own="${sysctl_file##*/}" '
    BEGIN {
      count = split(values, lines, "\n")
      for (i = 1; i <= count; i++) { split(lines[i], pair, " = "); needed[pair[1]] = pair[2] }
    }
    /^# \/[^ ]*sysctl\.d\/[^ ]+$/ { file = $2; name = file; sub(/.*\//, "", name); next }
    name > own && /=/ {
      key = value = $0
      sub(/=.*/, "", key)
      gsub(/^[ \t-]+|[ \t]+$/, "", key)
      gsub("/", ".", key)
      sub(/^[^=]*=/, "", value)
      gsub(/^[ \t]+|[ \t]+$/, "", value)
      if (key in needed) { last[key] = value; from[key] = file }
    }
    END { for (key in last) if (last[key] != needed[key]) print from[key], key, last[key], needed[key] }' | sort
}

# Prints files that change K3s and are not of these scripts: of K3s's own install script, or of somebody.
foreign_parts() {
  local unit files=("$data/server/db/state.db")
  for unit in k3s k3s-agent; do
    is_ours || files+=("/etc/systemd/system/$unit.service")
    files+=("/etc/systemd/system/$unit.service.d"/*.conf "/run/systemd/system/$unit.service.d"/*.conf)
  done
  is_ours || files+=(/etc/rancher/k3s/config.yaml /etc/rancher/k3s/registries.yaml)
  files+=(/etc/rancher/k3s/config.yaml.d/*.y*ml "$data/agent/etc/containerd"/*.tmpl "$data/agent/etc/kubelet.conf.d"/*.conf)
  {
    printf '%s\n' "${files[@]}" | while IFS= read -r unit; do [ ! -e "$unit" ] || printf '%s\n' "$unit"; done
    # The API server applies these with all rights, and the kubelet runs these.
    find "$data/server/manifests" "$data/agent/pod-manifests" -type f '(' -name '*.yaml' -o -name '*.yml' -o -name '*.json' ')' \
      2>/dev/null || true
  } | { grep -vxE -e "$join" -e "$data/agent/etc/kubelet.conf.d/00-k3s-defaults.conf" \
    -e "$data/server/manifests/(ccm|coredns|local-storage|rolebindings|runtimes|traefik|metrics-server/[a-z-]+)\.yaml" || true; } |
    while IFS= read -r unit; do
      { [ -e "$manifest" ] && grep -qF "  $unit" "$manifest"; } || printf '%s\n' "$unit"
    done
}

# Prints the host's name servers that pods can't reach, if K3s finds no others. It reads the first of these files in which all are
# reachable. Without one, it gives 8.8.8.8 to pods.
# https://github.com/k3s-io/k3s/blob/master/pkg/agent/config/config.go (locateOrGenerateResolvConf)
local_name_servers() {
  local file servers own found=
  for file in /etc/resolv.conf /run/systemd/resolve/resolv.conf; do
    servers=$(awk '$1 == "nameserver" { print $2 }' "$file" 2>/dev/null) || continue
    [ -n "$servers" ] || continue
    own=$(grep -iE '^(127[.]|0[.]|169[.]254[.]|2(2[4-9]|3[0-9])[.]|::1?$|fe[89ab]|ff)' <<<"$servers") || return 0
    found+="$own "
  done
  printf '%s' "${found//$'\n'/ }"
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
