#!/usr/bin/env bash
# Functions that run the KMS plugin of a server and choose with what the API server encrypts Secrets. This file is sourced, not run.
#
# A server passes through stages, which its API server's configuration follows:
#   reads    writes with K3s's key, and can read what the KMS encrypted
#   writes   writes with the KMS, and can read what K3s's key encrypted
#   only     knows the KMS alone
#   retired  as reads, and nothing is encrypted with the KMS any more
# https://kubernetes.io/docs/tasks/administer-cluster/kms-provider/
# shellcheck disable=SC2034 # some of these names are read by the scripts that source this
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/restore.sh"

kms_unit=k8tre-kms
kms_folder=/etc/rancher/k3s/kms
# The API server's configuration. It depends on the stage, and contains K3s's keys in some of them.
kms_config=$kms_folder/encryption.json
kms_socket=/run/k8tre-kms/kms.sock
kms_program=/usr/local/lib/k8tre/kms-plugin
kms_stage=$state/kms-stage
# Generation of the KMS's key with which all Secrets were encrypted.
kms_generation=$state/kms-generation
# Configuration that K3s writes for its own keys.
own_config=$data/server/cred/encryption-config.json

has_kms() { [ -n "${given[kms-sha256]:-}" ]; }
stage() { cat "$kms_stage" 2>/dev/null || true; }
set_stage() { printf '%s\n' "$1" >"$kms_stage.new"; mv -f "$kms_stage.new" "$kms_stage"; }

# Order of the stages.
rank() { case "$1" in reads) echo 1 ;; writes) echo 2 ;; only) echo 3 ;; *) echo 0 ;; esac; }

# Refuses what would make Secrets unreadable. This comes before any change on the host.
check_kms() {
  local known
  if ! has_kms; then
    [ -z "$(stage)" ] || [ "$(stage)" = retired ] ||
      fail "encrypts Secrets with a KMS (stage $(stage)), and secretsEncryption.kms is not set any more: without it, they could not be" \
        "read; write it again with retire: true, run pulumi up, and then remove it; nothing was changed"
    return 0
  fi
  [ "${given[leads]}" = yes ] && [ -e "$etcd" ] && [ "$(stage)" != only ] && api_ready 2>/dev/null || return 0
  known=$(nodes | awk '$3 == "true"' | grep -c . || true)
  [ "$known" -gt "$(wc -w <<<"${given[peers]:-}")" ] ||
    fail "can't add a server while Secrets are not yet encrypted with the KMS alone: the new server could not read them; add it in a" \
      "run of its own, before or after secretsEncryption.kms; nothing was changed"
}

# Brings the plugin to the host and checks it. Nothing that runs is changed.
stage_kms() {
  local path=${given[kms-path]:-$kms_program} sum=${given[kms-sha256]:-}
  has_kms || return 0
  if [ -z "${given[kms-path]:-}" ]; then
    [ -x "$path" ] && [ "$(sha256 "$path")" = "$sum" ] && return 0
    install -d -m 0755 "${path%/*}"
    say "downloads the KMS plugin"
    https_proxy=${given[proxy]:-} curl --fail --silent --show-error --location --proto '=https' --tlsv1.2 --retry 3 \
      --connect-timeout 15 --max-time 900 --output "$path.new" "${given[kms-location]}" ||
      fail "could not download the KMS plugin from ${given[kms-location]}; allow access to it, or install it and set" \
        "secretsEncryption.kms.path; nothing that runs was changed"
    check_plugin "$path.new" "$sum"
    chmod 0755 "$path.new"
    mv -f "$path.new" "$path"
    touch "$work/kms-changed"
  else
    [ -x "$path" ] || fail "finds no program $path for the KMS; install it on every server, or set secretsEncryption.kms.url"
    check_plugin "$path" "$sum"
  fi
}

check_plugin() {
  [ "$(sha256 "$1")" = "$2" ] ||
    fail "$1 has sha256 $(sha256 "$1"), and secretsEncryption.kms.sha256 is $2; the file was changed, or the digest is of another" \
      "version; nothing that runs was changed"
}

# Remembers whether the received files change the plugin's unit, environment or credentials.
compare_kms_files() {
  local i path
  has_kms || return 0
  for i in "${!files[@]}"; do
    path=${files[$i]##* }
    [[ "$path" = */k8tre-kms.service || "$path" = "$kms_folder"/* ]] || continue
    cmp --silent "$work/file.$i" "$path" || touch "$work/kms-changed"
  done
}

# Starts the plugin, or restarts it if something of it changed. K3s keeps running.
start_kms() {
  has_kms || return 0
  systemctl daemon-reload
  systemctl enable --quiet "$kms_unit"
  if [ -e "$work/kms-changed" ] || ! systemctl is-active --quiet "$kms_unit"; then
    say "starts the KMS plugin"
    # The unit is started when the socket exists.
    timeout 150 systemctl restart "$kms_unit" || diagnose "$kms_unit" "the KMS plugin did not open $kms_socket within 90 s"
  fi
}

# Prints K3s's own providers, without the one that reads what is not encrypted.
own_providers() {
  sed -n 's/.*"providers":\[\(.*\)\]}\]}.*/\1/p' "$own_config" 2>/dev/null | sed 's/,{"identity":{}}//' || true
}

# Writes the API server's configuration for the stage. Succeeds if it changed.
write_kms_config() {
  local own kms providers now
  now=$(stage)
  kms="{\"kms\":{\"apiVersion\":\"v2\",\"name\":\"k8tre\",\"endpoint\":\"unix://$kms_socket\",\"timeout\":\"${given[kms-timeout]}s\"}}"
  own=$(own_providers)
  case "$now" in
    only) providers=$kms ;;
    writes) providers="$kms,${own:+$own,}{\"identity\":{}}" ;;
    *)
      [[ "$own" = '{"'*'"keys"'* ]] ||
        fail "can't read K3s's keys in $own_config, so the KMS can't take over from them; nothing that runs was changed"
      providers="$own,$kms,{\"identity\":{}}"
      ;;
  esac
  install -d -m 0700 "$kms_folder"
  printf '{"kind":"EncryptionConfiguration","apiVersion":"apiserver.config.k8s.io/v1","resources":[%s]}\n' \
    "{\"resources\":[\"secrets\"],\"providers\":[$providers]}" >"$kms_config.new"
  if cmp --silent "$kms_config.new" "$kms_config"; then
    rm -f "$kms_config.new"
    return 1
  fi
  mv -f "$kms_config.new" "$kms_config"
}

# Chooses the stage of a server: a new one knows the KMS alone, one with data reads what it has. A restored snapshot can be older.
use_kms() {
  has_kms || return 0
  if [ -n "${given[restore]:-}" ] && ! is_restored "${given[restore]}"; then
    set_stage writes
  elif [ -z "$(stage)" ]; then
    if [ -e "$etcd" ]; then set_stage reads; else set_stage only; fi
  fi
  ! write_kms_config || touch "$pending"
}

# After the start: K3s can have received other keys from its cluster. A plugin that K3s does not use any more is removed.
settle_kms() {
  if has_kms; then
    write_kms_config || return 0
    touch "$pending"
    start_unit k3s
    healthy
    rm -f "$pending"
  elif [ -e "$kms_stage" ]; then
    say "removes the KMS plugin"
    remove_kms
    # The generation counted keys of the KMS. K3s's own keys are not rotated because of it: other servers could not read until they restart.
    printf '%s\n' "${given[encryption-generation]}" >"$state/encryption-generation"
  fi
}

remove_kms() {
  systemctl stop "$kms_unit" 2>/dev/null || true
  rm -f /etc/systemd/system/{.,{multi-user.target,k3s.service}.wants}/"$kms_unit.service" "$kms_program" "$kms_stage" "$kms_generation"
  rmdir --ignore-fail-on-non-empty /etc/systemd/system/k3s.service.wants 2>/dev/null || true
  rm -rf "$kms_folder"
  rmdir --ignore-fail-on-non-empty "${kms_program%/*}" 2>/dev/null || true
  systemctl daemon-reload
}

# Writes every Secret again, so that the API server encrypts it with its first provider. No secret is in a command line.
encrypt_again() {
  local namespace attempt template='jsonpath={range .items[*]}{.metadata.namespace}{"\n"}{end}'
  say "encrypts all Secrets again"
  for namespace in $(kubectl get secrets --all-namespaces --output "$template" | sort -u); do
    attempt=0
    # A Secret that changes or is deleted at the same time is refused. Its change was encrypted already.
    until kubectl --namespace "$namespace" get secrets --output json |
      kubectl --namespace "$namespace" replace --filename - >"$work/replaced" 2>&1; do
      attempt=$((attempt + 1))
      if [ "$attempt" -ge 5 ]; then
        # The output names objects and reasons.
        grep -iE 'error' "$work/replaced" | head -n 10 >&2 || true
        fail "could not encrypt all Secrets of $namespace again, so the earlier key stays in use for reading; fix the errors above," \
          "then run pulumi up again"
      fi
      sleep 2
    done
  done
}
