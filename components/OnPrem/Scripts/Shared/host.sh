#!/usr/bin/env bash
# Functions that all scripts of this folder share: input, messages and files. This file is sourced, not run.
#
# A script reads from standard input: lines of the form name=value, an empty line, and the bytes of the files that the
# lines `file=<mode> <bytes> <path>` announce, in their order.
set -euo pipefail
umask 077
# The scripts read the output of other programs, which must not be in the host's language.
export LC_ALL=C

me=${0##*/}
me=${me%.sh}
work=
# Files that were written to this host and their checksums, in the form of sha256sum. Shows which files to remove and which have changed.
state=/etc/rancher/k3s/k8tre
manifest=$state/files.sha256
# shellcheck disable=SC2034 # scripts that source this read it
sysctl_file=/etc/sysctl.d/90-k8tre.conf

say() { printf '%s: %s\n' "$me" "$*" >&2; }
fail() { say "$*"; exit 1; }

# Mark the result in the standard output, which also has what the sign-in to the host prints.
begin_result() { printf '\n#k8tre result\n'; }
end_result() { printf '#k8tre end\n'; }
result() { begin_result; printf '%s\n' "$1"; end_result; }

# Sets $verb to the first argument, which must be one of the other arguments.
take_verb() {
  verb=$1
  shift
  case " $* " in
    *" ${verb:-?} "*) ;;
    *) fail "the verb is '$verb'; use $(printf "'%s' or " "$@" | sed 's/ or $//')" ;;
  esac
}

trap 'fail "was stopped at its time limit; the lines above show what it waited for. Run pulumi up again to continue"' TERM

declare -A given=()
files=() hosts=() addresses=() needs=()

# Reads the parameters. The arguments are the names that the script knows.
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
      need) needs+=("${line#*=}") ;;
      *) given[$key]=${line#*=} ;;
    esac
  done
}

# Fails if one of the named parameters has no value.
need() {
  local name
  for name in "$@"; do
    [ -n "${given[$name]:-}" ] || fail "needs $name=... on standard input"
  done
}

need_root() {
  [ "$(id -u)" -eq 0 ] || fail "needs root; sign in as root or as a user who can use sudo"
}

# A script continues on its host when its connection is lost. The next run must not start until that script ends.
lock_host() {
  exec 8>/run/k8tre.lock
  flock --nonblock 8 && return 0
  say "waits for an earlier run that is still active on this host"
  flock 8
}

# Creates a folder for this run in memory, because it holds secrets.
make_work() {
  work=$(mktemp -d /run/k8tre.XXXXXX)
  trap 'rm -rf "$work"' EXIT
}

# Reads the announced files from standard input. They are installed later, so that nothing changes before all input is complete.
receive_files() {
  local i mode bytes path
  for i in "${!files[@]}"; do
    read -r mode bytes path <<<"${files[$i]}"
    head -c "$bytes" >"$work/file.$i"
    [ "$(stat -c %s "$work/file.$i")" -eq "$bytes" ] || fail "the input ended before the end of $path; run pulumi up again"
    chmod "$mode" "$work/file.$i"
  done
}

# Succeeds if the received files are installed already.
files_are_placed() {
  local i mode bytes path
  for i in "${!files[@]}"; do
    read -r mode bytes path <<<"${files[$i]}"
    cmp --silent "$work/file.$i" "$path" || return 1
  done
  [ -z "$(stale_files)" ]
}

# Prints files that an earlier run installed and this run did not receive.
stale_files() {
  local path
  [ ! -e "$manifest" ] || while read -r _ path; do
    printf '%s\n' "${files[@]}" | grep -qE "^[0-9]+ [0-9]+ $path\$" || printf '%s\n' "$path"
  done <"$manifest"
}

# Installs the received files, each in one step, removes stale files, and writes the list of installed files.
place_files() {
  local i mode bytes path stale paths=()
  install -d -m 0700 "$state"
  while read -r stale; do
    [ -n "$stale" ] || continue
    say "removes $stale"
    rm -f "$stale"
  done < <(stale_files)
  for i in "${!files[@]}"; do
    read -r mode bytes path <<<"${files[$i]}"
    paths+=("$path")
    cmp --silent "$work/file.$i" "$path" && [ "$(stat -c %a "$path")" = "${mode#0}" ] && continue
    # An existing folder keeps its permissions, because K3s restricts its own folders.
    [ -d "${path%/*}" ] || install -d -m 0755 "${path%/*}"
    install -m "$mode" "$work/file.$i" "$path.new"
    mv -f "$path.new" "$path"
  done
  sha256sum "${paths[@]}" >"$work/manifest"
  cmp --silent "$work/manifest" "$manifest" && return 0
  cp "$work/manifest" "$manifest.new"
  mv -f "$manifest.new" "$manifest"
}

# Succeeds if a module can be loaded or is built into the kernel.
has_module() {
  modprobe --dry-run "$1" 2>/dev/null || [ -d "/sys/module/$1" ] || grep -qs "/$1\.ko" "/lib/modules/$(uname -r)/modules.builtin"
}

# Kubelet refuses to start with other values (protect-kernel-defaults):
# https://github.com/kubernetes/kubernetes/blob/master/staging/src/k8s.io/component-helpers/node/util/sysctl/sysctl.go
kernel_values() {
  cat <<'END'
vm.panic_on_oom = 0
vm.overcommit_memory = 1
kernel.panic = 10
kernel.panic_on_oops = 1
kernel.keys.root_maxkeys = 1000000
kernel.keys.root_maxbytes = 25000000
END
}

sha256() { sha256sum "$1" | cut -d ' ' -f 1; }

free_mib() { df --output=avail -m "$1" | tail -n 1 | tr -d ' '; }

# Prints the nearest existing folder above a path.
existing() {
  local path=$1
  while [ ! -e "$path" ]; do path=${path%/*}; path=${path:-/}; done
  printf '%s\n' "$path"
}
