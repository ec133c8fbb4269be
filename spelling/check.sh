#!/usr/bin/env bash
# Checks the spelling of every tracked text, and refuses retired words. First proves that each retired word is refused.
# .gitattributes lists the texts that are not checked: `machine-data`.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -x spelling/node_modules/.bin/cspell ] || npm ci --prefix spelling --ignore-scripts --no-audit --no-fund --loglevel error
spell() { spelling/node_modules/.bin/cspell lint --config spelling/cspell.config.mjs --root . --no-progress --no-color "$@"; }

words() { awk -F '\t' '$2 == "word" || $2 == "code" { print $1 }' spelling/retired.tsv; }
missed=$(comm -23 <(words | sort) <(words | spell --words-only --no-summary stdin://retired.cs | sort)) || true
if [ -n "$missed" ]; then
  printf 'spelling/retired.tsv has words that the spelling check accepts:\n%s\n' "$missed" >&2
  exit 1
fi

git ls-files ':(exclude,attr:machine-data)' ':(exclude)spelling/*.txt' | spell --show-suggestions --file-list stdin
