#!/usr/bin/env bash
# Reads the checksums that a K3s release publishes. The first output is kept in the stack's state and valid for every node.
#
# Usage: read-checksums.sh apply <input
# Input: location=<URL of the release's artefacts>  version=<K3s version>  images=yes|no
#        proxy=<URL of the HTTP proxy>
# Prints: k3s=<sha256> images=<sha256>
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/Shared/host.sh"

take_verb "${1:-}" apply
read_parameters location version images proxy
need location version
url=${given[location]}sha256sum-amd64.txt
sums=$(https_proxy=${given[proxy]:-} curl --fail --silent --show-error --location --proto '=https' --tlsv1.2 \
  --retry 3 --connect-timeout 15 --max-time 120 "$url") ||
  fail "could not read $url; open the host's way there (proxy, mirror), or set sha256 in the settings"
k3s=$(awk '$2 == "k3s" { print $1 }' <<<"$sums")
images=
[ "${given[images]:-no}" = no ] || images=$(awk '$2 == "k3s-airgap-images-amd64.tar.zst" { print $1 }' <<<"$sums")
[ "${#k3s}" -eq 64 ] || fail "$url names no sha256 of k3s; check the location and the version ${given[version]}"
[ "${given[images]:-no}" = no ] || [ "${#images}" -eq 64 ] ||
  fail "$url names no sha256 of k3s-airgap-images-amd64.tar.zst; set images to false, or set its sha256 in the settings"
result "k3s=$k3s images=$images"
