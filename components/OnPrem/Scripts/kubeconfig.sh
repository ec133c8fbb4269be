#!/usr/bin/env bash
# Runs on a server. Prints the administrator's kubeconfig with the API's address for clients.
#
# Usage, as root: kubeconfig.sh apply <input
# Input: server=<URL of the API>  after=<...>
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/k3s.sh"

take_verb "${1:-}" apply
read_parameters server after
need server
need_root
sed "s#https://127.0.0.1:6443#${given[server]}#" /etc/rancher/k3s/k3s.yaml
