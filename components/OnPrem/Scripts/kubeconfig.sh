#!/usr/bin/env bash
# Runs on a server. Prints the administrator's kubeconfig. Its address of the API is that of the server itself.
#
# Usage, as root: kubeconfig.sh apply <<<''
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/Shared/k3s.sh"

take_verb "${1:-}" apply
read_parameters ''
need_root
begin_result
cat /etc/rancher/k3s/k3s.yaml
end_result
