#!/usr/bin/env bash
# Installs a K3s server, which joins the cluster or starts a new one. Changes its configuration, upgrades it, rotates the
# cluster's token and encryption keys, and restores a snapshot. The script can run again: K3s restarts only if something differs,
# and the steps of an interrupted run are completed.
#
# Usage, as root: k3s-server.sh apply|remove <input
# Input:   node=<name of the node>             version=<K3s version>        sha256=<of the k3s program>
#          token=<password of the cluster>     ca=<sha256 of its CA, if the cluster exists>
#          peers=<addresses of the other servers>
#          leads=yes|no                        yes: the server that starts a new cluster, rotates keys and restores snapshots
#          encryption-generation=<number>      encryption-provider=secretbox|aescbc; with a KMS, K3s's keys do not change
#          kms-sha256=<of the KMS plugin>      kms-location=<its URL> or kms-path=<its path>   kms-timeout=<seconds>
#          restore=<path of snapshot>   drain-seconds=<number>
#          force-drain=yes|no                  yes: pods without a controller are ended
#          labels=<key=value ...>              taints=<key=value:Effect ...>
#          location=<URL of the release>       proxy=<URL of the HTTP proxy>
#          remove-data=yes|no                  disks=<folders of volumes>   after=<generation>
#          images=<sha256 of the image bundle, which the release's folder holds>
#          file=<mode> <bytes> <path>          config.yaml, the unit and other files; an empty line; the files
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/Shared/kms.sh"

token_file=/etc/rancher/k3s/token
generation=$state/encryption-generation
rotating=$state/encryption-rotating
# Exists after this server was removed from the cluster, so that the next run continues an interrupted removal.
left=$state/left
# Path of the snapshot for which this server put its copy of the old cluster aside, so that it does not do so twice.
rejoining=$state/rejoining

password() { sed -n 's/^K10[0-9a-f]*::server://p' "$data/server/token" 2>/dev/null || true; }

# Refuses data of a cluster that has another token.
check_data() {
  [ ! -e /etc/systemd/system/k3s-agent.service ] ||
    fail "the host is an agent of a cluster; remove it from agents, run pulumi up, and then add it to servers"
  [ -e "$etcd" ] && [ ! -e "$state" ] || return 0
  [ "$(password)" = "${given[token]}" ] ||
    fail "finds the data of an earlier cluster in $data, of another token; set k8tre:k3sToken to the password in" \
      "$data/server/token to use that data, or move $data away to start a new cluster"
  [ -z "${given[ca]:-}" ] || [ "$(sha256 "$data/server/tls/server-ca.crt")" = "${given[ca]}" ] ||
    fail "finds the data of another cluster than that of the servers before it in $data; put the host whose data you want to keep" \
      "first in servers, and move $data away on this host"
  say "uses the data in $data"
}

# K3s and etcd keep the ranges and the server's own address from the first start on, and fail with others.
check_fixed() {
  local mode bytes path i key is wanted here=/etc/rancher/k3s/config.yaml
  [ -e "$etcd" ] && [ -e "$here" ] || return 0
  for i in "${!files[@]}"; do
    read -r mode bytes path <<<"${files[$i]}"
    [ "$path" = "$here" ] || continue
    for key in cluster-cidr:podCidr service-cidr:serviceCidr node-ip:address; do
      is=$(sed -n "s/^${key%:*}: //p" "$here")
      wanted=$(sed -n "s/^${key%:*}: //p" "$work/file.$i")
      [ -z "$is" ] || [ "$is" = "$wanted" ] ||
        fail "${key#*:} (${key%:*}) can't change on a server with data: it is $is, and the settings give $wanted; set it back. For other" \
          "ranges, create a new cluster. For another address, remove the server and add it again; nothing was changed"
    done
  done
}

# etcd admits no server while another one is away, and K3s would wait for it without an end. The leading server sees this first.
check_members() {
  local known away
  [ "${given[leads]}" = yes ] && systemctl is-active --quiet k3s && api_ready 2>/dev/null || return 0
  known=$(nodes | awk '$3 == "true"')
  [ "$(grep -c . <<<"$known")" -le "$(wc -w <<<"${given[peers]:-}")" ] || return 0
  away=$(awk '$4 != "True" || $2 == "Unknown" { print $1 }' <<<"$known" | tr '\n' ' ')
  [ -z "$away" ] ||
    fail "etcd admits no new server while another one is away: ${away% }; start it, or set lost: true on its entry; nothing was changed"
}

# A server without data joins a cluster that answers. Otherwise the leading server starts a new cluster, and other servers fail.
choose_cluster() {
  local peer aside silent=()
  [ ! -e "$etcd" ] || return 0
  mkdir -p "${join%/*}"
  peer=$(answering_peer)
  if [ -n "$peer" ]; then
    # Without the CA, the server would send the password to any host that answers at that address: https://docs.k3s.io/cli/token#secure
    [ -n "${given[ca]:-}" ] || [ -e "$data/server/tls/server-ca.crt" ] ||
      fail "is first in servers, but new to the cluster that runs on $peer; put a server of that cluster first:" \
        "the others verify the cluster with its CA"
    check_clock "$peer"
    printf 'server: "https://%s:6443"\n' "$peer" >"$join"
    return 0
  fi
  [ "${given[leads]}" = yes ] ||
    fail "none of the other servers (${given[peers]:-none}) answers on port 6443; start one, then run pulumi up again"
  for peer in ${given[peers]:-}; do
    refuses "$peer" || silent+=("$peer")
  done
  [ "${#silent[@]}" -eq 0 ] ||
    fail "can't tell whether a cluster exists: ${silent[*]} does not answer at all, and a second cluster would split the platform;" \
      "start the host, or remove it from servers"
  aside=$(data_aside)
  [ -z "$aside" ] || [ -n "${given[restore]:-}" ] ||
    fail "finds no $etcd, but $aside beside it, and does not start an empty cluster in its place; rename $aside to etcd to continue with" \
      "that data, set restoreFrom to a snapshot, or move $aside away to start a new cluster"
  printf 'cluster-init: true\n' >"$join"
}

# With the hash of the CA in the token, K3s verifies the cluster before it sends the password: https://docs.k3s.io/cli/token#secure
write_token() {
  local ca=${given[ca]:-}
  [ "$(sed 's/^K10[0-9a-f]*::server://' "$token_file" 2>/dev/null)" != "${given[token]}" ] || return 0
  [ ! -e "$data/server/tls/server-ca.crt" ] || ca=$(sha256 "$data/server/tls/server-ca.crt")
  touch "$pending"
  printf '%s%s\n' "${ca:+K10$ca::server:}" "${given[token]}" >"$token_file.new"
  mv -f "$token_file.new" "$token_file"
}

# Prepares the upgrade of a running server. This comes before any change on the disk.
upgrade_from() {
  local from=$1
  check_step "$from" "${given[version]}"
  systemctl is-active --quiet k3s || return 0
  api_ready || diagnose k3s "the API is not ready, so this is no time to upgrade"
  say "upgrades from $from to ${given[version]}"
  if [ "${given[leads]}" = yes ]; then
    "$binary" etcd-snapshot save --name "before-${given[version]//+/-}" >&2
  fi
  # A cluster with one node has no other node for its pods. They continue to run while K3s restarts.
  [ "$(nodes | wc -l)" -gt 1 ] || return 0
  if [ "$(node_field "${given[node]}" 6)" != true ]; then touch "$cordoned"; fi
  drain "${given[node]}"
}

# Prints a text in double quotes, as JSON and curl's configuration need it.
quoted() { printf '"%s"' "$(printf '%s' "$1" | sed 's/[\"]/\\&/g')"; }

# Succeeds on the leading server of a running cluster that has another token.
has_old_token() {
  [ "${given[leads]}" = yes ] && systemctl is-active --quiet k3s || return 1
  [ -z "${given[restore]:-}" ] || is_restored "${given[restore]}" || return 1
  [ -n "$(password)" ] && [ "$(password)" != "${given[token]}" ]
}

# Rotates the password of servers, after K3s has started with that of agents: K3s stores both passwords in etcd at a rotation only, and
# would refuse a later start with another password of agents than the stored one.
# The command of K3s takes the new token as a flag, which process lists show. Its API takes the token from standard input.
rotate_token() {
  local old body status
  old=$(password)
  say "rotates the token"
  body="{\"newToken\":$(quoted "${given[token]}")}"
  status=$(printf 'user = %s\nrequest = PUT\ndata = %s\n' "$(quoted "server:$old")" "$(quoted "$body")" |
    curl --silent --show-error --config - --cacert "$data/server/tls/server-ca.crt" --noproxy '*' --max-time 60 \
      --header 'Content-Type: application/json' --output /dev/null --write-out '%{http_code}' https://127.0.0.1:6443/v1-k3s/token) || true
  [ "$status" = 200 ] || [ "$status" = 204 ] || diagnose k3s "K3s refused the new token (HTTP $status)"
  write_token
  start_unit k3s
  healthy
  rm -f "$pending"
}

# The leading server restores the snapshot. The others put their copy of the old cluster aside and join again.
restore() {
  local path=${given[restore]:-}
  [ -n "$path" ] && ! is_restored "$path" || return 0
  if [ "${given[leads]}" = yes ]; then
    check_snapshot "$path" "${given[token]}"
    begin_restore "$path"
    say "restores $path"
    rm -f "$data/server/db/reset-flag"
    # K3s does not reset a server that is configured to join another, and searches S3 for the file if S3 is configured. It does not read
    # its token file for a restore.
    printf 'cluster-init: true\n' >"$join"
    K3S_TOKEN=${given[token]} timeout 600 "$binary" server --cluster-reset --cluster-reset-restore-path="$path" --etcd-s3=false \
      >"$work/restore.log" 2>&1 || {
      tail -n 30 "$work/restore.log" >&2
      give_up_restore
      [ ! -e "$etcd" ] || systemctl start --no-block k3s
      fail "the snapshot could not be restored, and this server has its earlier data again; the other servers are stopped:" \
        "set restoreFrom to another snapshot, or remove it to start all servers with their earlier data, and run pulumi up"
    }
  elif [ "$(cat "$rejoining" 2>/dev/null)" != "$path" ]; then
    begin_restore "$path"
    say "keeps the old copy of the cluster as etcd-backup-*"
    put_aside
    printf '%s\n' "$path" >"$rejoining"
    choose_cluster
  fi
  touch "$pending"
}

# A new host with the name of an old one would be refused because of its password, so every node sets a new password.
finish_restore() {
  local node mark
  [ -n "${given[restore]:-}" ] && ! is_restored "${given[restore]}" || return 0
  if [ "${given[leads]}" = yes ]; then
    for node in $(nodes | awk '{ print $1 }'); do
      kubectl --namespace kube-system delete secret "$node.node-password.k3s" --ignore-not-found >&2
    done
    mark=$(restore_mark "${given[restore]}")
    [ -n "$(kubectl --namespace kube-system get configmap "$mark" --ignore-not-found --output name)" ] ||
      kubectl --namespace kube-system create configmap "$mark" >&2
  fi
  printf '%s\n' "${given[restore]}" >"$restored"
  rm -f "$restoring" "$rejoining"
}

active_key() { "$binary" secrets-encrypt status 2>/dev/null | awk '$1 == "*" { print $NF }' || true; }
# Succeeds if Secrets are encrypted with another algorithm than that of the settings. K3s changes it when it rotates the keys:
# https://docs.k3s.io/security/secrets-encryption#migrating-providers
has_other_provider() {
  local key
  key=$(active_key)
  [ -n "$key" ] && [[ "$key" != "${given[encryption-provider]}"key* ]]
}
is_encrypted_again() { "$binary" secrets-encrypt status | grep -q 'Current Rotation Stage: reencrypt_finished'; }

# One server creates new keys. The others know them after a restart.
rotate_keys() {
  local seconds
  # The API server does not use K3s's keys.
  ! has_kms || return 0
  # The leading server rotates before the others start with the new algorithm, so they restart because of their configuration.
  [ "$(cat "$generation" 2>/dev/null)" != "${given[encryption-generation]}" ] || [ -e "$rotating" ] ||
    { [ "${given[leads]}" = yes ] && has_other_provider; } || return 0
  if [ "${given[leads]}" = yes ] && { [ -s "$generation" ] || [ -e "$rotating" ] || has_other_provider; }; then
    # The key that was active when an interrupted run began.
    if [ ! -e "$rotating" ] || [ "$(active_key)" = "$(cat "$rotating")" ]; then
      say "rotates the keys that encrypt secrets"
      active_key >"$rotating"
      # The answer comes when all Secrets are encrypted again, and is lost if that takes long.
      "$binary" secrets-encrypt rotate-keys >&2 || [ "$(active_key)" != "$(cat "$rotating")" ] || {
        rm -f "$rotating"
        diagnose k3s "K3s could not rotate the encryption keys"
      }
    fi
    # K3s encrypts about five Secrets a second: https://docs.k3s.io/security/secrets-encryption
    seconds=$((300 + $(kubectl get secrets --all-namespaces --output name | wc -l)))
    wait_for "$seconds" k3s "K3s did not encrypt all Secrets again within $seconds s" is_encrypted_again
  fi
  if [ -s "$generation" ] || [ -e "$rotating" ]; then
    systemctl restart k3s || diagnose k3s "k3s did not start with the new encryption keys"
    healthy
  fi
  printf '%s\n' "${given[encryption-generation]}" >"$generation"
  rm -f "$rotating"
}

# A node that was ready before must become ready again. A node that waits for its network plugin was not ready.
ready_again() { [ "$(node_field "${given[node]}" 2)" = True ]; }

mark_node() {
  local pair
  for pair in ${given[labels]:-}; do kubectl label node "${given[node]}" "$pair" --overwrite >&2; done
  for pair in ${given[taints]:-}; do kubectl taint node "${given[node]}" "$pair" --overwrite >&2; done
  name_disks "${given[node]}"
}

apply() {
  local from was_ready=no rotates=no
  need node version sha256 token leads encryption-generation encryption-provider
  receive_files
  check_data
  check_fixed
  check_members
  check_kms
  stage_kms
  from=$(installed_version)
  if [ -n "$from" ] && [ "$from" != "${given[version]}" ]; then
    [ "$(node_field "${given[node]}" 2 2>/dev/null || true)" != True ] || was_ready=yes
    upgrade_from "$from"
  fi
  choose_cluster
  install -d -m 0700 "$state" "$data/server/logs"
  files_are_placed || touch "$pending"
  if has_old_token; then rotates=yes; else write_token; fi
  compare_kms_files
  place_files
  start_kms
  use_kms
  stage_again
  install_staged "${given[version]}" "${given[sha256]}"
  restore
  # K3s's keys are those of the snapshot now.
  use_kms
  start_unit k3s
  healthy
  rm -f "$pending"
  settle_kms
  [ "$rotates" = no ] || rotate_token
  finish_restore
  rotate_keys
  mark_node
  [ "$was_ready" = no ] || wait_for 300 k3s "the node did not become ready again within 5 minutes" ready_again
  if [ -e "$cordoned" ]; then
    kubectl uncordon "${given[node]}" >&2
    rm -f "$cordoned"
  fi
}

# Removes the server from its cluster, so that etcd does not wait for it.
sign_off() {
  local silence="the cluster does not answer, so this server can't sign off, and its removal could end the cluster"
  [ -e /etc/systemd/system/k3s.service ] && ! has_left || return 0
  if ! api_ready 2>/dev/null; then
    [ -z "${given[peers]:-}" ] ||
      diagnose k3s "$silence; start K3s here and on most of ${given[peers]}, or set lost: true if the host cannot be repaired"
    say "warning: the cluster does not answer, and this is its only server, so it is removed without signing off"
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

remove() {
  need node
  sign_off
  if has_left; then
    # K3s would treat the copy as that of a member and refuse to start.
    systemctl disable --now --quiet k3s
    put_aside
  fi
  remove_kms
  uninstall k3s
  remove_data
}

take_verb "${1:-}" apply remove
read_parameters node version sha256 location proxy token ca peers leads encryption-generation restore drain-seconds force-drain \
  encryption-provider kms-sha256 kms-location kms-path kms-timeout \
  labels taints remove-data disks images after file
need_root
lock_host
make_work
"$verb"
