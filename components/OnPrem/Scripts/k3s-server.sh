#!/usr/bin/env bash
# Brings one K3s server to what it should be: installs it, joins it to the cluster or begins the cluster, changes its configuration,
# upgrades it, rotates the cluster's token and encryption keys, restores a snapshot. Safe to run again: K3s restarts only where
# something differs, and what a run that was cut off left half done is finished.
#
# Usage, as root: k3s-server.sh apply|remove <input
# Input:   node=<name of the node>             version=<K3s version>        sha256=<of the k3s program>
#          token=<password of the cluster>     ca=<sha256 of its CA, where it exists>
#          peers=<addresses of the other servers>
#          leads=yes|no                        the server that may begin a cluster, and acts for all of them
#          encryption-generation=<number>      restore=<snapshot's path>    drain-seconds=<number>
#          labels=<key=value ...>              taints=<key=value:Effect ...>
#          remove-data=yes|no                  disks=<folders of volumes>   after=<output of the server before>
#          file=<mode> <bytes> <path>          config.yaml, the unit and their companions; an empty line; the files
# Prints: version=<K3s version> ca=<sha256 of the cluster's CA>
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/k3s.sh"

join=/etc/rancher/k3s/config.yaml.d/10-join.yaml
token_file=/etc/rancher/k3s/token
generation=$state/encryption-generation
rotating=$state/encryption-rotating
restored=$state/restored
# Stands from the moment the cluster has forgotten this server: a removal that is cut off goes on from there.
left=$state/left

password() { sed -n 's/^K10[0-9a-f]*::server://p' "$data/server/token" 2>/dev/null || true; }

# A cluster's data that this token does not open belongs to another cluster.
check_data() {
  [ ! -e /etc/systemd/system/k3s-agent.service ] ||
    fail "the host is an agent of a cluster; take it out of agents, run pulumi up, and add it to servers after that"
  [ -e "$etcd" ] && [ ! -e "$state" ] || return 0
  [ "$(password)" = "${given[token]}" ] ||
    fail "finds the data of an earlier cluster in $data, of another token; set k8tre:k3sToken to the password in $data/server/token to go on with it, or move $data away to begin anew"
  [ -z "${given[ca]:-}" ] || [ "$(sha256 "$data/server/tls/server-ca.crt")" = "${given[ca]}" ] ||
    fail "finds the data of another cluster than that of the servers before it in $data; put the host with the data that counts first in servers, and move $data away here"
  say "goes on with the data in $data"
}

# Where a server without data comes from: a cluster that answers, else it begins one, which only the leading server may.
choose_cluster() {
  local peer silent=()
  [ ! -e "$etcd" ] || return 0
  mkdir -p "${join%/*}"
  peer=$(answering_peer)
  if [ -n "$peer" ]; then
    # Without it, the password would go to whoever answers at that address: https://docs.k3s.io/cli/token#secure
    [ -n "${given[ca]:-}" ] || [ -e "$data/server/tls/server-ca.crt" ] ||
      fail "is first in servers, but new to the cluster that runs on $peer; put a server that is in it first: it tells the others how to know the cluster"
    check_clock "$peer"
    printf 'server: "https://%s:6443"\n' "$peer" >"$join"
    return 0
  fi
  [ "${given[leads]}" = yes ] || fail "none of the other servers (${given[peers]:-none}) answers on port 6443; bring one up, then run again"
  for peer in ${given[peers]:-}; do
    refuses "$peer" || silent+=("$peer")
  done
  [ "${#silent[@]}" -eq 0 ] ||
    fail "can't tell whether a cluster exists: ${silent[*]} does not answer at all, and beginning a second cluster would split it; bring the host up, or take it out of servers"
  printf 'cluster-init: true\n' >"$join"
}

# With the CA's hash in front, K3s checks whom it joins before it shows the password: https://docs.k3s.io/cli/token#secure
write_token() {
  local ca=${given[ca]:-}
  [ "$(sed 's/^K10[0-9a-f]*::server://' "$token_file" 2>/dev/null)" != "${given[token]}" ] || return 0
  [ ! -e "$data/server/tls/server-ca.crt" ] || ca=$(sha256 "$data/server/tls/server-ca.crt")
  touch "$pending"
  printf '%s%s\n' "${ca:+K10$ca::server:}" "${given[token]}" >"$token_file.new"
  mv -f "$token_file.new" "$token_file"
}

# Only what runs can be taken to another version or token; both come before anything on disk changes.
upgrade_from() {
  local from=$1
  check_step "$from" "${given[version]}"
  systemctl is-active --quiet k3s || return 0
  api_ready || diagnose k3s "the API is not ready, so this is no time to upgrade"
  say "goes from $from to ${given[version]}"
  if [ "${given[leads]}" = yes ]; then
    "$binary" etcd-snapshot save --name "before-${given[version]//+/-}" >&2
  fi
  # The only node of a cluster has nowhere to send its pods; they run on while K3s restarts.
  [ "$(nodes | wc -l)" -gt 1 ] || return 0
  if [ "$(node_field "${given[node]}" 6)" != true ]; then touch "$cordoned"; fi
  drain "${given[node]}"
}

# A text in double quotes, as JSON and curl's configuration take it.
quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/[\"]/\\&/g')"; }

# K3s takes the new token only by flag, where every process list shows it; its API takes it on standard input.
rotate_token() {
  local old status
  old=$(password)
  [ -n "$old" ] && [ "$old" != "${given[token]}" ] && [ "${given[leads]}" = yes ] && systemctl is-active --quiet k3s || return 0
  [ -z "${given[restore]:-}" ] || [ "${given[restore]}" = "$(cat "$restored" 2>/dev/null)" ] || return 0
  say "rotates the token"
  status=$(printf 'user = %s\nrequest = PUT\ndata = %s\n' "$(quoted "server:$old")" "$(quoted "{\"newToken\":$(quoted "${given[token]}")}")" |
    curl --silent --show-error --config - --cacert "$data/server/tls/server-ca.crt" --noproxy '*' --max-time 60 \
      --header 'Content-Type: application/json' --output /dev/null --write-out '%{http_code}' https://127.0.0.1:6443/v1-k3s/token) || true
  [ "$status" = 200 ] || [ "$status" = 204 ] || diagnose k3s "K3s refused the new token (HTTP $status)"
}

# The leading server brings the snapshot back; the others give up their copy of the old cluster and join again.
restore() {
  local path=${given[restore]:-} slug
  [ -n "$path" ] && [ "$path" != "$(cat "$restored" 2>/dev/null)" ] || return 0
  systemctl stop k3s 2>/dev/null || true
  if [ "${given[leads]}" = yes ]; then
    [ -e "$path" ] || fail "finds no snapshot $path on this host; put it there, or name one of: $(find "$data/server/db/snapshots" -type f 2>/dev/null | tr '\n' ' ')"
    say "restores $path"
    rm -f "$data/server/db/reset-flag"
    # K3s resets no server that is told to join another, and looks for the file in S3 where that is set.
    printf 'cluster-init: true\n' >"$join"
    timeout 600 "$binary" server --cluster-reset --cluster-reset-restore-path="$path" --etcd-s3=false >"$work/restore.log" 2>&1 || {
      tail -n 30 "$work/restore.log" >&2
      fail "the snapshot could not be restored; a snapshot opens only with the token of its time: see k8tre:k3sToken"
    }
  elif [ -e "$data/server/db" ]; then
    slug=$(sha256sum <<<"$path" | head -c 8)
    say "keeps the old copy of the cluster as $data/server/db.before-restore-$slug"
    [ -e "$data/server/db.before-restore-$slug" ] || mv "$data/server/db" "$data/server/db.before-restore-$slug"
    rm -rf "$data/server/db"
    choose_cluster
  fi
  touch "$pending"
}

# A host that is new under the name of an old one would be refused for its password: every node sets its own anew.
finish_restore() {
  local node
  [ -n "${given[restore]:-}" ] && [ "${given[restore]}" != "$(cat "$restored" 2>/dev/null)" ] || return 0
  if [ "${given[leads]}" = yes ]; then
    for node in $(nodes | awk '{ print $1 }'); do
      kubectl --namespace kube-system delete secret "$node.node-password.k3s" --ignore-not-found >&2
    done
  fi
  printf '%s\n' "${given[restore]}" >"$restored"
}

# New keys are made by one server, and known to the others once they restart.
rotate_keys() {
  local stage_is="secrets-encrypt status"
  [ "$(cat "$generation" 2>/dev/null)" != "${given[encryption-generation]}" ] || return 0
  if [ "${given[leads]}" = yes ] && [ -s "$generation" ]; then
    if [ ! -e "$rotating" ]; then
      say "rotates the keys that encrypt secrets"
      touch "$rotating"
      "$binary" secrets-encrypt rotate-keys >&2 || { rm -f "$rotating"; diagnose k3s "K3s could not rotate the encryption keys"; }
    fi
    # About five Secrets a second: https://docs.k3s.io/security/secrets-encryption
    # shellcheck disable=SC2086 # two words on purpose
    until "$binary" $stage_is | grep -q 'Current Rotation Stage: reencrypt_finished'; do sleep 2; done
  fi
  if [ -s "$generation" ]; then
    systemctl restart k3s || diagnose k3s "k3s did not start with the new encryption keys"
    healthy
  fi
  printf '%s\n' "${given[encryption-generation]}" >"$generation"
  rm -f "$rotating"
}

voter() { [ "$(node_field "${given[node]}" 4)" = True ]; }
healthy() {
  wait_for 300 k3s "the API did not become ready within 5 minutes" api_ready
  wait_for 300 k3s "the server did not become a voting member of etcd within 5 minutes" voter
}
# What ran before runs again; a node that waits for its network plugin does not.
ready_again() { [ "$(node_field "${given[node]}" 2)" = True ]; }

mark_node() {
  local pair
  for pair in ${given[labels]:-}; do kubectl label node "${given[node]}" "$pair" --overwrite >&2; done
  for pair in ${given[taints]:-}; do kubectl taint node "${given[node]}" "$pair" --overwrite >&2; done
}

apply() {
  local from was_ready=no
  need node version sha256 token leads encryption-generation
  receive_files
  check_data
  from=$(installed_version)
  if [ -n "$from" ] && [ "$from" != "${given[version]}" ]; then
    [ "$(node_field "${given[node]}" 2 2>/dev/null || true)" != True ] || was_ready=yes
    upgrade_from "$from"
  fi
  choose_cluster
  rotate_token
  install -d -m 0700 "$state" "$data/server/logs"
  files_are_placed || touch "$pending"
  write_token
  place_files
  install_staged "${given[version]}" "${given[sha256]}"
  restore
  start_unit k3s
  healthy
  rm -f "$pending"
  finish_restore
  rotate_keys
  mark_node
  [ "$was_ready" = no ] || wait_for 300 k3s "the node did not become ready again within 5 minutes" ready_again
  if [ -e "$cordoned" ]; then
    kubectl uncordon "${given[node]}" >&2
    rm -f "$cordoned"
  fi
  printf 'version=%s ca=%s' "${given[version]}" "$(sha256 "$data/server/tls/server-ca.crt")"
}

# A server signs off from its cluster before it goes, so that etcd does not wait for it for ever.
sign_off() {
  [ -e /etc/systemd/system/k3s.service ] && ! has_left || return 0
  if ! api_ready 2>/dev/null; then
    [ -z "${given[peers]:-}" ] ||
      diagnose k3s "the cluster does not answer, so this server can't sign off, and taking it away could end the cluster; bring K3s up here and on most of ${given[peers]}, or, if the host is beyond help, set lost: true for it"
    say "warning: the cluster does not answer, and it has this server alone: nothing to sign off from"
    return 0
  fi
  [ -n "$(nodes | awk -v me="${given[node]}" '$1 != me && $3 == "true"')" ] || return 0
  check_quorum "${given[node]}"
  drain "${given[node]}"
  say "leaves the cluster"
  forget_node "${given[node]}" "$(answering_peer)"
  touch "$left"
}

has_left() { [ -e "$left" ] || [ -e "$etcd/tombstone" ]; }

# The copy of a cluster that goes on without this server: K3s would take it for a member's and refuse to start. It is kept under the name
# that K3s gives one it puts aside itself.
put_copy_aside() {
  systemctl disable --now --quiet k3s
  [ ! -e "$etcd" ] || mv "$etcd" "$etcd-backup-$(date +%s)"
}

remove() {
  need node
  sign_off
  ! has_left || put_copy_aside
  uninstall k3s
  remove_data
}

take_verb "${1:-}" apply remove
read_parameters node version sha256 token ca peers leads encryption-generation restore drain-seconds labels taints remove-data disks after file
need_root
lock_host
make_work
"$verb"
