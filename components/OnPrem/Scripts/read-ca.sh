#!/usr/bin/env bash
# Runs on a server. Prints the sha256 of the cluster's CA. The first output is kept in the stack's state.
#
# Usage, as root: read-ca.sh apply <<<''
# Prints: <sha256>
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/Shared/k3s.sh"

take_verb "${1:-}" apply
read_parameters ''
need_root
result "$(sha256 "$data/server/tls/server-ca.crt")"
