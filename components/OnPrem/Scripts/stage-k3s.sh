#!/usr/bin/env bash
# Copies the K3s program, and optionally the images, to the host and checks them. Nothing that runs is changed. The script can
# run again: files that are present and correct are not downloaded again.
#
# Usage, as root: stage-k3s.sh apply|remove <input
# Input: node=<name of the node>
#        version=<K3s version>  sums=k3s=<sha256> images=<sha256, empty without images>
#        location=<URL of the release's artefacts>, or
#        k3s-file=<path of the uploaded program>  images-file=<path of the uploaded images>
#        proxy=<URL of the HTTP proxy>  after=<generation>
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/Shared/installation.sh"

apply() {
  need version sums
  local sum images_sum to=$stage/${given[version]} other free
  sum=$(sed -n 's/.*k3s=\([0-9a-f]*\).*/\1/p' <<<"${given[sums]}")
  images_sum=$(sed -n 's/.*images=\([0-9a-f]*\).*/\1/p' <<<"${given[sums]}")
  free=$(free_mib "$(existing "$stage")")
  [ "$free" -ge 1024 ] || fail "only $free MiB are free below $stage; 1024 MiB are needed to stage a release; nothing was changed"
  install -d -m 0755 "$to"
  if [ -x "$binary" ] && [ ! -e "$to/k3s" ] && [ "$(sha256 "$binary")" = "$sum" ]; then cp "$binary" "$to/k3s"; fi
  fetch k3s "${given[k3s-file]:-}" "$to/k3s" "$sum"
  chmod 0755 "$to/k3s"
  if [ -n "$images_sum" ]; then
    fetch k3s-airgap-images-amd64.tar.zst "${given[images-file]:-}" "$to/images.tar.zst" "$images_sum"
  fi
  for other in "$stage"/*; do
    [ "$other" = "$to" ] || rm -rf "$other"
  done
  rm -f "${given[k3s-file]:-}" "${given[images-file]:-}"
}

# A node whose installation failed is not in the state of the stack, so no other command removes it.
remove() {
  local unit
  for unit in k3s k3s-agent; do
    if [ ! -e "/etc/systemd/system/$unit.service" ] || [ ! -e "$state" ]; then continue; fi
    say "removes K3s, whose installation was not completed"
    if [ "$unit" = k3s ] && api_ready 2>/dev/null && ! going_away; then
      forget_node "${given[node]}" || say "warning: the node ${given[node]} stays in the cluster"
    fi
    uninstall "$unit"
  done
  rm -rf "$stage"
}

take_verb "${1:-}" apply remove
read_parameters node version sums location k3s-file images-file proxy after
need_root
lock_host
"$verb"
