#!/usr/bin/env bash
# What the scripts of this folder share: their input, their words and the files they place. Sourced, never run.
#
# A script reads, on standard input, lines of the form name=value, an empty line, and then the bytes of the files that
# `file=<mode> <bytes> <path>` lines announced, in their order.
set -euo pipefail
umask 077
# What other programs say is read here, and must not be in the host's own language.
export LC_ALL=C

me=${0##*/}
me=${me%.sh}
work=
# What was placed on this host and with which content, in the form of sha256sum: tells what to take away, and what drifted.
state=/etc/rancher/k3s/k8tre
manifest=$state/files.sha256

say() { printf '%s: %s\n' "$me" "$*" >&2; }
fail() { say "$*"; exit 1; }

# Sets $verb: the first argument, which must be one of the names that follow.
take_verb() {
  verb=$1
  shift
  case " $* " in
    *" ${verb:-?} "*) ;;
    *) fail "say $(printf "'%s' or " "$@" | sed 's/ or $//'), not '$verb'" ;;
  esac
}

trap 'fail "was stopped at its time limit; what it waited for stands above. Run pulumi up again: it goes on from here"' TERM

declare -A given=()
files=() hosts=() addresses=()

# Reads the parameters. The arguments are the names that this script knows.
read_parameters() {
  local line key
  while IFS= read -r line && [ -n "$line" ]; do
    key=${line%%=*}
    case " $* " in
      *" $key "*) ;;
      *) fail "does not know the parameter '$key'; it knows: $*" ;;
    esac
    case "$key" in
      file) files+=("${line#*=}") ;;
      host) hosts+=("${line#*=}") ;;
      address) addresses+=("${line#*=}") ;;
      *) given[$key]=${line#*=} ;;
    esac
  done
}

# The named parameters must have come with a value.
need() {
  local name
  for name in "$@"; do
    [ -n "${given[$name]:-}" ] || fail "needs $name=... on standard input"
  done
}

need_root() {
  [ "$(id -u)" -eq 0 ] || fail "needs root; sign in as root, or as a user who may use sudo"
}

# A script whose connection was lost goes on alone on its host, and the next run must not work beside it.
lock_host() {
  exec 8>/run/k8tre.lock
  flock --nonblock 8 && return 0
  say "waits for an earlier run that is still at work on this host"
  flock 8
}

# A folder for this run, in memory: secrets pass through it.
make_work() {
  work=$(mktemp -d /run/k8tre.XXXXXX)
  trap 'rm -rf "$work"' EXIT
}

# Takes the announced files off standard input. They are placed later: nothing changes before all input is there.
receive_files() {
  local i mode bytes path
  for i in "${!files[@]}"; do
    read -r mode bytes path <<<"${files[$i]}"
    head -c "$bytes" >"$work/file.$i"
    [ "$(stat -c %s "$work/file.$i")" -eq "$bytes" ] || fail "the input ended within $path; run it again"
    chmod "$mode" "$work/file.$i"
  done
}

# Whether the received files are what is placed already.
files_are_placed() {
  local i mode bytes path
  for i in "${!files[@]}"; do
    read -r mode bytes path <<<"${files[$i]}"
    cmp --silent "$work/file.$i" "$path" || return 1
  done
  [ -z "$(stale_files)" ]
}

# Files that an earlier run placed and this one did not receive.
stale_files() {
  local path
  [ ! -e "$manifest" ] || while read -r _ path; do
    printf '%s\n' "${files[@]}" | grep -qE "^[0-9]+ [0-9]+ $path\$" || printf '%s\n' "$path"
  done <"$manifest"
}

# Places the received files, each in one step, takes stale ones away, and writes down what stands now.
place_files() {
  local i mode bytes path stale paths=()
  install -d -m 0700 "$state"
  while read -r stale; do
    [ -n "$stale" ] || continue
    say "takes $stale away"
    rm -f "$stale"
  done < <(stale_files)
  for i in "${!files[@]}"; do
    read -r mode bytes path <<<"${files[$i]}"
    paths+=("$path")
    cmp --silent "$work/file.$i" "$path" && [ "$(stat -c %a "$path")" = "${mode#0}" ] && continue
    # A folder that is there keeps its permissions: K3s closes its own.
    [ -d "${path%/*}" ] || install -d -m 0755 "${path%/*}"
    install -m "$mode" "$work/file.$i" "$path.new"
    mv -f "$path.new" "$path"
  done
  sha256sum "${paths[@]}" >"$work/manifest"
  cmp --silent "$work/manifest" "$manifest" && return 0
  cp "$work/manifest" "$manifest.new"
  mv -f "$manifest.new" "$manifest"
}

# A module that is built into the kernel can't be loaded and need not be.
has_module() {
  modprobe "$1" 2>/dev/null || [ -d "/sys/module/$1" ] || grep -qs "/$1\.ko" "/lib/modules/$(uname -r)/modules.builtin"
}

sha256() { sha256sum "$1" | cut -d ' ' -f 1; }

free_mib() { df --output=avail -m "$1" | tail -n 1 | tr -d ' '; }

# The nearest folder above a path that exists.
existing() {
  local path=$1
  while [ ! -e "$path" ]; do path=${path%/*}; path=${path:-/}; done
  printf '%s\n' "$path"
}
