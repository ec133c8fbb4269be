#!/usr/bin/env bash
# Copies the K3s program, and optionally the images, to the host and checks them. Nothing that runs is changed. The script can
# run again: files that are present and correct are not downloaded again.
#
# Usage, as root: stage-k3s.sh apply|remove <input
# Input: version=<K3s version>  sums=k3s=<sha256> images=<sha256, empty without images>
#        location=<URL of the release's artefacts>, or
#        k3s-file=<path of the uploaded program>  images-file=<path of the uploaded images>
#        proxy=<URL of the HTTP proxy>  after=<generation>
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/k3s.sh"

# fetch <name in the release> <uploaded file or nothing> <file> <sha256>
fetch() {
  local name=$1 uploaded=$2 file=$3 expected=$4 actual
  if [ -e "$file" ] && [ "$(sha256 "$file")" = "$expected" ]; then return 0; fi
  if [ -n "$uploaded" ]; then
    [ -e "$uploaded" ] || fail "the uploaded $uploaded is not there any more; increase applyGeneration by one to upload it again"
    cp "$uploaded" "$file.new"
  else
    say "downloads $name ${given[version]}"
    https_proxy=${given[proxy]:-} curl --fail --silent --show-error --location --proto '=https' --tlsv1.2 --retry 3 \
      --connect-timeout 15 --max-time 900 --output "$file.new" "${given[location]}$name" ||
      fail "could not download ${given[location]}$name; allow access to it (proxy, mirror), or set files in the settings;" \
        "nothing that runs was changed"
  fi
  actual=$(sha256 "$file.new")
  if [ "$actual" != "$expected" ]; then
    rm -f "$file.new"
    fail "$name has sha256 $actual, expected is $expected; the file was changed, or the version is wrong; nothing that runs was changed"
  fi
  mv -f "$file.new" "$file"
}

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

remove() { rm -rf "$stage"; }

take_verb "${1:-}" apply remove
read_parameters version sums location k3s-file images-file proxy after
need_root
lock_host
"$verb"
