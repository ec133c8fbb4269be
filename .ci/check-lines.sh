#!/usr/bin/env bash
# Refuses lines of more than 140 characters in every tracked text. .gitattributes lists the exceptions: `machine-data`.
set -euo pipefail
cd "$(dirname "$0")/.."

mapfile -t files < <(git ls-files ':(exclude,attr:machine-data)')
# Counts characters, not bytes: hence the UTF-8 locale. grep fails if it finds nothing.
long=$(LC_ALL=C.UTF-8 grep -InHE '.{141}' "${files[@]}" | cut -d : -f 1,2) || true
if [ -n "$long" ]; then
  awk '{ print $0 " has more than 140 characters; wrap it" } END { print NR " lines are too long" }' <<<"$long" >&2
  exit 1
fi
