#!/usr/bin/env bash
# Compares a node with its last deployment and prints its state. Changes nothing.
#
# Usage, as root: node-status.sh apply <<<''
# Prints lines of the form name=value; drift=<difference> once for each difference.
set -euo pipefail
# shellcheck source-path=SCRIPTDIR
. "$(dirname "${BASH_SOURCE[0]}")/Shared/checks.sh"

take_verb "${1:-}" apply
read_parameters node
need_root
begin_result
unit=none
for candidate in k3s k3s-agent; do
  [ ! -e "/etc/systemd/system/$candidate.service" ] || unit=$candidate
done
printf 'unit=%s\nversion=%s\n' "$unit" "$(installed_version)"
[ "$unit" != none ] || { printf 'drift=K3s is not installed\n'; end_result; exit 0; }
printf 'since=%s\n' "$(systemctl show --property ActiveEnterTimestamp --value "$unit")"
systemctl is-active --quiet "$unit" || printf 'drift=%s is not running\n' "$unit"
systemctl is-enabled --quiet "$unit" || printf 'drift=%s does not start with the host\n' "$unit"
for list in "$manifest" "$program"; do
  if [ -e "$list" ]; then
    { sha256sum --check --quiet "$list" 2>/dev/null || true; } | sed -n 's/^\(.*\): FAILED.*/drift=\1 was changed or removed/p'
  else
    printf 'drift=%s is missing, so changes of the files that it lists are not detected\n' "$list"
  fi
done
[ ! -e "$pending" ] || printf 'drift=a change waits for a restart: the last run was interrupted\n'
[ ! -e "$restoring" ] ||
  printf 'drift=the restore of %s is not complete: run pulumi up, with another restoreFrom or without it\n' "$(cat "$restoring")"
[ ! -e "$cordoned" ] || printf 'drift=the node is cordoned by an unfinished upgrade\n'
foreign_parts | sed 's/^/drift=not of the platform, and K3s uses it: /'
overridden_kernel_values | while read -r file key value needed; do
  printf 'drift=%s sets %s to %s at the next boot, and K3s then does not start; it needs %s\n' "$file" "$key" "$value" "$needed"
done
{ "$binary" certificate check --output table 2>/dev/null || true; } | awk 'NR > 3 && NF > 3 { print "certificate=" $0 }'
if [ "$unit" = k3s ]; then
  printf 'snapshot=%s\n' "$(find "$data/server/db/snapshots" -type f -printf '%TY-%Tm-%TdT%TH:%TM %f\n' 2>/dev/null | sort | tail -n 1)"
  if [ -e "$state/kms-stage" ]; then
    printf 'encryption=KMS, stage %s\n' "$(cat "$state/kms-stage")"
    systemctl is-active --quiet k8tre-kms ||
      printf 'drift=the KMS plugin (k8tre-kms) is not running, and after a restart nobody can read Secrets\n'
  else
    printf 'encryption=%s\n' "$("$binary" secrets-encrypt status 2>/dev/null | sed -n 's/^Encryption Status: //p')"
  fi
  { nodes 2>/dev/null || printf 'drift=the API does not answer\n'; } | sed '/^drift=/!s/^/node=/'
fi
end_result
