#!/usr/bin/env bash
# Runs on one host with the results of the preflight on all hosts. Reports problems that only a comparison of the hosts shows.
#
# Usage, as root: cross-check.sh apply <input
# Input: host=<line that preflight printed>, once for each host
#        address=<address that must be unused>, for the API's virtual address and the load balancer's range
#        need=cpu|memory|volumes <number> <unit>, what all hosts must have together for pods and volumes
#        checks=<digest of the inputs of preflight on all hosts>
# Prints: ok
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/Shared/host.sh"

problems=0
declare -A names=([cpu]="the pods' CPU requests" [memory]="the pods' memory requests" [volumes]="volumes")
declare -A fixes=(
  [cpu]="add cores or hosts without taints"
  [memory]="add memory or hosts without taints"
  [volumes]="add disks or hosts without taints"
)

unique() {
  local what=$1 fix=$2 twice names
  while read -r twice; do
    names=$(printf '%s\n' "${hosts[@]}" | grep -F " $3=$twice " | sed 's/^node=\([^ ]*\).*/\1/' | paste --serial --delimiters ' ')
    say "$what $twice is that of several hosts: $names; $fix"
    problems=$((problems + 1))
  done < <(printf '%s\n' "${hosts[@]}" | sed -n "s/.* $3=\([^ ]*\).*/\1/p" | sort | uniq --repeated)
}

# Before the cluster exists, no host may answer at these addresses. Afterwards the platform itself does.
check_addresses() {
  local address answering
  [ "${#addresses[@]}" -gt 0 ] || return 0
  # The results of preflight can be older than the cluster, so the state of this host is checked too.
  [ ! -e /etc/systemd/system/k3s.service ] && ! printf '%s\n' "${hosts[@]}" | grep -q 'k3s=yes' || return 0
  if ! command -v ping >/dev/null; then
    say "warning: cannot check if ${addresses[*]} are free, because there is no ping; install iputils-ping"
    return 0
  fi
  answering=$(
    for address in "${addresses[@]}"; do
      { ! ping -n -c 1 -W 1 "$address" >/dev/null 2>&1 || printf '%s\n' "$address"; } &
    done
    wait
  )
  for address in $answering; do
    say "somebody uses $address already; take it out of loadBalancerRange, or choose another API address"
    problems=$((problems + 1))
  done
}

# Compares the sum of what the hosts have with what the cluster needs.
check_needs() {
  local need what number unit sum each
  for need in "${needs[@]}"; do
    read -r what number unit <<<"$need"
    each=$(printf '%s\n' "${hosts[@]}" | sed -n "s/^node=\([^ ]*\).* $what=\([0-9]*\) .*/\1 \2/p")
    sum=$(awk '{ sum += $2 } END { print sum + 0 }' <<<"$each")
    [ "$sum" -lt "$number" ] || continue
    say "the hosts have $sum $unit for ${names[$what]}, and the cluster needs $number $unit" \
      "(${each//$'\n'/, }); ${fixes[$what]}, or set checkCapacity to false"
    problems=$((problems + 1))
  done
}

take_verb "${1:-}" apply
read_parameters host address need checks
unique "the host name" "give each host its own name: hostnamectl set-hostname NAME" host
unique "the machine id" "they are copies of one image; on each host, run: rm /etc/machine-id; systemd-machine-id-setup; reboot" machine
check_addresses
check_needs
[ "$problems" -eq 0 ] || fail "$problems problem(s) above; nothing was changed on any host"
result ok
