#!/usr/bin/env bash
# Installs, configures or upgrades a K3s agent. The script can run again: K3s restarts only if something differs. A server
# cordons and drains the agent (vacate-node.sh, admit-node.sh).
#
# Usage, as root: k3s-agent.sh apply|remove <input
# Input:   node=<name of the node>    version=<K3s version>       sha256=<of the k3s program>
#          server=<address of the API> images=<sha256 of the image bundle, which the release's folder holds>
#          remove-data=yes|no          disks=<folders of volumes>  after=<generation>
#          cluster=version=<K3s version of the servers>
#          location=<URL of the release>  proxy=<URL of the HTTP proxy>
#          file=<mode> <bytes> <path>  config.yaml, the unit and other files; an empty line; the files
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/Shared/installation.sh"

apply() {
  local from servers
  need node version sha256 server cluster
  receive_files
  [ ! -e /etc/systemd/system/k3s.service ] ||
    fail "the host is a server of a cluster; remove it from servers, run pulumi up, and then add it to agents"
  servers=$(sed -n 's/.*version=\([^ ]*\).*/\1/p' <<<"${given[cluster]}")
  [ "$(printf '%s\n%s\n' "${given[version]}" "$servers" | sort -V | tail -n 1)" = "$servers" ] ||
    fail "${given[version]} is newer than the servers' $servers; upgrade the servers first"
  from=$(installed_version)
  [ -z "$from" ] || check_step "$from" "${given[version]}"
  if [ -z "$from" ]; then
    answers "${given[server]}" ||
      fail "https://${given[server]}:6443 does not answer from here; check routes, firewall and the API endpoint, then run pulumi up again"
    check_clock "${given[server]}"
  fi
  install -d -m 0700 "$state"
  files_are_placed || touch "$pending"
  place_files
  stage_again
  install_staged "${given[version]}" "${given[sha256]}"
  start_unit k3s-agent
  rm -f "$pending"
}

remove() {
  uninstall k3s-agent
  remove_data
}

take_verb "${1:-}" apply remove
read_parameters node version sha256 location proxy images server cluster remove-data disks after file
need_root
lock_host
make_work
"$verb"
