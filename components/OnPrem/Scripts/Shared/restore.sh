#!/usr/bin/env bash
# Functions of the scripts that restore a snapshot. This file is sourced, not run.
# shellcheck disable=SC2034 # some of these names are read by the scripts that source this
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/installation.sh"

# Path of the last snapshot that was restored.
restored=$state/restored

is_restored() { [ "$(cat "$restored" 2>/dev/null)" = "$1" ]; }

# Prints the name of the ConfigMap that exists while a restored cluster waits for its other servers: restore_mark <path of the snapshot>
restore_mark() { printf 'k8tre-restored-%s' "$(printf %s "$1" | sha256sum | head -c 16)"; }

begin_restore() {
  install -d -m 0700 "$state"
  [ "$(cat "$restoring" 2>/dev/null)" = "$1" ] || printf '%s\n' "$1" >"$restoring"
  systemctl stop k3s 2>/dev/null || true
}

bytes_in_hex() { od -An -v -tx1 | tr -d ' \n'; }

is_zip() { [ "$(head -c 4 "$1" | bytes_in_hex)" = 504b0304 ] && tail -c 65557 "$1" | grep -aqF $'PK\x05\x06'; }

# etcd appends the sha256 of all pages: https://github.com/etcd-io/etcd/blob/v3.6.7/etcdutl/snapshot/v3_snapshot.go
is_of_etcd() {
  [ "$(($(stat -c %s "$1") % 512))" -eq 32 ] &&
    [ "$(head -c -32 "$1" | sha256sum | cut -d ' ' -f 1)" = "$(tail -c 32 "$1" | bytes_in_hex)" ]
}

# Refuses a file that K3s could not restore: check_snapshot <path> <token>. K3s itself moves the data aside before it reads the file.
check_snapshot() {
  local path=$1 key unchanged="nothing was stopped or changed"
  [ -f "$path" ] || fail "finds no snapshot $path on this host, so $unchanged; copy it to that path, or name one of:" \
    "$({ find "$data/server/db/snapshots" -type f 2>/dev/null || true; } | tr '\n' ' ')"
  if [[ "$path" = *.zip ]]; then
    is_zip "$path" || fail "$path is not a complete zip file, so $unchanged; copy the snapshot again"
    return 0
  fi
  is_of_etcd "$path" || fail "$path is not a snapshot of etcd, or not a complete one, so $unchanged; copy the snapshot again"
  # K3s stores its certificates under a hash of the token: https://github.com/k3s-io/k3s/blob/master/pkg/cluster/storage.go
  key=/bootstrap/$(printf %s "$2" | sha256sum | head -c 12)
  grep -aqF "$key" "$path" ||
    fail "$path was taken with another token, or of another cluster, so $unchanged;" \
      "a snapshot can be restored only with the token of its time: see k8tre:k3sToken"
}

# Prints the newest data that K3s or these scripts moved aside.
data_aside() {
  [ -d "$data/server/db" ] || return 0
  find "$data/server/db" -maxdepth 1 \( -name 'etcd-old-*' -o -name 'etcd-backup-*' \) -printf '%f\n' | sort -t - -k 3n | tail -n 1
}

# Moves the data of a cluster that continues without this copy aside, under the name that K3s itself gives to it.
put_aside() { [ ! -e "$etcd" ] || mv "$etcd" "$etcd-backup-$(date +%s)"; }

# Gives up a restore: the data that this restore moved aside is used again.
give_up_restore() {
  local aside
  [ -e "$restoring" ] || return 0
  aside=$(data_aside)
  if [ -n "$aside" ] && [ "${aside##*-}" -ge "$(stat -c %Y "$restoring")" ]; then
    rm -rf "$etcd"
    mv "$data/server/db/$aside" "$etcd"
  fi
  rm -f "$restoring"
}
