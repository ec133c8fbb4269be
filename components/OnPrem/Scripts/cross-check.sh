#!/usr/bin/env bash
# Run on one host, with what the preflight found on all: says what only a look at all of them together shows.
#
# Usage, as root: cross-check.sh apply <input
# Input: host=<a line that preflight printed>, once for each host
#        address=<an address that nobody may use yet>, for the API's virtual address and the load balancer's range
# Prints: ok
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/host.sh"

problems=0

unique() {
  local what=$1 fix=$2 twice
  while read -r twice; do
    say "$what $twice is that of several hosts: $(printf '%s\n' "${hosts[@]}" | grep -F " $3=$twice " | sed 's/^node=\([^ ]*\).*/\1/' | paste --serial --delimiters ' '); $fix"
    problems=$((problems + 1))
  done < <(printf '%s\n' "${hosts[@]}" | sed -n "s/.* $3=\([^ ]*\).*/\1/p" | sort | uniq --repeated)
}

# Before the cluster is there nobody may answer at these addresses; after that it is the platform itself that does.
check_addresses() {
  local address answering
  [ "${#addresses[@]}" -gt 0 ] || return 0
  # What preflight found may be older than the cluster; this host knows of its own.
  [ ! -e /etc/systemd/system/k3s.service ] && ! printf '%s\n' "${hosts[@]}" | grep -q 'k3s=yes' || return 0
  command -v ping >/dev/null || { say "warning: finds no ping, so nobody knows whether ${addresses[*]} are free; install iputils-ping"; return 0; }
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

take_verb "${1:-}" apply
read_parameters host address
unique "the host name" "give each its own: hostnamectl set-hostname NAME" host
unique "the machine id" "they are copies of one image; on each run: rm /etc/machine-id; systemd-machine-id-setup; reboot" machine
check_addresses
[ "$problems" -eq 0 ] || fail "$problems problem(s) above; nothing was changed on any host"
printf 'ok'
