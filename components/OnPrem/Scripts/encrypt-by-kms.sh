#!/usr/bin/env bash
# Brings a server to a stage of its encryption by a KMS, and encrypts all Secrets again. Runs on all servers after each of them knows the
# KMS. The script can run again: a server never goes back on the way to the KMS, and never forward on the way from it.
#
# Usage, as root: encrypt-by-kms.sh apply <input
# Input: node=<name of the node>  to=writes|only|reads|retired  direction=to-kms|from-kms
#        encrypts=before|after|no   when this server encrypts all Secrets again
#        generation=<number>        another one encrypts them again with the KMS's newest key
#        kms-timeout=<seconds>      after=<generation>   restore=<path of a snapshot that was restored before>
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/Shared/kms.sh"

is_ahead() {
  if [ "${given[direction]}" = to-kms ]; then
    [ "$(rank "$(stage)")" -lt "$(rank "${given[to]}")" ]
  else
    [ "$(rank "$(stage)")" -gt "$(rank "${given[to]}")" ]
  fi
}

is_encrypted() { [ "$(cat "$kms_generation" 2>/dev/null)" = "$1" ]; }

change_stage() {
  set_stage "${given[to]}"
  if write_kms_config; then touch "$pending"; fi
  start_unit k3s
  healthy
  rm -f "$pending"
}

apply() {
  local mark=${given[direction]:-}-${given[generation]:-}
  need node to direction encrypts generation kms-timeout
  [ -e "$kms_stage" ] || fail "does not know the KMS yet; increase applyGeneration by one, and run pulumi up again"
  wait_for 300 k3s "the API did not become ready within 5 minutes" api_ready
  if [ "${given[encrypts]}" = before ] && { is_ahead || ! is_encrypted "$mark"; }; then
    encrypt_again
  fi
  if is_ahead; then
    say "changes its encryption to the stage ${given[to]}"
    change_stage
  fi
  if [ "${given[encrypts]}" = after ] && ! is_encrypted "$mark"; then
    encrypt_again
  fi
  [ "${given[encrypts]}" = no ] || printf '%s\n' "$mark" >"$kms_generation"
}

take_verb "${1:-}" apply
read_parameters node to direction encrypts generation kms-timeout restore after
need_root
lock_host
make_work
"$verb"
