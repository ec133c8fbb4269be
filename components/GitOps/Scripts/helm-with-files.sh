#!/usr/bin/env bash
# Helm for kustomize. It takes a chart from the archive name-version.tgz in its own folder, if there is one, and pulls others.
set -euo pipefail

if [ "${1:-}" = pull ]; then
  name="" version="" folder=.
  arguments=("$@")
  for ((i = 1; i < $#; i++)); do
    case ${arguments[i]} in
      --untardir) folder=${arguments[++i]} ;;
      --version) version=${arguments[++i]} ;;
      --repo) i=$((i + 1)) ;;
      --*) ;;
      *) name=${arguments[i]##*/} ;;
    esac
  done
  archive=$(dirname "$0")/$name-$version.tgz
  if [ -f "$archive" ]; then
    mkdir -p "$folder"
    exec tar -xzf "$archive" -C "$folder"
  fi
fi
exec helm "$@"
