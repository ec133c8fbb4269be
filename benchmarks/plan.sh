#!/usr/bin/env bash
# Wall time and memory of `k8tre plan <stack>`, all processes together. Build first: ./k8tre version
# Usage: benchmarks/plan.sh [stack] [runs]
set -euo pipefail
cd "$(dirname "$0")/.."
stack=${1:-dev}
runs=${2:-5}
command=${K8TRE:-artifacts/bin/K8tre.Automation/release/K8tre.Automation.dll}

# Resident memory in MB of a process and all below it.
resident() {
  local sum
  sum=$(awk '/^VmRSS/ { print $2 }' "/proc/$1/status" 2>/dev/null || true)
  local child below=0
  for child in $(cat "/proc/$1/task/"*/children 2>/dev/null || true); do
    below=$((below + $(resident "$child")))
  done
  echo $((${sum:-0} / 1024 + below))
}

printf '%4s %9s %9s\n' run 'wall ms' 'peak MB'
for run in $(seq "$runs"); do
  start=$(date +%s%N)
  dotnet "$command" plan "$stack" --json >/dev/null &
  pid=$!
  peak=0
  while kill -0 "$pid" 2>/dev/null; do
    now=$(resident "$pid")
    if ((now > peak)); then peak=$now; fi
    sleep 0.02
  done
  wait "$pid"
  printf '%4d %9d %9d\n' "$run" $((($(date +%s%N) - start) / 1000000)) "$peak"
done
