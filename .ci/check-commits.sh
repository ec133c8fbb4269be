#!/usr/bin/env bash
# Checks the subjects of commits: at most 72 characters, a capital letter first, no full stop at the end.
# Usage: .ci/check-commits.sh [BASE]. Checks the commits after BASE. Default: the commit since which the rule holds.
set -euo pipefail
cd "$(dirname "$0")/.."

base=${1:-bcdf209}
if ! git rev-parse --quiet --verify "$base^{commit}" >/dev/null; then
  # A shallow clone does not have the default.
  [ $# -eq 0 ] && exit 0
  echo "BASE is '$base', which is not a commit; name a branch, a tag or a commit" >&2
  exit 1
fi

status=0
while IFS=$'\t' read -r commit subject; do
  problem=
  [ "${#subject}" -le 72 ] || problem="has ${#subject} characters; the limit is 72"
  [[ $subject != *. ]] || problem='ends with a full stop; remove it'
  [[ $subject == [[:upper:]]* ]] || problem='starts with a small letter; start with a verb and a capital letter'
  if [ -n "$problem" ]; then
    printf '%s "%s" %s\n' "$commit" "$subject" "$problem" >&2
    status=1
  fi
done < <(git log --no-merges --format='%h%x09%s' "$base..HEAD")
exit "$status"
